"""Could an answer change the proposal? Over all that it could make of points and rules, exactly.

Let the points of some pairs lie between bounds, independently of each other. A proposal is optimal
for all of these points if and only if it is optimal where its own pairs have their least points and
all others their most: what another proposal is ahead by is a difference in which the pairs that
both have cancel, and it is greatest there. So one problem decides, and its optimum says how much
better another proposal could be at most. Real answers move several pairs together, and so may do
less; they never do more.

First the prices of the proof are tried on that problem; where they still prove the proposal, or
the regrets of all pairs tell what its optimum is, nothing is solved.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..assignment import AssignmentProblem, Optimum, any_optimum
from ..proposal import Proposal
from ..scoring.unknowns import Reach
from .one_row import OneRow
from .record import Loss

__all__ = ["Stake", "Stakes"]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_FULL_MARKS = 1000
#: With more eligible pairs than this, nothing is solved again for a question.
_MANY = 100_000


@dataclass(frozen=True)
class Stake:
    """What an answer could do to a proposal.

    Attributes
    ----------
    can_change : bool
        False where the proposal stays one of the best, whatever the answer.
    pairs : int
        How many pairs could get other points, or become eligible or cease to be.
    falls : int
        How many proposed pairs could turn out to be impossible.
    effect : Loss or None
        How much better than this proposal another could be then, at most; ``None`` where pins or
        minimum loads could then not be kept, and where a round is too large to work it out.
    """

    can_change: bool
    pairs: int
    falls: int
    effect: Loss | None


@dataclass(frozen=True, eq=False)
class Stakes:
    """Judges answers by one proved proposal."""

    proposal: Proposal

    def of_answer(self, reach: Reach) -> Stake:
        """Judge an answer that bears on points and rules."""
        scored, row, col = self.proposal.scored, reach.row, reach.col
        now, eligible = scored.points[row, col], scored.eligible[row, col]
        moved = (reach.low < now) | (reach.high > now) | reach.may_fall | reach.may_rise
        touched = (eligible | reach.may_rise) & moved & ~self._vetoed[row, col]
        proposed: Bools = touched & (self._choice[row] == col)
        falls = int((proposed & reach.may_fall).sum())
        pairs = int(touched.sum())
        free = touched & ~self._pinned[row]  # whoever is pinned has no other choice
        if not falls and self._still_proved(reach, free & ~proposed, free & proposed):
            return Stake(False, pairs, 0, Loss(coverage=0, points=0))
        effect = self._effect(reach, touched, falls)
        can = falls > 0 or effect is None or not effect.nothing
        return Stake(can, pairs, falls, effect)

    def of_places(self, col: int, least: int, most: int) -> Stake:
        """Judge an answer that bears on the places of one mentor: from so many to so many."""
        problem, load = self.proposal.problem, int((self._choice == col).sum())
        pairs = self.proposal.assignment.pairs
        capacity, loads = problem.capacity.copy(), problem.min_load.copy()
        capacity[col], loads[col] = most, min(least, loads[col])
        wider = replace(problem, capacity=capacity, min_load=loads)
        effect = None if self._is_large else self._gain(any_optimum(wider, self._objective), pairs)
        falls = max(0, load - least)
        forced = most > problem.capacity[col] and self.proposal.policy.places.min_load > load
        eligible = int((self.proposal.scored.eligible[:, col] & ~self._vetoed[:, col]).sum())
        can = falls > 0 or forced or effect is None or not effect.nothing
        return Stake(can, eligible, falls, effect)

    # --- the proof, tried again ----------------------------------------------------------------

    def _still_proved(self, reach: Reach, others: Bools, own: Bools) -> bool:
        """Try the old prices: each row may only keep less by what its own pair loses."""
        if self._opens_minimum(reach, others):
            return False
        kept, rows = self._kept.copy(), reach.row[own]
        now = self.proposal.scored.points[rows, reach.col[own]]
        kept[rows] -= np.maximum(0, now - reach.low[own])
        if np.any(self._second[rows] > kept[rows]):
            return False
        worth = reach.high[others] + self._bonus - self._prices[reach.col[others]]
        return bool((worth <= kept[reach.row[others]]).all())

    def _opens_minimum(self, reach: Reach, others: Bools) -> bool:
        """Tell whether a mentor whom nobody could have would come under a minimum load."""
        if not self._min_load:
            return False
        cols = reach.col[others & reach.may_rise]
        has_nobody: Bools = np.logical_not(self.proposal.scored.eligible.any(axis=0))
        has_places = self.proposal.problem.capacity > 0
        return bool(np.any((has_nobody & has_places)[cols]))

    @cached_property
    def _bonus(self) -> int:
        """What a matched mentee is worth beside the points, whatever the points."""
        counts = self._objective == "coverage_total"
        return 1 + _FULL_MARKS * len(self._choice) if counts else 0

    @cached_property
    def _prices(self) -> Ints:
        problem = self.proposal.problem
        raised = replace(problem, score=problem.score + self._bonus)
        return any_optimum(raised, "total").prices.astype(np.int64)

    @cached_property
    def _nets(self) -> Ints:
        """What each legal pair leaves its mentee after the price; far below where it is none."""
        scored = self.proposal.scored
        net = scored.points + self._bonus - self._prices
        return np.where(scored.eligible & ~self._vetoed, net, np.iinfo(np.int64).min // 4)

    @cached_property
    def _kept(self) -> Ints:
        return np.asarray(self._nets.max(axis=1, initial=0))

    @cached_property
    def _second(self) -> Ints:
        """What each mentee would keep without the proposed pair."""
        nets = self._nets.copy()
        pairs = self.proposal.assignment.pairs
        nets[pairs[:, 0], pairs[:, 1]] = 0
        return np.asarray(nets.max(axis=1, initial=0))

    # --- solved again --------------------------------------------------------------------------

    def _effect(self, reach: Reach, touched: Bools, falls: int) -> Loss | None:
        """Find the optimum where the proposed pairs have their least, and all others their most."""
        own: Bools = np.equal(self._choice[reach.row], reach.col)
        if self._pinned[reach.row[touched & own & reach.may_fall]].any():
            return None
        of_mentor = self._of_mentor(reach)
        if of_mentor is None or (touched & reach.may_rise).any() or (falls and self._min_load):
            return self._solved(reach, touched)
        legal = self._legal[reach.row, reach.col]
        row, col = reach.row[legal], reach.col[legal]
        to = np.where(self._choice[row] == col, reach.low[legal], reach.high[legal])
        change = np.where(touched[legal], to - self.proposal.scored.points[row, col], 0)
        return self._one_row.gain(row, col, change, falls=falls > 0, of_mentor=of_mentor)

    def _of_mentor(self, reach: Reach) -> bool | None:
        """Tell whose pairs these are, a mentor's with one place or a mentee's; ``None``: others."""
        problem = self.proposal.problem
        rows, cols = np.unique(reach.row), np.unique(reach.col)
        if rows.size == 1 and cols.size == problem.n_cols:
            return False
        one_place = (problem.capacity == 1) & (problem.min_load == 0)
        whole = cols.size == 1 and rows.size == problem.n_rows
        return True if whole and one_place[cols].all() else None

    @cached_property
    def _one_row(self) -> OneRow:
        return OneRow(self.proposal, self._bonus)

    @cached_property
    def _legal(self) -> Bools:
        return self.proposal.scored.eligible & ~self._vetoed

    def _solved(self, reach: Reach, touched: Bools) -> Loss | None:
        """Solve again, in rounds of which it does not take too long."""
        if self._is_large:
            return None
        proposal, pairs = self.proposal, self.proposal.assignment.pairs
        row, col = reach.row[touched], reach.col[touched]
        own: Bools = np.equal(self._choice[row], col)
        falls, rises = reach.may_fall[touched] & own, reach.may_rise[touched]
        points, eligible = proposal.scored.points.copy(), proposal.scored.eligible.copy()
        points[row, col] = np.where(own, reach.low[touched], reach.high[touched])
        eligible[row[rises], col[rises]] = True
        eligible[row[falls], col[falls]] = False
        left = pairs[eligible[pairs[:, 0], pairs[:, 1]]]
        if self._opens_minimum(reach, touched):
            return None
        load = np.bincount(left[:, 1], minlength=points.shape[1])
        changed = AssignmentProblem.from_dense(
            points,
            eligible=eligible,
            capacity=proposal.problem.capacity,
            min_load=np.minimum(proposal.problem.min_load, load),
            pins=proposal.problem.pins,
            forbidden=proposal.problem.forbidden,
            row_key=proposal.problem.row_key,
            col_key=proposal.problem.col_key,
        )
        return self._gain(any_optimum(changed, self._objective), left)

    def _gain(self, found: Optimum, pairs: Ints) -> Loss:
        """Compare an optimum with pairs of the same problem, in matches and points."""
        score, place = found.problem.score, found.problem.place
        more = found.coverage - len(pairs) if self._objective == "coverage_total" else 0
        points = int(score[place(found.pairs)].sum()) - int(score[place(pairs)].sum())
        return Loss(coverage=more, points=points)

    # --- the proposal as arrays ----------------------------------------------------------------

    @property
    def _objective(self) -> str:
        return self.proposal.policy.objective

    @property
    def _is_large(self) -> bool:
        return self.proposal.problem.row.size > _MANY

    @property
    def _min_load(self) -> int:
        return int(self.proposal.scored.least_loads.max(initial=0))

    @cached_property
    def _choice(self) -> Ints:
        return self.proposal.assignment.choice(self.proposal.problem.n_rows)

    @cached_property
    def _pinned(self) -> Bools:
        pinned = np.zeros(self.proposal.problem.n_rows, dtype=np.bool_)
        pinned[self.proposal.problem.pins[:, 0]] = True
        return pinned

    @cached_property
    def _vetoed(self) -> Bools:
        vetoed = np.zeros(self.proposal.scored.facts.shape, dtype=np.bool_)
        vetoed[tuple(self.proposal.problem.forbidden.T)] = True
        return vetoed
