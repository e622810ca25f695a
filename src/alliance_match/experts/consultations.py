"""Consultations as assignment problems: goals are rows, subject experts columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..assignment import AssignmentProblem, SideRow
from ..scoring.facts import Facts
from ..scoring.rules import relies_on_expert, top_goals, waived
from ..scoring.score import ScoredPairs
from ..scoring.shares import FULL

__all__ = ["Consultations"]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Consultations:
    """What subject experts could do in a round.

    Attributes
    ----------
    scored : ScoredPairs
        The round, judged.
    """

    scored: ScoredPairs

    @property
    def facts(self) -> Facts:
        """What the judgement rests on."""
        return self.scored.facts

    @property
    def n_experts(self) -> int:
        """How many experts there are; their columns come first, except in :meth:`joint`."""
        return len(self.facts.round.experts)

    @property
    def able(self) -> Bools:
        """Which expert may be asked about which goal, shape (n_goals, n_experts)."""
        return self.facts.consultable

    @cached_property
    def weight(self) -> Ints:
        """What each goal counts, by its priority."""
        weights = self.facts.policy.criteria.goal_coverage.priority_weights
        return np.array(weights, dtype=np.int64)[self.facts.goal_priority - 1]

    @cached_property
    def is_top(self) -> Bools:
        """Which goals are the most important of their mentee's."""
        top = np.zeros(self.weight.size, dtype=np.bool_)
        top[top_goals(self.facts)] = True
        return top

    @cached_property
    def relies(self) -> Bools:
        """Which eligible pairs need an expert for a most important goal."""
        facts = self.facts
        if not facts.policy.rules.expert_free.on:
            return np.zeros(facts.shape, dtype=np.bool_)
        relies = relies_on_expert(facts) & self.scored.eligible
        relies[waived(facts, "expert_free")] = False
        return np.asarray(relies)

    def relying(self, pairs: Ints) -> set[int]:
        """List the rows of those among some pairs that need an expert."""
        return {i for i, j in pairs.tolist() if self.relies[i, j]}

    def without_accepted(
        self, problem: AssignmentProblem, unserved: Iterable[str]
    ) -> AssignmentProblem:
        """Take out the accepted pairs of mentees who need an expert there and are given none.

        What was accepted yields where it cannot be had; what was pinned does not.
        """
        facts, waiting = self.facts, set(unserved)
        decided = facts.round.decisions
        fixed = {(d.mentee, d.mentor) for d in decided.of_kind("pin", "keep")}

        def stays(i: int, j: int) -> bool:
            who, whom = facts.mentees[i].id, facts.mentors[j].id
            return who not in waiting or not self.relies[i, j] or (who, whom) in fixed

        pins = [pair for pair in problem.pins.tolist() if stays(*pair)]
        if len(pins) == len(problem.pins):
            return problem
        return replace(problem, pins=np.array(pins, dtype=np.int64).reshape(-1, 2))

    # --- who can be served ---------------------------------------------------------------------

    def for_top_goals(self, first: Sequence[Iterable[int]]) -> AssignmentProblem:
        """Write down who can be given an expert for a top goal, all at the same time.

        Parameters
        ----------
        first : sequence of iterable of int
            Rows that come before all others; the first of these groups before the next.
        """
        facts = self.facts
        worth = np.ones(len(facts.mentees), dtype=np.int64)
        below = worth.size
        for group in map(list, reversed(first)):
            worth[group] = below + 1
            below += len(group) * (below + 1)
        able = np.zeros((worth.size, self.n_experts), dtype=np.bool_)
        np.logical_or.at(able, facts.goal_owner[self.is_top], self.able[self.is_top])
        able[~np.logical_or.reduce(self.relies, axis=1)] = False
        rows, cols = np.nonzero(able)
        return AssignmentProblem.from_pairs(
            rows,
            cols,
            worth[rows],
            n_rows=worth.size,
            n_cols=self.n_experts,
            capacity=facts.consultations,
            row_key=[m.id for m in facts.mentees],
            col_key=[x.id for x in facts.round.experts],
        )

    # --- goals and experts -----------------------------------------------------------------------

    def whoever_mentors(self) -> AssignmentProblem:
        """Write down the most that experts can do, whoever the mentors are."""
        may_be = ~self.facts.goal_served & self.scored.eligible[self.facts.goal_owner]
        left_open = np.logical_or.reduce(may_be, axis=1)
        rows, cols = np.nonzero(self.able & left_open[:, None])
        return self._of_goals(rows, cols, self.weight[rows])

    def with_mentors(self, pairs: Ints) -> AssignmentProblem:
        """Write down what experts can do for the goals that chosen mentors leave open.

        A mentee who relies on an expert has a column more, where all of the top goals but one may
        go: so one of them goes to an expert.
        """
        facts, shape = self.facts, self.able.shape
        mentor = np.full(len(facts.mentees), -1, dtype=np.int64)
        mentor[pairs[:, 0]] = pairs[:, 1]
        of_goal = mentor[facts.goal_owner]
        left_open = of_goal >= 0
        left_open[left_open] = ~facts.goal_served[left_open, of_goal[left_open]]
        rows, cols = np.nonzero(self.able & left_open[:, None])
        share = facts.expert_cover.value[rows, cols] * 100 // FULL
        score = self.weight[rows] * (100 * shape[0] + 1) + share
        needs = sorted(self.relying(pairs))
        required = self.is_top & np.isin(facts.goal_owner, needs)
        aside = np.flatnonzero(required)
        column = shape[1] + np.searchsorted(needs, facts.goal_owner[aside])
        return self._of_goals(
            np.concatenate((rows, aside)),
            np.concatenate((cols, column)),
            np.concatenate((score, np.zeros_like(aside))),
            [(facts.mentees[i].id, int(required[facts.goal_owner == i].sum()) - 1) for i in needs],
            np.where(required, -int(score.max(initial=0) + 1) * shape[0], 0),
        )

    def _of_goals(
        self,
        rows: Ints,
        cols: Ints,
        score: Ints,
        aside: Sequence[tuple[str, int]] = (),
        unmatched: Ints | int = 0,
    ) -> AssignmentProblem:
        return AssignmentProblem.from_pairs(
            rows,
            cols,
            score,
            n_rows=self.weight.size,
            n_cols=self.n_experts + len(aside),
            capacity=[*self.facts.consultations.tolist(), *(room for _, room in aside)],
            unmatched=unmatched,
            row_key=self._goal_keys,
            col_key=[*self._expert_keys, *(f"open for {who}" for who, _ in aside)],
        )

    @property
    def _goal_keys(self) -> list[str]:
        return [f"goal {k} of {who}" for who, k in self.places]

    @property
    def _expert_keys(self) -> list[str]:
        return [f"expert {x.id}" for x in self.facts.round.experts]

    @cached_property
    def places(self) -> list[tuple[str, int]]:
        """For each goal the mentee's id, and its place among that mentee's goals."""
        return [(m.id, k) for m in self.facts.mentees for k in range(len(m.goals or ()))]

    def consults(self, pairs: Ints) -> list[tuple[str, int, str]]:
        """Read goals and experts off pairs: mentee's id, place of the goal, expert's id."""
        experts = self.facts.round.experts
        asked = pairs[pairs[:, 1] < self.n_experts].tolist()
        return [(*self.places[goal], experts[col].id) for goal, col in asked]

    def worth(self, pairs: Ints) -> int:
        """Add up the weights of the goals that experts serve."""
        return int(self.weight[pairs[pairs[:, 1] < self.n_experts, 0]].sum())

    # --- mentors and experts in one --------------------------------------------------------------

    def joint(self, problem: AssignmentProblem, unit: int) -> AssignmentProblem:
        """Write mentors and experts down in one problem.

        Parameters
        ----------
        problem : AssignmentProblem
            Of the mentors alone.
        unit : int
            What a point counts: more than all that experts can do.

        Returns
        -------
        AssignmentProblem
            Rows are mentees, then goals; columns mentors, then experts.
        """
        n_rows, n_cols, facts = problem.n_rows, problem.n_cols, self.facts
        goal, expert = np.nonzero(self.able)
        coverage = facts.policy.objective == "coverage_total"
        each = unit * (problem.score + problem.matched_bonus * coverage)
        more = np.zeros(self.n_experts, dtype=np.int64)
        return AssignmentProblem.from_pairs(
            np.concatenate((problem.row, n_rows + goal)),
            np.concatenate((problem.col, n_cols + expert)),
            np.concatenate((each, self.weight[goal])),
            n_rows=n_rows + self.weight.size,
            n_cols=n_cols + self.n_experts,
            capacity=np.concatenate((problem.capacity, facts.consultations)),
            min_load=np.concatenate((problem.min_load, more)),
            pins=problem.pins,
            forbidden=problem.forbidden,
            side=[*self._only_open(problem), *self._top_goals_served(problem)],
            row_key=[*(f"mentee {m.id}" for m in facts.mentees), *self._goal_keys],
            col_key=[*(f"mentor {m.id}" for m in facts.mentors), *self._expert_keys],
        )

    def _only_open(self, problem: AssignmentProblem) -> Iterable[SideRow]:
        """Let an expert serve a goal only where the mentor leaves it open."""
        for goal in np.flatnonzero(self.able.any(axis=1)).tolist():
            row = int(self.facts.goal_owner[goal])
            mentors = _columns(problem, row)
            mentors = mentors[~self.facts.goal_served[goal, mentors]]
            experts = np.flatnonzero(self.able[goal])
            yield SideRow(
                [*[problem.n_rows + goal] * experts.size, *[row] * mentors.size],
                [*(problem.n_cols + experts).tolist(), *mentors.tolist()],
                [*[1] * experts.size, *[-1] * mentors.size],
                0,
                f"goal {goal} is open",
            )

    def _top_goals_served(self, problem: AssignmentProblem) -> Iterable[SideRow]:
        """Give whoever relies on an expert one for a most important goal."""
        for row in np.flatnonzero(self.relies.any(axis=1)).tolist():
            mentors = np.flatnonzero(self.relies[row])
            own = np.flatnonzero(self.is_top & (self.facts.goal_owner == row))
            which, experts = np.nonzero(self.able[own])
            yield SideRow(
                [*[row] * mentors.size, *(problem.n_rows + own[which]).tolist()],
                [*mentors.tolist(), *(problem.n_cols + experts).tolist()],
                [*[1] * mentors.size, *[-1] * experts.size],
                0,
                f"mentee {row} has an expert",
            )


def _columns(problem: AssignmentProblem, row: int) -> Ints:
    """List the columns of the eligible pairs of a row."""
    start, end = problem.ends[row : row + 2]
    return problem.col[start:end].astype(np.int64)
