"""The proof that an assignment is the fairest: levels and prices, checked without a solver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from alliance_match.assignment.fair.levels import Level, Remaining, is_flow
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.rules import broken_rules, plain_total, row_values
from alliance_match.errors import ProblemError

if TYPE_CHECKING:
    from alliance_match.assignment.result import Assignment

__all__ = ["FLOOR", "FairCertificate"]

MAX_PRICE = 2**60
"""Largest magnitude of a price; a score minus a price is then exact in 64 bits."""

FLOOR = "total_above_floor"
"""The objective of a point of the frontier: the greatest total with no row below a floor."""

OBJECTIVES = ("max_min", "leximin", FLOOR)


@dataclass(frozen=True)
class FairCertificate:
    """Levels that bound how many rows can be worth how much, and prices that bound the total.

    A level says that of the assignments which the levels before leave, none has more rows worth a
    threshold than its count: prices prove it, as in
    :class:`~alliance_match.assignment.Certificate`, with choices that reach the threshold worth 1
    and all others nothing. By complementary slackness those prices also say which choices remain
    to the assignments that reach the count, and the next level is about these. Of two levels that
    follow each other either both have one count, and then no threshold between them can do better;
    or the second threshold is the next that any remaining choice is worth.

    Attributes
    ----------
    objective : str
        ``max_min``, ``leximin``, or :data:`FLOOR` for a point of the frontier.
    levels : tuple of Level
        In ascending order of their thresholds. The last level of ``max_min`` is a witness: not all
        rows can be worth more than the first threshold.
    prices : tuple of int
        One price for each column: no assignment that the levels leave has a greater total.
    bound : int
        That total.
    fingerprint : str
        ``problem.fingerprint`` of the problem that was proved.
    """

    objective: str
    levels: tuple[Level, ...]
    prices: tuple[int, ...]
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
        unreadable = (*self._unreadable(problem), *broken_rules(problem, assignment.pairs))
        if unreadable:
            return unreadable
        return (*self._misfit(problem, assignment), *self._gaps(problem, assignment))

    def _unreadable(self, problem: AssignmentProblem) -> Iterator[str]:
        """Reasons why the certificate means nothing for this problem."""
        if self.objective not in OBJECTIVES:
            yield f"there is no fair objective {self.objective!r}"
        if not is_flow(problem):
            yield "rows have several places, or there are side rows"
        for name, prices in self._all_prices():
            if len(prices) != problem.n_cols:
                yield f"{name}: {len(prices)} prices are given for {problem.n_cols} columns"
            if not all(type(p) is int and -MAX_PRICE <= p <= MAX_PRICE for p in prices):
                yield f"{name}: a price is no integer within 2**60"
        if not all(type(n) is int for level in self.levels for n in (level.threshold, level.count)):
            yield "a threshold or a count is no integer"

    def _all_prices(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        yield from ((f"level {k}", level.prices) for k, level in enumerate(self.levels))
        yield "total", self.prices

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
            "bound": (assignment.bound, self.bound),
        }
        for name, (given, found) in said.items():
            if type(given) is not int or given != found:
                yield f"the {name} is given as {given} and is {found}"

    def _gaps(self, problem: AssignmentProblem, assignment: Assignment) -> Iterator[str]:
        """Levels that do not follow from each other, or that the assignment does not reach."""
        remaining = Remaining.of(problem)
        worths = row_values(problem, assignment.pairs)[remaining.counts]
        before: Level | None = None
        for number, level in enumerate(self.levels):
            prices = np.array(level.prices, dtype=np.int64)
            if remaining.reaching(level.threshold).bound(prices) != level.count:
                yield f"level {number}: its prices do not prove its count"
            keeps = self._keeps(level, remaining)
            if keeps and np.count_nonzero(worths >= level.threshold) != level.count:
                yield f"level {number}: the assignment does not reach its count"
            if before is None and level.count != remaining.n_rows:
                yield "the first level is not about all rows"
            if before is not None and not _follows(remaining, before, level):
                yield f"level {number}: a threshold is left out before it"
            if keeps:
                remaining = remaining.after(level.threshold, prices)
            before = level
        if not self._is_complete(remaining, before):
            yield "a level is missing at the end"
        bound = remaining.options.bound(np.array(self.prices, dtype=np.int64))
        if type(self.bound) is not int or not bound == self.bound == assignment.weight:
            yield f"the assignment weighs {assignment.weight}, but the prices allow up to {bound}"

    def _keeps(self, level: Level, remaining: Remaining) -> bool:
        """Whether what follows is about assignments that reach a level."""
        return self.objective != "max_min" or level.count == remaining.n_rows

    def _is_complete(self, remaining: Remaining, last: Level | None) -> bool:
        """Whether nothing is left to be said of the rows."""
        if last is None:
            return not remaining.n_rows or self.objective == FLOOR
        if self.objective == FLOOR:
            return len(self.levels) == 1
        if self.objective == "max_min" and len(self.levels) > 1:
            return len(self.levels) == 2 and last.count < remaining.n_rows
        return not last.count or not remaining.attainable(last.threshold).size

    def to_dict(self) -> dict[str, Any]:
        """Turn into plain types for JSON.

        Returns
        -------
        dict
        """
        return {
            "objective": self.objective,
            "levels": [
                {"threshold": one.threshold, "count": one.count, "prices": list(one.prices)}
                for one in self.levels
            ],
            "prices": list(self.prices),
            "bound": self.bound,
            "fingerprint": self.fingerprint,
        }

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> FairCertificate:
        """Read what :meth:`to_dict` wrote.

        Parameters
        ----------
        saved : mapping
            The entries, and no others.

        Returns
        -------
        FairCertificate

        Raises
        ------
        ProblemError
            If an entry is missing, unknown or of another type.
        """
        try:
            levels = tuple(
                Level(one["threshold"], one["count"], tuple(one["prices"]))
                for one in saved["levels"]
            )
            fields = {**saved, "levels": levels, "prices": tuple(saved["prices"])}
            return cls(**fields)
        except (KeyError, TypeError) as error:
            raise ProblemError(f"The certificate of fairness is damaged ({error}).") from None


def _follows(remaining: Remaining, before: Level, level: Level) -> bool:
    """Whether no threshold between two levels could have been reached by more rows."""
    if level.threshold <= before.threshold:
        return False
    return level.count == before.count or level.threshold == int(
        remaining.attainable(before.threshold)[:1].sum()
    )
