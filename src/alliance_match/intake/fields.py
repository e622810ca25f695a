"""The canonical fields of each role: what a column can mean."""

from __future__ import annotations

from typing import Literal, TypeAlias

from ..errors import did_you_mean

__all__ = [
    "CANONICAL",
    "FIELDS",
    "JOINED",
    "OPEN",
    "ROLES",
    "Role",
    "is_field",
    "unknown_field",
]

Role: TypeAlias = Literal["mentors", "mentees", "experts"]
ROLES: tuple[Role, ...] = ("mentors", "mentees", "experts")

_PERSON = (
    "id",
    "name",
    "given_name",
    "family_name",
    "email",
    "organisation",
    "country",
    "membership",
    "size",
    "time_zone",
    "languages",
    "availability",
    "exclusions",
    "preferences",
    "submitted",
    "ignore",
)
_GOALS = tuple(
    f"goal_{n}{part}" for n in (1, 2, 3) for part in ("", "_text", "_success", "_deadline")
)

#: Field names by role; besides them a mapping may say ``scale.NAME``.
FIELDS: dict[Role, tuple[str, ...]] = {
    "mentors": (
        *_PERSON,
        "hours_per_month",
        "capacity",
        "expertise",
        "expertise_text",
        "stages",
        "regions",
        "mentoring_experience",
        "panel_status",
    ),
    "mentees": (
        *_PERSON,
        "kind",
        "key_people",
        "goals",
        "goal_text",
        *_GOALS,
        "success_measure",
        "deadline",
        "stage",
        "rounds_waited",
    ),
    "experts": (*_PERSON, "expertise", "expertise_text", "consultations"),
}

#: Fields that several columns may fill together; every other field takes one column.
JOINED = frozenset(
    {
        "expertise",
        "expertise_text",
        "goals",
        "goal_text",
        "languages",
        "key_people",
        "regions",
        "exclusions",
        "preferences",
        "ignore",
    }
)

#: In place of a field, in a mapping: nobody has said yet what the column is.
OPEN = "?"

#: All field names, folded as headers are.
CANONICAL = frozenset(f.replace("_", " ") for fields in FIELDS.values() for f in fields)


def is_field(role: Role, name: str) -> bool:
    """Tell whether a mapping may use this field name for a role."""
    return name in FIELDS[role] or (name.startswith("scale.") and len(name) > len("scale."))


def unknown_field(role: Role, name: str) -> str:
    """Say that a field name means nothing, and which are near."""
    near = did_you_mean(name, (*FIELDS[role], "scale.NAME"))
    return f"{name!r} is not a field of {role}.{near} Fields: {', '.join(FIELDS[role])}, scale.NAME"
