"""Languages and levels, from texts such as "English (fluent), un poco español"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TypeAlias, cast

from ...model.people import LEVELS, LanguageLevel, LanguageSkill, is_language
from ...model.vocabulary import normalise
from ..reading import Reading, Remark, note, question, warning
from .language_parts import clauses_of_parts, longest, plainly
from .language_words import doubt, nearly, primary, shown_name, tag_of, word_lists
from .terms import is_nobody

__all__ = ["read_languages"]

_TAG = re.compile(
    r"([a-z]{2})(?:[-_](?:[a-z]{2}|[a-z]{4}|\d{3}))?(?:[\s:(-]*([abc][12]|native)\+?\)?)?",
    re.IGNORECASE,
)
_GAP = re.compile(r"[\s()\[\]:.–—-]+")
_CEFR = re.compile(r"\b([abc][12])\b\+?", re.IGNORECASE)
#: "Fluent in English and French" says fluent of both; so it does in other languages.
_IN = frozenset({"in", "en", "em", "auf"})
#: Characters up to which a cell can be an answer about languages.
_LONGEST_ANSWER = 3_000
_TOO_LONG = "This is too long to be a list of languages"
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


def read_languages(
    text: str, unstated: LanguageLevel | None = None
) -> Reading[tuple[LanguageSkill, ...] | None]:
    """Read the languages somebody speaks.

    Parameters
    ----------
    text : str
        Tags, names in many languages, levels of the CEFR or in words, in any common layout.
    unstated : str, optional
        The level of those that are named without one, where the form asks for none.

    Returns
    -------
    Reading of tuple of LanguageSkill or None
        ``None`` when no language could be read; what could not be read is a question each.

    Examples
    --------
    >>> [str(s.language) for s in read_languages("English (fluent), un poco español").value]
    ['en', 'es']
    """
    if len(text) > _LONGEST_ANSWER:
        return Reading(None, (question(_TOO_LONG, "Name the languages alone.", text),))
    plain = plainly(text)
    if is_nobody(plain):
        return Reading(None, (question("No language is named", "Name at least one.", text),))
    parts = [part for clause in clauses_of_parts(plain) for part in _spread(map(_part, clause))]
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
    if unstated and None in skills.values():
        remarks.append(note(f"No level is said; taken as {unstated}, as the mapping has it"))
    found = tuple(LanguageSkill(language=k, level=v or unstated) for k, v in skills.items())
    if found and astray:
        what = "A level, but not of which language"
        remarks += [warning(what, "Name the language first.", p.text) for p in astray]
    if not found and not remarks:
        remarks.append(question("No language is named", "Name at least one.", text))
    return Reading(found or None, tuple(remarks))


def _spread(parts: Iterable[_Part]) -> Iterable[_Part]:
    """Let a level that is said first go with all languages of a clause: "fluent in A and B"."""
    level: LanguageLevel | None = None
    for part in parts:
        if level and part.language and part.level is None and tag_of(part.text):
            said = note(
                f"Taken to say {level} of {shown_name(part.language)} as well", "", part.text
            )
            yield replace(part, level=level, remarks=(*part.remarks, said))
            continue
        words = normalise(part.text).split()
        size = longest(words, word_lists().levels)
        level = part.level if size and words[size : size + 1] and words[size] in _IN else None
        yield part


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


def _part(text: str) -> _Part:
    if match := _TAG.fullmatch(text):
        tag = match[1].lower()
        if is_language(tag):
            return _Part(text, primary(tag), _stated(match[2]))
    level, rest, remarks = _level(text)
    left = {f: w for f, w in rest if f not in word_lists().fillers | word_lists().shared}
    words = list(left)
    usual = " ".join(words) in word_lists().names
    if asked := _not_said(text):
        return _Part(text, None, None, (asked,))
    if not usual and (language := tag_of(text)):
        return _Part(text, language, None, doubt(text, language))
    whole, name = " ".join(w for _, w in rest), " ".join(left.values())
    if not name:
        return _Part(text, None, level, remarks)
    if language := tag_of(whole) or tag_of(name):
        return _Part(text, language, level, (*remarks, *doubt(name, language)))
    return _unread(text, words, level)


def _not_said(text: str) -> Remark | None:
    """Ask where it is not said that the person speaks a language."""
    words, lists = {*normalise(text).split()}, word_lists()
    if words & lists.others:
        what = "It is not clear who speaks it"
    elif words & lists.negations:
        what = "It is not clear which language is spoken"
    elif words & lists.passive and not words & lists.active:
        what = "Understood or written, but it is not said that it is spoken"
    else:
        return None
    return question(what, "Name the languages spoken.", text)


def _stated(level: str | None) -> LanguageLevel | None:
    if level is None:
        return None
    return "native" if level.casefold() == "native" else cast("LanguageLevel", level.upper())


def _unread(text: str, words: list[str], level: LanguageLevel | None) -> _Part:
    known = [word_lists().names[w] for w in words if w in word_lists().names]
    if len(set(known)) == 1 and normalise(text) not in word_lists().several:
        what = f"Only {shown_name(known[0])} was understood"
        return _Part(text, known[0], level, (warning(what, "Name the language alone.", text),))
    if len(words) == 1 and (near := nearly(words[0])):
        what = f"Read as {shown_name(near)}, although spelt otherwise"
        return _Part(text, near, level, (warning(what, "Check it.", text),))
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
