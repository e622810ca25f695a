"""Numbers as they are said, read back from sentences in English, French and Spanish."""

from __future__ import annotations

import re
from fractions import Fraction

from alliance_match.explain.times import ClockTime
from alliance_match.model.record import Record
from alliance_match.words import Message

__all__ = ["numbers_held", "numbers_said"]

#: Decimal mark and thousands marks of each language.
MARKS = {"en": (".", ","), "fr": (",", "\u202f\u00a0"), "es": (",", ".")}


def numbers_said(text, language, names=()):
    """List the numbers in a text, without those in names, ids and levels such as C1."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    decimal, thousands = MARKS[language]
    number = rf"\d{{1,3}}(?:[{re.escape(thousands)}]\d{{3}})+(?:{re.escape(decimal)}\d+)?"
    number += rf"|\d+(?:{re.escape(decimal)}\d+)?"
    found = re.findall(rf"(?<![\w])(?:{number})(?![\w])", text)
    for mark in thousands:
        found = [one.replace(mark, "") for one in found]
    return [Fraction(one.replace(decimal, ".")) for one in found]


def numbers_held(answer):
    """List all that a number in the text may come from: integers as they are and as marks, shares
    in per cent, fractions rounded, and how many there are of something.
    """
    held = set()
    for value in fields_of(answer):
        if isinstance(value, bool) or value is None:
            continue
        if isinstance(value, ClockTime):
            held |= {Fraction(n) for m in (value.start, value.end) for n in divmod(m, 60)}
        if isinstance(value, int):
            held |= {Fraction(abs(value)), Fraction(abs(value), 10)}
        elif isinstance(value, float):
            held.add(Fraction(str(round(100 * value, 1))))
        elif isinstance(value, tuple):
            held.add(Fraction(len(value)))
        elif isinstance(value, str) and re.fullmatch(r"-?\d+(/\d+)?", value):
            held |= {abs(round(Fraction(value), 2)), abs(round(Fraction(value) / 10, 2))}
    return held


def fields_of(value):
    """Walk through all fields, properties of the answers included."""
    yield value
    if isinstance(value, Record):
        names = [*type(value).model_fields, *properties_of(type(value))]
        for name in names:
            yield from fields_of(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from fields_of(item)
    elif isinstance(value, Message):
        for item in value.values.values():
            yield from fields_of(item)


def properties_of(kind):
    """Name the numbers and lists that a class works out from its fields."""
    return [
        name
        for base in kind.__mro__
        for name, held in vars(base).items()
        if isinstance(held, property)
        and held.fget.__annotations__.get("return", "").startswith(
            ("int", "float", "tuple[PlaceValue")
        )
    ]
