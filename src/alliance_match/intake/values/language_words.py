"""What languages are called, and the words that go with them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

from ...model.people import LanguageLevel
from ...model.vocabulary import normalise
from ..reading import Remark, note

__all__ = ["doubt", "east_asian_words", "nearly", "primary", "shown_name", "tag_of", "word_lists"]

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
#: Languages whose names for languages are known besides those of the word lists.
# fmt: off
_LOCALES = (
    "en", "fr", "es", "pt", "de", "it", "nl", "pl", "tr", "ru", "uk", "ar", "ja", "zh", "ko",
    "ca", "sv", "da", "nb", "fi", "cs", "ro", "hu", "el", "id", "sw",
)
# fmt: on
#: Letters from which a name may be spelt otherwise.
_LONG = 5
_EAST_ASIAN = re.compile(r"[\u3041-\u9fff]")


@dataclass(frozen=True)
class _Words:
    names: dict[str, str]
    several: dict[str, str]
    levels: dict[str, LanguageLevel]
    fillers: frozenset[str]
    negations: frozenset[str]
    passive: frozenset[str]
    active: frozenset[str]
    others: frozenset[str]
    uses: tuple[str, ...]
    shared: frozenset[str]


@cache
def word_lists() -> _Words:
    """Read the words of ``languages.toml``, folded."""
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
        **{
            kind: frozenset(map(normalise, data["fillers"][kind]))
            for kind in ("negations", "passive", "active", "others")
        },
        uses=(*data["fillers"]["passive"], *data["fillers"]["active"]),
        shared=frozenset(map(normalise, data["shared"]["words"])),
    )


@cache
def tag_of(name: str) -> str | None:
    """Give the primary tag of a language by its name in any language."""
    folded = normalise(name)
    if folded in word_lists().names:
        return word_lists().names[folded]
    if not folded or folded in word_lists().several or folded in word_lists().levels:
        return None
    if folded in word_lists().fillers | word_lists().negations:
        return None
    return _found(name)


def _found(name: str) -> str | None:
    """Ask langcodes, which reads loosely: the text must be a name of what it found."""
    import langcodes

    try:
        tag = primary(langcodes.find(name.strip().casefold()).language or "")
    except (LookupError, UnicodeError):  # the latter on half characters and bytes of its index
        return None
    return tag if tag and _is_a_name(normalise(name), tag) else None


@cache
def _is_a_name(folded: str, tag: str) -> bool:
    import langcodes

    language = langcodes.Language.make(language=tag)
    shown = [
        language.autonym(),
        *(language.display_name(t) for t in _LOCALES),
    ]
    return folded in map(normalise, shown)


@cache
def nearly(folded: str) -> str | None:
    """Give the language that a word with one slip of the pen names, two in a long word."""
    from rapidfuzz.distance import OSA

    if len(folded) < _LONG:
        return None
    allowed = 1 if len(folded) < 2 * _LONG else 2
    words = word_lists()
    known = (n for n in words.names if len(n) >= _LONG and n[0] == folded[0])
    close = {
        words.names[n] for n in known if OSA.distance(folded, n, score_cutoff=allowed) <= allowed
    }
    return close.pop() if len(close) == 1 else None


@cache
def east_asian_words() -> re.Pattern[str]:
    """Find the known words of scripts that are written without spaces, the longest first."""
    words = word_lists()
    known = {*words.names, *words.several, *words.levels, *words.fillers, *words.negations}
    found = sorted((w for w in known if _EAST_ASIAN.search(w)), key=lambda w: (-len(w), w))
    return re.compile("|".join(re.escape(unicodedata.normalize("NFC", w)) for w in found))


def doubt(name: str, tag: str) -> tuple[Remark, ...]:
    """Put on record what a name that is not a usual one was taken for."""
    folded = normalise(name)
    if folded in word_lists().names or _is_a_name(folded, tag):
        return ()
    return (note(f"Read as {shown_name(tag)} ({tag})", "Check it.", name),)


def primary(tag: str) -> str | None:
    """Give the tag that stands for a language and its varieties."""
    return _MACRO.get(tag, tag) or None


def shown_name(tag: str) -> str:
    """Name a language for people, in English."""
    import langcodes

    name: str = langcodes.Language.make(language=tag).display_name()
    return name
