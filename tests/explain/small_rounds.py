"""All proposals of a small round, listed; what explanations say is compared with the list."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import numpy as np

__all__ = [
    "MANY",
    "NOBODY",
    "Listed",
    "key_of",
    "less",
    "loads",
    "product_of",
    "proposals",
    "shapley",
    "summed",
    "weighed",
]

#: More than all points of a round together.
MANY = 10**7
NOBODY = -1


class Listed:
    """Every way to give mentees mentors who are eligible, a row each, and what it is worth.

    Attributes
    ----------
    every : ndarray of int, shape (n_ways, n_mentees)
        The mentor of each mentee, -1 for none; whatever decisions and loads say.
    points, matched : ndarray of int, shape (n_ways,)
        What each is worth.
    key : ndarray of int, shape (n_ways,)
        What the objective compares: matches, which "total" does not look at, and points.
    legal : ndarray of bool, shape (n_ways,)
        Which of them obey decisions and loads.
    """

    def __init__(self, proposal):
        self.proposal, problem = proposal, proposal.problem
        eligible = [sorted(problem.col[problem.row == i].tolist()) for i in range(problem.n_rows)]
        self.every = product_of([[NOBODY, *cols] for cols in eligible])
        self.load = loads(self.every, problem.n_cols)
        self.points = summed(proposal.scored.points, self.every)
        self.matched = (self.every != NOBODY).sum(axis=1)
        self.counts = proposal.policy.objective == "coverage_total"
        self.key = self.points + MANY * self.matched * self.counts
        self.pins = {tuple(p) for p in problem.pins.tolist()}
        self.vetoes = {tuple(p) for p in problem.forbidden.tolist()}
        self.legal = self.obeying()

    def obeying(self, pins=None, vetoes=None, loads=None, more=None, fewer=None):
        """Mark those that obey decisions and loads, with some of these changed.

        Parameters
        ----------
        pins, vetoes : set of (int, int), optional
            Other ones.
        loads : set of int, optional
            The mentors whose minimum loads count, where not all do.
        more, fewer : int, optional
            A mentor with one place more, or one fewer.
        """
        problem, cols = self.proposal.problem, np.arange(self.proposal.problem.n_cols)
        least = problem.min_load * (True if loads is None else np.isin(cols, [*loads]))
        most = problem.capacity + (cols == more) - (cols == fewer)
        good = ((least <= self.load) & (self.load <= most)).all(axis=1)
        for i, j in self.pins if pins is None else pins:
            good &= self.every[:, i] == j
        for i, j in self.vetoes if vetoes is None else vetoes:
            good &= self.every[:, i] != j
        return good

    def best(self, among=None):
        """The best worth of the legal ones, or of some: matches, where they count, and points."""
        among = self.legal if among is None else among
        return self.split(int(self.key[among].max())) if among.any() else None

    @staticmethod
    def split(key):
        """Matches and points of a key."""
        return divmod(key, MANY)

    def having(self, row, col):
        """Mark the legal ones with a pair."""
        return self.legal & (self.every[:, row] == col)

    def now(self):
        """The proposal as a row of the list."""
        chosen = np.full(self.every.shape[1], NOBODY)
        chosen[self.proposal.assignment.pairs[:, 0]] = self.proposal.assignment.pairs[:, 1]
        return chosen

    def place(self, chosen):
        """Where somebody's proposal stands in the list; it must be a legal one."""
        (found,) = np.flatnonzero(self.legal & (self.every == chosen).all(axis=1))
        return int(found)

    def moved(self, moves):
        """Make the moves of an explanation, one by one; each must begin where things stand."""
        rows = {m.id: i for i, m in enumerate(self.proposal.round.mentees)}
        cols = {m.id: j for j, m in enumerate(self.proposal.round.mentors)}
        before, after = self.now(), self.now()
        for move in moves:
            row = rows[move.mentee.id]
            old, new = (
                NOBODY if one is None else cols[one.id] for one in (move.before, move.after)
            )
            assert before[row] == after[row] == old != new
            after[row] = new
        return after


def product_of(options):
    """List all ways to take one of each, the last turning fastest."""
    if not options:
        return np.zeros((1, 0), dtype=np.int64)
    grid = np.meshgrid(*(np.array(one, dtype=np.int64) for one in options), indexing="ij")
    return np.stack([one.ravel() for one in grid], axis=1)


def loads(every, n_cols):
    """How many mentees each mentor has in each way."""
    return (every[:, :, None] == np.arange(n_cols)).sum(axis=1)


def summed(table, every):
    """Sum a table of pairs over each way; who has no mentor counts nothing."""
    padded = np.pad(np.asarray(table, dtype=np.int64), ((0, 0), (0, 1)))
    return padded[np.arange(every.shape[1]), every].sum(axis=1)


def proposals(proposal):
    """Every proposal that obeys rules, decisions and loads: a mentor or None per mentee."""
    listed = Listed(proposal)
    return [
        tuple(None if j == NOBODY else j for j in chosen)
        for chosen in listed.every[listed.legal].tolist()
    ]


def key_of(proposal, chosen):
    """What the objective compares: matches, which "total" does not look at, and points."""
    points = sum(int(proposal.scored.points[i, j]) for i, j in enumerate(chosen) if j is not None)
    counts = proposal.policy.objective == "coverage_total"
    return (sum(j is not None for j in chosen) if counts else 0, points)


def less(one, other):
    return (one[0] - other[0], one[1] - other[1])


def shapley(players, worth):
    """What each takes away when added, averaged over all orders: matches and points."""
    known, orders = {}, list(permutations(players))
    shares = {one: [Fraction(0), Fraction(0)] for one in players}
    for order in orders:
        for k, one in enumerate(order):
            before, after = (frozenset(order[:end]) for end in (k, k + 1))
            for some in (before, after):
                known[some] = known[some] if some in known else worth(some)
            for at, lost in enumerate(less(known[before], known[after])):
                shares[one][at] += Fraction(lost, len(orders))
    return {one: tuple(share) for one, share in shares.items()}


def weighed(listed, shares, weights):
    """What every legal proposal is worth with other weights, unrounded, matches first.

    Parameters
    ----------
    shares : dict of str to ndarray
        Of every pair, by criterion.
    weights : dict of str to int or ndarray
        By criterion; where they are arrays, one worth for each entry.

    Returns
    -------
    every, worth : ndarray
        The proposals that match most, where that counts; all others are never the best.
    """
    legal = listed.legal
    if listed.counts:
        legal = legal & (listed.matched == listed.matched[legal].max())
    every = listed.every[legal]
    sums = {name: summed(table, every) for name, table in shares.items()}
    return every, sum(np.multiply.outer(weights[name], sums[name]) for name in shares)
