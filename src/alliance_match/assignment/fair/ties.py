"""Breaking ties where no flow can: among the assignments that get as far and have the same total.

The hashes are those of :mod:`~alliance_match.assignment.tiebreak`, and so is the rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.fair.duals import Order
from alliance_match.assignment.fair.levels import code_of
from alliance_match.assignment.fair.search import reach
from alliance_match.assignment.fair.step import Step
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.side_rows import Limit
from alliance_match.assignment.tiebreak import tie_break_options
from alliance_match.assignment.watch import Watch

__all__ = ["first_of_equals"]

NODES = 300
"""How many parts are looked at before the best so far is taken: of its kind, it is not far."""


def first_of_equals(
    problem: AssignmentProblem,
    step: Step,
    chosen: BoolArray,
    pool: BoolArray,
    near: IntArray | None,
    lottery: int | None,
    watch: Watch,
) -> BoolArray:
    """Choose among all assignments of a step with the greatest total.

    Parameters
    ----------
    problem : AssignmentProblem
        Where the labels come from.
    step : Step
        The step that adds up the total.
    chosen : ndarray of bool, shape (k,)
        One of the best assignments.
    pool : ndarray of bool, shape (k,)
        The pairs to begin with; more are added here.
    near : ndarray of int64, shape (a, 2), or None
        Pairs to stay with; assignments that keep more of them come first, the hashes second.
    lottery : int or None
        Seed of the hashes.
    watch : Watch
        When its time is over, the choice ends.

    Returns
    -------
    ndarray of bool, shape (k,)
    """
    watch.tell("breaking ties")
    total = step.worth(chosen)
    for pair, empty in _rounds(problem, step, near, lottery):
        step = replace(step, order=Order(pair, empty, total))
        chosen = reach(step, chosen, pool, watch, most_nodes=NODES).chosen
        step = replace(step, limits=(*step.limits, _no_less(step, chosen)))
    return chosen


def _rounds(
    problem: AssignmentProblem, step: Step, near: IntArray | None, lottery: int | None
) -> Iterator[tuple[IntArray, IntArray]]:
    """Say what pairs and empty places count for, in one round after the other."""
    options = step.bundles.options
    if near is not None:
        kept = np.isin(code_of(options), near @ (problem.n_cols, 1))
        alone = (problem.demand == 1) & ~np.isin(np.arange(problem.n_rows), near[:, 0])
        yield kept.astype(np.int64), alone.astype(np.int64)
    hashed = tie_break_options(problem, options, None, lottery)
    yield hashed.weight, hashed.parked


def _no_less(step: Step, chosen: BoolArray) -> Limit:
    """Ask for assignments that are no further down in the order."""
    assert step.order is not None
    options, order = step.bundles.options, step.order
    left = int(sum((options.places * order.empty).tolist()))
    every = np.arange(options.row.size, dtype=np.int64)
    gain = order.pair - order.empty[options.row]
    return Limit(every, -gain, None, left - step.worth(chosen))
