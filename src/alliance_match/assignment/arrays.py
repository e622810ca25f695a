"""Integer arrays that stay as they are, and the runs of equal labels in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = [
    "CELLS",
    "BoolArray",
    "IntArray",
    "Runs",
    "are_among",
    "find_in_runs",
    "read_only",
    "row_ends",
    "spans",
]

CELLS = 2**18
"""How many entries are looked at in one go, so that they stay in the processor's cache."""

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


def read_only(array: IntArray) -> IntArray:
    """Return a copy that nobody can write to.

    Parameters
    ----------
    array : ndarray of int64
        Any shape.

    Returns
    -------
    ndarray of int64
        The same numbers in memory of their own; writing to it raises ``ValueError``.
    """
    copy = np.array(array, dtype=np.int64)
    copy.setflags(write=False)
    return copy


def are_among(values: IntArray, ascending: IntArray) -> BoolArray:
    """Mark the values that stand in an ascending array.

    Parameters
    ----------
    values : ndarray of int64, shape (k,)
        What is looked for.
    ascending : ndarray of int64, shape (n,)
        Where.

    Returns
    -------
    ndarray of bool, shape (k,)
    """
    if not ascending.size:
        return np.zeros(values.shape, dtype=np.bool_)
    place = np.minimum(np.searchsorted(ascending, values), ascending.size - 1)
    return np.asarray(ascending[place] == values)


def row_ends(ordered: IntArray, n: int) -> IntArray:
    """Find where the entries of each label begin and end.

    Parameters
    ----------
    ordered : ndarray of int, shape (k,)
        Labels from 0 to n-1, ascending.
    n : int
        How many labels there are.

    Returns
    -------
    ndarray of int64, shape (n + 1,)
        Label i stands from the i-th of these places up to the next.
    """
    labels = np.arange(n + 1, dtype=ordered.dtype)
    return np.searchsorted(ordered, labels).astype(np.int64)


def find_in_runs(values: IntArray, ends: IntArray, run: IntArray, value: IntArray) -> IntArray:
    """Find values in runs that ascend, by a binary search in all of them at once.

    Parameters
    ----------
    values : ndarray of int, shape (k,)
        The runs, one after the other.
    ends : ndarray of int64, shape (n + 1,)
        Where each begins and ends.
    run, value : ndarray of int64, shape (a,)
        In which run to look, and for what.

    Returns
    -------
    ndarray of int64, shape (a,)
        Where each value stands, -1 where it does not.
    """
    low, stop = ends[run].copy(), ends[run + 1]
    high = stop.copy()
    while (unsure := low < high).any():
        middle = (low + high) // 2
        below = unsure & (values[np.where(unsure, middle, 0)] < value)
        low = np.where(below, middle + 1, low)
        high = np.where(unsure & ~below, middle, high)
    inside = low < stop
    if not inside.any():
        return np.full(run.size, -1, dtype=np.int64)
    return np.where(inside & (values[np.where(inside, low, 0)] == value), low, -1)


def spans(n: int) -> Iterator[slice]:
    """Cut n entries into pieces that stay in the processor's cache.

    Parameters
    ----------
    n : int
        How many entries there are.

    Yields
    ------
    slice
        One piece after the other.
    """
    for start in range(0, n, CELLS):
        yield slice(start, min(start + CELLS, n))


@dataclass(frozen=True, eq=False)
class Runs:
    """Runs of equal labels in a sorted array: the pairs of each row, or of each column.

    Attributes
    ----------
    labels : ndarray of int64, shape (r,)
        The labels that occur, ascending.
    starts : ndarray of int64, shape (r,)
        Where the run of each label starts.
    """

    labels: IntArray
    starts: IntArray

    @classmethod
    def of(cls, ordered: IntArray) -> Runs:
        """Find the runs.

        Parameters
        ----------
        ordered : ndarray of int, shape (k,)
            Labels, ascending, none below 0.

        Returns
        -------
        Runs
        """
        ends = row_ends(ordered, int(ordered[-1]) + 1 if ordered.size else 0)
        labels = np.flatnonzero(np.diff(ends))
        return cls(labels, ends[labels])

    def maximum(self, values: IntArray, initial: IntArray) -> IntArray:
        """Largest value of each run, and no less than ``initial``.

        Parameters
        ----------
        values : ndarray of int64, shape (k,)
            One value for each entry of the sorted array.
        initial : ndarray of int64, shape (n,)
            One value for each label from 0 to n-1; it stands where a label has no run.

        Returns
        -------
        ndarray of int64, shape (n,)
        """
        result = initial.copy()
        if self.labels.size:
            best = np.maximum.reduceat(values, self.starts)
            result[self.labels] = np.maximum(result[self.labels], best)
        return result

    def minimum(self, values: IntArray, initial: IntArray) -> IntArray:
        """Smallest value of each run, and no more than ``initial``.

        Parameters
        ----------
        values : ndarray of int64, shape (k,)
            One value for each entry of the sorted array.
        initial : ndarray of int64, shape (n,)
            One value for each label from 0 to n-1; it stands where a label has no run.

        Returns
        -------
        ndarray of int64, shape (n,)
        """
        result = initial.copy()
        if self.labels.size:
            best = np.minimum.reduceat(values, self.starts)
            result[self.labels] = np.minimum(result[self.labels], best)
        return result
