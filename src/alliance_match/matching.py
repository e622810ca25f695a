"""The steps of a match: groups, experts, quotas, who stays, the best pairs, second mentors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from .assignment import Assignment, AssignmentProblem, solve
from .co_mentors import CoMentorPlan, choose_co_mentors
from .experts import ExpertPlan, judge_with_experts
from .model.groups import with_groups
from .model.policy import Policy
from .model.round import MatchRound
from .quotas import QuotaPlan, keep_quotas
from .rematch import Kept, keep, without_kept
from .round_problem import build_problem
from .scoring.quota_groups import require_groups
from .scoring.score import ScoredPairs

__all__ = ["TIE_BREAK", "Matched", "match"]

TIE_BREAK = (
    "Where several proposals are equally good, those are taken that spread mentees most evenly "
    "over mentors, and of these the one whose pairs have the greatest sum of SHA-256 hashes of "
    "their labels: the order of the input does not count, nor does anybody's judgement, and "
    "whoever repeats it with the same labels gets the same pairs."
)
"""Which of equally good proposals is taken, in one sentence for people."""


@dataclass(frozen=True)
class Matched:
    """What the steps have come to.

    Attributes
    ----------
    round : MatchRound
        With groups, and with the decisions that matching writes.
    scored : ScoredPairs
        Every pair, judged; what quotas and experts leave no room for is not eligible.
    problem : AssignmentProblem
        The arrays that were solved.
    assignment : Assignment
        The best pairs, with their certificate.
    kept, quotas, experts, co_mentors : Kept, QuotaPlan, ExpertPlan and CoMentorPlan, or None
        The plans of the steps that were asked for.
    """

    round: MatchRound
    scored: ScoredPairs
    problem: AssignmentProblem
    assignment: Assignment
    kept: Kept | None = None
    quotas: QuotaPlan | None = None
    experts: ExpertPlan | None = None
    co_mentors: CoMentorPlan | None = None


def match(
    people: MatchRound,
    policy: Policy,
    before: Sequence[tuple[str, str]] | None,
    tell: Callable[[str], None],
) -> Matched:
    """Match a round, step by step; each step keeps to what those before it have settled.

    Parameters
    ----------
    people : MatchRound
        The round.
    policy : Policy
        Rules, weights and limits.
    before : sequence of (str, str) or None
        In a re-match, the earlier pairs.
    tell : callable
        Told each step in a few words.
    """
    people = with_groups(without_kept(people), policy.groups)
    require_groups(people, policy)
    scored, problem, experts, near = judge_with_experts(people, policy, before or (), tell)
    quotas, kept = keep_quotas(scored, before, tell), None
    if quotas is not None and quotas.chosen.status == "infeasible":
        problem = quotas.joint(scored)
        return Matched(people, scored, problem, quotas.chosen, None, quotas, experts)
    if quotas is not None:
        people, near = quotas.written_into(people), quotas.chosen
        scored = scored.closing(quotas.closing(scored), people)
        problem = build_problem(scored)
    if before is not None:
        tell("choosing which pairs stay")
        kept = keep(people, problem, policy, before)
        people = kept.written_into(people)
        scored = replace(scored, facts=replace(scored.facts, round=people))
        problem = build_problem(scored)
    tell(f"matching over {len(problem.score)} eligible pairs")
    assignment = solve(problem, objective=policy.objective, even=True, near=near)
    tell(f"checked the proof: {assignment.status}")
    if experts is not None:
        experts = experts.with_mentors(scored, assignment, (kept or quotas) is not None)
    seconds = choose_co_mentors(scored, assignment)
    return Matched(people, scored, problem, assignment, kept, quotas, experts, seconds)
