"""What :func:`~alliance_match.assignment.solve` returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from alliance_match.assignment.arrays import IntArray, read_only
from alliance_match.assignment.certificate import Certificate
from alliance_match.assignment.conflicts import Constraint

if TYPE_CHECKING:
    from alliance_match.assignment.fair.bundle_certificate import BundleCertificate
    from alliance_match.assignment.fair.certificate import FairCertificate
    from alliance_match.assignment.side_certificate import SideCertificate

__all__ = ["Assignment", "Status"]

Status = Literal["optimal", "feasible", "infeasible"]


@dataclass(frozen=True, eq=False)
class Assignment:
    """An assignment of rows to columns, with the proof of how good it is.

    Attributes
    ----------
    status : {"optimal", "feasible", "infeasible"}
        ``optimal`` only if the certificate was checked and accepted; ``feasible`` if every rule is
        kept but the proof did not close, so that the best possible is at most :attr:`gap` away;
        ``infeasible`` if no assignment keeps all pins and minimum loads.
    objective : str
        What was maximised.
    pairs : ndarray of int64, shape (k, 2)
        The (row, column) pairs, sorted by row, read-only. Empty when infeasible.
    value : int
        Plain total: the scores of the pairs plus the unmatched values of all empty places, less
        what the loads cost. (When infeasible, that of the empty assignment, which is no solution.)
    coverage : int
        How many places are filled: without demands above 1, how many rows are matched.
    weight : int
        What the objective maximises last, in one integer: ``value`` plus, under
        ``coverage_total``, ``problem.matched_bonus`` for each filled place.
    bound : int or None
        No assignment has a greater ``weight`` than this. None when infeasible.
    certificate : Certificate, SideCertificate, FairCertificate, BundleCertificate or None
        What proves the bound: prices; with side rows multipliers and cases; levels for the fair
        objectives. All have ``check``, ``failures`` and ``to_dict``. None when infeasible.
    conflict : tuple of Constraint
        When infeasible, an irreducible set of pins and minimum loads that cannot be kept together;
        otherwise empty.
    lottery : int or None
        The seed of the lottery that broke ties; None where the labels alone did.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem, solve
    >>> problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    >>> best = solve(problem, "total")
    >>> best.pairs.tolist(), best.value, best.bound
    ([[0, 1], [1, 0]], 14, 14)
    """

    status: Status
    objective: str
    pairs: IntArray
    value: int
    coverage: int
    weight: int
    bound: int | None
    certificate: Certificate | SideCertificate | FairCertificate | BundleCertificate | None
    conflict: tuple[Constraint, ...] = ()
    lottery: int | None = None

    def __post_init__(self) -> None:
        """Make the pairs read-only."""
        if isinstance(self.pairs, np.ndarray) and self.pairs.dtype == np.int64:
            object.__setattr__(self, "pairs", read_only(self.pairs))

    def __repr__(self) -> str:
        """Say how it ended, how many rows are matched, and the total."""
        return (
            f"Assignment({self.status}, {self.objective}: {self.coverage} matched, "
            f"value {self.value})"
        )

    @property
    def gap(self) -> int | None:
        """How much more ``weight`` another assignment may have at most; None when infeasible."""
        return None if self.bound is None else self.bound - self.weight

    def choice(self, n_rows: int) -> IntArray:
        """List the column of each row.

        Parameters
        ----------
        n_rows : int
            How many rows the problem has.

        Returns
        -------
        ndarray of int64, shape (n_rows,)
            The column of each row, -1 for none; the last of several.
        """
        columns = np.full(n_rows, -1, dtype=np.int64)
        columns[self.pairs[:, 0]] = self.pairs[:, 1]
        return columns
