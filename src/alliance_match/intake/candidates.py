"""Columns that may hold what matching lives on, where no column is read as it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .aliases import likeness_to
from .by_values import kind_of_answers, sample
from .columns import tell_unused
from .fields import Role
from .headers import header_keys
from .journal import Journal, Place
from .matches import ColumnMatch, Columns
from .missing import wanting_fields
from .tables import Table
from .unread import withdraw_note

__all__ = ["ask_for_missing"]

#: What is asked for, with the fields whose names speak for it.
_SOUGHT = {
    "organisation": ("organisation",),
    "name": ("name", "given_name", "family_name"),
    "expertise": ("expertise",),
    "goals": ("goals", "goal_1", "goal_2", "goal_3"),
}
_TOPICS = ("expertise", "goals")
_WORDS = ("a few words each", "free text")
#: Likeness, of 100, from which a column may hold topics; without a name nobody is read at all.
_NEAR = 60.0
#: Of the answers that there are, so many differ where each names somebody.
_DIFFERENT = 0.75
#: Of the different answers of a column of topics, so many stand in another one of the same list.
_SHARED = 0.5


def ask_for_missing(table: Table, role: Role, columns: Columns, journal: Journal) -> Columns:
    """Ask about the columns that come nearest to a field that matching cannot do without.

    Parameters
    ----------
    table : Table
        The file.
    role : {"mentors", "mentees", "experts"}
        Whose it is.
    columns : Columns
        What its columns mean.
    journal : Journal
        Where a question takes the place of a note.
    """
    for field in (f for f in wanting_fields(role, columns) if f in _SOUGHT):
        if any(m.field is None and m.nearest in _SOUGHT[field] for m in columns.matches):
            continue  # it is asked for already
        for match in _candidates(table, role, columns, field):
            columns = _asked(table, role, columns, match, field, journal)
    return columns


def _candidates(table: Table, role: Role, columns: Columns, field: str) -> list[ColumnMatch]:
    """Give the column whose header comes nearest, and those with the same topics to choose from."""
    fitting = [
        m
        for m in columns.matches
        if m.field is None and m.nearest is None and _may_hold(field, _filled(table, m))
    ]
    near = {m.position: _nearness(m, role, field) for m in fitting}
    best = max(fitting, key=lambda m: (near[m.position], -m.position), default=None)
    if best is None or near[best.position] < (_NEAR if field in _TOPICS else 1):
        return []
    if field not in _TOPICS:
        return [best]
    return [m for m in fitting if m is best or _shares(_filled(table, m), _filled(table, best))]


def _nearness(match: ColumnMatch, role: Role, field: str) -> float:
    return max(likeness_to(key, role, _SOUGHT[field]) for key in header_keys(match.header))


def _filled(table: Table, match: ColumnMatch) -> list[str]:
    return [cell.strip() for cell in table.column(match.position) if cell.strip()]


def _may_hold(field: str, filled: Sequence[str]) -> bool:
    if kind_of_answers(sample(filled)) not in _WORDS:
        return False
    return field in _TOPICS or len(set(filled)) >= _DIFFERENT * len(filled)


def _shares(answers: Iterable[str], others: Iterable[str]) -> bool:
    different = set(answers)
    return len(different & set(others)) >= _SHARED * len(different)


def _asked(
    table: Table,
    role: Role,
    columns: Columns,
    match: ColumnMatch,
    field: str,
    journal: Journal,
) -> Columns:
    topics = "; your own topics are named under [options]" * (field in _TOPICS)
    why = f"no column is read as {field}, and of those left it comes nearest{topics}"
    near = _nearness(match, role, field)
    found = replace(match, confidence=near, nearest=field, why=why)
    withdraw_note(journal, table.file, match.header)
    tell_unused(found, (), Place(table.file, None, match.header), journal)
    matches = [found if m.position == match.position else m for m in columns.matches]
    return replace(columns, matches=tuple(matches))
