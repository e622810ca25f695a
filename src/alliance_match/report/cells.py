"""What cells of tables hold, and how they become CSV that a spreadsheet opens safely."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from .view import presentable

__all__ = ["CSV_ENCODING", "Cell", "Points", "Table", "csv_text", "neutralise"]

#: UTF-8 with a byte order mark: Excel takes a file without one for the local code page.
CSV_ENCODING = "utf-8-sig"

#: What a spreadsheet may take for the beginning of a formula, also in full width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Points(int):
    """Points of 1000, written as marks of 100."""


Cell = str | int | None
Table = tuple[list[str], list[list[Cell]]]


def neutralise(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula.

    So it is for one that has such an apostrophe already: whoever reads it takes only one off.

    Examples
    --------
    >>> neutralise("=1+1"), neutralise("1+1")
    ("'=1+1", '1+1')
    """
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Write a table as CSV.

    Returns
    -------
    str
        Lines end with CRLF (RFC 4180); to be encoded as :data:`CSV_ENCODING`.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_written(cell) for cell in row])
    return out.getvalue()


def _written(cell: Cell) -> str:
    if isinstance(cell, int):
        return _decimal(cell) if isinstance(cell, Points) else str(cell)
    return neutralise(presentable(cell or ""))


def _decimal(points: int) -> str:
    """Write points of 1000 as marks of 100, exactly, as machines read them."""
    sign, points = ("-" if points < 0 else ""), abs(points)
    return f"{sign}{points // 10}.{points % 10}"
