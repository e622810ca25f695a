"""A text on languages, rewritten to plain words and parted into one language each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from ...model.vocabulary import normalise
from .language_words import east_asian_words, tag_of, word_lists

__all__ = ["clauses_of_parts", "longest", "plainly"]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_AND = r"and|et|y|e|und|i|u\.|en"
_SEPARATOR = re.compile(
    r"\s*[,|•·&+、，،]+\s*|\s*/\s*|\s+u\.\s+"
    r"|\s+(?:and|et|y|und|or|ou|oder|but|mais|pero|aber|maar|as well as|ainsi que|así como"
    r"|bem como|sowie|nonché|alsmede|a także|а также)\s+|\s+[eou]\s+",
    re.IGNORECASE,
)
#: What parts clauses: a full stop after a whole word ends one, after "engl." it does not.
_CLAUSE = re.compile(r"\s*[;\n；؛。]+\s*|(?<=[^\W\d_]{4})\.\s+")
#: Words for "and" that mean something else in other languages: they part two languages only.
_BETWEEN = re.compile(
    r"\s+(?:i|en|ve|na|og|och|dan|oraz|și|és|и|і|та|және|και|और)\s+", re.IGNORECASE
)
_BRACKETS = re.compile(r"[(\[]([^)\]]{0,200})[)\]]")
_OTHER_THAN = re.compile(
    r"\b(?:other (?:languages? )?than|apart from|except(?: for)?|aparte del?|à part|hormis|außer|"
    r"ausser|behalve|oltre a(?:l(?:l[oa'’])?)?|além do?)\b",
    re.IGNORECASE,
)
_LEVELS = r"[abc][12]|native"
_IN_TURN = re.compile(
    rf"([^():;]+?)\s*[:(]\s*((?:{_LEVELS})(?:\s*[/,]\s*(?:{_LEVELS}))+)\s*\)?", re.IGNORECASE
)
_SCHOOLED = re.compile(r"\bschul(\w+)", re.IGNORECASE)
_KNOWLEDGE = re.compile(r"\b(\w+)(?=kenntnisse\b)", re.IGNORECASE)
_ARABIC_AND = re.compile(r"(?<!\w)و(\w+)")
#: Words of the longest name or phrase, and letters of the longest name with its level.
_LONGEST, _LONGEST_NAME = 4, 100


def plainly(text: str) -> str:
    """Rewrite what is said in another way, so that it can be parted at separators.

    Examples
    --------
    >>> plainly("Deutsch/Englisch (C2/B1)"), plainly("anglais lu, écrit, parlé")
    ('Deutsch C2, Englisch B1', 'anglais parlé')
    """
    plain = _CONTROL.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    plain = east_asian_words().sub(r" \g<0> ", plain)
    plain = _ways_of_use().sub(_use, plain)
    plain = _SCHOOLED.sub(lambda m: f"{m[1]} A2" if _is_name(m[1]) else m[0], plain)
    plain = _KNOWLEDGE.sub(lambda m: f"{m[1]} " if _is_name(m[1]) else m[0], plain)
    plain = _ARABIC_AND.sub(lambda m: f", {m[1]}" if _is_name(m[1]) else m[0], plain)
    other = _OTHER_THAN.search(plain)
    if other and {*normalise(plain[: other.start()]).split()} & word_lists().negations:
        plain = plain[other.end() :]
    in_turn = _IN_TURN.fullmatch(plain)
    return _in_turn(in_turn) if in_turn else plain.strip()


def _is_name(word: str) -> bool:
    return normalise(word) in word_lists().names


@cache
def _ways_of_use() -> re.Pattern[str]:
    """Find lists such as "read, written and spoken"."""
    words = {f for w in word_lists().uses for f in (w, normalise(w))}
    one = "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))
    return re.compile(rf"\b(?:{one})(?:(?:\s*[,/&]\s*|\s+)(?:(?:{_AND})\s+)?(?:{one}))+\b", re.I)


def _use(match: re.Match[str]) -> str:
    """Keep the word by which a language is spoken, if there is one."""
    spoken = (w for w in re.findall(r"\w+", match[0]) if normalise(w) in word_lists().active)
    return next(spoken, match[0])


def _in_turn(match: re.Match[str]) -> str:
    """Give each of several languages its level: "Deutsch/Englisch (C2/B1)"."""
    mark = "/" if "/" in match[2] else ","
    names, levels = ([p.strip() for p in g.split(mark)] for g in match.groups())
    if len(names) != len(levels):
        return match[0]
    return ", ".join(f"{name} {level}" for name, level in zip(names, levels, strict=True))


def clauses_of_parts(text: str) -> list[list[str]]:
    """Part a text at separators that stand outside brackets, clause by clause."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return f"\x00{len(held) - 1}\x00"

    def restored(piece: str) -> str:
        return re.sub(r"\x00(\d+)\x00", lambda m: held[int(m[1])], piece).strip()

    clauses = _CLAUSE.split(_BRACKETS.sub(hold, text))
    pieces = [[restored(p) for p in _SEPARATOR.split(c) if p.strip(" .:-–—")] for c in clauses]
    return [
        [name for p in parts for between in _between_languages(p) for name in _in_a_row(between)]
        for parts in pieces
    ]


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
        before, after = text[: match.start()], text[match.end() : match.end() + _LONGEST_NAME]
        if _holds_name(before) and _begins_with_name(after):
            return match
    return None


def _holds_name(text: str) -> bool:
    return tag_of(text) is not None or any(map(_is_name, text.split()))


def _begins_with_name(text: str) -> bool:
    """Tell whether the first words are a language, perhaps after its level."""
    words = normalise(text).split()
    while words and (size := longest(words, word_lists().levels)):
        words = words[size:]
    named = longest(words, word_lists().names)
    return bool(words) and (named > 0 or tag_of(words[0]) is not None)


def longest(words: list[str], known: Mapping[str, object]) -> int:
    """Give the number of words of the longest known phrase that a list begins with."""
    sizes = range(min(_LONGEST, len(words)), 0, -1)
    return next((n for n in sizes if " ".join(words[:n]) in known), 0)


def _in_a_row(text: str) -> list[str]:
    """Part "English French", "bilingue français-néerlandais", "native English, basic French".

    A level goes with the language after it where a level comes first, else with the one before.
    """
    words = [w for piece in text.split() for w in re.split(r"(?<=\w)[-–](?=\w)", piece)]
    folded = [normalise(w) for w in words]
    if " ".join(folded) in word_lists().names:
        return [text]
    kinds = _kinds(folded)
    languages = [n for n, kind in enumerate(kinds) if kind == "name"]
    if len({word_lists().names[_phrase(folded, n)] for n in languages}) < 2:
        return [text]
    level_first = "level" in kinds[: languages[0]]
    cuts = [_cut(kinds, one, two, level_first) for one, two in pairwise(languages)]
    ends = zip([0, *cuts], [*cuts, len(words)], strict=True)
    return [" ".join(words[start:end]) for start, end in ends]


def _cut(kinds: list[str], one: int, two: int, level_first: bool) -> int:
    """Give where the second of two languages begins: at its level, where levels come first."""
    levels = [n for n in range(one + 1, two) if kinds[n] == "level"]
    return levels[0] if level_first and levels else two


def _phrase(folded: list[str], at: int) -> str:
    return " ".join(folded[at : at + longest(folded[at:], word_lists().names)])


def _kinds(folded: list[str]) -> list[str]:
    """Tell for each word whether a language or a level begins with it."""
    kinds, at = [""] * len(folded), 0
    while at < len(folded):
        rest = folded[at:]
        name, level = longest(rest, word_lists().names), longest(rest, word_lists().levels)
        if re.fullmatch(_LEVELS, folded[at]):
            level = max(level, 1)
        kinds[at] = "name" if name and name >= level else "level" if level else ""
        at += max(name, level, 1)
    return kinds
