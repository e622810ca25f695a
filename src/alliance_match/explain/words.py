"""Words and numbers as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ..words import Message

__all__ = ["country_name", "joined", "language_name", "marks", "plural", "sentence"]


def marks(points: int) -> str:
    """Write points of 1000 as marks of 100 with one decimal, exactly.

    Examples
    --------
    >>> marks(824), marks(-5)
    ('82.4', '-0.5')
    """
    sign, points = ("-" if points < 0 else ""), abs(points)
    return f"{sign}{points // 10}.{points % 10}"


def plural(count: int, noun: str, many: str | None = None) -> str:
    """Write a count with its noun.

    Examples
    --------
    >>> plural(1, "mentee"), plural(2, "mentee"), plural(3, "person", "people")
    ('1 mentee', '2 mentees', '3 people')
    """
    return f"{count} {noun if count == 1 else many or noun + 's'}"


def joined(items: Sequence[str | Message], last: str = "and") -> str:
    """Join words into a list as one says it.

    Examples
    --------
    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    said = [str(item) for item in items]
    if len(said) < 2:
        return "".join(said)
    return f"{', '.join(said[:-1])} {last} {said[-1]}"


def sentence(said: str | Message) -> str:
    """Make words a sentence: a capital first, a full stop last."""
    words = str(said).strip()
    ended = words if words.endswith((".", "!", "?")) else f"{words}."
    return ended[:1].upper() + ended[1:]


@cache
def _names(kind: str) -> dict[str, str]:
    from babel import Locale

    return dict(getattr(Locale("en"), kind))


def language_name(tag: str) -> str:
    """Give the English name of a language tag, the tag itself where there is none."""
    return _names("languages").get(tag, tag)


def country_name(code: str | None) -> str | None:
    """Give the English name of a country code."""
    return None if code is None else _names("territories").get(code, code)
