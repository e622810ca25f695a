"""What do the committee's own decisions cost? Each alone, all together, and a fair share each."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np

from ..assignment import AssignmentProblem, solve
from ..model.decisions import Decision
from ..proposal import Proposal
from .record import Explanation, Loss, PersonName, name_of
from .words import plural, sentence

__all__ = ["MOST_SHARED", "OverrideCost", "OverrideCosts", "override_costs"]

MOST_SHARED = 10
"""With more decisions than this no shares are given: all their subsets would have to be solved."""

Worth = tuple[int, int]
"""Mentees with a mentor, and points."""


class OverrideCost(Explanation):
    """What one pin or veto costs.

    Attributes
    ----------
    kind : str
        ``pin`` or ``veto``.
    mentee, mentor : PersonName
        The pair.
    who, why : str
        As the committee wrote them.
    alone : Loss
        What the round would lose by this decision, were it the only one.
    last : Loss
        What it would gain if this one were taken back and the others stayed.
    share : tuple of str, or None
        Its Shapley share of the common loss, matches and points, as exact fractions; None where
        there are too many decisions.
    """

    kind: str
    mentee: PersonName
    mentor: PersonName
    who: str = ""
    why: str = ""
    alone: Loss
    last: Loss
    share: tuple[str, str] | None

    @property
    def text(self) -> str:
        """One line: the decision, its cost alone, and its share."""
        named = f"The {self.kind} of {self.mentee} with {self.mentor}"
        alone = "costs nothing alone" if self.alone.nothing else f"costs {self.alone} alone"
        if self.share is None:
            return f"{named} {alone}"
        matches, points = (Fraction(part) for part in self.share)
        said = [f"{_decimal(matches)} matches"] if matches else []
        said += [f"{_decimal(points / 10)} points"]
        return f"{named} {alone}; its share of the whole is {' and '.join(said)}"


class OverrideCosts(Explanation):
    """What all pins and vetoes cost together, and one by one.

    Attributes
    ----------
    together : Loss
        Against the best proposal without any of them.
    each : tuple of OverrideCost
        One by one. Costs alone do not add up to the whole; shares do.
    """

    together: Loss
    each: tuple[OverrideCost, ...]

    @property
    def text(self) -> str:
        """The whole, then each."""
        if not self.each:
            return "The committee has pinned and vetoed nothing."
        lost = "nothing" if self.together.nothing else f"the round {self.together}"
        head = (
            f"The committee's one decision costs {lost}."
            if len(self.each) == 1
            else f"{plural(len(self.each), 'decision')} together cost {lost}."
        )
        return "\n".join([head, *(f"  {sentence(one.text)}" for one in self.each)])


def override_costs(proposal: Proposal) -> OverrideCosts:
    """Price the committee's pins and vetoes.

    Parameters
    ----------
    proposal : Proposal
        A proposal, which need not be proved; every subset is solved anew.

    Returns
    -------
    OverrideCosts

    Notes
    -----
    The Shapley value [1]_ of a decision is its cost when it is added to the others, averaged over
    all orders in which they could have been taken. Subsets that contradict each other cannot occur:
    the proposal keeps them all.

    References
    ----------
    .. [1] L. S. Shapley, "A value for n-person games", Contributions to the Theory of Games II,
       Princeton, 1953.
    """
    decisions = _overrides(proposal)

    @cache
    def worth(chosen: frozenset[int]) -> Worth:
        return _worth(proposal, [decisions[k] for k in sorted(chosen)])

    every = frozenset(range(len(decisions)))

    def loss(before: frozenset[int], after: frozenset[int]) -> Loss:
        (matches, points), (fewer, less) = worth(before), worth(after)
        return Loss(coverage=matches - fewer, points=points - less)

    people = proposal.round
    shared = len(decisions) <= MOST_SHARED
    return OverrideCosts(
        together=loss(frozenset(), every),
        each=tuple(
            OverrideCost(
                kind=one.kind,
                mentee=name_of(people, people.mentee(one.mentee)),
                mentor=name_of(people, people.mentor(one.mentor)),
                who=one.who,
                why=one.why,
                alone=loss(frozenset(), frozenset({k})),
                last=loss(every - {k}, every),
                share=_shapley(k, every, worth) if shared else None,
            )
            for k, one in enumerate(decisions)
        ),
    )


def _overrides(proposal: Proposal) -> list[Decision]:
    """List pins and vetoes, each pair once."""
    found: dict[tuple[str, str, str], Decision] = {}
    for kind in ("pin", "veto"):
        for one in proposal.round.decisions.of_kind(kind):
            found.setdefault((kind, one.mentee, one.mentor), one)
    return list(found.values())


def _worth(proposal: Proposal, kept: list[Decision]) -> Worth:
    """Solve the round with some of the decisions only."""
    people = proposal.round
    row = {m.id: i for i, m in enumerate(people.mentees)}
    col = {m.id: j for j, m in enumerate(people.mentors)}

    def pairs(kind: str) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
        chosen = sorted((row[d.mentee], col[d.mentor]) for d in kept if d.kind == kind)
        return np.array(chosen, dtype=np.int64).reshape(-1, 2)

    problem: AssignmentProblem = replace(
        proposal.problem, pins=pairs("pin"), forbidden=pairs("veto")
    )
    found = solve(problem, proposal.policy.objective)
    counts = proposal.policy.objective == "coverage_total"
    return (found.coverage if counts else 0), found.value


def _shapley(one: int, every: frozenset[int], worth: Any) -> tuple[str, str]:
    """Average what a decision costs over all orders."""
    others, total = sorted(every - {one}), len(every)
    shares = [Fraction(0), Fraction(0)]
    for size in range(total):
        weight = Fraction(factorial(size) * factorial(total - size - 1), factorial(total))
        for chosen in combinations(others, size):
            before, after = worth(frozenset(chosen)), worth(frozenset((*chosen, one)))
            for k in (0, 1):
                shares[k] += weight * (before[k] - after[k])
    return str(shares[0]), str(shares[1])


def _decimal(value: Fraction) -> str:
    """Write a fraction with two decimals at most."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".") if value.denominator > 1 else str(value)
