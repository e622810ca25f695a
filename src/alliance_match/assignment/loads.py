"""What the load of a column costs: a convex cost, given by the price of each further row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray

__all__ = ["LoadCost"]

UNBOUNDED = 2**60
"""More rows than any column can have."""


@dataclass(frozen=True, eq=False)
class LoadCost:
    """Convex costs of the columns' loads, counted from the rows that each has already.

    Attributes
    ----------
    marginal : ndarray of int64, shape (n_cols, K)
        Cost of the 1st, 2nd ... K-th row of each column, rising; the last one holds for all further
        rows. With K = 0 every row is free.
    taken : ndarray of int64, shape (n_cols,)
        Rows that each column has already; loads are counted on top of them.
    """

    marginal: IntArray
    taken: IntArray

    def after(self, more: IntArray) -> LoadCost:
        """Count loads on top of some more rows.

        Parameters
        ----------
        more : ndarray of int64, shape (n_cols,)
            Rows that each column gets for good.

        Returns
        -------
        LoadCost
        """
        return LoadCost(self.marginal, self.taken + more)

    def of_row(self, number: IntArray) -> IntArray:
        """Cost of one row of each column: of the first for 1, of the second for 2, and so on.

        Parameters
        ----------
        number : ndarray of int64, shape (n_cols,)
            At least 1.

        Returns
        -------
        ndarray of int64, shape (n_cols,)
        """
        width = self.marginal.shape[1]
        if not width:
            return np.zeros(self.taken.size, dtype=np.int64)
        place = np.clip(self.taken + number, 1, width) - 1
        return np.asarray(self.marginal[np.arange(place.size), place], dtype=np.int64)

    def total(self, load: IntArray) -> int:
        """Cost of all loads together.

        Parameters
        ----------
        load : ndarray of int64, shape (n_cols,)
            Rows of each column, without those taken already.

        Returns
        -------
        int
        """
        return int(sum(self.of_load(load).tolist()))

    def of_load(self, load: IntArray) -> IntArray:
        """Cost of each column's load.

        Parameters
        ----------
        load : ndarray of int64, shape (n_cols,)
            Rows of each column, without those taken already.

        Returns
        -------
        ndarray of int64, shape (n_cols,)
        """
        return self._up_to(self.taken + load) - self._up_to(self.taken)

    def best_loads(
        self, prices: IntArray, lower: IntArray, upper: IntArray
    ) -> tuple[IntArray, IntArray]:
        """Find the loads between two bounds that earn most where each row pays a price.

        Parameters
        ----------
        prices : ndarray of int64, shape (n_cols,)
            What each row pays to each column.
        lower, upper : ndarray of int64, shape (n_cols,)
            The fewest and the most rows of each column.

        Returns
        -------
        fewest, most : ndarray of int64, shape (n_cols,)
            All loads from one to the other earn the same, and no other earns as much.
        """
        below = self._number_of_rows_cheaper(self.marginal < prices[:, None], prices > 0)
        upto = self._number_of_rows_cheaper(self.marginal <= prices[:, None], prices >= 0)
        return np.clip(below, lower, upper), np.clip(upto, lower, upper)

    def _number_of_rows_cheaper(self, cheaper: BoolArray, free_is: BoolArray) -> IntArray:
        """Count the rows whose cost passes; if the last listed does, so do all after it."""
        width = self.marginal.shape[1]
        all_of_them = cheaper[:, -1] if width else free_is
        return np.where(all_of_them, UNBOUNDED, cheaper.sum(axis=1)) - self.taken

    def _up_to(self, load: IntArray) -> IntArray:
        """Cost of a load counted from none at all."""
        width = self.marginal.shape[1]
        if not width:
            return np.zeros(load.size, dtype=np.int64)
        listed = self._sums[np.arange(load.size), np.minimum(load, width)]
        return np.asarray(listed + np.maximum(load - width, 0) * self.marginal[:, -1])

    @cached_property
    def _sums(self) -> IntArray:
        first = np.zeros((self.marginal.shape[0], 1), dtype=np.int64)
        return np.hstack((first, np.cumsum(self.marginal, axis=1)))
