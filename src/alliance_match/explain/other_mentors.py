"""Which other mentors a mentee of the proposal could have, and what each would cost the round."""

from __future__ import annotations

import numpy as np

from ..proposal import Proposal
from ..words import Message
from ..words.templates import pairs as say
from .differences import differences
from .disruption import MoverStep, disruption
from .record import Line, Loss, Move, PersonName, name_of

__all__ = ["Alternative", "WorthMost", "alternatives", "worth_most"]

#: From how many mentees on the price of moving fewer is told beside a chain.
_MANY = 3


class Alternative(Line):
    """Another mentor: the pair's points, what choosing it costs the round, and who would move.

    Attributes
    ----------
    mentor : PersonName
        The other mentor.
    points : int
        Of the pair, of 1000.
    loss : Loss
        What the whole proposal loses.
    moves : tuple of Move
        Who else would change.
    frontier : tuple of MoverStep
        Where three or more change: the least loss when fewer do.
    """

    mentor: PersonName
    points: int
    loss: Loss
    moves: tuple[Move, ...]
    frontier: tuple[MoverStep, ...] = ()

    @property
    def message(self) -> Message:
        """The alternative and its price."""
        mentor, moves = str(self.mentor), tuple(move.message for move in self.moves)
        if self.loss.nothing:
            if moves:
                return say.AS_GOOD_AND_MOVES(mentor=mentor, points=self.points, moves=moves)
            return say.AS_GOOD(mentor=mentor, points=self.points)
        loss = self.loss.message
        if moves:
            return say.COSTS_AND_MOVES(mentor=mentor, points=self.points, loss=loss, moves=moves)
        return say.COSTS(mentor=mentor, points=self.points, loss=loss)


class WorthMost(Line):
    """The mentor with whom the mentee would have most points, where that is another.

    Attributes
    ----------
    mentee, mentor : PersonName
        The mentee, and that mentor.
    points : int
        Of the pair, of 1000.
    loss : Loss
        What the whole proposal loses by it.
    """

    mentee: PersonName
    mentor: PersonName
    points: int
    loss: Loss

    @property
    def message(self) -> Message:
        """The mentor, the points and the price."""
        mentee, mentor = str(self.mentee), str(self.mentor)
        if self.loss.nothing:
            return say.WORTH_MOST_FREE(mentee=mentee, mentor=mentor, points=self.points)
        return say.WORTH_MOST(
            mentee=mentee, mentor=mentor, points=self.points, loss=self.loss.message
        )


def alternatives(proposal: Proposal, row: int, col: int) -> tuple[Alternative, ...]:
    """Pick the two other mentors whose choice costs the whole round least."""
    table, points = proposal.regrets, proposal.scored.points
    others = [int(j) for j in np.flatnonzero(table.possible[row]) if j != col]
    others.sort(
        key=lambda j: (
            table.coverage[row, j],
            table.value[row, j],
            -points[row, j],
            proposal.problem.col_key[j],
        )
    )
    return tuple(_alternative(proposal, row, j) for j in others[:2])


def worth_most(proposal: Proposal, row: int, col: int) -> WorthMost | None:
    """Find who would give the mentee most points; of several, who costs the round least."""
    table, points = proposal.regrets, proposal.scored.points[row]
    able = np.flatnonzero(table.possible[row] & (points > points[col])).tolist()
    if not able:
        return None
    cost, key = (table.coverage[row], table.value[row]), proposal.problem.col_key
    best = min(able, key=lambda j: (-points[j], cost[0][j], cost[1][j], key[j]))
    return WorthMost(
        mentee=name_of(proposal.round, proposal.round.mentees[row]),
        mentor=name_of(proposal.round, proposal.round.mentors[best]),
        points=int(points[best]),
        loss=Loss(coverage=int(cost[0][best]), points=int(cost[1][best])),
    )


def _alternative(proposal: Proposal, row: int, col: int) -> Alternative:
    table, changed = proposal.regrets, proposal.displacements.best_with(row, col)
    steps = disruption(proposal, row, col) if len(changed.moved) >= _MANY else ()
    return Alternative(
        mentor=name_of(proposal.round, proposal.round.mentors[col]),
        points=int(proposal.scored.points[row, col]),
        loss=Loss(coverage=int(table.coverage[row, col]), points=int(table.value[row, col])),
        moves=differences(proposal, dict(changed.pairs.tolist()), but=(row,)),
        frontier=steps,
    )
