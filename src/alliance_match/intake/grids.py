"""Grids of checkboxes: a column for each day or language, put together to one answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from .layouts import Column, bracketed, is_ticked, is_unticked, kept, rebuilt
from .tables import Table
from .values.language_words import tag_of
from .values.terms import is_blank, is_nobody
from .values.week_words import week_tokens

__all__ = ["is_of_week", "without_grids"]

_DAYS = frozenset({"day", "part", "span"})
_BETWEEN_DAYS = frozenset({"to", "comma", "filler", "maybe", "and"})
#: Letters: a shorter word in brackets may be a tag of a language, or anything.
_TAG = 3


def without_grids(table: Table) -> Table:
    """Put the columns of each grid together to one column a question.

    Parameters
    ----------
    table : Table
        With one header row. ``"When are you available? [Monday]"`` and its like make one column;
        so do columns that are headed by nothing but days.
    """
    grids = list(_grids(table.header))
    first = {columns[0][0]: (label, columns, write) for label, columns, write in grids}
    inside = {p for _, columns, _ in grids for p, _ in columns}
    if not inside:
        return table
    made = list[Column]()
    for position, label in enumerate(table.header):
        if position in first:
            made.append(_together(*first[position]))
        elif position not in inside:
            made.append(kept(label, position))
    return rebuilt(table, made)


_Parts = Sequence["tuple[int, str]"]
_Write = Callable[[str, str], str]


def _grids(header: Sequence[str]) -> Iterator[tuple[str, _Parts, _Write]]:
    """Find the questions with their columns and parts, and how a part goes with its cell."""
    questions: dict[str, list[tuple[int, str]]] = {}
    for position, label in enumerate(header):
        question, part = _parted(label)
        if question or is_of_week(part):
            questions.setdefault(question, []).append((position, part))
    for question, columns in questions.items():
        days = [(p, part) for p, part in columns if is_of_week(part)]
        tongues = [(p, part) for p, part in columns if len(part) > _TAG and tag_of(part)]
        if question and len(tongues) > 1:
            yield question, tongues, _level
        elif len(days) > 1 or (days and bracketed(header[days[0][0]])):
            yield question or _availability(days), days, _time


def _availability(days: _Parts) -> str:
    return f"Availability ({', '.join(part for _, part in days)})"


def _parted(label: str) -> tuple[str, str]:
    """Part a header into its question, empty where there is none, and the rest."""
    if split := bracketed(label):
        return split
    question, _, part = label.rpartition(" - ")
    return question, part


def is_of_week(text: str) -> bool:
    """Tell a text that is nothing but days, parts of the day or clock times.

    Examples
    --------
    >>> is_of_week("Monday"), is_of_week("Samedi matin"), is_of_week("Sunday school")
    (True, True, False)
    """
    kinds = {token.kind for token in week_tokens(text)}
    return bool(kinds & _DAYS) and kinds <= _DAYS | _BETWEEN_DAYS


def _together(label: str, parts: _Parts, write: _Write) -> Column:
    def cell(cells: tuple[str, ...]) -> str:
        said = ((part, cells[p].strip()) for p, part in parts)
        return "; ".join(write(part, text) for part, text in said if not _says_no(text))

    return Column(label, cell)


def _says_no(text: str) -> bool:
    if is_ticked(text, ""):
        return False
    return is_unticked(text) or is_blank(text) or is_nobody(text)


def _time(part: str, text: str) -> str:
    if is_ticked(text, part):
        return part
    times = ", ".join(
        piece.strip() for piece in text.replace("\n", ";").split(";") if piece.strip()
    )
    has_day = any(token.kind == "day" for token in week_tokens(part))
    return f"{part} {times}" if has_day else f"{times} {part}"


def _level(part: str, text: str) -> str:
    return part if is_ticked(text, part) else f"{part} ({text})"
