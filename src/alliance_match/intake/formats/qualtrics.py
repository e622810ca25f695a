"""Qualtrics: a header of three rows, the third in JSON; an older form of two."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ..fields import Role
from ..format import Format
from ..headers import header_key
from ..journal import Journal
from ..layouts import Column, is_other, joined, kept, option_groups, rebuilt
from ..tables import Table

__all__ = ["FORMAT"]

_METADATA = {
    "startdate": "ignore",
    "enddate": "submitted",
    "status": "ignore",
    "ipaddress": "ignore",
    "progress": "ignore",
    "duration": "ignore",
    "duration in seconds": "ignore",
    "finished": "ignore",
    "recordeddate": "ignore",
    "responseid": "ignore",
    "responseset": "ignore",
    "name": "name",
    "externaldatareference": "ignore",
    "emailaddress": "email",
    "recipientlastname": "family_name",
    "recipientfirstname": "given_name",
    "recipientemail": "email",
    "externalreference": "ignore",
    "locationlatitude": "ignore",
    "locationlongitude": "ignore",
    "locationaccuracy": "ignore",
    "distributionchannel": "ignore",
    "userlanguage": "ignore",
}
_SIGNS = frozenset({"responseid", "startdate", "enddate", "status", "finished", "v1", "v8", "v9"})
_PREVIEWS = frozenset({"survey preview", "survey test", "spam", "1", "2", "8"})
_CHOSEN = re.compile(r"\s+-\s+Selected Choices?(?=\s+-\s+|$)", re.IGNORECASE)
_TEXT = re.compile(r"\s+-\s+Text$", re.IGNORECASE)
_ID = "ImportId"


def _recognise(table: Table) -> tuple[float, str]:
    if len(table.rows) > 1 and _imports(table.rows[1][1]):
        return 0.99, "a third row of the header with ImportId in JSON"
    keys = {header_key(h) for h in table.header}
    if len(_SIGNS & keys) >= 3 and table.rows and _is_header(table):
        return 0.95, "columns ResponseID, StartDate, EndDate, and a second row of the header"
    return 0.0, "has no ImportId, and no ResponseID with a second row of the header"


def _imports(cells: tuple[str, ...]) -> list[dict[str, Any]]:
    """Read the row of JSON; empty where it is none."""
    found = list[dict[str, Any]]()
    for cell in cells:
        try:
            said = json.loads(cell) if cell.strip() else {}
        except ValueError:
            return []
        found.append(said if isinstance(said, dict) else {})
    return found if any(_ID in one for one in found) else []


def _is_header(table: Table) -> bool:
    """Tell whether the first row says again what the columns are."""
    at = next(p for p, h in enumerate(table.header) if header_key(h) in _SIGNS)
    return header_key(table.rows[0][1][at]).replace(" ", "") in {
        header_key(h) for h in table.header
    } or header_key(table.rows[0][1][at]) in {"response id", "start date", "end date", "status"}


def _reshape(table: Table, journal: Journal) -> Table:
    asked = table.rows[0][1]
    imports = _imports(table.rows[1][1]) if len(table.rows) > 1 else []
    header_rows = 2 if imports else 1
    parts, labels = list[tuple[int, str, str]](), list[str]()
    for position, header in enumerate(table.header):
        own = header_key(header) in _METADATA
        label = header if own else " ".join(asked[position].split()) or header
        labels.append(label)
        if not own and _is_part(header, imports[position] if imports else {}):
            question, _, part = _TEXT.sub("", _CHOSEN.sub("", label)).rpartition(" - ")
            if question:
                parts.append((position, question, part))
    groups = option_groups(_with_others(parts), table, header_rows)
    inside = {p for group in groups.values() for p, _ in group}
    first = {group[0][0]: question for question, group in groups.items()}
    columns = list[Column]()
    for position, label in enumerate(labels):
        if position in first:
            columns.append(joined(first[position], groups[first[position]]))
        elif position not in inside:
            columns.append(kept(_CHOSEN.sub("", label), position))
    return rebuilt(table, columns, header_rows)


def _is_part(header: str, said: Mapping[str, Any]) -> bool:
    """Tell whether a column stands for one option of a question."""
    if said:
        return "choiceId" in said or str(said.get(_ID, "")).endswith("_TEXT")
    return re.fullmatch(r".+_\d+(_TEXT)?", header) is not None


def _with_others(parts: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Call the column with the words of "Other" so, that it may hold anything."""
    seen = set[tuple[str, str]]()
    named = []
    for position, question, part in parts:
        again = (question, part) in seen
        seen.add((question, part))
        named.append((position, question, "Other" if again or is_other(part) else part))
    return named


def _refuse(cells: Mapping[str, str], role: Role) -> str:
    status = next((text for h, text in cells.items() if header_key(h) == "status"), "")
    if status.strip().casefold() in _PREVIEWS:
        return "A preview or a test of the form, or spam"
    return ""


FORMAT = Format(
    name="Qualtrics",
    recognise=_recognise,
    metadata=MappingProxyType(_METADATA),
    separator=None,
    reshape=_reshape,
    refuse=_refuse,
)
