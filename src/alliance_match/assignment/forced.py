"""Choices that are no choices: pairs that every row needs, and pairs of columns that are full."""

from __future__ import annotations

import numpy as np

from alliance_match.assignment.options import Options

__all__ = ["without_forced"]

ROUNDS = 4
"""Each settles what the one before has left to no choice; more hardly find any."""


def without_forced(options: Options) -> Options:
    """Choose for good what is left to no choice, and drop what has become impossible.

    Parameters
    ----------
    options : Options
        Any choices.

    Returns
    -------
    Options
        Without most of the rows that need all their pairs, and of the pairs of full columns.
    """
    for _ in range(ROUNDS):
        few = np.diff(options.ends) <= options.places
        sure = (few & ~options.may_park)[options.row]
        full = (options.upper <= 0)[options.col] & ~sure
        if not (sure.any() or full.any()):
            break
        options = options.only(~full).settle(sure[~full])
    return options
