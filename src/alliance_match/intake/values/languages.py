"""Languages and levels, from texts such as "English (fluent), un poco español"."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

from ...model.people import LEVELS, LanguageLevel, LanguageSkill
from ...model.vocabulary import normalise
from ..reading import Reading, Remark, note, question, warning
from .terms import is_nobody

__all__ = ["read_languages"]

_TAG = re.compile(
    r"([a-z]{2})(?:[-_](?:[a-z]{2}|[a-z]{4}|\d{3}))?(?:[\s:(-]*([abc][12]|native)\+?\)?)?",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s*[;,\n|•·&+、，；]+\s*|\s+(?:and|et|y|und|or|ou|oder)\s+|\s*/\s*|\s+[eou]\s+", re.IGNORECASE
)
_CEFR = re.compile(r"\b([abc][12])\b\+?", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_MACRO = {
    "cmn": "zh",
    "nb": "no",
    "nn": "no",
    "fil": "tl",
    "swh": "sw",
    "arb": "ar",
    "pes": "fa",
    "zsm": "ms",
}


@dataclass(frozen=True)
class _Words:
    names: dict[str, str]
    several: dict[str, str]
    levels: dict[str, LanguageLevel]
    fillers: frozenset[str]
    negations: frozenset[str]


@cache
def _words() -> _Words:
    data = tomllib.loads(resources.files(__package__).joinpath("languages.toml").read_text("utf-8"))
    levels = {
        normalise(w): cast("LanguageLevel", level)
        for level, ws in data["levels"].items()
        for w in ws
    }
    return _Words(
        names={normalise(n): tag for tag, names in data["names"].items() for n in names},
        several={normalise(n): meant for n, meant in data["several"].items()},
        levels=levels,
        fillers=frozenset(map(normalise, data["fillers"]["words"])),
        negations=frozenset(map(normalise, data["fillers"]["negations"])),
    )


@dataclass(frozen=True)
class _Part:
    """One stretch of the text: a language, a level, or both."""

    text: str
    language: str | None
    level: LanguageLevel | None
    remarks: tuple[Remark, ...] = ()


@cache
def read_languages(text: str) -> Reading[tuple[LanguageSkill, ...] | None]:
    """Read the languages somebody speaks.

    Parameters
    ----------
    text : str
        Tags, names in many languages, levels of the CEFR or in words, in any common layout.

    Returns
    -------
    Reading of tuple of LanguageSkill or None
        ``None`` when no language could be read; what could not be read is a question each.

    Examples
    --------
    >>> [str(s.language) for s in read_languages("English (fluent), un poco español").value]
    ['en', 'es']
    """
    plain = _CONTROL.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    if is_nobody(plain):
        return Reading(None, (question("No language is named", "Name at least one.", text),))
    parts = [_part(p) for p in _split(plain)]
    skills: dict[str, LanguageLevel | None] = {}
    remarks: list[Remark] = []
    last: str | None = None
    for part in parts:
        remarks += part.remarks
        language = part.language or (last if part.level else None)
        if language is None:
            continue
        remarks += _add(skills, language, part, lone=part.language is None)
        last = language
    found = tuple(LanguageSkill(language=k, level=v) for k, v in skills.items())
    return Reading(found or None, tuple(remarks))


def _add(
    skills: dict[str, LanguageLevel | None], language: str, part: _Part, lone: bool
) -> list[Remark]:
    before = skills.get(language)
    if before is None or part.level is None or before == part.level:
        skills[language] = part.level or before
        return []
    lower = min(before, part.level, key=LEVELS.index)
    skills[language] = lower
    what = f"Two levels for {language}, {before} and {part.level}; the lower one, {lower}, is used"
    return [note(what, value=part.text) if lone else warning(what, "Check it.", part.text)]


def _split(text: str) -> list[str]:
    """Split at separators that stand outside brackets."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return f"\x00{len(held) - 1}\x00"

    pieces = _SEPARATOR.split(_BRACKETS.sub(hold, text))
    restored = [re.sub(r"\x00(\d+)\x00", lambda m: held[int(m[1])], p) for p in pieces]
    return [name for p in restored if p.strip(" .:-–—") for name in _names_in_a_row(p.strip())]


def _names_in_a_row(text: str) -> list[str]:
    """Part "English French Spanish", where every word is a language."""
    words, names = normalise(text).split(), _words().names
    alone = len(words) > 1 and normalise(text) not in names and all(w in names for w in words)
    return words if alone else [text]


def _part(text: str) -> _Part:
    if match := _TAG.fullmatch(text):
        tag = match[1].lower()
        if _is_language(tag):
            return _Part(text, _primary(tag), _stated(match[2]))
    if language := _named(text):
        return _Part(text, language, None, _doubt(text, language))
    level, rest, remarks = _level(text)
    words = [w for w in normalise(rest).split() if w not in _words().fillers]
    if set(words) & _words().negations:
        what = "It is not clear which language is spoken"
        return _Part(text, None, None, (question(what, "Name the languages spoken.", text),))
    name = " ".join(words)
    if not name:
        return _Part(text, None, level, remarks)
    if language := _named(rest) or _named(name):
        return _Part(text, language, level, (*remarks, *_doubt(name, language)))
    return _unread(text, words, level)


def _stated(level: str | None) -> LanguageLevel | None:
    if level is None:
        return None
    return "native" if level.casefold() == "native" else cast("LanguageLevel", level.upper())


def _unread(text: str, words: list[str], level: LanguageLevel | None) -> _Part:
    known = [_words().names[w] for w in words if w in _words().names]
    if len(set(known)) == 1 and normalise(text) not in _words().several:
        what = f"Only {known[0]} was understood"
        return _Part(text, known[0], level, (warning(what, "Name the language alone.", text),))
    meant = next(
        (_words().several[w] for w in [" ".join(words), *words] if w in _words().several), ""
    )
    what = f"It must be said which language is meant ({meant})" if meant else "Not a known language"
    return _Part(text, None, None, (question(what, "Name the language in English.", text),))


def _level(text: str) -> tuple[LanguageLevel | None, str, tuple[Remark, ...]]:
    """Take the level off a text: the lowest of CEFR levels, else the longest phrase in words."""
    stated = [cast("LanguageLevel", m.upper()) for m in _CEFR.findall(text)]
    if stated:
        low = min(stated, key=LEVELS.index)
        said = (
            (note(f"The lower level, {low}, is used", value=text),) if len(set(stated)) > 1 else ()
        )
        return low, _without_level_words(_CEFR.sub(" ", text))[1], said
    level, rest = _without_level_words(text)
    return level, rest, ()


def _without_level_words(text: str) -> tuple[LanguageLevel | None, str]:
    """Find the longest phrase for a level; what is left is folded when there is one."""
    padded = f" {normalise(text)} "
    levels = _words().levels
    for phrase in sorted(levels, key=len, reverse=True):
        if f" {phrase} " in padded:
            rest = padded.replace(f" {phrase} ", " ", 1).strip()
            return levels[phrase], _without_level_words(rest)[1] if rest else ""
    return None, text


@cache
def _named(name: str) -> str | None:
    """Give the primary tag of a language by its name in any language."""
    folded = normalise(name)
    if folded in _words().names:
        return _words().names[folded]
    if not folded or folded in _words().several or folded in _words().levels:
        return None
    if folded in _words().fillers | _words().negations:
        return None
    return _found(name)


def _found(name: str) -> str | None:
    """Ask langcodes, which reads loosely: several words must be a name of what it found."""
    import langcodes

    try:
        tag = _primary(langcodes.find(name.strip().casefold()).language or "")
    except (LookupError, UnicodeDecodeError):  # the latter on names that hold bytes of its index
        return None
    if tag is None or (len(name.split()) > 1 and not _is_a_name(normalise(name), tag)):
        return None
    return tag


@cache
def _is_a_name(folded: str, tag: str) -> bool:
    import langcodes

    language = langcodes.Language.make(language=tag)
    shown = [
        language.autonym(),
        *(language.display_name(t) for t in ("en", "fr", "es", "pt", "de")),
    ]
    return folded in map(normalise, shown)


def _doubt(name: str, tag: str) -> tuple[Remark, ...]:
    """Put on record what a name that is not a usual one was taken for."""
    folded = normalise(name)
    if folded in _words().names or _is_a_name(folded, tag):
        return ()
    import langcodes

    shown = langcodes.Language.make(language=tag).display_name()
    return (note(f"Read as {shown} ({tag})", "Check it.", name),)


def _is_language(tag: str) -> bool:
    import langcodes

    return langcodes.Language.make(language=tag).is_valid()


def _primary(tag: str) -> str | None:
    return _MACRO.get(tag, tag) or None
