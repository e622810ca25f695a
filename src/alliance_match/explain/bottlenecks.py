"""Where are places scarce? What one more place with each mentor would bring, exactly."""

from __future__ import annotations

from ..assignment import place_values
from ..proposal import Proposal
from .record import Explanation, Loss, PersonName, name_of
from .words import joined, marks, plural, sentence

__all__ = ["Bottlenecks", "PlaceValue", "bottlenecks"]


class PlaceValue(Explanation):
    """What a mentor's places are worth to the round.

    Attributes
    ----------
    mentor : PersonName
        The mentor.
    places, taken : int
        How many there are, and how many the proposal uses.
    matches, points : int
        What one more place would bring: mentees with a mentor, and points of 1000. Points may be
        negative where a match is gained.
    loss : Loss or None
        What the round would lose with one place fewer; None where pins need every place, or there
        is none.
    """

    mentor: PersonName
    places: int
    taken: int
    matches: int
    points: int
    loss: Loss | None

    @property
    def gains(self) -> bool:
        """Whether one more place would bring anything."""
        return self.matches > 0 or self.points > 0

    @property
    def text(self) -> str:
        """One line: the gain first."""
        used = f"{self.taken} of {plural(self.places, 'place')} taken"
        if not self.gains:
            return f"{self.mentor}: one more place would bring nothing ({used})"
        parts = [plural(self.matches, "more match", "more matches")] if self.matches else []
        if self.points:
            parts.append(f"{marks(self.points)} points")
        return f"{self.mentor}: one more place would bring {joined(parts)} ({used})"


class Bottlenecks(Explanation):
    """All mentors by what one more place would bring, the scarcest first.

    Attributes
    ----------
    places : tuple of PlaceValue
        Every mentor.
    """

    places: tuple[PlaceValue, ...]

    @property
    def scarce(self) -> tuple[PlaceValue, ...]:
        """The mentors of whom one more place would bring something."""
        return tuple(one for one in self.places if one.gains)

    @property
    def text(self) -> str:
        """The scarce places, a line each."""
        if not self.scarce:
            return "No place is scarce: one more with any mentor would bring nothing."
        lines = [f"One more place would help with {plural(len(self.scarce), 'mentor')}:"]
        return "\n".join([*lines, *(f"  {sentence(one.text)}" for one in self.scarce)])


def bottlenecks(proposal: Proposal) -> Bottlenecks:
    """Say with whom one more place would bring most.

    Parameters
    ----------
    proposal : Proposal
        A proved proposal.

    Returns
    -------
    Bottlenecks
        What one more place brings is exact for one place with one mentor; two such gains need not
        add up.

    Raises
    ------
    ProblemError
        When the proposal is not proved optimal.
    """
    values = place_values(proposal.problem, proposal.assignment)
    taken = [0] * len(proposal.round.mentors)
    for pair in proposal.pairs:
        taken[pair.col] += 1
    found = []
    for col, mentor in enumerate(proposal.round.mentors):
        more, fewer = values.one_more.one(col), values.one_fewer.one(col)
        matches, points = more or (0, 0)
        found.append(
            PlaceValue(
                mentor=name_of(proposal.round, mentor),
                places=int(proposal.problem.capacity[col]),
                taken=taken[col],
                matches=matches,
                points=points,
                loss=None if fewer is None else Loss(coverage=fewer[0], points=fewer[1]),
            )
        )
    found.sort(key=lambda one: (-one.matches, -one.points, one.mentor.id))
    return Bottlenecks(places=tuple(found))
