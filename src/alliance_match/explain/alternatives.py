"""Is there another proposal as good? The best other proposals, as differences to the first."""

from __future__ import annotations

from ..assignment import best_assignments
from ..proposal import Proposal
from ..words import Message, Speech
from ..words.templates import alternatives as words
from .differences import differences
from .record import Explanation, Loss, Move

__all__ = ["OtherProposal", "OtherProposals", "other_proposals"]


class OtherProposal(Explanation):
    """Another whole proposal: what it loses, and who would have somebody else.

    Attributes
    ----------
    rank : int
        2 for the second best, and so on.
    loss : Loss
        Against the proposal.
    moves : tuple of Move
        Every mentee whose mentor differs.
    """

    rank: int
    loss: Loss
    moves: tuple[Move, ...]

    def told(self, to: Speech) -> str:
        """Tell what it loses, then who moves."""
        moves = (to.sentence(move.message) for move in self.moves)
        return " ".join([to.say(self.verdict), *moves])

    @property
    def verdict(self) -> Message:
        """What it loses."""
        if self.loss.nothing:
            return words.IS_AS_GOOD(rank=self.rank)
        return words.LOSES(rank=self.rank, loss=self.loss.message)


class OtherProposals(Explanation):
    """The best proposals besides the first.

    Attributes
    ----------
    others : tuple of OtherProposal
        Best first.
    complete : bool
        Whether there are no more proposals at all.
    """

    others: tuple[OtherProposal, ...]
    complete: bool

    @property
    def ties(self) -> int:
        """How many of them are as good as the proposal."""
        return sum(other.loss.nothing for other in self.others)

    def told(self, to: Speech) -> str:
        """Tell the verdict, then the proposals one by one."""
        lines = (f"  {other.told(to)}" for other in self.others)
        return "\n".join([to.say(self.verdict), *lines])

    @property
    def verdict(self) -> Message:
        """Whether the data decide."""
        if not self.others:
            return words.NONE()
        if not self.ties:
            return words.BEST(loss=self.others[0].loss.message)
        there_may_be_more = self.ties == len(self.others) and not self.complete
        return (words.TIES_AT_LEAST if there_may_be_more else words.TIES)(count=self.ties)


def other_proposals(proposal: Proposal, most: int = 3) -> OtherProposals:
    """Find the best whole proposals besides the first.

    Parameters
    ----------
    proposal : Proposal
        A proved proposal.
    most : int
        How many to find.

    Returns
    -------
    OtherProposals

    Raises
    ------
    ProblemError
        When the problem has side rows.

    Examples
    --------
    >>> import alliance_match as am
    >>> people = am.load_round("examples/data/mentors.csv", "examples/data/mentees.csv")
    >>> other_proposals(am.propose(people), most=1).others[0].loss.points
    2
    """
    ranked = best_assignments(proposal.problem, most + 1, proposal.policy.objective)
    own = {tuple(pair) for pair in proposal.assignment.pairs.tolist()}
    rest = [one for one in ranked if {tuple(pair) for pair in one.pairs.tolist()} != own]
    others = []
    for rank, other in enumerate(rest[:most], 2):
        loss = Loss(
            coverage=proposal.assignment.coverage - other.coverage
            if proposal.policy.objective == "coverage_total"
            else 0,
            points=proposal.assignment.value - other.value,
        )
        after: dict[int, int] = dict(other.pairs.tolist())
        others.append(OtherProposal(rank=rank, loss=loss, moves=differences(proposal, after)))
    return OtherProposals(others=tuple(others), complete=len(rest) < most)
