"""Choose who is matched within the quotas, and close those that are used up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from ..assignment import Assignment, any_optimum, solve
from ..round_problem import build_problem
from ..scoring.quotas import Limit, taken
from ..scoring.score import ScoredPairs
from .plan import Pairs, QuotaPlan, joint_problem

__all__ = ["keep_quotas"]


def keep_quotas(
    scored: ScoredPairs,
    before: Iterable[tuple[str, str]] | None,
    tell: Callable[[str], None] = lambda words: None,
) -> QuotaPlan | None:
    """Choose who is matched within the quotas.

    Parameters
    ----------
    scored : ScoredPairs
        The round, judged.
    before : iterable of (str, str) or None
        In a re-match, the pairs of the earlier proposal: moving costs what the policy says.
    tell : callable
        Told each step in a few words.

    Returns
    -------
    QuotaPlan or None
        None where the policy sets no limit. Infeasible, with the conflict named, where pins, loads
        and quotas contradict each other; accepted pairs yield before that.
    """
    found = scored.facts.limits
    if not found:
        return None
    tell("keeping the quotas")
    here = {m.id for m in scored.facts.mentees}
    earlier = None if before is None else tuple(sorted(p for p in before if p[0] in here))
    dropped: Pairs = ()
    while True:
        joint = joint_problem(scored, found, dropped, earlier)
        chosen = solve(joint, scored.facts.policy.objective)
        yields = _yielding(scored, chosen)
        if yields is None:
            break
        dropped = tuple(sorted((*dropped, yields)))
    plan = QuotaPlan(chosen, dropped=dropped, before=earlier)
    return plan if chosen.status == "infeasible" else _closing(scored, found, plan)


def _yielding(scored: ScoredPairs, chosen: Assignment) -> tuple[str, str] | None:
    """Name the accepted pair of a conflict with the fewest points; None where there is none."""
    facts = scored.facts
    fixed = {d.pair for d in facts.round.decisions.of_kind("pin")}
    accepted = {d.pair for d in facts.round.decisions.of_kind("accept")} - fixed
    pins = [(one.row, one.col) for one in chosen.conflict if one.kind == "pin"]
    named = [
        (int(scored.points[i, j]), (facts.mentees[i].id, facts.mentors[j].id))
        for i, j in pins
        if i is not None and j is not None
    ]
    return min((one for one in named if one[1] in accepted), default=(0, None))[1]


def _closing(scored: ScoredPairs, found: tuple[Limit, ...], plan: QuotaPlan) -> QuotaPlan:
    """Close the limits that are used up, and as many more as must be for all to be kept."""
    facts, counts = scored.facts, taken(found, plan.chosen.pairs)
    strict = [one.is_reached(count) for one, count in zip(found, counts, strict=True)]
    while True:
        closed = [one for one, is_strict in zip(found, strict, strict=True) if is_strict]
        tried = replace(
            plan,
            full=tuple(sorted(_full(scored, closed, plan))),
            needed=_needed(scored, closed, plan),
        )
        round_ = tried.written_into(facts.round)
        judged = scored.closing(tried.closing(scored), round_)
        best = any_optimum(build_problem(judged), facts.policy.objective).pairs
        broken = [not one.holds(n) for one, n in zip(found, taken(found, best), strict=True)]
        if not any(broken):
            return tried
        strict = [a or b for a, b in zip(strict, broken, strict=True)]


def _full(scored: ScoredPairs, closed: Iterable[Limit], plan: QuotaPlan) -> set[tuple[str, str]]:
    """List who would come under a limit anew."""
    mentees, chosen = scored.facts.mentees, [tuple(pair) for pair in plan.chosen.pairs.tolist()]
    found = set()
    for one in closed:
        if one.at_most is not None:
            counts = {
                i for (i, _), is_under in zip(chosen, one.among(*chosen), strict=True) if is_under
            }
            under = set(one.places[0].tolist()) - counts
            found |= {(one.key, mentees[i].id) for i in under}
    return found


def _needed(scored: ScoredPairs, closed: Iterable[Limit], plan: QuotaPlan) -> Pairs:
    """List the pairs without which there would be too few."""
    facts = scored.facts
    counted = {
        (i, j)
        for one in closed
        if one.at_least is not None
        for i, j in plan.chosen.pairs.tolist()
        if one.counts(i, j)
    }
    return tuple(sorted((facts.mentees[i].id, facts.mentors[j].id) for i, j in counted))
