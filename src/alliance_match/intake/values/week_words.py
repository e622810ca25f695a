"""Texts on weekly times, cut into days, parts of the day, clock times and the words between."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Literal

from .clock import Span, find_spans

__all__ = ["DAY_SETS", "Token", "is_week_word", "week_tokens"]

#: Days that go by one name; 0 is Monday.
DAY_SETS = {"weekdays": (0, 1, 2, 3, 4), "weekend": (5, 6), "daily": (0, 1, 2, 3, 4, 5, 6)}
_WORD = re.compile(r"[^\W_]+|.", re.DOTALL)
_BREAK = re.compile(r"([;\n|])")
_PHRASE = 12
#: Letters: shorter words are not looked for inside longer ones.
_SHORT = 3

Kind = Literal[
    "day", "part", "span", "to", "maybe", "break", "comma", "filler", "refused", "unknown"
]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text on weekly times.

    Parameters
    ----------
    kind : str
        ``day`` (days of the week), ``part`` (of the day), ``span`` (of clock time), a join, a
        break, a ``filler``, a ``refused`` word such as "except", or ``unknown``.
    text : str
        The words, folded.
    days : tuple of int
        For a ``day``.
    time : tuple of (int, int) or None
        Minutes after midnight, for a ``part`` or ``span``.
    span : Span or None
        For a ``span``: all about it.
    """

    kind: Kind
    text: str
    days: tuple[int, ...] = ()
    time: tuple[int, int] | None = None
    span: Span | None = None


@cache
def _lexicon() -> dict[str, Token]:
    text = resources.files(__package__).joinpath("week.toml").read_text("utf-8")
    data = tomllib.loads(_plain(text))
    found = {w: Token("filler", w) for w in data["fillers"]["words"]}
    found |= {w: Token("refused", w) for w in data["fillers"]["refused"]}
    found |= {w: Token("to", w) for w in data["joins"]["to"]}
    found |= {w: Token("maybe", w) for w in data["joins"]["maybe"]}
    for minutes, words in data["parts"].items():
        start, end = map(int, minutes.split("-"))
        found |= {w: Token("part", w, time=(start, end)) for w in words}
    for name, words in data["sets"].items():
        found |= {w: Token("day", w, days=DAY_SETS[name]) for w in words}
    for day, words in data["days"].items():
        found |= {w: Token("day", w, days=(int(day),)) for w in words}
    return found


def is_week_word(word: str) -> bool:
    """Tell whether a word names a day or a part of it."""
    token = _lexicon().get(_fold(word))
    return token is not None and token.kind in ("day", "part")


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _fold(text: str) -> str:
    plain = _plain(text)
    plain = re.sub(r"[‐‑‒–—−〜～~]", "-", plain.casefold()).replace("’", "'")
    plain = re.sub(r"\b(?:12 )?(?:noon|midday)\b", "12:00", plain)
    return re.sub(r"\b(?:midnight|minuit|medianoche|meia[ -]noite|mitternacht)\b", "24:00", plain)


def _spaced(text: str) -> str:
    """Part words that are written as one, such as "maandagavond" and "月曜午前"."""
    text = _compound().sub(r"\1 \2", text)
    if text.isascii():
        return text
    text = _JAPANESE_AFTERNOON.sub(_of_24_hours, text)
    for pattern, written in _JAPANESE_TIMES:
        text = pattern.sub(written, text)
    text = _JAPANESE_DAYS.sub(lambda days: f" {' '.join(days[0])} ", text)
    return _unspaced().sub(r" \g<0> ", text)


def _of_24_hours(match: re.Match[str]) -> str:
    """Write "午後7時から9時" as "19時から21時"."""
    return re.sub(r"\d+(?=時)", lambda h: str(int(h[0]) % 12 + 12), match[1])


_JAPANESE_AFTERNOON = re.compile(r"午後\s*(\d{1,2}時\w{0,3}?(?:\s*(?:から|-)\s*\d{1,2}時)?)")
_JAPANESE_TIMES = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"午前(?=\d+時)", ""),
        (r"(\d{1,2})時半", r"\1:30"),
        (r"(\d{1,2})時(\d{1,2})分?", r"\1:\2"),
        (r"(\d{1,2})時", r"\1:00"),
        (r"から(?=\s*\d)", "-"),
        (r"(\d{1,2}:\d{2})\s*(?:以降|から)", r"\1 onwards"),
        (r"(?<![-\d:])(\d{1,2}:\d{2})\s*まて", r"until \1"),
        (r"(?<=\d)\s*まて", " "),
    )
)
#: Days by single letters, such as "月・水" or "土日"; "1月" is January and "今日" today.
_JAPANESE_DAYS = re.compile(r"(?<![\u3400-\u9fff\d])[月火水木金土日]{1,6}(?![\u3400-\u9fff])")


@cache
def _compound() -> re.Pattern[str]:
    by_kind = {
        kind: "|".join(w for w, t in _lexicon().items() if t.kind == kind and len(w) > _SHORT)
        for kind in ("day", "part")
    }
    return re.compile(rf"\b({by_kind['day']})({by_kind['part']})\b")


@cache
def _unspaced() -> re.Pattern[str]:
    """Match the words that no spaces part, the longest first."""
    found = [w for w, t in _lexicon().items() if not w.isascii() and (len(w), t.kind) != (1, "day")]
    words = sorted(found, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def week_tokens(text: str) -> list[Token]:
    """Cut a text into spans of clock time and known words, the longest phrase first."""
    return [token for clause in _BREAK.split(text) for token in _clause(clause)]


@cache
def _clause(text: str) -> tuple[Token, ...]:
    """Cut what stands between two breaks, or a break; people often say the same."""
    text = _spaced(_fold(text))
    spans = {s.at[0]: s for s in find_spans(text)}
    tokens, at = list[Token](), 0
    while at < len(text):
        if span := spans.get(at):
            shown = text[at : span.at[1]].strip()
            tokens.append(Token("span", shown, time=(span.start, span.end), span=span))
            at = span.at[1]
            continue
        token, size = _word(text, at, min((s for s in spans if s > at), default=len(text)))
        tokens += [token] if token else []
        at += size
    return _german_am(tokens)


def _word(text: str, at: int, limit: int) -> tuple[Token | None, int]:
    pieces = [m[0] for m, _ in zip(_WORD.finditer(text, at, limit), range(_PHRASE), strict=False)]
    first = pieces[0]
    if first in ";\n|":
        return Token("break", first), 1
    if first == ",":
        return Token("comma", first), 1
    if first == "-":
        return _lexicon()["-"], 1
    if not first.isalnum():
        return None, 1
    for count in range(len(pieces), 0, -1):
        phrase = " ".join(p for p in pieces[:count] if p.isalnum())
        joined = (
            all(p.isalnum() or p in " '-" for p in pieces[:count]) and pieces[count - 1].isalnum()
        )
        if joined and phrase in _lexicon():
            return _lexicon()[phrase], sum(map(len, pieces[:count]))
    return Token("unknown", first), len(first)


def _german_am(tokens: list[Token]) -> tuple[Token, ...]:
    """Tell "am Montag" (on Monday) from "Monday am"."""
    padded = [None, *tokens, None]
    return tuple(
        replace(token, kind="filler")
        if token.text == "am"
        and after is not None
        and after.kind in ("day", "part")
        and (before is None or before.kind != "day")
        else token
        for before, token, after in zip(padded, tokens, padded[2:], strict=False)
    )
