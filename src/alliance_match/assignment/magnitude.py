"""How large the numbers may be, so that every sum stays an exact 64-bit integer."""

from __future__ import annotations

from alliance_match.assignment.arrays import IntArray, Runs

__all__ = ["LIMIT", "MAX_SCORE", "exceeds_limit", "largest_safe_cost", "matched_bonus"]

LIMIT = 2**62
r"""Bound on ``path * cost * (nodes + 3)``, half of what a signed 64-bit integer can hold.

OR-Tools' cost-scaling flow multiplies every cost by the number of nodes plus one and keeps node
potentials no larger than the dearest path [1]_. ``cost`` is the largest score or unmatched value
plus the bonus of a matched row (:func:`matched_bonus`), ``path = 2 * min(n_rows, n_cols) + 3`` is
the most arcs on a path, and ``nodes = n_rows + n_cols + 1``. Prices and distances in the residual
graph are at most ``path * cost``, so the same bound keeps them exact.

.. [1] A. V. Goldberg, "An efficient implementation of a scaling minimum-cost flow algorithm",
   Journal of Algorithms 22, 1997.
"""

MAX_SCORE = 2**58
"""No single score is larger than this, whatever the size of the problem."""


def matched_bonus(row: IntArray, score: IntArray, unmatched: IntArray) -> int:
    """Constant that makes one more matched row outweigh every difference in points.

    A row is worth between the least and the greatest of its pairs' scores and its unmatched value,
    so two assignments differ in total by no more than the sum of these spreads. The constant is
    that sum plus one. It depends on the eligible pairs alone, not on capacities, pins or
    forbidden pairs, so problems that differ in those only are measured with one rod.

    Parameters
    ----------
    row, score : ndarray of int64, shape (k,)
        The eligible pairs' rows, ascending, and their scores.
    unmatched : ndarray of int64, shape (n_rows,)
        The values of unmatched rows.

    Returns
    -------
    int
        In points; at least 1.
    """
    runs = Runs.of(row)
    spread = runs.maximum(score, unmatched) - runs.minimum(score, unmatched)
    return 1 + int(sum(spread.tolist()))


def largest_safe_cost(n_rows: int, n_cols: int) -> int:
    """Largest cost of one choice for which no sum can overflow.

    Parameters
    ----------
    n_rows, n_cols : int
        The size of the problem.

    Returns
    -------
    int
        In points; see :data:`LIMIT`.
    """
    path = 2 * min(n_rows, n_cols) + 3
    nodes = n_rows + n_cols + 1
    return LIMIT // (path * (nodes + 3))


def exceeds_limit(
    n_rows: int, n_cols: int, row: IntArray, score: IntArray, unmatched: IntArray
) -> tuple[str, ...]:
    """Say whether the numbers are too large, and what would be small enough.

    Parameters
    ----------
    n_rows, n_cols : int
        The size of the problem.
    row, score : ndarray of int64, shape (k,)
        The eligible pairs' rows, ascending, and their scores.
    unmatched : ndarray of int64, shape (n_rows,)
        The values of unmatched rows.

    Returns
    -------
    tuple of str
        Faults in words; empty if all is well.
    """
    largest = max(_largest(score), _largest(unmatched))
    if largest > MAX_SCORE:
        return (f"a score or unmatched value has magnitude {largest}; {_REMEDY} {MAX_SCORE}",)
    cost = largest + matched_bonus(row, score, unmatched)
    safe = largest_safe_cost(n_rows, n_cols)
    if cost > safe:
        return (
            f"the largest magnitude plus the sum of the rows' spreads is {cost}; {_REMEDY} {safe}",
        )
    return ()


_REMEDY = "divide scores and unmatched values by a common factor until this is at most"


def _largest(values: IntArray) -> int:
    """Largest magnitude, as a Python integer, so that -2**63 does not wrap."""
    return max(-int(values.min()), int(values.max())) if values.size else 0
