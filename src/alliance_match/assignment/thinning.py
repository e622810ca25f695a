"""Few arcs that leave all distances as they are.

An arc is of no use if some walk from its tail to its head costs no more. Walks by way of one node,
the hub, are known for all arcs at once from the shortest paths to and from it. The sink T is such a
hub; where it is far from everything, a column is better to which T's shortest paths lead first. All
arcs are kept that cost less than the way through each hub, and the paths to and from the hubs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.condensed import Condensed
from alliance_match.assignment.digraph import Digraph, Tree
from alliance_match.assignment.prices import FAR

__all__ = ["thinned"]

SMALL = 256
"""A graph with so few nodes is left as it is."""

SEEDS = 8
"""How many cheap arcs for each node the hubs are looked for in, where there are many more."""

ENOUGH = 3
"""With so few arcs for each node the search for hubs ends."""

HUBS = 12
"""How many nodes are tried as hubs."""

SAMPLE = 2**14
"""How many arcs are looked at to learn what a cheap one costs."""


@dataclass(frozen=True, eq=False)
class Hub:
    """A node with the shortest paths from it and to it.

    Attributes
    ----------
    out, back : Tree
        The paths; those to it are found in the graph with every arc turned round.
    arcs : ndarray of int64
        The arcs of both.
    """

    out: Tree
    back: Tree
    arcs: IntArray

    @classmethod
    def of(cls, graph: Digraph, node: int) -> Hub:
        """Find the paths from a node and to it."""
        turned, order = graph.backwards
        out, back = graph.tree(node), turned.tree(node)
        arcs = np.concatenate((out.arc[out.arc >= 0], order[back.arc[back.arc >= 0]]))
        return cls(out, back, arcs)

    def spares(self, tail: IntArray, head: IntArray, cost: IntArray) -> BoolArray:
        """Say which arcs cost less than the way through the hub."""
        return np.asarray(cost < self.back.distance[tail] + self.out.distance[head])


def thinned(condensed: Condensed) -> tuple[Digraph, int]:
    """Find a sparse graph with the same distances as the condensed residual graph.

    Parameters
    ----------
    condensed : Condensed
        A proved optimum.

    Returns
    -------
    graph : Digraph
        Its nodes are the columns and T; the costs are the reduced ones.
    longest : int
        No distance is longer than this; :data:`~alliance_match.assignment.prices.FAR` if that is
        all that is known.
    """
    graph, is_all = _seeds(condensed)
    if graph.n <= SMALL:
        return graph, FAR
    hubs = _hubs(graph, condensed.sink)
    if is_all:
        return _thin(graph, hubs)
    best = hubs[0]
    arcs = list(condensed.cheap_arcs(best.back.distance, best.out.distance))
    arcs += [condensed.sink_arcs]
    arcs += [(graph.tail[a], graph.head[a], graph.cost[a]) for a in (hub.arcs for hub in hubs)]
    graph = _join(graph.n, arcs)
    return _thin(graph, _hubs(graph, condensed.sink))


def _seeds(condensed: Condensed) -> tuple[Digraph, bool]:
    """Take all arcs, or where there are many, the cheapest, some others and those of T."""
    n, pairs = condensed.sink + 1, condensed.slack.size
    arcs = pairs * len(condensed.held)
    if n <= SMALL or arcs <= 2 * SEEDS * n:
        limit = np.full(n, FAR)
        return _join(n, [condensed.sink_arcs, *condensed.cheap_arcs(limit)]), True
    draw = np.random.default_rng(0)
    sample = np.sort(condensed.slack[draw.integers(0, pairs, SAMPLE)])
    limit = np.full(n, sample[SAMPLE * SEEDS * n // arcs])
    some = np.sort(draw.integers(0, pairs, SEEDS * n // len(condensed.held)))
    others = [condensed.arcs_of(held, some) for held in condensed.held]
    return _join(n, [condensed.sink_arcs, *condensed.cheap_arcs(limit), *others]), False


def _join(n: int, arcs: list[tuple[IntArray, IntArray, IntArray]]) -> Digraph:
    """Make a graph of several lists of arcs."""
    tail, head, cost = (np.concatenate(parts) for parts in zip(*arcs, strict=True))
    return Digraph.of(n, tail, head, cost)


def _hubs(graph: Digraph, sink: int) -> list[Hub]:
    """Find the hubs that make the most arcs needless, the best first."""
    tried: list[tuple[Hub, BoolArray]] = []
    left, poor = np.ones(graph.cost.size, dtype=np.bool_), 0
    for node in _candidates(graph, sink):
        hub = Hub.of(graph, node)
        spared = hub.spares(graph.tail, graph.head, graph.cost)
        tried.append((hub, spared))
        poor = poor + 1 if np.count_nonzero(left & ~spared) < graph.n / 4 else 0
        left &= spared
        if poor == 2 or np.count_nonzero(left) <= ENOUGH * graph.n:
            break
    left = np.ones(graph.cost.size, dtype=np.bool_)
    kept: list[Hub] = []
    while tried:
        gains = [np.count_nonzero(left & ~spared) for _, spared in tried]
        best = int(np.argmax(gains))
        if kept and gains[best] < graph.n:
            break
        hub, spared = tried.pop(best)
        left &= spared
        kept.append(hub)
    return kept


def _candidates(graph: Digraph, sink: int) -> Iterator[int]:
    """Name nodes that may be good hubs: T, those next to it that most of its paths begin with."""
    tree = graph.tree(sink)
    reached = np.flatnonzero(tree.arc >= 0)
    before = np.full(graph.n, sink, dtype=np.int64)
    before[reached] = graph.tail[tree.arc[reached]]
    first = np.where(before == sink, np.arange(graph.n), before)
    while not np.array_equal(first[first], first):
        first = first[first]
    times = np.bincount(first[reached], minlength=graph.n)
    order = np.argsort(-times, kind="stable")[: HUBS // 2].tolist()
    degree = np.bincount(graph.tail, minlength=graph.n) * np.bincount(graph.head, minlength=graph.n)
    busy = np.argsort(-degree, kind="stable")[: HUBS // 2].tolist()
    ahead = [order[0]] if times[order[0]] * 4 > graph.n else []
    yield from dict.fromkeys([*ahead, sink, *order, *busy])


def _thin(graph: Digraph, hubs: list[Hub]) -> tuple[Digraph, int]:
    """Keep what costs less than the way through each hub, and the paths to and from the hubs."""
    keep = np.logical_and.reduce([hub.spares(graph.tail, graph.head, graph.cost) for hub in hubs])
    for hub in hubs:
        keep[hub.arcs] = True
    graph = graph.only(keep)
    has_out = np.bincount(graph.tail, minlength=graph.n) > 0
    has_in = np.bincount(graph.head, minlength=graph.n) > 0
    longest = min(
        int(hub.back.distance[has_out].max(initial=0))
        + int(hub.out.distance[has_in].max(initial=0))
        for hub in hubs
    )
    return graph, min(longest, FAR)
