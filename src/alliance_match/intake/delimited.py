"""From text to records: the delimiter by vote of column counts, quoted newlines kept."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain

from .bounds import DEFAULT_BOUNDS, Bounds
from .fields import CANONICAL
from .headers import header_key
from .journal import Journal, Place

__all__ = ["DELIMITERS", "delimiter_of", "records_of"]

DELIMITERS = {";": "semicolon", ",": "comma", "\t": "TAB", "|": "bar"}
_SAMPLE = 60
#: Characters of the beginning that the vote on the delimiter looks at.
_VOTED = 400_000
#: A first row that names so many columns by their own names settles the vote.
_NAMED = 3
_MARKUP = re.compile(
    r"\s*(<!doctype|<html|<\?xml|<table|<head|<body|<meta|<!--|\{\s*[\"}]|\[\s*[{\[])",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\s*\"?sep=(.)\"?[;,\t|]*\s*", re.IGNORECASE)
_LONE_RETURN = re.compile(r"\r(?!\n)")
#: Closes a quotation mark that the file leaves open: it cannot stand in a text that was decoded.
_END = "\ud800"
#: So many marks that are never closed are mended; more is no slip.
_MOST_OPEN = 100
_CLOSE_IT = "Is a closing quotation mark missing in this row?"

Records = list[tuple[str, ...]]


def records_of(
    text: str, place: Place, journal: Journal, bounds: Bounds = DEFAULT_BOUNDS
) -> Records | None:
    """Split a delimited text into records.

    Parameters
    ----------
    text : str
        The whole file.
    place : Place
        The file, for messages.
    journal : Journal
        Where findings and problems go.
    bounds : Bounds
        How long a cell may be.

    Returns
    -------
    list of tuple of str, or None
        Every record, blank ones included, so that record ``n`` is row ``n + 1`` of a spreadsheet;
        a first line ``sep=;`` is not a record. ``None`` when a problem was recorded.
    """
    if _MARKUP.match(text):
        what = "this is a web page or a data file of another kind, not a table"
        journal.problem(place, what, "Export the table as CSV or xlsx.", text[:200].strip()[:40])
        return None
    end = text.find("\n", 0, 100)
    told = _TOLD.fullmatch(text[: max(end, 0)].rstrip("\r"))
    given = told[1] if told and told[1] not in '"\r ' and not told[1].isalnum() else ""
    with _cells_up_to(bounds.cell_characters):
        delimiter = given or delimiter_of(text)
        records, error = _parse(text, delimiter, end + 1 if told else 0, place, journal)
    if error:
        _tell_malformed(error, Place(place.file, len(records) + 1), journal, bounds)
        return None
    if '"' in text:
        _flag_swallowed(records, delimiter, place, journal)
    return records


@contextmanager
def _cells_up_to(characters: int) -> Iterator[None]:
    before = csv.field_size_limit(characters)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _tell_malformed(error: str, place: Place, journal: Journal, bounds: Bounds) -> None:
    if "field limit" in error:
        what = f"a cell holds more than {bounds.cell_characters:,} characters"
        journal.problem(place, what, "Is a closing quotation mark missing there?")
        return
    remedy = "Open the file in a spreadsheet and save it as CSV again."
    journal.problem(place, f"the file is not well-formed CSV ({error})", remedy)


def delimiter_of(text: str) -> str:
    r"""Vote for the delimiter: many columns in the first rows, and as many in all of them.

    Examples
    --------
    >>> delimiter_of("Organisation;Heures\nSLA Sud;2,5\n")
    ';'
    """
    sample = text[:_VOTED]
    return max(DELIMITERS, key=lambda d: (_names_columns(sample, d), _votes(sample, d)))


def _names_columns(sample: str, delimiter: str) -> bool:
    with suppress(csv.Error, StopIteration):
        first = next(csv.reader(_lines(sample), delimiter=delimiter))
        return len(CANONICAL.intersection(map(header_key, first))) >= _NAMED
    return False


def _votes(sample: str, delimiter: str) -> float:
    if delimiter not in sample:
        return 0.0
    widths: list[int] = []
    with suppress(csv.Error):
        for record in csv.reader(_lines(sample), delimiter=delimiter):
            if any(c.strip() for c in record):
                widths.append(len(record))
            if len(widths) == _SAMPLE:
                break
    header = next((w for w in widths if w > 1), 1)
    agreeing = sum(w == header for w in widths) / max(len(widths), 1)
    below_a_title = 1.0 if widths[:1] == [header] else 0.5
    return 0.0 if header == 1 else header * agreeing * below_a_title


def _lines(text: str, start: int = 0) -> Iterator[str]:
    """Give the lines with their ends; a line may also end as on an old Macintosh."""
    if _LONE_RETURN.search(text):
        yield from io.StringIO(text[start:], newline="")
        return
    while (end := text.find("\n", start)) >= 0:
        yield text[start : end + 1]
        start = end + 1
    if start < len(text):
        yield text[start:]


def _parse(
    text: str, delimiter: str, start: int, place: Place, journal: Journal
) -> tuple[Records, str]:
    """Split a text; the second value says what is wrong with it.

    Where a quotation mark is never closed, and what follows looks like rows, they are read as if
    the mark were a letter: one slip must not swallow everybody below.
    """
    records: Records = []
    for _ in range(_MOST_OPEN):
        lines = chain(_lines(text, start), [_END])
        try:
            records.extend(map(tuple, csv.reader(lines, delimiter=delimiter)))
        except csv.Error as error:
            return records, str(error)
        last = records.pop()
        if last == (_END,):
            return records, ""
        record = tuple(cell.removesuffix(_END) for cell in last)
        below = _line_after(text, record)
        if below is None or not _holds_rows(record[-1], delimiter, _width(records)):
            _flag_open(Place(place.file, len(records) + 1), record, journal)
            return [*records, record], ""
        line, start = below
        records.extend(map(tuple, csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE)))
        what = "A quotation mark in this row is never closed; it was read as a letter"
        where = Place(place.file, len(records))
        journal.add("question", where, what, _CLOSE_IT, line)
    return records, "too many quotation marks are never closed"


def _line_after(text: str, record: tuple[str, ...]) -> tuple[str, int] | None:
    """Give the first line of the record that the text ends with, and where the next line begins."""
    within = sum(cell.count("\n") for cell in record)
    if not within or _LONE_RETURN.search(text):
        return None
    begin = len(text)
    for _ in range(within + 1):
        begin = text.rfind("\n", 0, begin)
        if begin < 0:
            break
    end = text.index("\n", begin + 1)
    return text[begin + 1 : end + 1], end + 1


def _width(records: Records) -> int:
    return next((len(r) for r in records if len(r) > 1), 1)


def _holds_rows(cell: str, delimiter: str, width: int) -> bool:
    below = cell.splitlines()[1:]
    return width > 2 and any(line.count(delimiter) >= width - 1 for line in below)


def _flag_open(place: Place, record: tuple[str, ...], journal: Journal) -> None:
    what = "The file ends within quotation marks: it is cut off, or a mark is never closed"
    journal.add("question", place, what, f"{_CLOSE_IT} Else export it again.", record[-1][:80])


def _flag_swallowed(records: Records, delimiter: str, place: Place, journal: Journal) -> None:
    """Flag a cell that seems to hold whole rows, as after a quotation mark closed too late."""
    width = _width(records)
    for row, record in enumerate(records, 1):
        if "\n" not in "".join(record):
            continue
        for cell in record:
            lines = cell.splitlines()
            if width > 2 and any(line.count(delimiter) >= width - 1 for line in lines):
                where = Place(place.file, row)
                what = f"One cell holds {len(lines)} lines that look like rows of the table"
                journal.add("question", where, what, _CLOSE_IT, cell[:80])
