"""What a bound of a step is made of, and how assignments are halved or put in an order."""

from __future__ import annotations

from dataclasses import dataclass

from alliance_match.assignment.arrays import IntArray

__all__ = ["Branch", "Duals", "Order"]

Branch = tuple[str, int, int]
"""How assignments are halved: ``("pair", row, column)``, whether this pair is chosen, or
``("reach", row, threshold)``, whether the row is worth so much."""


@dataclass(frozen=True)
class Duals:
    """Numbers that bound a step.

    Attributes
    ----------
    scale : int
        What is maximised counts so many times. With 0 it does not count: a bound below 0 then
        proves that there is no assignment (Farkas).
    prices : tuple of int
        One for each column, of either sign.
    counts, side : tuple of int
        One for each count that is kept and for each side row; none below 0.
    total : int
        For the total, where an order asks for it; not below 0.
    """

    scale: int
    prices: tuple[int, ...]
    counts: tuple[int, ...]
    side: tuple[int, ...]
    total: int = 0


@dataclass(frozen=True, eq=False)
class Order:
    """An order among assignments with the same total, to break ties by.

    Attributes
    ----------
    pair, empty : ndarray of int64, shape (k,) and (n_rows,)
        What each pair and each empty place count for in it.
    total : int
        What the total must be at least.
    """

    pair: IntArray
    empty: IntArray
    total: int
