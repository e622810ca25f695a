"""A plan of the same people under other ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..assignment import Assignment, AssignmentProblem, renumbered
from ..scoring.quotas import OPEN
from ..scoring.score import ScoredPairs
from .consultations import Consultations, Ints
from .plan import Consult, ExpertPlan

__all__ = ["Renamed"]


@dataclass(frozen=True, eq=False)
class Renamed:
    """A round before and after its people were given other ids.

    Attributes
    ----------
    before, after : ScoredPairs
        The round, judged with the plan's ``without_expert``.
    ids : mapping of str to str
        The new id of each.
    """

    before: ScoredPairs
    after: ScoredPairs
    ids: Mapping[str, str]

    def plan(
        self,
        plan: ExpertPlan,
        problem: AssignmentProblem,
        old_mentors: Assignment,
        new_mentors: Assignment,
    ) -> ExpertPlan:
        """Write a plan under the new ids; its proofs are then those of the new problems.

        Parameters
        ----------
        plan : ExpertPlan
            Under the old ids.
        problem : AssignmentProblem
            Of the mentors after, as if experts had no limit, and nothing were kept.
        old_mentors, new_mentors : Assignment
            The mentors that were chosen, before and after.

        Returns
        -------
        ExpertPlan
        """
        ids = self.ids
        told = replace(
            plan,
            consults=tuple(
                sorted(Consult(ids[c.mentee], c.goal, ids[c.expert]) for c in plan.consults)
            ),
            without_expert=tuple(sorted(ids[who] for who in plan.without_expert)),
        )
        if plan.free is None or plan.ceiling is None:
            return told
        new = Consultations(self.after.closing(OPEN))
        problem = new.without_accepted(problem, told.without_expert)
        rows, cols, goals, experts = self.places
        return replace(
            told,
            free=renumbered(plan.free, problem, rows, cols),
            ceiling=renumbered(plan.ceiling, new.whoever_mentors(), goals, experts),
            given=self._given(plan.given, old_mentors, new_mentors),
            joint=self._joint(plan.joint, new.joint(problem, plan.ceiling.value + 1)),
        )

    @property
    def places(self) -> tuple[Ints, Ints, Ints, Ints]:
        """The new places of mentees, mentors, goals and experts."""
        old, new = self.before.facts, self.after.facts
        rows = self._moved([m.id for m in old.mentees], [m.id for m in new.mentees])
        cols = self._moved([m.id for m in old.mentors], [m.id for m in new.mentors])
        experts = self._moved([x.id for x in old.round.experts], [x.id for x in new.round.experts])
        place = {where: k for k, where in enumerate(Consultations(self.after).places)}
        goals = [place[self.ids[who], k] for who, k in Consultations(self.before).places]
        return rows, cols, np.array(goals, dtype=np.int64), experts

    def _moved(self, before: list[str], after: list[str]) -> Ints:
        place = {who: k for k, who in enumerate(after)}
        return np.array([place[self.ids[who]] for who in before], dtype=np.int64)

    def _given(
        self, given: Assignment | None, before: Assignment, after: Assignment
    ) -> Assignment | None:
        """Move the experts, and the columns for goals that stay open."""
        if given is None:
            return None
        rows, _, goals, experts = self.places
        needs = rows[sorted(Consultations(self.before).relying(before.pairs))]
        cols = np.concatenate((experts, experts.size + _ranks(needs)))
        problem = Consultations(self.after).with_mentors(after.pairs)
        return renumbered(given, problem, goals, cols)

    def _joint(self, joint: Assignment | None, problem: AssignmentProblem) -> Assignment | None:
        """Move mentors and experts in one, with the limits that tie them together."""
        if joint is None:
            return None
        rows, cols, goals, experts = self.places
        old = Consultations(self.before.closing(OPEN))
        open_goals = goals[np.flatnonzero(old.able.any(axis=1))]
        needing = rows[np.flatnonzero(old.relies.any(axis=1))]
        return renumbered(
            joint,
            problem,
            np.concatenate((rows, rows.size + goals)),
            np.concatenate((cols, cols.size + experts)),
            [*_ranks(open_goals).tolist(), *(open_goals.size + _ranks(needing)).tolist()],
        )


def _ranks(places: Ints) -> Ints:
    """Tell how many of some places come before each."""
    return np.asarray(np.argsort(np.argsort(places)), dtype=np.int64)
