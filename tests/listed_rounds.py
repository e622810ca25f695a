"""Every proposal of a small round, written down without the library's limits and solvers."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from alliance_match.model.policy import Policy
from alliance_match.model.round import MatchRound
from alliance_match.proposal import Proposal
from alliance_match.scoring.score import score

__all__ = ["listed", "worth"]

Pairs = list[tuple[int, int]]


def listed(
    people: MatchRound, policy: Policy, keeps: Callable[[MatchRound, Policy, Pairs], bool]
) -> list[tuple[tuple[int, int], Pairs]]:
    """All proposals that keep rules, decisions, loads and a test's own reading of the quotas."""
    scored = score(people, policy)
    rows, cols = scored.points.shape
    decided = people.decisions
    pins, vetoes = ({d.pair for d in decided.of_kind(kind)} for kind in ("pin", "veto"))
    choices = [[None, *(j for j in range(cols) if scored.eligible[i, j])] for i in range(rows)]
    least = [min(int(c), policy.places.min_load) for c in scored.capacity]
    least = [a if scored.eligible[:, j].any() else 0 for j, a in enumerate(least)]
    found = []
    for chosen in itertools.product(*choices):
        pairs = [(i, j) for i, j in enumerate(chosen) if j is not None]
        names = {(people.mentees[i].id, people.mentors[j].id) for i, j in pairs}
        load = [sum(j == k for _, j in pairs) for k in range(cols)]
        if (
            pins <= names
            and not vetoes & names
            and all(a <= b <= c for a, b, c in zip(least, load, scored.capacity, strict=True))
            and keeps(people, policy, pairs)
        ):
            points = sum(int(scored.points[i, j]) for i, j in pairs)
            counts = policy.objective == "coverage_total"
            found.append(((len(pairs) if counts else 0, points), pairs))
    return found


def worth(proposal: Proposal) -> tuple[int, int]:
    counts = proposal.policy.objective == "coverage_total"
    total = sum(pair.points for pair in proposal.pairs)
    return (len(proposal.pairs) if counts else 0), total
