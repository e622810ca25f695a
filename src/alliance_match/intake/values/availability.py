"""Weekly availability, from "Mon 18:00-20:00; Wed 09:00-12:00" to "Tues/Thurs pm CET"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from ...model.availability import WeeklyWindow
from ..reading import Reading, note, question
from .tzinfo import zone_names
from .week import refused_words, weekly_windows
from .week_words import Token, is_week_word, week_tokens
from .zones import abbreviations, names_zone

__all__ = ["StatedTimes", "read_availability"]

_REMEDY = 'Write it as "Mon 18:00-20:00; Wed 09:00-12:00".'
_UTC = re.compile(r"\(?\b(?:UTC|GMT)\s*[+−–-]\s*\d{1,2}(?::?\d{2})?\b\)?", re.IGNORECASE)
_CITY_TIME = re.compile(
    r"\(?\b((?:[A-ZÀ-Þ][\w'’.-]+\s){1,3}time"
    r"|(?:heure de|hora de)\s[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)?)\b\)?"
)
_EAST_ASIAN = re.compile(r"\(?([\u3400-\u9fff\u30a0-\u30ff]{2,}?(?:時間|时间|標準時))\)?")
_IANA = re.compile(r"\(?\b[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?\b\)?")


@dataclass(frozen=True, slots=True)
class StatedTimes:
    """What a text on availability says.

    Parameters
    ----------
    windows : tuple of WeeklyWindow or None
        Local weekly windows, merged and in the order of the week; ``None`` where not readable.
    zone : str
        The time zone that the text itself names, as written; empty where it names none.
    """

    windows: tuple[WeeklyWindow, ...] | None
    zone: str = ""


def read_availability(text: str) -> Reading[StatedTimes]:
    """Read when somebody is available in a week.

    Parameters
    ----------
    text : str
        Days and times in one of five languages; "am" is 09:00-12:00, "pm" 13:00-18:00, an evening
        18:00-21:00; a day without a time is 08:00-20:00.

    Returns
    -------
    Reading of StatedTimes
        Every assumption is a note; a text that is not wholly understood is a question.

    Examples
    --------
    >>> [str(w) for w in read_availability("Tues/Thurs pm CET").value.windows]
    ['Tue 13:00-18:00', 'Thu 13:00-18:00']
    """
    rest, zone = _without_zone(unicodedata.normalize("NFKC", text))
    tokens = week_tokens(rest)
    if not zone:
        tokens, zone = _without_place(tokens, text)
    if refused := refused_words(tokens):
        what = f"Not a plain weekly pattern ({', '.join(map(repr, refused))}), so it is not used"
        return Reading(StatedTimes(None, zone), (question(what, _REMEDY, text),))
    windows, remarks = weekly_windows(tokens, text)
    unclear = tuple(r for r in remarks if r.severity == "question")
    if unclear or not windows:
        asked = unclear or (question("No days or times were understood", _REMEDY, text),)
        return Reading(StatedTimes(None, zone), asked[:1])
    if any(t.kind == "part" or t.said for t in tokens):
        remarks.append(note("Read as " + "; ".join(map(str, windows)), value=text))
    return Reading(StatedTimes(windows, zone), tuple(remarks))


def _without_zone(text: str) -> tuple[str, str]:
    """Take out the time zone that a text names."""
    for pattern in (_IANA, _UTC, _CITY_TIME, _EAST_ASIAN, _short()):
        for match in pattern.finditer(text):
            if _is_not_a_zone(match[0]):
                continue
            return text[: match.start()] + " " + text[match.end() :], match[0].strip("() ")
    return text, ""


def _without_place(tokens: list[Token], text: str) -> tuple[list[Token], str]:
    """Take out the one run of words that names a zone or a city: "(Nairobi)", "Eastern"."""
    unknown = [n for n, t in enumerate(tokens) if t.kind == "unknown"]
    if not unknown:
        return tokens, ""
    first, last = unknown[0], unknown[-1] + 1
    words = " ".join(t.text for t in tokens[first:last])
    if any(t.kind not in ("unknown", "filler", "every", "and") for t in tokens[first:last]):
        return tokens, ""
    if not names_zone(words):
        return tokens, ""
    written = re.search(re.escape(words), text, re.IGNORECASE)
    return tokens[:first] + tokens[last:], written[0] if written else words


@cache
def _short() -> re.Pattern[str]:
    named = "|".join(map(re.escape, abbreviations()))
    return re.compile(rf"\(?\b(?:{named})\b\)?")


def _is_not_a_zone(found: str) -> bool:
    """Tell "Tues/Thurs" and "Monday time" from zones."""
    words = found.strip("() ")
    if "/" in words:
        return words.casefold() not in zone_names()
    if _EAST_ASIAN.fullmatch(words):
        return not names_zone(words)
    return any(is_week_word(w) for w in words.split()) or words.casefold().startswith("local")
