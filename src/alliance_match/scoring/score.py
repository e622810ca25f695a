"""Score a round: which pairs are eligible, and what each is worth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..model.people import Mentor
from ..model.policy import Policy, to_points
from ..model.round import MatchRound
from ..words import Message
from ..words.templates import places as say
from .criteria import criteria_of
from .facts import Facts
from .quotas import OPEN, Closed
from .rules import (
    BROKEN,
    PASSED,
    PLANNED,
    RULES,
    UNKNOWN,
    WAIVED,
    HardRule,
    Verdicts,
    rules_of,
    waived,
)
from .shares import FULL, Ints, Shares, largest_remainder

__all__ = ["ScoredPairs", "places", "score"]


@dataclass(frozen=True, eq=False)
class ScoredPairs:
    """Every pair of a round, judged.

    Rows are mentees and columns mentors, both in the order of the round.

    Attributes
    ----------
    facts : Facts
        What the judgement rests on.
    verdicts : dict of str to ndarray of int8, shape (n_mentees, n_mentors)
        Per rule: BROKEN, PASSED, UNKNOWN or WAIVED. A rule that is off passes everything.
    contributions : ndarray of int, shape (n_criteria, n_mentees, n_mentors)
        Points per criterion, in the order of ``criteria_of(policy)``; they sum to ``points``.
    low, high : ndarray of int, shape (n_mentees, n_mentors)
        The least and the most points if every unknown were answered.
    capacity : ndarray of int, shape (n_mentors,)
        Places per mentor.
    """

    facts: Facts
    verdicts: dict[str, Verdicts]
    contributions: Ints
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    capacity: NDArray[np.int64]

    @cached_property
    def points(self) -> NDArray[np.int64]:
        """Points of every pair, 0 to 1000, eligible or not; shape (n_mentees, n_mentors)."""
        return np.asarray(self.contributions.sum(axis=0))

    @cached_property
    def too_few_points(self) -> NDArray[np.bool_]:
        """Pairs under the policy's ``min_points``."""
        return np.asarray(self.points < to_points(self.facts.policy.min_points))

    @cached_property
    def eligible(self) -> NDArray[np.bool_]:
        """Pairs that break no rule; shape (n_mentees, n_mentors)."""
        allowed = ~self.too_few_points
        for verdict in self.verdicts.values():
            allowed &= verdict != BROKEN
        return np.asarray(allowed)

    def closing(self, closed: Closed, people: MatchRound | None = None) -> ScoredPairs:
        """Judge again where quotas or subject experts leave no room for some pairs.

        Parameters
        ----------
        closed : Closed
            What there is no room for.
        people : MatchRound, optional
            The same people with other decisions to keep or forbid pairs.
        """
        facts = self.facts.closing(closed, people or self.facts.round)
        again = {rule.name: _verdict(rule, facts) for rule in RULES if rule.name in PLANNED}
        return replace(self, facts=facts, verdicts=self.verdicts | again)

    def without_expert(self, mentees: frozenset[str]) -> ScoredPairs:
        """Judge again where some mentees can be given no subject expert for their top goal."""
        return self.closing(replace(self.facts.closed, without_expert=mentees))

    @cached_property
    def least_loads(self) -> NDArray[np.int64]:
        """How many mentees each mentor must get who may have any, shape (n_mentors,)."""
        everybody = self.facts.policy.places.min_load
        groups = [everybody if m.group is None else m.group.least for m in self.facts.mentors]
        return np.minimum(self.capacity, np.array(groups, dtype=np.int64))

    def broken(self, row: int, col: int) -> tuple[str, ...]:
        """Name the rules that a pair breaks."""
        return tuple(name for name, v in self.verdicts.items() if v[row, col] == BROKEN)

    def unknown(self, row: int, col: int) -> tuple[str, ...]:
        """Name the rules that a pair passes only because the answer is unknown."""
        return tuple(name for name, v in self.verdicts.items() if v[row, col] == UNKNOWN)


def score(
    match_round: MatchRound,
    policy: Policy,
    closed: Closed = OPEN,
    imagined: frozenset[str] = frozenset(),
) -> ScoredPairs:
    """Judge all pairs of a round under a policy.

    Parameters
    ----------
    match_round : MatchRound
        The people and the decisions so far; waivers are honoured, pins and vetoes are not a matter
        of scoring.
    policy : Policy
        Rules and weights.
    closed : Closed
        What plans of quotas and subject experts leave no room for.
    imagined : frozenset of str
        Ids of mentors who do not exist yet.

    Returns
    -------
    ScoredPairs
    """
    facts = Facts(match_round, policy, closed, imagined)
    shares = {c.name: c.shares(facts) for c in criteria_of(policy)}
    weights = policy.weights
    return ScoredPairs(
        facts=facts,
        verdicts={rule.name: _verdict(rule, facts) for rule in rules_of(policy)},
        contributions=largest_remainder(_raw(shares, weights, "value"), FULL),
        low=_raw(shares, weights, "low").sum(axis=0) // FULL,
        high=-(-_raw(shares, weights, "high").sum(axis=0) // FULL),
        capacity=np.array(
            [places(m, match_round, policy)[0] for m in match_round.mentors], dtype=np.int64
        ),
    )


def _raw(shares: dict[str, Shares], weights: dict[str, int], bound: str) -> Ints:
    return np.stack([weights[name] * getattr(s, bound) for name, s in shares.items()])


def _verdict(rule: HardRule, facts: Facts) -> Verdicts:
    setting = facts.policy.rule(rule.name)
    verdict = rule.verdicts(facts) if setting.on else np.int8(PASSED)
    verdict = np.array(np.broadcast_to(verdict, facts.shape))
    if setting.unknown == "fail":
        verdict[verdict == UNKNOWN] = BROKEN
    for at in zip(*waived(facts, rule.name), strict=True):
        if verdict[at] in (BROKEN, UNKNOWN):
            verdict[at] = WAIVED
    return verdict


def places(mentor: Mentor, people: MatchRound, policy: Policy) -> tuple[int, Message]:
    """Count a mentor's places, and say why it is that many.

    The low end of what the mentor offered counts, but no more than the hours offered can carry,
    and less what projects of earlier rounds still take.
    """
    if mentor.group is not None:
        return mentor.group.size, say.GROUP(count=mentor.group.size)
    offered, why = _offered(mentor, policy)
    leads = sum(m.group is not None and m.group.mentor == mentor.id for m in people.mentors)
    if leads:
        offered, why = max(0, offered - leads), say.LEADS(offered=why, count=leads)
    running = sum(
        past.mentor == mentor.id
        and past.mentee is None
        and past.rounds_ago <= policy.places.running_rounds
        for past in people.history
    )
    if not running:
        return offered, why
    return max(0, offered - running), say.RUNNING(offered=why, count=running)


def _offered(mentor: Mentor, policy: Policy) -> tuple[int, Message]:
    settings = policy.places
    if mentor.capacity is None:
        offered, why = settings.when_unknown, say.DEFAULT()
    else:
        offered, why = int(mentor.capacity.low), say.OFFERED(offered=str(mentor.capacity))
    if mentor.hours_per_month is not None:
        # As decimals, as they were written: 2.4 hours at 0.8 each are three mentees.
        hours, each = (
            Decimal(str(x)) for x in (mentor.hours_per_month.high, settings.hours_per_mentee)
        )
        carried = int(hours / each)
        if carried < offered:
            hours_offered = str(mentor.hours_per_month)
            return carried, say.CARRIED(offered=why, hours=hours_offered, carried=carried)
    return offered, why
