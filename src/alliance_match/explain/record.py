"""What all explanations share: a text, a dict, names of people, and losses in exact points."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from html import escape
from typing import Any

from ..model.people import Mentee, Mentor, SubjectExpert
from ..model.record import Record
from ..model.round import MatchRound
from ..words import Message, Speech, speech
from ..words.templates import changes, counts

__all__ = ["Explanation", "Line", "Loss", "Move", "PersonName", "name_of"]


class Explanation(Record):
    """A typed answer; printing it gives its text."""

    @property
    def text(self) -> str:
        """The answer in English words."""
        return self.told(speech("en"))

    @abstractmethod
    def told(self, to: Speech) -> str:
        """Tell the answer in the words of a language."""

    def in_language(self, language: str) -> str:
        """Tell the answer in English (``en``), French (``fr``) or Spanish (``es``).

        Raises
        ------
        InputError
            When the language is not spoken here.
        """
        return self.told(speech(language))

    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """Give the fields as plain JSON types, with the text; words are in the language named."""
        to = speech(language)
        fields = {name: _plain(getattr(self, name), to) for name in type(self).model_fields}
        return {**fields, "text": self.told(to)}

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.text)}</pre>"


class Line(Explanation):
    """A part of an answer that one message tells."""

    @property
    @abstractmethod
    def message(self) -> Message:
        """What it says; each kind of line has its own."""

    def told(self, to: Speech) -> str:
        """Say it."""
        return to.say(self.message)


def _plain(value: Any, to: Speech) -> Any:
    """Turn a field into plain JSON types."""
    if isinstance(value, Message):
        return to.say(value)
    if isinstance(value, Explanation):
        return value.to_dict(to.language)
    if isinstance(value, tuple):
        return [_plain(item, to) for item in value]
    if isinstance(value, Record):
        return {name: _plain(getattr(value, name), to) for name in type(value).model_fields}
    if isinstance(value, date):
        return value.isoformat()
    return value


class PersonName(Record):
    """How a person is told: name, organisation, and the id in brackets."""

    id: str
    name: str
    organisation: str | None = None

    def __str__(self) -> str:
        return f"{self.name} ({self.id})"


class Move(Record):
    """Somebody whose mentor would change: from one (``None``: none) to another."""

    mentee: PersonName
    before: PersonName | None
    after: PersonName | None

    @property
    def message(self) -> Message:
        """Who moves from whom to whom."""
        mentee, before, after = str(self.mentee), str(self.before), str(self.after)
        if self.after is None:
            return changes.LOSES_MENTOR(mentee=mentee, before=before)
        if self.before is None:
            return changes.GETS_MENTOR(mentee=mentee, after=after)
        return changes.MOVES(mentee=mentee, before=before, after=after)

    def __str__(self) -> str:
        return str(self.message)


class Loss(Record):
    """What the whole proposal loses: mentees with a mentor first, then points of 1000.

    Either may be negative: a change that costs a match may free points, and the other way round.
    """

    coverage: int
    points: int

    @property
    def nothing(self) -> bool:
        """Whether the other choice is as good."""
        return self.coverage == 0 and self.points == 0

    @property
    def message(self) -> Message:
        """What is lost, and what is gained by it."""
        if self.nothing:
            return changes.NOTHING()
        parts = (
            (self.coverage, counts.MATCHED_MENTEES(count=abs(self.coverage))),
            (self.points, counts.POINTS(points=abs(self.points))),
        )
        lost = tuple(said for amount, said in parts if amount > 0)
        gained = tuple(said for amount, said in parts if amount < 0)
        if not gained:
            return changes.LOST(lost=lost)
        if not lost:
            return changes.GAINED_ALONE(gained=gained)
        return changes.THOUGH_IT_GAINS(lost=lost, gained=gained)

    def __str__(self) -> str:
        return str(self.message)


def name_of(match_round: MatchRound, person: Mentor | Mentee | SubjectExpert) -> PersonName:
    """Give the name of a person, with the organisation's."""
    organisation = match_round.organisation_of(person)
    return PersonName(
        id=person.id, name=person.name, organisation=organisation.name if organisation else None
    )
