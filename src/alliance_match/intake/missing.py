"""What no column of a file holds, and what its columns are left out for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .fields import Role
from .journal import Journal, Place
from .matches import Columns
from .tables import Table

__all__ = [
    "listed",
    "missing_fields",
    "note_ignored",
    "note_missing",
    "require_fields",
    "stopping_fields",
    "wanting_fields",
]

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
#: So many columns are named where they are counted, each by so many characters.
_NAMED, _SHORT = 12, 40


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


def wanting_fields(role: Role, columns: Columns) -> tuple[str, ...]:
    """Give the missing fields, and topics that are told in free text only.

    Parameters
    ----------
    role : {"mentors", "mentees", "experts"}
        Whose file it is.
    columns : Columns
        What its columns mean.
    """
    missing = missing_fields(role, columns)
    chosen = ("goals", "goal_1") if role == "mentees" else ("expertise",)
    in_text = not columns.has(*chosen) and chosen[0] not in missing
    return (*stopping_fields(missing), *chosen[:in_text], *_without_stopping(missing))


def _without_stopping(missing: Iterable[str]) -> tuple[str, ...]:
    fields = tuple(missing)
    return tuple(f for f in fields if f not in stopping_fields(fields))


def stopping_fields(missing: Iterable[str]) -> tuple[str, ...]:
    """Give those of the missing fields without which nobody is read."""
    return tuple(field for field in missing if field in (_ORGANISATION[0], _NAME[0]))


def listed(headers: Sequence[str]) -> str:
    """Count columns and name the first of them, each in short."""
    named = ", ".join(repr(_short(header)) for header in headers[:_NAMED])
    more = len(headers) - _NAMED
    return f"{len(headers)}: {named}" + (f" and {more} more" if more > 0 else "")


def _short(header: str) -> str:
    words = " ".join(header.split())
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…"


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
    unread = [m.header for m in columns.matches if m.field is None]
    choice = f" Columns that are not understood, {listed(unread)}." if unread else ""
    inspect = f"{choice} `alliance-match inspect` writes a mapping of this file to edit."
    if _NAME[0] in missing:
        remedy = f'Map one, such as "Header" = "name" under [{role}.columns].{inspect}'
        journal.problem(place, "no column holds the name", remedy)
    if _ORGANISATION[0] in missing:
        remedy = (
            f'Map one, such as "Header" = "organisation" under [{role}.columns]; or write '
            f'organisation = "" under [{role}.defaults] if nobody has one.'
        )
        told = _NAME[0] in missing  # with the name, already
        journal.problem(place, "no column holds the organisation", remedy + inspect * (not told))
    if not table.rows and role != "experts":
        what = f"the file has a header but no {role}: there is no application yet"
        journal.problem(place, what, "Fill the form in, or export the file again later.")


def note_missing(role: Role, file: str, columns: Columns, journal: Journal) -> None:
    """Put on record what nobody was asked, so that it is unknown for all."""
    missing = _without_stopping(missing_fields(role, columns))
    if missing:
        what = f"No column holds {', '.join(missing)}; unknown for all {role}"
        remedy = "If a column does, map it; else a default may be given in a mapping."
        journal.add("note", Place(file), what.replace("_", " "), remedy)


def note_ignored(file: str, columns: Columns, journal: Journal) -> None:
    """Name the columns that are left out on purpose, in one finding for each reason."""
    ignored = columns.of("ignore")
    reasons = ("as the mapping says", "as they say nothing about an applicant")
    for reason, by_mapping in zip(reasons, (True, False), strict=True):
        headers = [repr(m.header) for m in ignored if (m.how == "mapping") == by_mapping]
        if headers:
            what = f"Columns left out, {reason}: {', '.join(headers)}"
            journal.add("note", Place(file), what, "To use one, say in a mapping what it means.")
