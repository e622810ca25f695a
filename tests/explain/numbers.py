"""The numbers that an explanation may say, and the words in which nobody claims one."""

from __future__ import annotations

import re
from fractions import Fraction

from alliance_match.model.people import LEVELS
from alliance_match.model.record import Record
from alliance_match.words import LANGUAGES, Message, speech

from .spoken import numbers_said

__all__ = ["assert_numbers_are_fields", "known_numbers"]


def _walk(value, skipped):
    yield value
    if isinstance(value, Message):
        parts = list(value.values.values())
    elif isinstance(value, Record):
        names = [n for n in type(value).model_fields if n not in skipped]
        names += [
            n
            for kind in type(value).__mro__
            if issubclass(kind, Record)
            for n, held in vars(kind).items()
            if isinstance(held, property) and n not in ("text", "message", *skipped)
        ]
        parts = [getattr(value, name) for name in names]
    else:
        parts = value if isinstance(value, tuple) else ()
    for part in parts:
        yield from _walk(part, skipped)


def known_numbers(explanation, skipped=("facts", "verdict", "counter", "details", "reason")):
    """List the numbers of all fields and plain properties; of integers also the tenth."""
    found = {Fraction(100)}
    for one in _walk(explanation, skipped):
        if isinstance(one, tuple):
            found.add(Fraction(len(one)))
        elif isinstance(one, float) or (isinstance(one, int) and not isinstance(one, bool)):
            found |= {abs(Fraction(one)), abs(Fraction(one)) / 10}
    return found


def strings(explanation):
    """List all words that are said as they are."""
    return {one for one in _walk(explanation, ()) if isinstance(one, str)}


def own_words(match_round):
    """List what people wrote, and what is called what: numbers in these are nobody's claim."""
    people = (*match_round.mentees, *match_round.mentors, *match_round.experts)
    words = {*LEVELS, *(o.name for o in match_round.organisations)}
    words |= {w for p in people for w in (p.id, p.name, f"{p.name} ({p.id})", p.organisation or "")}
    words |= {g.text for m in match_round.mentees for g in m.goals or ()}
    words |= {p.source.file for p in people if p.source}
    words |= {w for d in match_round.decisions.entries for w in (d.who, d.why)}
    return words | {match_round.vocabulary.label(t.id) for t in match_round.vocabulary.topic}


def assert_numbers_are_fields(explanation, match_round, extra=()):
    """Every number said in any language is a field's; and no field hides one in words."""
    own = own_words(match_round)
    assert not {s for s in strings(explanation) - own if re.search(r"\d", s)}
    names = {words for words in own if re.search(r"\d", words)}
    known = known_numbers(explanation) | set(map(Fraction, extra))
    for language in LANGUAGES:
        said = numbers_said(explanation.told(speech(language)), language, names)
        assert set(said) <= known, (language, set(said) - known, explanation.text)
