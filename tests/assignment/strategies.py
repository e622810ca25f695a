"""Hypothesis strategies: whole small rounds with labels, and the same round written differently."""

from __future__ import annotations

from collections.abc import Collection
from math import comb, prod

from hypothesis import strategies as st

from .oracle import FLOW, Case, Limit, Pair

LABELS = st.text(st.characters(codec="utf-8"), max_size=4)

MOST = 2000
"""How many combinations of the rows' choices there are at most, capacities aside."""


@st.composite
def cases(draw: st.DrawFn, features: Collection[str] = FLOW) -> Case:
    """A round of up to 5 rows and 4 columns in which ties are common, with some of the features."""
    n_rows, n_cols = draw(st.integers(0, 5)), draw(st.integers(0, 4))
    has = {name for name in sorted(features) if draw(st.booleans())}
    least = -2 if "negative" in has else 0
    cells = [(i, j) for i in range(n_rows) for j in range(n_cols)]
    pairs = draw(st.lists(st.sampled_from(cells), unique=True)) if cells else []
    demand = draw(_several(st.integers(0, 3), n_rows)) if "demand" in has else [1] * n_rows
    capacity = draw(_several(st.integers(0, 3), n_cols))
    return Case(
        score={pair: draw(st.integers(least, 2)) for pair in pairs},
        capacity=capacity,
        min_load=[draw(st.integers(0, min(1, u))) if "min_load" in has else 0 for u in capacity],
        unmatched=draw(_several(st.integers(max(least, -1), 1), n_rows)),
        pins=draw(_few(pairs)) if "pins" in has else frozenset(),
        forbidden=draw(_few(pairs)) if "forbidden" in has else frozenset(),
        demand=_few_enough(pairs, demand),
        load_cost=draw(_rising(n_cols)) if "load_cost" in has else None,
        side=draw(_limits(pairs)) if "side" in has else (),
        row_key=draw(st.lists(LABELS, min_size=n_rows, max_size=n_rows, unique=True)),
        col_key=draw(st.lists(LABELS, min_size=n_cols, max_size=n_cols, unique=True)),
    )


def _several(numbers: st.SearchStrategy[int], size: int) -> st.SearchStrategy[list[int]]:
    return st.lists(numbers, min_size=size, max_size=size)


def _few(pairs: list[Pair]) -> st.SearchStrategy[frozenset[Pair]]:
    return st.frozensets(st.sampled_from(pairs), max_size=2) if pairs else st.just(frozenset())


def _few_enough(pairs: list[Pair], demand: list[int]) -> list[int]:
    """Lower demands until the enumeration is short."""

    def choices(row: int, places: int) -> int:
        options = sum(i == row for i, _ in pairs)
        return sum(comb(options, k) for k in range(min(places, options) + 1))

    while prod(map(choices, range(len(demand)), demand)) > MOST:
        demand[demand.index(max(demand))] -= 1
    return demand


@st.composite
def _rising(draw: st.DrawFn, n_cols: int) -> list[list[int]]:
    """Convex load costs, all of one width."""
    width = draw(st.integers(0, 3))
    return [sorted(draw(_several(st.integers(-1, 2), width))) for _ in range(n_cols)]


@st.composite
def _limits(draw: st.DrawFn, pairs: list[Pair]) -> tuple[Limit, ...]:
    """Up to two side rows with coefficients of either sign."""
    inside = draw(st.lists(st.frozensets(st.sampled_from(pairs)), max_size=2)) if pairs else []
    return tuple(
        Limit({pair: draw(st.integers(-2, 2)) for pair in sorted(some)}, draw(st.integers(-1, 3)))
        for some in inside
    )


@st.composite
def shuffled(draw: st.DrawFn, case: Case) -> Case:
    """The same labelled round with its rows, columns, pairs and limits in another order."""
    rows = draw(st.permutations(range(case.n_rows)))
    cols = draw(st.permutations(range(case.n_cols)))
    pairs = draw(st.permutations(list(case.score)))
    return reordered(case, rows, cols, pairs)


def reordered(case: Case, rows: list[int], cols: list[int], pairs: list[Pair]) -> Case:
    """Write a labelled round with its rows, columns and pairs in a given order."""
    at_row = {old: new for new, old in enumerate(rows)}
    at_col = {old: new for new, old in enumerate(cols)}
    assert case.row_key is not None
    assert case.col_key is not None

    def at(pair: Pair) -> Pair:
        return at_row[pair[0]], at_col[pair[1]]

    return Case(
        score={at(pair): case.score[pair] for pair in pairs},
        capacity=[case.capacity[j] for j in cols],
        min_load=[case.min_load[j] for j in cols],
        unmatched=[case.unmatched[i] for i in rows],
        pins=frozenset(map(at, case.pins)),
        forbidden=frozenset(map(at, case.forbidden)),
        demand=[case.places[i] for i in rows],
        load_cost=None if case.load_cost is None else [case.load_cost[j] for j in cols],
        side=tuple(
            Limit({at(pair): number for pair, number in reversed(coef.items())}, bound)
            for coef, bound in case.side
        ),
        row_key=[case.row_key[i] for i in rows],
        col_key=[case.col_key[j] for j in cols],
    )
