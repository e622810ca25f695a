"""ODK: Central and Briefcase; groups in front of the names, options split or joined by spaces."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType

from ..aliases import aliases
from ..fields import ROLES
from ..format import Format
from ..headers import header_key
from ..journal import Journal
from ..layouts import BETWEEN, Column, joined, kept, option_groups, rebuilt, tell_summaries
from ..tables import Table

__all__ = ["FORMAT"]

_LEADING = {
    "submissiondate": "submitted",
    "start": "ignore",
    "end": "ignore",
    "today": "ignore",
    "deviceid": "ignore",
    "username": "ignore",
    "meta instanceid": "ignore",
}
_TRAILING = {
    "meta instanceid": "ignore",
    "meta instancename": "ignore",
    "instanceid": "ignore",
    "key": "ignore",
    "submitterid": "ignore",
    "submittername": "ignore",
    "attachmentspresent": "ignore",
    "attachmentsexpected": "ignore",
    "status": "ignore",
    "reviewstate": "ignore",
    "deviceid": "ignore",
    "edits": "ignore",
    "formversion": "ignore",
}


def _recognise(table: Table) -> tuple[float, str]:
    keys = {header_key(h) for h in table.header}
    named = "submissiondate" in keys, "key" in keys, bool({"meta instanceid", "instanceid"} & keys)
    if all(named):
        return 0.98, "columns SubmissionDate, meta-instanceID and KEY"
    if named[0] and (named[1] or named[2]):
        return 0.9, "columns SubmissionDate and KEY"
    return 0.0, "has no SubmissionDate and KEY"


def _reshape(table: Table, journal: Journal) -> Table:
    parts = [
        (p, question, option)
        for p, (question, _, option) in enumerate(h.rpartition("/") for h in table.header)
        if question
    ]
    groups = option_groups(parts, table)
    spread = {p for columns in groups.values() for p, _ in columns}
    alone = {columns[0][0]: q for q, columns in groups.items() if q not in table.header}
    fronts = Counter(h.partition("-")[0] for h in table.header)
    columns = list[Column]()
    for position, header in enumerate(table.header):
        if header in groups:
            columns.append(joined(_bare(header, fronts), groups[header]))
            tell_summaries(table, position, columns[-1], journal)
        elif position not in spread:
            columns.append(kept(_bare(header, fronts), position))
        elif position in alone:
            question = alone[position]
            columns.append(joined(_bare(question, fronts), groups[question]))
    return rebuilt(table, columns)


def _bare(header: str, fronts: Counter[str]) -> str:
    """Leave out the group in front of a field, where the field means something without it."""
    if header_key(header) in _TRAILING:
        return header
    front, _, last = header.partition("-")
    is_group = bool(last) and " " not in front and (fronts[front] > 1 or _is_known(last))
    return _bare(last, fronts) if is_group else header


def _is_known(header: str) -> bool:
    key = header_key(header)
    return any(key in aliases(role) for role in ROLES)


FORMAT = Format(
    name="ODK",
    recognise=_recognise,
    metadata=MappingProxyType(_LEADING),
    trailing=MappingProxyType(_TRAILING),
    separator=BETWEEN,
    reshape=_reshape,
)
