"""Typeform: a column for each choice, headed by the choice alone."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from ...model.vocabulary import Vocabulary
from ..format import Format
from ..grids import is_of_week
from ..headers import header_key
from ..journal import Journal, Place
from ..layouts import BETWEEN, Column, is_other, is_ticked, joined, kept, rebuilt
from ..tables import Table
from ..values.language_words import tag_of

__all__ = ["FORMAT"]

_TRAILING = {
    "response type": "ignore",
    "start date utc": "ignore",
    "stage date utc": "ignore",
    "submit date utc": "submitted",
    "start date": "ignore",
    "stage date": "ignore",
    "submit date": "submitted",
    "network id": "ignore",
    "tags": "ignore",
    "ending": "ignore",
    "score": "ignore",
}
_SIGNS = frozenset({"response type", "network id", "submit date utc", "submit date"})


def _recognise(table: Table) -> tuple[float, str]:
    keys = {header_key(h) for h in table.header[-8:]}
    signs = len(_SIGNS & keys)
    if table.header[0] == "#" and signs:
        return 0.98, "begins with # and ends with Response Type, Submit Date and Network ID"
    if "network id" in keys and signs >= 2:
        return 0.85, "ends with Submit Date and Network ID"
    return 0.0, "has no Network ID"


def _reshape(table: Table, journal: Journal) -> Table:
    groups = {group[0]: group for group in _groups(table)}
    inside = {p for group in groups.values() for p in group}
    columns = list[Column]()
    for position, header in enumerate(table.header):
        if position in groups:
            options = [(p, table.header[p]) for p in groups[position]]
            columns.append(joined(_label(table, groups[position]), options))
        elif position not in inside:
            columns.append(kept(header, position))
    _tell_incomplete(table, journal)
    return rebuilt(table, columns)


def _groups(table: Table) -> Iterator[list[int]]:
    """Find runs of columns that hold nothing but their own header; "Other" ends a run."""
    run, kind = list[int](), ""
    for position in range(1, len(table.header)):
        header = table.header[position]
        texts = {c.strip() for c in table.column(position)} - {""}
        is_option = all(is_ticked(t, header) and len(t) > 1 for t in texts)
        known = _kind(header) if is_option and header_key(header) not in _TRAILING else ""
        is_end = bool(run) and is_other(header)
        if run and not is_end and known != kind:
            yield from [run] * (len(run) > 1)
            run = []
        if is_end:
            yield [*run, position]
            run = []
        elif known and (texts or known != "choice"):
            run, kind = [*run, position], known
    yield from [run] * (len(run) > 1)


def _kind(header: str) -> str:
    """Say what a choice is one of, so that two questions side by side are told apart."""
    if Vocabulary.alliance().exact(header):
        return "topic"
    if is_of_week(header):
        return "time"
    return "language" if tag_of(header) else "choice"


def _label(table: Table, group: list[int]) -> str:
    """Name a question that the export does not name by its choices."""
    kinds = {_kind(table.header[p]) for p in group} - {"choice"}
    if kinds == {"topic"}:
        return "Topics"
    if kinds == {"language"}:
        return "Languages"
    if kinds == {"time"}:
        return "Availability"
    return "Choices: " + ", ".join(table.header[p] for p in group)


def _tell_incomplete(table: Table, journal: Journal) -> None:
    at = next((p for p, h in enumerate(table.header) if header_key(h) == "response type"), None)
    if at is None:
        return
    for number, cells in table.rows:
        if cells[at].strip().casefold() not in ("", "completed"):
            place = Place(table.file, number, table.header[at])
            what = "The form was not completed; it is read as far as it goes"
            journal.add("warning", place, what, "Ask whether it is an application.", cells[at])


FORMAT = Format(
    name="Typeform",
    recognise=_recognise,
    metadata=MappingProxyType({"": "ignore", "#": "ignore"}),
    trailing=MappingProxyType(_TRAILING),
    separator=BETWEEN,
    reshape=_reshape,
)
