"""Second mentors, from the places that nobody needs for a first one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .assignment import Assignment, AssignmentProblem, renumbered, solve
from .assignment.saved import from_plain, to_plain
from .scoring.rules import leader
from .scoring.score import ScoredPairs

__all__ = ["CoMentorPlan", "choose_co_mentors", "opened_goals"]

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class CoMentorPlan:
    """Who gets a second mentor, given the first ones.

    As many mentees as can get one; then the goals count that the first mentors leave open, by their
    priority, where the policy asks for these; then the points of the pairs.

    Attributes
    ----------
    chosen : Assignment
        The second pairs, with the certificate that none are better beside the first ones.
    """

    chosen: Assignment

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """The second pairs: row and column of the round."""
        return [(int(i), int(j)) for i, j in self.chosen.pairs.tolist()]

    def failures(self, scored: ScoredPairs, first: Assignment) -> list[str]:
        """Check the plan without a solver.

        Parameters
        ----------
        scored : ScoredPairs
            The round, judged.
        first : Assignment
            The proposal.

        Returns
        -------
        list of str
            What does not hold; empty where all does.
        """
        proof = self.chosen.certificate
        if proof is None:
            return ["there is no proof of the second mentors"]
        return list(proof.failures(_problem(scored, first), self.chosen))

    def renamed(
        self, scored: ScoredPairs, first: Assignment, rows: Ints, cols: Ints
    ) -> CoMentorPlan:
        """Write the plan under other places: those of the round and the proposal given."""
        return replace(self, chosen=renumbered(self.chosen, _problem(scored, first), rows, cols))

    def to_dict(self) -> dict[str, Any]:
        """Turn into plain types for JSON."""
        return to_plain(self.chosen)

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> CoMentorPlan:
        """Read what :meth:`to_dict` wrote.

        Raises
        ------
        KeyError, TypeError, ValueError
            When something is missing, or of another kind.
        """
        return cls(from_plain(saved))


def choose_co_mentors(scored: ScoredPairs, first: Assignment) -> CoMentorPlan | None:
    """Give second mentors to whom the policy says, from places that are left.

    Parameters
    ----------
    scored : ScoredPairs
        The round, judged.
    first : Assignment
        The first mentors.

    Returns
    -------
    CoMentorPlan or None
        None where the policy gives nobody one, or there is no proposal.

    Notes
    -----
    A second mentor keeps all rules with the mentee, is not the first one in another place, leads no
    group there, and is nobody whom a veto keeps from the mentee. Quotas count first mentors alone.
    """
    if scored.facts.policy.co_mentors.to == "nobody" or first.status == "infeasible":
        return None
    return CoMentorPlan(solve(_problem(scored, first), "coverage_total"))


def opened_goals(scored: ScoredPairs, first: int, row: int, second: int) -> list[int]:
    """List the goals of a mentee that the first mentor leaves open and the second serves."""
    facts = scored.facts
    served = facts.goal_served
    found = facts.goal_owner == row
    found &= served[:, second] & ~served[:, first]
    return [int(k) for k in np.flatnonzero(found)]


def _problem(scored: ScoredPairs, first: Assignment) -> AssignmentProblem:
    facts = scored.facts
    rows, cols = first.pairs.T
    left = scored.capacity - np.bincount(cols, minlength=len(facts.mentors))
    leads = np.array([m.group is not None for m in facts.mentors], dtype=np.bool_)
    who = np.array([leader(m) for m in facts.mentors], dtype=object)
    able = np.zeros(facts.shape, dtype=np.bool_)
    able[rows] = scored.eligible[rows] & ~leads & (who != who[cols][:, None])
    for veto in facts.round.decisions.of_kind("veto"):
        able[_at(facts.mentees, veto.mentee), _at(facts.mentors, veto.mentor)] = False
    worth = np.zeros(facts.shape, dtype=np.int64)
    if facts.policy.co_mentors.to == "open_goals":
        worth = _opened(scored, first)
        able &= worth > 0
    most = int(scored.points.max(initial=0)) * len(facts.mentees) + 1
    return AssignmentProblem.from_dense(
        worth * most + scored.points,
        eligible=able,
        capacity=np.maximum(left, 0),
        row_key=[m.id for m in facts.mentees],
        col_key=[m.id for m in facts.mentors],
    )


def _at(people: tuple[Any, ...], who: str) -> int:
    return next(k for k, one in enumerate(people) if one.id == who)


def _opened(scored: ScoredPairs, first: Assignment) -> Ints:
    """Weigh the goals that each mentor serves and the first one leaves open, by priority."""
    facts = scored.facts
    weights = np.array(facts.policy.criteria.goal_coverage.priority_weights, dtype=np.int64)
    mentor = np.full(len(facts.mentees), -1, dtype=np.int64)
    mentor[first.pairs[:, 0]] = first.pairs[:, 1]
    of_goal = mentor[facts.goal_owner]
    left = (of_goal >= 0) & ~facts.goal_served[np.arange(of_goal.size), of_goal]
    gain = (facts.goal_served & left[:, None]) * weights[facts.goal_priority - 1][:, None]
    worth = np.zeros(facts.shape, dtype=np.int64)
    np.add.at(worth, facts.goal_owner, gain)
    return worth
