"""The proof that an assignment is optimal: one integer price for each column, checked in one pass.

Nothing here knows a solver. The check reads the problem and the assignment, recomputes everything
that either of them says, and compares integers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from alliance_match.assignment.objective import OBJECTIVES, bonus, weigh
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.rules import broken_rules, plain_total
from alliance_match.errors import ProblemError

if TYPE_CHECKING:
    from alliance_match.assignment.result import Assignment

__all__ = ["Certificate"]

MAX_PRICE = 2**60
"""Largest magnitude of a price; a score minus a price is then exact in 64 bits."""


@dataclass(frozen=True)
class Certificate:
    r"""Prices that bound what any assignment of a problem is worth.

    For any integers :math:`p` and any assignment that keeps the rules, its weight is at most

    .. math:: B(p) = S + \sum_i \max \Bigl(\text{its } d_i \text{ best of } w_{ij} - p_j
              \text{ and } e_i\Bigr) + \sum_j \max_{l_j \le k \le u_j} (k p_j - C_j(k))

    because what a row pays for its place, the column receives. Here :math:`w_{ij}` is the score
    of a legal pair plus, under ``coverage_total``, ``problem.matched_bonus``; :math:`d_i` is the
    row's demand and :math:`e_i` what it is worth to leave a place empty; :math:`l_j` and
    :math:`u_j` bound the column's load, and :math:`C_j(k)` is what :math:`k` rows cost there.
    :math:`S` is what pinned pairs are worth, which fill places on both sides and pay nothing. An
    assignment whose weight equals :math:`B(p)` is therefore optimal, and no knowledge of how it
    was found is needed.

    Attributes
    ----------
    objective : str
        What is maximised.
    prices : tuple of int
        One price for each column, in points, of either sign.
    bound : int
        :math:`B(p)`.
    fingerprint : str
        ``problem.fingerprint`` of the problem that was proved, so that a proof cannot be carried
        over to a problem with other scores, capacities or pins by accident.

    Notes
    -----
    The proof holds for the points and rules that were entered; it does not say that they are good.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem, solve
    >>> problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    >>> best = solve(problem, "total")
    >>> best.certificate.prices, best.certificate.check(problem, best)
    ((3, 0), True)
    """

    objective: str
    prices: tuple[int, ...]
    bound: int
    fingerprint: str

    def check(self, problem: AssignmentProblem, assignment: Assignment) -> bool:
        """Say whether this proves that the assignment is optimal for the problem.

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
            One sentence for each reason; empty if the proof holds.
        """
        return self._faults(problem, assignment, reached=True)

    def faults(self, problem: AssignmentProblem, assignment: Assignment) -> tuple[str, ...]:
        """Say in words why this does not even prove the bound.

        Parameters
        ----------
        problem : AssignmentProblem
            The problem.
        assignment : Assignment
            The assignment; its status is not looked at.

        Returns
        -------
        tuple of str
            As :meth:`failures`, but the assignment may weigh less than the bound.
        """
        return self._faults(problem, assignment, reached=False)

    def _faults(
        self, problem: AssignmentProblem, assignment: Assignment, reached: bool
    ) -> tuple[str, ...]:
        unreadable = (*self._unreadable(problem), *broken_rules(problem, assignment.pairs))
        if unreadable:
            return unreadable
        return (
            *self._misfit(problem, assignment),
            *self._miscounted(problem, assignment),
            *self._misbounded(problem, assignment, reached),
        )

    def _unreadable(self, problem: AssignmentProblem) -> tuple[str, ...]:
        """Reasons why the certificate means nothing for this problem."""
        reasons = []
        if self.objective not in OBJECTIVES:
            reasons.append(f"there is no objective {self.objective!r}")
        if len(self.prices) != problem.n_cols:
            reasons.append(f"{len(self.prices)} prices are given for {problem.n_cols} columns")
        odd = [j for j, price in enumerate(self.prices) if not _is_price(price)]
        reasons += [f"the price of column {j} is no integer within 2**60" for j in odd]
        return tuple(reasons)

    def _misfit(self, problem: AssignmentProblem, assignment: Assignment) -> tuple[str, ...]:
        """Reasons why the certificate belongs to something else."""
        reasons = []
        if self.fingerprint != problem.fingerprint:
            reasons.append("the problem is not the one that was proved: the fingerprints differ")
        if self.objective != assignment.objective:
            reasons.append(
                f"the proof is for {self.objective}, the assignment for {assignment.objective}"
            )
        return tuple(reasons)

    def _miscounted(self, problem: AssignmentProblem, assignment: Assignment) -> tuple[str, ...]:
        """Numbers of the assignment that its pairs do not bear out."""
        value, coverage = plain_total(problem, assignment.pairs), len(assignment.pairs)
        weight = value + bonus(problem, self.objective) * coverage
        return (
            *_differ("value", assignment.value, value),
            *_differ("coverage", assignment.coverage, coverage),
            *_differ("weight", assignment.weight, weight),
        )

    def _misbounded(
        self, problem: AssignmentProblem, assignment: Assignment, reached: bool
    ) -> tuple[str, ...]:
        """Bounds that the prices do not bear out, or that the assignment is to reach and misses."""
        prices = np.array(self.prices, dtype=np.int64)
        bound = weigh(problem, self.objective).bound(prices)
        reasons = [
            *_differ("certificate's bound", self.bound, bound),
            *_differ("assignment's bound", assignment.bound, bound),
        ]
        if assignment.weight > bound or (reached and assignment.weight < bound):
            reasons.append(
                f"the assignment weighs {assignment.weight}, but the prices allow up to {bound}"
            )
        return tuple(reasons)

    def to_dict(self) -> dict[str, Any]:
        """Turn into plain types for JSON.

        Returns
        -------
        dict
            Strings and Python integers, which :mod:`json` writes out in full. Readers that take
            JSON numbers for floats lose digits beyond 2**53.
        """
        return {
            "objective": self.objective,
            "prices": list(self.prices),
            "bound": self.bound,
            "fingerprint": self.fingerprint,
        }

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> Certificate:
        """Read what :meth:`to_dict` wrote.

        Parameters
        ----------
        saved : mapping
            The four entries, and no others.

        Returns
        -------
        Certificate

        Raises
        ------
        ProblemError
            If an entry is missing, unknown or of another type; a float is never taken for an
            integer.
        """
        fields = {"objective": str, "prices": list, "bound": int, "fingerprint": str}
        if set(saved) != set(fields):
            raise ProblemError(
                f"A certificate has the entries {', '.join(fields)}; this one has "
                f"{', '.join(map(str, saved)) or 'none'}."
            )
        odd = [name for name, kind in fields.items() if type(saved[name]) is not kind]
        prices = saved["prices"] if "prices" not in odd else []
        odd += [f"prices[{j}]" for j, price in enumerate(prices) if type(price) is not int]
        if odd:
            raise ProblemError(
                f"The certificate's {', '.join(odd)} is of the wrong type; save anew."
            )
        return cls(saved["objective"], tuple(saved["prices"]), saved["bound"], saved["fingerprint"])


def _is_price(price: object) -> bool:
    """Say whether a price is a Python integer that the check can compute with exactly."""
    return type(price) is int and -MAX_PRICE <= price <= MAX_PRICE


def _differ(name: str, said: int | None, found: int) -> tuple[str, ...]:
    """Compare what was recorded with what was recomputed; a float or a boolean never matches."""
    if type(said) is int and said == found:
        return ()
    return (f"the {name} is given as {said} and is {found}",)
