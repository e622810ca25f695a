"""KoboToolbox: a summary of each question, and a column of 0 and 1 for each of its options."""

from __future__ import annotations

from types import MappingProxyType

from ..format import Format
from ..headers import header_key
from ..journal import Journal
from ..layouts import BETWEEN, Column, joined, kept, option_groups, rebuilt, tell_summaries
from ..tables import Table

__all__ = ["FORMAT"]

_LEADING = {
    "start": "ignore",
    "end": "ignore",
    "today": "ignore",
    "username": "ignore",
    "deviceid": "ignore",
    "phonenumber": "ignore",
}
_TRAILING = {
    "id": "ignore",
    "uuid": "ignore",
    "submission time": "submitted",
    "validation status": "ignore",
    "notes": "ignore",
    "status": "ignore",
    "submitted by": "ignore",
    "version": "ignore",
    "tags": "ignore",
    "index": "ignore",
    "instanceid": "ignore",
    "meta instanceid": "ignore",
    "rootuuid": "ignore",
    "meta rootuuid": "ignore",
}
_SIGNS = ("_id", "_uuid", "_submission_time", "_index")


def _recognise(table: Table) -> tuple[float, str]:
    signs = [h for h in table.header if h.split("/")[-1] in _SIGNS]
    if len(signs) >= 3:
        return 0.98, f"columns {', '.join(signs)}"
    if len(signs) == 2:
        return 0.8, f"columns {', '.join(signs)}"
    return 0.0, "has no _id, _uuid and _submission_time"


def _reshape(table: Table, journal: Journal) -> Table:
    header_rows = 1 if table.rows and _is_hxl(table.rows[0][1]) else 0
    whole = set(table.header)
    parts = [
        (p, question, option)
        for p, (question, _, option) in enumerate(h.rpartition("/") for h in table.header)
        if question in whole
    ]
    groups = option_groups(parts, table, header_rows)
    spread = {p for columns in groups.values() for p, _ in columns}
    columns = list[Column]()
    for position, header in enumerate(table.header):
        if header in groups:
            columns.append(joined(_bare(header), groups[header]))
            tell_summaries(table, position, columns[-1], journal, header_rows)
        elif position not in spread:
            columns.append(kept(_bare(header), position))
    return rebuilt(table, columns, header_rows)


def _is_hxl(cells: tuple[str, ...]) -> bool:
    """Tell a row of HXL hashtags."""
    filled = [c.strip() for c in cells if c.strip()]
    return bool(filled) and all(c.startswith("#") for c in filled)


def _bare(header: str) -> str:
    """Leave out the groups in front of a question, such as ``contact/``."""
    front, _, last = header.rpartition("/")
    is_group = front and " " not in front and header_key(last)
    return last if is_group else header


FORMAT = Format(
    name="KoboToolbox",
    recognise=_recognise,
    metadata=MappingProxyType(_LEADING),
    trailing=MappingProxyType(_TRAILING),
    separator=BETWEEN,
    reshape=_reshape,
)
