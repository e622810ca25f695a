"""How well expertise serves goals: the same topic, the same area, or a neighbouring topic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..model.people import Expertise
from ..model.policy import Policy
from ..model.round import MatchRound
from .shares import FULL, Ints, Shares, flags

__all__ = ["cover", "earned", "served"]

Offers: TypeAlias = Sequence[tuple[Expertise, ...] | None]


def cover(match_round: MatchRound, policy: Policy, offers: Offers) -> Shares:
    """Say how well each holder of expertise serves each goal of the round.

    Parameters
    ----------
    match_round : MatchRound
        The mentees' goals, and the vocabulary.
    policy : Policy
        What levels and nearness are worth.
    offers : sequence of tuple of Expertise or None
        Per holder; ``None`` where it is unknown.

    Returns
    -------
    Shares
        Arrays of shape (n_goals, n_holders), the goals in the order of the mentees. A level that
        was not stated counts as 2, and may be 1 to 3; a goal without a topic, and unknown
        expertise, count neutral.
    """
    topics = [g.topic for m in match_round.mentees for g in m.goals or ()]
    unknown = flags(t is None for t in topics)[:, None] | flags(o is None for o in offers)
    value, low, high = (
        np.array([table[t] for t in topics], dtype=np.int32).reshape(len(topics), len(offers))
        for table in (
            _by_topic(match_round, policy, offers, level) for level in (_TYPICAL, _LEAST, _MOST)
        )
    )
    neutral = round(policy.criteria.goal_coverage.neutral * FULL / 100)
    return Shares(
        np.where(unknown, neutral, value), np.where(unknown, 0, low), np.where(unknown, FULL, high)
    )


def served(cover: Shares, least: int) -> NDArray[np.bool_]:
    """Mark where a goal counts as served: well enough, and not merely by what is unknown."""
    return np.asarray((cover.value >= least) & (cover.low > 0))


def earned(match_round: MatchRound, policy: Policy, topic: str, item: Expertise) -> int:
    """Give the share (of FULL) that one piece of expertise earns for a topic or area."""
    words, worth = match_round.vocabulary, policy.criteria.goal_coverage
    share, area = worth.level_shares[(item.level or _TYPICAL) - 1], words.area_of(topic)
    if item.topic == topic:
        return 100 * share
    if words.area_of(item.topic) != area:
        return 0
    return (worth.area_share if area in (topic, item.topic) else worth.neighbour_share) * share


#: What a level that was not stated is taken for.
_LEAST, _TYPICAL, _MOST = 1, 2, 3


def _by_topic(
    match_round: MatchRound, policy: Policy, offers: Offers, unstated: int
) -> dict[str | None, Ints]:
    """Give the share (of FULL) with which each holder serves each topic that is a goal."""
    words, worth = match_round.vocabulary, policy.criteria.goal_coverage
    named, within = _skills(match_round, policy, offers, unstated)
    none = np.zeros(len(offers), dtype=np.int32)
    table: dict[str | None, Ints] = {None: none}
    for topic in {g.topic for m in match_round.mentees for g in m.goals or () if g.topic}:
        area = words.area_of(topic)
        if area == topic:
            near = worth.area_share * within.get(area, none)
        else:
            broad = worth.area_share * named.get(area, none)
            near = np.maximum(broad, worth.neighbour_share * within.get(area, none))
        table[topic] = np.maximum(100 * named.get(topic, none), near)
    return table


def _skills(
    match_round: MatchRound, policy: Policy, offers: Offers, unstated: int
) -> tuple[dict[str, Ints], dict[str, Ints]]:
    """Give per holder the best level share (of 100), by topic or area as named, and by area."""
    shares = policy.criteria.goal_coverage.level_shares
    named: dict[str, dict[int, int]] = {}
    within: dict[str, dict[int, int]] = {}
    for holder, items in enumerate(offers):
        for item in items or ():
            share = shares[(item.level or unstated) - 1]
            area = match_round.vocabulary.area_of(item.topic)
            targets = [(named, item.topic)] + ([(within, area)] if area != item.topic else [])
            for table, key in targets:
                row = table.setdefault(key, {})
                row[holder] = max(row.get(holder, 0), share)
    return _arrays(named, len(offers)), _arrays(within, len(offers))


def _arrays(table: dict[str, dict[int, int]], size: int) -> dict[str, Ints]:
    arrays = {key: np.zeros(size, dtype=np.int32) for key in table}
    for key, row in table.items():
        arrays[key][list(row)] = list(row.values())
    return arrays
