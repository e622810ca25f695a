"""Scores that are computed when asked, a few rows at a time, and an assignment over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.options import NO_CHOICE
from alliance_match.assignment.reading import Faults, read_integers

__all__ = ["NO_PAIR", "BlockAssignment", "BlockSource", "Blocks", "spread"]

NO_PAIR = NO_CHOICE
"""The score of a pair that is not eligible."""

CELLS = 2**22
"""How many scores are asked for at a time."""

BlockSource = Callable[[int, int], npt.NDArray[np.integer]]
"""Given a first row and the row after the last, the scores of these rows, shape (rows, n_cols)."""


@dataclass(frozen=True)
class Blocks:
    """All scores, a few rows at a time.

    Attributes
    ----------
    source : callable
        The scores.
    n_rows, n_cols : int
        How many rows and columns there are.
    """

    source: BlockSource
    n_rows: int
    n_cols: int

    def __iter__(self) -> Iterator[tuple[int, IntArray]]:
        """Go through the rows.

        Yields
        ------
        first : int
            The first row of a block.
        score : ndarray of int64, shape (rows, n_cols)
            The scores of the rows from there on.

        Raises
        ------
        ProblemError
            If a block has another shape, or holds what is no integer.
        """
        step = max(1, CELLS // max(1, self.n_cols))
        for first in range(0, self.n_rows, step):
            stop = min(first + step, self.n_rows)
            yield first, self._read(first, stop)

    def _read(self, first: int, stop: int) -> IntArray:
        faults, shape = Faults(), (stop - first, self.n_cols)

        def name(i: int) -> str:
            return f"score of pair ({first + i // self.n_cols}, {i % self.n_cols})"

        score = read_integers(self.source(first, stop), faults, name, f"rows {first} to {stop - 1}")
        if score is not None and score.shape != shape:
            faults.note(f"rows {first} to {stop - 1} have shape {score.shape}; give {shape}")
        faults.raise_if_any()
        assert score is not None
        return score


def spread(score: IntArray, unmatched: IntArray) -> IntArray:
    """Say how far each row's choices lie apart.

    Parameters
    ----------
    score : ndarray of int64, shape (rows, n_cols)
        A block of scores.
    unmatched : ndarray of int64, shape (rows,)
        What it is worth to leave each row without a column.

    Returns
    -------
    ndarray of int64, shape (rows,)
    """
    high = np.maximum(score.max(axis=1, initial=NO_PAIR), unmatched)
    low = np.where(score > NO_PAIR, score, unmatched[:, None])
    return np.asarray(high - np.minimum(low.min(axis=1, initial=2**61), unmatched))


@dataclass(frozen=True, eq=False)
class BlockAssignment:
    """An assignment of a problem whose scores are computed when asked.

    Attributes
    ----------
    objective : str
        What was maximised.
    pairs : ndarray of int64, shape (k, 2)
        The (row, column) pairs, sorted by row.
    value : int
        The scores of the pairs plus the unmatched values of all other rows.
    bonus : int
        What a matched row is worth besides: under ``coverage_total`` more than all differences
        between scores together, otherwise 0.
    prices : tuple of int
        One price for each column: the proof, see :class:`~alliance_match.assignment.Certificate`.
    bound : int
        No assignment has more than this, ``bonus`` included.
    capacity, unmatched : ndarray of int64
        The problem's own.
    """

    objective: str
    pairs: IntArray
    value: int
    bonus: int
    prices: tuple[int, ...]
    bound: int
    capacity: IntArray
    unmatched: IntArray

    @property
    def coverage(self) -> int:
        """How many rows are matched."""
        return len(self.pairs)

    @property
    def weight(self) -> int:
        """What was maximised, in one integer: the value and the bonus of each matched row."""
        return self.value + self.bonus * self.coverage

    @property
    def status(self) -> str:
        """``optimal`` where the bound is reached, else ``feasible``."""
        return "optimal" if self.weight == self.bound else "feasible"

    def check(self, source: BlockSource) -> bool:
        """Check everything again in one pass over the scores, without a solver.

        Parameters
        ----------
        source : callable
            The scores.

        Returns
        -------
        bool
            Whether the pairs keep the capacities, are worth what is said, and no assignment is
            worth more.
        """
        row, col = self.pairs.T
        load = np.bincount(col, minlength=self.capacity.size)
        if np.unique(row).size < row.size or (load > self.capacity).any():
            return False
        prices = np.array(self.prices, dtype=np.int64)
        blocks = Blocks(source, self.unmatched.size, self.capacity.size)
        value, kept, apart = 0, 0, 1
        for first, score in blocks:
            stop = first + len(score)
            mine = (row >= first) & (row < stop)
            chosen = score[row[mine] - first, col[mine]]
            if (chosen <= NO_PAIR).any():
                return False
            value += int(sum(chosen.tolist()))
            unmatched = self.unmatched[first:stop]
            net = (score + self.bonus - prices).max(axis=1, initial=NO_CHOICE)
            best = np.maximum(net, unmatched)
            kept += int(sum(best.tolist()))
            apart += int(sum(spread(score, unmatched).tolist()))
        left = np.delete(self.unmatched, row)
        paid = sum(u * p for u, p in zip(self.capacity.tolist(), self.prices, strict=True) if p > 0)
        needed = apart if self.objective == "coverage_total" else 0
        return (
            self.bonus >= needed
            and value + int(sum(left.tolist())) == self.value
            and kept + paid == self.bound == self.weight
        )
