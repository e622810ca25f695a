"""An order of priority that a text says itself: "1. Grants 2. Support groups"."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

__all__ = ["ranked_pieces"]

#: A number that begins an entry: it is marked, or a word for priority is before it.
_NUMBER = re.compile(r"(?:^|(?<=[\s;,.]))(?P<n>[1-9])\s?(?:[.):º°ª]|\s?[-–—](?!\d))+\s*(?=[^\W\d])")


@cache
def _words() -> re.Pattern[str]:
    """Find words for places in an order, and "priority 2"."""
    data = tomllib.loads(
        resources.files(__package__).joinpath("priorities.toml").read_text("utf-8")
    )
    groups = [
        f"(?P<p{place}>{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
        for place, words in data["places"].items()
    ]
    priority = "|".join(map(re.escape, data["priority"]["words"]))
    numbered = rf"(?:{priority})\s*(?:n[or°º]\.?\s*)?#?(?P<n>[1-9])"
    return re.compile(
        rf"(?:^|(?<=[\s;,.]))(?:{numbered}|{'|'.join(groups)})\b\s*[:,)–—-]*\s*", re.IGNORECASE
    )


def ranked_pieces(text: str) -> tuple[tuple[int, str], ...]:
    """Part a text by the priorities that it names.

    Parameters
    ----------
    text : str
        The cell.

    Returns
    -------
    tuple of (int, str)
        Places from 1 with what is said of each, in their order; empty where the text does not
        begin with a place, names one twice, or leaves one out.

    Examples
    --------
    >>> ranked_pieces("1. Grants 2. Support groups")
    ((1, 'Grants'), (2, 'Support groups'))
    >>> ranked_pieces("Primero: fondos; segundo: voluntarios")
    ((1, 'fondos'), (2, 'voluntarios'))
    >>> ranked_pieces("Help with 2 support groups")
    ()
    """
    for pattern in (_NUMBER, _words()):
        marks = list(pattern.finditer(text))
        places = [_place(m) for m in marks]
        if len(marks) < 2 or sorted(places) != list(range(1, len(marks) + 1)):
            continue
        if text[: marks[0].start()].strip():
            continue
        ends = [*(m.start() for m in marks[1:]), len(text)]
        pieces = (text[m.end() : end].strip(" \n;,.") for m, end in zip(marks, ends, strict=True))
        return tuple(sorted(zip(places, pieces, strict=True)))
    return ()


def _place(match: re.Match[str]) -> int:
    """Give the place that a number or word stands for."""
    if match["n"]:
        return int(match["n"])
    named = {k: v for k, v in match.groupdict().items() if v and k != "n"}
    return int(next(iter(named)).removeprefix("p"))
