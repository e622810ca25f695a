"""Shortest distances between all nodes of a sparse graph, in integers.

Nodes with few arcs are taken out first: whatever ran through one of them runs along a new arc from
each of its predecessors to each of its successors. What remains is small and dense, and Floyd and
Warshall's algorithm does for it. Then the nodes are put back in the opposite order, a whole layer
of nodes that no arc joins at a time.

References
----------
.. [1] R. W. Floyd, "Algorithm 97: shortest path", Communications of the ACM 5(6), 1962.
.. [2] B. A. Carre, "An algebra for network routing problems", IMA Journal of Applied Mathematics
   7(3), 1971 (elimination as for linear equations).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.digraph import Digraph
from alliance_match.assignment.prices import FAR, ranges

__all__ = ["Distances", "all_distances"]

Table = npt.NDArray[Any]

SMALL = 96
"""So few nodes are left to Floyd and Warshall."""

FEW, MANY = 4, 256
"""A node is taken out at once if that makes ``FEW`` new arcs, and never if it makes ``MANY``."""

SCATTER = 7919
"""A prime: nodes of equal rank are taken in an order that has nothing to do with their numbers."""

ROWS = 128
"""How many rows of the table are written in one go."""

KINDS: tuple[tuple[type[np.signedinteger[Any]], int], ...] = (
    (np.int16, 2**14 - 1),
    (np.int32, 2**30 - 1),
    (np.int64, FAR),
)
"""Integers for a table, and what stands for infinity in it: twice that can still be written."""


class Layer(NamedTuple):
    """Nodes taken out together, none of them joined by an arc, and the arcs they had.

    Attributes
    ----------
    nodes : ndarray of int64
        Ascending.
    into, out_of : Digraph
        Arcs into them, turned round, and arcs out of them: both have these nodes for tails.
    """

    nodes: IntArray
    into: Digraph
    out_of: Digraph


@dataclass(frozen=True, eq=False)
class Distances:
    """How far each node is from each other.

    Attributes
    ----------
    table : ndarray of int, shape (n, n)
        Distance from one place to another.
    place : ndarray of int64, shape (n,)
        Where each node stands in the table.
    far : int
        What the table holds where no path leads.
    """

    table: Table
    place: IntArray
    far: int

    def between(self, tails: IntArray, heads: IntArray) -> IntArray:
        """Look up distances.

        Parameters
        ----------
        tails, heads : ndarray of int
            Nodes, in shapes that fit together.

        Returns
        -------
        ndarray of int64
            :data:`~alliance_match.assignment.prices.FAR` where no path leads.
        """
        found = self.table[self.place[tails], self.place[heads]].astype(np.int64)
        found[found == self.far] = FAR
        return found

    def to_each(self) -> Table:
        """Give the distances to each node, a row each, in the order of the nodes.

        Returns
        -------
        ndarray of int, shape (n, n)
            FAR, in integers of 64 bits, where no path leads from any node to some other.
        """
        table = np.ascontiguousarray(self.table[np.ix_(self.place, self.place)].T)
        unreached = table == self.far
        if not unreached.any():
            return table
        return np.where(unreached, FAR, table.astype(np.int64))


def all_distances(graph: Digraph, longest: int = FAR) -> Distances:
    """Find the shortest distance from each node to each other.

    Parameters
    ----------
    graph : Digraph
        Made by :meth:`Digraph.of`; no cost is below 0.
    longest : int
        No distance is known to be longer than this: the smaller, the smaller the integers of the
        table.

    Returns
    -------
    Distances
    """
    longest = min(longest, graph.n * int(graph.cost.max(initial=0)))
    kind, far = next((kind, far) for kind, far in KINDS if longest < far)
    layers, core, rest = _take_out(graph)
    place = np.full(graph.n, -1, dtype=np.int64)
    place[core] = np.arange(core.size)
    inner = np.full((core.size, core.size), far, dtype=kind)
    inner[place[rest.tail], place[rest.head]] = np.minimum(rest.cost, far)
    _floyd_warshall(inner)
    table = np.empty((graph.n, graph.n), dtype=kind)
    table[: core.size, : core.size] = inner
    done = core.size
    for layer in reversed(layers):
        place[layer.nodes] = np.arange(done, done + layer.nodes.size)
        _put_back(table, layer, place, done, far)
        done += layer.nodes.size
    return Distances(table, place, far)


# --- taking out ----------------------------------------------------------------------------------


def _take_out(graph: Digraph) -> tuple[list[Layer], IntArray, Digraph]:
    """Take out layer after layer; return them, the nodes that remain, and the arcs among these."""
    left = np.ones(graph.n, dtype=np.bool_)
    layers: list[Layer] = []
    while np.count_nonzero(left) > SMALL:
        arcs_in = np.bincount(graph.head, minlength=graph.n)
        new = arcs_in * np.bincount(graph.tail, minlength=graph.n)
        least = np.sort(new[left])[np.count_nonzero(left) // 8]
        if least > MANY:
            break
        layer, graph = _without(graph, _apart(graph, new, left & (new <= max(least, FEW))))
        layers.append(layer)
        left[layer.nodes] = False
    return layers, np.flatnonzero(left), graph


def _apart(graph: Digraph, new: IntArray, may: BoolArray) -> BoolArray:
    """Choose nodes that no arc joins: each makes fewer new arcs than its neighbours."""
    n = graph.n
    rank = np.empty(n, dtype=np.int64)
    rank[np.lexsort((np.arange(n) * SCATTER % n, new))] = np.arange(n)
    rank = np.where(may, rank, n)
    least = np.full(n, n, dtype=np.int64)
    np.minimum.at(least, graph.tail, rank[graph.head])
    np.minimum.at(least, graph.head, rank[graph.tail])
    return rank < least


def _without(graph: Digraph, out: BoolArray) -> tuple[Layer, Digraph]:
    """Take nodes out of the graph, and join what they joined."""
    into, out_of = out[graph.head], out[graph.tail]
    arcs_in, _ = graph.only(into).backwards
    arcs_out = graph.only(out_of)
    first, last = arcs_out.ends[arcs_in.tail], arcs_out.ends[arcs_in.tail + 1]
    second, times = ranges(first, last), last - first
    kept = graph.only(~(into | out_of))
    joined = Digraph.of(
        graph.n,
        np.concatenate((kept.tail, np.repeat(arcs_in.head, times))),
        np.concatenate((kept.head, arcs_out.head[second])),
        np.concatenate((kept.cost, np.repeat(arcs_in.cost, times) + arcs_out.cost[second])),
    )
    return Layer(np.flatnonzero(out), arcs_in, arcs_out), joined


def _floyd_warshall(table: Table) -> None:
    """Shorten all distances by way of each node in turn, in place."""
    np.fill_diagonal(table, 0)
    by_way = np.empty_like(table)
    for node in range(len(table)):
        np.add(table[:, node, None], table[None, node], out=by_way)
        np.minimum(table, by_way, out=table)


# --- putting back --------------------------------------------------------------------------------


def _put_back(table: Table, layer: Layer, place: IntArray, done: int, far: int) -> None:
    """Write the distances from and to a layer's nodes next to those that are known, in place."""
    now = done + layer.nodes.size
    columns = list(_one_arc_each(layer.into, place, table, far))
    for first in range(0, done, ROWS):
        rows = table[first : min(first + ROWS, done)]
        rows[:, done:now] = far
        for to, by, cost in columns:
            found = rows.take(by, axis=1)
            found += cost
            rows[:, to] = np.minimum(rows[:, to], found)
    table[done:now, :now] = far
    for of, by, cost in _one_arc_each(layer.out_of, place, table, far):
        found = table[by, :now]
        found += cost[:, None]
        table[of, :now] = np.minimum(table[of, :now], found)
    table[np.arange(done, now), np.arange(done, now)] = 0


def _one_arc_each(
    arcs: Digraph, place: IntArray, table: Table, far: int
) -> Iterator[tuple[IntArray, IntArray, Table]]:
    """Give the first arc of each node that has one, then the second, and so on."""
    starts = np.flatnonzero(np.diff(arcs.tail, prepend=-1))
    sizes = np.diff(starts, append=arcs.tail.size)
    cost = np.minimum(arcs.cost, far).astype(table.dtype)
    for number in range(int(sizes.max(initial=0))):
        arc = (starts + number)[sizes > number]
        yield place[arcs.tail[arc]], place[arcs.head[arc]], cost[arc]
