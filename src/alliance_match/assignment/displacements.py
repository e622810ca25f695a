"""Who makes room for a pair: the cheapest chains of moves, from one table for all pairs.

A pair is had by a cycle of the residual graph, :mod:`~alliance_match.assignment.condensed`: the row
takes the column, others move on, and the last of them ends where the row was. With the cheapest
ways from a column in 0, 1, 2, ... moves, found once for each column that is asked for, every chain
to it is read off.

References
----------
.. [1] E. L. Lawler, "Combinatorial Optimization: Networks and Matroids", 1976, section 3.4 (Bellman
   and Ford's algorithm, one layer for each arc).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.condensed import Condensed, condense
from alliance_match.assignment.losses import split
from alliance_match.assignment.prices import FAR
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.residual import Regret, regret
from alliance_match.assignment.result import Assignment
from alliance_match.errors import ProblemError

__all__ = ["Displacements"]


@dataclass(frozen=True, eq=False)
class Ways:
    """Reduced cost of the cheapest way from one column to each node with so many rows moving.

    Attributes
    ----------
    arriving, resting : ndarray of int64, shape (n_cols + 1,)
        With a row's move last, and with what needs no move besides: spare places, fewer rows than a
        column has.
    """

    arriving: IntArray
    resting: IntArray


@dataclass(frozen=True, eq=False)
class Displacements:
    """The chains of moves by which an optimum makes room for pairs.

    Made by :meth:`of`. The table of the steps between columns is held in memory, so the square of
    their number counts; each column that is asked for adds one row for every mover.

    Attributes
    ----------
    problem : AssignmentProblem
        The problem; every row has one place at most.
    assignment : Assignment
        A proved optimum of it, under ``total`` or ``coverage_total``.
    """

    problem: AssignmentProblem
    assignment: Assignment
    _condensed: Condensed
    _from: dict[int, list[Ways]] = field(default_factory=dict)
    _movers: dict[tuple[int, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, problem: AssignmentProblem, assignment: Assignment) -> Displacements:
        """Look at an optimum.

        Raises
        ------
        ProblemError
            If a row has several places, or as for :func:`~alliance_match.assignment.regrets`.
        """
        if (problem.demand > 1).any():
            raise ProblemError("Movers are counted where every row has one place; one has more.")
        return cls(problem, assignment, condense(problem, assignment))

    def losses(
        self, row: int, col: int, movers: int | None = None
    ) -> tuple[tuple[int, int] | None, ...]:
        """Find the least losses for which a pair can be had when 1, 2, ... rows may move.

        Parameters
        ----------
        row, col : int
            The pair.
        movers : int, optional
            How many rows may change at most, the row itself counted; if left out, as many as the
            least loss of all needs.

        Returns
        -------
        tuple of (int, int) or None
            How many fewer places are filled, and how many points are lost; None where so few moves
            make no room.

        Raises
        ------
        ProblemError
            If an index is out of range.
        """
        self._check(row, col)
        if (row, col) in self._chosen:
            return ((0, 0),) * (1 if movers is None else movers)
        pair, node = self._pair(row, col), self._node(row)
        if pair is None or node < 0:
            return (None,) * (1 if movers is None else movers)
        count = self._fewest(node, col) + 1 if movers is None else movers
        own, unit = int(self._condensed.slack[pair]), self._condensed.unit
        back = [int(ways.resting[node]) for ways in self._ways(col)[:count]]
        back += [back[-1]] * (count - len(back))
        return tuple(None if way >= FAR else split(own + way, unit) for way in back)

    def moves(self, row: int, col: int) -> tuple[tuple[int, int], ...]:
        """List the moves that make room for a pair at the least loss, as few as can be.

        Parameters
        ----------
        row, col : int
            The pair.

        Returns
        -------
        tuple of (int, int)
            Rows and where each goes, ``n_cols`` for nowhere: the row itself first, then each after
            the one that makes its way free. Empty if the optimum has the pair, or none can.

        Raises
        ------
        ProblemError
            If an index is out of range.
        """
        if (row, col) in self._chosen or self.losses(row, col)[-1] is None:
            return ()
        return ((row, col), *reversed(self._chain(row, col)))

    def best_with(self, row: int, col: int) -> Regret:
        """Find the best assignment with a pair in which as few rows as can be move.

        Parameters
        ----------
        row, col : int
            The pair.

        Returns
        -------
        Regret
            Of equally good ones with as few movers, the one by labels. Where no assignment has the
            pair, :func:`~alliance_match.assignment.regret` says why.

        Raises
        ------
        ProblemError
            If an index is out of range.
        """
        loss = self.losses(row, col)[-1]
        if loss is None:
            return regret(self.problem, self.assignment, row, col)
        after, moves = dict(self.assignment.pairs.tolist()), self.moves(row, col)
        for mover, place in moves:
            after[mover] = place
        pairs = sorted((i, j) for i, j in after.items() if j < self.problem.n_cols)
        return Regret(
            row=row,
            col=col,
            possible=True,
            coverage=loss[0] if self._condensed.unit else self.assignment.coverage - len(pairs),
            value=loss[1],
            pairs=np.array(pairs, dtype=np.int64).reshape(-1, 2),
            moved=tuple(sorted(mover for mover, _ in moves)),
            conflict=(),
        )

    # --- what there is ---------------------------------------------------------------------------

    @cached_property
    def _chosen(self) -> frozenset[tuple[int, int]]:
        return frozenset((i, j) for i, j in self.assignment.pairs.tolist())

    @cached_property
    def _rank(self) -> IntArray:
        """Where each column stands by its label; T is last."""
        order = sorted(range(self.problem.n_cols), key=self.problem.col_key.__getitem__)
        rank = np.empty(self.problem.n_cols + 1, dtype=np.int64)
        rank[order], rank[-1] = np.arange(len(order)), len(order)
        return rank

    def _check(self, row: int, col: int) -> None:
        if not (0 <= row < self.problem.n_rows and 0 <= col < self.problem.n_cols):
            raise ProblemError(f"There is no pair ({row}, {col}); indices count from 0.")

    def _pair(self, row: int, col: int) -> int | None:
        """Find a pair among the options."""
        options = self._condensed.options
        first, last = options.ends[row : row + 2].tolist()
        at = first + int(np.searchsorted(options.col[first:last], col))
        return at if at < last and options.col[at] == col else None

    def _node(self, row: int) -> int:
        """Find what a row holds: a column, T, or nothing (-1)."""
        return max((int(held.node[row]) for held in self._condensed.held), default=-1)

    # --- ways ------------------------------------------------------------------------------------

    @cached_property
    def _step(self) -> IntArray:
        """Reduced cost of the cheapest move of one row from each node to each other."""
        condensed, n = self._condensed, self._condensed.sink + 1
        step = np.full((n, n), FAR, dtype=np.int64)
        by_pair = list(condensed.cheap_arcs(np.full(n, FAR)))
        for held in condensed.held:
            parks = np.flatnonzero((held.node >= 0) & (held.node < n - 1) & (condensed.park < FAR))
            sink = np.full(parks.size, n - 1)
            cost = condensed.park[parks] + held.surplus[parks]
            by_pair.append((held.node[parks], sink, cost))
        for tail, head, cost in by_pair:
            np.minimum.at(step, (tail, head), cost)
        return step

    def _ways(self, start: int) -> list[Ways]:
        """Find the cheapest ways from a column with 0, 1, ... rows moving, until none is better."""
        if start not in self._from:
            arriving = np.full(self._condensed.sink + 1, FAR, dtype=np.int64)
            arriving[start] = 0
            found = [Ways(arriving, self._at_rest(arriving))]
            while True:
                before = found[-1].resting
                reached = np.flatnonzero(before < FAR)
                onward = (before[reached, None] + self._step[reached]).min(axis=0)
                arriving = np.minimum(before, np.minimum(onward, FAR))
                ways = Ways(arriving, self._at_rest(arriving))
                if np.array_equal(ways.resting, before):
                    break
                found.append(ways)
            self._from[start] = found
        return self._from[start]

    def _at_rest(self, arriving: IntArray) -> IntArray:
        """Use spare places, and fewer rows than a column has: no row moves for these arcs alone."""
        condensed, found = self._condensed, arriving.copy()
        at_sink = int(np.minimum(arriving[:-1] + condensed.to_sink, FAR).min(initial=FAR))
        found[-1] = min(int(found[-1]), at_sink)
        found[:-1] = np.minimum(found[:-1], np.minimum(found[-1] + condensed.from_sink, FAR))
        return found

    def _fewest(self, node: int, start: int) -> int:
        """Say with how many rows moving the cheapest way of all is found first."""
        cost = [int(ways.resting[node]) for ways in self._ways(start)]
        return cost.index(cost[-1])

    # --- reading a chain off ---------------------------------------------------------------------

    def _chain(self, row: int, start: int) -> list[tuple[int, int]]:
        """List the other rows that move, each with where it goes, from the last to the first."""
        ways, node = self._ways(start), self._node(row)
        moves: list[tuple[int, int]] = []
        count = self._fewest(node, start)
        while True:
            node = self._arrived(ways[count], node)
            while count and ways[count - 1].resting[node] == ways[count].arriving[node]:
                count -= 1
                node = self._arrived(ways[count], node)
            if not count:
                return moves
            before = ways[count - 1].resting
            tail = self._first(before + self._step[:, node] == ways[count].arriving[node])
            moves.append((self._mover(tail, node), node))
            node, count = tail, count - 1

    def _arrived(self, ways: Ways, node: int) -> int:
        """Go back over what needs no move, to the node where the last move ended."""
        if ways.arriving[node] == ways.resting[node]:
            return node
        sink = self._condensed.sink
        if node != sink:
            return self._arrived(ways, sink)
        to_sink = np.append(self._condensed.to_sink, FAR)
        return self._first(ways.arriving + to_sink == ways.resting[sink])

    def _first(self, nodes: IntArray) -> int:
        """Choose the node whose label comes first."""
        at = np.flatnonzero(nodes)
        return int(at[self._rank[at].argmin()])

    def _mover(self, tail: int, head: int) -> int:
        """Choose the row that moves at least cost, by label where several do."""
        if (tail, head) not in self._movers:
            cost, able = int(self._step[tail, head]), list[int]()
            for held in self._condensed.held:
                rows = np.flatnonzero(held.node == tail).tolist()
                able += [i for i in rows if self._slack(i, head) + held.surplus[i] == cost]
            self._movers[tail, head] = min(able, key=self.problem.row_key.__getitem__)
        return self._movers[tail, head]

    def _slack(self, row: int, head: int) -> int:
        """Look up what a row loses by going to a node."""
        if head == self._condensed.sink:
            return int(self._condensed.park[row])
        pair = self._pair(row, head)
        return FAR if pair is None else int(self._condensed.slack[pair])
