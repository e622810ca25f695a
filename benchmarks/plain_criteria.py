"""The soft criteria for one pair: its share of the full marks, the least and the most."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from plain_cards import FULL, NOTHING, Card, Share, common_levels, mean

if TYPE_CHECKING:
    from plain_scoring import PlainScorer

LEVEL_SHARES = [0, 0, 1000, 4000, 7000, 9000, 10_000, 10_000]
STAGES = ["emerging", "developing", "established"]
EXPERIENCE_SHARES = [0, 5000, 7500, 10_000]


def goals_served(s: PlainScorer, a: Card, b: Card, common: int | None) -> Share:
    goals = a.person.goals
    if not goals:
        return s.neutral["goal_coverage"], 0, FULL
    weights = s.policy.criteria.goal_coverage.priority_weights
    return mean([(weights[g.priority - 1], s.cover(g.topic, b.skills)) for g in goals])


def language(s: PlainScorer, a: Card, b: Card, common: int | None) -> Share:
    neutral = s.neutral["language"]
    if a.languages is None or b.languages is None:
        return neutral, 0, FULL
    known, possible = common_levels(a.languages, b.languages)
    low, high = LEVEL_SHARES[known], LEVEL_SHARES[possible]
    return min(max(neutral, low), high), low, high


def stage_and_context(s: PlainScorer, a: Card, b: Card, common: int | None) -> Share:
    return mean([(2, stage(s, a, b)), (1, context(s, a, b))])


def stage(s: PlainScorer, a: Card, b: Card) -> Share:
    asked, known = a.person.stage, b.person.stages
    if asked is None or known is None:
        return s.neutral["stage_and_context"], 0, FULL
    if asked in known:
        return FULL, FULL, FULL
    here = STAGES.index(asked)
    next_to = any(abs(STAGES.index(other) - here) == 1 for other in known)
    return (FULL // 2,) * 3 if next_to else NOTHING


def context(s: PlainScorer, a: Card, b: Card) -> Share:
    if a.region is not None and a.region in b.regions:
        return FULL, FULL, FULL
    if a.region is None or b.region is None:
        return s.neutral["stage_and_context"], 0, FULL
    return NOTHING


def availability(s: PlainScorer, a: Card, b: Card, common: int | None) -> Share:
    if common is None:
        return s.neutral["availability"], 0, FULL
    ideal = 2 * s.policy.criteria.availability.ideal_hours
    return (min(FULL, math.floor(common * FULL / ideal + 0.5)),) * 3


def preference(s: PlainScorer, a: Card, b: Card, common: int | None) -> Share:
    return mean([(1, wish(s, a, b)), (1, wish(s, b, a))])


def wish(s: PlainScorer, who: Card, whom: Card) -> Share:
    """Share for how much one of a pair asked for the other."""
    neutral = s.neutral["preference"]
    if not who.preferences:
        return neutral, neutral, neutral
    places = [who.preferences[name] for name in whom.names if name in who.preferences]
    if not places:
        return (neutral // 2,) * 3
    return (FULL - 1000 * (min(5, *places) - 1),) * 3


def mentoring_experience(s: PlainScorer, a: Card, b: Card, common: int | None) -> Share:
    past = b.person.mentoring_experience
    if past is None:
        return s.neutral["mentoring_experience"], 0, FULL
    return (EXPERIENCE_SHARES[min(past, 3)],) * 3


def nearness(s: PlainScorer, a: Card, b: Card, common: int | None) -> Share:
    neutral, parts = s.neutral["scales"], list[tuple[int, Share]]()
    for name, scale in s.policy.scales.items():
        if scale.ideal_ahead is None:
            continue
        if name in a.steps and name in b.steps:
            away = abs(b.steps[name] - a.steps[name] - scale.ideal_ahead)
            parts.append((1, (max(0, FULL - 2500 * away),) * 3))
        else:
            parts.append((1, (neutral, 0, FULL)))
    return mean(parts) if parts else (neutral, neutral, neutral)


def continuity(s: PlainScorer, a: Card, b: Card, common: int | None) -> Share:
    pairs = {(past.mentee, past.mentor) for past in s.round.history}
    again = (a.person.id, b.person.id) in pairs
    wanted = s.policy.criteria.continuity.wanted == "same"
    return (FULL if again == wanted else 0,) * 3


def waiting(s: PlainScorer, a: Card, b: Card, common: int | None) -> Share:
    full = s.policy.criteria.waiting.full_after
    return (math.floor(min(a.person.rounds_waited, full) * FULL / full + 0.5),) * 3


CRITERIA = {
    "goal_coverage": goals_served,
    "language": language,
    "stage_and_context": stage_and_context,
    "availability": availability,
    "preference": preference,
    "mentoring_experience": mentoring_experience,
    "scales": nearness,
    "continuity": continuity,
    "waiting": waiting,
}
