"""The proof that an assignment which keeps side rows is optimal; its check knows no solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from alliance_match.assignment.bound_proof import BoundProof
from alliance_match.assignment.objective import bonus, weigh
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.rules import broken_rules, plain_total
from alliance_match.assignment.side_rows import at_least_filled, counted, side_of
from alliance_match.errors import ProblemError

if TYPE_CHECKING:
    from alliance_match.assignment.result import Assignment

__all__ = ["SideCertificate"]

PROVED = ("coverage_total", "total")
"""The objectives whose optimum is one bound."""


@dataclass(frozen=True)
class SideCertificate:
    """A proof that no assignment of a problem with side rows is worth more than a bound.

    Attributes
    ----------
    objective : {"coverage_total", "total"}
        What is maximised.
    proof : BoundProof
        Multipliers for the side rows and prices for the columns, in a tree where one set of them
        does not do.
    bound : int
        What the proof proves: no assignment has a greater weight, where under ``coverage_total``
        each filled place counts ``problem.matched_bonus`` besides its score.
    fingerprint : str
        ``problem.fingerprint`` of the problem that was proved.
    places : int or None
        Where places come first: how many the best assignment fills. ``proof`` then speaks of the
        assignments that fill no fewer, and of their values alone.
    filling : BoundProof or None
        The proof that no assignment fills more.

    Notes
    -----
    The proof holds for the points and rules that were entered; it does not say that they are good.
    """

    objective: str
    proof: BoundProof
    bound: int
    fingerprint: str
    places: int | None = None
    filling: BoundProof | None = None

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
        if self.objective not in PROVED:
            return (f"there is no proof of this kind for {self.objective!r}",)
        broken = broken_rules(problem, assignment.pairs)
        if broken:
            return broken
        return (
            *self._misfit(problem, assignment),
            *self._miscounted(problem, assignment),
            *self._misbounded(problem, assignment),
        )

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
            *_differ("assignment's bound", assignment.bound, weight),
            *_differ("certificate's bound", self.bound, weight),
        )

    def _misbounded(self, problem: AssignmentProblem, assignment: Assignment) -> tuple[str, ...]:
        """Reasons why the bound is not proved."""
        if self.places is None and self.filling is None:
            options = weigh(problem, self.objective)
            return self.proof.failures(options, side_of(problem, options), self.bound)
        if self.places is None or self.filling is None or self.objective != "coverage_total":
            return ("the number of places and its proof belong together, under coverage_total",)
        if _differ("certificate's number of places", self.places, assignment.coverage):
            return _differ("certificate's number of places", self.places, assignment.coverage)
        options = weigh(problem, "total")
        side = side_of(problem, options)
        fullest = (*side, at_least_filled(options, self.places))
        return (
            *self.filling.failures(counted(options), side, self.places),
            *self.proof.failures(options, fullest, assignment.value),
        )

    def to_dict(self) -> dict[str, Any]:
        """Turn into plain types for JSON.

        Returns
        -------
        dict
            Lists, strings and Python integers, which :mod:`json` writes out in full. Readers that
            take JSON numbers for floats lose digits beyond 2**53.
        """
        return {
            "objective": self.objective,
            "proof": self.proof.to_dict(),
            "bound": self.bound,
            "fingerprint": self.fingerprint,
            "places": self.places,
            "filling": self.filling.to_dict() if self.filling else None,
        }

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> SideCertificate:
        """Read what :meth:`to_dict` wrote.

        Parameters
        ----------
        saved : mapping
            The six entries, and no others.

        Returns
        -------
        SideCertificate

        Raises
        ------
        ProblemError
            If an entry is missing, unknown or of another type; a float is never taken for an
            integer.
        """
        if set(saved) != set(_FIELDS):
            raise ProblemError(
                f"A certificate for side rows has the entries {', '.join(_FIELDS)}; this one has "
                f"{', '.join(map(str, saved)) or 'none'}."
            )
        odd = [name for name, kinds in _FIELDS.items() if type(saved[name]) not in kinds]
        if odd:
            raise ProblemError(
                f"The certificate's {', '.join(odd)} is of the wrong type; save anew."
            )
        proofs = {
            name: None if saved[name] is None else BoundProof.from_dict(saved[name])
            for name in ("proof", "filling")
        }
        return cls(**{**saved, **proofs})


_FIELDS = {
    "objective": (str,),
    "proof": (dict,),
    "bound": (int,),
    "fingerprint": (str,),
    "places": (int, type(None)),
    "filling": (dict, type(None)),
}


def _differ(name: str, said: int | None, found: int) -> tuple[str, ...]:
    """Compare what was recorded with what was recomputed; a float or a boolean never matches."""
    if type(said) is int and said == found:
        return ()
    return (f"the {name} is given as {said} and is {found}",)
