"""What an answer could make of pairs: their least and most points, and whether they break rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Reach", "united"]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Reach:
    """What an answer could make of the pairs that it bears on.

    Attributes
    ----------
    row, col : ndarray of int, shape (k,)
        The pairs, each once.
    low, high : ndarray of int, shape (k,)
        The least and the most points each could have.
    may_fall, may_rise : ndarray of bool, shape (k,)
        Whether a pair that is eligible could turn out not to be, and the other way round.
    """

    row: Ints
    col: Ints
    low: Ints
    high: Ints
    may_fall: Bools
    may_rise: Bools


def united(pieces: Sequence[Reach], n_cols: int) -> Reach:
    """Put ranges together; a pair that is in several takes the widest."""
    if len(pieces) == 1:
        return pieces[0]
    row, col, low, high, falls, rises = (
        np.concatenate([getattr(p, name) for p in pieces] or [np.empty(0, dtype=np.int64)])
        for name in ("row", "col", "low", "high", "may_fall", "may_rise")
    )
    code, at = np.unique(row * n_cols + col, return_inverse=True)
    size = code.size
    least, most = np.full(size, np.iinfo(np.int64).max), np.full(size, -1, dtype=np.int64)
    np.minimum.at(least, at, low)
    np.maximum.at(most, at, high)
    fall, rise = np.zeros((2, size), dtype=np.bool_)
    np.logical_or.at(fall, at, falls.astype(np.bool_))
    np.logical_or.at(rise, at, rises.astype(np.bool_))
    return Reach(code // max(1, n_cols), code % max(1, n_cols), least, most, fall, rise)
