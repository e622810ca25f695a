"""The proof that no worst-off row can have more, and that no such assignment is worth more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.bound_proof import BoundProof
from alliance_match.assignment.certificate import Certificate
from alliance_match.assignment.levels import settled_worths
from alliance_match.assignment.objective import weigh
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.rules import broken_rules, row_values
from alliance_match.assignment.side import SideRow
from alliance_match.assignment.side_certificate import SideCertificate
from alliance_match.assignment.side_rows import side_of
from alliance_match.errors import ProblemError

if TYPE_CHECKING:
    from alliance_match.assignment.result import Assignment

__all__ = ["FloorCertificate", "best_shares", "with_floors"]


def with_floors(problem: AssignmentProblem, rows: Iterable[int], floor: int) -> AssignmentProblem:
    """Ask of some rows to be worth a floor.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    rows : iterable of int
        The rows.
    floor : int
        What each is to be worth at least: its scores and the value of its empty places.

    Returns
    -------
    AssignmentProblem
        With one more side row for each row.
    """
    asked = []
    for row in sorted(rows):
        pairs = slice(int(problem.ends[row]), int(problem.ends[row + 1]))
        empty = int(problem.unmatched[row])
        col = problem.col[pairs].astype(np.int64)
        spare = int(problem.demand[row]) * empty - floor
        name = f"row {problem.row_key[row]!r} worth at least {floor}"
        asked.append(
            SideRow(np.full(col.size, row), col, empty - problem.score[pairs], spare, name)
        )
    return replace(problem, side=(*problem.side, *asked)) if asked else problem


def best_shares(problem: AssignmentProblem) -> IntArray:
    """Say what each row would be worth if it could choose alone.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.

    Returns
    -------
    ndarray of int64, shape (n_rows,)
    """
    options = weigh(problem, "total")
    nothing = np.zeros(problem.n_cols, dtype=np.int64)
    return np.asarray(options.best(nothing)[0] + settled_worths(problem, options))


@dataclass(frozen=True)
class FloorCertificate:
    """A floor that no assignment exceeds, and a total that none which reaches the floor exceeds.

    Attributes
    ----------
    objective : str
        ``max_min``.
    floor : int
        What the worst-off row is worth.
    rows : tuple of int
        The rows of which the floor was asked.
    total : Certificate or SideCertificate
        The proof of the value under these floors, which are side rows: asking the floor of more
        rows could only lower it.
    refuted : tuple of int
        Rows that cannot all be worth more than the floor. Empty where a single row cannot even
        with its best choices.
    witness : BoundProof or None
        The proof of that.
    bound : int
        The greatest value.
    fingerprint : str
        ``problem.fingerprint`` of the problem that was proved.
    """

    objective: str
    floor: int
    rows: tuple[int, ...]
    total: Certificate | SideCertificate
    refuted: tuple[int, ...]
    witness: BoundProof | None
    bound: int
    fingerprint: str

    def check(self, problem: AssignmentProblem, assignment: Assignment) -> bool:
        """Say whether this proves that the assignment is the fairest for the problem.

        Parameters
        ----------
        problem : AssignmentProblem
            The problem.
        assignment : Assignment
            The assignment; its status is not looked at.

        Returns
        -------
        bool
            True if and only if :meth:`failures` finds nothing.
        """
        return not self.failures(problem, assignment)

    def failures(self, problem: AssignmentProblem, assignment: Assignment) -> tuple[str, ...]:
        """Say in words why this is no proof.

        Parameters
        ----------
        problem : AssignmentProblem
            The problem.
        assignment : Assignment
            The assignment; its status is not looked at.

        Returns
        -------
        tuple of str
            Empty if the proof holds.
        """
        reasons = [*self._misfit(problem, assignment), *broken_rules(problem, assignment.pairs)]
        if reasons:
            return tuple(reasons)
        under = with_floors(problem, self.rows, self.floor)
        reasons += self.total.failures(under, replace(assignment, objective="total"))
        worths = row_values(problem, assignment.pairs)[problem.demand > 0]
        if worths.min() != self.floor:
            reasons.append(f"the worst-off row is worth {worths.min()}, not {self.floor}")
        if not self._is_highest(problem):
            reasons.append(f"nothing proves that no floor above {self.floor} can be reached")
        return tuple(reasons)

    def _misfit(self, problem: AssignmentProblem, assignment: Assignment) -> list[str]:
        """Reasons why the certificate belongs to something else, or cannot be read."""
        reasons = []
        if self.objective != "max_min" or assignment.objective != "max_min":
            reasons.append("the proof is for max_min alone")
        if self.fingerprint != problem.fingerprint:
            reasons.append("the problem is not the one that was proved: the fingerprints differ")
        if not isinstance(self.total, Certificate | SideCertificate):
            reasons.append("the proof of the total is of no known kind")
        if type(self.floor) is not int or type(self.bound) is not int:
            reasons.append("the floor or the bound is no integer")
        elif self.bound != self.total.bound or self.bound != assignment.bound:
            reasons.append("the bound is not that of the total")
        if not (problem.demand > 0).any():
            reasons.append("no row counts")
        if any(type(i) is not int or not 0 <= i < problem.n_rows for i in self.rows + self.refuted):
            reasons.append("a row is outside the problem")
        return reasons

    def _is_highest(self, problem: AssignmentProblem) -> bool:
        """Whether a row cannot have more alone, or several cannot together."""
        if self.witness is None:
            return int(best_shares(problem)[problem.demand > 0].min()) <= self.floor
        above = with_floors(problem, self.refuted, self.floor + 1)
        options = weigh(above, "total")
        return self.witness.holds(options, side_of(above, options), None)

    def to_dict(self) -> dict[str, Any]:
        """Turn into plain types for JSON.

        Returns
        -------
        dict
        """
        return {
            "objective": self.objective,
            "floor": self.floor,
            "rows": list(self.rows),
            "total": self.total.to_dict(),
            "refuted": list(self.refuted),
            "witness": None if self.witness is None else self.witness.to_dict(),
            "bound": self.bound,
            "fingerprint": self.fingerprint,
        }

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> FloorCertificate:
        """Read what :meth:`to_dict` wrote.

        Parameters
        ----------
        saved : mapping
            The entries, and no others.

        Returns
        -------
        FloorCertificate

        Raises
        ------
        ProblemError
            If an entry is missing, unknown or of another type.
        """
        try:
            total = saved["total"]
            kind = Certificate if "prices" in total else SideCertificate
            witness = saved["witness"]
            fields = {
                **saved,
                "rows": tuple(saved["rows"]),
                "refuted": tuple(saved["refuted"]),
                "total": kind.from_dict(total),
                "witness": None if witness is None else BoundProof.from_dict(witness),
            }
            return cls(**fields)
        except (KeyError, TypeError) as error:
            raise ProblemError(f"The certificate of the floor is damaged ({error}).") from None
