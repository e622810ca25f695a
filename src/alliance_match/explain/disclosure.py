"""Which groups may be told, so that nothing can be worked out about a group that is too small."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["told_safely"]

Rows = NDArray[np.int64]


def told_safely(groups: Sequence[tuple[str, Rows]], people: int, smallest: int) -> list[bool]:
    """Say which groups may be told.

    Parameters
    ----------
    groups : sequence of (str, ndarray of int64)
        What the people are told apart by, and the members of each group.
    people : int
        How many there are in all; their totals are known.
    smallest : int
        Groups of fewer are too small.

    Returns
    -------
    list of bool
        A group is left out if it, or all others together, are too small; if what its kind leaves
        untold would be too small, so that it follows from the whole; or if it lies within another
        group that has but few people more, or beside another with which it leaves but few. The
        smaller of two such groups is left out.

    Notes
    -----
    Primary and complementary suppression, as in A. Hundepool and others, *Statistical Disclosure
    Control*, Wiley, 2012, chapter 4. Sums and differences of two groups are looked at, and of all
    groups of a kind; longer sums of overlapping groups are not.
    """
    size = [rows.size for _, rows in groups]
    told = [smallest <= n <= people - smallest for n in size]
    order = sorted(range(len(groups)), key=lambda k: size[k])
    while left_out := _derivable(groups, told, order, people, smallest):
        for k in left_out:
            told[k] = False
    return told


def _derivable(
    groups: Sequence[tuple[str, Rows]],
    told: list[bool],
    order: Sequence[int],
    people: int,
    smallest: int,
) -> list[int]:
    """Name groups, the smallest of their kind, from which one that is too small follows."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for k in order:
        if told[k]:
            kinds[groups[k][0]].append(k)
    found = []
    for own in kinds.values():
        covered = np.unique(np.concatenate([groups[k][1] for k in own])).size
        if 0 < people - covered < smallest:
            found.append(own[0])
    shown = [k for k in order if told[k]]
    for at, k in enumerate(shown):
        one = groups[k][1]
        for other in (groups[j][1] for j in shown[at + 1 :]):
            common = np.isin(one, other)
            left = other.size - one.size if common.all() else people - one.size - other.size
            if 0 < left < smallest and (common.all() or not common.any()):
                found.append(k)
    return found
