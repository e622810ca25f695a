"""Cells that say a value exactly, where words would be read as something else: ``json: null``.

Applications that are written out use words wherever words are read back as the same, and this
notation elsewhere. One such cell says the whole field of the person that its column is part of.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter

from ..model.availability import WeeklyWindow
from ..model.people import Mentee, Mentor, Organisation, Person, SubjectExpert
from ..model.record import Record
from .fields import Role
from .tidying import UNSEEN

__all__ = ["RECORDS", "exact_text", "exact_value", "fills", "is_exact"]

RECORDS: dict[Role, type[Person]] = {
    "mentors": Mentor,
    "mentees": Mentee,
    "experts": SubjectExpert,
}
_MARK = "json:"
_GOALS = re.compile(r"goals|goal_.+|success_measure|deadline")
#: Half characters and what is not seen would not last in a file.
_ESCAPED = re.compile(rf"{UNSEEN.pattern}|[\r\u2028\u2029]")


def is_exact(text: str) -> bool:
    """Tell whether a cell is in this notation."""
    return text.startswith(_MARK)


def fills(column: str) -> str:
    """Name the person's field that a column is part of.

    Examples
    --------
    >>> fills("goal_1_text"), fills("scale.grade"), fills("languages")
    ('goals', 'ranks', 'languages')
    """
    if column.startswith("scale."):
        return "ranks"
    if _GOALS.fullmatch(column):
        return "goals"
    return "expertise" if column == "expertise_text" else column


def exact_text(value: object) -> str:
    """Write the value of a person's field, or an organisation.

    Examples
    --------
    >>> exact_text(None), exact_text("Bo ")
    ('json: null', 'json: "Bo "')
    """
    text = json.dumps(_plain(value), ensure_ascii=False)
    return f"{_MARK} " + _ESCAPED.sub(lambda m: rf"\u{ord(m[0]):04x}", text)


def _plain(value: object) -> Any:
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, WeeklyWindow):
        return str(value)
    if isinstance(value, Record):
        return value.model_dump(mode="json", exclude_defaults=True)
    return value if isinstance(value, str | int | float | None) else value.isoformat()  # type: ignore[attr-defined]


def exact_value(role: Role, name: str, text: str) -> Any:
    """Read a cell in this notation.

    Parameters
    ----------
    role : {"mentors", "mentees", "experts"}
        Whose field it is.
    name : str
        The field, as :func:`fills` names it.
    text : str
        The cell.

    Returns
    -------
    object
        The field's value; for ``"organisation"`` an :class:`Organisation` or ``None``.

    Raises
    ------
    ValueError
        When it is no value of this field.
    """
    return _adapter(role, name).validate_json(text.removeprefix(_MARK))


@cache
def _adapter(role: Role, name: str) -> TypeAdapter[Any]:
    if name == "organisation":
        return TypeAdapter(Organisation | None)
    field = RECORDS[role].model_fields[name]
    kind: Any = Annotated[field.annotation, field]
    return TypeAdapter(kind)
