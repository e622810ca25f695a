"""From a workbook (xlsx, xls, ods) to records of text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ..errors import did_you_mean
from .bounds import MAX_COLUMNS, MAX_ROWS
from .frames import cell_text
from .journal import Journal, Place
from .workbook_size import oversized

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

__all__ = ["is_workbook", "records_of_workbook"]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EXPORT_AGAIN = "Save it in a spreadsheet program as a new xlsx or as CSV (UTF-8)."

Rows = list[tuple[str, ...]]


def is_workbook(data: bytes) -> bool:
    """Tell a workbook by its first bytes, whatever the file is called."""
    return data.startswith((_ZIP, _OLE))


def records_of_workbook(
    data: bytes, sheet: str | None, place: Place, journal: Journal
) -> Rows | None:
    """Read one sheet of a workbook.

    Parameters
    ----------
    data : bytes
        The whole file.
    sheet : str or None
        Name of the sheet; the only one that is not empty when ``None``.
    place : Place
        The file, for messages.
    journal : Journal
        Where findings and problems go.
    """
    sheets = _sheets(data, place, journal)
    if sheets is None:
        return None
    if sheet is not None:
        return _named(sheets, sheet, place, journal)
    filled = [name for name, rows in sheets.items() if any(map(any, rows))]
    if not filled:
        journal.problem(place, "the workbook is empty", "Export it again.")
        return None
    if len(filled) > 1:
        names = ", ".join(map(repr, filled))
        remedy = f"Say which one holds the table, such as '{place.file}#{filled[0]}'."
        journal.problem(place, f"{len(filled)} sheets hold something: {names}", remedy)
        return None
    return sheets[filled[0]]


def _named(sheets: dict[str, Rows], sheet: str, place: Place, journal: Journal) -> Rows | None:
    if sheet not in sheets:
        remedy = f"The workbook has {', '.join(map(repr, sheets))}.{did_you_mean(sheet, sheets)}"
        journal.problem(place, f"there is no sheet {sheet!r}", remedy)
        return None
    return sheets[sheet]


def _sheets(data: bytes, place: Place, journal: Journal) -> dict[str, Rows] | None:
    try:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError
    except ImportError:
        remedy = 'Run: pip install "alliance-match[excel]", or export the table as CSV.'
        journal.problem(place, "reading Excel files needs an extra package", remedy)
        return None
    if large := oversized(data):
        remedy = f"At most {MAX_ROWS:,} rows and {MAX_COLUMNS:,} columns are read. {_EXPORT_AGAIN}"
        journal.problem(place, large, remedy)
        return None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = {name: book.get_sheet_by_name(name) for name in book.sheet_names}
        return {name: _records(sheet) for name, sheet in sheets.items()}
    except PasswordError:
        remedy = "Take the password off (File > Info > Protect), or export the table as CSV."
        journal.problem(place, "the workbook is protected by a password", remedy)
    except CalamineError as error:
        remedy = f"{_EXPORT_AGAIN} If it asks for a password, take that off first."
        journal.problem(place, f"the workbook cannot be read ({error})", remedy)
    return None


def _records(sheet: CalamineSheet) -> Rows:
    return [tuple(map(cell_text, row)) for row in sheet.to_python(skip_empty_area=False)]
