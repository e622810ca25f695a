"""How few people need move for a pair, and what is lost when only so many do."""

from __future__ import annotations

from ..proposal import Proposal
from ..words import Message
from ..words.templates import why_not as say
from .record import Line, Loss

__all__ = ["MoverStep", "disruption"]


class MoverStep(Line):
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
    def message(self) -> Message:
        """How many move, and what is lost."""
        return say.MOVERS(count=self.movers, loss=self.loss.message)


def disruption(proposal: Proposal, row: int, col: int) -> tuple[MoverStep, ...]:
    """Trade the people who move against what the round loses, for one pair.

    Parameters
    ----------
    proposal : Proposal
        A proved proposal.
    row, col : int
        The pair.

    Returns
    -------
    tuple of MoverStep
        Each with a smaller loss than the one before, up to the least of all. Under ``total``, which
        does not look at coverage, points alone are told.
    """
    found = proposal.displacements.losses(row, col)
    steps: list[MoverStep] = []
    for count, lost in enumerate(found, start=1):
        loss = None if lost is None else Loss(coverage=lost[0], points=lost[1])
        if loss is not None and (not steps or steps[-1].loss != loss):
            steps.append(MoverStep(movers=count, loss=loss))
    return tuple(steps)
