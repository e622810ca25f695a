"""The optimum over very many pairs from a few of them: solve, price all the others, repeat.

Most pairs are in no good assignment. So a few of the best of each row are solved first; the prices
that prove that optimum are then asked about every pair, and those that a row would rather have are
added. When none is left the same prices prove the optimum over all the pairs: the last pass is the
proof.

References
----------
.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", Prentice Hall, 1993, section
   17.5 (column generation).
.. [2] D. S. Johnson and L. A. McGeoch in "Network Flows and Matching: First DIMACS Implementation
   Challenge", 1993, on sparsifying dense assignment problems by pricing.
"""

from __future__ import annotations

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.components import best_choice_by_component
from alliance_match.assignment.options import NO_CHOICE, Options
from alliance_match.assignment.prices import canonical_prices
from alliance_match.assignment.watch import Watch

__all__ = ["FEW", "MORE", "best_of_each", "optimum"]

FEW = (8, 20)
"""How many of its best pairs each row starts with: seven tenths of what it has, within these."""

MORE = 20
"""How many better pairs a row is given at a time."""

WIDE = 32
"""Rows with fewer pairs than this, on average, gain nothing from it."""

HUGE = 5_000_000
"""With so many pairs it is the memory that counts, and rows may have fewer of them."""

_NONE = np.zeros(0, dtype=np.int64)

MANY_PAIRS = 200_000
"""From so many pairs on it pays not to solve over all of them at once."""


def optimum(
    options: Options, watch: Watch | None = None, bonus: int = 0
) -> tuple[BoolArray, IntArray | None]:
    """Choose pairs such that the total weight is greatest, and price the columns.

    Parameters
    ----------
    options : Options
        The choices; there must be an assignment that keeps every bound.
    watch : Watch, optional
        Told each step; when its time is over, the best so far is returned, which the prices bound
        without proving it.
    bonus : int
        As for :func:`~alliance_match.assignment.flow.best_choice`.

    Returns
    -------
    chosen : ndarray of bool, shape (k,)
        Which pairs are chosen.
    prices : ndarray of int64, shape (n_cols,), or None
        Prices that prove it; None if the engine erred.

    Raises
    ------
    ProblemError
        If the numbers grow too large for OR-Tools on the way.
    AllianceMatchError
        If OR-Tools fails.
    """
    watch = watch or Watch()
    if not _pays(options):
        watch.tell(f"matching over {options.row.size:,} pairs")
        chosen = best_choice_by_component(options, bonus)
        return chosen, canonical_prices(options, chosen)
    kept, prices = _first(options), None
    while True:
        part = options.only(np.flatnonzero(kept))
        watch.tell(f"matching over {part.row.size:,} of {options.row.size:,} pairs")
        chosen = best_choice_by_component(part, bonus)
        prices = canonical_prices(part, chosen, prices)
        better = _NONE if prices is None else _better(options, kept, part, prices)
        if not better.size or watch.is_over:
            everywhere = np.zeros(kept.size, dtype=np.bool_)
            everywhere[np.flatnonzero(kept)[chosen]] = True
            return everywhere, prices
        kept[better] = True


def _few(options: Options) -> int:
    """How many pairs each row starts with."""
    rows = max(1, int(np.count_nonzero(options.places)))
    return int(np.clip(7 * options.row.size // (10 * rows), *FEW))


def _pays(options: Options) -> bool:
    """Say whether there are enough pairs, and enough for each row, to leave many of them out."""
    rows, pairs = max(1, int(np.count_nonzero(options.places))), options.row.size
    return pairs >= MANY_PAIRS and pairs > rows * (WIDE if pairs < HUGE else 1.5 * FEW[0])


def _first(options: Options) -> BoolArray:
    """Pick the best pairs of each row, and all pairs of columns that need be filled."""
    kept = np.zeros(options.row.size, dtype=np.bool_)
    if (options.lower > 0).any() or not options.may_park.all():
        kept = (options.lower > 0)[options.col] | ~options.may_park[options.row]
    few = _few(options)
    for rows, pairs in options.pieces:
        table = _table(options.weight[pairs], options.ends[rows.start : rows.stop + 1])
        kept[pairs] |= best_of_each(table, few)[table > NO_CHOICE]
    return kept


def best_of_each(table: IntArray, number: int) -> BoolArray:
    """Mark the best entries of each row of a table.

    Parameters
    ----------
    table : ndarray of int64, shape (n, m)
        What each is worth; :data:`NO_CHOICE` where there is nothing.
    number : int
        How many to mark in each row; among equals, any of them.

    Returns
    -------
    ndarray of bool, shape (n, m)
    """
    if table.shape[1] <= number:
        return np.ones(table.shape, dtype=np.bool_)
    best = np.argpartition(table, -number, axis=1)[:, -number:]
    marked = np.zeros(table.shape, dtype=np.bool_)
    np.put_along_axis(marked, best, True, axis=1)
    return marked


def _better(options: Options, kept: BoolArray, part: Options, prices: IntArray) -> IntArray:
    """Find pairs, not yet kept, for the rows that would rather have one than their last choice."""
    least = part.best(prices)[1]
    found = [_NONE]
    may_gain = options.places > 1  # the pairs that such rows have may be worth more than their last
    for rows, pairs, net in options.nets(prices):
        ends = options.ends[rows.start : rows.stop + 1]
        if options.is_full:
            some = np.flatnonzero(may_gain[rows] | (net.max(axis=1) > least[rows]))
            table = net[some] - least[rows][some, None]
            table[kept[pairs].reshape(net.shape)[some]] = NO_CHOICE
        else:
            some = np.arange(ends.size - 1)
            gain = net - least[options.row[pairs]]
            gain[kept[pairs]] = NO_CHOICE
            table = _table(gain, ends)
        unhappy = (table > 0).any(axis=1)
        if unhappy.any():
            table = table[unhappy]
            row, place = np.nonzero(best_of_each(table, MORE))
            good = table[row, place] > NO_CHOICE
            found.append((ends[some[unhappy][row]] + place)[good])
    return np.concatenate(found)


def _table(values: IntArray, ends: IntArray) -> IntArray:
    """Write a few rows' values into a table, padded where a row has fewer."""
    sizes = np.diff(ends)
    width = int(sizes.max(initial=0))
    if (sizes == width).all():
        return values.reshape(sizes.size, width)
    table = np.full((sizes.size, width), NO_CHOICE, dtype=np.int64)
    table[np.arange(width) < sizes[:, None]] = values
    return table
