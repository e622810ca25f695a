"""The file to decide in: filled, changed and read again, and never lost to the next proposal."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

import alliance_match as am
from alliance_match.errors import InputError
from alliance_match.intake import load_decisions
from alliance_match.intake.workbooks import HELP, LISTS
from alliance_match.model.votes import by_pair_and_words
from alliance_match.proposal import Proposal
from alliance_match.report import fingerprint, kept_decisions, load_proposal, verify
from alliance_match.report.cells import CSV_ENCODING
from alliance_match.report.decision_form import COLUMNS, decisions_csv, decisions_xlsx
from alliance_match.words import LANGUAGES, speech
from alliance_match.words.templates.decision_form import HEADS

from ..rounds import mentee, mentor, round_of
from .rounds import NAMES, proposals

every = pytest.mark.parametrize("name", NAMES)
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
HOSTILE = "=HYPERLINK(\"http://example.org\") & 'so on'; ana@example.org"


def rows_of(data: bytes, sheet: int = 0) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(sheet).to_python()


def entries(decisions: am.Decisions) -> list[tuple[str, ...]]:
    return sorted(by_pair_and_words(d) for d in decisions.entries if d.kind != "keep")


def read(path: Path, proposal: Proposal) -> am.Decisions:
    people = proposal.round
    return load_decisions(path, people.mentors, people.mentees, proposal.fingerprint)


def decided() -> Proposal:
    """A proposal of a round on which a good deal was decided before."""
    said = [
        ("accept", "E01", "M01", "Ana", ""),
        ("note", "E01", "M01", "Bo", HOSTILE),
        ("veto", "E02", "M01", "@Bo", "-1"),
        ("recuse", "E02", "M02", "Ana", "'a relative'"),
        ("pin", "E03", "M03", "Committee", "lines\nof text"),
    ]
    found = [
        am.Decision(kind=k, mentee=e, mentor=m, who=who, why=" ".join(why.split()))
        for k, e, m, who, why in said
    ]
    found.append(am.Decision(kind="waive", mentee="E03", mentor="M03", rule="scales", who="Ana"))
    people = [mentor(k) for k in (1, 2, 3)], [mentee(k) for k in (1, 2, 3, 4)]
    return am.propose(round_of(*people, tuple(found)))


@every
def test_a_row_for_each_pair_and_each_mentee_without_one(name):
    proposal = proposals()[name]
    found = list(csv.DictReader(io.StringIO(decisions_csv(proposal), newline="")))
    assert {r["mentee"] for r in found} == {m.id for m in proposal.round.mentees}
    pairs = {(r["mentee"], r["mentor"]): r for r in found}
    for pair in proposal.pairs:
        row = pairs[pair.mentee.id, pair.mentor.id]
        assert row["points"].replace(".", "").lstrip("0") == str(pair.points).lstrip("0")
    for one in proposal.unmatched:
        assert (one.id, "") in pairs
    assert {r["proposal"] for r in found} <= {proposal.fingerprint}
    assert all(c == "" or c[0] not in "=+@" for r in found for c in r.values())


@every
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_is_read_again_as_it_was(name, language, tmp_path):
    proposal = proposals()[name]
    if not proposal.round.mentees or any(m.name == "" for m in proposal.round.mentees):
        return
    book, table = tmp_path / "decisions.xlsx", tmp_path / "decisions.csv"
    book.write_bytes(decisions_xlsx(proposal, language))
    table.write_bytes(decisions_csv(proposal).encode(CSV_ENCODING))
    assert decisions_xlsx(proposal, language) == book.read_bytes()
    if name == "contradicting":  # by records of nobody, which intake does not put up with
        return
    for path in (book, table):
        assert entries(read(path, proposal)) == entries(proposal.round.decisions)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_and_why_come_back_word_for_word(language, tmp_path):
    proposal = decided()
    book = tmp_path / "decisions.xlsx"
    book.write_bytes(decisions_xlsx(proposal, language))
    assert entries(read(book, proposal)) == entries(proposal.round.decisions)
    with zipfile.ZipFile(book) as packed:
        sheets = [packed.read(n).decode() for n in packed.namelist() if "worksheets" in n]
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    assert all(part in sheets[0] for part in ('state="frozen"', 'type="list"'))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_and_the_lists_are_not_taken_for_the_table(language):
    book = CalamineWorkbook.from_filelike(io.BytesIO(decisions_xlsx(decided(), language)))
    assert len(book.sheet_names) == 3
    heads = [speech(language).say(HEADS[name]()) for name in COLUMNS]
    assert book.get_sheet_by_index(0).to_python()[0] == heads
    assert book.get_sheet_by_index(2).to_python(skip_empty_area=False)[0][0] == LISTS
    assert HELP != book.get_sheet_by_index(1).to_python(skip_empty_area=False)[0][0] != ""


def filled(data: bytes, changes: dict[tuple[int, str], str]) -> bytes:
    """Write a workbook again with other words in some cells, as a spreadsheet does."""
    rows = rows_of(data)
    for (row, column), words in changes.items():
        rows[row][COLUMNS.index(column)] = words
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Decisions")
        for down, cells in enumerate(rows):
            sheet.write_row(down, 0, cells)
    return out.getvalue()


def test_a_cell_that_somebody_fills_in_decides(tmp_path):
    match_round = round_of([mentor(1), mentor(2)], [mentee(1), mentee(2)])
    proposal = am.propose(match_round)
    before = {p.mentee.id: p.mentor.id for p in proposal.pairs}
    data = decisions_xlsx(proposal, "fr")
    path = tmp_path / "decisions-ana.xlsx"
    path.write_bytes(filled(data, {(1, "decision"): "écarter", (1, "who"): "Ana"}))
    found = read(path, proposal)
    assert [(d.kind, d.mentee, d.mentor, d.who) for d in found.entries] == [
        ("veto", "E01", before["E01"], "Ana")
    ]
    again = am.propose(match_round.model_copy(update={"decisions": found}))
    assert {p.mentee.id: p.mentor.id for p in again.pairs} != before
    assert again.fingerprint != proposal.fingerprint
    with pytest.raises(InputError, match="another proposal"):
        read(path, again)


@needs_office
def test_a_workbook_that_libreoffice_saved_again(tmp_path):
    proposal = decided()
    path = tmp_path / "decisions.xlsx"
    path.write_bytes(decisions_xlsx(proposal, "es"))
    subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(tmp_path / "out"),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    saved = tmp_path / "out" / "decisions.xlsx"
    assert saved.read_bytes() != path.read_bytes()
    assert entries(read(saved, proposal)) == entries(proposal.round.decisions)
    with zipfile.ZipFile(saved) as packed:
        assert "dataValidation" in packed.read("xl/worksheets/sheet1.xml").decode()


# --- in the folder ---------------------------------------------------------------------------


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.glob("decisions*")}


def test_edited_decisions_are_kept_and_others_replaced(tmp_path):
    folder, first, second = tmp_path / "round", decided(), proposals()["full"]
    first.save(folder, language="es")
    assert fingerprint(load_proposal(folder)) == first.fingerprint
    assert set(files(folder)) == {"decisions.csv", "decisions.xlsx"}
    second.save(folder)  # nobody had touched them
    assert set(files(folder)) == {"decisions.csv", "decisions.xlsx"}
    mine = filled(decisions_xlsx(second), {(1, "who"): "Ana"})
    (folder / "decisions.xlsx").write_bytes(mine)
    assert verify(folder)
    first.save(folder)
    assert kept_decisions(folder) == {"decisions-before.xlsx"}
    (folder / "decisions.csv").write_bytes(b"mine")
    (folder / "decisions.xlsx").write_bytes(b"mine, too")
    first.save(folder)
    assert files(folder) == {
        "decisions.csv": decisions_csv(first).encode(CSV_ENCODING),
        "decisions.xlsx": decisions_xlsx(first),
        "decisions-before.csv": b"mine",
        "decisions-before.xlsx": mine,
        "decisions-before-2.xlsx": b"mine, too",
    }
    assert verify(folder)


def test_decisions_of_nobody_knows_what_are_kept(tmp_path):
    folder = tmp_path / "round"
    folder.mkdir()
    (folder / "decisions.csv").write_bytes(b"mentee,mentor,decision\n")
    decided().save(folder)
    assert files(folder)["decisions-before.csv"] == b"mentee,mentor,decision\n"
