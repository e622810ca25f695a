"""Numbers and ranges: "2", "one or two", "2–3 hours", "up to 3", "an hour a week"."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from importlib import resources
from math import inf
from typing import TypeAlias, TypeVar

from ...model.record import Range
from ...model.vocabulary import normalise
from ..reading import Reading, Remark, note, problem, question
from .dates import MONTHS
from .terms import is_nobody
from .week_spelling import fold

__all__ = ["Ends", "read_capacity", "read_count", "read_hours", "read_staff"]

T = TypeVar("T")
Ends: TypeAlias = "tuple[float, float]"

_COUNT = "Give a whole number, such as 3; 0 for none."
_WEEKS_A_MONTH = 4
_HOURS_IN_A_MONTH = 744
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_NEGATIVE = re.compile(r"\s*-\s*\d+(?:[.,]\d+)?\b(?!\s*-)")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]0?0:00(?::00)?)?")
_DAY_MONTH = re.compile(r"(\d{1,2})[-/. ]+([a-z]{3,})\.?(?:[-/. ]\d{2,4})?")
_MONTH_DAY = re.compile(r"([a-z]{3,})\.?[-/. ]+(\d{1,4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d{2,4}")
_RANGE = re.compile(r"N (?:- |TO )+N")
_TO_AT_MOST = re.compile(r"N (?:TO )?ATMOST N")
_HOURS_MINUTES = re.compile(r"\b(\d{1,2})\s?h\s?([0-5]\d)\b")
_FRACTION = re.compile(r"(?:(\d{1,9})\s?)?([¼½¾])")
_ABOUT = re.compile(r"^\s*[~≈]\s*(?=\d)")
_MIXED = re.compile(r"\b(\d+) ([1-3])/([2-4])\b")
#: A year that is named in passing, as in "once, in 2019".
_YEAR = re.compile(r"[,(]?\s*\b(?:in|en|em|im|nel)?\s*(?:19|20)\d\d\b\)?")
_YES = re.compile(r"(?:yes|oui|si|sim|ja|да|evet|tak)\s*[,:(-]\s*")
#: The days since 1899 of the years 2000 to 2099: a spreadsheet's dates as plain numbers.
_SERIAL = re.compile(r"\d{5}")
_SERIALS = range(36526, 73051)
_THOUSANDS = re.compile(r"(?<=\d)[.,'’ \u00a0\u202f](?=\d{3}(?!\d))")


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    text = resources.files(__package__).joinpath("quantities.toml").read_text("utf-8")
    data: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return data


@cache
def _pattern(section: str, key: str) -> re.Pattern[str]:
    words = sorted(map(fold, _data()[section][key]), key=len, reverse=True)
    return re.compile(r"(?<![\w])(?:" + "|".join(map(re.escape, words)) + r")(?![\w])")


def _fold(text: str) -> str:
    """Fold as :func:`~.week_spelling.fold`, with fractions in figures and scripts apart."""
    text = _ABOUT.sub("", text)
    text = _FRACTION.sub(lambda m: f"{int(m[1] or 0) + unicodedata.numeric(m[2]):g}", text)
    plain = re.sub(r"['’]", " ", fold(text)).replace("⁄", "/")
    plain = _MIXED.sub(lambda m: f"{int(m[1]) + int(m[2]) / int(m[3]):g}", plain)
    return " ".join(_east_asian().sub(r" \g<0> ", plain).split())


@cache
def _east_asian() -> re.Pattern[str]:
    """Find the known words of scripts that are written without spaces, the longest first."""
    words = {
        fold(w)
        for lists in _data().values()
        for many in lists.values()
        for w in many
        if re.search(r"[\u3041-\u9fff]", w)
    }
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))))


def read_capacity(text: str) -> Reading[Range | None]:
    """Read how many mentees a mentor takes; the low end of a range counts.

    Parameters
    ----------
    text : str
        A number or range in figures or words; "up to 3" is 1 to 3, because one mentee is what
        was surely offered.

    Examples
    --------
    >>> str(read_capacity("one or two").value), str(read_capacity("up to 3").value)
    ('1-2', '1-3')
    """
    return _whole(text, "Give a whole number, such as 2; 0 for no place.")


def _whole(text: str, remedy: str, shown: str | None = None) -> Reading[Range | None]:
    reading = _quantity(text, remedy, shown)
    value = reading.value
    if value is not None and not (value.low.is_integer() and value.high.is_integer()):
        what = f"{value} is not a whole number"
        return Reading(None, (question(what, remedy, shown or text),))
    return reading


def read_hours(text: str) -> Reading[Range | None]:
    """Read hours a month; hours a week count four times.

    Examples
    --------
    >>> str(read_hours("2–3 hours").value), str(read_hours("an hour a week").value)
    ('2-3', '4')
    """
    often, folded = _often(_fold(_HOURS_MINUTES.sub(_in_hours, text)))
    share, folded, said = _rate(_with_halves(folded))
    if share is None:
        return Reading(None, (question(said, "Give hours a month, such as 2-3.", text),))
    reading = _quantity(folded, "Give hours a month, such as 2-3.", shown=text)
    if reading.value is None:
        return reading
    share *= often
    low, high = reading.value.low * share, reading.value.high * share
    if low > _HOURS_IN_A_MONTH:
        what = f"{low:g} hours are more than a month has"
        return Reading(None, (problem(what, "Give hours a month, such as 2-3.", text),))
    read = Range(low=round(low, 2), high=round(high, 2))
    remarks = (note(f"Read as {read} hours a month ({said})", value=text),) if said else ()
    return Reading(read, (*reading.remarks, *remarks))


def _often(folded: str) -> tuple[int, str]:
    """Take off how often: "2 hours, twice a month" is four hours, "twice a month" is none."""
    for times in _data()["times"]:
        if times.isdigit() and (match := _pattern("times", times).search(folded)):
            return int(times), f"{folded[: match.start()]} {folded[match.end() :]}"
    many = "|".join(_data()["times"]["many"])
    if match := re.search(rf"\b(\d{{1,2}})\s?(?:{many})\b", _in_figures(folded)):
        return int(match[1]), _in_figures(folded).replace(match[0], " ", 1)
    return 1, folded


def _with_halves(folded: str) -> str:
    """Write halves in figures: "une heure et demie" as "1.5"."""
    folded = _pattern("halves", "one_and_a_half").sub("1.5", folded)
    half = _pattern("halves", "and_a_half").pattern
    hours = _pattern("units", "hours").pattern
    folded = re.sub(
        rf"(?<![^\W_])([^\W_]+) (?:{hours} )?{half}",
        lambda m: f"{_in_figures(m[1]).strip()}.5",
        folded,
    )
    folded = _pattern("halves", "half_an_hour").sub("0.5 hours", folded)
    folded = _pattern("halves", "an_hour").sub(" 1 hour ", folded)
    if re.search(r"\d", _in_figures(folded)):
        return folded
    return _pattern("halves", "one_hour").sub(r" 1 \g<0> ", folded, count=1)


def _in_hours(match: re.Match[str]) -> str:
    """Write "1 h 30" as 1.5 hours."""
    return f"{int(match[1]) + int(match[2]) / 60:g} h"


def _rate(folded: str) -> tuple[float | None, str, str]:
    """Take the unit off: its share of an hour a month, the rest, and what was assumed."""
    share, said = 1.0, ""
    for key, times, words in (
        ("per_fortnight", 2.0, "two fortnights a month"),
        ("per_week", float(_WEEKS_A_MONTH), "four weeks a month"),
        ("per_month", 1.0, ""),
    ):
        if _pattern("units", key).search(folded):
            folded = _pattern("units", key).sub(" ", folded)
            share, said = times, words
            break
    for key in ("per_day", "per_year"):
        if _pattern("units", key).search(folded):
            return None, folded, "Not said by the month"
    if _pattern("units", "minutes").search(folded) and not _pattern("units", "hours").search(
        folded
    ):
        folded = _pattern("units", "minutes").sub(" ", folded)
        return share / 60, folded, said or "minutes"
    folded = re.sub(r"(?<=\d)\s?h(?:rs?|s)?\b", " ", folded)
    return share, _pattern("units", "hours").sub(" ", folded), said


def read_count(text: str) -> Reading[int | None]:
    """Read a whole number, the low end of a range; with words such as "none" for zero.

    Examples
    --------
    >>> read_count("none yet").value, read_count("3-5").value, read_count("more than 5").value
    (0, 3, 5)
    """
    if _is_none(text):
        return Reading(0)
    if _pattern("units", "years").search(_fold(text)):
        what = "Years, not a number of people"
        return Reading(None, (question(what, _COUNT, text),))
    reading = _whole(_without_year(_YES.sub("", text.casefold(), 1)), _COUNT, text)
    if reading.value is None:
        return Reading(None, reading.remarks)
    low, high = int(reading.value.low), int(reading.value.high)
    remarks = () if low == high else (note(f"Counted as {low}", value=text),)
    return Reading(low, (*reading.remarks, *remarks))


def read_staff(text: str) -> Reading[Ends | None]:
    """Read how many people work somewhere: the lowest and the highest number that it may be.

    Parameters
    ----------
    text : str
        A number or range; one end is infinite where it is open, as in "50+".

    Examples
    --------
    >>> read_staff("about 1,200 employees").value, read_staff("more than 50").value
    ((1200.0, 1200.0), (50.0, inf))
    """
    folded = _fold(_THOUSANDS.sub("", text))
    for key, words in (("under", " ATMOST "), ("over", " ATLEAST "), ("words", " ")):
        folded = _pattern("staff", key).sub(words, folded)
    return _in_reading(folded, "Give the number of staff, such as 8 or 11-50.", text, _ends)


def _without_year(text: str) -> str:
    return _YEAR.sub(" ", text) if len(_YEAR.findall(text)) == 1 else text


def _is_none(text: str) -> bool:
    """Tell an answer that all of says none, such as "none yet (this is my first time)"."""
    parts = [normalise(p) for p in re.split(r"[,;.()]", text) if normalise(p)]
    whole, around = _pattern("nobody", "whole"), _pattern("nobody", "around")
    return bool(parts) and all(whole.fullmatch(p) or is_nobody(around.sub(" ", p)) for p in parts)


def _quantity(text: str, remedy: str, shown: str | None = None) -> Reading[Range | None]:
    reading = _in_reading(_fold(text), remedy, text if shown is None else shown, _range)
    if reading.value is None:
        return Reading(None, reading.remarks)
    value, said = reading.value
    remarks: tuple[Remark, ...] = (note(said, value=shown or text),) if said else ()
    return Reading(value, remarks)


def _in_reading(
    folded: str, remedy: str, told: str, read: Callable[[str], T | None]
) -> Reading[T | None]:
    """Read a folded number; ask where it is none, or a spreadsheet made something else of it."""
    if meant := _as_date(folded):
        what = f"A spreadsheet seems to have made a date of {meant!r}; it is not used"
        return Reading(None, (question(what, f"Write {meant!r} again, as text.", told),))
    if _NEGATIVE.fullmatch(folded):
        return Reading(None, (problem("A number below zero is impossible", remedy, told),))
    value = read(folded)
    if value is None:
        return Reading(None, (question("Not understood as a number", remedy, told),))
    return Reading(value)


def _as_date(folded: str) -> str | None:
    """Give the range that a spreadsheet has turned into a date, such as "02-Mar" for "2-3"."""
    if m := _ISO_DATE.fullmatch(folded) or _SLASHED.fullmatch(folded):
        ends = [int(g) for g in m.groups()[-2:]]
    elif (m := _DAY_MONTH.fullmatch(folded)) and m[2] in MONTHS:
        ends = [int(m[1]), MONTHS[m[2]]]
    elif (m := _MONTH_DAY.fullmatch(folded)) and m[1] in MONTHS:
        ends = [MONTHS[m[1]], int(m[2]) % 100]
    elif _SERIAL.fullmatch(folded) and int(folded) in _SERIALS:
        day = date(1899, 12, 30) + timedelta(days=int(folded))
        ends = [day.month, day.day]
    else:
        return None
    return f"{min(ends)}-{max(ends)}"


def _range(folded: str) -> tuple[Range, str] | None:
    """Read a folded text as a range, with what was assumed; ``None`` when words are left over."""
    if (ends := _ends(folded)) is None:
        return None
    low, high = ends
    if high == inf:
        return Range.exactly(low), f"Read as {low:g}"
    if low == -inf:
        low = min(1.0, high)
        return Range(low=low, high=high), f"Read as {low:g} to {high:g}; {low:g} counts"
    return Range(low=low, high=high), ""


def _ends(folded: str) -> Ends | None:
    """Read a folded text as the lowest and the highest number that it may be."""
    trailing = _pattern("fillers", "trailing").search(folded)
    text = f" {folded[: trailing.start()] if trailing else folded} "
    text = _pattern("around", "at_most").sub(" ATMOST ", text)
    text = _pattern("around", "at_least").sub(" ATLEAST ", text)
    text = _in_figures(text)
    or_so = _pattern("around", "or_so").pattern
    text = re.sub(rf"(?<=\d)\s*[,(]*\s*{or_so}\s*(?=\d)", " TO ", text)
    text = _pattern("fillers", "words").sub(" ", text)
    text = re.sub(
        r"(?<=\d)\s*(?:\+|or more\b|ou plus\b|o mas\b|ou mais\b|oder mehr\b)", " ATLEAST ", text
    )
    text = _pattern("around", "to").sub(" TO ", text)
    if re.search(r"\d{7}", text):
        return None
    numbers = [float(n.replace(",", ".")) for n in _NUMBER.findall(text)]
    shape = " ".join(re.sub(r"[(),.~:;]|/\s*$", " ", _NUMBER.sub(" N ", text)).split())
    if shape == "N":
        return numbers[0], numbers[0]
    if _RANGE.fullmatch(shape.removesuffix(" ATMOST")) or _TO_AT_MOST.fullmatch(shape):
        return min(numbers), max(numbers)
    if shape in ("ATMOST N", "N ATMOST"):
        return -inf, numbers[0]
    if shape in ("ATLEAST N", "N ATLEAST"):
        return numbers[0], inf
    return None


def _in_figures(text: str) -> str:
    for figure in _data()["numbers"]:
        text = _pattern("numbers", figure).sub(f" {figure} ", text)
    return text
