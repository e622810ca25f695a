"""A Salesforce report: totals, and lines on copyright and confidentiality, below the rows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..fields import Role
from ..format import Format
from ..tables import Table

__all__ = ["FORMAT"]

_TOTALS = re.compile(r"grand totals? \([\d,]+ records?\)", re.IGNORECASE)
_SECRET = re.compile(r"confidential information - do not distribute", re.IGNORECASE)
_LAST_ROWS = 12


def _recognise(table: Table) -> tuple[float, str]:
    last = [cells[0].strip() for _, cells in table.rows[-_LAST_ROWS:]]
    totals = any(_TOTALS.fullmatch(text) for text in last)
    secret = any(_SECRET.match(text) for text in last)
    if totals and secret:
        return 0.98, "ends with Grand Totals and a line on confidentiality"
    if totals or secret:
        return 0.9, f"ends with {'Grand Totals' if totals else 'a line on confidentiality'}"
    return 0.0, "does not end with Grand Totals"


def _refuse(cells: Mapping[str, str], role: Role) -> str:
    filled = [at for at, text in enumerate(cells.values()) if text.strip()]
    return "A line below the report, not an application" if filled == [0] else ""


FORMAT = Format(name="Salesforce report", recognise=_recognise, separator=";", refuse=_refuse)
