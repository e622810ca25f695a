"""The worst-off row where rows have several places: its floor is a side row for each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.bound_proof import BoundProof, prove_bound
from alliance_match.assignment.certificate import Certificate
from alliance_match.assignment.floor_certificate import FloorCertificate, best_shares, with_floors
from alliance_match.assignment.objective import weigh
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.result import Assignment
from alliance_match.assignment.rules import row_values
from alliance_match.assignment.side_certificate import SideCertificate
from alliance_match.assignment.side_rows import side_of
from alliance_match.assignment.solve import solve
from alliance_match.assignment.watch import Progress, Watch

__all__ = ["solve_floor"]

NEIGHBOURS = 4
"""For each row that falls below a floor, so many of the worst-off rows are asked to keep it."""

FREE = np.iinfo(np.int64).max
"""What a row is taken to be worth that no floor is asked of."""


def solve_floor(
    problem: AssignmentProblem,
    *,
    near: Assignment | None = None,
    lottery: int | None = None,
    time_limit: float | None = None,
    threads: int = 1,
    progress: Progress | None = None,
) -> Assignment:
    """Make the worst-off row as well off as possible, then take the greatest value; prove both.

    Parameters
    ----------
    problem : AssignmentProblem
        Any problem, with several places in a row and side rows as well.
    near, lottery, time_limit, threads, progress
        As for :func:`~alliance_match.assignment.solve`.

    Returns
    -------
    Assignment
        ``optimal`` if the proof closes, else ``feasible``; ``infeasible`` with the conflict named.

    Raises
    ------
    AllianceMatchError
        If a solver fails, or no assignment is found in time.

    Notes
    -----
    No row can be worth more than its best choices, which bounds the floor; the floors below are
    halved. The floor is asked of the rows that fall below it, then of those that do so next, since
    asking it of all at once is a far harder program.
    """
    watch = Watch(time_limit, progress)
    search = _Search(problem, watch, near, lottery, threads)
    plain = search.solve(problem)
    if plain.status != "optimal" or not (problem.demand > 0).any():
        return replace(plain, objective="max_min")
    best, rows, floor = plain, frozenset[int](), search.worst(plain)
    shares = best_shares(problem)[problem.demand > 0]
    low, high, refuted = floor, int(shares.min()), frozenset[int]()
    middle = high
    while low < high and not watch.is_over:
        watch.tell(f"can every row be worth {middle:,}?")
        found, asked = search.reach(middle, rows)
        if found.status == "infeasible":
            high, refuted = middle - 1, asked
        else:
            best, rows, low = found, asked, middle
        middle = (low + high + 1) // 2
    proof = None if high == shares.min() else search.refute(high + 1, refuted)
    return _proved(problem, best, low, rows, refuted if proof else frozenset(), proof, lottery)


class _Search:
    """Assignments that keep floors, found by asking them of a few rows at a time."""

    def __init__(
        self,
        problem: AssignmentProblem,
        watch: Watch,
        near: Assignment | None,
        lottery: int | None,
        threads: int,
    ) -> None:
        self.problem, self.watch, self.near = problem, watch, near
        self.lottery, self.threads = lottery, threads

    def solve(self, problem: AssignmentProblem) -> Assignment:
        """Take the greatest value."""
        return solve(
            problem,
            "total",
            near=self.near,
            lottery=self.lottery,
            time_limit=self.watch.left,
            threads=self.threads,
        )

    def worst(self, assignment: Assignment) -> int:
        """Find what the worst-off row is worth."""
        return int(self._worths(assignment).min())

    def reach(self, floor: int, rows: Iterable[int]) -> tuple[Assignment, frozenset[int]]:
        """Ask the floor of some rows, then of those besides that fall below it, until none does."""
        asked = frozenset(rows)
        while True:
            found = self.solve(with_floors(self.problem, asked, floor))
            if found.status != "optimal":
                return found, asked
            worths = self._all_worths(found)
            below = np.count_nonzero(worths < floor)
            if not below:
                return found, asked
            next_to_fall = np.argsort(worths, kind="stable")[: NEIGHBOURS * below]
            asked |= frozenset(next_to_fall[worths[next_to_fall] < FREE].tolist())
            self.watch.tell(f"asking it of {len(asked):,} rows")

    def refute(self, floor: int, rows: frozenset[int]) -> BoundProof | None:
        """Prove that these rows cannot all be worth so much."""
        asked = with_floors(self.problem, rows, floor)
        options = weigh(asked, "total")
        return prove_bound(options, side_of(asked, options), None, time_limit=self.watch.left)

    def _worths(self, assignment: Assignment) -> IntArray:
        return row_values(self.problem, assignment.pairs)[self.problem.demand > 0]

    def _all_worths(self, assignment: Assignment) -> IntArray:
        """Rows that want nothing are worth more than any floor."""
        worths = row_values(self.problem, assignment.pairs)
        return np.where(self.problem.demand > 0, worths, FREE)


def _proved(
    problem: AssignmentProblem,
    best: Assignment,
    floor: int,
    rows: frozenset[int],
    refuted: frozenset[int],
    proof: BoundProof | None,
    lottery: int | None,
) -> Assignment:
    """Put the proof together, and call it optimal if it closes."""
    total = best.certificate
    assert isinstance(total, Certificate | SideCertificate)
    assert best.bound is not None
    certificate = FloorCertificate(
        "max_min",
        floor,
        tuple(sorted(rows)),
        total,
        tuple(sorted(refuted)),
        proof,
        best.bound,
        problem.fingerprint,
    )
    found = replace(
        best, status="feasible", objective="max_min", certificate=certificate, lottery=lottery
    )
    return replace(found, status="optimal") if certificate.check(problem, found) else found
