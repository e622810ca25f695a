"""A round: everything that one sitting of the committee decides on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from pydantic import Field, model_validator

from ..errors import UnknownNameError, did_you_mean
from .decisions import Decisions
from .findings import IntakeReport
from .history import PastPair
from .people import Mentee, Mentor, Organisation, Person, SubjectExpert
from .record import Record
from .vocabulary import Vocabulary, normalise

__all__ = ["MatchRound"]

P = TypeVar("P", Mentor, Mentee)
Q = TypeVar("Q", bound=Person)


class MatchRound(Record):
    """One sitting of the committee.

    Parameters
    ----------
    mentors, mentees, experts, organisations : tuple
        The people and their organisations; stored in the order of their ids, so that the order of
        rows in a file never matters.
    decisions : Decisions
        What the committee has decided so far.
    history : tuple of PastPair
        Who was paired with whom in earlier rounds, as far as the mentor is in this one.
    vocabulary : Vocabulary
        The topics that goals and expertise refer to.
    report : IntakeReport
        What intake has to say.

    Raises
    ------
    ValueError
        When ids repeat, or a record refers to an organisation, topic or person that is not there.

    Examples
    --------
    >>> import alliance_match as am
    >>> people = am.load_round("examples/data/mentors.csv", "examples/data/mentees.csv")
    >>> people
    Round of 18 mentees, 14 mentors and 0 subject experts
    >>> people.mentor("Grace Sampleton").id
    'M01'
    """

    mentors: tuple[Mentor, ...] = ()
    mentees: tuple[Mentee, ...] = ()
    experts: tuple[SubjectExpert, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    decisions: Decisions = Decisions()
    history: tuple[PastPair, ...] = ()
    vocabulary: Vocabulary = Field(default_factory=Vocabulary.alliance)
    report: IntakeReport = IntakeReport()

    @model_validator(mode="before")
    @classmethod
    def _by_id(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        kinds = ("mentors", "mentees", "experts", "organisations")
        return data | {k: _sorted_by_id(data[k]) for k in kinds if k in data}

    @model_validator(mode="after")
    def _consistent(self) -> MatchRound:
        problems = [*self._repeated_ids(), *self._unknown_references()]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _repeated_ids(self) -> Iterable[str]:
        for kind in ("mentors", "mentees", "experts", "organisations"):
            ids = Counter(record.id for record in getattr(self, kind))
            yield from (f"{kind}: id {i!r} is used twice" for i, n in sorted(ids.items()) if n > 1)

    def _unknown_references(self) -> Iterable[str]:
        known = {o.id for o in self.organisations}
        for person in (*self.mentors, *self.mentees, *self.experts):
            if person.organisation is not None and person.organisation not in known:
                yield f"{person.id}: unknown organisation {person.organisation!r}"
        helpers: tuple[Mentor | SubjectExpert, ...] = (*self.mentors, *self.experts)
        for helper in helpers:
            for item in helper.expertise or ():
                if item.topic not in self.vocabulary:
                    yield f"{helper.id}: unknown topic {item.topic!r}"
        for mentee in self.mentees:
            for goal in mentee.goals or ():
                if goal.topic is not None and goal.topic not in self.vocabulary:
                    yield f"{mentee.id}: unknown topic {goal.topic!r}"
        mentors, mentees = {m.id for m in self.mentors}, {m.id for m in self.mentees}
        for decision in self.decisions.entries:
            if decision.mentor not in mentors:
                yield f"{decision.kind}: unknown mentor {decision.mentor!r}"
            if decision.mentee not in mentees:
                yield f"{decision.kind}: unknown mentee {decision.mentee!r}"
        for past in self.history:
            if past.mentor not in mentors:
                yield f"history: unknown mentor {past.mentor!r}"
            if past.mentee is not None and past.mentee not in mentees:
                yield f"history: unknown mentee {past.mentee!r}"

    @cached_property
    def _organisations(self) -> dict[str, Organisation]:
        return {o.id: o for o in self.organisations}

    def organisation_of(self, person: Mentor | Mentee | SubjectExpert) -> Organisation | None:
        """Give the organisation that a person belongs to, where it is known."""
        return None if person.organisation is None else self._organisations[person.organisation]

    def mentor(self, who: str) -> Mentor:
        """Find a mentor by id, or by the own or the organisation's name where that is unique.

        Raises
        ------
        UnknownNameError
            When nobody, or more than one, goes by it; the message names the nearest.
        """
        others = {"mentee": self.mentees, **self._experts_too}
        return _find(self.mentors, who, "mentor", others, self._organisations)

    def mentee(self, who: str) -> Mentee:
        """Find a mentee by id, or by the own or the organisation's name where that is unique.

        Raises
        ------
        UnknownNameError
            When nobody, or more than one, goes by it; the message names the nearest.
        """
        others = {"mentor": self.mentors, **self._experts_too}
        return _find(self.mentees, who, "mentee", others, self._organisations)

    @property
    def _experts_too(self) -> dict[str, tuple[SubjectExpert, ...]]:
        return {"subject expert": self.experts}

    def __str__(self) -> str:
        return (
            f"Round of {len(self.mentees)} mentees, {len(self.mentors)} mentors and "
            f"{len(self.experts)} subject experts"
        )

    __repr__ = __str__


def _sorted_by_id(records: Iterable[object]) -> tuple[object, ...]:
    def key(record: object) -> str:
        return str(record.get("id") if isinstance(record, dict) else getattr(record, "id", ""))

    return tuple(sorted(records, key=key))


def _find(
    people: tuple[P, ...],
    who: str | Person,
    role: str,
    others: Mapping[str, Sequence[Person]],
    homes: Mapping[str, Organisation],
) -> P:
    who = who.id if isinstance(who, Person) else str(who)  # an id is often a number
    named, how = _called(people, who), "are called"
    if not named:
        named, how = _from(people, who, homes), "belong to"
    if len(named) == 1:
        return named[0]
    if named:
        ids = ", ".join(p.id for p in named)
        raise UnknownNameError(f"{len(named)} {role}s {how} {who!r}; say which: {ids}.")
    for other, held in others.items():
        if elsewhere := _called(held, who):
            found = elsewhere[0]
            what = f"{found.name} is a {other} ({found.id})"
            raise UnknownNameError(f"There is no {role} {who!r} in this round: {what}.")
    near = did_you_mean(who, [p.id for p in people] + [p.name for p in people])
    raise UnknownNameError(f"There is no {role} {who!r} in this round.{near}")


def _from(people: Sequence[Q], who: str, homes: Mapping[str, Organisation]) -> list[Q]:
    """Give all who belong to the organisation of this name."""
    wanted = normalise(who)
    there = {home.id for home in homes.values() if normalise(home.name) == wanted}
    return [p for p in people if p.organisation in there]


def _called(people: Sequence[Q], who: str) -> list[Q]:
    """Give whoever has this id; else all whose folded id or name it is."""
    wanted = normalise(who)
    return [p for p in people if p.id == who] or [
        p for p in people if wanted in (normalise(p.id), normalise(p.name))
    ]
