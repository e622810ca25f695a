"""Jotform: options below each other in one cell."""

from __future__ import annotations

from types import MappingProxyType

from ..format import Format
from ..headers import header_key
from ..layouts import BETWEEN
from ..tables import Table

__all__ = ["FORMAT"]

_TRAILING = {
    "submission ip": "ignore",
    "submission id": "ignore",
    "submission url": "ignore",
    "last update date": "ignore",
    "flow status": "ignore",
}


def _recognise(table: Table) -> tuple[float, str]:
    if header_key(table.header[0]) != "submission date":
        return 0.0, "does not begin with Submission Date"
    if {header_key(h) for h in table.header[-len(_TRAILING) :]} & set(_TRAILING):
        return 0.95, "columns Submission Date and Submission ID"
    several = any("\n" in cell for _, cells in table.rows for cell in cells)
    return (0.85 if several else 0.6), "begins with Submission Date"


FORMAT = Format(
    name="Jotform",
    recognise=_recognise,
    metadata=MappingProxyType({"submission date": "submitted"}),
    trailing=MappingProxyType(_TRAILING),
    separator=BETWEEN,
)
