"""How many must move, and what each further move brings: the curve behind a re-match."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..assignment import AssignmentProblem, CurvePoint, disruption_curve
from ..proposal import Proposal
from ..rematch import old_pairs, rate_of
from ..words import Message, Speech
from ..words.templates import moves as say
from .record import Explanation, Line

__all__ = ["MovesCurve", "MovesPoint", "moves_curve"]

#: In a larger round the points between the corners are left out: each takes a search of its own.
LARGE = 60 * 40


class MovesPoint(Line):
    """The best that so many moves bring.

    Attributes
    ----------
    moves : int
        How many mentees do not keep the mentor that they had.
    coverage, points : int
        How many have a mentor then, and the points of all, of 1000 each.
    proved : bool
        Whether there is nothing better with so few moves.
    taken : bool
        Whether the proposal is here.
    """

    moves: int
    coverage: int
    points: int
    proved: bool
    taken: bool

    @property
    def message(self) -> Message:
        """So many moves, and what they bring."""
        template = say.POINT_TAKEN if self.taken else say.POINT
        point = template(count=self.moves, coverage=self.coverage, value=self.points)
        return point if self.proved else say.NOT_PROVED(point=point)


class MovesCurve(Explanation):
    """Points against mentees who move.

    Attributes
    ----------
    had : int
        How many mentees of the round had a mentor in the earlier proposal.
    points : tuple of MovesPoint
        Each better than the one before, from the fewest moves that are possible at all.
    whole : bool
        Whether the points between the corners of the curve are there too.
    rule : Message
        What the policy says of moves.
    """

    had: int
    points: tuple[MovesPoint, ...]
    whole: bool
    rule: Message

    def told(self, to: Speech) -> str:
        """Tell the rule, then the curve."""
        if not self.points:
            return to.sentence(say.NONE())
        lines = [to.sentence(self.rule), to.heading(say.HEAD(had=self.had))]
        lines += [f"  {to.sentence(point.message)}" for point in self.points]
        return "\n".join(lines if self.whole else [*lines, to.sentence(say.CORNERS())])


def moves_curve(proposal: Proposal, whole: bool | None = None) -> MovesCurve:
    """Trade the mentees who move in a re-match against what is gained.

    Parameters
    ----------
    proposal : Proposal
        Made with ``previous``.
    whole : bool, optional
        Whether to search what lies between the corners of the curve, one by one; by default in
        rounds of up to :data:`LARGE` pairs of a mentee and a mentor.

    Returns
    -------
    MovesCurve
        Without points where there was no earlier proposal, or none is possible.
    """
    kept, people = proposal.kept, proposal.round
    rule = _rule(proposal)
    if kept is None or not kept.before or proposal.status == "infeasible":
        return MovesCurve(had=0, points=(), whole=True, rule=rule)
    if whole is None:
        whole = len(people.mentees) * len(people.mentors) <= LARGE
    before = old_pairs(people, kept.before)
    objective = proposal.policy.objective
    found = disruption_curve(_free(proposal), before, objective, corners_only=not whole)
    here = _here(proposal)
    return MovesCurve(
        had=len(kept.before),
        points=tuple(_point(one, here) for one in found),
        whole=whole,
        rule=rule,
    )


def _rule(proposal: Proposal) -> Message:
    rate = rate_of(proposal.policy)
    if rate is None:
        return say.FEWEST()
    return say.WORTH_IT(per_move=rate) if rate else say.POINTS()


def _free(proposal: Proposal) -> AssignmentProblem:
    """Take the kept pairs out of the pins, but for those that the committee decided."""
    people, decisions = proposal.round, proposal.round.decisions
    kept = {d.pair for d in decisions.of_kind("keep")}
    kept -= {d.pair for d in decisions.of_kind("pin", "accept")}
    pins = [
        (i, j)
        for i, j in proposal.problem.pins.tolist()
        if (people.mentees[i].id, people.mentors[j].id) not in kept
    ]
    return replace(proposal.problem, pins=np.array(pins, dtype=np.int64).reshape(-1, 2))


def _here(proposal: Proposal) -> tuple[int, int, int]:
    """Give moves, coverage and points of the proposal."""
    assert proposal.kept is not None, "a re-match has its kept pairs"
    total = sum(pair.points for pair in proposal.pairs)
    return proposal.kept.moved, len(proposal.pairs), total


def _point(one: CurvePoint, here: tuple[int, int, int]) -> MovesPoint:
    where = (one.moves, one.coverage, one.value)
    return MovesPoint(
        moves=one.moves,
        coverage=one.coverage,
        points=one.value,
        proved=one.proved,
        taken=where == here,
    )
