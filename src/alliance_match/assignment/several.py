"""Rows with several places: the best that all their places together can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from alliance_match.assignment.arrays import IntArray, Runs

if TYPE_CHECKING:
    from alliance_match.assignment.options import Options

__all__ = ["NO_CHOICE", "count_several", "left_empty"]

NO_CHOICE = -(2**61)
"""Stands for the value of a choice that a row does not have; below every real value."""


def count_several(options: Options, prices: IntArray, total: IntArray, least: IntArray) -> None:
    """Write the rows with several places into ``total`` and ``least``.

    Parameters
    ----------
    options : Options
        The choices.
    prices : ndarray of int64, shape (n_cols,)
        One price for each column, of either sign.
    total, least : ndarray of int64, shape (n_rows,)
        Worth of each row's best choices, and of the last of these; changed in place.
    """
    floor = np.where(options.may_park, options.parked, NO_CHOICE)
    several = options.places[options.row] > 1
    row, net = options.row[several], options.net(prices)[several]
    order = np.lexsort((-net, row))
    row, net = row[order], np.maximum(net[order], floor[row[order]])
    runs = Runs.of(row)
    sizes = np.diff(np.append(runs.starts, row.size))
    rank = np.arange(row.size) - np.repeat(runs.starts, sizes)
    counts = rank < options.places[row]
    total[runs.labels] = np.add.reduceat(np.where(counts, net, 0), runs.starts)
    missing = options.places.copy()
    missing[runs.labels] -= sizes
    total[runs.labels] += left_empty(options, missing)[runs.labels]
    last = runs.starts + np.minimum(options.places[runs.labels], sizes) - 1
    least[runs.labels] = np.where(missing[runs.labels] > 0, floor[runs.labels], net[last])


def left_empty(options: Options, empty: IntArray) -> IntArray:
    """Say what it is worth to leave places empty.

    Parameters
    ----------
    options : Options
        The choices.
    empty : ndarray of int64, shape (n_rows,)
        How many places of each row; none where below 1.

    Returns
    -------
    ndarray of int64, shape (n_rows,)
        :data:`NO_CHOICE`, once, where that is not allowed.
    """
    worth = np.where(options.may_park, np.maximum(empty, 0) * options.parked, NO_CHOICE)
    return np.where(empty > 0, worth, 0)
