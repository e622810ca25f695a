"""A table with our own headers, or any table that no form tool is recognised in."""

from __future__ import annotations

from ..fields import CANONICAL
from ..format import Format
from ..headers import header_key
from ..tables import Table

__all__ = ["FORMAT"]


def _recognise(table: Table) -> tuple[float, str]:
    known = sum(header_key(h) in CANONICAL for h in table.header)
    if known == len(table.header):
        return 1.0, "all headers are ours"
    share = known / len(table.header)
    return max(0.1, 0.8 * share), f"{known} of {len(table.header)} headers are ours"


FORMAT = Format(name="plain table", recognise=_recognise)
