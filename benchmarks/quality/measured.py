"""Measure every matcher on one round: what it does with the forms, and what came of it in truth."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from alliance_match.model.policy import Policy
from alliance_match.model.round import MatchRound
from alliance_match.quality import measures as measure
from alliance_match.quality.scores import Yardstick
from alliance_match.scoring.score import score
from alliance_match.synthetic import (
    HiddenModel,
    Knobs,
    Size,
    one_goal,
    synthetic_round,
    understated,
    with_noise,
)

from .case import Case, Ints, Matcher
from .matchers import MATCHERS, OPTIMUM, hidden_optimum, left_out

__all__ = ["LIES", "ROUND", "Plan", "measure_seed"]

#: The line of a table that tells of the round itself.
ROUND = "round"

Table: TypeAlias = dict[str, dict[str, float]]

#: Answers that a mentee may give to gain by them.
LIES: dict[str, Callable[[MatchRound], MatchRound]] = {
    "time": understated,
    "goals": one_goal,
}


@dataclass(frozen=True)
class Plan:
    """What is measured on every round of one size.

    Attributes
    ----------
    size : str or Size
    knobs : Knobs or None
    model : str or HiddenModel
    noise : float
        Share of answers that change for the robustness; 0 leaves it out.
    liars : int
        Mentees of each round whose gain from misreporting is measured.
    """

    size: str | Size
    knobs: Knobs | None = None
    model: str | HiddenModel = "literature"
    noise: float = 0.1
    liars: int = 2


def measure_seed(plan: Plan, seed: int, policy: Policy | None = None) -> Table:
    """Run all matchers on the round of a seed; give each one's measures by name.

    A matcher is given a :class:`Case`, which is made of the forms alone. The truth is looked up
    afterwards, for pairs that are already made.
    """
    made, policy = synthetic_round(seed, plan.size, plan.knobs, plan.model), policy or Policy()
    yard = Yardstick(score(made.round, policy))
    case = Case.of(yard.scored, seed)
    matched, table = dict[str, Ints](), dict[str, dict[str, float]]()
    for name, matcher in MATCHERS.items():
        if name in left_out():
            continue
        begin = time.perf_counter()
        matched[name] = matcher(case)
        seconds = time.perf_counter() - begin
        table[name] = _by_forms(case, yard, matched[name]) | {"seconds": seconds}
    _judge_robustness(plan, made.round, case, policy, matched, table)
    _judge_lies(plan, made.round, case, policy, matched, table)
    quality = made.truth.table(made.round)
    matched[OPTIMUM] = hidden_optimum(case, quality)
    table[OPTIMUM] = _by_forms(case, yard, matched[OPTIMUM])
    _judge_truth(matched, quality, yard.region, table)
    return table | {ROUND: _of_round(case)}


def _of_round(case: Case) -> dict[str, float]:
    """Say how hard the round is."""
    return {
        "eligible": case.eligible.mean(),
        "hopeless": 1 - case.eligible.any(axis=1).mean(),
        "places": case.capacity.sum() / len(case.points),
    }


def _by_forms(case: Case, yard: Yardstick, mentor_of: Ints) -> dict[str, float]:
    _refuse_broken(case, mentor_of)
    return dict(vars(yard.measured(mentor_of)))


def _refuse_broken(case: Case, mentor_of: Ints) -> None:
    """No matcher may win by breaking a rule."""
    has = np.flatnonzero(mentor_of >= 0)
    load = np.bincount(mentor_of[has], minlength=case.capacity.size)
    if not case.eligible[has, mentor_of[has]].all() or (load > case.capacity).any():
        raise SystemExit("A matcher broke a rule.")


def _judge_truth(
    matched: dict[str, Ints], quality: NDArray[np.float64], region: Ints, table: Table
) -> None:
    """Look up what came of the pairs."""
    got = {name: measure.worth(mentor_of, quality) for name, mentor_of in matched.items()}
    best = got[OPTIMUM].mean()
    places = measure.leximin_places(list(got.values()))
    for (name, worth), place in zip(got.items(), places, strict=True):
        table[name] |= {
            "quality": worth.mean(),
            "quality_lowest": measure.lowest(matched[name], worth),
            "quality_gini": measure.gini(worth),
            "quality_leximin": float(place),
            "quality_gap": measure.group_gap(worth, region),
            "regret": best - worth.mean(),
        }


def _judge_robustness(
    plan: Plan,
    people: MatchRound,
    case: Case,
    policy: Policy,
    matched: dict[str, Ints],
    table: Table,
) -> None:
    """Match again with some answers changed: how many pairs stay?"""
    if not plan.noise:
        return
    scored = score(with_noise(people, plan.noise, case.seed), policy)
    noisy = replace(case, points=scored.points, eligible=scored.eligible, capacity=scored.capacity)
    for name, before in matched.items():
        table[name]["kept"] = measure.kept(before, MATCHERS[name](noisy))


def _judge_lies(
    plan: Plan,
    people: MatchRound,
    case: Case,
    policy: Policy,
    matched: dict[str, Ints],
    table: Table,
) -> None:
    """Let some mentees misreport, one at a time; their gain is in points by the honest answers."""
    if not plan.liars:
        return
    liars = np.random.default_rng([case.seed, 9]).permutation(len(case.points))[: plan.liars]
    for lie, tell in LIES.items():
        scored = score(tell(people), policy)
        for name, honest in matched.items():
            gains = [
                _gain(MATCHERS[name], case, scored.points, scored.eligible, int(i), honest)
                for i in liars
            ]
            table[name][f"gain_{lie}"] = float(np.mean(gains))
            table[name][f"gainers_{lie}"] = float(np.mean([gain > 0 for gain in gains]))


def _gain(
    matcher: Matcher, case: Case, points: Ints, eligible: NDArray[np.bool_], i: int, honest: Ints
) -> float:
    told = replace(case, points=case.points.copy(), eligible=case.eligible.copy())
    told.points[i], told.eligible[i] = points[i], eligible[i]
    after = matcher(told)[i]
    own = [float(case.points[i, j]) if j >= 0 else 0.0 for j in (honest[i], after)]
    return own[1] - own[0]
