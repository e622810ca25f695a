"""Keep quotas: who is chosen within them, so that the rest of the house needs no side rows.

A quota ties many pairs together. The best proposal within all quotas is found, and proved, with
side rows; then each quota that is used up is closed: nobody else comes under it, and who counts for
an ``at_least`` stays. What is best under these closures is as good as that proposal and keeps the
quotas, and every question about it is a question about an ordinary assignment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .assignment import (
    Assignment,
    AssignmentProblem,
    Certificate,
    SideCertificate,
    SideRow,
    any_optimum,
    solve,
    weighed_for_keeping,
)
from .model.decisions import Decision, Decisions
from .model.round import MatchRound
from .rematch import old_pairs, rate_of
from .round_problem import build_problem
from .scoring.quotas import Closed, Limit
from .scoring.score import ScoredPairs

__all__ = ["QuotaPlan", "keep_quotas"]

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class QuotaPlan:
    """Who is chosen within the quotas.

    Attributes
    ----------
    chosen : Assignment
        The best within the quotas, with its certificate; in a re-match with a reward for each pair
        that stays.
    full : tuple of (str, str)
        A limit that is used up, and the id of a mentee who comes under it no more.
    needed : tuple of (str, str)
        Pairs that stay, because a quota asks for at least so many.
    dropped : tuple of (str, str)
        Accepted pairs that yield to the quotas.
    before : tuple of (str, str) or None
        In a re-match, the pairs of the earlier proposal.
    """

    chosen: Assignment
    full: Pairs = ()
    needed: Pairs = ()
    dropped: Pairs = ()
    before: Pairs | None = None

    @property
    def closed(self) -> Closed:
        """What the quotas leave no room for."""
        return Closed(frozenset(self.full), frozenset(self.dropped))

    def written_into(self, people: MatchRound) -> MatchRound:
        """Add the pairs that are needed to a round's decisions."""
        needed = tuple(Decision(kind="quota", mentee=i, mentor=j) for i, j in self.needed)
        entries = (*people.decisions.entries, *needed)
        return people.model_copy(update={"decisions": Decisions(entries=entries)})

    def joint(self, scored: ScoredPairs) -> AssignmentProblem:
        """Write down the problem of which :attr:`chosen` is the best.

        Parameters
        ----------
        scored : ScoredPairs
            The round, judged without anything closed, needed or kept.
        """
        return _joint(scored, scored.facts.limits, self.dropped, self.before)

    def failures(self, scored: ScoredPairs, proposed: Assignment) -> list[str]:
        """Check the plan without a solver.

        Parameters
        ----------
        scored : ScoredPairs
            The round, judged without anything closed, needed or kept.
        proposed : Assignment
            The proposal.

        Returns
        -------
        list of str
            What does not hold; empty where all does.
        """
        found = scored.facts.limits
        broken = (one for one in found if not one.holds(proposed.pairs))
        wrong = [f"{one.message}: there are {one.taken(proposed.pairs)}" for one in broken]
        proof = self.chosen.certificate
        if proof is None:
            return [*wrong, "there is no proof of who is chosen within the quotas"]
        wrong += proof.failures(self.joint(scored), self.chosen)
        if self.before is None and _worth(proposed) < _worth(self.chosen):
            wrong.append("the proposal is worth less than what is best within the quotas")
        return wrong

    def to_dict(self) -> dict[str, Any]:
        """Turn into plain types for JSON."""
        proof = self.chosen.certificate
        return {
            "full": [list(one) for one in self.full],
            "needed": [list(pair) for pair in self.needed],
            "dropped": [list(pair) for pair in self.dropped],
            "before": None if self.before is None else [list(pair) for pair in self.before],
            "chosen": {name: getattr(self.chosen, name) for name in _NUMBERS}
            | {
                "pairs": self.chosen.pairs.tolist(),
                "certificate": None if proof is None else dict(proof.to_dict()),
            },
        }

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> QuotaPlan:
        """Read what :meth:`to_dict` wrote.

        Raises
        ------
        KeyError, TypeError, ValueError
            When something is missing, or of another kind.
        """
        said = saved["chosen"]
        proof = said["certificate"]
        kind = SideCertificate if proof is not None and "proof" in proof else Certificate
        chosen = Assignment(
            pairs=np.array(said["pairs"], dtype=np.int64).reshape(-1, 2),
            certificate=None if proof is None else kind.from_dict(proof),
            **{name: said[name] for name in _NUMBERS},
        )
        before = saved["before"]
        lists = {n: _pairs(saved[n]) for n in ("full", "needed", "dropped")}
        return cls(chosen, **lists, before=None if before is None else _pairs(before))


def _worth(found: Assignment) -> tuple[int, int]:
    counts = found.objective == "coverage_total"
    return found.coverage if counts else 0, found.value


_NUMBERS = ("status", "objective", "value", "coverage", "weight", "bound")


def _pairs(said: Iterable[Iterable[str]]) -> Pairs:
    return tuple((str(mentee), str(mentor)) for mentee, mentor in said)


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

    Raises
    ------
    PolicyError
        When a quota names a group that does not exist.
    """
    found = scored.facts.limits
    if not found:
        return None
    tell("keeping the quotas")
    here = {m.id for m in scored.facts.mentees}
    earlier = None if before is None else tuple(sorted(p for p in before if p[0] in here))
    dropped: Pairs = ()
    while True:
        joint = _joint(scored, found, dropped, earlier)
        chosen = solve(joint, scored.facts.policy.objective)
        yields = _yielding(scored, chosen)
        if yields is None:
            break
        dropped = tuple(sorted((*dropped, yields)))
    plan = QuotaPlan(chosen, dropped=dropped, before=earlier)
    return plan if chosen.status == "infeasible" else _closing(scored, found, plan)


def _joint(
    scored: ScoredPairs, found: Iterable[Limit], dropped: Pairs, before: Pairs | None
) -> AssignmentProblem:
    """Write the limits as side rows; those that can never be reached are left out."""
    facts = scored.facts
    problem = build_problem(scored.closing(Closed(pairs=frozenset(dropped))))
    if before is not None:
        places = old_pairs(facts.round, before)
        problem = weighed_for_keeping(problem, places, rate_of(facts.policy))
    side = []
    for one in found:
        inside = one.pairs[problem.row, problem.col]
        row, col = problem.row[inside].astype(np.int64), problem.col[inside].astype(np.int64)
        if one.at_least is not None:
            side.append(SideRow(row, col, -1, -one.at_least, str(one.message)))
        elif one.at_most is not None and np.unique(row).size > one.at_most:
            side.append(SideRow(row, col, 1, one.at_most, str(one.message)))
    return replace(problem, side=tuple(side))


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
    facts, pairs = scored.facts, plan.chosen.pairs
    strict = [one.is_reached(pairs) for one in found]
    while True:
        closed = [one for one, is_strict in zip(found, strict, strict=True) if is_strict]
        tried = replace(
            plan,
            full=tuple(sorted(_full(scored, closed, plan))),
            needed=_needed(scored, closed, plan),
        )
        round_ = tried.written_into(facts.round)
        judged = scored.closing(tried.closed, round_)
        best = any_optimum(build_problem(judged), facts.policy.objective).pairs
        broken = [not one.holds(best) for one in found]
        if not any(broken):
            return tried
        strict = [a or b for a, b in zip(strict, broken, strict=True)]


def _full(scored: ScoredPairs, closed: Iterable[Limit], plan: QuotaPlan) -> set[tuple[str, str]]:
    """List who would come under a limit anew."""
    mentees, (rows, cols) = scored.facts.mentees, plan.chosen.pairs.T
    found = set()
    for one in closed:
        if one.at_most is not None:
            counts = set(rows[one.pairs[rows, cols]].tolist())
            under = np.flatnonzero(one.pairs.any(axis=1)).tolist()
            found |= {(one.key, mentees[i].id) for i in under if i not in counts}
    return found


def _needed(scored: ScoredPairs, closed: Iterable[Limit], plan: QuotaPlan) -> Pairs:
    """List the pairs without which there would be too few."""
    facts = scored.facts
    counted = {
        (i, j)
        for one in closed
        if one.at_least is not None
        for i, j in plan.chosen.pairs.tolist()
        if one.pairs[i, j]
    }
    return tuple(sorted((facts.mentees[i].id, facts.mentors[j].id) for i, j in counted))
