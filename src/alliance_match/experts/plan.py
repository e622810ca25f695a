"""Which subject expert serves which goal, and the proof that no plan is better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..assignment import Assignment, AssignmentProblem, solve
from ..assignment.saved import from_plain, to_plain
from ..errors import AllianceMatchError
from ..scoring.quotas import OPEN
from ..scoring.score import ScoredPairs
from .consultations import Consultations

__all__ = ["Consult", "ExpertPlan", "Worth"]


@dataclass(frozen=True, order=True)
class Consult:
    """One consultation: the mentee's id, the place of the goal among theirs, the expert's id."""

    mentee: str
    goal: int
    expert: str


@dataclass(frozen=True, order=True)
class Worth:
    """What is compared, first things first.

    Attributes
    ----------
    mentees : int
        How many have a mentor; 0 where the policy counts points alone.
    points : int
        Of all pairs, each of 1000.
    goals : int
        Those that experts serve, each counted by its priority's weight.
    """

    mentees: int
    points: int
    goals: int

    @classmethod
    def of(cls, mentors: Assignment, goals: int) -> Worth:
        """Join what mentors and experts are worth."""
        counts = mentors.objective == "coverage_total"
        return cls(mentors.coverage if counts else 0, mentors.value, goals)


@dataclass(frozen=True, eq=False)
class ExpertPlan:
    """Which expert serves which goal, and how it is known that this is best.

    Attributes
    ----------
    consults : tuple of Consult
        Sorted.
    without_expert : tuple of str
        Ids of the mentees to whom no expert can be given for their most important goal: no mentor
        who does not serve it is possible for them.
    worth, bound : Worth or None
        What was found, and what nothing exceeds. None where there is no proposal.
    free, ceiling, joint : Assignment or None
        The best mentors if experts had no limit; the most that experts can do, whoever the mentors
        are; and mentors and experts chosen in one, where that was needed and succeeded.
    given : Assignment or None
        The experts, given the mentors.
    kept : bool
        Whether pairs of an earlier proposal, or quotas, came first. The experts are then best for
        the mentors as they are, and no more is said.
    """

    consults: tuple[Consult, ...] = ()
    without_expert: tuple[str, ...] = ()
    worth: Worth | None = None
    bound: Worth | None = None
    free: Assignment | None = None
    ceiling: Assignment | None = None
    joint: Assignment | None = None
    given: Assignment | None = None
    kept: bool = False

    @property
    def proved(self) -> bool:
        """Whether nothing better is possible."""
        return self.worth is not None and self.worth == self.bound

    def expert_of(self, mentee: str) -> dict[int, str]:
        """Give the expert's id for each goal of a mentee that has one."""
        return {c.goal: c.expert for c in self.consults if c.mentee == mentee}

    def load(self, expert: str) -> int:
        """Count the consultations that an expert is to give."""
        return sum(c.expert == expert for c in self.consults)

    def instead(self, scored: ScoredPairs, pairs: NDArray[np.int64]) -> tuple[Consult, ...]:
        """Choose the experts for other mentors than those of the proposal, pairs of row and col."""
        consultations = Consultations(scored)
        given = solve(consultations.with_mentors(pairs), "total")
        return tuple(sorted(Consult(*c) for c in consultations.consults(given.pairs)))

    def with_mentors(self, scored: ScoredPairs, mentors: Assignment, kept: bool) -> ExpertPlan:
        """Choose the experts for the mentors that were chosen.

        Parameters
        ----------
        scored : ScoredPairs
            The round, judged with :attr:`without_expert`.
        mentors : Assignment
            The mentors.
        kept : bool
            Whether pairs of an earlier proposal, or quotas, came first.

        Raises
        ------
        AllianceMatchError
            When the mentors and experts are worth less than the joint choice that they were taken
            from, which would be an error of this program.
        """
        if mentors.status == "infeasible" or self.ceiling is None:
            return self
        consultations = Consultations(scored)
        given = solve(consultations.with_mentors(mentors.pairs), "total")
        plan = replace(self, given=given, kept=kept)
        plan = replace(plan, **plan._read(scored, mentors))
        if plan.joint is not None and not kept and not plan.proved:
            raise AllianceMatchError(
                f"Mentors and experts are worth {plan.worth}, but {plan.bound} was found. "
                "Please report this with the round."
            )
        return plan

    def _read(self, scored: ScoredPairs, mentors: Assignment) -> dict[str, Any]:
        """Read consultations, worth and bound off the assignments."""
        consultations = Consultations(scored)
        assert self.given is not None
        assert self.ceiling is not None
        assert self.free is not None
        worth = Worth.of(mentors, consultations.worth(self.given.pairs))
        bound = Worth.of(self.free, self.ceiling.value)
        if self.kept:
            bound = worth
        elif self.joint is not None:
            bound = self._joint_worth(scored)
        asked = (Consult(*c) for c in consultations.consults(self.given.pairs))
        return {"consults": tuple(sorted(asked)), "worth": worth, "bound": bound}

    def _joint_worth(self, scored: ScoredPairs) -> Worth:
        """Read off what the joint choice is worth."""
        assert self.joint is not None
        assert self.free is not None
        n_rows, n_cols = scored.facts.shape
        pairs = self.joint.pairs
        own, asked = (pairs[m] for m in (pairs[:, 0] < n_rows, pairs[:, 0] >= n_rows))
        found = replace(
            self.free, coverage=len(own), value=int(scored.points[own[:, 0], own[:, 1]].sum())
        )
        return Worth.of(found, Consultations(scored).worth(asked - (n_rows, n_cols)))

    # --- proof -----------------------------------------------------------------------------------

    def failures(
        self, scored: ScoredPairs, mentors: Assignment, problem: AssignmentProblem
    ) -> list[str]:
        """Check the plan without a solver.

        Parameters
        ----------
        scored : ScoredPairs
            The round, judged with :attr:`without_expert`.
        mentors : Assignment
            The mentors that were chosen.
        problem : AssignmentProblem
            Of the mentors as if experts had no limit, and nothing were kept.

        Returns
        -------
        list of str
            What does not hold; empty where all does.
        """
        wrong = [
            f"{name}: {fault}"
            for name, found, objective, proved in self._claims(scored, mentors, problem)
            for fault in _faults(found, objective, proved)
        ]
        if wrong or mentors.status == "infeasible":
            return wrong or self._more_than_nothing()
        if self.given is None or self.ceiling is None or self.free is None:
            return ["the experts were not shared out"]
        read = self._read(scored, mentors)
        wrong = [
            f"{name} of the experts' plan is not what follows from its assignments"
            for name, value in read.items()
            if getattr(self, name) != value
        ]
        ids = [m.id for m in scored.facts.mentees]
        needs = {ids[i] for i in Consultations(scored).relying(mentors.pairs)}
        without = sorted(needs - self._served(scored))
        wrong += [f"{who} relies on an expert and has none" for who in without]
        relies = Consultations(scored.without_expert(frozenset())).relies.any(axis=1)
        could = {ids[i] for i in np.flatnonzero(relies).tolist()}
        strange = sorted(set(self.without_expert) - could)
        return wrong + [f"{who} could rely on no expert anyhow" for who in strange]

    def _more_than_nothing(self) -> list[str]:
        """Check that nothing is planned where there is no proposal."""
        planned = self.consults or self.worth or self.bound or self.given or self.kept
        reserved = self.without_expert and self.ceiling is None
        return ["experts are planned where there is no proposal"] if planned or reserved else []

    def _claims(
        self, scored: ScoredPairs, mentors: Assignment, problem: AssignmentProblem
    ) -> Iterator[tuple[str, Assignment, str, AssignmentProblem]]:
        """Give every assignment that something rests on, with what it is best at."""
        if self.free is None or self.ceiling is None:
            return
        unlimited = Consultations(scored.closing(OPEN))
        problem = unlimited.without_accepted(problem, self.without_expert)
        objective = scored.facts.policy.objective
        yield "mentors without a limit", self.free, objective, problem
        yield "most of the experts", self.ceiling, "total", unlimited.whoever_mentors()
        if self.given is not None:
            given = Consultations(scored).with_mentors(mentors.pairs)
            yield "experts given the mentors", self.given, "total", given
        if self.joint is not None:
            joint = unlimited.joint(problem, self.ceiling.value + 1)
            yield "mentors and experts", self.joint, "total", joint

    def _served(self, scored: ScoredPairs) -> set[str]:
        """List the mentees whose consultations serve a most important goal."""
        goals = Consultations(scored)
        top = {goals.places[k] for k in np.flatnonzero(goals.is_top).tolist()}
        return {c.mentee for c in self.consults if (c.mentee, c.goal) in top}

    # --- as plain types --------------------------------------------------------------------------

    def to_dict(self) -> dict[str, Any]:
        """Turn into plain types for JSON."""
        return {
            "consults": [asdict(c) for c in self.consults],
            "without_expert": list(self.without_expert),
            "worth": None if self.worth is None else asdict(self.worth),
            "bound": None if self.bound is None else asdict(self.bound),
            "kept": self.kept,
            **{name: _plain(getattr(self, name)) for name in _ASSIGNMENTS},
        }

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> ExpertPlan:
        """Read what :meth:`to_dict` wrote.

        Raises
        ------
        KeyError, TypeError, ProblemError
            When something is missing, or of another kind.
        """
        worth, bound = (saved[name] and Worth(**saved[name]) for name in ("worth", "bound"))
        free, ceiling, joint, given = (_assignment(saved[name]) for name in _ASSIGNMENTS)
        consults = tuple(Consult(**c) for c in saved["consults"])
        without, kept = tuple(saved["without_expert"]), saved["kept"]
        return cls(consults, without, worth, bound, free, ceiling, joint, given, kept)


_ASSIGNMENTS = ("free", "ceiling", "joint", "given")


def _faults(found: Assignment, objective: str, problem: AssignmentProblem) -> tuple[str, ...]:
    if found.certificate is None:
        return ("there is no proof",)
    if found.objective != objective:
        return (f"it is best at {found.objective}, not at {objective}",)
    return found.certificate.failures(problem, found)


def _plain(found: Assignment | None) -> dict[str, Any] | None:
    return None if found is None else to_plain(found)


def _assignment(saved: Mapping[str, Any] | None) -> Assignment | None:
    return None if saved is None else from_plain(saved)
