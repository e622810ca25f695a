"""The choices that rows have once pins and forbidden pairs are settled, and what prices do to them.

This is the form in which every engine, proof and question sees a problem: free pairs with one
integer weight each, places to fill, and columns with bounds and costs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from alliance_match.assignment.arrays import CELLS, BoolArray, IntArray, Runs, row_ends
from alliance_match.assignment.loads import LoadCost
from alliance_match.assignment.several import NO_CHOICE, count_several, left_empty

__all__ = ["NO_CHOICE", "Options"]


@dataclass(frozen=True, eq=False)
class Options:
    """What is still open: pairs that may be chosen, and places that they may fill.

    Attributes
    ----------
    row, col : ndarray of int32, shape (k,)
        The pairs that may be chosen, sorted by (row, col).
    weight : ndarray of int64, shape (k,)
        What each is worth.
    places : ndarray of int64, shape (n_rows,)
        How many different columns each row may still have; a pair has at least one place.
    parked : ndarray of int64, shape (n_rows,)
        What it is worth to leave one of them empty.
    may_park : ndarray of bool, shape (n_rows,)
        Whether places may be left empty at all.
    lower, upper : ndarray of int64, shape (n_cols,)
        The fewest and the most rows that each column may still take.
    cost : LoadCost
        What they cost.
    settled : ndarray of int64, shape (s, 2)
        Pairs that are chosen whatever else is; they are not among ``row`` and ``col``.
    settled_worth : int
        What those are worth, their columns' costs paid.
    """

    row: IntArray
    col: IntArray
    weight: IntArray
    places: IntArray
    parked: IntArray
    may_park: BoolArray
    lower: IntArray
    upper: IntArray
    cost: LoadCost
    settled: IntArray
    settled_worth: int

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        return self.places.size

    @property
    def n_cols(self) -> int:
        """How many columns there are."""
        return self.lower.size

    @cached_property
    def ends(self) -> IntArray:
        """Where the pairs of each row begin and end, shape (n_rows + 1,)."""
        return row_ends(self.row, self.n_rows)

    @cached_property
    def pieces(self) -> tuple[tuple[slice, slice], ...]:
        """A few rows at a time, and where their pairs stand, so that these stay in the cache."""
        found, first = [], 0
        while first < self.n_rows:
            last = int(np.searchsorted(self.ends, self.ends[first] + CELLS, side="right")) - 1
            last = min(max(last, first + 1), self.n_rows)
            pairs = slice(int(self.ends[first]), int(self.ends[last]))
            found.append((slice(first, last), pairs))
            first = last
        return tuple(found)

    @cached_property
    def is_full(self) -> bool:
        """Whether every row may have every column."""
        return self.row.size == self.n_rows * self.n_cols > 0

    def nets(self, prices: IntArray) -> Iterator[tuple[slice, slice, IntArray]]:
        """Say what each pair is worth once its column is paid, a few rows at a time.

        Parameters
        ----------
        prices : ndarray of int64, shape (n_cols,)
            One price for each column, of either sign.

        Yields
        ------
        rows, pairs : slice
            Some rows, and where their pairs stand.
        net : ndarray of int64
            The worth of these pairs; where every row may have every column, as a table.
        """
        for rows, pairs in self.pieces:
            weight = self.weight[pairs]
            if self.is_full:
                yield rows, pairs, weight.reshape(-1, self.n_cols) - prices
            else:
                yield rows, pairs, weight - prices[self.col[pairs]]

    def only(self, keep: BoolArray | IntArray) -> Options:
        """Drop pairs.

        Parameters
        ----------
        keep : ndarray of bool, shape (k,), or of int64
            Which pairs stay: a mask, or their places, ascending.

        Returns
        -------
        Options
        """
        return replace(self, row=self.row[keep], col=self.col[keep], weight=self.weight[keep])

    def settle(self, sure: BoolArray) -> Options:
        """Choose some pairs for good.

        Parameters
        ----------
        sure : ndarray of bool, shape (k,)
            Which pairs; no row may have more of them than places.

        Returns
        -------
        Options
            Without these pairs, and without the other pairs of rows that have no place left.
        """
        if not sure.any():
            return self
        row, col = self.row[sure], self.col[sure]
        more = np.bincount(col, minlength=self.n_cols).astype(np.int64)
        places = self.places - np.bincount(row, minlength=self.n_rows)
        keep = ~sure & (places[self.row] > 0)
        worth = int(sum(self.weight[sure].tolist())) - self.cost.total(more)
        return replace(
            self,
            row=self.row[keep],
            col=self.col[keep],
            weight=self.weight[keep],
            places=places,
            lower=np.maximum(self.lower - more, 0),
            upper=self.upper - more,
            cost=self.cost.after(more),
            settled=np.vstack((self.settled, np.column_stack((row, col)))).astype(np.int64),
            settled_worth=self.settled_worth + worth,
        )

    # --- an assignment of these choices ----------------------------------------------------------

    def load(self, chosen: BoolArray) -> IntArray:
        """How many rows each column gets, the settled ones not counted.

        Parameters
        ----------
        chosen : ndarray of bool, shape (k,)
            Which pairs are chosen.

        Returns
        -------
        ndarray of int64, shape (n_cols,)
        """
        return np.bincount(self.col[chosen], minlength=self.n_cols).astype(np.int64)

    def empty(self, chosen: BoolArray) -> IntArray:
        """How many places of each row stay empty.

        Parameters
        ----------
        chosen : ndarray of bool, shape (k,)
            Which pairs are chosen.

        Returns
        -------
        ndarray of int64, shape (n_rows,)
        """
        return self.places - np.bincount(self.row[chosen], minlength=self.n_rows)

    def worth(self, chosen: BoolArray) -> int:
        """Add up what an assignment is worth altogether.

        Parameters
        ----------
        chosen : ndarray of bool, shape (k,)
            Which pairs are chosen.

        Returns
        -------
        int
        """
        empty = self.empty(chosen)
        left = (n * e for n, e in zip(empty.tolist(), self.parked.tolist(), strict=True) if n)
        pairs = int(sum(self.weight[chosen].tolist()))
        return self.settled_worth + pairs + int(sum(left)) - self.cost.total(self.load(chosen))

    def pairs(self, chosen: BoolArray) -> IntArray:
        """List the chosen and the settled pairs.

        Parameters
        ----------
        chosen : ndarray of bool, shape (k,)
            Which pairs are chosen.

        Returns
        -------
        ndarray of int64, shape (c, 2)
            Sorted by row, then column.
        """
        both = np.column_stack((self.row[chosen], self.col[chosen])).astype(np.int64)
        both = np.vstack((both, self.settled))
        return both[np.lexsort((both[:, 1], both[:, 0]))]

    # --- prices ----------------------------------------------------------------------------------

    def net(self, prices: IntArray) -> IntArray:
        """Worth of each pair once the price of its column is paid.

        Parameters
        ----------
        prices : ndarray of int64, shape (n_cols,)
            One price for each column, of either sign.

        Returns
        -------
        ndarray of int64, shape (k,)
        """
        return np.asarray(self.weight - prices[self.col])

    def best(self, prices: IntArray) -> tuple[IntArray, IntArray]:
        """Worth of each row's best choices at these prices, and the least of them.

        Parameters
        ----------
        prices : ndarray of int64, shape (n_cols,)
            One price for each column, of either sign.

        Returns
        -------
        total : ndarray of int64, shape (n_rows,)
            The best that all its places together can have; 0 where it has no place.
        least : ndarray of int64, shape (n_rows,)
            The worth of the last place of that, below which no choice need go.
            :data:`NO_CHOICE`, or hardly more, where a row lacks choices.
        """
        least = np.where(self.may_park, self.parked, NO_CHOICE)
        for rows, pairs, net in self.nets(prices):
            if self.is_full:
                least[rows] = np.maximum(net.max(axis=1), least[rows])
            else:
                runs = Runs.of(self.row[pairs] - rows.start)
                least[rows] = runs.maximum(net, least[rows])
        total = np.where(self.places == 1, least, 0)
        if (self.places > 1).any():
            count_several(self, prices, total, least)
        alone = (self.places > 1) & (np.diff(self.ends) == 0)
        return np.where(alone, left_empty(self, self.places), total), least

    def bound(self, prices: IntArray) -> int:
        r"""Bound that these prices put on the worth of every assignment.

        .. math:: B(p) = S + \sum_i \max \Bigl(\text{its } d_i \text{ best of }
                  w_{ij} - p_j \text{ and } e_i\Bigr) + \sum_j \max_{l_j \le k \le u_j}
                  (k p_j - C_j(k))

        Whatever the prices, no assignment is worth more: what a row pays, its column receives.

        Parameters
        ----------
        prices : ndarray of int64, shape (n_cols,)
            One price for each column, of either sign.

        Returns
        -------
        int
            Summed in Python integers, which do not overflow.
        """
        places, _ = self.cost.best_loads(prices, self.lower, self.upper)
        received = (k * p for k, p in zip(places.tolist(), prices.tolist(), strict=True) if k)
        kept = int(sum(self.best(prices)[0].tolist()))
        return self.settled_worth + kept + int(sum(received)) - self.cost.total(places)

    def tight(self, prices: IntArray) -> Options:
        """Keep what assignments that reach the bound of these prices can do, and nothing else.

        An assignment reaches the bound if and only if each row takes its best choices and each
        column a load that earns most [1]_.

        Parameters
        ----------
        prices : ndarray of int64, shape (n_cols,)
            Prices whose bound some assignment reaches.

        Returns
        -------
        Options
            Choices better than a row's last one are settled.

        References
        ----------
        .. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", Prentice Hall, 1993,
           theorem 9.4 (complementary slackness).
        """
        _, least = self.best(prices)
        lower, upper = self.cost.best_loads(prices, self.lower, self.upper)
        kept = replace(
            self, may_park=self.may_park & (self.parked == least), lower=lower, upper=upper
        )
        places, sure = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.bool_)]
        for rows, pairs, net in self.nets(prices):
            last = least[rows, None] if self.is_full else least[self.row[pairs]]
            found = np.flatnonzero(net >= last)
            places.append(found + pairs.start)
            sure.append(net.ravel()[found] > least[self.row[found + pairs.start]])
        return kept.only(np.concatenate(places)).settle(np.concatenate(sure))
