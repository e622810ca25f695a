"""From a workbook (xlsx, xls, ods) to records of text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..errors import did_you_mean
from .bounds import DEFAULT_BOUNDS, Bounds
from .frames import cell_text
from .journal import Journal, Place
from .packed import Packed
from .sheet_faults import faults_of
from .workbook_size import oversized

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

__all__ = ["HELP", "LISTS", "is_workbook", "records_of_workbook"]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EXPORT_AGAIN = "Save it in a spreadsheet program as a new xlsx or as CSV (UTF-8)."
_NO_PASSWORD = "Take the password off (File > Info > Protect), or export the table as CSV."
_LOCKED = "the workbook is protected by a password"
#: Names of streams, as an old Office file spells them.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
#: So many cells at most are named in one finding.
_MOST_SHOWN = 10

#: First cells of the sheets that go with a form of our own: they hold no applications.
HELP = "How to fill in this form"
LISTS = "Lists for this form"
#: The help of the file in which a committee decides, in all languages.
_HELPS = frozenset((HELP, LISTS, "How to use this", "Mode d’emploi", "Cómo se usa"))

Rows = list[tuple[str, ...]]


class _UnreadableError(Exception):
    """Nothing can be read of the workbook: what is wrong, and the remedy."""


def is_workbook(data: bytes) -> bool:
    """Tell a workbook by its first bytes, whatever the file is called."""
    return data.startswith((*_ZIP, _OLE))


def records_of_workbook(
    data: bytes,
    sheet: str | None,
    place: Place,
    journal: Journal,
    bounds: Bounds = DEFAULT_BOUNDS,
) -> Rows | None:
    """Read one sheet of a workbook.

    A cell that is merged downwards holds for every row that it spans; one that is merged to the
    right stands in its first column.

    Parameters
    ----------
    data : bytes
        The whole file.
    sheet : str or None
        Name of the sheet; when ``None``, the only visible one that is not empty.
    place : Place
        The file, for messages.
    journal : Journal
        Where findings and problems go.
    bounds : Bounds
        How much may be read.
    """
    try:
        import python_calamine  # noqa: F401
    except ImportError:
        remedy = 'Run: pip install "alliance-match[excel]", or export the table as CSV.'
        journal.problem(place, "reading Excel files needs an extra package", remedy)
        return None
    try:
        packed = _packed(data, bounds)
        with _told_in_words():
            name, rows = _read(data, sheet, place, journal)
            if rows is None:
                return None
    except _UnreadableError as error:
        what, remedy = error.args
        journal.problem(place, what, remedy)
        return None
    if packed is not None:
        _flag_faults(packed, name, place, journal)
    return rows


def _packed(data: bytes, bounds: Bounds) -> Packed | None:
    """Look into the archive before anything lays it out; an xls is none."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise _UnreadableError(_LOCKED, _NO_PASSWORD)
        if _WORD in data:
            raise _UnreadableError("this is a Word document, not a workbook", _EXPORT_AGAIN)
        return None
    try:
        packed = Packed(data, bounds.unpacked_bytes)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OverflowError) as error:
        what = f"the workbook cannot be read: it is cut off or damaged ({error})"
        raise _UnreadableError(what, f"Fetch or export the file again. {_EXPORT_AGAIN}") from None
    if packed.is_encrypted or b"encryption-data" in packed.whole("META-INF/manifest.xml"):
        raise _UnreadableError(_LOCKED, _NO_PASSWORD)
    if not {"xl/workbook.xml", "content.xml"} & set(packed.names):
        raise _UnreadableError(_other_archive(packed.names), _EXPORT_AGAIN)
    if large := oversized(packed, bounds):
        most = f"{bounds.rows:,} rows, {bounds.columns:,} columns and {bounds.cells:,} cells"
        raise _UnreadableError(large, f"At most {most} are read. {_EXPORT_AGAIN}")
    return Packed(data, 2 * bounds.unpacked_bytes)


def _other_archive(names: tuple[str, ...]) -> str:
    if "word/document.xml" in names:
        return "this is a Word document, not a workbook"
    if "xl/workbook.bin" in names:
        return "this is a binary workbook (xlsb), which is not read"
    return "this is an archive (zip), not a workbook"


@contextmanager
def _told_in_words() -> Iterator[None]:
    """Turn whatever calamine makes of a damaged workbook into one message."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise _UnreadableError(_LOCKED, _NO_PASSWORD) from None
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        remedy = f"{_EXPORT_AGAIN} If it asks for a password, take that off first."
        raise _UnreadableError(f"the workbook cannot be read ({error})", remedy) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # which a broken workbook may cause
            raise
        raise _UnreadableError(
            "the workbook is damaged and cannot be read", _EXPORT_AGAIN
        ) from None


def _read(
    data: bytes, sheet: str | None, place: Place, journal: Journal
) -> tuple[str, Rows | None]:
    """Read the sheet that is meant; no rows when a problem was recorded."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    if sheet is not None and sheet not in book.sheet_names:
        names = ", ".join(map(repr, book.sheet_names))
        remedy = f"The workbook has {names}.{did_you_mean(sheet, book.sheet_names)}"
        journal.problem(place, f"there is no sheet {sheet!r}", remedy)
        return sheet, None
    if sheet is not None:
        return sheet, _records(book.get_sheet_by_name(sheet))
    worksheets = [m for m in book.sheets_metadata if str(m.typ).endswith("WorkSheet")]
    sheets = {m.name: book.get_sheet_by_name(m.name) for m in worksheets}
    filled = [n for n, one in sheets.items() if _is_filled(one) and not _goes_with_a_form(one)]
    visible = {m.name for m in worksheets if str(m.visible).endswith(".Visible")}
    name = _chosen(filled, visible, place, journal)
    return (name, _records(sheets[name])) if name is not None else ("", None)


def _is_filled(sheet: CalamineSheet) -> bool:
    return sheet.height > 0 and any(any(c != "" for c in row) for row in sheet.iter_rows())


def _goes_with_a_form(sheet: CalamineSheet) -> bool:
    """Tell the help and the lists of a form of our own, wherever they were moved."""
    first = next(iter(sheet.to_python(skip_empty_area=False, nrows=1)), [])
    return bool(first) and first[0] in _HELPS


def _chosen(filled: list[str], visible: set[str], place: Place, journal: Journal) -> str | None:
    """Say which sheet is meant, whose name may be empty; none when a problem was recorded."""
    shown = [name for name in filled if name in visible] or filled
    if not filled:
        journal.problem(place, "the workbook is empty", "Export it again.")
        return None
    if len(shown) > 1:
        names = ", ".join(map(repr, shown))
        remedy = f"Say which one holds the table, such as '{place.file}#{shown[0]}'."
        journal.problem(place, f"{len(shown)} sheets hold something: {names}", remedy)
        return None
    _note_hidden(shown[0], filled, visible, place, journal)
    return shown[0]


def _note_hidden(
    name: str, filled: list[str], visible: set[str], place: Place, journal: Journal
) -> None:
    if name not in visible:
        what = f"The only sheet that holds something, {name!r}, is hidden; it was read"
        journal.add("warning", place, what, "Check that it is the right one.")
    elif len(filled) > 1:
        hidden = ", ".join(repr(n) for n in filled if n != name)
        remedy = f"To read a hidden sheet, name it, as in '{place.file}#Sheet'."
        journal.add("note", place, f"Hidden sheets were left out: {hidden}", remedy)


def _records(sheet: CalamineSheet) -> Rows:
    rows = [
        tuple([c if type(c) is str else cell_text(c) for c in row])
        for row in sheet.to_python(skip_empty_area=False)
    ]
    return _filled_down(sheet, rows)


def _filled_down(sheet: CalamineSheet, rows: Rows) -> Rows:
    """Repeat a cell that is merged over several rows below the header in each of them."""
    header = next((n for n, r in enumerate(rows) if sum(map(bool, r)) > 1), 0)
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if top <= header or top >= len(rows) or left >= len(rows[top]):
            continue
        text = rows[top][left]
        for n in range(top + 1, min(bottom + 1, len(rows))) if text else ():
            cells = rows[n]
            if left < len(cells) and not cells[left] and any(cells):
                rows[n] = (*cells[:left], text, *cells[left + 1 :])
    return rows


def _flag_faults(packed: Packed, sheet: str, place: Place, journal: Journal) -> None:
    by_kind: dict[str, list[str]] = {}
    for cell, what in faults_of(packed, sheet):
        by_kind.setdefault(what, []).append(cell)
    for what, cells in by_kind.items():
        shown = ", ".join(cells[:_MOST_SHOWN]) + ", …" * (len(cells) > _MOST_SHOWN)
        said = f"{len(cells)} cell{'s' * (len(cells) != 1)} ({shown}) left empty: {what}"
        remedy = "Open the workbook in a spreadsheet program, mend the cells, and save it."
        journal.add("question", place, said, remedy, what)
