"""How large the numbers may be, so that every sum stays an exact 64-bit integer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from alliance_match.assignment.arrays import IntArray, Runs, row_ends

__all__ = ["LIMIT", "MAX_SCORE", "exceeds_limit", "largest_safe_cost", "matched_bonus"]

LIMIT = 2**62
"""Bound on ``cost * 4 * (rows + columns + places + 4)``, half of what 64 bits with a sign hold.

``cost`` is the largest score, unmatched value or load cost plus the bonus of a filled place
(:func:`matched_bonus`), which is more than all differences between the choices together. So a
whole assignment is worth at most ``places * cost``, a price or a chain of moves at most four times
``cost``, and a cost that OR-Tools multiplies by the number of nodes is within the bound too. What
its potentials reach beyond that it watches itself, and says so by its status.
"""

MAX_SCORE = 2**58
"""No single score is larger than this, whatever the size of the problem."""


def matched_bonus(fields: Mapping[str, Any]) -> int:
    """Constant that makes one more filled place outweigh every difference in points.

    A place is worth between the least and the greatest of its row's scores and its unmatched value,
    and a column's load costs between nothing and all that its rows can cost; so two assignments
    differ in total by no more than the sum of these spreads. The constant is that sum plus one. It
    depends on the eligible pairs and the capacities, not on pins, forbidden pairs or side rows, so
    problems that differ in those only are measured with one rod.

    Parameters
    ----------
    fields : mapping
        The fields of a problem, read: ``row`` (ascending), ``col``, ``score``, ``demand``,
        ``unmatched``, ``capacity`` and ``load_cost``.

    Returns
    -------
    int
        In points; at least 1.
    """
    runs, unmatched, demand = Runs.of(fields["row"]), fields["unmatched"], fields["demand"]
    score = fields["score"]
    spread = runs.maximum(score, unmatched) - runs.minimum(score, unmatched)
    options = np.diff(row_ends(fields["row"], demand.size))
    fillable = np.minimum(demand, options)
    rows = sum(d * s for d, s in zip(fillable.tolist(), spread.tolist(), strict=True))
    return 1 + int(rows) + _spread_of_loads(fields)


def _spread_of_loads(fields: Mapping[str, Any]) -> int:
    """Most that the costs of loads can differ between two assignments."""
    marginal: IntArray = fields["load_cost"]
    n_cols, width = marginal.shape
    if not width:
        return 0
    rows = np.bincount(fields["col"], minlength=n_cols)
    most = np.minimum(fields["capacity"], rows)
    listed = np.abs(marginal) * (np.arange(width) < most[:, None])
    further = np.maximum(most - width, 0) * np.abs(marginal[:, -1])
    return int(sum(listed.ravel().tolist()) + sum(further.tolist()))


def largest_safe_cost(n_rows: int, n_cols: int, places: int | None = None) -> int:
    """Largest cost of one choice for which no sum can overflow.

    Parameters
    ----------
    n_rows, n_cols : int
        The size of the problem.
    places : int, optional
        How many places the rows have together; one each if left out.

    Returns
    -------
    int
        In points; see :data:`LIMIT`.
    """
    return LIMIT // (4 * (n_rows + n_cols + (n_rows if places is None else places) + 4))


def exceeds_limit(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Say whether the numbers are too large, and what would be small enough.

    Parameters
    ----------
    fields : mapping
        The fields of a problem, read.

    Returns
    -------
    tuple of str
        Faults in words; empty if all is well.
    """
    largest = max(_largest(fields[name]) for name in _POINTS)
    if largest > MAX_SCORE:
        return tuple(
            f"{_where_largest(fields, name)}, of magnitude above 2**58; {_REMEDY} {MAX_SCORE}"
            for name in _POINTS
            if _largest(fields[name]) > MAX_SCORE
        )
    cost = largest + matched_bonus(fields)
    places = int(sum(fields["demand"].tolist()))
    safe = largest_safe_cost(fields["n_rows"], fields["n_cols"], places)
    if cost > safe:
        return (
            f"the largest magnitude plus the sum of the rows' spreads is {cost}; {_REMEDY} {safe}",
        )
    return ()


_POINTS = ("score", "unmatched", "load_cost")

_REMEDY = "divide scores, unmatched values and load costs by a common factor until this is at most"


def _where_largest(fields: Mapping[str, Any], name: str) -> str:
    """Name the number of the largest magnitude, by its index and value."""
    values: IntArray = fields[name]
    at = values.argmin() if -int(values.min()) > int(values.max()) else values.argmax()
    index = ", ".join(map(str, np.unravel_index(at, values.shape)))
    if name == "score":
        index, name = f"({fields['row'][at]}, {fields['col'][at]})", "score of pair"
        return f"{name} {index} is {values[at]}"
    return f"{name}[{index}] is {values.flat[at]}"


def _largest(values: IntArray) -> int:
    """Largest magnitude, as a Python integer, so that -2**63 does not wrap."""
    return max(-int(values.min()), int(values.max())) if values.size else 0
