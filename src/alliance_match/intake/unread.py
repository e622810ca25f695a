"""Columns and rows that nothing is read from; columns that name people are asked about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from ..model.findings import Finding, IntakeReport
from ..model.vocabulary import normalise
from .applicants import DROPPED
from .columns import NOT_USED, tell_unused
from .guesses import EMPTY
from .journal import Journal, Place
from .matches import ColumnMatch, Columns
from .references import spellings
from .tables import Table

__all__ = ["ask_for_names", "left_out", "names_in", "unread", "withdraw_note"]

_OWN = ("name", "organisation")
_BETWEEN = re.compile(r"[,;/&+\n|]|\b(?:and|or|und|oder|et|ou|y|o|e|en|of)\b", re.IGNORECASE)
#: Words of an answer in which a name may stand, and letters of a name that may stand so.
_SENTENCE, _SHORTEST_MENTION = 8, 5
_MOST_WORDS = 5
_SUSPECT = "exclusions"


def names_in(table: Table, columns: Columns) -> frozenset[str]:
    """Give what the people and organisations of a file are called, folded.

    Parameters
    ----------
    table : Table
        The file.
    columns : Columns
        What its columns mean; one that may be a name counts too.
    """
    return frozenset().union(*_names_by_row(table, columns))


def ask_for_names(
    table: Table, columns: Columns, names: Collection[str], journal: Journal
) -> Columns:
    """Ask about every column that is not read and whose answers name somebody else.

    Parameters
    ----------
    table : Table
        The file.
    columns : Columns
        What its columns mean.
    names : collection of str
        What people and organisations are called, folded.
    journal : Journal
        Where the question takes the place of a note.
    """
    if all(m.field or m.nearest for m in columns.matches):
        return columns
    own = _names_by_row(table, columns)
    asked = [f.column for f in journal.findings if f.severity == "question" and f.row is None]
    matches = [
        _asked(m, table, own, names, journal)
        if m.field is None and m.nearest is None and m.header not in asked
        else m
        for m in columns.matches
    ]
    return replace(columns, matches=tuple(matches))


def _asked(
    match: ColumnMatch,
    table: Table,
    own: Iterable[frozenset[str]],
    names: Collection[str],
    journal: Journal,
) -> ColumnMatch:
    cells = dict.fromkeys(zip(table.column(match.position), own, strict=True))
    answers = {cell for cell, _ in cells if cell.strip()}
    naming = {cell for cell, mine in cells if any(n not in mine for n in _named(cell, names))}
    if not naming:
        return match
    why = (
        f"{len(naming)} of {len(answers)} different answers name people or organisations of the "
        'round; if they are wished for, it is "preferences"'
    )
    found = replace(match, nearest=_SUSPECT, why=why)
    withdraw_note(journal, table.file, match.header)
    tell_unused(found, (), Place(table.file, None, match.header), journal)
    return found


def withdraw_note(journal: Journal, file: str, header: str) -> None:
    """Take back what was noted of a column, for it is asked about.

    Parameters
    ----------
    journal : Journal
        Where it was noted.
    file, header : str
        The column.
    """
    noted = ("note", file, None, header)
    journal.findings[:] = [
        f for f in journal.findings if (f.severity, f.file, f.row, f.column) != noted
    ]


def _named(answer: str, names: Collection[str]) -> Iterator[str]:
    """Find names that are the answer or a part of it, or stand in it where it is short."""
    for part in dict.fromkeys((answer, *_BETWEEN.split(answer))):
        yield from (s for s in spellings(part) if s and s in names)
    words = normalise(answer).split()
    for start in range(len(words) if len(words) <= _SENTENCE else 0):
        for size in range(1, _MOST_WORDS + 1):
            phrase = " ".join(words[start : start + size])
            if len(phrase) >= _SHORTEST_MENTION and phrase in names:
                yield phrase


def _names_by_row(table: Table, columns: Columns) -> list[frozenset[str]]:
    """Give what the applicant of each row is called, and the organisation."""
    told = [m.position for m in columns.matches if {m.field, m.nearest} & {*_OWN}]
    parts = [m.position for f in ("given_name", "family_name") for m in columns.of(f)]
    return [
        frozenset(
            filter(
                None,
                (
                    *(normalise(cells[at]) for at in told),
                    normalise(" ".join(cells[at] for at in parts)),
                ),
            )
        )
        for _, cells in table.rows
    ]


def unread(report: IntakeReport) -> tuple[Finding, ...]:
    """Give the findings on columns that hold answers and are not read, the most suspicious first.

    Parameters
    ----------
    report : IntakeReport
        Of a round.
    """
    found = [f for f in report.findings if f.column and f.row is None and _is_unread(f)]
    return tuple(sorted(found, key=lambda f: f"Is this {_SUSPECT}?" not in f.understood))


def left_out(report: IntakeReport) -> tuple[Finding, ...]:
    """Give the findings on rows that are no application but hold words.

    Parameters
    ----------
    report : IntakeReport
        Of a round.
    """
    return tuple(
        f
        for f in report.findings
        if f.row is not None
        and f.column is None
        and f.understood.endswith(DROPPED)
        and any(map(str.isalpha, f.value))
    )


def _is_unread(finding: Finding) -> bool:
    if finding.severity != "note":
        return True
    return finding.understood.startswith(NOT_USED) and not finding.understood.endswith(EMPTY)
