"""PushFar's bulk upload: mentors and mentees in one file, told apart by a column."""

from __future__ import annotations

from collections.abc import Mapping

from ...model.vocabulary import normalise
from ..fields import Role
from ..format import Format
from ..headers import header_key
from ..tables import Table

__all__ = ["FORMAT"]

_ROLES = frozenset({"role", "user role", "mentoring role", "type"})
_MOST = frozenset({"maximum mentees", "max mentees", "maximum number of mentees", "mentee limit"})
_ANSWERS: dict[Role, frozenset[str]] = {
    "mentors": frozenset({"mentor", "mentors", "both", "mentor mentee", "mentor and mentee"}),
    "mentees": frozenset({"mentee", "mentees", "both", "mentor mentee", "mentor and mentee"}),
    "experts": frozenset({"expert", "subject expert", "experts"}),
}


def _recognise(table: Table) -> tuple[float, str]:
    keys = {header_key(h) for h in table.header}
    if not (keys & _ROLES and keys & _MOST):
        return 0.0, "has no columns Role and Maximum mentees"
    categories = any("categor" in key for key in keys)
    return (0.95 if categories else 0.85), "columns Role and Maximum mentees"


def _refuse(cells: Mapping[str, str], role: Role) -> str:
    said = next((text for h, text in cells.items() if header_key(h) in _ROLES), "")
    answer = normalise(said)
    if not answer or answer in _ANSWERS[role]:
        return ""
    if any(answer in answers for answers in _ANSWERS.values()):
        return f"Applies as {said.strip()}, not among the {role}"
    return ""


FORMAT = Format(
    name="PushFar upload", recognise=_recognise, separator=";", refuse=_refuse, has_roles=True
)
