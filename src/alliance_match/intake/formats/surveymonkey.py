"""SurveyMonkey: a header of two rows, a cell for each option that was chosen."""

from __future__ import annotations

import re
from types import MappingProxyType

from ..aliases import aliases
from ..fields import ROLES
from ..format import Format
from ..headers import header_key
from ..journal import Journal
from ..layouts import BETWEEN, Column, joined, kept, option_groups, rebuilt
from ..tables import Table

__all__ = ["FORMAT"]

_METADATA = {
    "respondent id": "ignore",
    "collector id": "ignore",
    "start date": "ignore",
    "date created": "ignore",
    "end date": "submitted",
    "date modified": "submitted",
    "ip address": "ignore",
    "email address": "email",
    "first name": "given_name",
    "last name": "family_name",
    "custom data 1": "ignore",
}
_PLAIN = frozenset({"", "response", "open ended response"})
_NO_HEADER = re.compile(r"\(column \d+\)")
_REPEATED = re.compile(r"\s#\d+$")


def _recognise(table: Table) -> tuple[float, str]:
    keys = [header_key(h) for h in table.header[:3]]
    if keys[:2] == ["respondent id", "collector id"]:
        return 0.98, "columns Respondent ID and Collector ID, and a second row of the header"
    if keys[:1] == ["respondent id"] and _second_row(table):
        return 0.9, "a column Respondent ID, and a second row of the header"
    return 0.0, "has no Respondent ID"


def _second_row(table: Table) -> tuple[str, ...]:
    """Give the second row of the header: it has no respondent."""
    if table.rows and not table.rows[0][1][0].strip():
        return tuple(cell.strip() for cell in table.rows[0][1])
    return ()


def _reshape(table: Table, journal: Journal) -> Table:
    below = _second_row(table)
    if not below:
        return table
    questions = _questions(table.header)
    parts = [
        (p, questions[p], below[p])
        for p in range(len(below))
        if header_key(below[p]) not in _PLAIN and header_key(questions[p]) not in _METADATA
    ]
    groups = option_groups(parts, table, header_rows=1)
    fields = {p: _label(question, part) for p, question, part in parts if question not in groups}
    inside = {p for group in groups.values() for p, _ in group}
    first = {group[0][0]: question for question, group in groups.items()}
    columns = list[Column]()
    for position, question in enumerate(questions):
        if position in first:
            columns.append(joined(question, groups[question]))
        elif position not in inside:
            columns.append(kept(fields.get(position, question), position))
    return rebuilt(table, columns, header_rows=1)


def _questions(header: tuple[str, ...]) -> list[str]:
    """Give the question of each column: a column without a header goes on with the one before."""
    questions = list[str]()
    for label in header:
        without = _REPEATED.sub("", label)
        goes_on = _NO_HEADER.fullmatch(label) and questions
        questions.append(questions[-1] if goes_on else without)
    return questions


def _label(question: str, part: str) -> str:
    """Name one field of several, such as "Name" of "Contact information"."""
    known = any(header_key(part) in aliases(role) for role in ROLES)
    return part if known else f"{question} [{part}]"


FORMAT = Format(
    name="SurveyMonkey",
    recognise=_recognise,
    metadata=MappingProxyType(_METADATA),
    separator=BETWEEN,
    reshape=_reshape,
)
