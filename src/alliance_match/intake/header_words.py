"""What a header speaks of where it is no phrase that is known: single words, for and against."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from ..model.vocabulary import normalise
from .aliases import denies
from .fields import Role

__all__ = ["says_nothing", "speaks_against", "speaks_of"]

#: Fields that are about the applicant: a wish, or a word for the other side, means another person.
_PERSONAL = frozenset({"languages", "country", "time_zone", "email", "membership"})
_OTHER_SIDE: dict[Role, tuple[str, ...]] = {
    "mentors": ("mentee", "mentees", "mentores", "mentorizad", "mentorad", "メンティー"),
    "mentees": ("mentor", "mentors", "mentore", "mentorin", "メンター"),
    "experts": ("mentee", "mentees", "mentor", "mentors", "メンティー", "メンター"),
}
_CODE = re.compile(
    r"(?:no header|unnamed|response|open ended response|answers?|values?|text|other|回答|質問"
    r"|(?:column|col|field|question|frage|pregunta|pergunta|domanda|vraag|item|var|variable)?"
    r"\s*(?:[a-z]{0,4}\d+){0,3}[a-z]?(?:\s+\d+)*)"
)


@cache
def _words() -> dict[str, dict[str, tuple[str, ...]]]:
    text = resources.files(__package__).joinpath("header_words.toml").read_text("utf-8")
    return {
        part: {name: tuple(_folded(w) for w in words) for name, words in lists.items()}
        for part, lists in tomllib.loads(text).items()
    }


def _folded(word: str) -> str:
    return normalise(word) + "*" * word.endswith("*")


def speaks_of(key: str, field: str) -> bool:
    """Tell whether a word of a folded header belongs to a field.

    Examples
    --------
    >>> speaks_of("in which tongues", "languages"), speaks_of("shoe size", "languages")
    (True, False)
    """
    return _holds(key, _words()["about"].get(field, ()))


def speaks_against(key: str, field: str, role: Role) -> bool:
    """Tell whether a folded header, if it speaks of a field at all, means something else.

    Examples
    --------
    >>> speaks_against("languages your mentor should speak", "languages", "mentees")
    True
    >>> speaks_against("areas of support needed", "expertise", "mentors")
    True
    """
    against = _words()["against"]
    listed = [*against["others"], *against.get(field, ())]
    if field in _PERSONAL:
        listed += [*against["wishes"], *_OTHER_SIDE[role]]
    return bool(denies(key)) or _holds(key, tuple(listed))


def says_nothing(key: str) -> bool:
    """Tell a header that is a code or stands for any answer.

    Examples
    --------
    >>> says_nothing("q7"), says_nothing("g01q05"), says_nothing("column 3")
    (True, True, True)
    >>> says_nothing("shoe size")
    False
    """
    return _CODE.fullmatch(key) is not None


def _holds(key: str, listed: tuple[str, ...]) -> bool:
    words = key.split()
    return any(_is_in(key, words, word) for word in listed)


def _is_in(key: str, words: list[str], word: str) -> bool:
    if word.endswith("*"):
        return any(w.startswith(word[:-1]) for w in words)
    return word in words or (not word.isascii() and word in key)
