"""The fairest assignment where rows have several places, or side rows tie them together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.by_labels import ByLabels
from alliance_match.assignment.fair.ascent import Ascent
from alliance_match.assignment.fair.bundle_certificate import BundleCertificate, CountBound
from alliance_match.assignment.fair.certificate import FLOOR
from alliance_match.assignment.fair.proof import Node
from alliance_match.assignment.fair.ties import first_of_equals
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.result import Assignment
from alliance_match.assignment.rules import plain_total
from alliance_match.assignment.solve import solve
from alliance_match.assignment.watch import Progress, Watch

__all__ = ["floors_by_bundles", "solve_by_bundles"]


def solve_by_bundles(
    problem: AssignmentProblem,
    objective: str,
    *,
    near: Assignment | None = None,
    lottery: int | None = None,
    time_limit: float | None = None,
    threads: int = 1,
    progress: Progress | None = None,
) -> Assignment:
    """Find the fairest assignment, and prove it.

    Parameters
    ----------
    problem : AssignmentProblem
        Any problem.
    objective : {"max_min", "leximin"}
        What is maximised.
    near, lottery, time_limit, threads, progress
        As for :func:`~alliance_match.assignment.solve`.

    Returns
    -------
    Assignment
        ``optimal`` if the proof closes, else ``feasible``: the levels that were reached in time.
        ``infeasible``, with the conflict named, if the rules cannot all be kept.

    Raises
    ------
    AllianceMatchError
        If a solver fails, or there is no assignment in time.

    Notes
    -----
    Begins with the greatest total, then raises the floor by halving; under ``leximin`` as many rows
    as possible are lifted above each level in turn. Every step works on a few pairs of each row and
    prices the others.
    """
    watch = Watch(time_limit, progress)
    plain = solve(problem, "total", time_limit=time_limit, threads=threads)
    if plain.status == "infeasible":
        return replace(plain, objective=objective)
    by_labels = ByLabels.of(problem)
    ascent = Ascent.begin(by_labels.problem, by_labels.pairs_here(plain.pairs), watch)
    levels: tuple[CountBound, ...] = ()
    if ascent.n_rows:
        witness = ascent.raise_floor(wants_witness=objective == "max_min")
        if objective == "leximin":
            ascent.climb()
        levels = (*ascent.levels, *witness)
    return _finished(by_labels, objective, ascent, levels, plain, near, lottery)


def floors_by_bundles(
    problem: AssignmentProblem, progress: Progress | None = None
) -> list[tuple[int, Assignment]]:
    """Find the greatest total for every floor that can be reached.

    Parameters
    ----------
    problem : AssignmentProblem
        Any problem in which some row wants a place.
    progress : callable, optional
        Told each step in a few words.

    Returns
    -------
    list of (int, Assignment)
        What the worst-off row is worth, ascending; empty if the rules cannot all be kept.

    Raises
    ------
    AllianceMatchError
        If a solver fails.
    """
    watch, plain = Watch(None, progress), solve(problem, "total")
    if plain.status == "infeasible":
        return []
    by_labels = ByLabels.of(problem)
    ascent = Ascent.begin(by_labels.problem, by_labels.pairs_here(plain.pairs), watch)
    found: list[tuple[int, Assignment]] = []
    while True:
        best = _finished(by_labels, FLOOR, ascent, tuple(ascent.levels), plain, None, None)
        floor = int(ascent.worths()[0])
        watch.tell(f"floor {floor:,}: total {best.value:,}")
        found.append((floor, best))
        ascent.levels = []
        if ascent.take(floor + 1, ascent.n_rows).worth < ascent.n_rows:
            return found
        ascent.levels = [CountBound(floor + 1, ascent.n_rows)]


def _finished(
    by_labels: ByLabels,
    objective: str,
    ascent: Ascent,
    levels: tuple[CountBound, ...],
    plain: Assignment,
    near: Assignment | None,
    lottery: int | None,
) -> Assignment:
    """Take the greatest total above the levels, break ties, and put the proof together."""
    problem, here = by_labels.problem, None
    ascent.watch.tell("the greatest total")
    total = ascent.take(None)
    if total.proof is not None:
        here = by_labels.pairs_here(near.pairs) if near else None
        ascent.chosen = first_of_equals(
            problem, ascent.step(None), ascent.chosen, ascent.pool, here, lottery, ascent.watch
        )
    pairs = by_labels.pairs_there(ascent.step(None).bundles.options.pairs(ascent.chosen))
    ascent.watch.tell("checking the proof")
    value = plain_total(by_labels.given, pairs)
    assert plain.bound is not None
    bound = value if total.proof is not None else plain.bound
    certificate = BundleCertificate(objective, levels, total.proof, bound, problem.fingerprint)
    certificate = certificate.mapped(_node_there(by_labels), by_labels.given.fingerprint)
    found = Assignment(
        "feasible", objective, pairs, value, len(pairs), value, bound, certificate, (), lottery
    )
    is_proved = certificate.check(by_labels.given, found)
    return replace(found, status="optimal") if is_proved else found


def _node_there(by_labels: ByLabels) -> Callable[[Node], Node]:
    """Translate nodes to the indices that were given."""
    at_col, at_side = np.argsort(by_labels.cols), np.argsort(by_labels.side)

    def moved(values: tuple[int, ...], at: IntArray) -> tuple[int, ...]:
        return tuple(values[k] for k in at.tolist())

    def there(node: Node) -> Node:
        duals = node.duals
        branch = node.branch
        if branch is not None:
            kind, row, by = branch
            col_or_threshold = int(by_labels.cols[by]) if kind == "pair" else by
            branch = kind, int(by_labels.rows[row]), col_or_threshold
        prices, side = moved(duals.prices, at_col), moved(duals.side, at_side)
        return replace(node, duals=replace(duals, prices=prices, side=side), branch=branch)

    return there
