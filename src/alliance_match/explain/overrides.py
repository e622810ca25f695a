"""What do pins and vetoes cost? Each alone, all together, and a fair share each.

Pairs that stay by another decision, such as an accepted one, stay in all that is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations
from math import factorial

import numpy as np

from ..assignment import AssignmentProblem, any_optimum
from ..model.decisions import Decision
from ..proposal import Proposal
from ..words import Message, Speech
from ..words.templates import overrides as words
from .decided import kept_by
from .record import Explanation, Loss, PersonName, name_of

__all__ = ["MOST_SHARED", "OverrideCost", "OverrideCosts", "override_costs"]

MOST_SHARED = 10
"""With more decisions than this shares are estimated: all their subsets would have to be solved."""

ORDERS, SEED = 40, 0
"""So many orders are drawn for an estimate, half of them the others the other way round."""

Worth = tuple[int, int]
"""Mentees with a mentor, and points."""

Share = tuple[str, str]
"""A part of the loss, matches and points, as fractions."""


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
    share : tuple of str
        Its Shapley share of the common loss, matches and points, as fractions: exact, or an
        estimate (see :attr:`OverrideCosts.orders`).
    """

    kind: str
    mentee: PersonName
    mentor: PersonName
    who: str = ""
    why: str = ""
    alone: Loss
    last: Loss
    share: tuple[str, str]

    def told(self, to: Speech) -> str:
        """Tell the decision, its cost alone, and its share."""
        kind = words.PIN if self.kind == "pin" else words.VETO
        mentee, mentor = str(self.mentee), str(self.mentor)
        decision = kind(mentee=mentee, mentor=mentor, loss=self.alone.message)
        return to.sentence(words.WITH_SHARE(decision=decision, share=self._share))

    @property
    def _share(self) -> tuple[Message, ...]:
        matches, points = (Fraction(part) for part in self.share)
        said = [words.SHARE_OF_MATCHES(count=_rounded(matches))] if matches else []
        return (*said, words.SHARE_OF_POINTS(count=_rounded(points / 10)))


class OverrideCosts(Explanation):
    """What all pins and vetoes cost together, and one by one.

    Attributes
    ----------
    together : Loss
        Against the best proposal without any of them.
    each : tuple of OverrideCost
        One by one. Costs alone do not add up to the whole; shares do.
    orders : int or None
        From how many orders, drawn at random, the shares are estimated; None where they are exact.
    """

    together: Loss
    each: tuple[OverrideCost, ...]
    orders: int | None = None

    def told(self, to: Speech) -> str:
        """Tell the whole, then each."""
        lines = [to.say(self.verdict), *(f"  {one.told(to)}" for one in self.each)]
        return "\n".join([*lines, *(to.say(note) for note in self.notes)])

    @property
    def notes(self) -> tuple[Message, ...]:
        """Whether the shares are estimated."""
        return () if self.orders is None else (words.ESTIMATED(orders=self.orders),)

    @property
    def verdict(self) -> Message:
        """What all of them cost together."""
        if not self.each:
            return words.NONE()
        count, nothing, loss = len(self.each), self.together.nothing, self.together.message
        if count == 1:
            return words.ONE_COSTS_NOTHING() if nothing else words.ONE(loss=loss)
        if nothing:
            return words.TOGETHER_COST_NOTHING(count=count)
        return words.TOGETHER(count=count, loss=loss)


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
    the proposal keeps them all. With more than :data:`MOST_SHARED` decisions the average is over
    some orders drawn at random [2]_, each together with its reverse; whichever are drawn, the
    shares add up to the common loss.

    References
    ----------
    .. [1] L. S. Shapley, "A value for n-person games", Contributions to the Theory of Games II,
       Princeton, 1953.
    .. [2] J. Castro, D. Gomez and J. Tejada, "Polynomial calculation of the Shapley value based on
       sampling", Computers and Operations Research 36(5), 2009.
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
    is_exact = len(decisions) <= MOST_SHARED
    shares = _shapley(every, worth) if is_exact else _sampled(len(decisions), worth)
    return OverrideCosts(
        together=loss(frozenset(), every),
        orders=None if is_exact else ORDERS,
        each=tuple(
            OverrideCost(
                kind=one.kind,
                mentee=name_of(people, people.mentee(one.mentee)),
                mentor=name_of(people, people.mentor(one.mentor)),
                who=one.who,
                why=one.why,
                alone=loss(frozenset(), frozenset({k})),
                last=loss(every - {k}, every),
                share=shares[k],
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

    def pairs(
        kind: str, besides: Sequence[tuple[int, int]] = ()
    ) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
        chosen = {(row[d.mentee], col[d.mentor]) for d in kept if d.kind == kind}
        return np.array(sorted(chosen.union(besides)), dtype=np.int64).reshape(-1, 2)

    stay = [(i, j) for i, j in proposal.problem.pins.tolist() if kept_by(proposal, i, j) != "pin"]
    problem: AssignmentProblem = replace(
        proposal.problem, pins=pairs("pin", stay), forbidden=pairs("veto")
    )
    found = any_optimum(problem, proposal.policy.objective)
    counts = proposal.policy.objective == "coverage_total"
    points = problem.score[problem.place(found.pairs)]
    return (found.coverage if counts else 0), int(points.sum())


def _shapley(every: frozenset[int], worth: Callable[[frozenset[int]], Worth]) -> list[Share]:
    """Average what each decision costs over all orders."""
    total, shares = len(every), []
    for one in sorted(every):
        share = [Fraction(0), Fraction(0)]
        for size in range(total):
            weight = Fraction(factorial(size) * factorial(total - size - 1), factorial(total))
            for chosen in combinations(sorted(every - {one}), size):
                before, after = worth(frozenset(chosen)), worth(frozenset((*chosen, one)))
                for k in (0, 1):
                    share[k] += weight * (before[k] - after[k])
        shares.append((str(share[0]), str(share[1])))
    return shares


def _sampled(total: int, worth: Callable[[frozenset[int]], Worth]) -> list[Share]:
    """Average what each decision costs over some orders and their reverses."""
    draw, lost = np.random.default_rng(SEED), np.zeros((total, 2), dtype=np.int64)
    for _ in range(ORDERS // 2):
        order = draw.permutation(total).tolist()
        for one_way in (order, order[::-1]):
            before = worth(frozenset())
            for place, one in enumerate(one_way, 1):
                after = worth(frozenset(one_way[:place]))
                lost[one] += before[0] - after[0], before[1] - after[1]
                before = after
    return [(str(Fraction(a, ORDERS)), str(Fraction(b, ORDERS))) for a, b in lost.tolist()]


def _rounded(value: Fraction) -> float:
    """Round to two decimals."""
    return float(round(value, 2))
