"""Files and DataFrames as tables of text, each row with the number that a spreadsheet shows."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ..errors import did_you_mean
from .bounds import DEFAULT_BOUNDS, Bounds
from .decoding import decode
from .delimited import records_of
from .frames import is_frame, records_of_frame
from .header_rows import header_row, without_headers
from .journal import Journal, Place
from .tidying import Tidier
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


def read_table(
    source: TableSource, name: str, journal: Journal, bounds: Bounds = DEFAULT_BOUNDS
) -> Table | None:
    """Read a table of text from a file or a DataFrame.

    Parameters
    ----------
    source : path or DataFrame
        A CSV, TSV or text file in any common encoding, a workbook, or a DataFrame.
    name : str
        Name for messages.
    journal : Journal
        Where findings and problems go.
    bounds : Bounds
        How much may be read.

    Returns
    -------
    Table or None
        ``None`` when a problem was recorded.
    """
    records = _records(source, name, journal, bounds)
    if records is None or not _within_bounds(records, name, journal, bounds):
        return None
    return table_of(name, records, journal)


def _records(
    source: TableSource, name: str, journal: Journal, bounds: Bounds
) -> list[Record] | None:
    place = Place(name)
    if is_frame(source):
        return records_of_frame(source)
    if not isinstance(source, str | os.PathLike):
        what = f"a {type(source).__name__} cannot be read as a table"
        journal.problem(place, what, "Give the path of a CSV or Excel file, or a DataFrame.")
        return None
    path, sheet = _path_and_sheet(os.fspath(source))
    data = _bytes_of(path, place, journal, bounds)
    if data is None:
        return None
    if is_workbook(data):
        return records_of_workbook(data, sheet, place, journal, bounds)
    text = decode(data, place, journal)
    return None if text is None else records_of(text, place, journal, bounds)


def _path_and_sheet(written: str) -> tuple[Path, str | None]:
    path, mark, sheet = written.rpartition("#")
    if not mark or Path(written).exists():
        return Path(written), None
    return Path(path), sheet


def _bytes_of(path: Path, place: Place, journal: Journal, bounds: Bounds) -> bytes | None:
    most = f"Files up to {_megabytes(bounds.file_bytes)} are read; is this the right one?"
    try:
        size = path.stat().st_size
        if size > bounds.file_bytes:
            journal.problem(place, f"the file is too large ({_megabytes(size)})", most)
            return None
        with path.open("rb") as file:  # a pipe or a device has no size to ask for
            data = file.read(bounds.file_bytes + 1)
    except FileNotFoundError:
        journal.problem(place, f"there is no file {str(path)!r}", _nearest_file(path))
        return None
    except (OSError, ValueError) as error:
        what = f"the file cannot be opened ({getattr(error, 'strerror', None) or error})"
        journal.problem(place, what, "Check that it is a file and that you may read it.")
        return None
    if len(data) > bounds.file_bytes:
        journal.problem(place, "the file is too large", most)
        return None
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        journal.problem(place, "the file is empty", "Export it again.")
        return None
    return data


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB" if size >= 1_000_000 else f"{size:,} bytes"


def _nearest_file(path: Path) -> str:
    folder = path.parent
    names = [p.name for p in folder.iterdir()] if folder.is_dir() else []
    return f"Check the spelling and the folder.{did_you_mean(path.name, names)}"


def _within_bounds(records: list[Record], name: str, journal: Journal, bounds: Bounds) -> bool:
    before = len(journal.problems)
    if len(records) > bounds.rows:
        remedy = f"At most {bounds.rows:,} rows are read."
        journal.problem(Place(name), f"{len(records):,} rows are too many", remedy)
    widest = max(map(len, records), default=0)
    if widest > bounds.columns:
        row = next(n for n, cells in enumerate(records, 1) if len(cells) == widest)
        remedy = f"At most {bounds.columns:,} columns are read; is the delimiter right?"
        journal.problem(Place(name, row), f"{widest:,} columns are too many", remedy)
    elif widest * len(records) > bounds.cells:
        what = f"{len(records):,} rows of up to {widest:,} columns are too many"
        journal.problem(Place(name), what, f"At most {bounds.cells:,} cells are read.")
    longest = bounds.cell_characters
    for row, cells in enumerate(records, 1):
        if cells and len(max(cells, key=len)) > longest:
            what = f"a cell holds more than {longest:,} characters"
            journal.problem(Place(name, row), what, "Is a closing quotation mark missing there?")
            break
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
    top = header_row(records)
    if top is None:
        first = next((r for r in records if _filled(r)), ("",))
        what = "only one column was found, so there is no usable header"
        _no_header(Place(name, 1), what, first, journal)
        return None
    _note_above(name, records[:top], journal)
    tidier = Tidier(name, journal)
    header = tidier.row(top + 1, records[top], "".join(records[top]))
    if not _filled(header):  # formulas that went wrong, or nothing that can be seen
        _no_header(Place(name, top + 1), "the header names no column", records[top], journal)
        return None
    rows: list[tuple[int, Record]] = []
    blank: list[int] = []
    for number, cells in enumerate(records[top + 1 :], top + 2):
        joined = "".join(cells)
        if joined and not joined.isspace():
            cells = tidier.row(number, cells, joined)
        if not joined or joined.isspace() or not any(c.strip() for c in cells):
            blank.append(number)
        else:
            rows.append((number, cells))
    tidier.tell()
    last = rows[-1][0] if rows else 0
    passed = [n for n in blank if n < last]
    if passed:
        shown = ", ".join(map(str, passed[:10])) + (", …" if len(passed) > 10 else "")
        what = f"{len(passed)} blank row{'s' * (len(passed) != 1)} passed over (row {shown})"
        journal.add("note", Place(name), what, "Nothing, unless an application stood there.")
    kept = without_headers(name, header, rows, journal)
    return None if kept is None else _squared(name, header, kept, len(passed), journal)


def _note_above(name: str, above: list[Record], journal: Journal) -> None:
    """Tell what the lines above the header say: somebody may be among them."""
    for number, cells in enumerate(above, 1):
        if said := _filled(cells):
            what = f"Lines above the header (row {len(above) + 1}) are left out"
            journal.add("note", Place(name, number), what, "", " | ".join(said))


def _filled(cells: Iterable[str]) -> list[str]:
    return [c for c in cells if c.strip()]


def _no_header(place: Place, what: str, cells: Record, journal: Journal) -> None:
    remedy = (
        "The first row must name the columns, divided by comma, semicolon, TAB or |; "
        "export the table again as CSV."
    )
    journal.problem(place, what, remedy, " ".join(cells))


def _squared(
    name: str, header: Record, rows: list[tuple[int, Record]], blank: int, journal: Journal
) -> Table:
    width = max((n for n, cell in enumerate(header, 1) if cell.strip()), default=0)
    full = max([width, *(len(cells) for _, cells in rows)])
    for row, cells in rows:
        if len(cells) > width >= len(header) and (extra := _filled(cells[width:])):
            _too_many(Place(name, row), extra, journal)
    blanks = ("",) * full
    padded = [(n, c if len(c) == full else (*c, *blanks[len(c) :])) for n, c in rows]
    labels = _unique([*header[:width], *[""] * (full - width)])
    used = [p for p in range(full) if p < width or any(cells[p].strip() for _, cells in padded)]
    if len(used) < full:
        padded = [(n, tuple([cells[p] for p in used])) for n, cells in padded]
    return Table(name, tuple(labels[p] for p in used), tuple(padded), blank)


def _too_many(place: Place, extra: list[str], journal: Journal) -> None:
    what = f"{len(extra)} more cell{'s' * (len(extra) != 1)} than the header has columns"
    remedy = "The cells may have shifted: put quotation marks around a cell that holds a delimiter."
    journal.add("question", place, what, remedy, " | ".join(extra))


def _unique(header: list[str]) -> list[str]:
    taken: set[str] = set()
    counts: Counter[str] = Counter()
    labels = []
    for position, raw in enumerate(header, 1):
        label = " ".join(raw.split()) or f"(column {position})"
        counts[label] += 1
        made = label if counts[label] == 1 else f"{label} #{counts[label]}"
        while made in taken:  # a header may itself be called "Email #2"
            counts[label] += 1
            made = f"{label} #{counts[label]}"
        taken.add(made)
        labels.append(made)
    return labels
