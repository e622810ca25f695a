"""LimeSurvey: questions by code or in full, a column for each option in square brackets."""

from __future__ import annotations

import re
from types import MappingProxyType

from ..format import Format
from ..headers import header_key
from ..journal import Journal, Place
from ..layouts import BETWEEN, Column, bracketed, joined, kept, option_groups, rebuilt
from ..tables import Table

__all__ = ["FORMAT"]

_METADATA = {
    "id": "ignore",
    "response id": "ignore",
    "submitdate": "submitted",
    "date submitted": "submitted",
    "lastpage": "ignore",
    "last page": "ignore",
    "startlanguage": "ignore",
    "start language": "ignore",
    "seed": "ignore",
    "startdate": "ignore",
    "date started": "ignore",
    "datestamp": "ignore",
    "date last action": "ignore",
    "ipaddr": "ignore",
    "ip address": "ignore",
    "refurl": "ignore",
    "referrer url": "ignore",
    "token": "ignore",
}
_SENT = frozenset({"submitdate", "date submitted"})
_PAGE = frozenset({"lastpage", "last page"})
_LANGUAGE = frozenset({"startlanguage", "start language"})
_CODE_AND_TEXT = re.compile(r"(?:G\d+)?Q\d+\w*(?:\[\w+\])?\.\s+(?=\S)", re.IGNORECASE)


def _recognise(table: Table) -> tuple[float, str]:
    keys = {header_key(h) for h in table.header[: len(_METADATA)]}
    found = [bool(names & keys) for names in (_SENT, _PAGE, _LANGUAGE)]
    if all(found):
        return 0.98, "columns submitdate, lastpage and startlanguage"
    if sum(found) == 2:
        return 0.8, "two of the columns submitdate, lastpage and startlanguage"
    return 0.0, "has no submitdate, lastpage and startlanguage"


def _reshape(table: Table, journal: Journal) -> Table:
    labels = [_CODE_AND_TEXT.sub("", h) for h in table.header]
    split = [(p, bracketed(label)) for p, label in enumerate(labels)]
    parts = [(p, *found) for p, found in split if found]
    groups = option_groups(parts, table)
    inside = {p for group in groups.values() for p, _ in group}
    first = {group[0][0]: question for question, group in groups.items()}
    columns = list[Column]()
    for position, label in enumerate(labels):
        if position in first:
            columns.append(joined(first[position], groups[first[position]]))
        elif position not in inside:
            columns.append(kept(label, position))
    _tell_incomplete(table, journal)
    return rebuilt(table, columns)


def _tell_incomplete(table: Table, journal: Journal) -> None:
    at = next((p for p, h in enumerate(table.header) if header_key(h) in _SENT), None)
    if at is None:
        return
    for number, cells in table.rows:
        if not cells[at].strip():
            place = Place(table.file, number, table.header[at])
            what = "The form was never sent off; it is read as far as it goes"
            journal.add("warning", place, what, "Ask whether it is an application.")


FORMAT = Format(
    name="LimeSurvey",
    recognise=_recognise,
    metadata=MappingProxyType(_METADATA),
    separator=BETWEEN,
    absent=frozenset({"1980-01-01 00:00:00"}),
    reshape=_reshape,
    codes=r"(G\d+)?Q\d+\w*(\[\w+\])?",
    without_codes='Export again with "Full question text" and "Full answers"',
)
