"""A round on which the committee decided, as a choice that weights may or may not explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..assignment import AssignmentProblem, Observed, any_optimum, solve
from ..errors import AllianceMatchError
from ..model.decisions import Decision, Decisions
from ..model.policy import Policy, to_points
from ..proposal import Proposal
from ..round_problem import build_problem
from ..scoring.criteria import criteria_of
from ..scoring.rules import BROKEN
from ..scoring.score import score
from ..scoring.shares import FULL
from .record import Loss
from .suggestion import with_weights

__all__ = ["DecidedRound", "marks_of"]

Table = NDArray[np.int64]

OVERRIDES = ("pin", "veto", "accept")
"""Decisions that say what the committee wants; an accepted pair is chosen as a pinned one is."""


@dataclass(frozen=True, eq=False)
class DecidedRound:
    """A proposal, what was decided on it, and what it was chosen from.

    Rows and columns of its problems are in the order of the ids.
    """

    number: int
    proposal: Proposal

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """Pins and vetoes that took effect, and accepted pairs that are there: each pair once."""
        proposal, found = self.proposal, dict[tuple[str, str], Decision]()
        held = {
            "pin": set(map(tuple, proposal.problem.pins.tolist())),
            "veto": set(map(tuple, proposal.problem.forbidden.tolist())),
            "accept": set(map(tuple, proposal.assignment.pairs.tolist())),
        }
        place = self._place_in_round
        for kind in OVERRIDES:
            for one in proposal.round.decisions.of_kind(kind):
                if place(one) in held[kind]:
                    found.setdefault((one.mentee, one.mentor), one)
        return tuple(found.values())

    def _place_in_round(self, one: Decision) -> tuple[int, int]:
        people = self.proposal.round
        row = {m.id: i for i, m in enumerate(people.mentees)}
        col = {m.id: j for j, m in enumerate(people.mentors)}
        return row[one.mentee], col[one.mentor]

    @cached_property
    def orders(self) -> tuple[Table, Table]:
        """Mentees and mentors in the order of their ids."""
        people = self.proposal.round
        return tuple(  # type: ignore[return-value]
            np.array(sorted(range(len(side)), key=lambda k: side[k].id), dtype=np.int64)
            for side in (people.mentees, people.mentors)
        )

    @cached_property
    def observed(self) -> Observed:
        """What was chosen, and what it was chosen from: every pair that breaks no rule."""
        proposal, (rows, cols) = self.proposal, self.orders
        scored = proposal.scored
        allowed = np.ones(scored.points.shape, dtype=np.bool_)
        for verdict in scored.verdicts.values():
            allowed &= verdict != BROKEN
        row, col = np.nonzero(allowed[np.ix_(rows, cols)])
        share = [c.shares(scored.facts).value for c in criteria_of(proposal.policy)]
        wide = [np.broadcast_to(one, allowed.shape)[rows[row], cols[col]] for one in share]
        people = proposal.round
        capacity = scored.capacity[cols]
        problem = AssignmentProblem.from_pairs(
            row,
            col,
            np.zeros(row.size, dtype=np.int64),
            n_rows=rows.size,
            n_cols=cols.size,
            capacity=capacity,
            min_load=scored.least_loads[cols],
            pins=self._pairs(self._kept()),
            row_key=[people.mentees[i].id for i in rows.tolist()],
            col_key=[people.mentors[j].id for j in cols.tolist()],
        )
        least_points = to_points(proposal.policy.min_points)
        return Observed(
            problem=problem,
            features=np.array(wide, dtype=np.int64).reshape(len(share), -1),
            chosen=self._sorted(proposal.assignment.pairs),
            objective=proposal.policy.objective,
            unit=FULL,
            floor=least_points or None,
        )

    def _kept(self) -> list[Decision]:
        """List pairs that stay for the sake of an earlier proposal, not by a decision."""
        decided = {(one.mentee, one.mentor) for one in self.decisions}
        kept = self.proposal.round.decisions.of_kind("keep")
        return [one for one in kept if (one.mentee, one.mentor) not in decided]

    def _pairs(self, decisions: Sequence[Decision]) -> list[tuple[int, int]]:
        problem = (
            {key: k for k, key in enumerate(self._ids[0])},
            {key: k for k, key in enumerate(self._ids[1])},
        )
        return sorted({(problem[0][d.mentee], problem[1][d.mentor]) for d in decisions})

    @cached_property
    def _ids(self) -> tuple[list[str], list[str]]:
        people, (rows, cols) = self.proposal.round, self.orders
        return [people.mentees[i].id for i in rows], [people.mentors[j].id for j in cols]

    def _sorted(self, pairs: Table) -> Table:
        """Write pairs of the round with the rows and columns of the problems here."""
        rows, cols = (np.argsort(order) for order in self.orders)
        there = np.column_stack((rows[pairs[:, 0]], cols[pairs[:, 1]])).reshape(-1, 2)
        return np.asarray(there[np.lexsort((there[:, 1], there[:, 0]))], dtype=np.int64)

    @cached_property
    def weights(self) -> Table:
        """The weights that it was proposed with."""
        return marks_of(self.proposal.policy)

    def with_decisions(self, kept: Sequence[Decision]) -> AssignmentProblem:
        """Write the round down as it was, with some of the decisions alone."""
        pins = self._pairs([d for d in kept if d.kind != "veto"])
        vetoes = self._pairs([d for d in kept if d.kind == "veto"])
        problem = self.observed.under(self.weights)
        always = [(int(i), int(j)) for i, j in problem.pins]
        return replace(
            problem,
            pins=np.array(sorted({*always, *pins}), dtype=np.int64).reshape(-1, 2),
            forbidden=np.array(vetoes, dtype=np.int64).reshape(-1, 2),
        )

    def chosen_with(self, kept: Sequence[Decision]) -> Observed:
        """Propose again with some of the decisions alone."""
        if len(kept) == len(self.decisions):
            return self.observed
        again = solve(self.with_decisions(kept), self.proposal.policy.objective, even=True)
        return replace(self.observed, chosen=again.pairs)

    def loss(self, kept: Sequence[Decision]) -> Loss:
        """Say what some of the decisions cost, with the weights as they were."""
        problem = self.with_decisions(kept)
        (matches, points), (fewer, less) = (
            self._worth(p) for p in (self.with_decisions(()), problem)
        )
        return Loss(coverage=matches - fewer, points=points - less)

    def fits(self, one: Decision, weights: Table) -> bool:
        """Say whether some best proposal under weights, without decisions, agrees with one."""
        problem = self.observed.under(weights)
        found = any_optimum(problem, self.proposal.policy.objective)
        (pair,) = self._pairs([one])
        place = problem.place(np.array([pair], dtype=np.int64))[0]
        if one.kind != "veto":
            return bool(place >= 0 and found.in_some[place])
        without = replace(problem, forbidden=np.array([pair], dtype=np.int64))
        return self._worth(problem) == self._worth(without)

    def _worth(self, problem: AssignmentProblem) -> tuple[int, int]:
        found = any_optimum(problem, self.proposal.policy.objective)
        counts = self.proposal.policy.objective == "coverage_total"
        points = int(problem.score[problem.place(found.pairs)].sum())
        return (found.coverage if counts else 0), points

    def has_others(self, weights: Table) -> bool:
        """Say whether there is more than one best proposal under weights."""
        found = any_optimum(self.observed.under(weights), self.proposal.policy.objective)
        return bool(found.in_some.sum() > len(found.pairs))

    def check(self, kept: Sequence[Decision], weights: dict[str, int]) -> None:
        """Score the round anew with other weights: the proposal must be among the best."""
        proposal, chosen = self.proposal, self.chosen_with(kept).chosen
        decided = {(one.mentee, one.mentor) for one in self.decisions}
        left = tuple(
            d
            for d in proposal.round.decisions.entries
            if d.kind not in OVERRIDES
            and not (str(d.kind) == "keep" and (d.mentee, d.mentor) in decided)
        )
        people = proposal.round.model_copy(update={"decisions": Decisions(entries=left)})
        scored = score(people, with_weights(proposal.policy, weights), proposal.scored.facts.closed)
        rows, cols = self.orders
        own = scored.points[rows[chosen[:, 0]], cols[chosen[:, 1]]]
        may = scored.eligible[rows[chosen[:, 0]], cols[chosen[:, 1]]]
        counts = proposal.policy.objective == "coverage_total"
        worth = (len(chosen) if counts else 0), int(own.sum())
        if not may.all() or worth != self._worth(build_problem(scored)):
            raise AllianceMatchError("Weights were found that do not hold; please report this.")


def marks_of(policy: Policy) -> Table:
    """Give a policy's weights, in marks, in the order of the criteria. Shape (K,)."""
    return np.array([policy.weights[c.name] for c in criteria_of(policy)], dtype=np.int64)
