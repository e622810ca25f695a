"""Checking an assignment problem as a whole: every fault is found before any is raised."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.magnitude import exceeds_limit
from alliance_match.assignment.reading import (
    Faults,
    read_integers,
    read_labels,
    read_pair_list,
    read_size,
    read_vector,
)
from alliance_match.errors import ProblemError

__all__ = ["read_eligible", "read_fields", "read_table"]


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
    capacity = read_vector("capacity", given["capacity"], n_cols, faults, per="column")
    min_load = read_vector("min_load", given["min_load"], n_cols, faults, per="column")
    unmatched = read_vector("unmatched", given["unmatched"], n_rows, faults, per="row")
    pairs = _read_pairs(given, n_rows, n_cols, faults)
    clean = {
        "n_rows": n_rows,
        "n_cols": n_cols,
        **pairs,
        "capacity": capacity,
        "min_load": min_load,
        "unmatched": unmatched,
        "pins": read_pair_list("pins", given["pins"], n_rows, n_cols, faults),
        "forbidden": read_pair_list("forbidden", given["forbidden"], n_rows, n_cols, faults),
        "row_key": read_labels("row_key", given["row_key"], n_rows, faults),
        "col_key": read_labels("col_key", given["col_key"], n_cols, faults),
    }
    _note_impossible_loads(capacity, min_load, faults)
    row, score = pairs["row"], pairs["score"]
    if row is not None and score is not None and unmatched is not None:
        faults.note(*exceeds_limit(n_rows, n_cols, row, score, unmatched))
    faults.raise_if_any()
    return clean


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
    order = np.lexsort((col, row))
    row, col = row[order], col[order]
    _note_duplicates(row, col, faults)
    return {"row": row, "col": col, "score": None if score is None else score[order]}


def _shape(values: Any) -> tuple[int, ...]:
    """Shape of what was given; a ragged list has none."""
    try:
        return np.shape(values)
    except ValueError:
        return ()


def _read_index(name: str, values: Any, size: int, faults: Faults) -> IntArray | None:
    """Read row or column indices, each from 0 to size - 1."""
    index = read_integers(values, faults, lambda i: f"{name}[{i}]", name)
    if index is None:
        return None
    outside = (index < 0) | (index >= size)
    faults.note_each(
        outside, lambda i: f"{name}[{i}] is {index[i]}; there are {size} of them, counted from 0"
    )
    return None if outside.any() else index


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


def read_eligible(eligible: npt.ArrayLike | None, shape: tuple[int, ...]) -> BoolArray:
    """Read the mask of eligible cells.

    Parameters
    ----------
    eligible : array_like of bool or None
        What was given; None stands for all cells.
    shape : tuple of int
        The shape of the table of scores.

    Returns
    -------
    ndarray of bool
        In that shape.

    Raises
    ------
    ProblemError
        If the shape is another, or there are numbers other than 0 and 1.
    """
    if eligible is None:
        return np.ones(shape, dtype=np.bool_)
    faults = Faults()
    mask = read_integers(eligible, faults, lambda i: f"eligible.flat[{i}]", "eligible")
    if mask is not None and mask.shape != shape:
        faults.note(f"eligible has shape {mask.shape}; give the shape of scores, {shape}")
    if mask is not None and not np.isin(mask, (0, 1)).all():
        faults.note("eligible has numbers other than 0 and 1; give booleans")
    faults.raise_if_any()
    return np.asarray(mask, dtype=np.bool_)
