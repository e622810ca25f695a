"""Saved tables against what follows from the inputs, cell by cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from itertools import zip_longest

from ..explain import completeness
from ..proposal import Proposal
from ..words import Message, Value
from ..words.templates import record as say
from .cells import CSV_ENCODING
from .differences import few
from .intake_tables import completeness_csv, intake_report_csv
from .tables import proposal_csv, unmatched_csv

__all__ = ["LATER_TABLES", "TABLES", "table_check"]

Rows = list[list[str]]

#: The tables that can be computed again without a solver.
TABLES: dict[str, Callable[[Proposal, str], str]] = {
    "proposal.csv": proposal_csv,
    "unmatched.csv": unmatched_csv,
    "intake-report.csv": lambda proposal, _: intake_report_csv(proposal.round.report),
    "completeness.csv": lambda proposal, language: completeness_csv(
        completeness(proposal.round, proposal.policy), language
    ),
}
#: Those of them that the first version did not write.
LATER_TABLES = ("completeness.csv",)
#: How many of the first cells name a row.
_KEYS = {"completeness.csv": 2, "intake-report.csv": 4}
#: Columns in which another version may say the same otherwise, or have asked more.
_WORDS = {"flags", "reason", "reason_kind", "answered", "asked", "unknown", "to_check"}


def table_check(
    name: str, saved: bytes, proposal: Proposal, language: str, is_other: bool
) -> tuple[bool, Message]:
    """Compare a saved table with the one that follows from the inputs.

    Parameters
    ----------
    name : str
        One of :data:`TABLES`.
    saved : bytes
        What the file holds.
    proposal : Proposal
        As restored.
    language : str
        Of the words in it.
    is_other : bool
        Whether another version wrote it: words are then left out, and columns that only one of
        both has.

    Returns
    -------
    bool
        Whether it holds.
    Message
        What it says; where it does not hold, the first cells that differ.
    """
    text = TABLES[name](proposal, language)
    if saved == text.encode(CSV_ENCODING):
        return True, say.FOLLOWS(file=name)
    try:
        given, true = _rows(saved.decode(CSV_ENCODING)), _rows(text)
    except (UnicodeDecodeError, csv.Error):
        return False, say.FOLLOWS_NOT(file=name, cells="")
    if is_other:
        both = [column for column in given[0] if column in true[0]]
        if _only(given, both) == _only(true, both):
            return True, say.FOLLOWS(file=name)
        both = [column for column in both if column not in _WORDS]
        given, true = _only(given, both), _only(true, both)
        if given == true:
            return True, say.FOLLOWS_IN_OTHER_WORDS(file=name)
    cells = few(_cells(given, true, _KEYS.get(name, 1)))
    return False, say.FOLLOWS_NOT(file=name, cells=say.CELLS(cells=cells) if cells else "")


def _rows(text: str) -> Rows:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True)) or [[]]


def _only(rows: Rows, columns: list[str]) -> Rows:
    places = [rows[0].index(column) for column in columns]
    return [[row[k] if k < len(row) else "" for k in places] for row in rows]


def _cells(given: Rows, true: Rows, keys: int) -> Iterator[Value]:
    """Name the cells that differ: by header, and by the first cells of the row that follows."""
    if given[0] != true[0]:
        yield say.COLUMNS_DIFFER(said=tuple(given[0]))
        return
    if len(given) != len(true):
        yield say.ROWS_DIFFER(said=len(given) - 1, found=len(true) - 1)
    for one, row in zip(given[1:], true[1:], strict=False):
        for column, said, found in zip_longest(true[0], one, row, fillvalue=""):
            if said != found:
                who = " ".join(filter(None, row[:keys]))
                yield say.CELL_DIFFERS(column=column, row=who, said=said, found=found)
