"""Spans of clock time, such as "6pm-8pm", "14h-16h30", "after 18:00" or "9-5"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

__all__ = ["Span", "find_spans"]

#: What "after 18:00" runs until, and "before 10:00" begins at, in minutes.
LATEST, EARLIEST = 21 * 60, 8 * 60
_NOON = 12 * 60

_TIME = (
    r"(?P<h{0}>\d{{1,2}})(?:\s?(?::|\.|h|uhr|uur|u)\s?(?P<m{0}>\d{{2}})?(?!\d))?"
    r"\s*(?P<x{0}>a\.?m\b\.?|p\.?m\b\.?)?(?:\s*(?:h|hs|hrs|uhr|uur|u)\b)?"
)
_TO = (
    r"\s*(?:-|\b(?:to|till?|until|au|al?|alle|as|bis|ate|hasta|tot|do|до|الى)\b)"
    r"\s*(?:las?\b|as\b|le\b)?\s*"
)
_SPAN = re.compile(_TIME.format(1) + _TO + _TIME.format(2), re.IGNORECASE)
_BETWEEN = re.compile(
    r"\b(?:between|entre|zwischen|tra le|fra le|tussen|между)\s+(?:las?\s|as\s)?\s*"
    + _TIME.format(1)
    + r"\s*(?:and|et|y|e|und|en|и)\s+(?:las?\s|as\s|le\s)?\s*"
    + _TIME.format(2),
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:after|from|apres|a partir (?:de las?|del?|das|da|du)|desde(?: las)?"
    r"|despues de(?: las)?|depois das|apos(?: as)?|ab|nach|dopo(?: le)?|dalle"
    r"|a partire dalle|na|vanaf|po|od|после|بعد)\s+"
    + _TIME.format(1)
    + r"(?:\s*(?:onwards?|on)\b)?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:before|until|till?|up to|avant|jusqu ?'? ?a|antes (?:de las|das|de)|hasta(?: las?)?"
    r"|ate(?: as?)?|vor|bis|prima delle|fino alle|voor|tot|przed|до|قبل)\s+" + _TIME.format(1),
    re.IGNORECASE,
)
_OPEN_END = re.compile(_TIME.format(1) + r"\s*(?:\+|onwards?\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of clock time found in a text.

    Parameters
    ----------
    at : tuple of (int, int)
        Where it stands in the text.
    start, end : int
        Minutes after midnight; ``end`` is not after ``start`` when the span runs past midnight.
    said : str
        What was assumed, if anything.
    unclear : bool
        Whether the text does not say which half of the day is meant.
    open : {"", "start", "end"}
        Which of the two the text leaves open.
    bare : bool
        Whether all hours said may be of either half of the day, such as "8", "7:30" and "8 Uhr".
    """

    at: tuple[int, int]
    start: int
    end: int
    said: str = ""
    unclear: bool = False
    open: Literal["", "start", "end"] = ""
    bare: bool = False


def find_spans(text: str) -> tuple[Span, ...]:
    """Find the spans of clock time in a folded text, from left to right, without overlaps.

    Parameters
    ----------
    text : str
        Lower case, without accents, with plain hyphens.

    Examples
    --------
    >>> [(s.start, s.end) for s in find_spans("tue 6pm-8pm, thu 14h-16h30")]
    [(1080, 1200), (840, 990)]
    """
    found: list[Span] = []
    for pattern, read in (
        (_BETWEEN, _both),
        (_SPAN, _both),
        (_AFTER, _after),
        (_BEFORE, _before),
        (_OPEN_END, _after),
    ):
        for match in pattern.finditer(text):
            span = read(match, text)
            free = all(match.end() <= f.at[0] or match.start() >= f.at[1] for f in found)
            if span is not None and free:
                found.append(span)
    return tuple(sorted(found, key=lambda s: s.at))


def _moment(match: re.Match[str], which: int, marker: str) -> int | None:
    hour, minute = int(match[f"h{which}"]), int(match[f"m{which}"] or 0)
    if marker == "p" and hour < 12:
        hour += 12
    elif marker == "a" and hour == 12:
        hour = 0
    minutes = hour * 60 + minute
    return minutes if minute < 60 and minutes <= 1440 else None


def _marker(match: re.Match[str], which: int) -> str:
    return (match[f"x{which}"] or "")[:1].casefold()


def _is_exact(match: re.Match[str], which: int) -> bool:
    """Tell a clock time of 24 hours: with minutes, with an "h", or with a leading zero."""
    written = match[0][match.start(f"h{which}") - match.start() :]
    return (
        bool(match[f"m{which}"])
        or written.startswith("0")
        or bool(re.match(r"\d+\s?(h|uhr|uur|u)(?![a-z])", written))
    )


def _is_bare(match: re.Match[str], which: int) -> bool:
    """Tell an hour of either half of the day; a leading zero is of 24 hours."""
    hour = match[f"h{which}"]
    return not _marker(match, which) and not hour.startswith("0") and int(hour) <= 12


def _both(match: re.Match[str], text: str) -> Span | None:
    first, second = _marker(match, 1), _marker(match, 2)
    start, end = _moment(match, 1, first or ""), _moment(match, 2, second)
    if start is None or end is None:
        return None
    if not first and second:
        start = _shared_marker(match, second, start, end)
    elif not first and not second and not (_is_exact(match, 1) or _is_exact(match, 2)):
        return _bare(match.span(), start, end)
    elif not first and not second and _is_bare(match, 1) and _is_bare(match, 2):
        return Span(match.span(), start, end, bare=True)
    elif first and not second and end <= start and end <= _NOON:
        end += _NOON
    return Span(match.span(), start, end)


def _shared_marker(match: re.Match[str], marker: str, start: int, end: int) -> int:
    """Let "6-8pm" mean the evening, but "11-1pm" begin before noon."""
    same = _moment(match, 1, marker)
    return same if same is not None and same < end else start


def _bare(at: tuple[int, int], start: int, end: int) -> Span | None:
    """Read hours without minutes, am or pm: "9-12", "9-5" and "14-16" say enough, "2-4" not."""
    if start > _NOON or end > _NOON:
        return Span(at, start, end)
    if EARLIEST <= start < end:
        return Span(at, start, end, bare=True)
    if start >= EARLIEST and end <= start:
        end += _NOON
        said = f"read as {start // 60:02d}:00-{end // 60:02d}:00"
        return Span(at, start, end, said, bare=True)
    return Span(at, start, end, unclear=True, bare=True)


def _after(match: re.Match[str], text: str) -> Span | None:
    start = _moment(match, 1, _marker(match, 1))
    if start is None:
        return None
    bare = _is_bare(match, 1)
    if bare and not _is_exact(match, 1) and start < EARLIEST:
        end = LATEST - _NOON
        return Span(match.span(), start, end, unclear=True, open="end", bare=True)
    end = max(LATEST, min(start + 60, 1440))
    said = f"taken to end at {end // 60:02d}:{end % 60:02d}"
    return Span(match.span(), start, end, said, open="end", bare=bare)


def _before(match: re.Match[str], text: str) -> Span | None:
    end = _moment(match, 1, _marker(match, 1))
    if end is None:
        return None
    bare = _is_bare(match, 1)
    if end <= EARLIEST:
        return Span(match.span(), 0, end, unclear=True, open="start", bare=bare)
    return Span(match.span(), EARLIEST, end, "taken to begin at 08:00", open="start", bare=bare)
