"""Does a pair hang on the weights? Over which weights it stays, exactly, and how often it does.

The marks of a pair are a sum over the criteria, so that along one weight, the others keeping their
proportions, every proposal is worth a straight line and the best of them a convex curve of straight
pieces. The pieces are found by cutting where two lines meet [1]_; on each of them the same pairs
are in a best proposal.

References
----------
.. [1] M. J. Eisner and D. G. Severance, "Mathematical techniques for efficient record segmentation
   in large shared databases", Journal of the ACM 23(4), 1976.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..assignment import AssignmentProblem, any_optimum
from ..proposal import Proposal
from ..scoring.criteria import criteria_of

__all__ = ["FULL_MARKS", "Piece", "WeightSweep", "sampled_weights", "sweep"]

FULL_MARKS = 1000
"""The weights of all criteria together, in marks."""

Table = NDArray[np.int64]
Mask = NDArray[np.bool_]
Line = tuple[int, int]
"""What a proposal is worth at weight 0, and by how much more for each mark of weight."""


@dataclass(frozen=True, eq=False)
class Piece:
    """Weights, in marks, between which the same pairs are in a best proposal.

    Attributes
    ----------
    first, last : int
        From and to, both included.
    stays : ndarray of bool, shape (n_pairs,)
        Which pairs of the proposal are in some best proposal at each of these weights.
    """

    first: int
    last: int
    stays: Mask


@dataclass(frozen=True, eq=False)
class WeightSweep:
    """Marks of all pairs as functions of the weights; eligible pairs stay what they are.

    Attributes
    ----------
    proposal : Proposal
        The proposal whose pairs are looked at.
    """

    proposal: Proposal

    @cached_property
    def shares(self) -> dict[str, Table]:
        """Share of full marks of each eligible pair, by criterion."""
        facts, problem = self.proposal.scored.facts, self.proposal.problem
        return {
            c.name: np.asarray(c.shares(facts).value, dtype=np.int64)[problem.row, problem.col]
            for c in criteria_of(facts.policy)
        }

    @cached_property
    def own(self) -> Table:
        """Where the proposal's pairs stand among the eligible ones."""
        return self.proposal.problem.place(self.proposal.assignment.pairs)

    @cached_property
    def weights(self) -> dict[str, int]:
        """The policy's weights, in marks."""
        return dict(self.proposal.policy.weights)

    def problem(self, weights: dict[str, int]) -> AssignmentProblem:
        """Write the round down under other weights.

        Parameters
        ----------
        weights : dict of str to int
            One for each criterion; only their proportions count.

        Returns
        -------
        AssignmentProblem
            With marks that are not rounded.
        """
        score = sum((w * self.shares[name] for name, w in weights.items()), np.int64(0))
        return replace(self.proposal.problem, score=np.asarray(score, dtype=np.int64))

    def at(self, criterion: str, marks: int) -> AssignmentProblem:
        """Write the round down with another weight of one criterion.

        Parameters
        ----------
        criterion : str
            Whose weight.
        marks : int
            Of 1000; the other criteria share the rest in their old proportions.

        Returns
        -------
        AssignmentProblem
        """
        rest = sum(w for name, w in self.weights.items() if name != criterion)
        others = {n: w * (FULL_MARKS - marks) for n, w in self.weights.items() if n != criterion}
        return self.problem({criterion: marks * rest, **others})

    def in_some_best(self, problem: AssignmentProblem) -> Mask:
        """Say which pairs of the proposal are in some best proposal of a problem.

        Parameters
        ----------
        problem : AssignmentProblem
            The round under other weights.

        Returns
        -------
        ndarray of bool, shape (n_pairs,)
        """
        found = any_optimum(problem, self.proposal.policy.objective)
        return np.asarray(found.in_some[self.own])


def sweep(one: WeightSweep, criterion: str) -> tuple[Piece, ...]:
    """Follow the best proposal along the weight of one criterion, from nothing to all.

    Parameters
    ----------
    one : WeightSweep
        The round.
    criterion : str
        Whose weight.

    Returns
    -------
    tuple of Piece
        They cover 0 to 1000 marks. A single piece where the criterion has all the weight, so that
        there is nothing to weigh it against.
    """
    if one.weights[criterion] == FULL_MARKS:
        stays = one.in_some_best(one.problem(one.weights))
        return (Piece(0, FULL_MARKS, stays),)
    best = _Best(one, criterion)
    cuts = sorted({0, FULL_MARKS, *best.cuts(0, FULL_MARKS)})
    found: list[Piece] = []
    for first, last in pairwise(cuts):
        spans = [(first, first)] if not found else []
        spans += [(first + 1, last - 1)] if last - first > 1 else []
        spans.append((last, last))
        for low, high in spans:
            _, stays = best.read((low + high) // 2)
            if found and np.array_equal(found[-1].stays, stays):
                found[-1] = replace(found[-1], last=high)
            else:
                found.append(Piece(low, high, stays))
    return tuple(found)


class _Best:
    """The best proposals along one weight, and where they change."""

    def __init__(self, one: WeightSweep, criterion: str) -> None:
        self.one, self.criterion = one, criterion
        self.ends = one.at(criterion, 0), one.at(criterion, FULL_MARKS)
        self.seen: dict[int, tuple[Line, Mask]] = {}

    def cuts(self, first: int, last: int) -> Iterator[int]:
        """Find the marks next to which the line of the best proposal changes."""
        stack = [(first, self.line(first), last, self.line(last))]
        while stack:
            low, left, high, right = stack.pop()
            if left == right or high - low < 2:
                yield from (low, high)
                continue
            # Both are worth the same where left[0] + t left[1] meets right[0] + t right[1].
            meeting = (left[0] - right[0]) // (right[1] - left[1])
            middle = min(max(meeting, low + 1), high - 1)
            found = self.line(middle)
            if self._worth(found, middle) == self._worth(left, middle):
                found = left
            elif self._worth(found, middle) == self._worth(right, middle):
                found = right
            stack.append((low, left, middle, found))
            stack.append((middle, found, high, right))

    def line(self, marks: int) -> Line:
        """Give a best proposal at a weight as a line: its worth at 0, and per mark."""
        return self.read(marks)[0]

    def read(self, marks: int) -> tuple[Line, Mask]:
        """Give the line of a best proposal at a weight, and which pairs are in some best one."""
        if marks not in self.seen:
            problem = self.one.at(self.criterion, marks)
            found = any_optimum(problem, self.one.proposal.policy.objective)
            place = problem.place(found.pairs)
            none, full = (int(end.score[place].sum()) for end in self.ends)
            self.seen[marks] = (none * FULL_MARKS, full - none), found.in_some[self.one.own]
        return self.seen[marks]

    @staticmethod
    def _worth(line: Line, marks: int) -> int:
        return line[0] + marks * line[1]


def sampled_weights(one: WeightSweep, count: int, seed: int, spread: int = 25) -> NDArray[np.int64]:
    """Draw weights around the policy's, and count how often each pair is in a best proposal.

    Parameters
    ----------
    one : WeightSweep
        The round.
    count : int
        How many to draw.
    seed : int
        The same seed draws the same weights.
    spread : int
        Each weight is drawn uniformly within so many per cent.

    Returns
    -------
    ndarray of int64, shape (n_pairs,)
        How often of ``count``.
    """
    draw = np.random.default_rng(seed)
    kept = np.zeros(len(one.proposal.pairs), dtype=np.int64)
    for _ in range(count):
        factor = draw.integers(100 - spread, 100 + spread, size=len(one.weights), endpoint=True)
        drawn = {n: int(w * f) for (n, w), f in zip(one.weights.items(), factor, strict=True)}
        kept += one.in_some_best(one.problem(drawn))
    return kept
