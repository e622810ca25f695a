"""The benchmark's file is one that intake reads whole, and every way to read it is compared."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")

from alliance_match.intake import load_round
from intake import HEADER, measured, report, write_files

ROWS = 8


def test_both_files_give_the_same_people(tmp_path: Path) -> None:
    paths = write_files(tmp_path, ROWS)
    from_csv, from_xlsx = (load_round(path, tmp_path / "mentees.csv") for path in paths)
    assert len(from_csv.mentors) == ROWS
    for one, other in zip(from_csv.mentors, from_xlsx.mentors, strict=True):
        assert one.model_dump(exclude={"source"}) == other.model_dump(exclude={"source"})
    assert all(m.expertise and m.languages and m.capacity for m in from_csv.mentors)


def test_the_report_has_a_line_for_every_way_to_read() -> None:
    lines = measured(ROWS, 1)
    assert [(line.kind, line.aim) for line in lines] == [
        ("csv", ""),
        *[("csv", "< 6")] * 2,
        ("xlsx", ""),
        *[("xlsx", "< 2.5")] * 2,
    ]
    text = report(lines, ROWS, 1)
    assert f"{ROWS} mentors x {len(HEADER)} columns" in text
    assert all(str(line) in text for line in lines)
