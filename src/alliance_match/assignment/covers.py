"""Limits in numbers that floating point can hold, and what makes up for what is lost by that.

References
----------
.. [1] L. A. Wolsey, "Integer Programming", Wiley, 1998, sections 8.3 (rounding) and 9.3 (covers).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alliance_match.assignment.arrays import BoolArray
from alliance_match.assignment.side_rows import Limit

__all__ = ["BITS", "coarse", "cuts"]

BITS = 20
"""How many bits the coefficients of a limit may have in an engine that computes with 53."""


def cuts(limits: Sequence[Limit], chosen: BoolArray) -> list[Limit]:
    """Cut off a choice that misses limits in integers.

    Parameters
    ----------
    limits : sequence of Limit
        What must be kept.
    chosen : ndarray of bool, shape (k,)
        The choice.

    Returns
    -------
    list of Limit
        Limits that every assignment keeps which keeps the others, and that this one does not: all
        coefficients are 1 or -1. Empty if it misses nothing.
    """
    return [_cover(one, chosen) for one in limits if not one.kept(chosen)]


def coarse(limit: Limit) -> Limit:
    """Write a limit in small numbers: all that keep it keep the coarse one, though not only they.

    Parameters
    ----------
    limit : Limit
        With coefficients of any size; if they are large, one end at most.

    Returns
    -------
    Limit
        With coefficients that leave an engine in floating point room to tell sums apart.
    """
    largest = max(-int(limit.coef.min(initial=0)), int(limit.coef.max(initial=0)))
    bits = max(0, largest.bit_length() - BITS)
    if not bits:
        return limit
    if limit.most is not None:
        return Limit(limit.pair, limit.coef >> bits, None, limit.most >> bits)
    least = None if limit.least is None else -(-limit.least >> bits)
    return Limit(limit.pair, -(-limit.coef >> bits), least, None)


def _cover(limit: Limit, chosen: BoolArray) -> Limit:
    """Say that not all pairs which are to blame for a missed limit may be so again.

    To blame are pairs that push the sum over the limit: chosen ones that count in that direction,
    and ones left out that count in the other. They are taken, the greatest first, until they push
    it over whatever all others do.
    """
    over = limit.most is not None and limit.used(chosen) > limit.most
    coef = [int(c) if over else -int(c) for c in limit.coef.tolist()]
    end = (limit.most or 0) if over else -(limit.least or 0)
    picked = chosen[limit.pair].tolist()
    reach = sum(c for c in coef if c < 0)
    blamed = []
    for place in sorted(range(len(coef)), key=lambda e: -abs(coef[e])):
        if reach <= end and coef[place] and picked[place] == (coef[place] > 0):
            blamed.append(place)
            reach += abs(coef[place])
    sign = np.array([1 if picked[e] else -1 for e in blamed], dtype=np.int64)
    return Limit(limit.pair[blamed], sign, None, int((sign > 0).sum()) - 1)
