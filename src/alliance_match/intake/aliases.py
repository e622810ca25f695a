"""What people call the fields: the data of ``aliases.toml``, and how near a header comes to it."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import cache, lru_cache
from importlib import resources

from .fields import FIELDS, Role
from .headers import header_key

__all__ = ["aliases", "nearest"]

#: A name or an id of somebody of another role is not the applicant's.
_OTHERS: dict[Role, frozenset[str]] = {
    "mentors": frozenset({"mentee", "expert"}),
    "mentees": frozenset({"mentor", "expert"}),
    "experts": frozenset({"mentor", "mentee"}),
}
_NEGATION_WORDS = (
    "not cannot no never except without ne pas sauf nicht kein ausser nao sem sin excepto"
)
_NEGATIONS = frozenset(_NEGATION_WORDS.split())
_NEGATED = 85.0
_LONG_ENOUGH, _COVERED = 4, 0.6
#: Likenesses are rounded, so that so much less may come to the same.
_ROUNDED = 0.1


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


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    text = resources.files(__package__).joinpath("aliases.toml").read_text("utf-8")
    data = tomllib.loads(text)
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
        Field, the alias it is nearest to, and the likeness from 0 to 100. A header with a "not"
        that the alias lacks never comes nearer than 85.
    """
    fields = aliases(role)
    scored = [(_likeness(key, alias), fields[alias], alias) for alias in _likeliest(key, role)]
    likeness, name, alias = max(scored, key=lambda s: (s[0], -len(s[2]), s[2]))
    return name, alias, likeness


def _likeliest(key: str, role: Role) -> Collection[str]:
    """Leave out aliases that others surpass: of a wide file, every header is compared with all."""
    from rapidfuzz import fuzz, process

    words, fields = set(key.split()), aliases(role)
    if words & _NEGATIONS:
        return fields
    plain = process.extract(key, list(fields), scorer=fuzz.ratio, limit=None)
    ordered = process.extract(_in_order(key), _ordered(role), scorer=fuzz.ratio, limit=None)
    least = max(plain[0][1], ordered[0][1]) - _ROUNDED
    within = [alias for alias, said in _long(role).items() if said <= words]
    near = (alias for alias, score, *_ in plain if score >= least)
    return dict.fromkeys([*within, *near, *(at for _, score, at in ordered if score >= least)])


def _in_order(text: str) -> str:
    return " ".join(sorted(text.split()))


@cache
def _ordered(role: Role) -> dict[str, str]:
    return {alias: _in_order(alias) for alias in aliases(role)}


@cache
def _long(role: Role) -> dict[str, set[str]]:
    """Give the aliases of so many words that they count when a header holds them all."""
    said = {alias: set(alias.split()) for alias in aliases(role)}
    return {alias: words for alias, words in said.items() if len(words) >= _LONG_ENOUGH}


def _likeness(key: str, alias: str) -> float:
    from rapidfuzz import fuzz

    best = max(fuzz.ratio(key, alias), fuzz.token_sort_ratio(key, alias))
    words, said = set(key.split()), set(alias.split())
    if len(said) >= _LONG_ENOUGH and said <= words and len(said) >= _COVERED * len(words):
        best = max(best, 92.0)
    if (words & _NEGATIONS) - said:
        best = min(best, _NEGATED)
    return float(round(best, 1))
