"""What languages are called, and the words that go with them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

from ...model.people import LanguageLevel
from ...model.vocabulary import normalise
from ..reading import Remark, note

__all__ = ["doubt", "primary", "shown_name", "tag_of", "word_lists"]

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
        negations=frozenset(map(normalise, data["fillers"]["negations"])),
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
    """Ask langcodes, which reads loosely: several words must be a name of what it found."""
    import langcodes

    try:
        tag = primary(langcodes.find(name.strip().casefold()).language or "")
    except (LookupError, UnicodeError):  # the latter on half characters and bytes of its index
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
