"""The proof as a workbook: its formulas give the certificate's bound, and notice a change."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from alliance_match.proposal import Proposal, propose
from alliance_match.report.certificate_xlsx import certificate_xlsx

from ..rounds import seeded_round
from .rounds import NAMES, proposals

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
ALWAYS_RECOMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
#: Where the first sheet says it.
WORTH, BOUND, BROKEN, CONTROL, SAVED = 5, 8, 9, 10, 11


@cache
def seeded(count: int) -> tuple[Proposal, ...]:
    """Rounds with pins, vetoes, minimum loads and both objectives that have a proposal."""
    found = (propose(*seeded_round(seed)) for seed in range(count))
    return tuple(p for p in found if p.status == "optimal")


def first_sheet(data: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def test_the_sums_are_those_of_the_certificate():
    for proposal in seeded(300):
        rows = first_sheet(certificate_xlsx(proposal))
        assert rows[WORTH][1] == proposal.assignment.weight
        assert rows[BOUND][1] == proposal.assignment.certificate.bound
        assert rows[BROKEN][1] == 0
        assert rows[CONTROL][1] == rows[SAVED][1]
        assert rows[0][0].startswith("PROVED")


@pytest.mark.parametrize("name", NAMES)
def test_every_proposal_with_prices_has_one(name):
    proposal = proposals()[name]
    assert (certificate_xlsx(proposal) is None) == (proposal.status == "infeasible")
    assert certificate_xlsx(proposal) == certificate_xlsx(proposal)


# --- opened by LibreOffice, which computes every formula itself ------------------------------


def recomputed(folder: Path, books: dict[str, bytes]) -> dict[str, list[list[str]]]:
    """Open workbooks, compute everything anew, and give the first sheet of each."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS_RECOMPUTE, "utf-8")
    for name, data in books.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            EVERY_SHEET,
            "--outdir",
            str(folder / "out"),
            *(str(folder / f"{name}.xlsx") for name in books),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    sheets = {}
    for name in books:
        text = (folder / "out" / f"{name}-Proof.csv").read_text("utf-8")
        sheets[name] = list(csv.reader(io.StringIO(text)))
    return sheets


def altered(data: bytes, sheet: int, cell: str, value: int) -> bytes:
    """Put another number into a cell, as somebody would, and nothing else."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            held = old.read(part)
            if part == f"xl/worksheets/sheet{sheet}.xml":
                pattern = rf'(<c r="{cell}"[^>]*><v>)-?\d+(</v>)'
                text, count = re.subn(pattern, rf"\g<1>{value}\g<2>", held.decode())
                assert count == 1, cell
                held = text.encode()
            new.writestr(part, held)
    return out.getvalue()


@needs_office
def test_libreoffice_computes_the_same_bound(tmp_path):
    chosen = seeded(60)[:20]
    books = {f"round{n}": certificate_xlsx(p) for n, p in enumerate(chosen)}
    for rows, proposal in zip(recomputed(tmp_path, books).values(), chosen, strict=True):
        assert int(rows[WORTH][1]) == proposal.assignment.weight
        assert int(rows[BOUND][1]) == proposal.assignment.certificate.bound
        assert rows[CONTROL][1] == rows[SAVED][1]
        assert rows[0][0].startswith("PROVED"), rows[0][0]


@needs_office
def test_libreoffice_shows_that_a_proof_is_broken(tmp_path):
    proposal = next(p for p in seeded(60) if len(p.pairs) >= 3 and not p.round.decisions.entries)
    plain, pair = certificate_xlsx(proposal), proposal.pairs[0]
    letter = "CDEFGHIJ"[pair.col]
    books = {
        "untouched": plain,
        "more_points": altered(plain, 4, f"{letter}{pair.row + 3}", pair.points + 7),
        "fewer_points": altered(plain, 4, f"{letter}{pair.row + 3}", pair.points - 7),
        "another_price": altered(plain, 3, f"F{pair.col + 3}", 123_456),
        "no_place": altered(plain, 3, f"C{pair.col + 3}", 0),
    }
    said = {name: rows[0][0] for name, rows in recomputed(tmp_path, books).items()}
    assert said.pop("untouched").startswith("PROVED")
    assert said.pop("no_place").startswith("BROKEN")
    assert all(words.startswith(("ALTERED", "BROKEN")) for words in said.values()), said
