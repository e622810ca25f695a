"""Airtable: options joined by commas, those that hold a comma in quotation marks."""

from __future__ import annotations

import csv
import re

from ..format import Format
from ..journal import Journal
from ..layouts import BETWEEN, Column, kept, rebuilt
from ..tables import Table

__all__ = ["FORMAT"]

#: Two options, one of them in quotation marks because it holds a comma.
_QUOTED = re.compile(r'(?:.*[^",\s],)?"[^"]*,[^"]*"(?:,[^,\s].*)?')
#: Options, none of which holds a comma.
_TIGHT = re.compile(r"[^,\s\"][^,\"]*(?:,[^,\s\"][^,\"]*)+")


def _recognise(table: Table) -> tuple[float, str]:
    cells = [c for _, row in table.rows for c in row if "," in c]
    if any(_QUOTED.fullmatch(c) for c in cells):
        return 0.85, "cells with several options, those with a comma in quotation marks"
    return 0.0, "has no options in quotation marks"


def _reshape(table: Table, journal: Journal) -> Table:
    """Part the cells of columns in which no comma can be one of the text."""
    columns = list[Column]()
    for position, header in enumerate(table.header):
        several = [c for c in table.column(position) if "," in c]
        are_lists = several and all(_QUOTED.fullmatch(c) or _TIGHT.fullmatch(c) for c in several)
        columns.append(_parted(header, position) if are_lists else kept(header, position))
    return rebuilt(table, columns)


def _parted(header: str, position: int) -> Column:
    return Column(header, lambda cells: BETWEEN.join(_options(cells[position])))


def _options(cell: str) -> list[str]:
    return [o.strip() for o in next(csv.reader([cell.replace("\n", " ")]), []) if o.strip()]


FORMAT = Format(name="Airtable", recognise=_recognise, separator=BETWEEN, reshape=_reshape)
