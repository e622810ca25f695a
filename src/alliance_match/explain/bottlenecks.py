"""Where are places scarce? What one more place with each mentor would bring, exactly."""

from __future__ import annotations

from ..assignment import place_values
from ..proposal import Proposal
from ..words import Message, Speech
from ..words.templates import bottlenecks as words
from .record import Explanation, Loss, PersonName, name_of

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

    def told(self, to: Speech) -> str:
        """Tell what one more place would bring, and how many there are."""
        return to.sentence(self.message)

    @property
    def message(self) -> Message:
        """One line: the gain first."""
        mentor, used = str(self.mentor), words.TAKEN(taken=self.taken, count=self.places)
        if not self.gains:
            return words.BRINGS_NOTHING(mentor=mentor, used=used)
        gains = gained(self.matches, self.points)
        if self.points >= 0:
            return words.BRINGS(mentor=mentor, gains=gains, used=used)
        price = -self.points
        return words.BRINGS_AT_A_PRICE(mentor=mentor, gains=gains, points=price, used=used)


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

    def told(self, to: Speech) -> str:
        """Tell the scarce places, a line each."""
        if not self.scarce:
            return to.say(words.NONE())
        head = to.say(words.SCARCE(count=len(self.scarce)))
        return "\n".join([head, *(f"  {one.told(to)}" for one in self.scarce)])


def gained(matches: int, points: int) -> tuple[Message, ...]:
    """List the matches and the points that something brings; none that it costs."""
    parts = (
        (matches, words.MORE_MATCHES(count=matches)),
        (points, words.MORE_POINTS(points=points)),
    )
    return tuple(said for amount, said in parts if amount > 0)


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

    Examples
    --------
    >>> import alliance_match as am
    >>> people = am.load_round("examples/data/mentors.csv", "examples/data/mentees.csv")
    >>> print(bottlenecks(am.propose(people)).places[0])
    Inés Ejemplo (M03): one more place would bring 25.4 points (1 of 1 place taken).
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
