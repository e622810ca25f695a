"""How far the points and the eligibility of pairs could go if one open question were answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..model.answers import PersonRole
from ..model.people import Mentee, Mentor, SubjectExpert
from ..model.policy import to_points
from ..model.vocabulary import normalise
from .bearing import BEARS, bearing, experts_matter, looks_at, tells_quota
from .criteria import criteria_of
from .reach import Reach, united
from .rules import (
    BETWEEN_TWO,
    BROKEN,
    PASSED,
    RULES,
    UNKNOWN,
    Verdicts,
    relies_on_expert,
    rules_of,
    top_goals,
)
from .score import ScoredPairs
from .shares import FULL, Shares, flags

__all__ = ["Reach", "Unknowns"]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

#: Answers that decide who needs a subject expert; others decide who can be asked.
_OF_GOALS = ("expertise", "expertise_levels", "goals", "goal_topics")


@dataclass(frozen=True, eq=False)
class Unknowns:
    """The open questions of a judged round, one at a time; all other answers stay as they are.

    Where the other side of a pair has not answered either, the range holds both answers.
    """

    scored: ScoredPairs

    def bears(self, role: PersonRole, field: str) -> bool:
        """Tell whether the policy looks at an answer at all; places aside."""
        return looks_at(self.scored.facts.round, self.scored.facts.policy, role, field)

    def reach(
        self, people: Iterable[tuple[PersonRole, Mentee | Mentor | SubjectExpert]], field: str
    ) -> Reach:
        """Say what the answer to one question could do.

        Parameters
        ----------
        people : iterable of (role, person)
            All whom the answer is about: one person, or all of an organisation.
        field : str
            What is asked, as :class:`~alliance_match.model.answers.Asked` names it.
        """
        pieces = [self._one(*piece) for piece in self._pieces(people, field)]
        return united(pieces, self.scored.facts.shape[1])

    def _pieces(
        self, people: Iterable[tuple[PersonRole, Mentee | Mentor | SubjectExpert]], field: str
    ) -> Iterator[tuple[PersonRole, str, Ints, Ints]]:
        facts = self.scored.facts
        rows, cols = (np.arange(n) for n in facts.shape)
        for role, person in people:
            others = self._others(role, person, field)
            if role == "mentee":
                one, there = np.array([self._row[person.id]]), cols[others]
                yield role, field, np.repeat(one, there.size), there
            elif role == "mentor":
                one, there = np.array([self._col[person.id]]), rows[others]
                yield role, field, there, np.repeat(one, there.size)
            else:
                yield role, field, np.repeat(rows, cols.size), np.tile(cols, rows.size)
            if self._reserved[0].size and "expert_free" in bearing(role, field)[1]:
                yield role, field, *self._reserved  # an expert who is needed no more is free

    def _others(
        self, role: PersonRole, person: Mentee | Mentor | SubjectExpert, field: str
    ) -> Bools:
        """Mark those on the other side of a mentee or mentor with whom an answer can matter.

        How well somebody speaks a language matters with those who speak it, or did not say; a
        mentee's also with a subject expert, whoever the mentor is.
        """
        facts = self.scored.facts
        opposite = facts.mentors if role == "mentee" else facts.mentees
        by_level = field == "language_levels" and role != "expert"
        if not by_level or (role == "mentee" and self._experts_matter):
            return np.ones(len(opposite), dtype=np.bool_)
        open_ = {skill.language for skill in person.languages or () if skill.level is None}
        return flags(
            other.languages is None or bool(open_ & {skill.language for skill in other.languages})
            for other in opposite
        )

    @cached_property
    def _reserved(self) -> tuple[Ints, Ints]:
        """List the pairs of those to whom no expert can be given, as others need them."""
        facts, verdicts = self.scored.facts, self.scored.verdicts["expert_free"]
        waiting = flags(m.id in facts.closed.without_expert for m in facts.mentees)
        row, col = np.nonzero((verdicts == BROKEN) & waiting[:, None])
        return row, col

    @cached_property
    def _row(self) -> dict[str, int]:
        return {m.id: i for i, m in enumerate(self.scored.facts.mentees)}

    @cached_property
    def _col(self) -> dict[str, int]:
        return {m.id: j for j, m in enumerate(self.scored.facts.mentors)}

    def _one(self, role: PersonRole, field: str, row: Ints, col: Ints) -> Reach:
        criteria, rules = bearing(role, field)
        low, high = self._points(criteria, field, row, col)
        least = to_points(self.scored.facts.policy.min_points)
        eligible = self.scored.eligible[row, col]
        falls, blocked = np.zeros((2, row.size), dtype=np.bool_)
        for name, verdicts in self.scored.verdicts.items():
            verdict = verdicts[row, col]
            if name in rules and self.scored.facts.policy.rule(name).on:
                unsure = self._unsure(role, name, field, row, col)
                falls |= (verdict == UNKNOWN) | ((verdict == PASSED) & unsure)
                if name != "expert_free":
                    blocked |= (verdict == BROKEN) & (self._raw[name][row, col] != UNKNOWN)
            else:
                blocked |= verdict == BROKEN
        rises = ~eligible & ~blocked & (high >= least)
        return Reach(row, col, low, high, eligible & (falls | (low < least)), rises)

    # --- points --------------------------------------------------------------------------------

    def _points(
        self, criteria: Sequence[str], field: str, row: Ints, col: Ints
    ) -> tuple[Ints, Ints]:
        """Give the least and the most points, rounded as points are."""
        raw, weights = self._raw_points[row, col], self.scored.facts.policy.weights
        down, up = np.zeros((2, row.size), dtype=np.int64)
        for name in criteria:
            shares = self._shares[name]
            value, high = shares.value[row, col], shares.high[row, col]
            if field == "organisation" and name == "preference":
                high = np.full_like(value, FULL)  # somebody may have asked for it
            down += weights[name] * (value - shares.low[row, col]).astype(np.int64)
            up += weights[name] * (high - value).astype(np.int64)
        return (raw - down + FULL // 2) // FULL, (raw + up + FULL // 2) // FULL

    @cached_property
    def _shares(self) -> dict[str, Shares]:
        facts = self.scored.facts

        def whole(shares: Shares) -> Shares:
            parts = (shares.value, shares.low, shares.high)
            return Shares(*(np.broadcast_to(part, facts.shape) for part in parts))

        return {c.name: whole(c.shares(facts)) for c in criteria_of(facts.policy)}

    @cached_property
    def _raw_points(self) -> Ints:
        """Points of every pair in ``1 / FULL`` of a point, before rounding."""
        weights = self.scored.facts.policy.weights
        total: Ints = np.zeros(self.scored.facts.shape, dtype=np.int64)
        for name, shares in self._shares.items():
            total += weights[name] * shares.value.astype(np.int64)
        return total

    # --- rules ---------------------------------------------------------------------------------

    @cached_property
    def _raw(self) -> dict[str, Verdicts]:
        """The rules' own verdicts, before the policy decides what an unknown counts as."""
        facts = self.scored.facts
        return {
            r.name: np.broadcast_to(r.verdicts(facts), facts.shape) for r in rules_of(facts.policy)
        }

    def _unsure(self, role: PersonRole, rule: str, field: str, row: Ints, col: Ints) -> Bools:
        """Mark pairs that an answer could make break a rule which they pass now."""
        if rule == "within_quota":
            return np.full(row.size, tells_quota(self.scored.facts.policy, role, field))
        if rule == "expert_free":
            return self._may_need_expert(role, field)[row, col]
        if (rule, field) == ("top_goal_covered", "expertise_levels"):
            return ~self._surely_served[role][row, col]
        if field != "organisation" or rule not in ("no_exclusion", "different_person"):
            return np.zeros(row.size, dtype=np.bool_)
        facts = self.scored.facts
        pairs = zip(row.tolist(), col.tolist(), strict=True)
        people = [(facts.mentees[i], facts.mentors[j]) for i, j in pairs]
        if rule == "no_exclusion":
            return flags(bool(a.exclusions or b.exclusions) for a, b in people)
        return flags(normalise(a.name) == normalise(b.name) for a, b in people)

    @cached_property
    def _experts_matter(self) -> bool:
        return experts_matter(self.scored.facts.round, self.scored.facts.policy)

    def _may_need_expert(self, role: PersonRole, field: str) -> Bools:
        """Mark pairs that an answer could leave without a subject expert whom they need.

        Of mentors' expertise and of goals, an answer could make a pair need one whose mentor does
        not surely serve a top goal now; other answers decide who can be asked.
        """
        facts, top = self.scored.facts, top_goals(self.scored.facts)
        surely = np.zeros(facts.shape, dtype=np.bool_)
        if not self._experts_matter:
            return surely
        if role != "expert" and field in _OF_GOALS:
            served = facts.goal_cover.low[top] >= facts.least_cover
            np.logical_or.at(surely, facts.goal_owner[top], served)
            return ~surely
        relies = relies_on_expert(facts)
        asked = facts.consultable & self._sure_of_expert(field)
        who = np.zeros((facts.shape[0], len(facts.round.experts)), dtype=np.bool_)
        np.logical_or.at(who, facts.goal_owner[top], facts.consultable[top])
        needing = np.logical_or.reduce(relies, axis=1)
        ample = who[needing].sum(axis=0) <= facts.consultations
        np.logical_or.at(
            surely, facts.goal_owner[top], (asked & ample)[top].any(axis=1, keepdims=True)
        )
        return relies & ~surely

    def _sure_of_expert(self, field: str) -> Bools:
        """Mark goals and experts for whom an answer of a kind is known, so that none undoes it."""
        facts = self.scored.facts
        if field in _OF_GOALS:
            return facts.expert_cover.low >= facts.least_cover
        if field == "consultations":
            return flags(x.consultations is not None for x in facts.round.experts)
        names = set(BETWEEN_TWO) & set(BEARS[field][1])
        known = np.ones((facts.shape[0], len(facts.round.experts)), dtype=np.bool_)
        for rule in (rule for rule in RULES if rule.name in names):
            known &= rule.verdicts(facts.as_mentors) == PASSED
        return np.asarray(known[facts.goal_owner])

    @cached_property
    def _surely_served(self) -> dict[PersonRole, Bools]:
        """Whether a top goal is served whatever the levels that one side did not state."""
        facts = self.scored.facts
        top, least = top_goals(facts), facts.least_cover
        mentor, expert = facts.goal_served[top], facts.expert_serves[top]
        if not facts.policy.rules.top_goal_covered.experts_count:
            expert = expert[:, :0]
        sure = {
            "mentor": (facts.goal_cover.low[top] >= least) | expert.any(axis=1, keepdims=True),
            "expert": mentor | (facts.expert_cover.low[top] >= least).any(axis=1, keepdims=True),
        }
        tables: dict[PersonRole, Bools] = {}
        for role in ("mentor", "expert"):
            tables[role] = np.zeros(facts.shape, dtype=np.bool_)
            np.logical_or.at(tables[role], facts.goal_owner[top], sure[role])
        return tables
