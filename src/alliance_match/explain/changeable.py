"""What the committee could change about each pair, and the assignment problem that prices it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..assignment import AssignmentProblem
from ..model.policy import to_points
from ..proposal import Proposal
from ..scoring.criteria import criteria_of
from ..scoring.rules import BROKEN, UNKNOWN, rules_of
from ..scoring.shares import FULL

__all__ = ["Changeable"]

Mask = NDArray[np.bool_]
Counts = NDArray[np.int64]
Named = tuple[str, str]
"""A rule or criterion: its name in the policy, and what people call it."""


@dataclass(frozen=True, eq=False)
class Changeable:
    """A proposal, and what would have to change for each pair to be eligible.

    Attributes
    ----------
    proposal : Proposal
        The proposal.
    """

    proposal: Proposal

    @cached_property
    def unanswered(self) -> dict[str, Mask]:
        """The pairs that each rule stops for want of an answer alone."""
        scored = self.proposal.scored
        found = {}
        for rule in rules_of(self.proposal.policy):
            if self.proposal.policy.rule(rule.name).unknown == "fail":
                unknown = np.broadcast_to(rule.verdicts(scored.facts), scored.points.shape)
                found[rule.name] = (unknown == UNKNOWN) & (scored.verdicts[rule.name] == BROKEN)
        return found

    @cached_property
    def waived(self) -> Counts:
        """How many rules would have to be waived for each pair. Shape (n_mentees, n_mentors)."""
        return self._broken - self._unanswered

    @cached_property
    def answered(self) -> Counts:
        """How many rules and criteria lack an answer that each pair needs; same shape."""
        return self._unanswered + np.maximum(self._raised, 0)

    @cached_property
    def possible(self) -> Mask:
        """Which pairs could be had at all; same shape."""
        return np.asarray(self._raised >= 0)

    @cached_property
    def _broken(self) -> Counts:
        verdicts = self.proposal.scored.verdicts.values()
        broken = ((verdict == BROKEN).astype(np.int64) for verdict in verdicts)
        return sum(broken, np.zeros(self.proposal.scored.points.shape, dtype=np.int64))

    @cached_property
    def _unanswered(self) -> Counts:
        stopped = (mask.astype(np.int64) for mask in self.unanswered.values())
        return sum(stopped, np.zeros_like(self._broken))

    @cached_property
    def _raises(self) -> Counts:
        """By how much a favourable answer would raise each criterion, in points times FULL."""
        facts, weights = self.proposal.scored.facts, self.proposal.policy.weights
        shares = {c.name: c.shares(facts) for c in criteria_of(facts.policy)}
        raised = [weights[name] * (s.high.astype(np.int64) - s.value) for name, s in shares.items()]
        return np.stack(raised)

    @cached_property
    def _raised(self) -> Counts:
        """How many criteria must be answered to reach ``min_points``; -1 where none would do."""
        scored = self.proposal.scored
        if not scored.too_few_points.any():
            return np.zeros(scored.points.shape, dtype=np.int64)
        reached = np.cumsum(-np.sort(-self._raises, axis=0), axis=0) >= self._lacking
        needed = np.where(reached.any(axis=0), reached.argmax(axis=0) + 1, -1)
        return np.where(scored.too_few_points, needed, 0)

    @cached_property
    def _lacking(self) -> Counts:
        """By how much each pair misses ``min_points``, rounded as points are, times FULL."""
        facts, weights = self.proposal.scored.facts, self.proposal.policy.weights
        raw = sum(
            (
                weights[c.name] * c.shares(facts).value.astype(np.int64)
                for c in criteria_of(facts.policy)
            ),
            np.zeros(self.proposal.scored.points.shape, dtype=np.int64),
        )
        return np.asarray(FULL * to_points(self.proposal.policy.min_points) - FULL // 2 - raw)

    def waivers(self, row: int, col: int) -> list[Named]:
        """List the rules to be waived for a pair."""
        broken = self.proposal.scored.broken(row, col)
        return [
            (rule.name, rule.label)
            for rule in rules_of(self.proposal.policy)
            if rule.name in broken and not self._lacks(rule.name, row, col)
        ]

    def answers(self, row: int, col: int) -> list[Named]:
        """List the rules and criteria to be answered for a pair."""
        found = [
            (r.name, r.label)
            for r in rules_of(self.proposal.policy)
            if self._lacks(r.name, row, col)
        ]
        if self._raised[row, col] > 0:
            every = criteria_of(self.proposal.policy)
            most = np.argsort(-self._raises[:, row, col], kind="stable")
            needed = sorted(most[: self._raised[row, col]].tolist())
            found += [(every[k].name, every[k].label) for k in needed]
        return found

    def _lacks(self, rule: str, row: int, col: int) -> bool:
        return rule in self.unanswered and bool(self.unanswered[rule][row, col])

    @cached_property
    def least(self) -> Counts:
        """How many mentees each mentor must get who gets any: also who has nobody eligible yet."""
        return self.proposal.scored.least_loads

    @cached_property
    def _opens(self) -> Mask:
        """Which mentors have nobody eligible, and would have to get several."""
        return np.asarray((self.least > 1) & ~self.proposal.scored.eligible.any(axis=0))

    def problem(self, row: int) -> tuple[AssignmentProblem, int]:
        """Write the round down with prices for what the committee could change.

        Parameters
        ----------
        row : int
            Who is to have a mentor, besides all who have one. Others may only have a mentor who
            would come under the minimum load.

        Returns
        -------
        AssignmentProblem
        int
            The value under which somebody who must have a mentor has none.

        Notes
        -----
        Whoever could have any mentor at all can have one by changes to that pair alone, and one
        place; or, with a mentor who comes under the minimum load thereby, by changes to so many
        pairs. So the fewest changes are no more than there are rules and criteria, and one, times
        that load; it is enough that the prices hold these apart.
        """
        scored, old = self.proposal.scored, self.proposal.problem
        wanted = np.zeros(old.n_rows, dtype=np.bool_)
        wanted[[row, *(pair.row for pair in self.proposal.pairs)]] = True
        most = int(scored.points.max(initial=0)) * old.n_rows + 1
        rules, criteria = rules_of(self.proposal.policy), criteria_of(self.proposal.policy)
        changes = (len(rules) + len(criteria) + 2) * int(
            self.least.max(initial=1, where=self._opens)
        )
        answer, waiver = most * changes, most * (changes + 1)
        missing = waiver * changes
        able = self.possible & (wanted[:, None] | self._opens)
        has_choice = wanted | able.any(axis=1)
        rows, cols = np.nonzero(able)
        price = answer * self.answered + waiver * self.waived
        capacity = old.capacity.astype(np.int64)
        width = int(capacity.max(initial=0)) + 1
        problem = AssignmentProblem.from_pairs(
            rows,
            cols,
            (scored.points - price)[rows, cols],
            n_rows=old.n_rows,
            n_cols=old.n_cols,
            demand=has_choice.astype(np.int64),
            capacity=capacity + int(has_choice.sum()),
            min_load=old.min_load,
            unmatched=np.where(wanted, -missing, 0),
            load_cost=np.where(np.arange(width) < capacity[:, None], 0, waiver),
            pins=old.pins,
            forbidden=[(i, j) for i, j in old.forbidden.tolist() if able[i, j]],
            row_key=old.row_key,
            col_key=old.col_key,
        )
        return problem, -missing + most
