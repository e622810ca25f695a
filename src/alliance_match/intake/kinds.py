"""Whose applications a file holds, told by its columns: a file in the wrong place is caught."""

from __future__ import annotations

from collections.abc import Sequence

from .aliases import asks_about_oneself
from .columns import match_columns
from .fields import FIELDS, ROLES, Role
from .format import Format
from .journal import Journal, Place
from .mapping import RoleMapping
from .matches import ColumnMatch, Columns
from .tables import Table

__all__ = ["fit", "refuse_misplaced", "tells"]

_TELLING_FIELDS: dict[Role, str] = {
    "mentors": "expertise expertise_text capacity hours_per_month mentoring_experience "
    "panel_status",
    "mentees": "goals goal_text goal_1 goal_2 goal_3 rounds_waited",
    "experts": "expertise expertise_text consultations",
}
#: What people of a role are asked, and not those of every other.
_TELLING = {role: frozenset(fields.split()) for role, fields in _TELLING_FIELDS.items()}
#: Asked of mentees now and then as well, so that it says less.
_COMMON = frozenset({"hours_per_month"})
#: A form for experts may well ask one thing more that is a mentor's, such as hours.
_MENTORS_NOT_EXPERTS = 2


def fit(matches: Sequence[ColumnMatch], role: Role) -> tuple[float, int]:
    """Say how well columns fit a role: a field that few roles have says most; mentors at a tie.

    Parameters
    ----------
    matches : sequence of ColumnMatch
        What the columns of a file mean when it is read as one of this role.
    role : {"mentors", "mentees", "experts"}
        The role.
    """
    score = sum(
        m.confidence / 100 * _weight(m.field)
        for m in matches
        if m.field and m.field in FIELDS[role] and m.field != "ignore"
    )
    return score, -ROLES.index(role)


def _weight(field: str) -> float:
    """Say how much a field tells of the role."""
    roles = sum(field in FIELDS[role] for role in ROLES)
    return (0.5 if field in _COMMON else 1) / roles**2


def tells(columns: Columns, role: Role) -> bool:
    """Tell whether any column holds what people of this role are asked."""
    return any(columns.of(field) for field in _TELLING[role])


def refuse_misplaced(table: Table, layout: Format, role: Role, journal: Journal) -> bool:
    """Record a problem where a file holds what people of another role are asked, and nothing else.

    Parameters
    ----------
    table : Table
        The file.
    layout : Format
        Its format.
    role : {"mentors", "mentees", "experts"}
        What it was given as.
    journal : Journal
        Where the problem goes.

    Returns
    -------
    bool
        Whether it is refused. A file that does not tell is not.
    """
    found = {r: _telling(table, layout, r) for r in ROLES}
    for other in ROLES:
        only = {f: h for f, h in found[other].items() if f not in _TELLING[role]}
        own = [f for f in found[role] if f not in _TELLING[other]]
        least = _MENTORS_NOT_EXPERTS if (role, other) == ("experts", "mentors") else 1
        if not own and len(only) >= least:
            headers = ", ".join(map(repr, only.values()))
            what = (
                f"this file was given for {role}, but its columns are those of {other}: {headers}"
            )
            remedy = (
                "The mentors' file comes first, then the mentees'; that of experts goes with "
                f"--experts (experts= in Python). If these are {role}, say in a mapping under "
                f"[{role}.columns] what the columns mean."
            )
            journal.problem(Place(table.file), what, remedy)
            return True
    return False


def _telling(table: Table, layout: Format, role: Role) -> dict[str, str]:
    """Give the header of each field that only people of a role are asked."""
    matches = match_columns(table, role, layout, RoleMapping(), Journal()).matches
    return {
        m.field: m.header
        for m in matches
        if m.field and m.field in _TELLING[role] and not asks_about_oneself(m.header)
    }
