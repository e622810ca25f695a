"""The soft criteria: one short function each, over all pairs at once. ``CRITERIA`` lists them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import OwnFunctionError
from ..model.own import OwnCriterion, own_criterion
from ..model.people import STAGES, Mentee, Mentor
from ..model.policy import Policy
from ..words.templates import labels
from .facts import Facts
from .shares import FULL, Ints, Shares, flags

__all__ = ["CRITERIA", "SoftCriterion", "criteria_of", "told_criteria"]


@dataclass(frozen=True)
class SoftCriterion:
    """A criterion: its name in the policy, what people call it, and the share of every pair."""

    name: str
    label: str
    shares: Callable[[Facts], Shares]


def _goal_coverage(f: Facts) -> Shares:
    """Priority-weighted mean over the mentee's goals; neutral where no goal was given."""
    weight = np.array(f.policy.criteria.goal_coverage.priority_weights)[f.goal_priority - 1]
    rows, starts = np.unique(f.goal_owner, return_index=True)

    def mean(cover: Ints, unknown: int) -> Ints:
        share = np.full(f.shape, unknown, dtype=np.int32)
        if rows.size:
            total = np.add.reduceat(weight, starts)[:, None]
            summed = np.add.reduceat(cover * weight[:, None], starts)
            share[rows] = (2 * summed + total) // (2 * total)
        return share

    cover = f.goal_cover
    neutral = f.neutral("goal_coverage")
    return Shares(mean(cover.value, neutral), mean(cover.low, 0), mean(cover.high, FULL))


#: Share for the best common level: none, A1, A2, B1, B2, C1, C2, native.
_LEVEL_SHARE = np.array([0, 0, 1000, 4000, 7000, 9000, FULL, FULL], dtype=np.int32)


def _language(f: Facts) -> Shares:
    """By the lower of both levels in their best common language."""
    low, high = _LEVEL_SHARE[f.spoken.known], _LEVEL_SHARE[f.spoken.possible]
    high = np.where(f.spoken.answered, high, FULL)
    value = np.maximum(low, np.minimum(high, f.neutral("language")))
    return Shares(np.where(low == high, low, value), low, high)


def _stage_and_context(f: Facts) -> Shares:
    """Two parts the stage of the association, one part its world region."""
    neutral = f.neutral("stage_and_context")
    return Shares.mean(
        (2, Shares.where_known(*_stage(f), neutral)), (1, Shares.where_known(*_region(f), neutral))
    )


def _stage(f: Facts) -> tuple[NDArray[np.bool_], Ints]:
    """Full share for a stage the mentor has worked with, half for the next one."""
    stages = [-1 if m.stage is None else STAGES.index(m.stage) for m in f.mentees]
    asked = np.array(stages, dtype=np.int32)
    table = np.zeros((len(STAGES), len(f.mentors)), dtype=np.int32)
    for j, mentor in enumerate(f.mentors):
        for k in range(len(STAGES)):
            steps = [abs(k - STAGES.index(s)) for s in mentor.stages or ()]
            table[k, j] = {0: FULL, 1: FULL // 2}.get(min(steps, default=9), 0)
    known = (asked >= 0)[:, None] & flags(m.stages is not None for m in f.mentors)
    return known, table[asked]


def _region(f: Facts) -> tuple[NDArray[np.bool_], Ints]:
    """Full share where the mentor comes from, or has worked in, the mentee's region."""
    asked = [_own_region(f, m) for m in f.mentees]
    held = [{_own_region(f, m), *m.regions} - {None} for m in f.mentors]
    row = {r: np.array([r in h for h in held], dtype=np.int32) * FULL for r in set(asked)}
    share = np.array([row[r] for r in asked], dtype=np.int32).reshape(f.shape)
    told = flags(r is not None for r in asked)[:, None]
    return told & ((share > 0) | flags(_own_region(f, m) is not None for m in f.mentors)), share


def _own_region(f: Facts, person: Mentee | Mentor) -> str | None:
    organisation = f.round.organisation_of(person)
    return None if organisation is None else organisation.region


def _availability(f: Facts) -> Shares:
    """Compare the common hours in the worse season with the policy's ideal."""
    ideal = f.policy.criteria.availability.ideal_hours * 2
    share = np.minimum(FULL, np.floor(f.overlap.worse * FULL / ideal + 0.5)).astype(np.int32)
    return Shares.where_known(f.overlap.known, share, f.neutral("availability"))


def _preference(f: Facts) -> Shares:
    """Mean of both sides: asked for; neutral without a list; half of that when not on it."""
    by_mentee = f.named_by_mentee(lambda p: p.preferences)
    by_mentor = f.named_by_mentor(lambda p: p.preferences)
    lists = flags(bool(m.preferences) for m in f.mentees)[:, None]
    offers = flags(bool(m.preferences) for m in f.mentors)
    neutral = f.neutral("preference")
    return Shares.mean(
        (1, _wanted(by_mentee, lists, neutral)), (1, _wanted(by_mentor, offers, neutral))
    )


def _wanted(place: NDArray[np.int16], has_list: NDArray[np.bool_], neutral: int) -> Shares:
    """Full share for the first of a list, a tenth less for each place down to the fifth."""
    named = FULL - FULL // 10 * (np.minimum(place, 5).astype(np.int32) - 1)
    return Shares.known(np.where(place > 0, named, np.where(has_list, neutral // 2, neutral)))


#: Share for 0, 1, 2, and 3 or more earlier mentees.
_EXPERIENCE_SHARE = np.array([0, 5000, 7500, FULL], dtype=np.int32)


def _mentoring_experience(f: Facts) -> Shares:
    """By how many the mentor has mentored before; more than three adds nothing."""
    past = [m.mentoring_experience for m in f.mentors]
    share = _EXPERIENCE_SHARE[[min(p or 0, 3) for p in past]]
    known = flags(p is not None for p in past)
    return Shares.where_known(
        np.broadcast_to(known, f.shape), share, f.neutral("mentoring_experience")
    )


def _scales(f: Facts) -> Shares:
    """Mean over the scales with an ideal: each step away from it costs a quarter."""
    parts, neutral = [], f.neutral("scales")
    for name, scale in f.policy.scales.items():
        if scale.ideal_ahead is not None:
            ahead, known = f.ahead(name)
            share = np.maximum(0, FULL - FULL // 4 * np.abs(ahead - scale.ideal_ahead))
            parts.append((1, Shares.where_known(known, share, neutral)))
    if not parts:
        return Shares.known(np.full(f.shape, neutral, dtype=np.int32))
    return Shares.mean(*parts)


def _continuity(f: Facts) -> Shares:
    """Full share for a pair of an earlier round, or for any other, as the policy wants it."""
    past = f.past_pairs
    if f.policy.criteria.continuity.wanted == "another":
        past = ~past
    return Shares.known(np.where(past, FULL, 0).astype(np.int32))


def _waiting(f: Facts) -> Shares:
    """By how many rounds the mentee was left without a mentor."""
    full = f.policy.criteria.waiting.full_after
    waited = np.array([min(m.rounds_waited, full) for m in f.mentees], dtype=np.int64)
    share = (2 * FULL * waited + full) // (2 * full)
    return Shares.known(np.broadcast_to(share.astype(np.int32)[:, None], f.shape))


#: Every soft criterion, in the order in which they are told.
CRITERIA: tuple[SoftCriterion, ...] = (
    SoftCriterion("goal_coverage", labels.GOAL_COVERAGE.one, _goal_coverage),
    SoftCriterion("language", labels.LANGUAGE.one, _language),
    SoftCriterion("stage_and_context", labels.STAGE_AND_CONTEXT.one, _stage_and_context),
    SoftCriterion("availability", labels.AVAILABILITY.one, _availability),
    SoftCriterion("preference", labels.PREFERENCE.one, _preference),
    SoftCriterion("mentoring_experience", labels.MENTORING_EXPERIENCE.one, _mentoring_experience),
    SoftCriterion("scales", labels.SCALES.one, _scales),
    SoftCriterion("continuity", labels.CONTINUITY.one, _continuity),
    SoftCriterion("waiting", labels.WAITING.one, _waiting),
)


def criteria_of(policy: Policy) -> tuple[SoftCriterion, ...]:
    """List all criteria of a policy: :data:`CRITERIA`, then those of the programme's own."""
    return (*CRITERIA, *(_own(own_criterion(name)) for name in sorted(policy.own_criteria)))


def _own(one: OwnCriterion) -> SoftCriterion:
    def shares(f: Facts) -> Shares:
        table = np.full(f.shape, -1, dtype=np.int32)
        for row, mentee in enumerate(f.mentees):
            for col, mentor in enumerate(f.mentors):
                if mentor.id in f.imagined:
                    continue
                share = one.share(mentee, mentor, f.round)
                if share is not None:
                    table[row, col] = _whole(one, share, mentee.id, mentor.id)
        return Shares.where_known(table >= 0, np.maximum(table, 0), f.neutral(one.name))

    return SoftCriterion(one.name, one.label, shares)


def _whole(one: OwnCriterion, share: float, mentee: str, mentor: str) -> int:
    """Round a share to an integer, once; refuse what is none."""
    if isinstance(share, bool | int | float) and 0 <= share <= 1:
        return round(share * FULL)
    raise OwnFunctionError(
        f"The criterion {one.name!r} of your own gave {share!r} for {mentee} with {mentor}; return "
        "a share from 0 to 1, or None where it is not known."
    )


#: Told only where the policy gives them weight: most rounds have nothing to say of them.
_AT_WILL = frozenset({"continuity", "waiting"})


def told_criteria(policy: Policy) -> tuple[tuple[int, SoftCriterion], ...]:
    """List the criteria that tables show, each with its place in :data:`CRITERIA`."""
    weights = policy.weights
    return tuple(
        (k, c)
        for k, c in enumerate(criteria_of(policy))
        if weights[c.name] or c.name not in _AT_WILL
    )
