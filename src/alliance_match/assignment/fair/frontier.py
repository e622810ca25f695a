"""The price of fairness: every trade between the worst-off row and the total that is efficient."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

import numpy as np

from alliance_match.assignment.conflicts import find_conflict
from alliance_match.assignment.fair.certificate import FLOOR
from alliance_match.assignment.fair.climb import priced
from alliance_match.assignment.fair.levels import Level, Remaining, is_flow
from alliance_match.assignment.fair.solve import best_total_of
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.result import Assignment
from alliance_match.assignment.rules import row_values
from alliance_match.assignment.watch import Progress, Watch

__all__ = ["Frontier", "FrontierPoint", "frontier"]


@dataclass(frozen=True, eq=False)
class FrontierPoint:
    """One efficient trade.

    Attributes
    ----------
    floor : int
        What the worst-off row is worth.
    value : int
        The greatest total of all assignments in which no row is worth less.
    price : int
        How much of the unconstrained total that costs.
    assignment : Assignment
        One that has both, with its proof.
    """

    floor: int
    value: int
    price: int
    assignment: Assignment


@dataclass(frozen=True, eq=False)
class Frontier:
    """All efficient trades, from the greatest total to the greatest floor.

    Attributes
    ----------
    points : tuple of FrontierPoint
        Rising floors, falling totals; empty where the problem has no solution or no rows.
    """

    points: tuple[FrontierPoint, ...]

    def share(self, point: FrontierPoint) -> Fraction:
        """Say which part of the unconstrained total a point costs.

        Parameters
        ----------
        point : FrontierPoint
            One of :attr:`points`.

        Returns
        -------
        fractions.Fraction
            0 where that total is 0.
        """
        whole = abs(self.points[0].value)
        return Fraction(point.price, whole) if whole else Fraction(0)

    def __str__(self) -> str:
        """Write a small table."""
        lines = [f"{'worst-off row':>14}{'total':>12}{'price':>10}{'share':>9}"]
        for point in self.points:
            share = f"{float(100 * self.share(point)):.2f} %"
            lines.append(f"{point.floor:>14,}{point.value:>12,}{point.price:>10,}{share:>9}")
        return "\n".join(lines)


def frontier(problem: AssignmentProblem, progress: Progress | None = None) -> Frontier:
    """Find every efficient trade between the worst-off row and the total.

    Parameters
    ----------
    problem : AssignmentProblem
        Any problem.
    progress : callable, optional
        Told each step in a few words.

    Returns
    -------
    Frontier
        The first point is the plain optimum of the total with the best floor that it can have, the
        last one the optimum under ``max_min``.

    Raises
    ------
    AllianceMatchError
        If OR-Tools fails.

    References
    ----------
    D. Bertsimas, V. F. Farias and N. Trichakis, "The price of fairness", Operations Research
    59(1), 2011.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem
    >>> for point in frontier(AssignmentProblem.from_dense([[9, 5], [6, 4]])).points:
    ...     print(point.floor, point.value, point.price)
    4 13 0
    5 11 2
    """
    if not (problem.demand > 0).any():
        return Frontier(())
    if is_flow(problem):
        found = _floors(problem, Watch(None, progress))
    else:
        from alliance_match.assignment.fair.by_bundles import floors_by_bundles

        found = floors_by_bundles(problem, progress)
    efficient = [
        (floor, best)
        for (floor, best), (_, after) in zip_longest(found, found[1:], fillvalue=(0, None))
        if best is not None and (after is None or after.value < best.value)
    ]
    return Frontier(
        tuple(
            FrontierPoint(floor, best.value, efficient[0][1].value - best.value, best)
            for floor, best in efficient
        )
    )


def _floors(problem: AssignmentProblem, watch: Watch) -> list[tuple[int, Assignment]]:
    """Find the greatest total for every floor that can be reached; each step is a flow."""
    remaining, nothing = Remaining.of(problem), np.zeros(problem.n_cols, dtype=np.int64)
    found: list[tuple[int, Assignment]] = []
    if find_conflict(problem):
        return found
    threshold: int | None = None
    while True:
        levels: tuple[Level, ...] = ()
        if threshold is not None:
            levels = (Level(threshold, remaining.n_rows, tuple(nothing.tolist())),)
        allowed = remaining if threshold is None else remaining.after(threshold, nothing)
        best = best_total_of(problem, FLOOR, allowed, levels, watch)
        floor = int(row_values(problem, best.pairs)[remaining.counts].min())
        watch.tell(f"floor {floor:,}: total {best.value:,}")
        found.append((floor, best))
        above = remaining.attainable(floor)
        if not above.size:
            return found
        threshold = int(above[0])
        chosen, _ = priced(remaining, threshold)
        if remaining.reaching(threshold).worth(chosen) < remaining.n_rows:
            return found
