"""What people call the fields: the data of ``aliases.toml``, and how near a header comes to it."""

from __future__ import annotations

import tomllib
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
    scored = [(_likeness(key, alias), name, alias) for alias, name in aliases(role).items()]
    likeness, name, alias = max(scored, key=lambda s: (s[0], -len(s[2]), s[2]))
    return name, alias, likeness


def _likeness(key: str, alias: str) -> float:
    from rapidfuzz import fuzz

    best = max(fuzz.ratio(key, alias), fuzz.token_sort_ratio(key, alias))
    words, said = set(key.split()), set(alias.split())
    if len(said) >= _LONG_ENOUGH and said <= words and len(said) >= _COVERED * len(words):
        best = max(best, 92.0)
    if (words & _NEGATIONS) - said:
        best = min(best, _NEGATED)
    return float(round(best, 1))
