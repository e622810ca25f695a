"""The rules that every assignment must obey, checked straight from the problem's own arrays."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.loads import LoadCost
from alliance_match.assignment.problem import AssignmentProblem

__all__ = ["broken_rules", "plain_total", "row_values"]

SHOWN = 5
"""How many breaches of one rule are written out."""


def broken_rules(problem: AssignmentProblem, pairs: IntArray) -> tuple[str, ...]:
    """Say in words which rules a list of pairs breaks.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem with its rules.
    pairs : ndarray of int64, shape (k, 2)
        The (row, column) pairs that were chosen.

    Returns
    -------
    tuple of str
        One sentence for each breach; empty if every rule is kept.
    """
    unreadable = _unreadable(problem, pairs)
    if unreadable:
        return unreadable
    row, col = pairs.T
    return (
        *_not_eligible(problem, pairs),
        *_forbidden(problem, pairs),
        *_pins_not_kept(problem, pairs),
        *_pairs_chosen_twice(problem, pairs),
        *_rows_beyond_demand(problem, row),
        *_loads_out_of_bounds(problem, col),
        *_side_rows_not_kept(problem, pairs),
    )


def plain_total(problem: AssignmentProblem, pairs: IntArray) -> int:
    """Add up an assignment's scores and the values of its empty places, less what loads cost.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    pairs : ndarray of int64, shape (k, 2)
        Pairs that keep every rule.

    Returns
    -------
    int
        In points.
    """
    empty = problem.demand - np.bincount(pairs[:, 0], minlength=problem.n_rows)
    left = (n * e for n, e in zip(empty.tolist(), problem.unmatched.tolist(), strict=True) if n)
    load = np.bincount(pairs[:, 1], minlength=problem.n_cols)
    cost = LoadCost(problem.load_cost, np.zeros(problem.n_cols, dtype=np.int64))
    scores = problem.score[problem.place(pairs)].tolist()
    return int(sum(scores)) + int(sum(left)) - cost.total(load)


def row_values(problem: AssignmentProblem, pairs: IntArray) -> IntArray:
    """Add up what each row gets: the scores of its pairs and the value of its empty places.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    pairs : ndarray of int64, shape (k, 2)
        Pairs that keep every rule.

    Returns
    -------
    ndarray of int64, shape (n_rows,)
    """
    empty = problem.demand - np.bincount(pairs[:, 0], minlength=problem.n_rows)
    values = empty * problem.unmatched
    np.add.at(values, pairs[:, 0], problem.score[problem.place(pairs)])
    return values


def _unreadable(problem: AssignmentProblem, pairs: IntArray) -> tuple[str, ...]:
    """Pairs that are no list of integer pairs within the problem's size."""
    if not isinstance(pairs, np.ndarray) or pairs.dtype != np.int64 or pairs.shape[1:] != (2,):
        return ("the pairs are no int64 array of shape (k, 2)",)
    size = (problem.n_rows, problem.n_cols)
    outside = np.any((pairs < 0) | (pairs >= size), axis=1, keepdims=True).ravel()
    return _each(outside, lambda i: f"pair {_name(pairs[i])} is outside the problem")


def _not_eligible(problem: AssignmentProblem, pairs: IntArray) -> tuple[str, ...]:
    """Pairs that are not on the list of eligible ones."""
    known = problem.place(pairs) >= 0
    return _each(~known, lambda i: f"pair {_name(pairs[i])} is not eligible")


def _forbidden(problem: AssignmentProblem, pairs: IntArray) -> tuple[str, ...]:
    """Pairs that are forbidden."""
    hit = np.isin(pairs @ (problem.n_cols, 1), problem.forbidden @ (problem.n_cols, 1))
    return _each(hit, lambda i: f"pair {_name(pairs[i])} is forbidden")


def _pins_not_kept(problem: AssignmentProblem, pairs: IntArray) -> tuple[str, ...]:
    """Pins that are not among the pairs."""
    lost = ~np.isin(problem.pins @ (problem.n_cols, 1), pairs @ (problem.n_cols, 1))
    return _each(lost, lambda i: f"pin {_name(problem.pins[i])} is not kept")


def _pairs_chosen_twice(problem: AssignmentProblem, pairs: IntArray) -> tuple[str, ...]:
    """Pairs that are listed more than once."""
    code = np.sort(pairs @ (problem.n_cols, 1))
    twice = code[1:][np.diff(code) == 0]
    names = [_name(np.array(divmod(int(c), problem.n_cols))) for c in twice[:SHOWN]]
    return tuple(f"pair {name} is chosen twice" for name in names)


def _rows_beyond_demand(problem: AssignmentProblem, row: IntArray) -> tuple[str, ...]:
    """Rows that were given more columns than they have places."""
    times = np.bincount(row, minlength=problem.n_rows)
    return _each(
        times > problem.demand,
        lambda i: f"row {i} is matched {times[i]} times; its demand is {problem.demand[i]}",
    )


def _side_rows_not_kept(problem: AssignmentProblem, pairs: IntArray) -> tuple[str, ...]:
    """Side rows whose coefficients add up to more than their bound."""
    used = [one.used(pairs, problem.n_cols) for one in problem.side]
    broken = [(one, u) for one, u in zip(problem.side, used, strict=True) if u > one.bound]
    return tuple(f"{one.label} adds up to {u}; its bound is {one.bound}" for one, u in broken)


def _loads_out_of_bounds(problem: AssignmentProblem, col: IntArray) -> tuple[str, ...]:
    """Columns above their capacity, and below their minimum load."""
    load = np.bincount(col, minlength=problem.n_cols)
    return _each(
        load > problem.capacity,
        lambda j: f"column {j} has {load[j]} rows; its capacity is {problem.capacity[j]}",
    ) + _each(
        load < problem.min_load,
        lambda j: f"column {j} has {load[j]} rows; its minimum load is {problem.min_load[j]}",
    )


def _name(pair: IntArray) -> str:
    return f"({pair[0]}, {pair[1]})"


def _each(where: BoolArray, sentence: Callable[[int], str]) -> tuple[str, ...]:
    """One sentence for each position where the mask is true, the first few of them."""
    return tuple(sentence(int(index)) for index in np.flatnonzero(where)[:SHOWN])
