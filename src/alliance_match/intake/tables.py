"""Files and DataFrames as tables of text, each row with the number that a spreadsheet shows."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ..errors import did_you_mean
from .bounds import MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS
from .decoding import decode
from .delimited import records_of
from .frames import is_frame, records_of_frame
from .journal import Journal, Place
from .workbooks import is_workbook, records_of_workbook

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Table",
    "TableSource",
    "file_name",
    "read_table",
    "table_of",
]

#: Anything that holds a table: a path (``"book.xlsx#Sheet 2"`` names a sheet) or a DataFrame.
TableSource: TypeAlias = "str | os.PathLike[str] | pd.DataFrame"

Record: TypeAlias = "tuple[str, ...]"


@dataclass(frozen=True)
class Table:
    """A header and rows of text.

    Parameters
    ----------
    file : str
        Name for messages: the file's name without folders.
    header : tuple of str
        Column headers, made unique: the second ``"Email"`` is ``"Email #2"``, a column without a
        header is ``"(column 4)"``.
    rows : tuple of (int, tuple of str)
        Row number as a spreadsheet shows it, and one text per column. No blank rows.
    blank : int
        How many blank rows were passed over.
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, Record], ...]
    blank: int = 0

    def column(self, position: int) -> Iterator[str]:
        """Give the cells of a column, from top to bottom."""
        return (cells[position] for _, cells in self.rows)


def file_name(source: TableSource, role: str) -> str:
    """Name a source for messages.

    Parameters
    ----------
    source : path or DataFrame
        What is read.
    role : str
        What it holds; names a DataFrame.
    """
    if isinstance(source, str | os.PathLike):
        return Path(os.fspath(source)).name
    return f"{role} (DataFrame)"


def read_table(source: TableSource, name: str, journal: Journal) -> Table | None:
    """Read a table of text from a file or a DataFrame.

    Parameters
    ----------
    source : path or DataFrame
        A CSV, TSV or text file in any common encoding, a workbook, or a DataFrame.
    name : str
        Name for messages.
    journal : Journal
        Where findings and problems go.

    Returns
    -------
    Table or None
        ``None`` when a problem was recorded.
    """
    records = _records(source, name, journal)
    if records is None or not _within_bounds(records, name, journal):
        return None
    return table_of(name, records, journal)


def _records(source: TableSource, name: str, journal: Journal) -> list[Record] | None:
    place = Place(name)
    if is_frame(source):
        return records_of_frame(source)
    if not isinstance(source, str | os.PathLike):
        what = f"a {type(source).__name__} cannot be read as a table"
        journal.problem(place, what, "Give the path of a CSV or Excel file, or a DataFrame.")
        return None
    path, sheet = _path_and_sheet(os.fspath(source))
    data = _bytes_of(path, place, journal)
    if data is None:
        return None
    if is_workbook(data):
        return records_of_workbook(data, sheet, place, journal)
    text = decode(data, place, journal)
    return None if text is None else records_of(text, place, journal)


def _path_and_sheet(written: str) -> tuple[Path, str | None]:
    path, mark, sheet = written.rpartition("#")
    if not mark or Path(written).exists():
        return Path(written), None
    return Path(path), sheet


def _bytes_of(path: Path, place: Place, journal: Journal) -> bytes | None:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            remedy = f"Files up to {MAX_BYTES // 1_000_000} MB are read; is this the right one?"
            journal.problem(place, f"the file is too large ({size // 1_000_000} MB)", remedy)
            return None
        data = path.read_bytes()
    except FileNotFoundError:
        journal.problem(place, f"there is no file {str(path)!r}", _nearest_file(path))
        return None
    except OSError as error:
        what = f"the file cannot be opened ({error.strerror})"
        journal.problem(place, what, "Check that it is a file and that you may read it.")
        return None
    if not data.strip(b"\xef\xbb\xbf \t\r\n\0"):
        journal.problem(place, "the file is empty", "Export it again.")
        return None
    return data


def _nearest_file(path: Path) -> str:
    folder = path.parent
    names = [p.name for p in folder.iterdir()] if folder.is_dir() else []
    return f"Check the spelling and the folder.{did_you_mean(path.name, names)}"


def _within_bounds(records: list[Record], name: str, journal: Journal) -> bool:
    before = len(journal.problems)
    if len(records) > MAX_ROWS:
        remedy = f"At most {MAX_ROWS:,} rows are read."
        journal.problem(Place(name), f"{len(records):,} rows are too many", remedy)
    if max(map(len, records), default=0) > MAX_COLUMNS:
        row = next(n for n, cells in enumerate(records, 1) if len(cells) > MAX_COLUMNS)
        remedy = f"At most {MAX_COLUMNS:,} columns are read; is the delimiter right?"
        journal.problem(Place(name, row), f"{len(records[row - 1]):,} columns are too many", remedy)
    for row, cells in enumerate(records, 1):
        if any(len(cell) > MAX_CELL for cell in cells):
            what = f"a cell holds more than {MAX_CELL:,} characters"
            journal.problem(Place(name, row), what, "Is a closing quotation mark missing there?")
    return len(journal.problems) == before


def table_of(name: str, records: list[Record], journal: Journal) -> Table | None:
    """Find the header among records and tidy the rows below it.

    Parameters
    ----------
    name : str
        Name for messages.
    records : list of tuple of str
        All records of the file, the blank ones included.
    journal : Journal
        Where findings and problems go.
    """
    top = next((n for n, r in enumerate(records) if len(_filled(r)) >= 2), None)
    if top is None:
        _no_header(name, records, journal)
        return None
    if top and any(_filled(r) for r in records[:top]):
        journal.add("note", Place(name, 1), f"Lines above the header (row {top + 1}) are left out")
    body = [(n, _unprefixed(r)) for n, r in enumerate(records[top + 1 :], top + 2)]
    while body and not _filled(body[-1][1]):
        body.pop()
    blank = [n for n, cells in body if not _filled(cells)]
    if blank:
        shown = ", ".join(map(str, blank[:10])) + (", …" if len(blank) > 10 else "")
        what = f"{len(blank)} blank row{'s' * (len(blank) != 1)} passed over (row {shown})"
        journal.add("note", Place(name), what)
    filled = [(n, cells) for n, cells in body if _filled(cells)]
    return _squared(name, records[top], filled, len(blank), journal)


def _filled(cells: Iterable[str]) -> list[str]:
    return [c for c in cells if c.strip()]


def _no_header(name: str, records: list[Record], journal: Journal) -> None:
    first = next((r for r in records if _filled(r)), ("",))
    remedy = (
        "The first row must name the columns, divided by comma, semicolon, TAB or |; "
        "export the table again as CSV."
    )
    what = "only one column was found, so there is no usable header"
    journal.problem(Place(name, 1), what, remedy, " ".join(first))


def _unprefixed(cells: Record) -> Record:
    """Drop the apostrophe that keeps a spreadsheet from running a cell as a formula."""
    return tuple(c[1:] if c[:1] == "'" and c[1:2] in _RISKY else c for c in cells)


_RISKY = frozenset("=+-@\t\r\n")


def _squared(
    name: str, header: Record, rows: list[tuple[int, Record]], blank: int, journal: Journal
) -> Table:
    width = max((n for n, cell in enumerate(header, 1) if cell.strip()), default=0)
    full = max([width, *(len(cells) for _, cells in rows)])
    for row, cells in rows:
        extra = _filled(cells[width:])
        if extra and len(header) <= width:
            _too_many(Place(name, row), extra, journal)
    padded = [(n, tuple(cells) + ("",) * (full - len(cells))) for n, cells in rows]
    labels = _unique([*header[:width], *[""] * (full - width)])
    used = [p for p in range(full) if p < width or any(cells[p].strip() for _, cells in padded)]
    kept = tuple((n, tuple(cells[p] for p in used)) for n, cells in padded)
    return Table(name, tuple(labels[p] for p in used), kept, blank)


def _too_many(place: Place, extra: list[str], journal: Journal) -> None:
    what = f"{len(extra)} more cell{'s' * (len(extra) != 1)} than the header has columns"
    remedy = "The cells may have shifted: put quotation marks around a cell that holds a delimiter."
    journal.add("question", place, what, remedy, " | ".join(extra))


def _unique(header: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    labels = []
    for position, raw in enumerate(header, 1):
        label = re.sub(r"\s+", " ", raw).strip() or f"(column {position})"
        seen[label] += 1
        labels.append(label if seen[label] == 1 else f"{label} #{seen[label]}")
    return labels
