"""The proof that an assignment is the fairest where rows have several places or side rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from alliance_match.assignment.fair.certificate import FLOOR, OBJECTIVES
from alliance_match.assignment.fair.proof import BundleProof, Node
from alliance_match.assignment.fair.step import Step
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.rules import broken_rules, plain_total, row_values
from alliance_match.errors import ProblemError

if TYPE_CHECKING:
    from alliance_match.assignment.result import Assignment

__all__ = ["BundleCertificate", "CountBound", "kept_of"]


@dataclass(frozen=True)
class CountBound:
    """A threshold, and how many rows are worth that much.

    Attributes
    ----------
    threshold : int
        What a row must be worth to count.
    count : int
        No assignment that reaches the counts before has more such rows.
    proof : BundleProof or None
        Why. None where the count is that of a lower threshold, or of all rows.
    """

    threshold: int
    count: int
    proof: BundleProof | None = None


def kept_of(levels: Sequence[CountBound]) -> tuple[tuple[int, int], ...]:
    """List thresholds and counts, without the proofs.

    Parameters
    ----------
    levels : sequence of CountBound
        What was proved.

    Returns
    -------
    tuple of (int, int)
    """
    return tuple((level.threshold, level.count) for level in levels)


@dataclass(frozen=True)
class BundleCertificate:
    """Counts that no assignment exceeds, one after the other, and a total that none exceeds then.

    Of two levels that follow each other either both have one count, and then no threshold between
    them can do better; or the second threshold is the first one's plus 1.

    Attributes
    ----------
    objective : str
        ``max_min``, ``leximin``, or ``total_above_floor`` for a point of the frontier.
    levels : tuple of CountBound
        In ascending order of their thresholds. The second level of ``max_min`` is a witness: not
        all rows can be worth more than the first threshold.
    total : BundleProof or None
        No assignment that reaches the levels has a greater total. None where that is open.
    bound : int
        That total.
    fingerprint : str
        ``problem.fingerprint`` of the problem that was proved.
    """

    objective: str
    levels: tuple[CountBound, ...]
    total: BundleProof | None
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
        reasons = (*self._unreadable(), *broken_rules(problem, assignment.pairs))
        reasons = reasons or tuple(self._misfit(problem, assignment))
        return reasons or tuple(self._gaps(problem, assignment))

    def _unreadable(self) -> Iterator[str]:
        """Reasons why the certificate means nothing."""
        if self.objective not in OBJECTIVES:
            yield f"there is no fair objective {self.objective!r}"
        numbers = [self.bound, *(n for pair in kept_of(self.levels) for n in pair)]
        if not all(type(n) is int for n in numbers):
            yield "a threshold, a count or the bound is no integer"
        proofs = [level.proof for level in self.levels if level.proof is not None]
        if not all(isinstance(one, BundleProof) for one in (*proofs, self.total)):
            yield "a proof is missing"

    def _misfit(self, problem: AssignmentProblem, assignment: Assignment) -> Iterator[str]:
        """Reasons why the certificate belongs to something else, and numbers that are not so."""
        if self.fingerprint != problem.fingerprint:
            yield "the problem is not the one that was proved: the fingerprints differ"
        if self.objective != assignment.objective:
            yield f"the proof is for {self.objective}, the assignment for {assignment.objective}"
        value = plain_total(problem, assignment.pairs)
        said = {
            "value": (assignment.value, value),
            "weight": (assignment.weight, value),
            "coverage": (assignment.coverage, len(assignment.pairs)),
            "bound": (assignment.bound, value),
            "bound of the proof": (self.bound, value),
        }
        for name, (given, found) in said.items():
            if type(given) is not int or given != found:
                yield f"the {name} is given as {given} and is {found}"

    def _gaps(self, problem: AssignmentProblem, assignment: Assignment) -> Iterator[str]:
        """Levels that do not follow from each other, or that the assignment does not reach."""
        worths = row_values(problem, assignment.pairs)[problem.demand > 0]
        kept: tuple[tuple[int, int], ...] = ()
        before: CountBound | None = None
        for number, level in enumerate(self.levels):
            is_witness = self.objective == "max_min" and number == 1
            if not is_witness and np.count_nonzero(worths >= level.threshold) != level.count:
                yield f"level {number}: the assignment does not reach its count"
            if before is None and level.count != worths.size:
                yield "the first level is not about all rows"
            if before is not None and not _follows(before, level):
                yield f"level {number}: a threshold is left out before it"
            at_most = worths.size if before is None else before.count
            if level.count > at_most or (level.proof is None and level.count != at_most):
                yield f"level {number}: nothing proves its count"
            elif level.proof is not None:
                step = Step.of(problem, () if is_witness else kept, level.threshold)
                yield from (
                    f"level {number}: {why}" for why in level.proof.failures(step, level.count)
                )
            if not is_witness:
                kept += ((level.threshold, level.count),)
            before = level
        if not self._is_complete(before, worths.size):
            yield "a level is missing at the end, or one too many is there"
        assert self.total is not None
        step = Step.of(problem, kept, None)
        yield from (f"total: {why}" for why in self.total.failures(step, self.bound))

    def _is_complete(self, last: CountBound | None, n_rows: int) -> bool:
        """Whether nothing is left to be said of the rows."""
        if last is None:
            return not n_rows or self.objective == FLOOR
        if self.objective == FLOOR:
            return len(self.levels) == 1
        if self.objective == "max_min":
            return len(self.levels) == 2 and last.count < n_rows
        return not last.count

    def mapped(self, change: Callable[[Node], Node], fingerprint: str) -> BundleCertificate:
        """Change every node, where rows, columns or side rows get other indices.

        Parameters
        ----------
        change : callable
            Gets a node and returns it as it is to be written.
        fingerprint : str
            Of the problem with these indices.

        Returns
        -------
        BundleCertificate
        """

        def of(proof: BundleProof | None) -> BundleProof | None:
            return None if proof is None else BundleProof(tuple(map(change, proof.nodes)))

        levels = tuple(replace(level, proof=of(level.proof)) for level in self.levels)
        return replace(self, levels=levels, total=of(self.total), fingerprint=fingerprint)

    def to_dict(self) -> dict[str, Any]:
        """Turn into plain types for JSON.

        Returns
        -------
        dict
        """
        return {
            "objective": self.objective,
            "counts": [
                {
                    "threshold": one.threshold,
                    "count": one.count,
                    "proof": None if one.proof is None else one.proof.to_dict(),
                }
                for one in self.levels
            ],
            "total": None if self.total is None else self.total.to_dict(),
            "bound": self.bound,
            "fingerprint": self.fingerprint,
        }

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> BundleCertificate:
        """Read what :meth:`to_dict` wrote.

        Parameters
        ----------
        saved : mapping
            The entries, and no others.

        Returns
        -------
        BundleCertificate

        Raises
        ------
        ProblemError
            If an entry is missing, unknown or of another type.
        """

        def proof(one: Mapping[str, Any] | None) -> BundleProof | None:
            return None if one is None else BundleProof.from_dict(one)

        try:
            fields = dict(saved)
            counts = fields.pop("counts")
            fields["levels"] = tuple(
                CountBound(one["threshold"], one["count"], proof(one["proof"])) for one in counts
            )
            return cls(**{**fields, "total": proof(saved["total"])})
        except (KeyError, TypeError) as error:
            raise ProblemError(f"The certificate of fairness is damaged ({error}).") from None


def _follows(before: CountBound, level: CountBound) -> bool:
    """Whether no threshold between two levels could have been reached by more rows."""
    if level.threshold <= before.threshold:
        return False
    return level.count == before.count or level.threshold == before.threshold + 1
