"""How people match today without a solver, each way in its fair best form."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from .case import Case, Ints

__all__ = ["best_pair_first", "first_come", "random_feasible", "top_mentor", "worst_pair_first"]


def random_feasible(case: Case) -> Ints:
    """Draw lots: in random order, a random eligible mentor who still has a place.

    Fair form: nobody who could be placed at their turn goes without, and no rule is broken.
    """
    rng = np.random.default_rng([case.seed, 8])
    lots = rng.random(case.points.shape)
    return _in_turn(case, rng.permutation(case.order), lambda i, free: free[lots[i, free].argmax()])


def first_come(case: Case) -> Ints:
    """First come, first served, by a careful secretary with the same score sheet.

    Fair form: not the first mentor that fits but the one with the most points who still has a
    place, ties to whoever has the most places left; in the order of applications.
    """
    left = case.capacity.copy()

    def choose(i: int, free: Ints) -> int:
        best = free[np.lexsort((-left[free], -case.points[i, free]))[0]]
        left[best] -= 1
        return int(best)

    return _in_turn(case, case.order, choose)


def _in_turn(case: Case, order: Iterable[int], choose: Callable[[int, Ints], int]) -> Ints:
    """Let mentees choose one after the other among eligible mentors with a place."""
    mentor_of, left = case.nobody, case.capacity.copy()
    for i in order:
        free = np.flatnonzero(case.eligible[i] & (left > 0))
        if free.size:
            mentor_of[i] = choose(i, free)
            left[mentor_of[i]] -= 1
    return mentor_of


def best_pair_first(case: Case) -> Ints:
    """Take the pair with the most points, strike both out, and so on.

    Fair form: over the whole table, not mentee by mentee; a mentor stays until the places are full.
    """
    return _pair_by_pair(case, -case.points)


def worst_pair_first(case: Case) -> Ints:
    """Do what a matcher should not: the pair with the fewest points first. It must come last."""
    return _pair_by_pair(case, case.points)


def _pair_by_pair(case: Case, by: Ints) -> Ints:
    mentor_of, left = case.nobody, case.capacity.copy()
    rows, cols = np.nonzero(case.eligible)
    for k in np.argsort(by[rows, cols], kind="stable"):
        i, j = rows[k], cols[k]
        if mentor_of[i] < 0 and left[j] > 0:
            mentor_of[i] = j
            left[j] -= 1
    return mentor_of


def top_mentor(case: Case) -> Ints:
    """Give each mentee the top mentor; conflicts are resolved in the order of applications.

    Fair form: who loses a conflict asks the next best mentor who still has a place, round by round,
    until nobody has anybody left to ask (the "Boston" mechanism).
    """
    mentor_of, left = case.nobody, case.capacity.copy()
    waiting = list(case.order)
    while waiting:
        asked = {}
        for i in waiting:
            free = np.flatnonzero(case.eligible[i] & (left > 0))
            if free.size:
                asked[i] = free[case.points[i, free].argmax()]
        for i, j in asked.items():
            if left[j] > 0:
                mentor_of[i] = j
                left[j] -= 1
        waiting = [i for i in asked if mentor_of[i] < 0]
    return mentor_of
