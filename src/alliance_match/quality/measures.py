"""How good a matching is, by measures that anybody can recompute: arrays in, numbers out.

A matching is an array ``mentor_of`` of shape (n_mentees,): the column of each mentee's mentor, -1
for nobody. What a mentee without a mentor has is worth 0 throughout.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "blocking_pairs",
    "coverage",
    "envious",
    "gini",
    "goal_areas_met",
    "group_gap",
    "idle",
    "kept",
    "leximin_places",
    "load_imbalance",
    "lowest",
    "ranks",
    "worth",
]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def coverage(mentor_of: Ints) -> float:
    """Give the share of mentees who have a mentor; 1 where there are no mentees.

    Examples
    --------
    >>> coverage(np.array([2, -1, 0, 0]))
    0.75
    """
    return float((mentor_of >= 0).mean()) if mentor_of.size else 1.0


def worth(mentor_of: Ints, table: NDArray[np.int64] | Floats) -> Floats:
    """Give what each mentee's pair is worth by a table, 0 without a mentor.

    Parameters
    ----------
    mentor_of : ndarray of int, shape (n_mentees,)
    table : ndarray, shape (n_mentees, n_mentors)
        Points, or the hidden quality.

    Returns
    -------
    ndarray of float, shape (n_mentees,)
    """
    has = mentor_of >= 0
    got = np.zeros(mentor_of.size)
    got[has] = table[np.flatnonzero(has), mentor_of[has]]
    return got


def lowest(mentor_of: Ints, got: Floats) -> float:
    """Give the least that anybody with a mentor has; 0 where nobody has one."""
    has = mentor_of >= 0
    return float(got[has].min()) if has.any() else 0.0


def gini(got: Floats) -> float:
    """Give the Gini coefficient: 0 where all have the same, near 1 where one has all.

    References
    ----------
    C. Gini, *Variabilità e mutabilità*, 1912; as half the relative mean absolute difference.

    Examples
    --------
    >>> gini(np.array([1.0, 1.0])), gini(np.array([0.0, 1.0]))
    (0.0, 0.5)
    """
    total = got.sum()
    if total == 0:
        return 0.0
    n = got.size
    return float(((2 * np.arange(1, n + 1) - n - 1) * np.sort(got)).sum() / (n * total))


def leximin_places(many: Sequence[Floats]) -> Ints:
    """Rank matchings of one round by leximin: 1 for the best, equal ones alike.

    The worst-off mentee is compared first, then the second worst-off, and so on.

    Parameters
    ----------
    many : sequence of ndarray, each of shape (n_mentees,)
        What each matching gives to each mentee.

    References
    ----------
    A. Sen, *Collective Choice and Social Welfare*, 1970.

    Examples
    --------
    >>> leximin_places([np.array([5.0, 1.0]), np.array([2.0, 2.0]), np.array([1.0, 5.0])]).tolist()
    [2, 1, 2]
    """
    lines = [tuple(np.sort(got).tolist()) for got in many]
    return np.array([1 + sum(other > line for other in lines) for line in lines], dtype=np.int64)


def ranks(mentor_of: Ints, points: Ints, eligible: Bools) -> Ints:
    """Give the place of each mentee's mentor among the mentors they may have, by points.

    Returns
    -------
    ndarray of int, shape (n_mentees,)
        1 where no mentor would have brought more; 0 without a mentor.
    """
    own = worth(mentor_of, points)[:, None]
    return np.where(mentor_of >= 0, 1 + (eligible & (points > own)).sum(axis=1), 0)


def goal_areas_met(mentor_of: Ints, owner: Ints, area: Ints, served: Bools) -> float:
    """Give the share of all areas of goals in which the mentee's mentor serves some goal.

    Parameters
    ----------
    owner : ndarray of int, shape (n_goals,)
        Row of the mentee of each goal.
    area : ndarray of int, shape (n_goals,)
        A code for the area of each goal.
    served : ndarray of bool, shape (n_goals, n_mentors)
        Whether each mentor serves each goal well enough.

    Returns
    -------
    float
        1 where there are no goals.
    """
    if not owner.size:
        return 1.0
    mentor = mentor_of[owner]
    is_met = (mentor >= 0) & served[np.arange(owner.size), mentor]
    asked, place = np.unique(np.stack([owner, area]), axis=1, return_inverse=True)
    met = np.zeros(asked.shape[1], dtype=np.bool_)
    np.logical_or.at(met, place.ravel(), is_met)
    return float(met.mean())


def envious(mentor_of: Ints, points: Ints, eligible: Bools) -> float:
    """Give the share of mentees who would have more points with somebody else's mentor.

    References
    ----------
    D. Foley, Resource allocation and the public sector, 1967 (envy-freeness).
    """
    if not mentor_of.size:
        return 0.0
    held = np.zeros(points.shape[1], dtype=np.bool_)
    held[mentor_of[mentor_of >= 0]] = True
    better = eligible & held & (points > _own(mentor_of, points)[:, None])
    return float(better.any(axis=1).mean())


def _own(mentor_of: Ints, points: Ints) -> Floats:
    """Points of each mentee's pair; less than any pair's without a mentor."""
    return np.where(mentor_of >= 0, worth(mentor_of, points), -1.0)


def blocking_pairs(mentor_of: Ints, points: Ints, eligible: Bools, capacity: Ints) -> int:
    """Count pairs who would both rather have each other than what they have.

    A mentor with a free place takes anybody; another gives up whoever brings the fewest points.

    References
    ----------
    D. Gale and L. Shapley, College admissions and the stability of marriage, American Mathematical
    Monthly 69(1), 1962.
    """
    has = mentor_of >= 0
    load = np.bincount(mentor_of[has], minlength=points.shape[1])
    least = np.full(points.shape[1], np.inf)
    np.minimum.at(least, mentor_of[has], worth(mentor_of, points)[has])
    least[load < capacity] = -np.inf
    wants = points > _own(mentor_of, points)[:, None]
    return int((eligible & wants & (points > least)).sum())


def load_imbalance(mentor_of: Ints, capacity: Ints) -> float:
    """Give the Gini coefficient of how full mentors are, over those who have a place."""
    load = np.bincount(mentor_of[mentor_of >= 0], minlength=capacity.size)
    return gini(load[capacity > 0] / capacity[capacity > 0])


def idle(mentor_of: Ints, capacity: Ints) -> int:
    """Count the mentors with a place who get nobody."""
    load = np.bincount(mentor_of[mentor_of >= 0], minlength=capacity.size)
    return int(((capacity > 0) & (load == 0)).sum())


def group_gap(got: Floats, group: Ints, smallest: int = 2) -> float:
    """Give the largest distance between a group's mean and the mean of all others.

    Parameters
    ----------
    got : ndarray of float, shape (n_mentees,)
    group : ndarray of int, shape (n_mentees,)
        A code for each mentee's group, such as the region; -1 where it is unknown.
    smallest : int
        Groups, and rests, of fewer people do not count.

    Returns
    -------
    float
        0 where there is nothing to compare.

    References
    ----------
    Demographic parity, as a difference of means; S. Barocas, M. Hardt and A. Narayanan, *Fairness
    and Machine Learning*, 2023, chapter 3.
    """
    gaps = [0.0]
    for code in np.unique(group[group >= 0]):
        inside = group == code
        if smallest <= inside.sum() <= got.size - smallest:
            gaps.append(abs(float(got[inside].mean() - got[~inside].mean())))
    return max(gaps)


def kept(mentor_of: Ints, other: Ints) -> float:
    """Give the share of the pairs of one matching that another holds too; 1 where it has none."""
    has = mentor_of >= 0
    return float((mentor_of[has] == other[has]).mean()) if has.any() else 1.0
