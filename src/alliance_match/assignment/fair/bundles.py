"""What a row can have altogether: bundles of columns, and the best of them at given gains.

A row with several places is worth the sum of its scores. Whether it is worth a threshold is no
matter of single pairs but of its bundle, which is all of its columns together. Among pairs of one
row with one score the greatest gains come first, so that a bundle is named by how many pairs it has
of each score: its profile.

References
----------
.. [1] G. Desaulniers, J. Desrosiers and M. M. Solomon (eds), "Column Generation", Springer, 2005,
   chapter 1 (a bundle is a column of the master problem, its profile a point of the subproblem).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.options import Options

__all__ = ["FAR_BELOW", "Bundles", "Gains", "RowBest", "profiles"]

FAR_BELOW = -(2**62)
"""Stands for no least worth, and for the gain of a row that has no bundle."""

FEW = 12
"""So many pairs of a row are looked at without asking which of them can be spared."""


@lru_cache(maxsize=4096)
def profiles(most: tuple[int, ...], least: tuple[int, ...], places: int) -> IntArray:
    """List how many pairs of each class a bundle can have.

    Parameters
    ----------
    most, least : tuple of int
        How many there are of each class, and how many must be had.
    places : int
        How many a bundle has at most.

    Returns
    -------
    ndarray of int64, shape (number of profiles, number of classes)
    """
    found = np.zeros((1, 0), dtype=np.int64)
    for upper, lower in zip(most, least, strict=True):
        room = places - found.sum(axis=1)
        parts = []
        for count in range(lower, min(upper, places) + 1):
            longer = found[room >= count]
            parts.append(np.column_stack((longer, np.full(len(longer), count, dtype=np.int64))))
        found = np.vstack(parts) if parts else np.zeros((0, found.shape[1] + 1), dtype=np.int64)
    found.setflags(write=False)
    return found


@dataclass(frozen=True, eq=False)
class Gains:
    """What bundles gain: by their pairs, and by what the row is worth with them.

    Attributes
    ----------
    pair : ndarray of int64, shape (k,)
        By each pair.
    empty : ndarray of int64, shape (n_rows,)
        By each place that stays empty.
    thresholds : ndarray of int64, shape (t,)
        Worths that gain something, ascending.
    reached : ndarray of int64, shape (t + 1,)
        What a row gains that reaches none of them, the first, the first two, and so on.
    """

    pair: IntArray
    empty: IntArray
    thresholds: IntArray
    reached: IntArray


@dataclass(frozen=True, eq=False)
class RowBest:
    """The best bundles of a row.

    Attributes
    ----------
    gain : int
        Of the best; :data:`FAR_BELOW` if there is none.
    bundles : list of ndarray
        The pairs of the best bundle among those that reach the same thresholds, best first.
    gains : list of int
        What these gain.
    """

    gain: int
    bundles: list[IntArray]
    gains: list[int]


@dataclass(frozen=True, eq=False)
class Bundles:
    """The bundles that rows may have.

    Attributes
    ----------
    options : Options
        The pairs, weighed by their scores.
    base : ndarray of int64, shape (n_rows,)
        What the settled pairs of each row are worth.
    counts : ndarray of bool, shape (n_rows,)
        Which rows count for fairness.
    floor, ceiling : ndarray of int64, shape (n_rows,)
        The least and the most that each row may be worth.
    must : ndarray of bool, shape (k,)
        Pairs that are in every bundle of their rows.
    """

    options: Options
    base: IntArray
    counts: BoolArray
    floor: IntArray
    ceiling: IntArray
    must: BoolArray

    @classmethod
    def of(cls, options: Options, base: IntArray, counts: BoolArray) -> Bundles:
        """Begin with all bundles.

        Parameters
        ----------
        options : Options
            The pairs, weighed by their scores.
        base : ndarray of int64, shape (n_rows,)
            What the settled pairs of each row are worth.
        counts : ndarray of bool, shape (n_rows,)
            Which rows count for fairness.

        Returns
        -------
        Bundles
        """
        low = np.full(options.n_rows, FAR_BELOW, dtype=np.int64)
        return cls(options, base, counts, low, -low, np.zeros(options.row.size, dtype=np.bool_))

    def only(self, keep: BoolArray) -> Bundles:
        """Drop pairs.

        Parameters
        ----------
        keep : ndarray of bool, shape (k,)
            Which pairs stay.

        Returns
        -------
        Bundles
        """
        return replace(self, options=self.options.only(keep), must=self.must[keep])

    def raised(self, floor: int) -> Bundles:
        """Ask that every row that counts be worth something.

        Parameters
        ----------
        floor : int
            How much at least.

        Returns
        -------
        Bundles
        """
        return replace(self, floor=np.where(self.counts, np.maximum(self.floor, floor), self.floor))

    @cached_property
    def classes(self) -> IntArray:
        """One number for each row and score, the same for pairs alike, ascending. Shape (k,)."""
        row, weight = self.options.row, self.options.weight
        order = np.lexsort((weight, row))
        new = np.diff(row[order], prepend=-1) != 0
        new[1:] |= np.diff(weight[order]) != 0
        number = np.empty(row.size, dtype=np.int64)
        number[order] = np.cumsum(new) - 1
        return number

    @cached_property
    def class_numbers(self) -> dict[tuple[int, int], int]:
        """The number of each row and score that some pair has."""
        _, first = np.unique(self.classes, return_index=True)
        rows, scores = self.options.row[first].tolist(), self.options.weight[first].tolist()
        return {pair: number for number, pair in enumerate(zip(rows, scores, strict=True))}

    def best(self, gains: Gains) -> Iterator[RowBest]:
        """Find the best bundles of each row.

        Parameters
        ----------
        gains : Gains
            What bundles gain.

        Yields
        ------
        RowBest
            One row after the other.
        """
        options = self.options
        order = np.lexsort((-gains.pair, ~self.must, self.classes))
        class_of = self.classes[order]
        first = np.searchsorted(class_of, class_of)
        row = options.row[order]
        order = order[np.arange(order.size) - first < options.places[row]]
        ends = np.searchsorted(options.row[order], np.arange(options.n_rows + 1))
        for i in range(options.n_rows):
            yield self._best_of_row(i, order[ends[i] : ends[i + 1]], gains)

    def _best_of_row(self, row: int, pairs: IntArray, gains: Gains) -> RowBest:
        """Try the profiles of one row. Its pairs come by score, the greatest gains first."""
        options, places = self.options, int(self.options.places[row])
        if pairs.size > FEW and self._may_spare(row, pairs):
            pairs = self._worth_having(row, pairs, gains)
        score, gain = options.weight[pairs], gains.pair[pairs]
        starts = np.flatnonzero(np.diff(score, prepend=score[:1] - 1))
        most = np.diff(np.append(starts, pairs.size))
        must = self.must[pairs].astype(np.int64)
        least = np.add.reduceat(must, starts) if pairs.size else most
        counts = profiles(tuple(most.tolist()), tuple(least.tolist()), places)
        empty = places - counts.sum(axis=1)
        worth = self.base[row] + counts @ score[starts] + empty * options.parked[row]
        total = empty * gains.empty[row]
        sums = np.append(0, np.cumsum(gain))
        total = total + (sums[starts + counts] - sums[starts]).sum(axis=1)
        steps = np.searchsorted(gains.thresholds, worth, side="right") * self.counts[row]
        total = total + gains.reached[steps]
        total[(worth < self.floor[row]) | (worth > self.ceiling[row])] = FAR_BELOW
        return _row_best(pairs, starts, counts, steps, total)

    def _may_spare(self, row: int, pairs: IntArray) -> bool:
        """Whether a better score never harms: there is no ceiling, and no pair that must be."""
        return bool(self.ceiling[row] == -FAR_BELOW and not self.must[pairs].any())

    def _worth_having(self, row: int, pairs: IntArray, gains: Gains) -> IntArray:
        """Drop pairs that as many others as there are places beat in score and in gain.

        Of a bundle with such a pair, one of these others is not part; exchanged for it, the bundle
        is worth no less and gains no less. An empty place beats them just as well.
        """
        score, gain = self.options.weight[pairs], gains.pair[pairs]
        parked, empty = self.options.parked[row], gains.empty[row]
        order = np.lexsort((-gain, -score))
        best: list[int] = []
        kept = []
        for place, worth, one in zip(
            order.tolist(), score[order].tolist(), gain[order].tolist(), strict=True
        ):
            beaten = len(best) == self.options.places[row] and one <= best[0]
            if beaten or (worth <= parked and one <= empty):
                continue
            kept.append(place)
            best = sorted([*best, one])[-int(self.options.places[row]) :]
        return pairs[np.sort(np.array(kept, dtype=np.int64))]


def _row_best(
    pairs: IntArray, starts: IntArray, counts: IntArray, steps: IntArray, total: IntArray
) -> RowBest:
    """Take the best profile of each step, and name its pairs."""
    bundles, found = [], []
    for step in np.unique(steps).tolist():
        among = np.flatnonzero(steps == step)
        place = among[np.argmax(total[among])]
        if total[place] > FAR_BELOW // 2:
            chosen = [pairs[s : s + n] for s, n in zip(starts, counts[place], strict=True)]
            bundles.append(np.concatenate([*chosen, pairs[:0]]))
            found.append(int(total[place]))
    best_first = sorted(range(len(found)), key=lambda k: -found[k])
    return RowBest(
        found[best_first[0]] if found else FAR_BELOW,
        [bundles[k] for k in best_first],
        [found[k] for k in best_first],
    )
