"""An assignment problem: rows, columns, the pairs that are allowed, and what each is worth."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from alliance_match.assignment.arrays import (
    BoolArray,
    IntArray,
    find_in_runs,
    read_only,
    row_ends,
    spans,
)
from alliance_match.assignment.magnitude import matched_bonus
from alliance_match.assignment.side import Quota, SideRow
from alliance_match.assignment.validation import read_cells, read_fields, read_table

__all__ = ["AssignmentProblem"]


@dataclass(frozen=True, eq=False)
class AssignmentProblem:
    """Rows to be assigned to columns, each row up to its demand, each column up to its capacity.

    Build one with :meth:`from_dense` or :meth:`from_pairs`. Whichever way it is made
    (``dataclasses.replace`` included), everything is read anew, checked, and made read-only.

    Attributes
    ----------
    n_rows, n_cols : int
        How many rows and columns there are.
    row, col : ndarray of int32, shape (k,)
        The eligible pairs, sorted by (row, col).
    score : ndarray of int64, shape (k,)
        What each is worth. A pair that is worth 0, or less, is as legal as any other.
    demand : ndarray of int64, shape (n_rows,)
        How many places each row has, to be filled with different columns.
    capacity, min_load : ndarray of int64, shape (n_cols,)
        The most and the fewest rows that each column takes.
    unmatched : ndarray of int64, shape (n_rows,)
        What it is worth to leave one place of each row empty.
    load_cost : ndarray of int64, shape (n_cols, K)
        What the 1st, 2nd ... K-th row of each column costs, never less than the one before; the
        last one holds for all further rows. K is 0 where loads cost nothing.
    pins : ndarray of int64, shape (a, 2)
        Pairs that must be in every assignment, sorted, each once.
    forbidden : ndarray of int64, shape (b, 2)
        Pairs that must be in none, sorted, each once.
    side : tuple of SideRow
        Linear limits over pairs.
    row_key, col_key : tuple of str
        Names of the rows and columns, used to break ties and to word conflicts, never to score.

    Raises
    ------
    ProblemError
        One error that lists every fault with its index, its value and the remedy: numbers that are
        not integers, wrong shapes, indices out of range, repeated pairs or labels, impossible
        capacities, load costs that fall, and magnitudes beyond
        :data:`~alliance_match.assignment.magnitude.LIMIT`.

    Notes
    -----
    Pins, minimum loads and side rows that cannot be kept together are not faults of the input:
    they make the status of the solution ``"infeasible"``, with the conflict named.
    """

    n_rows: int
    n_cols: int
    row: IntArray
    col: IntArray
    score: IntArray
    demand: IntArray
    capacity: IntArray
    min_load: IntArray
    unmatched: IntArray
    load_cost: IntArray
    pins: IntArray
    forbidden: IntArray
    side: tuple[SideRow, ...]
    row_key: tuple[str, ...]
    col_key: tuple[str, ...]

    @classmethod
    def from_dense(
        cls,
        scores: npt.ArrayLike,
        *,
        eligible: npt.ArrayLike | None = None,
        demand: npt.ArrayLike = 1,
        capacity: npt.ArrayLike = 1,
        min_load: npt.ArrayLike = 0,
        unmatched: npt.ArrayLike = 0,
        load_cost: npt.ArrayLike | None = None,
        pins: Iterable[Sequence[int]] | IntArray = (),
        forbidden: Iterable[Sequence[int]] | IntArray = (),
        side: Iterable[SideRow] = (),
        groups: Iterable[Quota] = (),
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
        demand : array_like of int, scalar or shape (n_rows,)
            How many different columns each row is to have.
        capacity, min_load : array_like of int, scalar or shape (n_cols,)
            The most and the fewest rows that each column takes.
        unmatched : array_like of int, scalar or shape (n_rows,)
            What it is worth to leave one place of each row empty.
        load_cost : array_like of int, shape (K,) or (n_cols, K), optional
            What the 1st, 2nd ... K-th row of a column costs; it may not fall, and the last one
            holds for all further rows.
        pins, forbidden : iterable of (row, col)
            Pairs that must, and that must not, be chosen.
        side : iterable of SideRow
            Linear limits over pairs.
        groups : iterable of Quota
            Limits on the pairs between groups of rows and of columns.
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
        row, col, scores = read_cells(table, eligible)
        return cls.from_pairs(
            row,
            col,
            scores,
            n_rows=table.shape[0],
            n_cols=table.shape[1],
            demand=demand,
            capacity=capacity,
            min_load=min_load,
            unmatched=unmatched,
            load_cost=load_cost,
            pins=pins,
            forbidden=forbidden,
            side=side,
            groups=groups,
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
        demand: npt.ArrayLike = 1,
        capacity: npt.ArrayLike = 1,
        min_load: npt.ArrayLike = 0,
        unmatched: npt.ArrayLike = 0,
        load_cost: npt.ArrayLike | None = None,
        pins: Iterable[Sequence[int]] | IntArray = (),
        forbidden: Iterable[Sequence[int]] | IntArray = (),
        side: Iterable[SideRow] = (),
        groups: Iterable[Quota] = (),
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
        demand, capacity, min_load, unmatched, load_cost, pins, forbidden, side, groups, \
        row_key, col_key
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
            "demand": demand,
            "capacity": capacity,
            "min_load": min_load,
            "unmatched": unmatched,
            "load_cost": load_cost,
            "pins": pins,
            "forbidden": forbidden,
            "side": (tuple(side), tuple(groups)),
            "row_key": row_key,
            "col_key": col_key,
        }
        return cls(n_rows=n_rows, n_cols=n_cols, **given)

    def __post_init__(self) -> None:
        """Replace what was given by what was read, or raise with every fault."""
        for name, value in read_fields(vars(self)).items():
            if isinstance(value, np.ndarray):
                value.setflags(write=False)
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        """Say how large the problem is; the arrays are too long to print."""
        return (
            f"AssignmentProblem({self.n_rows} rows, {self.n_cols} columns, "
            f"{self.row.size} eligible pairs, {len(self.pins)} pins, "
            f"{len(self.forbidden)} forbidden, {len(self.side)} side rows)"
        )

    @cached_property
    def pair_code(self) -> IntArray:
        """One number for each eligible pair, ``row * n_cols + col``; ascending. Shape (k,)."""
        return read_only(self.row.astype(np.int64) * self.n_cols + self.col)

    def where(self, pairs: IntArray) -> BoolArray:
        """Find pairs among the eligible ones.

        Parameters
        ----------
        pairs : ndarray of int64, shape (a, 2)
            Pairs, eligible or not.

        Returns
        -------
        ndarray of bool, shape (k,)
            Which of the eligible pairs are among them.
        """
        found = np.zeros(self.row.size, dtype=np.bool_)
        if len(pairs):
            place = self.place(pairs)
            found[place[place >= 0]] = True
        return found

    def place(self, pairs: IntArray) -> IntArray:
        """Look pairs up on the list of eligible ones.

        Parameters
        ----------
        pairs : ndarray of int64, shape (a, 2)
            Pairs within the size of the problem, eligible or not.

        Returns
        -------
        ndarray of int64, shape (a,)
            Where each stands, -1 where it is not eligible.
        """
        return find_in_runs(self.col, self.ends, *pairs.T)

    @cached_property
    def ends(self) -> IntArray:
        """Where the pairs of each row begin and end, shape (n_rows + 1,)."""
        return row_ends(self.row, self.n_rows)

    @cached_property
    def is_forbidden(self) -> BoolArray:
        """Which of the eligible pairs are forbidden all the same. Shape (k,)."""
        return self.where(self.forbidden)

    @cached_property
    def is_pinned(self) -> BoolArray:
        """Which of the eligible pairs are pinned. Shape (k,)."""
        return self.where(self.pins)

    @cached_property
    def legal_rows(self) -> tuple[IntArray, ...]:
        """The rows that each column may have, ascending, forbidden pairs left out; pins aside."""
        row, col = self.row[~self.is_forbidden], self.col[~self.is_forbidden]
        by_column = np.argsort(col, kind="stable")
        ends = np.cumsum(np.bincount(col, minlength=self.n_cols))
        return tuple(np.split(row[by_column], ends[:-1]))[: self.n_cols]

    @cached_property
    def matched_bonus(self) -> int:
        """What one more place filled outweighs: more than two whole assignments can differ by."""
        return matched_bonus(vars(self))

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of all that bears on optimality: everything except the labels."""
        digest = hashlib.sha256(f"{self.n_rows} {self.n_cols}".encode())
        arrays = [(name, getattr(self, name)) for name in _ARRAYS]
        arrays.append(("pairs of each row", np.diff(self.ends)))
        for number, one in enumerate(self.side):
            limit = np.array([one.bound], dtype=np.int64)
            parts = (one.code(self.n_cols), one.coef, limit)
            arrays += [(f"side {number}", part) for part in parts]
        for name, array in arrays:
            digest.update(f" {name} {array.dtype} {array.shape} ".encode())
            for span in spans(array.size):
                digest.update(array.ravel()[span].astype(array.dtype.newbyteorder("<")).data)
        return digest.hexdigest()


_ARRAYS = (
    "col", "score", "demand", "capacity", "min_load", "unmatched", "load_cost", "pins",
    "forbidden",
)  # fmt: skip
