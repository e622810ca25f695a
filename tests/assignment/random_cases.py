"""Random small rounds with every feature, alone and combined."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from math import comb, prod

from .cases import Case, Limit, Pair

FLOW = (
    "demand", "load_cost", "min_load", "pins", "forbidden", "negative", "ties", "capacity", "zero",
)  # fmt: skip
"""What may make a round special, as far as it stays a flow; ``zero``: no rows, columns, places."""

FEATURES = (*FLOW, "side")

MOST = 3000
"""How many combinations of the rows' choices there are at most, capacities aside."""


def random_case(seed: int, features: Collection[str] = FLOW, **changes: object) -> Case:
    """A round of up to 5 rows and 4 columns with some of the features.

    One of them alone in a third of the seeds, else each of them in half ("zero" in a tenth).
    """
    rng = random.Random(seed)
    has = _draw_features(rng, sorted(features))
    n_rows, n_cols = rng.choice((1, 2, 3, 4, 4, 5, 5)), rng.choice((1, 2, 3, 3, 4, 4))
    if "zero" in has:
        n_rows, n_cols = rng.choice(((0, n_cols), (n_rows, 0), (n_rows, n_cols)))
    density = rng.choice((0.5, 0.8, 1.0))
    pairs = [(i, j) for i in range(n_rows) for j in range(n_cols) if rng.random() < density]
    points = _points(rng, has)
    sizes = (1, 2, 2, 3, 5) if "capacity" in has else (1, 1, 1, 2)
    capacity = [rng.choice(sizes) for _ in range(n_cols)]
    if "zero" in has:
        capacity = [rng.choice((0, u)) for u in capacity]
    demand = [rng.choice((0, 1, 1, 2, 3)) for _ in range(n_rows)] if "demand" in has else None
    case = Case(
        score={pair: points() for pair in _few_enough(rng, pairs, n_rows, demand)},
        capacity=capacity,
        min_load=[rng.choice((0, min(1, u), u)) if "min_load" in has else 0 for u in capacity],
        unmatched=[rng.choice((0, 0, points())) for _ in range(n_rows)],
        pins=_some(rng, pairs, n_rows, n_cols) if "pins" in has else frozenset(),
        forbidden=_some(rng, pairs, n_rows, n_cols) if "forbidden" in has else frozenset(),
        demand=demand,
        load_cost=_rising(rng, n_cols) if "load_cost" in has else None,
    )
    if "side" in has:
        case = replace(case, side=tuple(_limit(rng, case) for _ in range(rng.randint(1, 3))))
    return replace(case, **changes)  # type: ignore[arg-type]


def _draw_features(rng: random.Random, features: Sequence[str]) -> set[str]:
    if features and rng.random() < 1 / 3:
        return {rng.choice(features)}
    return {name for name in features if rng.random() < (0.1 if name == "zero" else 0.5)}


def _points(rng: random.Random, has: set[str]) -> Callable[[], int]:
    """A source of points: few different ones for ties, and some below zero."""
    most = rng.choice((0, 1, 2, 3)) if "ties" in has else rng.choice((20, 1000))
    least = -most if "negative" in has else 0
    return lambda: rng.choice((0, *[rng.randint(least, most)] * 4))


def _few_enough(
    rng: random.Random, pairs: list[Pair], n_rows: int, demand: list[int] | None
) -> list[Pair]:
    """Leave out pairs until the enumeration is short."""

    def choices(row: int) -> int:
        options = sum(i == row for i, _ in pairs)
        places = 1 if demand is None else demand[row]
        return sum(comb(options, k) for k in range(min(places, options) + 1))

    while prod(map(choices, range(n_rows))) > MOST:
        pairs.remove(rng.choice(pairs))
    return pairs


def _some(rng: random.Random, pairs: list[Pair], n_rows: int, n_cols: int) -> frozenset[Pair]:
    """One or two pairs, mostly eligible ones."""
    chosen = rng.sample(pairs, min(len(pairs), rng.choice((1, 1, 2))))
    if n_rows and n_cols and rng.random() < 0.25:
        chosen.append((rng.randrange(n_rows), rng.randrange(n_cols)))
    return frozenset(chosen)


def _rising(rng: random.Random, n_cols: int) -> list[list[int]]:
    """Convex load costs of one width; some are below zero, some stay the same."""
    width, most = rng.randint(1, 4), rng.choice((2, 30))
    return [sorted(rng.randint(-most // 2, most) for _ in range(width)) for _ in range(n_cols)]


def _limit(rng: random.Random, case: Case) -> Limit:
    """A quota of either kind, or coefficients of either sign; often tight, seldom impossible."""
    inside = [pair for pair in case.score if rng.random() < 0.6]
    kind = rng.choice(("at most", "at least", "mixed"))
    if kind == "mixed":
        coef = {pair: rng.choice((-2, -1, 1, 2, 3)) for pair in inside}
        return Limit(coef, rng.randint(-1, 4))
    few, sign = rng.randint(0, 2), 1 if kind == "at most" else -1
    return Limit(dict.fromkeys(inside, sign), sign * few)
