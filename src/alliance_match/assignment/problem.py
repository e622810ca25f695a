"""An assignment problem: rows, columns, the pairs that are allowed, and what each is worth."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from alliance_match.assignment.arrays import BoolArray, IntArray, read_only
from alliance_match.assignment.magnitude import matched_bonus
from alliance_match.assignment.validation import read_eligible, read_fields, read_table

__all__ = ["AssignmentProblem"]


@dataclass(frozen=True, eq=False)
class AssignmentProblem:
    """Rows to be assigned to columns, each row at most once, each column up to its capacity.

    Build one with :meth:`from_dense` or :meth:`from_pairs`. Whichever way it is made
    (``dataclasses.replace`` included), everything is read anew, checked, and made read-only.

    Attributes
    ----------
    n_rows, n_cols : int
        How many rows and columns there are.
    row, col, score : ndarray of int64, shape (k,)
        The eligible pairs, sorted by (row, col), and what each is worth. A pair that is worth 0,
        or less, is as legal as any other.
    capacity, min_load : ndarray of int64, shape (n_cols,)
        The most and the fewest rows that each column takes.
    unmatched : ndarray of int64, shape (n_rows,)
        What it is worth to leave each row without a column.
    pins : ndarray of int64, shape (a, 2)
        Pairs that must be in every assignment, sorted, each once.
    forbidden : ndarray of int64, shape (b, 2)
        Pairs that must be in none, sorted, each once.
    row_key, col_key : tuple of str
        Names of the rows and columns, used to break ties and to word conflicts, never to score.

    Raises
    ------
    ProblemError
        One error that lists every fault with its index, its value and the remedy: numbers that are
        not integers, wrong shapes, indices out of range, repeated pairs or labels, impossible
        capacities, and magnitudes beyond :data:`~alliance_match.assignment.magnitude.LIMIT`.

    Notes
    -----
    Pins and minimum loads that cannot be kept together are not faults of the input: they make
    the status of the solution ``"infeasible"``, with the conflict named.
    """

    n_rows: int
    n_cols: int
    row: IntArray
    col: IntArray
    score: IntArray
    capacity: IntArray
    min_load: IntArray
    unmatched: IntArray
    pins: IntArray
    forbidden: IntArray
    row_key: tuple[str, ...]
    col_key: tuple[str, ...]

    @classmethod
    def from_dense(
        cls,
        scores: npt.ArrayLike,
        *,
        eligible: npt.ArrayLike | None = None,
        capacity: npt.ArrayLike = 1,
        min_load: npt.ArrayLike = 0,
        unmatched: npt.ArrayLike = 0,
        pins: Iterable[Sequence[int]] | IntArray = (),
        forbidden: Iterable[Sequence[int]] | IntArray = (),
        row_key: Iterable[str] | None = None,
        col_key: Iterable[str] | None = None,
    ) -> AssignmentProblem:
        """Build a problem from a table of scores.

        Parameters
        ----------
        scores : array_like of int, shape (n_rows, n_cols)
            What each pair is worth. A cell that is not eligible is never read.
        eligible : array_like of bool, shape (n_rows, n_cols), optional
            Which pairs are allowed; all of them if left out.
        capacity, min_load : array_like of int, scalar or shape (n_cols,)
            The most and the fewest rows that each column takes.
        unmatched : array_like of int, scalar or shape (n_rows,)
            What it is worth to leave each row without a column.
        pins, forbidden : iterable of (row, col)
            Pairs that must, and that must not, be chosen.
        row_key, col_key : iterable of str, optional
            Names, each unique; zero-padded indices if left out.

        Returns
        -------
        AssignmentProblem

        Raises
        ------
        ProblemError
            If anything is wrong with the input; see the class. A table that is no rectangle is
            reported alone, because every other check depends on its shape.
        """
        table = read_table(scores)
        row, col = np.nonzero(read_eligible(eligible, table.shape))
        return cls.from_pairs(
            row,
            col,
            table[row, col],
            n_rows=table.shape[0],
            n_cols=table.shape[1],
            capacity=capacity,
            min_load=min_load,
            unmatched=unmatched,
            pins=pins,
            forbidden=forbidden,
            row_key=row_key,
            col_key=col_key,
        )

    @classmethod
    def from_pairs(
        cls,
        row: npt.ArrayLike,
        col: npt.ArrayLike,
        score: npt.ArrayLike,
        *,
        n_rows: int,
        n_cols: int,
        capacity: npt.ArrayLike = 1,
        min_load: npt.ArrayLike = 0,
        unmatched: npt.ArrayLike = 0,
        pins: Iterable[Sequence[int]] | IntArray = (),
        forbidden: Iterable[Sequence[int]] | IntArray = (),
        row_key: Iterable[str] | None = None,
        col_key: Iterable[str] | None = None,
    ) -> AssignmentProblem:
        """Build a problem from the list of eligible pairs.

        Parameters
        ----------
        row, col, score : array_like of int, shape (k,)
            The eligible pairs, in any order, and what each is worth.
        n_rows, n_cols : int
            How many rows and columns there are.
        capacity, min_load, unmatched, pins, forbidden, row_key, col_key
            As for :meth:`from_dense`.

        Returns
        -------
        AssignmentProblem

        Raises
        ------
        ProblemError
            If anything is wrong with the input; see the class.
        """
        given: dict[str, Any] = {
            "row": row,
            "col": col,
            "score": score,
            "capacity": capacity,
            "min_load": min_load,
            "unmatched": unmatched,
            "pins": pins,
            "forbidden": forbidden,
            "row_key": row_key,
            "col_key": col_key,
        }
        return cls(n_rows=n_rows, n_cols=n_cols, **given)

    def __post_init__(self) -> None:
        """Replace what was given by what was read, or raise with every fault."""
        for name, value in read_fields(vars(self)).items():
            clean = read_only(value) if isinstance(value, np.ndarray) else value
            object.__setattr__(self, name, clean)

    def __repr__(self) -> str:
        """Say how large the problem is; the arrays are too long to print."""
        return (
            f"AssignmentProblem({self.n_rows} rows, {self.n_cols} columns, "
            f"{self.row.size} eligible pairs, {len(self.pins)} pins, "
            f"{len(self.forbidden)} forbidden)"
        )

    @cached_property
    def pair_code(self) -> IntArray:
        """One number for each eligible pair, ``row * n_cols + col``; ascending. Shape (k,)."""
        return read_only(self.row * self.n_cols + self.col)

    @cached_property
    def is_forbidden(self) -> BoolArray:
        """Which of the eligible pairs are forbidden all the same. Shape (k,)."""
        return np.isin(self.pair_code, self.forbidden @ (self.n_cols, 1))

    @cached_property
    def legal_rows(self) -> tuple[IntArray, ...]:
        """The rows that each column may have, ascending, forbidden pairs left out; pins aside."""
        row, col = self.row[~self.is_forbidden], self.col[~self.is_forbidden]
        by_column = np.argsort(col, kind="stable")
        ends = np.cumsum(np.bincount(col, minlength=self.n_cols))
        return tuple(np.split(row[by_column], ends[:-1]))[: self.n_cols]

    @cached_property
    def matched_bonus(self) -> int:
        """What one more matched row outweighs: more than two whole assignments can differ by."""
        return matched_bonus(self.row, self.score, self.unmatched)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of all that bears on optimality: everything except the labels."""
        digest = hashlib.sha256(f"{self.n_rows} {self.n_cols}".encode())
        for name in _ARRAYS:
            array: IntArray = getattr(self, name)
            digest.update(f" {name} {array.size} ".encode())
            digest.update(array.astype("<i8").tobytes())
        return digest.hexdigest()


_ARRAYS = ("row", "col", "score", "capacity", "min_load", "unmatched", "pins", "forbidden")
