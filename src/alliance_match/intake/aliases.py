"""What people call the fields: the data of ``aliases.toml``, and how near a header comes to it."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from .fields import FIELDS, Role
from .headers import header_key, header_keys

__all__ = ["aliases", "asks_about_oneself", "denies", "likeness_to", "nearest"]

#: A name or an id of somebody of another role is not the applicant's.
_OTHERS: dict[Role, frozenset[str]] = {
    "mentors": frozenset({"mentee", "expert"}),
    "mentees": frozenset({"mentor", "expert"}),
    "experts": frozenset({"mentor", "mentee"}),
}
_NEGATION_WORDS = (
    "not cannot no never except without ne pas sauf nicht kein ausser nao sem sin excepto "
    "non senza tranne niet geen zonder behalve"
)
_NEGATIONS = frozenset(_NEGATION_WORDS.split())
#: Parts of words, where nothing stands between words.
_NEGATING_PARTS = ("ない", "以外")
_NEGATED = 85.0
_LONG_ENOUGH, _COVERED = 4, 0.6
#: Likeness, of 100, below which nothing is compared further.
_HALFWAY = 50.0


@cache
def aliases(role: Role) -> dict[str, str]:
    """Give the fields of a role by everything that they are called, folded as headers are."""
    owned: dict[str, str] = {}
    for name, phrases in _phrases().items():
        if name not in FIELDS[role]:
            continue
        for key in map(header_key, phrases):
            foreign = name in ("id", "name") and _OTHERS[role] & set(key.split())
            if not foreign:
                owned[key] = name
    return owned


def asks_about_oneself(header: str) -> bool:
    """Tell a question that anybody may be asked of themselves, mentor or mentee.

    Examples
    --------
    >>> asks_about_oneself("Tell us about yourself (max. 100 words)")
    True
    >>> asks_about_oneself("Tell us about your expertise")
    False
    """
    return not _oneself().isdisjoint(header_keys(header))


@cache
def _oneself() -> frozenset[str]:
    return frozenset(header_key(p) for phrases in _data()["oneself"].values() for p in phrases)


def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("aliases.toml").read_text("utf-8"))


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    data = _data()
    ordinals: dict[str, list[str]] = data["ordinals"]
    found: dict[str, tuple[str, ...]] = {}
    for name, languages in data["alias"].items():
        for number in (1, 2, 3) if "_N" in name else (0,):
            found[name.replace("_N", f"_{number}")] = tuple(
                phrase.format(n=number, first=ordinals[language][number - 1])
                for language, phrases in languages.items()
                for phrase in phrases
            )
    return found


@lru_cache(maxsize=10_000)
def nearest(key: str, role: Role) -> tuple[str, str, float]:
    """Find the field whose name or alias comes nearest to a header.

    Parameters
    ----------
    key : str
        The folded header.
    role : {"mentors", "mentees", "experts"}
        Whose file it is.

    Returns
    -------
    tuple of (str, str, float)
        Field, the alias it is nearest to, and the likeness from 0 to 100; no names and 0 where
        nothing is halfway near. A header with a "not" that the alias lacks never comes nearer
        than 85.
    """
    scored = [(_likeness(key, alias, spelt), alias) for alias, spelt in _spelt_like(key, role)]
    if not scored:
        return "", "", 0.0
    likeness, alias = max(scored, key=lambda s: (s[0], -len(s[1]), s[1]))
    return aliases(role)[alias], alias, likeness


def likeness_to(key: str, role: Role, fields: Collection[str]) -> float:
    """Give how near, of 100, a folded header comes to what some fields are called.

    Parameters
    ----------
    key : str
        The folded header.
    role : {"mentors", "mentees", "experts"}
        Whose file it is.
    fields : collection of str
        Fields of the role.
    """
    known = aliases(role)
    spelt = [(a, s) for a, s in _spelt_like(key, role) if known[a] in fields]
    return max((_likeness(key, alias, score) for alias, score in spelt), default=0.0)


def _spelt_like(key: str, role: Role) -> list[tuple[str, float]]:
    """Give the aliases that are spelt like a header, in any order of words, or are most of it."""
    from rapidfuzz import fuzz, process

    names, reordered = _spellings(role)
    found: dict[str, float] = {}
    for text, choices in ((key, names), (_in_order(key), reordered)):
        near = process.extract(text, choices, scorer=fuzz.ratio, score_cutoff=_HALFWAY, limit=None)
        for _, score, at in near:
            found[names[at]] = max(score, found.get(names[at], 0.0))
    return list(found.items())


@cache
def _spellings(role: Role) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = tuple(aliases(role))
    return names, tuple(map(_in_order, names))


def _in_order(key: str) -> str:
    return " ".join(sorted(key.split()))


def _likeness(key: str, alias: str, spelt: float) -> float:
    words, said = set(key.split()), set(alias.split())
    if len(said) >= _LONG_ENOUGH and said <= words and len(said) >= _COVERED * len(words):
        spelt = max(spelt, 92.0)
    if denies(key) - denies(alias):
        spelt = min(spelt, _NEGATED)
    return float(round(spelt, 1))


def denies(key: str) -> frozenset[str]:
    """Give the words and parts of words of a folded header that say "not" or "except".

    Examples
    --------
    >>> sorted(denies("which areas can you not support"))
    ['not']
    """
    return (frozenset(key.split()) & _NEGATIONS) | {p for p in _NEGATING_PARTS if p in key}
