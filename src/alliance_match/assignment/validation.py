"""Checking an assignment problem as a whole: every fault is found before any is raised."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from alliance_match.assignment.arrays import BoolArray, IntArray, spans
from alliance_match.assignment.magnitude import exceeds_limit
from alliance_match.assignment.reading import (
    Faults,
    read_integers,
    read_labels,
    read_pair_list,
    read_size,
    read_vector,
)
from alliance_match.assignment.side import read_side
from alliance_match.errors import ProblemError

__all__ = ["read_cells", "read_fields", "read_table"]


def read_fields(given: dict[str, Any]) -> dict[str, Any]:
    """Read every field of a problem, and raise one error that names all that is wrong.

    Parameters
    ----------
    given : dict
        The fields of :class:`~alliance_match.assignment.AssignmentProblem` as they were given.

    Returns
    -------
    dict
        The same fields, read: integers, int64 arrays of the right shape, tuples of labels.

    Raises
    ------
    ProblemError
        If there is any fault.
    """
    faults = Faults()
    n_rows, n_cols = read_size("n_rows", given["n_rows"]), read_size("n_cols", given["n_cols"])
    demand = read_vector("demand", given["demand"], n_rows, faults, per="row")
    capacity = read_vector("capacity", given["capacity"], n_cols, faults, per="column")
    min_load = read_vector("min_load", given["min_load"], n_cols, faults, per="column")
    unmatched = read_vector("unmatched", given["unmatched"], n_rows, faults, per="row")
    pairs = _read_pairs(given, n_rows, n_cols, faults)
    clean: dict[str, Any] = {
        "n_rows": n_rows,
        "n_cols": n_cols,
        **pairs,
        "demand": demand,
        "capacity": capacity,
        "min_load": min_load,
        "unmatched": unmatched,
        "load_cost": _read_load_cost(given["load_cost"], n_cols, faults),
        "pins": read_pair_list("pins", given["pins"], n_rows, n_cols, faults),
        "forbidden": read_pair_list("forbidden", given["forbidden"], n_rows, n_cols, faults),
        "row_key": read_labels("row_key", given["row_key"], n_rows, faults),
        "col_key": read_labels("col_key", given["col_key"], n_cols, faults),
    }
    if demand is not None:
        _note_negative("demand", demand, faults)
    _note_impossible_loads(capacity, min_load, faults)
    if pairs["row"] is not None and pairs["col"] is not None:
        clean["side"] = read_side(
            *_side(given["side"]), pairs["row"], pairs["col"], (n_rows, n_cols), faults
        )
    if all(clean[name] is not None for name in _NUMBERS):
        faults.note(*exceeds_limit(clean))
    faults.raise_if_any()
    return clean


_NUMBERS = ("row", "col", "score", "demand", "capacity", "unmatched", "load_cost")


def _side(given: Any) -> tuple[Any, Any]:
    """Side rows and quotas as they came: the latter become the former once and for all."""
    is_raw = len(given) == 2 and all(isinstance(part, tuple) for part in given)
    return given if is_raw else (given, ())


def _read_load_cost(given: Any, n_cols: int, faults: Faults) -> IntArray | None:
    """Read the cost of each further row: one list for all columns, or one for each."""
    if given is None:
        return np.zeros((n_cols, 0), dtype=np.int64)
    cost = read_integers(given, faults, lambda i: f"load_cost.flat[{i}]", "load_cost")
    if cost is None:
        return None
    if cost.ndim == 1:
        cost = np.tile(cost, (n_cols, 1)).astype(np.int64)
    if cost.ndim != 2 or cost.shape[0] != n_cols:
        faults.note(
            f"load_cost has shape {cost.shape}; give one list of costs, or {n_cols} of them"
        )
        return None
    falls = np.asarray(np.diff(cost, axis=1) < 0)
    faults.note_each(
        np.asarray(falls.any(axis=1)),
        lambda j: (
            f"load_cost[{j}] falls from {cost[j, np.argmax(falls[j])]} to "
            f"{cost[j, np.argmax(falls[j]) + 1]}; a further row may not cost less than the one "
            "before"
        ),
    )
    return cost


def _read_pairs(
    given: dict[str, Any], n_rows: int, n_cols: int, faults: Faults
) -> dict[str, IntArray | None]:
    """Read the eligible pairs and sort them by row, then column."""
    shapes = [_shape(given[name]) for name in ("row", "col", "score")]
    if len(set(shapes)) > 1 or len(shapes[0]) != 1:
        faults.note(
            f"row, col and score have shapes {shapes[0]}, {shapes[1]} and {shapes[2]}; "
            "give three flat arrays of one length"
        )
        return dict.fromkeys(("row", "col", "score"))
    row = _read_index("row", given["row"], n_rows, faults)
    col = _read_index("col", given["col"], n_cols, faults)
    score = read_integers(
        given["score"],
        faults,
        lambda i: f"score of pair ({given['row'][i]}, {given['col'][i]})",
        "score",
    )
    if row is None or col is None:
        return {"row": None, "col": None, "score": score}
    if not _is_sorted(row, col):
        order = np.lexsort((col, row))
        row, col, score = row[order], col[order], None if score is None else score[order]
        _note_duplicates(row, col, faults)
    return {"row": row, "col": col, "score": score}


def _is_sorted(row: IntArray, col: IntArray) -> bool:
    """Say whether each pair comes after the one before, and none twice."""
    for span in spans(max(row.size - 1, 0)):
        after = slice(span.start + 1, span.stop + 1)
        same, rises = row[after] == row[span], row[after] > row[span]
        if not (rises | (same & (col[after] > col[span]))).all():
            return False
    return True


def _shape(values: Any) -> tuple[int, ...]:
    """Shape of what was given; a ragged list has none."""
    try:
        return np.shape(values)
    except ValueError:
        return ()


def _read_index(name: str, values: Any, size: int, faults: Faults) -> IntArray | None:
    """Read row or column indices, each from 0 to size - 1, into 32 bits."""
    index = np.asarray(values)
    if index.dtype != np.int32:
        read = read_integers(values, faults, lambda i: f"{name}[{i}]", name)
        if read is None:
            return None
        index = read
    if index.size and not 0 <= index.min() <= index.max() < size:
        faults.note_each(
            (index < 0) | (index >= size),
            lambda i: f"{name}[{i}] is {index[i]}; there are {size} of them, counted from 0",
        )
        return None
    return index.astype(np.int32)


def _note_duplicates(row: IntArray, col: IntArray, faults: Faults) -> None:
    """Note pairs that are listed more than once; the arrays are sorted."""
    repeated = (np.diff(row, prepend=-1) == 0) & (np.diff(col, prepend=-1) == 0)
    faults.note_each(
        repeated, lambda i: f"pair ({row[i]}, {col[i]}) is listed twice; list each pair once"
    )


def _note_impossible_loads(
    capacity: IntArray | None, min_load: IntArray | None, faults: Faults
) -> None:
    """Note loads below zero, and minimum loads above the capacity."""
    for name, loads in (("capacity", capacity), ("min_load", min_load)):
        if loads is not None:
            _note_negative(name, loads, faults)
    if capacity is not None and min_load is not None:
        faults.note_each(
            min_load > np.maximum(capacity, 0),
            lambda i: (
                f"min_load[{i}] is {min_load[i]}, above capacity[{i}] of {capacity[i]}; "
                "lower one or raise the other"
            ),
        )


def _note_negative(name: str, loads: IntArray, faults: Faults) -> None:
    """Note loads below zero."""
    faults.note_each(loads < 0, lambda i: f"{name}[{i}] is {loads[i]}; give at least 0")


def read_table(scores: npt.ArrayLike) -> npt.NDArray[Any]:
    """Read the table of scores as it is; its entries are checked once they are pairs.

    Parameters
    ----------
    scores : array_like, shape (n_rows, n_cols)
        What was given.

    Returns
    -------
    ndarray, shape (n_rows, n_cols)
        Of whatever type the numbers have.

    Raises
    ------
    ProblemError
        If it is not a table.
    """
    try:
        table = np.asarray(scores)
    except ValueError:
        raise ProblemError("scores has rows of unequal length; give a rectangle.") from None
    if table.ndim != 2:
        raise ProblemError(f"scores has shape {table.shape}; give a table, shape (n_rows, n_cols).")
    return table


def read_cells(
    table: npt.NDArray[Any], eligible: npt.ArrayLike | None
) -> tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]:
    """Take the eligible cells out of a table.

    Parameters
    ----------
    table : ndarray, shape (n_rows, n_cols)
        The scores.
    eligible : array_like of bool or None
        What was given; None stands for all cells.

    Returns
    -------
    row, col : ndarray of int, shape (k,)
        The cells in the order of the table.
    score : ndarray, shape (k,)
        What they hold.

    Raises
    ------
    ProblemError
        If the shape of ``eligible`` is another, or there are numbers other than 0 and 1.
    """
    if eligible is None:
        n_rows, n_cols = table.shape
        rows = np.repeat(np.arange(n_rows, dtype=np.int32), n_cols)
        return rows, np.tile(np.arange(n_cols, dtype=np.int32), n_rows), table.ravel()
    row, col = np.nonzero(_read_eligible(eligible, table.shape))
    return row, col, table[row, col]


def _read_eligible(eligible: npt.ArrayLike, shape: tuple[int, ...]) -> BoolArray:
    """Read the mask of eligible cells."""
    faults = Faults()
    mask = read_integers(eligible, faults, lambda i: f"eligible.flat[{i}]", "eligible")
    if mask is not None and mask.shape != shape:
        faults.note(f"eligible has shape {mask.shape}; give the shape of scores, {shape}")
    if mask is not None and not np.isin(mask, (0, 1)).all():
        faults.note("eligible has numbers other than 0 and 1; give booleans")
    faults.raise_if_any()
    return np.asarray(mask, dtype=np.bool_)
