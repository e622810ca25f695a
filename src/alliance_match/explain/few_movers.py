"""How few people need move? The least loss for which a pair can be had when 1, 2, 3 move."""

from __future__ import annotations

from ..assignment import least_loss
from ..proposal import Proposal
from .record import Explanation, Loss, PersonName, name_of
from .words import plural

__all__ = ["FewMovers", "MoverStep", "few_movers"]


class MoverStep(Explanation):
    """So many people at most, and the least loss then.

    Attributes
    ----------
    movers : int
        How many mentees change, the one who asks counted.
    loss : Loss
        What the round loses.
    """

    movers: int
    loss: Loss

    @property
    def text(self) -> str:
        """One line."""
        people = plural(self.movers, "mentee moves", "mentees move")
        return f"{people}: the round loses {self.loss}"


class FewMovers(Explanation):
    """The trade between people moved and what is lost, for one pair.

    Attributes
    ----------
    mentee, mentor : PersonName
        The pair.
    steps : tuple of MoverStep
        Each with fewer losses than the one before; empty where the pair cannot be had.
    """

    mentee: PersonName
    mentor: PersonName
    steps: tuple[MoverStep, ...]

    @property
    def text(self) -> str:
        """All steps."""
        pair = f"{self.mentee} with {self.mentor}"
        if not self.steps:
            return f"{pair} cannot be had, however many people move."
        return "\n".join([f"To have {pair}:", *(f"  {one.text}." for one in self.steps)])


def few_movers(proposal: Proposal, mentee: str, mentor: str) -> FewMovers:
    """Trade the people who move against what the round loses, for one pair.

    Parameters
    ----------
    proposal : Proposal
        A proved proposal.
    mentee, mentor : str
        Ids, or names where they are unique.

    Returns
    -------
    FewMovers

    Raises
    ------
    UnknownNameError
        When there is no such person.
    ProblemError
        When the proposal is not proved optimal.
    """
    who, whom = proposal.round.mentee(mentee), proposal.round.mentor(mentor)
    row, col = proposal.round.mentees.index(who), proposal.round.mentors.index(whom)
    steps: list[MoverStep] = []
    for movers in range(1, len(proposal.round.mentees) + 1):
        found = least_loss(proposal.problem, proposal.assignment, row, col, movers)
        if found is None:
            continue
        loss = Loss(coverage=found[0], points=found[1])
        if not steps or steps[-1].loss != loss:
            steps.append(MoverStep(movers=movers, loss=loss))
    return FewMovers(
        mentee=name_of(proposal.round, who),
        mentor=name_of(proposal.round, whom),
        steps=tuple(steps),
    )
