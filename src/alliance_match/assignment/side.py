"""Limits that tie pairs of several rows and columns together, such as quotas of groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from alliance_match.assignment.arrays import IntArray, are_among
from alliance_match.assignment.reading import Faults, read_integers

__all__ = ["Quota", "SideRow"]


@dataclass(frozen=True, eq=False)
class SideRow:
    """A linear limit: the coefficients of the chosen pairs add up to no more than a bound.

    Parameters
    ----------
    row, col : array_like of int, shape (s,)
        The pairs that count, each once.
    coef : array_like of int, scalar or shape (s,)
        How much each counts, of either sign.
    bound : int
        The most that they may add up to.
    label : str
        Its name, for messages.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem, solve
    >>> none = SideRow(row=[0, 1], col=[0, 0], coef=[1, 1], bound=0, label="none for column 0")
    >>> problem = AssignmentProblem.from_dense([[8, 5], [9, 4]], side=[none])
    >>> solve(problem).pairs.tolist()
    [[0, 1]]
    """

    row: Any
    col: Any
    coef: Any
    bound: int
    label: str = ""

    def used(self, pairs: IntArray, n_cols: int) -> int:
        """Add up the coefficients of some pairs.

        Parameters
        ----------
        pairs : ndarray of int64, shape (k, 2)
            Chosen pairs.
        n_cols : int
            How many columns the problem has.

        Returns
        -------
        int
        """
        counted = are_among(self.code(n_cols), np.sort(pairs @ (n_cols, 1)))
        return int(sum(self.coef[counted].tolist()))

    def code(self, n_cols: int) -> IntArray:
        """One number for each pair, ``row * n_cols + col``; ascending once a problem holds it."""
        return np.asarray(self.row * n_cols + self.col, dtype=np.int64)


@dataclass(frozen=True)
class Quota:
    """A limit on how many pairs join a group of rows with a group of columns.

    Parameters
    ----------
    rows, cols : sequence of int or None
        The two groups; None stands for all.
    at_most, at_least : int or None
        The limits; None is no limit.
    label : str
        Its name, for messages.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem, solve
    >>> one = Quota(rows=[0, 1], cols=[0, 1], at_most=1, label="one of the two")
    >>> problem = AssignmentProblem.from_dense([[8, 5], [9, 4]], groups=[one])
    >>> solve(problem).pairs.tolist()
    [[1, 0]]
    """

    rows: Sequence[int] | None = None
    cols: Sequence[int] | None = None
    at_most: int | None = None
    at_least: int | None = None
    label: str = ""

    def side_rows(self, row: IntArray, col: IntArray) -> list[SideRow]:
        """Write the quota as limits on eligible pairs.

        Parameters
        ----------
        row, col : ndarray of int, shape (k,)
            The eligible pairs.

        Returns
        -------
        list of SideRow
            One for each limit that is given.
        """
        inside = np.ones(row.size, dtype=np.bool_)
        for group, index in ((self.rows, row), (self.cols, col)):
            if group is not None:
                inside &= np.isin(index, np.asarray(list(group), dtype=np.int64))
        row, col, name = row[inside].astype(np.int64), col[inside].astype(np.int64), self.label
        limits = []
        if self.at_most is not None:
            limits.append(SideRow(row, col, 1, self.at_most, f"{name} at most {self.at_most}"))
        if self.at_least is not None:
            limits.append(SideRow(row, col, -1, -self.at_least, f"{name} at least {self.at_least}"))
        return [SideRow(s.row, s.col, s.coef, s.bound, s.label.strip()) for s in limits]


def read_side(
    side: Iterable[SideRow],
    groups: Iterable[Quota],
    row: IntArray,
    col: IntArray,
    size: tuple[int, int],
    faults: Faults,
) -> tuple[SideRow, ...]:
    """Read the side rows and the quotas.

    Parameters
    ----------
    side : iterable of SideRow
        As given.
    groups : iterable of Quota
        As given.
    row, col : ndarray of int, shape (k,)
        The eligible pairs, sorted.
    size : tuple of int
        How many rows and columns there are.
    faults : Faults
        Where faults are noted.

    Returns
    -------
    tuple of SideRow
        With int64 arrays, sorted by pair, each with a label.
    """
    given = list(side)
    for k, quota in enumerate(groups):
        given += _side_rows_of(quota, f"groups[{k}]", row, col, size, faults)
    if not given:
        return ()
    eligible = row.astype(np.int64) * size[1] + col
    read = (_read_one(one, k, eligible, size, faults) for k, one in enumerate(given))
    return tuple(one for one in read if one is not None)


def _side_rows_of(
    quota: Quota, name: str, row: IntArray, col: IntArray, size: tuple[int, int], faults: Faults
) -> list[SideRow]:
    """Write a quota as side rows, if its groups and limits can be read."""
    if not isinstance(quota, Quota):
        faults.note(f"{name} is {quota!r}; give a Quota")
        return []
    before = len(faults.found)
    for part, length in zip(("rows", "cols"), size, strict=True):
        group = getattr(quota, part)
        if group is not None:
            _note_outside(f"{name}.{part}", list(group), length, faults)
    for part in ("at_most", "at_least"):
        limit = getattr(quota, part)
        if limit is not None and not isinstance(limit, int | np.integer):
            faults.note(f"{name}.{part} is {limit!r}; give an integer")
    return quota.side_rows(row, col) if len(faults.found) == before else []


def _note_outside(name: str, group: list[Any], length: int, faults: Faults) -> None:
    """Note members of a group that are no indices."""
    index = read_integers(group, faults, lambda i: f"{name}[{i}]", name)
    if index is not None:
        faults.note_each(
            (index < 0) | (index >= length),
            lambda i: f"{name}[{i}] is {index[i]}; there are {length} of them, counted from 0",
        )


def _read_one(
    one: SideRow, number: int, eligible: IntArray, size: tuple[int, int], faults: Faults
) -> SideRow | None:
    name = f"side[{number}]"
    if not isinstance(one, SideRow):
        faults.note(f"{name} is {one!r}; give a SideRow, and a Quota among the groups")
        return None
    arrays = [
        read_integers(getattr(one, part), faults, lambda i, p=part: f"{name}.{p}[{i}]", name)  # type: ignore[misc]
        for part in ("row", "col", "coef")
    ]
    bound = read_integers(one.bound, faults, lambda i: f"{name}.bound", name)
    if bound is None or any(array is None for array in arrays):
        return None
    row, col, coef = (np.asarray(array) for array in arrays)
    if row.ndim != 1 or row.shape != col.shape or coef.shape not in ((), row.shape) or bound.ndim:
        faults.note(
            f"{name} has row, col, coef and bound of shapes {row.shape}, {col.shape}, "
            f"{coef.shape} and {bound.shape}; give flat arrays of one length and one bound"
        )
        return None
    outside = (row < 0) | (row >= size[0]) | (col < 0) | (col >= size[1])
    code = np.where(outside, -1, row * size[1] + col)
    order = np.argsort(code, kind="stable")
    sorted_code = code[order]
    faults.note_each(
        ~are_among(code, eligible),
        lambda i: f"{name} counts pair ({row[i]}, {col[i]}), which is not eligible",
    )
    repeated = np.append((np.diff(sorted_code) == 0) & (sorted_code[1:] >= 0), False)
    faults.note_each(
        repeated, lambda i: f"{name} counts pair ({row[order[i]]}, {col[order[i]]}) twice"
    )
    coef = np.broadcast_to(coef, row.shape)
    return SideRow(
        row[order], col[order], coef[order], int(bound), one.label or f"side row {number}"
    )
