"""Integer arrays that stay as they are, and the runs of equal labels in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["BoolArray", "IntArray", "Runs", "read_only"]

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
        ordered : ndarray of int64, shape (k,)
            Labels, ascending.

        Returns
        -------
        Runs
        """
        starts = np.flatnonzero(np.diff(ordered, prepend=-1)).astype(np.int64)
        return cls(ordered[starts], starts)

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
        return -self.maximum(-values, -initial)
