"""Directed graphs with costs that are not negative, and shortest paths from one node, in integers.

References
----------
.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", Prentice Hall, 1993,
   chapter 5 (label correcting).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray, Runs, row_ends
from alliance_match.assignment.prices import FAR, ranges

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["Digraph", "Tree"]

EXACT = 2**53
"""Below this every integer is a double."""


@dataclass(frozen=True, eq=False)
class Tree:
    """Shortest paths from one node to all others.

    Attributes
    ----------
    distance : ndarray of int64, shape (n,)
        How far each node is; :data:`~alliance_match.assignment.prices.FAR` where no path leads.
    arc : ndarray of int64, shape (n,)
        The last arc of a shortest path to each node; -1 for the root and where no path leads.
    """

    distance: IntArray
    arc: IntArray


@dataclass(frozen=True, eq=False)
class Digraph:
    """A directed graph whose arcs are sorted by their tails.

    Attributes
    ----------
    n : int
        How many nodes there are.
    tail, head : ndarray of int64, shape (m,)
        Where each arc begins and ends.
    cost : ndarray of int64, shape (m,)
        What it costs, not less than 0.
    """

    n: int
    tail: IntArray
    head: IntArray
    cost: IntArray

    @classmethod
    def of(cls, n: int, tail: IntArray, head: IntArray, cost: IntArray) -> Digraph:
        """Make a graph of arcs in any order: of parallel arcs the cheapest, and no loops.

        Parameters
        ----------
        n : int
            How many nodes there are.
        tail, head, cost : ndarray of int, shape (m,)
            The arcs.

        Returns
        -------
        Digraph
            Sorted by tail, then head.
        """
        inner = tail != head
        code, cost = tail[inner].astype(np.int64) * n + head[inner], cost[inner]
        if n * n <= 4 * code.size:
            table = np.full(n * n, FAR, dtype=np.int64)
            np.minimum.at(table, code, cost)
            code = np.flatnonzero(table < FAR)
            return cls(n, code // n, code % n, table[code])
        order = np.argsort(code, kind="stable")
        code, cost = code[order], cost[order]
        starts = np.flatnonzero(np.diff(code, prepend=-1))
        if starts.size:
            cost = np.minimum.reduceat(cost, starts)
        code = code[starts]
        return cls(n, code // n, code % n, cost)

    def only(self, keep: BoolArray | IntArray) -> Digraph:
        """Drop arcs.

        Parameters
        ----------
        keep : ndarray of bool, shape (m,), or of int64
            Which arcs stay: a mask, or their numbers, ascending.

        Returns
        -------
        Digraph
        """
        return Digraph(self.n, self.tail[keep], self.head[keep], self.cost[keep])

    @cached_property
    def ends(self) -> IntArray:
        """Where the arcs out of each node begin and end, shape (n + 1,)."""
        return row_ends(self.tail, self.n)

    @cached_property
    def backwards(self) -> tuple[Digraph, IntArray]:
        """The graph with every arc turned round, and which arc each of its arcs was."""
        order = np.lexsort((self.tail, self.head))
        return Digraph(self.n, self.head[order], self.tail[order], self.cost[order]), order

    def tree(self, root: int) -> Tree:
        """Find shortest paths from one node.

        Parameters
        ----------
        root : int
            The node.

        Returns
        -------
        Tree

        Notes
        -----
        By SciPy's Dijkstra, who adds doubles, where these hold all sums exactly, else by labels.
        """
        if self.n * int(self.cost.max(initial=0)) >= EXACT:
            return self._tree_by_labels(root)
        from scipy.sparse.csgraph import dijkstra

        found = dijkstra(self._matrix, indices=[root], return_predecessors=True)
        far, before = found[0][0], found[1][0]
        reached, node = np.isfinite(far), np.flatnonzero(before >= 0)
        distance = np.full(self.n, FAR, dtype=np.int64)
        distance[reached] = far[reached].astype(np.int64)
        arc = np.full(self.n, -1, dtype=np.int64)
        arc[node] = np.searchsorted(self.code, before[node].astype(np.int64) * self.n + node)
        return Tree(distance, arc)

    @cached_property
    def code(self) -> IntArray:
        """One number for each arc, ``tail * n + head``; ascending. Shape (m,)."""
        return self.tail * self.n + self.head

    @cached_property
    def _matrix(self) -> csr_array:
        """The costs as SciPy wants them; a cost of 0 is an arc as well."""
        from scipy.sparse import csr_array

        return csr_array((self.cost.astype(float), self.head, self.ends), shape=(self.n, self.n))

    def _tree_by_labels(self, root: int) -> Tree:
        """Let nodes that have come nearer hand on their labels, until none does.

        An arc takes its place in the tree only when it shortens a path, so no cycle of cost 0 can
        close.
        """
        distance = np.full(self.n, FAR, dtype=np.int64)
        arc = np.full(self.n, -1, dtype=np.int64)
        distance[root] = 0
        nodes = np.array([root], dtype=np.int64)
        while nodes.size:
            out = ranges(self.ends[nodes], self.ends[nodes + 1])
            head, found = self.head[out], distance[self.tail[out]] + self.cost[out]
            nearer = found < distance[head]
            out, head, found = out[nearer], head[nearer], found[nearer]
            np.minimum.at(distance, head, found)
            last = found == distance[head]
            arc[head[last]] = out[last]
            nodes = np.unique(head)
        return Tree(distance, arc)

    def towards(self, start: IntArray) -> IntArray:
        """Find how far each node is from the nearest of several goals.

        Parameters
        ----------
        start : ndarray of int64, shape (n,)
            What remains to be paid at each goal; :data:`~alliance_match.assignment.prices.FAR` at
            the other nodes.

        Returns
        -------
        ndarray of int64, shape (n,)
            The least cost of a path to a goal together with what remains there.
        """
        distance, by_tail = start.copy(), Runs.of(self.tail)
        while True:
            nearer = by_tail.minimum(distance[self.head] + self.cost, distance)
            if np.array_equal(nearer, distance):
                return distance
            distance = np.minimum(nearer, FAR)
