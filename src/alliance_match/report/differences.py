"""What a bundle says, against what follows from its inputs: each difference in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from ..words import Message, Value
from ..words.templates import record as say
from .entries import digest

__all__ = ["ALWAYS", "SAME_VERSION", "differences", "few", "plain"]

#: Parts that any version computes alike.
ALWAYS = ("points", "capacity", "result", "pairs", "unmatched")
#: Parts that another version may write otherwise: it may know other settings and fields.
SAME_VERSION = (
    "round",
    "policy",
    "rematch",
    "previous",
    "quotas",
    "experts",
    "co_mentors",
    "tie_break",
)
#: How many things are named before the rest is counted.
_NAMED = 4

Bundle = Mapping[str, Any]


def differences(said: Bundle, found: Bundle, parts: Iterable[str]) -> tuple[list[str], Value]:
    """Compare parts of a bundle with the same as computed anew.

    Parameters
    ----------
    said, found : mapping
        The bundle, and what it would be.
    parts : iterable of str
        Which parts.

    Returns
    -------
    list of str
        The parts that differ.
    Value
        What differs in them, where it can be named.
    """
    wrong = [name for name in parts if digest(said.get(name)) != digest(found[name])]
    named = (one for name in wrong if name in _NAMES for one in _named(name, said, found))
    return wrong, few(named)


def few(items: Iterable[Value]) -> tuple[Value, ...]:
    """Name the first few things, and count the rest."""
    rest = iter(items)
    first = tuple(islice(rest, _NAMED))
    more = sum(1 for _ in rest)
    return (*first, say.MORE(count=more)) if more else first


def plain(value: object) -> Value:
    """Say a value of JSON as it stands."""
    return say.NOT_SAID() if value is None else str(value)


def _named(name: str, said: Bundle, found: Bundle) -> Iterator[Message]:
    """Name what differs in a part; a part that cannot be read as one differs as a whole."""
    try:
        yield from _NAMES[name](said, found)
    except (TypeError, KeyError, AttributeError, IndexError):
        return


def _points(said: Bundle, found: Bundle) -> Iterator[Message]:
    mentees, mentors = _ids(found)
    for mentee, ours, row in zip(mentees, found["points"], said["points"], strict=False):
        for mentor, true, given in zip(mentors, ours, row, strict=False):
            if not _same(given, true):
                yield say.POINTS_DIFFER(
                    mentee=mentee, mentor=mentor, said=_marks(given), found=_marks(true)
                )


def _capacity(said: Bundle, found: Bundle) -> Iterator[Message]:
    for mentor, true, given in zip(
        _ids(found)[1], found["capacity"], said["capacity"], strict=False
    ):
        if not _same(given, true):
            yield say.PLACES_DIFFER(mentor=mentor, said=plain(given), found=plain(true))


def _result(said: Bundle, found: Bundle) -> Iterator[Message]:
    for name, true in found["result"].items():
        given = said["result"].get(name)
        if not _same(given, true):
            yield say.RESULT_DIFFERS(name=name, said=plain(given), found=plain(true))


def _pairs(said: Bundle, found: Bundle) -> Iterator[Message]:
    true = {(p["mentee"], p["mentor"]): p for p in found["pairs"]}
    for given in said["pairs"]:
        pair = given["mentee"], given["mentor"]
        names = {"mentee": pair[0], "mentor": pair[1]}
        if not _same(given["points"], true[pair]["points"]):
            yield say.POINTS_DIFFER(
                **names, said=_marks(given["points"]), found=_marks(true[pair]["points"])
            )
        for criterion, points in true[pair]["contributions"].items():
            told = given["contributions"].get(criterion)
            if not _same(told, points):
                yield say.CRITERION_DIFFERS(
                    **names, criterion=criterion, said=_marks(told), found=_marks(points)
                )


def _unmatched(said: Bundle, found: Bundle) -> Iterator[Message]:
    given, true = set(said["unmatched"]), set(found["unmatched"])
    if hidden := tuple(sorted(true - given)):
        yield say.HIDDEN(mentees=hidden)
    if wrongly := tuple(sorted(given - true)):
        yield say.NOT_LEFT_OUT(mentees=wrongly)


_NAMES = {
    "points": _points,
    "capacity": _capacity,
    "result": _result,
    "pairs": _pairs,
    "unmatched": _unmatched,
}


def _ids(bundle: Bundle) -> tuple[list[str], list[str]]:
    people = bundle["round"]
    return [m["id"] for m in people["mentees"]], [m["id"] for m in people["mentors"]]


def _same(given: object, true: object) -> bool:
    return type(given) is type(true) and given == true


def _marks(value: object) -> Value:
    if value is None:
        return say.NOT_ELIGIBLE()
    return say.POINTS(points=value) if type(value) is int else str(value)
