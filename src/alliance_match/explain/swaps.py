"""Would two people rather swap? Pairs who would both be better served by each other."""

from __future__ import annotations

from ..proposal import Proposal
from ..words import Message, Speech
from ..words.templates import swaps as words
from .record import Explanation, PersonName, name_of

__all__ = ["BlockingPair", "BlockingPairs", "blocking_pairs"]


class BlockingPair(Explanation):
    """A mentee and a mentor whose pair has more points than what each of them has.

    Attributes
    ----------
    mentee, mentor : PersonName
        The two.
    points : int
        Of their pair, of 1000.
    mentee_has : int or None
        Points of the mentee's own pair; None without one.
    mentor_has : int or None
        The fewest points of the mentor's pairs; None where the mentor has a place free.
    """

    mentee: PersonName
    mentor: PersonName
    points: int
    mentee_has: int | None
    mentor_has: int | None

    def told(self, to: Speech) -> str:
        """Tell what they would have, and what they have now."""
        one, other = words.MENTEE_HAS_NOBODY(), words.MENTOR_IS_FREE()
        if self.mentee_has is not None:
            one = words.MENTEE_HAS(points=self.mentee_has)
        if self.mentor_has is not None:
            other = words.MENTOR_HAS(points=self.mentor_has)
        pair = words.PAIR(
            mentee=str(self.mentee),
            mentor=str(self.mentor),
            points=self.points,
            mentee_now=one,
            mentor_now=other,
        )
        return to.sentence(pair)


class BlockingPairs(Explanation):
    """All blocking pairs: a report, not a fault. The best total need not be stable [1]_.

    Attributes
    ----------
    pairs : tuple of BlockingPair
        Most points first.

    References
    ----------
    .. [1] D. Gale and L. S. Shapley, "College admissions and the stability of marriage", American
       Mathematical Monthly 69(1), 1962.
    """

    pairs: tuple[BlockingPair, ...]

    def told(self, to: Speech) -> str:
        """Tell how many there are, then each."""
        return "\n".join([to.say(self.verdict), *(f"  {one.told(to)}" for one in self.pairs)])

    @property
    def verdict(self) -> Message:
        """How many there are."""
        return words.SOME(count=len(self.pairs)) if self.pairs else words.NONE()


def blocking_pairs(proposal: Proposal) -> BlockingPairs:
    """Find who would both be better served by each other than by what they have.

    Parameters
    ----------
    proposal : Proposal
        Any proposal.

    Returns
    -------
    BlockingPairs
        Among eligible pairs without a veto; pinned people stay where they are.

    Examples
    --------
    >>> import alliance_match as am
    >>> people = am.load_round("examples/data/mentors.csv", "examples/data/mentees.csv")
    >>> len(blocking_pairs(am.propose(people)).pairs)
    1
    """
    people, points, problem = proposal.round, proposal.scored.points, proposal.problem
    forbidden = {tuple(pair) for pair in problem.forbidden.tolist()}
    pins = {tuple(pair) for pair in problem.pins.tolist()}
    has = {pair.row: pair.points for pair in proposal.pairs}
    given: dict[int, list[int]] = {}
    for pair in proposal.pairs:
        if (pair.row, pair.col) not in pins:
            given.setdefault(pair.col, []).append(pair.points)
    taken = [0] * len(people.mentors)
    for pair in proposal.pairs:
        taken[pair.col] += 1
    pinned = {row for row, _ in pins}
    proposed = {(pair.row, pair.col) for pair in proposal.pairs}
    found = []
    for row, col in zip(problem.row.tolist(), problem.col.tolist(), strict=True):
        if row in pinned or (row, col) in forbidden | proposed:
            continue
        worth, own = int(points[row, col]), has.get(row)
        is_free = taken[col] < int(problem.capacity[col])
        least = None if is_free else min(given.get(col, ()), default=worth)
        if (own is None or worth > own) and (least is None or worth > least):
            found.append(
                BlockingPair(
                    mentee=name_of(people, people.mentees[row]),
                    mentor=name_of(people, people.mentors[col]),
                    points=worth,
                    mentee_has=own,
                    mentor_has=least,
                )
            )
    found.sort(key=lambda one: (-one.points, one.mentee.id, one.mentor.id))
    return BlockingPairs(pairs=tuple(found))
