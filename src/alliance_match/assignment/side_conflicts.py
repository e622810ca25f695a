"""Whether pins, minimum loads and side rows can be kept together, and which of them it hangs on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from alliance_match.assignment.bound_search import find_tree
from alliance_match.assignment.objective import weigh
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.proof_tree import Node, Part
from alliance_match.assignment.side_rows import side_of

__all__ = ["blamed", "only"]

NODES = 1000
"""How many nodes a proof of a conflict may have before HiGHS is believed without one."""


def only(
    problem: AssignmentProblem,
    pins: Collection[tuple[int, int]],
    loads: Collection[int],
    side: Collection[int],
) -> AssignmentProblem:
    """Drop pins, minimum loads and side rows.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    pins : collection of (row, column)
        The pins that stay.
    loads, side : collection of int
        The columns whose minimum loads stay, and the places of the side rows that stay.

    Returns
    -------
    AssignmentProblem
    """
    kept = np.isin(np.arange(problem.n_cols), list(loads))
    return replace(
        problem,
        pins=np.array(sorted(pins), dtype=np.int64).reshape(-1, 2),
        min_load=problem.min_load * kept,
        side=tuple(problem.side[k] for k in sorted(side)),
    )


def blamed(problem: AssignmentProblem) -> tuple[set[int], set[int]] | None:
    """Find minimum loads and side rows that cannot be kept together with the pins.

    Parameters
    ----------
    problem : AssignmentProblem
        Its pins can be kept, and so can its minimum loads together with them.

    Returns
    -------
    (set of int, set of int) or None
        Columns and places of side rows; None if everything can be kept.

    Notes
    -----
    That it cannot is proved, by the linear relaxation or by branching. Only where the branching
    takes too long is HiGHS believed, which is asked with and without presolve.
    """
    options = weigh(problem, "total")
    part = Part.whole(options, side_of(problem, options))
    sought = find_tree(part, None, node_limit=1)
    if sought.nodes is None:
        if sought.better is not None or _can_be_kept(part):
            return None
        sought = find_tree(part, None, node_limit=NODES)
    if sought.better is not None:
        return None
    if sought.nodes is None:
        return set(np.flatnonzero(problem.min_load).tolist()), set(range(len(problem.side)))
    return _used(sought.nodes)


def _can_be_kept(part: Part) -> bool:
    """Ask HiGHS, which is loaded here and not before; what it finds is checked there."""
    from alliance_match.assignment.milp import search

    return search(part.options, part.limits).chosen is not None


def _used(nodes: tuple[Node, ...]) -> tuple[set[int], set[int]]:
    """Columns and side rows that a proof leans on: the others could be left out."""
    prices = np.array([node.prices for node in nodes])
    multipliers = np.array([node.multipliers for node in nodes])[:, :-1]
    loads = np.flatnonzero((prices < 0).any(axis=0)).tolist()
    return set(loads), set(np.flatnonzero((multipliers != 0).any(axis=0)).tolist())
