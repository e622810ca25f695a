"""Dates and moments: ISO, day first or month first by the evidence of a whole column."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time

from ..reading import Reading, note, question

__all__ = ["MONTHS", "day_first_of", "is_unclear", "read_date", "read_moment"]

_MONTH_WORDS = (
    "january jan janvier janv enero ene janeiro januar janner",
    "february feb fevrier fevr febrero fevereiro fev februar",
    "march mar mars marzo marco marz mrz",
    "april apr avril avr abril abr",
    "may mai mayo maio",
    "june jun juin junio junho juni",
    "july jul juillet juil julio julho juli",
    "august aug aout agosto ago",
    "september sep sept septembre septiembre setembro set",
    "october oct octobre octubre outubro out oktober okt",
    "november nov novembre noviembre novembro",
    "december dec decembre diciembre dic dezembro dez dezember",
)
#: Month numbers by name in five languages, folded.
MONTHS = {name: n for n, names in enumerate(_MONTH_WORDS, 1) for name in names.split()}

_CLOCK = (
    r"(?:[T,\s]+(?:at\s+)?(?P<H>\d{1,2})[:h.](?P<M>\d{2})(?::(?P<S>\d{2})(?:\.\d+)?)?"
    r"(?:\s*(?P<x>[ap])\.?\s?m\b\.?)?(?:\s*(?:Z|UTC|GMT)?\s*(?:[+-]\d{1,2}(?::?\d{2})?)?(?:\s?[A-Z]{2,4})?)?)?"
)
_YEAR_FIRST = re.compile(
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})" + _CLOCK, re.IGNORECASE
)
_NUMERIC = re.compile(
    r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4}|\d{2})" + _CLOCK, re.IGNORECASE
)
_DAY_NAME = re.compile(
    r"(?:[a-z]+,?\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|º)?[-\s]+(?:de\s+|of\s+)?(?P<w>[a-z]{3,})\.?,?[-\s]+(?:de\s+|del\s+)?(?P<y>\d{4}|\d{2})"
    + _CLOCK,
    re.IGNORECASE,
)
_NAME_DAY = re.compile(
    r"(?:[a-z]+,\s+)?(?P<w>[a-z]{3,})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})"
    + _CLOCK,
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    r"(?:(?:end of|fin|fin de|ende|fim de)\s+)?(?P<w>[a-z]{3,})\.?\s+(?:de\s+)?(?P<y>\d{4})",
    re.IGNORECASE,
)
_REMEDY = "Write it as 2026-03-31."


def _fold(text: str) -> str:
    if text.isascii():
        return " ".join(text.split())
    decomposed = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def day_first_of(texts: Iterable[str]) -> bool | None:
    """Find out from a column whether 03/04/2025 is in April.

    Parameters
    ----------
    texts : iterable of str
        The cells.

    Returns
    -------
    bool or None
        By the values over 12; ``None`` when the column does not tell, or contradicts itself.

    Examples
    --------
    >>> day_first_of(["03/04/2025", "25/04/2025"]), day_first_of(["03/04/2025"])
    (True, None)
    """
    seen = set()
    for match in (_NUMERIC.fullmatch(_fold(t)) for t in texts):
        if match and int(match["a"]) > 12 >= int(match["b"]):
            seen.add(True)
        elif match and int(match["b"]) > 12 >= int(match["a"]):
            seen.add(False)
    return seen.pop() if len(seen) == 1 else None


def is_unclear(text: str) -> bool:
    """Tell whether a date in figures could be read with the day or with the month first.

    Examples
    --------
    >>> is_unclear("03/04/2025"), is_unclear("25/04/2025"), is_unclear("04/04/2025")
    (True, False, False)
    """
    match = _NUMERIC.fullmatch(_fold(text))
    if match is None or match[0][match.end("a")] == ".":
        return False
    return (
        int(match["a"]) <= 12
        and int(match["b"]) <= 12
        and match["a"].zfill(2) != match["b"].zfill(2)
    )


def read_moment(text: str, day_first: bool | None = None) -> Reading[datetime | None]:
    """Read a date with or without a time; the zone that an export adds is left off.

    Parameters
    ----------
    text : str
        The cell.
    day_first : bool or None
        How a date in figures is read; ``None`` where that is not known.

    Examples
    --------
    >>> str(read_moment("2025/11/03 9:07:12 AM GMT+1").value)
    '2025-11-03 09:07:12'
    >>> str(read_moment("11/3/25 9:01:22", day_first=False).value)
    '2025-11-03 09:01:22'
    """
    folded = _fold(text)
    if match := _YEAR_FIRST.fullmatch(folded):
        return _made(match, int(match["m"]), int(match["d"]), text)
    if match := _NUMERIC.fullmatch(folded):
        return _numeric(match, day_first, text)
    match = _DAY_NAME.fullmatch(folded) or _NAME_DAY.fullmatch(folded)
    if match and match["w"].casefold() in MONTHS:
        return _made(match, MONTHS[match["w"].casefold()], int(match["d"]), text)
    return Reading(None, (question("Not understood as a date", _REMEDY, text),))


def read_date(text: str, day_first: bool | None = None) -> Reading[date | None]:
    """Read a date; a month with a year is its last day.

    Parameters
    ----------
    text : str
        The cell.
    day_first : bool or None
        How a date in figures is read; ``None`` where that is not known.

    Examples
    --------
    >>> str(read_date("31 de marzo de 2026").value), str(read_date("June 2026").value)
    ('2026-03-31', '2026-06-30')
    """
    match = _MONTH_YEAR.fullmatch(_fold(text))
    if match and match["w"].casefold() in MONTHS:
        year, month = int(match["y"]), MONTHS[match["w"].casefold()]
        last = date(max(year, 1), month, calendar.monthrange(max(year, 1), month)[1])
        return Reading(last, (note(f"Read as {last}", value=text),))
    moment = read_moment(text, day_first)
    return Reading(None if moment.value is None else moment.value.date(), moment.remarks)


def _numeric(match: re.Match[str], day_first: bool | None, text: str) -> Reading[datetime | None]:
    first, second = int(match["a"]), int(match["b"])
    if match[0][match.end("a")] == ".":  # dots go with the day first
        day_first = True
    if first > 12 >= second:
        day_first = True
    elif second > 12 >= first:
        day_first = False
    if day_first is None and first != second:
        what = "It is not clear whether the day or the month comes first"
        remedy = "Write it as 2026-03-31, or set day_first in the options of a mapping."
        return Reading(None, (question(what, remedy, text),))
    month, day = (second, first) if day_first else (first, second)
    return _made(match, month, day, text)


def _made(match: re.Match[str], month: int, day: int, text: str) -> Reading[datetime | None]:
    year = int(match["y"])
    hour, marker = int(match["H"] or 0), (match["x"] or "").casefold()
    if marker:
        hour = hour % 12 + (12 if marker == "p" else 0)
    try:
        clock = time(hour, int(match["M"] or 0), int(match["S"] or 0))
        day_of = date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return Reading(None, (question("There is no such date", _REMEDY, text),))
    return Reading(datetime.combine(day_of, clock))
