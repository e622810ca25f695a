"""What all explanations share: a text, a dict, names of people, and losses in exact points."""

from __future__ import annotations

from html import escape
from typing import Any

from ..model.people import Mentee, Mentor, SubjectExpert
from ..model.record import Record
from ..model.round import MatchRound
from .words import marks, plural

__all__ = ["Explanation", "Loss", "Move", "PersonName", "name_of"]


class Explanation(Record):
    """A typed answer; printing it gives its text."""

    @property
    def text(self) -> str:
        """The answer in words."""
        raise TypeError(f"{type(self).__name__} has no words of its own")

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain JSON types, with the text."""
        return {**self.model_dump(mode="json"), "text": self.text}

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.text)}</pre>"


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

    def __str__(self) -> str:
        if self.after is None:
            return f"{self.mentee} loses {self.before} and stays without a mentor"
        if self.before is None:
            return f"{self.mentee} gets {self.after}"
        return f"{self.mentee} moves from {self.before} to {self.after}"


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

    def __str__(self) -> str:
        if self.nothing:
            return "nothing"
        parts = (
            (self.coverage, plural(abs(self.coverage), "matched mentee")),
            (self.points, f"{marks(abs(self.points))} points"),
        )
        lost = " and ".join(words for amount, words in parts if amount > 0)
        gained = " and ".join(words for amount, words in parts if amount < 0)
        return f"{lost}, though it gains {gained}" if gained else lost


def name_of(match_round: MatchRound, person: Mentor | Mentee | SubjectExpert) -> PersonName:
    """Give the name of a person, with the organisation's."""
    organisation = match_round.organisation_of(person)
    return PersonName(
        id=person.id, name=person.name, organisation=organisation.name if organisation else None
    )
