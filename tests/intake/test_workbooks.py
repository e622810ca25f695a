from __future__ import annotations

import builtins
from datetime import datetime
from pathlib import Path

import pytest

from alliance_match.errors import InputError
from alliance_match.intake.journal import Journal
from alliance_match.intake.tables import Table, read_table

xlsxwriter = pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")

Cells = list[list[object]]


def book(path: Path, **sheets: Cells) -> Path:
    with xlsxwriter.Workbook(path) as made:
        dated = made.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if isinstance(cell, datetime):
                        sheet.write_datetime(r, c, cell, dated)
                    elif cell is not None:
                        sheet.write(r, c, cell)
    return path


def read(source: object) -> Table:
    journal = Journal()
    table = read_table(source, "book.xlsx", journal)  # type: ignore[arg-type]
    journal.stop_on_problems()
    assert table is not None
    return table


ROWS: Cells = [
    ["name", "capacity", "hours", "submitted"],
    ["Ana", 2, 2.5, datetime(2025, 11, 3, 9, 7, 12)],  # noqa: DTZ001
    [None, None, None, None],
    ["Bo", 1, None, None],
]


def test_typed_cells_become_text(tmp_path: Path) -> None:
    table = read(book(tmp_path / "b.xlsx", Answers=ROWS, Empty=[]))
    assert table.header == ("name", "capacity", "hours", "submitted")
    assert table.rows[0] == (2, ("Ana", "2", "2.5", "2025-11-03 09:07:12"))
    assert table.rows[1] == (4, ("Bo", "1", "", ""))


def test_a_sheet_is_named_when_there_are_several(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", Answers=ROWS, Other=[["x", "y"], ["1", "2"]])
    with pytest.raises(InputError, match=r"2 sheets hold something: 'Answers', 'Other'.*#Answers"):
        read(path)
    assert read(f"{path}#Other").header == ("x", "y")
    with pytest.raises(InputError, match=r"no sheet 'Othr'.*Did you mean 'Other'"):
        read(f"{path}#Othr")


def test_an_empty_workbook(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the workbook is empty"):
        read(book(tmp_path / "b.xlsx", One=[]))


def test_a_sheet_beyond_the_bounds(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "z")
    with pytest.raises(
        InputError, match=r"to row 1,048,576 and column 16,384\. At most 100,000 rows"
    ):
        read(path)


def test_without_the_extra_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "b.xlsx", Answers=ROWS)
    real = builtins.__import__

    def missing(name: str, *rest: object, **more: object) -> object:
        if name == "python_calamine":
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(InputError, match=r'pip install "alliance-match\[excel\]"'):
        read(path)
