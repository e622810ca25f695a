"""From text to records: the delimiter by vote of column counts, quoted newlines kept."""

from __future__ import annotations

import csv
import io
import itertools
import re

from .journal import Journal, Place

__all__ = ["DELIMITERS", "delimiter_of", "records_of"]

DELIMITERS = {";": "semicolon", ",": "comma", "\t": "TAB", "|": "bar"}
_SAMPLE = 60
_FIELD_LIMIT = 10_000_000
_MARKUP = re.compile(r"\s*(<!doctype|<html|<\?xml|<table|<head|\{\s*\"|\[\s*\{)", re.IGNORECASE)


def records_of(text: str, place: Place, journal: Journal) -> list[tuple[str, ...]] | None:
    """Split a delimited text into records.

    Parameters
    ----------
    text : str
        The whole file.
    place : Place
        The file, for messages.
    journal : Journal
        Where findings and problems go.

    Returns
    -------
    list of tuple of str, or None
        Every record, blank ones included, so that record ``n`` is row ``n + 1`` of a spreadsheet;
        a first line ``sep=;`` is not a record. ``None`` when a problem was recorded.
    """
    if _MARKUP.match(text):
        what = "this is a web page or a data file of another kind, not a table"
        journal.problem(place, what, "Export the table as CSV or xlsx.", text.strip()[:40])
        return None
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"\s*\"?sep=(.)\"?[;,\t|]*\s*", first.rstrip("\r"), re.IGNORECASE)
    delimiter = told[1] if told else delimiter_of(text)
    try:
        records = _parse(rest if told else text, delimiter)
    except csv.Error as error:
        remedy = "Open the file in a spreadsheet and save it as CSV again."
        journal.problem(place, f"the file is not well-formed CSV ({error})", remedy)
        return None
    _flag_swallowed(records, delimiter, place, journal)
    return records


def delimiter_of(text: str) -> str:
    r"""Vote for the delimiter: many columns in the first rows, and as many in all of them.

    Examples
    --------
    >>> delimiter_of("Organisation;Heures\nSLA Sud;2,5\n")
    ';'
    """
    sample = "".join(itertools.islice(io.StringIO(text), 5 * _SAMPLE))
    return max(DELIMITERS, key=lambda d: _votes(sample, d))


def _votes(sample: str, delimiter: str) -> float:
    try:
        records = [r for r in _parse(sample, delimiter)[:_SAMPLE] if any(c.strip() for c in r)]
    except csv.Error:
        return 0.0
    widths = [len(r) for r in records]
    header = next((w for w in widths if w > 1), 1)
    agreeing = sum(w == header for w in widths) / max(len(widths), 1)
    below_a_title = 1.0 if widths[:1] == [header] else 0.5
    return 0.0 if header == 1 else header * agreeing * below_a_title


def _parse(text: str, delimiter: str) -> list[tuple[str, ...]]:
    before = csv.field_size_limit(_FIELD_LIMIT)
    try:
        return [tuple(r) for r in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    finally:
        csv.field_size_limit(before)


def _flag_swallowed(
    records: list[tuple[str, ...]], delimiter: str, place: Place, journal: Journal
) -> None:
    """Flag a cell that seems to hold whole rows, as after a quotation mark that never closes."""
    width = next((len(r) for r in records if len(r) > 1), 1)
    for row, record in enumerate(records, 1):
        for cell in record:
            lines = cell.splitlines()
            if width > 2 and sum(line.count(delimiter) >= width - 1 for line in lines) > 0:
                where = Place(place.file, row)
                what = f"One cell holds {len(lines)} lines that look like rows of the table"
                remedy = "Is a closing quotation mark missing in this row?"
                journal.add("question", where, what, remedy, cell[:80])
