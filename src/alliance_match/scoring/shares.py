"""Shares of full marks with their intervals, and the one place where they become points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["FULL", "Ints", "Shares", "flags", "largest_remainder"]

#: Wide enough for a share times a weight, summed: ten million.
Ints = NDArray[np.int32]


def flags(answers: Iterable[bool]) -> NDArray[np.bool_]:
    """Make an array of booleans, also of none at all."""
    return np.fromiter(answers, dtype=bool)


#: A full share. Shares are integers from 0 to FULL.
FULL = 10_000


@dataclass(frozen=True)
class Shares:
    """What each pair earns of a criterion's full marks.

    Attributes
    ----------
    value : ndarray of int
        The share that counts, 0 to FULL.
    low, high : ndarray of int
        What it could be if every unknown were answered; equal to ``value`` where all is known.
    """

    value: Ints
    low: Ints
    high: Ints

    @classmethod
    def known(cls, value: Ints) -> Shares:
        """Make shares without unknowns."""
        return cls(value, value, value)

    @classmethod
    def where_known(cls, known: NDArray[np.bool_], value: Ints, neutral: int) -> Shares:
        """Make shares that are neutral, and could be anything, where the answer is unknown."""
        return cls(
            np.where(known, value, neutral), np.where(known, value, 0), np.where(known, value, FULL)
        )

    @classmethod
    def mean(cls, *parts: tuple[int, Shares]) -> Shares:
        """Average shares with integer weights, rounding half up."""
        total = sum(weight for weight, _ in parts)

        def one(bound: str) -> Ints:
            summed = sum((2 * w * getattr(s, bound) for w, s in parts), start=np.int32(total))
            return np.asarray(summed // (2 * total), dtype=np.int32)

        return cls(one("value"), one("low"), one("high"))


def largest_remainder(raw: Ints, unit: int) -> Ints:
    """Round parts to whole units such that they sum to the rounded total.

    Parameters
    ----------
    raw : ndarray of int, shape (k, ...)
        Non-negative parts, in ``1 / unit`` of a whole.
    unit : int
        How many make a whole.

    Returns
    -------
    ndarray of int, shape (k, ...)
        Whole parts; their sum over the first axis is the total rounded half up. Units left over
        after rounding down go to the largest remainders, ties to the earlier part.

    References
    ----------
    Hamilton's method of apportionment; Balinski and Young, *Fair Representation*, 1982.
    """
    whole, rest = np.divmod(raw, unit)
    left = ((rest.sum(axis=0) + unit // 2) // unit).astype(np.int8)
    rest = rest.astype(np.min_scalar_type(unit))
    for k in range(len(raw)):
        ahead = np.zeros(raw.shape[1:], dtype=np.int8)
        for other in range(len(raw)):
            if other != k:
                ahead += rest[other] >= rest[k] if other < k else rest[other] > rest[k]
        whole[k] += ahead < left
    return whole
