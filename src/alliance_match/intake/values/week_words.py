"""A text on weekly times, cut into days, parts of the day, spans of clock time and the rest."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Literal

from .clock import Span, find_spans
from .week_spelling import fold, plainly

__all__ = ["Token", "is_week_word", "week_tokens"]

#: The days that a set of days stands for; 0 is Monday.
SETS = {"weekdays": (0, 1, 2, 3, 4), "weekend": (5, 6), "daily": (0, 1, 2, 3, 4, 5, 6)}
_WORD = re.compile(r"[^\W_]+|.", re.DOTALL)
_BREAK = re.compile(r"([;\n|])")
_PHRASE = 12
#: Letters from which a word may be a day that is spelt otherwise, and how many may differ.
_LONG, _SLIPS = 6, 2

Kind = Literal[
    "day",
    "part",
    "span",
    "to",
    "maybe",
    "and",
    "break",
    "comma",
    "filler",
    "every",
    "except",
    "excepted",
    "refused",
    "unknown",
]
_REFUSALS: tuple[Kind, ...] = ("refused", "except", "excepted")
_JOINS: tuple[Kind, ...] = ("to", "maybe", "and")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text on weekly times.

    Parameters
    ----------
    kind : str
        ``day`` (days of the week), ``part`` (of the day), ``span`` (of clock time), a join, a
        break, a ``filler``, ``every`` (before a part: at the weekend too), ``except`` (leaves out
        the days after it) and ``excepted`` (those before it), a ``refused`` word such as "varies",
        or ``unknown``.
    text : str
        The words, folded.
    days : tuple of int
        For a ``day``.
    time : tuple of (int, int) or None
        Minutes after midnight, for a ``part`` or ``span``.
    span : Span or None
        For a ``span``: all about it.
    said : str
        What was assumed, if anything.
    """

    kind: Kind
    text: str
    days: tuple[int, ...] = ()
    time: tuple[int, int] | None = None
    span: Span | None = None
    said: str = ""


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    text = resources.files(__package__).joinpath("week.toml").read_text("utf-8")
    data: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return data


@cache
def _lexicon() -> dict[str, Token]:
    data = _data()
    found = {w: Token("filler", w) for w in _folded(data["fillers"]["words"])}
    found |= {w: Token("every", w) for w in _folded(data["fillers"]["every"])}
    for kind in _REFUSALS:
        found |= {w: Token(kind, w) for w in _folded(data["refusals"][kind])}
    for kind in _JOINS:
        found |= {w: Token(kind, w) for w in _folded(data["joins"][kind])}
    for minutes, words in data["parts"].items():
        start, end = map(int, minutes.split("-"))
        found |= {w: Token("part", w, time=(start, end)) for w in _folded(words)}
    for name, words in data["sets"].items():
        found |= {w: Token("day", w, days=SETS[name]) for w in _folded(words)}
    for day, words in data["days"].items():
        found |= {w: Token("day", w, days=(int(day),)) for w in _folded(words)}
    return found


def _folded(words: list[str]) -> list[str]:
    """Fold words as a text is folded, with single spaces for all that is no letter."""
    return [" ".join(re.findall(r"[^\W_]+", fold(w))) or w for w in words]


@cache
def _short_days(language: str) -> dict[str, Token]:
    """Give abbreviations that are other words elsewhere, such as "do" and "mi"."""
    return {w: Token("day", w, days=(n,)) for n, w in enumerate(_data()["short_days"][language])}


@cache
def _markers(language: str) -> frozenset[str]:
    return frozenset(_folded(_data()["short_markers"][language]))


def is_week_word(word: str) -> bool:
    """Tell whether a word names a day or a part of it."""
    token = _lexicon().get(fold(word))
    return token is not None and token.kind in ("day", "part")


def week_tokens(text: str) -> list[Token]:
    """Cut a text into spans of clock time and known words, the longest phrase first."""
    plain = plainly(text)
    words = frozenset(re.findall(r"[^\W_]+", plain))
    short = next((lang for lang in _data()["short_days"] if words & _markers(lang)), "")
    return [token for clause in _BREAK.split(plain) for token in _clause(clause, short)]


@cache
def _clause(text: str, short: str = "") -> tuple[Token, ...]:
    """Cut what stands between two breaks, or a break; people often say the same."""
    spans = {s.at[0]: s for s in find_spans(text)}
    tokens, at = list[Token](), 0
    while at < len(text):
        if span := spans.get(at):
            shown = text[at : span.at[1]].strip()
            tokens.append(Token("span", shown, time=(span.start, span.end), span=span))
            at = span.at[1]
            continue
        limit = min((s for s in spans if s > at), default=len(text))
        token, size = _word(text, at, limit, _short_days(short) if short else {})
        tokens += [token] if token else []
        at += size
    return _german_am([t for token in tokens for t in _known(token)])


def _word(text: str, at: int, limit: int, short: dict[str, Token]) -> tuple[Token | None, int]:
    pieces = [m[0] for m, _ in zip(_WORD.finditer(text, at, limit), range(_PHRASE), strict=False)]
    first = pieces[0]
    if first in ";\n|":
        return Token("break", first), 1
    if first in ",、":
        return Token("comma", first), 1
    if first == "-":
        return _lexicon()["-"], 1
    if not first.isalnum():
        return (Token("and", first) if first in "&+" else None), 1
    if first in short:
        return short[first], len(first)
    for count in range(len(pieces), 0, -1):
        phrase = " ".join(p for p in pieces[:count] if p.isalnum())
        joined = (
            all(p.isalnum() or p in " '-" for p in pieces[:count]) and pieces[count - 1].isalnum()
        )
        if joined and phrase in _lexicon():
            return _lexicon()[phrase], sum(map(len, pieces[:count]))
    return Token("unknown", first), len(first)


def _known(token: Token) -> tuple[Token, ...]:
    """Make out words that are written together or spelt otherwise, such as "Montagabend"."""
    if token.kind != "unknown":
        return (token,)
    if not token.text.isascii() and (pieces := _pieces(token.text)):
        return pieces
    return _compound(token.text) or _nearly(token.text) or (token,)


@cache
def _east_asian() -> re.Pattern[str]:
    words = sorted((w for w in _lexicon() if re.search(r"[\u3040-\u9fff]", w)), key=len)
    return re.compile("|".join(map(re.escape, reversed(words))))


def _pieces(text: str) -> tuple[Token, ...]:
    """Cut a script without spaces into known words; Arabic writes "and" to the word."""
    if text[0] == "و" and text[1:] in _lexicon():
        return (Token("and", "و"), _lexicon()[text[1:]])
    found, at = list[Token](), 0
    for match in _east_asian().finditer(text):
        found += [Token("unknown", text[at : match.start()])] if match.start() > at else []
        found.append(_lexicon()[match[0]])
        at = match.end()
    return (*found, *([Token("unknown", text[at:])] if at < len(text) else [])) if found else ()


def _compound(text: str) -> tuple[Token, ...]:
    for size in range(4, len(text) - 2):
        day, part = _lexicon().get(text[:size]), _lexicon().get(text[size:])
        if day and part and day.kind == "day" and part.kind == "part":
            return (day, part)
    return ()


@cache
def _nearly(text: str) -> tuple[Token, ...]:
    """Give the one day that a long word nearly is."""
    from rapidfuzz.distance import OSA

    if len(text) < _LONG:
        return ()
    found = sorted(
        (OSA.distance(text, word), token.days, word)
        for word, token in _lexicon().items()
        if token.kind == "day" and len(token.days) == 1 and len(word) >= _LONG
    )
    least, _, word = found[0]
    rivals = {d for distance, d, _ in found if distance == least}
    if least > min(_SLIPS, len(text) - _LONG + 1) or len(rivals) > 1 or word[0] != text[0]:
        return ()
    return (replace(_lexicon()[word], said=f"{text!r} read as {word}"),)


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
