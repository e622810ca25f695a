"""What no column of a file holds, and what its columns are left out for."""

from __future__ import annotations

from .fields import Role
from .journal import Journal, Place
from .matches import Columns
from .tables import Table

__all__ = ["missing_fields", "note_ignored", "note_missing", "require_fields"]

#: What matching lives on, by role; any one of several fields will do.
_WANTED: dict[Role, tuple[tuple[str, ...], ...]] = {
    "mentors": (
        ("expertise", "expertise_text"),
        ("languages",),
        ("availability",),
        ("capacity",),
        ("panel_status",),
    ),
    "mentees": (("goals", "goal_text", "goal_1"), ("languages",), ("availability",)),
    "experts": (("expertise", "expertise_text"), ("languages",)),
}
#: Without these nobody is read; a mentee may be an organisation without a name of its own.
_ORGANISATION = ("organisation",)
_NAME = ("name", "given_name", "family_name")


def missing_fields(role: Role, columns: Columns) -> tuple[str, ...]:
    """Give the fields that matching lives on and that no column or default fills.

    Parameters
    ----------
    role : {"mentors", "mentees", "experts"}
        Whose file it is.
    columns : Columns
        What its columns mean.
    """
    who = (_ORGANISATION,) if role == "mentees" else (_ORGANISATION, _NAME)
    return tuple(f[0] for f in (*who, *_WANTED[role]) if not columns.has(*f))


def require_fields(role: Role, table: Table, columns: Columns, journal: Journal) -> None:
    """Record a problem for each thing without which a file cannot be read.

    Parameters
    ----------
    role : {"mentors", "mentees", "experts"}
        Whose file it is.
    table : Table
        The file.
    columns : Columns
        What its columns mean.
    journal : Journal
        Where problems go.
    """
    place, missing = Place(table.file), missing_fields(role, columns)
    header = ", ".join(table.header)
    if _NAME[0] in missing:
        remedy = f'Map one, such as "Header" = "name" under [{role}.columns]. Header: {header}'
        journal.problem(place, "no column holds the name", remedy)
    if _ORGANISATION[0] in missing:
        remedy = (
            f'Map one, such as "Header" = "organisation" under [{role}.columns]; or write '
            f'organisation = "" under [{role}.defaults] if nobody has one. Header: {header}'
        )
        journal.problem(place, "no column holds the organisation", remedy)
    if not table.rows and role != "experts":
        what = f"the file has a header but no {role}: there is no application yet"
        journal.problem(place, what, "Fill the form in, or export the file again later.")


def note_missing(role: Role, file: str, columns: Columns, journal: Journal) -> None:
    """Put on record what nobody was asked, so that it is unknown for all."""
    required = (_ORGANISATION[0], _NAME[0])
    missing = [f for f in missing_fields(role, columns) if f not in required]
    if missing:
        what = f"No column holds {', '.join(missing)}; unknown for all {role}"
        remedy = "If a column does, map it; else a default may be given in a mapping."
        journal.add("note", Place(file), what.replace("_", " "), remedy)


def note_ignored(file: str, columns: Columns, journal: Journal) -> None:
    """Name the columns that are left out on purpose, in one finding."""
    ignored = [repr(m.header) for m in columns.of("ignore")]
    if ignored:
        what = f"Columns left out, as they say nothing about an applicant: {', '.join(ignored)}"
        remedy = "To use one, say in a mapping what it means."
        journal.add("note", Place(file), what, remedy)
