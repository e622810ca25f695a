"""Which decisions alone keep a mentee from a mentor: vetoes, and pairs that somebody pinned."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..assignment import AssignmentProblem, any_optimum
from ..proposal import Proposal
from ..words import Message
from ..words.templates import unmatched as say
from .decided import kept_by, pin_of, veto_words
from .record import name_of

__all__ = ["but_for"]

Pairs = NDArray[np.int64]


def but_for(proposal: Proposal, row: int, rivals: Collection[int]) -> tuple[Message, ...]:
    """List the fewest decisions without which a mentee could have a mentor.

    Parameters
    ----------
    proposal : Proposal
        A proved one.
    row : int
        Somebody without a mentor.
    rivals : collection of int
        The mentees who compete for the same places; where no decision is about any of them,
        none can matter.

    Returns
    -------
    tuple of Message
        Empty where no proposal that is best without these decisions has a mentor for the mentee.

    Notes
    -----
    All of these decisions are lifted at once. Among the proposals that are best then, those that
    match the mentee come first, and of these the ones that go against the fewest decisions. Under
    the other decisions such a proposal is still the best; so those that it goes against suffice.
    """
    vetoes, pins = _liftable(proposal)
    if not np.isin([row, *rivals], [*vetoes[:, 0], *pins[:, 0]]).any():
        return ()
    found = any_optimum(_lifted(proposal.problem, row, vetoes, pins), proposal.policy.objective)
    if row not in found.pairs[:, 0]:
        return ()
    pairs = set(map(tuple, found.pairs.tolist()))
    against = [pair for pair in map(tuple, vetoes.tolist()) if pair in pairs]
    against += [pair for pair in map(tuple, pins.tolist()) if pair not in pairs]
    return tuple(_decision(proposal, *pair) for pair in sorted(against))


def _liftable(proposal: Proposal) -> tuple[Pairs, Pairs]:
    """List the vetoes on pairs that are eligible otherwise, and the pairs that somebody keeps."""
    vetoes, pins = proposal.problem.forbidden, proposal.problem.pins
    vetoes = vetoes[proposal.scored.eligible[vetoes[:, 0], vetoes[:, 1]]]
    by_somebody = [kept_by(proposal, i, j) not in (None, "quota") for i, j in pins.tolist()]
    return vetoes, pins[np.array(by_somebody, dtype=np.bool_)]


def _lifted(problem: AssignmentProblem, row: int, vetoes: Pairs, pins: Pairs) -> AssignmentProblem:
    """Lift decisions; of equal optima prefer those with the mentee, then with more decisions."""
    most = len(vetoes) + len(pins) + 1
    score, unmatched = 2 * most * problem.score, 2 * most * problem.unmatched
    score[problem.place(vetoes)] -= 1
    score[problem.place(pins)] += 1
    unmatched[row] -= most
    return replace(
        problem,
        score=score,
        unmatched=unmatched,
        load_cost=2 * most * problem.load_cost,
        pins=_without(problem.pins, pins),
        forbidden=_without(problem.forbidden, vetoes),
    )


def _without(pairs: Pairs, others: Pairs) -> Pairs:
    dropped = set(map(tuple, others.tolist()))
    return pairs[np.array([tuple(pair) not in dropped for pair in pairs.tolist()], dtype=np.bool_)]


def _decision(proposal: Proposal, row: int, col: int) -> Message:
    people = proposal.round
    said = veto_words(proposal, row, col) or pin_of(proposal, row, col)
    assert said is not None, "somebody decided it"
    return say.DECISION(
        mentee=str(name_of(people, people.mentees[row])),
        mentor=str(name_of(people, people.mentors[col])),
        decision=said,
    )
