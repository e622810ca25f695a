"""Choose to whom experts are given, together with the mentors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from ..assignment import Assignment, AssignmentProblem, solve
from ..errors import AllianceMatchError
from ..model.policy import Policy
from ..model.round import MatchRound
from ..round_problem import build_problem
from ..scoring.score import ScoredPairs, score
from .consultations import Consultations
from .plan import ExpertPlan

__all__ = ["judge_with_experts", "plan_experts"]

_Tell = Callable[[str], None]


def judge_with_experts(
    match_round: MatchRound, policy: Policy, before: Iterable[tuple[str, str]], tell: _Tell
) -> tuple[ScoredPairs, AssignmentProblem, ExpertPlan | None, Assignment | None]:
    """Judge all pairs of a round, where subject experts are shared out as far as their time goes.

    Parameters
    ----------
    match_round : MatchRound
        People, vocabulary and decisions.
    policy : Policy
        Rules and weights.
    before, tell
        As for :func:`plan_experts`.

    Returns
    -------
    ScoredPairs
        The judged pairs.
    AssignmentProblem
        Their mentors.
    ExpertPlan or None
        Still without consultations; None where there is nobody to share out.
    Assignment or None
        With a plan: the mentors to stay near to.
    """
    scored = score(match_round, policy)
    problem = build_problem(scored)
    planned = plan_experts(scored, problem, before, tell)
    if planned is None:
        return scored, problem, None, None
    plan, near = planned
    scored = scored.without_expert(frozenset(plan.without_expert))
    return scored, build_problem(scored), plan, near


def plan_experts(
    scored: ScoredPairs,
    problem: AssignmentProblem,
    before: Iterable[tuple[str, str]] = (),
    tell: _Tell = lambda words: None,
) -> tuple[ExpertPlan, Assignment] | None:
    """Decide to whom an expert can be given, so that mentors and experts are best together.

    Parameters
    ----------
    scored : ScoredPairs
        The round, judged as if experts had no limit.
    problem : AssignmentProblem
        Its mentors.
    before : iterable of (str, str)
        Pairs of an earlier proposal: who relied on an expert there comes before others.
    tell : callable
        Told each step in a few words.

    Returns
    -------
    (ExpertPlan, Assignment) or None
        The plan, still without consultations, and the mentors to stay near to. None where there is
        nobody to share out.

    Notes
    -----
    Where everybody who could rely on an expert can be given one, the mentors are not bound by the
    experts. Else a mentee may rely on one whose mentor in the joint optimum serves no top goal, and
    as many others as can be served beside; all others keep to mentors who serve one. The best
    mentors under this are those of the joint optimum, and whoever they are, the experts suffice.
    """
    facts = scored.facts
    if not facts.round.experts or not facts.policy.experts.on:
        return None
    tell("matching as if experts had no limit")
    problem = _attainable(scored, problem)
    free = solve(problem, facts.policy.objective)
    if free.status == "infeasible":
        return ExpertPlan(), free
    choice = _Choice(scored, problem, free, tell)
    plan = ExpertPlan(free=free, ceiling=choice.ceiling)
    joint, near = None, free
    if not choice.is_met_by(free):
        joint = choice.in_one()
    if joint is not None:
        own = joint.pairs[joint.pairs[:, 0] < problem.n_rows]
        near = replace(free, pairs=own)
    earlier = choice.relied_before(before)
    return replace(plan, joint=joint, without_expert=choice.without_expert(near, earlier)), near


def _attainable(scored: ScoredPairs, problem: AssignmentProblem) -> AssignmentProblem:
    """Let accepted pairs yield that need more of the experts than there is."""
    consultations = Consultations(scored)
    needs = consultations.relying(problem.pins)
    if not needs:
        return problem
    found = solve(consultations.for_top_goals((needs,)), "total")
    unserved = needs - set(found.pairs[:, 0].tolist())
    mentees = scored.facts.mentees
    return consultations.without_accepted(problem, [mentees[i].id for i in unserved])


class _Choice:
    """The round, and what its experts can do at most."""

    def __init__(
        self, scored: ScoredPairs, problem: AssignmentProblem, free: Assignment, tell: _Tell
    ):
        self.consultations = Consultations(scored)
        self.scored, self.problem, self.free, self.tell = scored, problem, free, tell
        self.ceiling = solve(self.consultations.whoever_mentors(), "total")

    def served(self, near: Assignment, earlier: Iterable[int] = ()) -> set[int]:
        """Find as many mentees as can be given an expert at once, those of chosen pairs first."""
        relying = self.consultations.relying(near.pairs)
        pinned = self.consultations.relying(self.problem.pins)
        first = (pinned, relying - pinned, set(earlier) - relying - pinned)
        found = solve(self.consultations.for_top_goals(first), "total")
        return set(found.pairs[:, 0].tolist())

    def without_expert(self, near: Assignment, earlier: Iterable[int]) -> tuple[str, ...]:
        """Name those who could rely on an expert and are given none."""
        could = set(np.flatnonzero(self.consultations.relies.any(axis=1)).tolist())
        left = sorted(could - self.served(near, earlier))
        return tuple(self.scored.facts.mentees[i].id for i in left)

    def is_met_by(self, free: Assignment) -> bool:
        """Tell whether mentors chosen without a limit leave the experts all that they can do."""
        if not self.consultations.relying(free.pairs) <= self.served(free):
            return False
        given = solve(self.consultations.with_mentors(free.pairs), "total")
        return self.consultations.worth(given.pairs) == self.ceiling.value

    def in_one(self) -> Assignment | None:
        """Choose mentors and experts in one; None where that is too large, or does not succeed."""
        settings, (n_rows, n_cols) = self.scored.facts.policy.experts, self.scored.facts.shape
        if n_rows * (n_cols + self.consultations.n_experts) > settings.joint_up_to:
            return None
        self.tell("choosing mentors and experts in one")
        joint = self.consultations.joint(self.problem, self.ceiling.value + 1)
        try:
            found = solve(joint, "total", time_limit=settings.time_limit, progress=self.tell)
        except AllianceMatchError:  # nothing was found in time: the gap says what that may cost
            return None
        return found if found.status == "optimal" else None

    def relied_before(self, pairs: Iterable[tuple[str, str]]) -> set[int]:
        """List the rows that relied on an expert in an earlier proposal."""
        people: MatchRound = self.scored.facts.round
        row = {m.id: i for i, m in enumerate(people.mentees)}
        col = {m.id: j for j, m in enumerate(people.mentors)}
        here = [(row[i], col[j]) for i, j in pairs if i in row and j in col]
        return self.consultations.relying(np.array(here, dtype=np.int64).reshape(-1, 2))
