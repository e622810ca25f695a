"""Dense problems whose scores are computed when asked and never stored, solved exactly.

The scores come a few rows at a time. Each pass over them keeps the pairs that matter and forgets
the rest; the last pass finds that no row would rather have another pair at the prices found, which
is the proof over all of them, however many they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.block_source import (
    NO_PAIR,
    BlockAssignment,
    Blocks,
    BlockSource,
    spread,
)
from alliance_match.assignment.components import best_choice_by_component
from alliance_match.assignment.forced import without_forced
from alliance_match.assignment.loads import LoadCost
from alliance_match.assignment.magnitude import largest_safe_cost
from alliance_match.assignment.options import Options
from alliance_match.assignment.prices import canonical_prices
from alliance_match.assignment.pricing import FEW, MORE, best_of_each
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.reading import Faults, read_vector
from alliance_match.assignment.tiebreak import tie_break_options
from alliance_match.assignment.watch import Progress, Watch
from alliance_match.errors import ProblemError

__all__ = ["NO_PAIR", "BlockAssignment", "BlockSource", "solve_blocks"]


def solve_blocks(
    source: BlockSource,
    n_rows: int,
    n_cols: int,
    *,
    capacity: npt.ArrayLike = 1,
    unmatched: npt.ArrayLike = 0,
    objective: str = "total",
    row_key: Iterable[str] | None = None,
    col_key: Iterable[str] | None = None,
    progress: Progress | None = None,
) -> BlockAssignment:
    """Find the best assignment over scores that are computed when asked, and prove it.

    Parameters
    ----------
    source : callable
        ``source(first, stop)`` gives the integer scores of the rows from ``first`` up to ``stop``,
        shape (stop - first, n_cols), the same each time; :data:`NO_PAIR` where a pair is not
        eligible.
    n_rows, n_cols : int
        How many rows and columns there are.
    capacity : array_like of int, scalar or shape (n_cols,)
        The most rows that each column takes.
    unmatched : array_like of int, scalar or shape (n_rows,)
        What it is worth to leave each row without a column.
    objective : {"total", "coverage_total"}
        As for :func:`~alliance_match.assignment.solve`.
    row_key, col_key : iterable of str, optional
        Names, which break ties.
    progress : callable, optional
        Told each pass in a few words.

    Returns
    -------
    BlockAssignment

    Raises
    ------
    ProblemError
        If anything is wrong with the numbers, or there is no such objective.

    Examples
    --------
    >>> import numpy as np
    >>> def distance(first, stop):
    ...     return -abs(np.arange(first, stop)[:, None] * 3 - np.arange(4))
    >>> solve_blocks(distance, 2, 4, unmatched=-100).pairs.tolist()
    [[0, 0], [1, 3]]
    """
    if objective not in ("total", "coverage_total"):
        raise ProblemError(f"Blocks know no objective {objective!r}; give total or coverage_total.")
    faults, watch = Faults(), Watch(None, progress)
    places = read_vector("capacity", capacity, n_cols, faults, per="column")
    parked = read_vector("unmatched", unmatched, n_rows, faults, per="row")
    faults.raise_if_any()
    assert places is not None
    assert parked is not None
    blocks = Blocks(source, n_rows, n_cols)
    first = _first_pass(blocks, parked, objective)
    part, prices = _options(first, parked, places), None
    while True:
        watch.tell(f"matching over {part.row.size:,} of {n_rows * n_cols:,} pairs")
        chosen = best_choice_by_component(part, first.bonus)
        prices = canonical_prices(part, chosen, prices)
        if prices is None:
            raise ProblemError("The scores changed between two passes; give the same each time.")
        better, tight = _pass(blocks, part, prices, first.bonus)
        if not better.row.size:
            break
        part = _options(_joined(part, better, first.bonus), parked, places)
    watch.tell("breaking ties")
    whole = _options(tight, parked, places)
    names = AssignmentProblem.from_pairs(
        [], [], [], n_rows=n_rows, n_cols=n_cols, row_key=row_key, col_key=col_key
    )
    open_ = without_forced(whole.tight(prices))
    pairs = open_.pairs(best_choice_by_component(tie_break_options(names, open_)))
    weight = int(sum(whole.weight[_place(whole, pairs)].tolist()))
    left = np.delete(parked, pairs[:, 0])
    value = weight - first.bonus * len(pairs) + int(sum(left.tolist()))
    bound = whole.bound(prices)
    return BlockAssignment(
        objective, pairs, value, first.bonus, tuple(prices.tolist()), bound, places, parked
    )


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Some pairs, sorted, with their weights, bonus included."""

    row: IntArray
    col: IntArray
    weight: IntArray
    bonus: int


def _first_pass(blocks: Blocks, parked: IntArray, objective: str) -> _Pairs:
    """Take the best pairs of each row, and see how large the numbers are."""
    apart, largest, found = 1, int(np.abs(parked).max(initial=0)), []
    for first, score in blocks:
        apart += int(sum(spread(score, parked[first : first + len(score)]).tolist()))
        largest = max(largest, int(np.abs(np.where(score > NO_PAIR, score, 0)).max(initial=0)))
        found.append(_some(score, best_of_each(score, FEW[1]) & (score > NO_PAIR), first))
    bonus = apart if objective == "coverage_total" else 0
    safe = largest_safe_cost(blocks.n_rows, blocks.n_cols)
    if largest + apart > safe:
        raise ProblemError(
            f"The largest score plus the sum of the rows' spreads is {largest + apart}; divide "
            f"the scores by a common factor until this is at most {safe}."
        )
    return _together(found, bonus)


def _pass(blocks: Blocks, part: Options, prices: IntArray, bonus: int) -> tuple[_Pairs, _Pairs]:
    """Price all pairs: those that some row would rather have, and those as good as it has."""
    least, better, tight = part.best(prices)[1], [], []
    for first, score in blocks:
        mine = least[first : first + len(score), None]
        gain = np.where(score > NO_PAIR, score + bonus - prices - mine, NO_PAIR)
        unhappy = np.flatnonzero((gain > 0).any(axis=1))
        if unhappy.size:
            marked = np.zeros(gain.shape, dtype=np.bool_)
            marked[unhappy] = best_of_each(gain[unhappy], MORE)
            better.append(_some(score, marked & (score > NO_PAIR), first))
        tight.append(_some(score, gain == 0, first))
    return _together(better, bonus), _together(tight, bonus)


def _some(score: IntArray, marked: npt.NDArray[np.bool_], first: int) -> _Pairs:
    row, col = np.nonzero(marked)
    return _Pairs(row + first, col, score[row, col], 0)


def _together(parts: list[_Pairs], bonus: int) -> _Pairs:
    """Put the pairs of several blocks one after the other, with the bonus on top."""
    empty = np.zeros(0, dtype=np.int64)
    row, col, weight = (
        np.concatenate([empty, *(getattr(part, name) for part in parts)])
        for name in ("row", "col", "weight")
    )
    return _Pairs(row, col, weight + bonus, bonus)


def _joined(part: Options, more: _Pairs, bonus: int) -> _Pairs:
    """Add pairs to those that are there, each once, sorted."""
    row = np.concatenate((part.row.astype(np.int64), more.row))
    col = np.concatenate((part.col.astype(np.int64), more.col))
    weight = np.concatenate((part.weight, more.weight))
    _, first = np.unique(row * part.n_cols + col, return_index=True)
    return _Pairs(row[first], col[first], weight[first], bonus)


def _options(pairs: _Pairs, parked: IntArray, places: IntArray) -> Options:
    """Make a problem of some pairs."""
    n_rows, n_cols = parked.size, places.size
    return Options(
        row=pairs.row.astype(np.int32),
        col=pairs.col.astype(np.int32),
        weight=pairs.weight,
        places=np.ones(n_rows, dtype=np.int64),
        parked=parked,
        may_park=np.ones(n_rows, dtype=np.bool_),
        lower=np.zeros(n_cols, dtype=np.int64),
        upper=places,
        cost=LoadCost(np.zeros((n_cols, 0), dtype=np.int64), np.zeros(n_cols, dtype=np.int64)),
        settled=np.empty((0, 2), dtype=np.int64),
        settled_worth=0,
    )


def _place(options: Options, pairs: IntArray) -> IntArray:
    code = options.row.astype(np.int64) * options.n_cols + options.col
    return np.searchsorted(code, pairs @ (options.n_cols, 1))
