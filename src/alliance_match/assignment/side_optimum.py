"""The best assignment that keeps side rows, from the few pairs that can matter.

At the dual values of the linear relaxation, the choice of a pair misses the bound by at least its
loss. So an assignment that misses the bound by no more than some aim makes do with the pairs that
lose no more: the search begins with few of them, and what it finds tells the aim with which nothing
is lost.

References
----------
.. [1] E. Balas and E. Zemel, "An algorithm for large zero-one knapsack problems", Operations
   Research 28(5), 1980 (the core of a problem).
.. [2] G. L. Nemhauser and L. A. Wolsey, "Integer and Combinatorial Optimization", Wiley, 1988,
   section II.5.2 (variables fixed by their reduced costs).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.bound_search import root_bound
from alliance_match.assignment.options import Options
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.proof_tree import Node, Part
from alliance_match.assignment.side_rows import Limit
from alliance_match.assignment.tie_search import break_ties
from alliance_match.assignment.tiebreak import tie_break_options
from alliance_match.assignment.watch import Watch

__all__ = ["Best", "best_of", "with_ties_broken"]

CORE = 3
"""The search begins with so many pairs for each row and column."""


@dataclass(frozen=True, eq=False)
class Best:
    """The best assignment found of a part.

    Attributes
    ----------
    status : {"optimal", "feasible", "infeasible", "unknown"}
        What the engine says, which is no proof.
    part : Part
        The pairs that were left in the end.
    chosen : ndarray of bool, shape (k,), or None
        Which of them are chosen.
    root : Node or None
        Dual values that bound the part as it was given.
    """

    status: Literal["optimal", "feasible", "infeasible", "unknown"]
    part: Part
    chosen: BoolArray | None
    root: Node | None = None

    @property
    def pairs(self) -> IntArray:
        """The chosen and the settled pairs, sorted. Shape (k, 2)."""
        assert self.chosen is not None
        return self.part.options.pairs(self.chosen)

    @property
    def worth(self) -> int:
        """What they are worth altogether."""
        assert self.chosen is not None
        return self.part.options.worth(self.chosen)

    def of(self, part: Part) -> Best:
        """See the same assignment as one of another part, with more pairs or other weights."""
        if self.chosen is None:
            return replace(self, part=part)
        chosen = np.isin(_code(part.options), _code(self.part.options)[self.chosen])
        return Best(self.status, part, chosen)


def best_of(part: Part, watch: Watch, threads: int) -> Best:
    """Look for the best assignment of a part.

    Parameters
    ----------
    part : Part
        All assignments, or some.
    watch : Watch
        When its time is over, the best so far is returned.
    threads : int
        How many HiGHS may use.

    Returns
    -------
    Best
        If optimal, every assignment of this worth is made of the pairs of its part.
    """
    bounded = root_bound(part, watch.left)
    if bounded is None:
        return _search(part, watch, threads)
    aim, best = _first_aim(part, bounded.loss), Best("unknown", part, None)
    while True:
        core = part.without_losses(bounded.loss, aim)
        watch.tell(f"searching {core.options.row.size:,} of {part.options.row.size:,} pairs")
        found = _search(core, watch, threads)
        if found.status == "unknown":
            return best
        if found.chosen is None and core is part:
            return found
        if found.chosen is None:
            aim = 8 * aim + bounded.node.scale
            continue
        best = replace(found, status="feasible")
        short = bounded.node.bound - bounded.node.scale * found.worth
        if found.status == "optimal" and (short <= aim or core is part):
            left = found.of(part.without_losses(bounded.loss, short))
            return replace(left, root=bounded.node)
        if watch.is_over:
            return best
        aim = short


def _first_aim(part: Part, loss: IntArray) -> int:
    """Take the aim that leaves a few pairs for each row and column."""
    wanted = CORE * (int(part.options.places.sum()) + part.options.n_cols)
    if loss.size <= wanted:
        return int(loss.max(initial=0))
    return int(np.partition(loss, wanted)[wanted])


def _search(part: Part, watch: Watch, threads: int) -> Best:
    """Ask HiGHS, which is loaded here and not before."""
    from alliance_match.assignment.milp import search

    found = search(part.options, part.limits, time_limit=watch.left, threads=threads)
    return Best(found.status, part, found.chosen)


def with_ties_broken(
    problem: AssignmentProblem,
    best: Best,
    near: IntArray | None,
    lottery: int | None,
    watch: Watch,
) -> Best:
    """Choose among all assignments that are as good as the best.

    Parameters
    ----------
    problem : AssignmentProblem
        Where the labels come from.
    best : Best
        One of them; every one is made of the pairs of its part.
    near : ndarray of int64, shape (k, 2), or None
        Pairs to stay with: assignments that keep more of them come first, the hashes second.
    lottery : int or None
        Seed of the hashes.
    watch : Watch
        When its time is over, the choice ends.

    Returns
    -------
    Best
    """
    assert best.chosen is not None
    part, chosen = best.part, best.chosen
    hashed = tie_break_options(problem, part.options, None, lottery)
    if near is not None:
        watch.tell("staying near")
        staying = _staying(problem, hashed, near)
        chosen = break_ties(part, chosen, staying, watch)
        part = replace(part, limits=(_no_less(staying, chosen), *part.limits))
    watch.tell("breaking ties")
    return replace(best, chosen=break_ties(part, chosen, hashed, watch))


def _staying(problem: AssignmentProblem, hashed: Options, near: IntArray) -> Options:
    """Count pairs that are kept, and rows with one place that stay without a column."""
    kept = np.isin(_code(hashed), near @ (problem.n_cols, 1))
    without = (problem.demand == 1) & ~np.isin(np.arange(problem.n_rows), near[:, 0])
    return replace(hashed, weight=kept.astype(np.int64), parked=without.astype(np.int64))


def _no_less(weighed: Options, chosen: BoolArray) -> Limit:
    """Ask for assignments that weigh no less than this one."""
    gain = weighed.weight - weighed.parked[weighed.row]
    every = np.arange(gain.size, dtype=np.int64)
    return Limit(every, gain, int(sum(gain[chosen].tolist())), None)


def _code(options: Options) -> IntArray:
    """Give each open pair a number, ascending."""
    return options.row.astype(np.int64) * options.n_cols + options.col
