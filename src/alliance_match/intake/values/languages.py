"""Languages and levels, from texts such as "English (fluent), un poco español"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import TypeAlias, cast

from ...model.people import LEVELS, LanguageLevel, LanguageSkill, is_language
from ...model.vocabulary import normalise
from ..reading import Reading, Remark, note, question, warning
from .language_words import doubt, primary, shown_name, tag_of, word_lists
from .terms import is_nobody

__all__ = ["read_languages"]

_TAG = re.compile(
    r"([a-z]{2})(?:[-_](?:[a-z]{2}|[a-z]{4}|\d{3}))?(?:[\s:(-]*([abc][12]|native)\+?\)?)?",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s*[;,\n|•·&+、，；،؛]+\s*|\s+(?:and|et|y|und|or|ou|oder)\s+|\s*/\s*|\s+[eou]\s+",
    re.IGNORECASE,
)
#: Words for "and" that mean something else in other languages: they part two languages only.
_BETWEEN = re.compile(
    r"\s+(?:i|en|ve|na|og|och|dan|oraz|și|és|и|і|та|және|και|और)\s+", re.IGNORECASE
)
_GAP = re.compile(r"[\s()\[\]:.–—-]+")
_CEFR = re.compile(r"\b([abc][12])\b\+?", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[]([^)\]]{0,200})[)\]]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
#: Letters of the longest name of a language, with its level.
_LONGEST_NAME = 100
#: Words of the longest phrase for a level.
_LONGEST_LEVEL = 4
#: A word, folded and as it is written.
_Word: TypeAlias = "tuple[str, str]"


@dataclass(frozen=True)
class _Part:
    """One stretch of the text: a language, a level, or both."""

    text: str
    language: str | None
    level: LanguageLevel | None
    remarks: tuple[Remark, ...] = ()

    @property
    def shared(self) -> bool:
        """Whether the level is said of several languages: "both native", "nativos"."""
        return bool(self.level and word_lists().shared & {*normalise(self.text).split()})


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
    astray = [p for p in takewhile(lambda p: not p.language, parts) if p.level]
    for part in parts:
        remarks += part.remarks
        language = part.language or (last if part.level else None)
        if language is None:
            continue
        remarks += _add(skills, language, part, lone=part.language is None)
        remarks += _share(skills, part) if part.shared else []
        last = language
    found = tuple(LanguageSkill(language=k, level=v) for k, v in skills.items())
    if found and astray:
        what = "A level, but not of which language"
        remarks += [warning(what, "Name the language first.", p.text) for p in astray]
    if not found and not remarks:
        remarks.append(question("No language is named", "Name at least one.", text))
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
    named = shown_name(language)
    what = f"Two levels for {named}, {before} and {part.level}; the lower one, {lower}, is used"
    return [note(what, value=part.text) if lone else warning(what, "Check it.", part.text)]


def _share(skills: dict[str, LanguageLevel | None], part: _Part) -> list[Remark]:
    """Give a level that is said of several languages to those before that have none."""
    others = [k for k, level in skills.items() if level is None]
    skills |= dict.fromkeys(others, part.level)
    named = ", ".join(map(shown_name, others))
    return [note(f"Taken to say {part.level} of {named} as well", value=part.text)] * bool(others)


def _split(text: str) -> list[str]:
    """Split at separators that stand outside brackets."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return f"\x00{len(held) - 1}\x00"

    pieces = _SEPARATOR.split(_BRACKETS.sub(hold, text))
    restored = [re.sub(r"\x00(\d+)\x00", lambda m: held[int(m[1])], p) for p in pieces]
    filled = (p.strip() for p in restored if p.strip(" .:-–—"))
    parted = (part for p in filled for part in _between_languages(p))
    return [name for p in parted for name in _names_in_a_row(p)]


def _between_languages(text: str) -> list[str]:
    """Part "anglès i català" at a word that is an "and" only between two languages."""
    parts: list[str] = []
    while between := _between(text):
        parts.append(text[: between.start()])
        text = text[between.end() :]
    return [*parts, text]


def _between(text: str) -> re.Match[str] | None:
    """Find the first "and" that stands between two languages; no language is that long a word."""
    for match in _BETWEEN.finditer(text, 0, _LONGEST_NAME):
        after = text[match.end() :].split(maxsplit=1)
        if after and _part(text[: match.start()]).language and _part(after[0]).language:
            return match
    return None


def _names_in_a_row(text: str) -> list[str]:
    """Part "English French Spanish", where every word is a language."""
    words, names = normalise(text).split(), word_lists().names
    alone = len(words) > 1 and normalise(text) not in names and all(w in names for w in words)
    return words if alone else [text]


def _part(text: str) -> _Part:
    if match := _TAG.fullmatch(text):
        tag = match[1].lower()
        if is_language(tag):
            return _Part(text, primary(tag), _stated(match[2]))
    level, rest, remarks = _level(text)
    left = {f: w for f, w in rest if f not in word_lists().fillers | word_lists().shared}
    words = list(left)
    usual = " ".join(words) in word_lists().names
    if not usual and (language := tag_of(text)):
        return _Part(text, language, None, doubt(text, language))
    if {*words} & word_lists().negations:
        what = "It is not clear which language is spoken"
        return _Part(text, None, None, (question(what, "Name the languages spoken.", text),))
    whole, name = " ".join(w for _, w in rest), " ".join(left.values())
    if not name:
        return _Part(text, None, level, remarks)
    if language := tag_of(whole) or tag_of(name):
        return _Part(text, language, level, (*remarks, *doubt(name, language)))
    return _unread(text, words, level)


def _stated(level: str | None) -> LanguageLevel | None:
    if level is None:
        return None
    return "native" if level.casefold() == "native" else cast("LanguageLevel", level.upper())


def _unread(text: str, words: list[str], level: LanguageLevel | None) -> _Part:
    known = [word_lists().names[w] for w in words if w in word_lists().names]
    if len(set(known)) == 1 and normalise(text) not in word_lists().several:
        what = f"Only {shown_name(known[0])} was understood"
        return _Part(text, known[0], level, (warning(what, "Name the language alone.", text),))
    meant = next(
        (word_lists().several[w] for w in [" ".join(words), *words] if w in word_lists().several),
        "",
    )
    what = f"It must be said which language is meant ({meant})" if meant else "Not a known language"
    return _Part(text, None, None, (question(what, "Name the language in English.", text),))


def _level(text: str) -> tuple[LanguageLevel | None, list[_Word], tuple[Remark, ...]]:
    """Take the level off a text: the lowest of CEFR levels, else the longest phrase in words."""
    stated = [cast("LanguageLevel", m.upper()) for m in _CEFR.findall(text)]
    if stated:
        low = min(stated, key=LEVELS.index)
        said = (
            (note(f"The lower level, {low}, is used", value=text),) if len(set(stated)) > 1 else ()
        )
        return low, _without_level_words(_as_words(_CEFR.sub(" ", text)))[1], said
    level, rest = _without_level_words(_as_words(text))
    return level, rest, ()


def _as_words(text: str) -> list[_Word]:
    """Cut a text into words, folded and as written: names are looked up as they are written."""
    found: list[_Word] = []
    for piece in filter(None, _GAP.split(text)):
        folded = normalise(piece).split()
        found += [(folded[0], piece)] if len(folded) == 1 else [(f, f) for f in folded]
    return found


def _without_level_words(words: list[_Word]) -> tuple[LanguageLevel | None, list[_Word]]:
    """Find the longest phrase for a level, and leave out all such phrases."""
    levels, first = word_lists().levels, None
    while phrase := _longest_level(words):
        at, size = phrase
        first = first or levels[" ".join(f for f, _ in words[at : at + size])]
        words = words[:at] + words[at + size :]
    return first, words


def _longest_level(words: list[_Word]) -> tuple[int, int] | None:
    """Give the start and the number of words of the longest phrase for a level."""
    folded, levels = [f for f, _ in words], word_lists().levels
    found = [
        (len(phrase), -at, size)
        for at in range(len(folded))
        for size in range(1, min(_LONGEST_LEVEL, len(folded) - at) + 1)
        if (phrase := " ".join(folded[at : at + size])) in levels
    ]
    if not found:
        return None
    _, at, size = max(found)
    return -at, size
