"""What rules and criteria look at, as arrays over all mentees (rows) and mentors (columns)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..model.decisions import Decisions
from ..model.people import LEVELS, Mentee, Mentor, Person
from ..model.policy import Policy
from ..model.round import MatchRound
from .coverage import cover, served
from .overlap import Overlap, overlap
from .quotas import OPEN, Closed, Limit, limits
from .shares import FULL, Shares, flags

__all__ = ["Facts", "Overlap", "Spoken"]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Spoken:
    """The best level at which each pair shares a language: 0 none, 1 (A1) to 7 (native).

    Attributes
    ----------
    known : ndarray of int, shape (n_mentees, n_mentors)
        Counting only levels that were stated.
    possible : ndarray of int, same shape
        If every level that was not stated were native.
    answered : ndarray of bool, same shape
        Whether both said which languages they speak.
    """

    known: NDArray[np.int8]
    possible: NDArray[np.int8]
    answered: Bools


@dataclass(frozen=True)
class Facts:
    """Arrays derived from one round under one policy, each computed once, when first needed.

    Attributes
    ----------
    round : MatchRound
        The people, and the decisions so far.
    policy : Policy
        What is looked at.
    closed : Closed
        What plans of quotas and subject experts leave no room for.
    imagined : frozenset of str
        Ids of mentors who do not exist yet: own rules and criteria do not know them.
    """

    round: MatchRound
    policy: Policy
    closed: Closed = OPEN
    imagined: frozenset[str] = frozenset()

    @property
    def mentees(self) -> tuple[Mentee, ...]:
        """The rows."""
        return self.round.mentees

    @property
    def mentors(self) -> tuple[Mentor, ...]:
        """The columns."""
        return self.round.mentors

    @property
    def shape(self) -> tuple[int, int]:
        """Number of mentees and of mentors."""
        return len(self.mentees), len(self.mentors)

    # --- languages -----------------------------------------------------------------------------

    @cached_property
    def spoken(self) -> Spoken:
        """Shared languages of all pairs."""
        tags = sorted(
            {s.language for p in (*self.mentees, *self.mentors) for s in p.languages or ()}
        )
        rows, cols = _levels(self.mentees, tags), _levels(self.mentors, tags)
        spoke = [flags(p.languages is not None for p in ps) for ps in (self.mentees, self.mentors)]
        answered = spoke[0][:, None] & spoke[1]
        known, possible = np.zeros((2, *self.shape), dtype=np.int8)
        for best, bound in ((known, 0), (possible, 1)):
            for a, b in zip(rows[bound].T, cols[bound].T, strict=True):
                both = (a[:, None] >= 0) & (b >= 0)
                np.maximum(best, np.minimum(a[:, None], b), out=best, where=both)
        return Spoken(known, possible, answered)

    # --- time ----------------------------------------------------------------------------------

    @cached_property
    def overlap(self) -> Overlap:
        """Usable common time of all pairs in the winter and in the summer week."""
        return overlap(self.mentees, self.mentors, self.policy)

    # --- goals ---------------------------------------------------------------------------------

    @cached_property
    def goal_owner(self) -> Ints:
        """Row of the mentee of each goal, goals in the order of mentees, shape (n_goals,)."""
        return np.repeat(np.arange(len(self.mentees)), [len(m.goals or ()) for m in self.mentees])

    @cached_property
    def goal_priority(self) -> Ints:
        """Priority (1 to 3) of each goal, shape (n_goals,)."""
        return np.array([g.priority for m in self.mentees for g in m.goals or ()], dtype=np.int64)

    @cached_property
    def goal_cover(self) -> Shares:
        """How well each mentor serves each goal, shape (n_goals, n_mentors)."""
        return cover(self.round, self.policy, [m.expertise for m in self.mentors])

    @cached_property
    def expert_cover(self) -> Shares:
        """How well each subject expert serves each goal, shape (n_goals, n_experts)."""
        return cover(self.round, self.policy, [x.expertise for x in self.round.experts])

    @cached_property
    def least_cover(self) -> int:
        """The share (of FULL) from which on a goal counts as served."""
        return round(self.policy.rules.top_goal_covered.min_coverage * FULL / 100)

    @cached_property
    def goal_served(self) -> Bools:
        """Whether each mentor serves each goal well enough, shape (n_goals, n_mentors)."""
        return served(self.goal_cover, self.least_cover)

    @cached_property
    def expert_serves(self) -> Bools:
        """Whether each subject expert does, shape (n_goals, n_experts)."""
        return served(self.expert_cover, self.least_cover)

    # --- quotas --------------------------------------------------------------------------------

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """The limits on groups."""
        return limits(self.round, self.policy)

    @cached_property
    def limits_shut(self) -> dict[str, tuple[Limit, ...]]:
        """The limits under which a mentee may come no more, by the mentee's id."""
        whom: dict[str, list[str]] = {}
        for limit, who in self.closed.limits:
            whom.setdefault(limit, []).append(who)
        found: dict[str, list[Limit]] = {}
        for one in self.limits if whom else ():
            for who in whom.get(one.key, ()):
                found.setdefault(who, []).append(one)
        return {who: tuple(held) for who, held in found.items()}

    def closing(self, closed: Closed, people: MatchRound) -> Facts:
        """See the same people and waivers with other pairs kept, forbidden or without room."""
        facts = replace(self, closed=closed, round=people)
        if "limits" in vars(self):
            vars(facts)["limits"] = self.limits
        return facts

    # --- subject experts -----------------------------------------------------------------------

    @cached_property
    def consultations(self) -> Ints:
        """How many goals each subject expert may serve, shape (n_experts,)."""
        unstated = self.policy.experts.when_unknown
        said = [x.consultations for x in self.round.experts]
        return np.array([unstated if s is None else int(s.low) for s in said], dtype=np.int64)

    @cached_property
    def consultable(self) -> Bools:
        """Which subject expert may be asked about which goal, shape (n_goals, n_experts)."""
        from .rules import consultable

        return consultable(self)

    @cached_property
    def as_mentors(self) -> Facts:
        """The same mentees, with the subject experts in the mentors' places.

        Their ids are such as no application can name: those of the experts may be mentors' too.
        """
        fields = ("name", "organisation", "email", "languages", "time_zone", "availability")
        experts = tuple(
            Mentor(
                id=f"\0{number}",
                exclusions=x.exclusions,
                **{name: getattr(x, name) for name in fields},
            )
            for number, x in enumerate(self.round.experts)
        )
        there = {"mentors": experts, "experts": (), "decisions": Decisions()}
        return Facts(self.round.model_copy(update=there), self.policy)

    # --- scales --------------------------------------------------------------------------------

    def ahead(self, scale: str) -> tuple[Ints, Bools]:
        """Count the steps by which each mentor stands above each mentee on a scale.

        Returns
        -------
        ahead : ndarray of int, shape (n_mentees, n_mentors)
            0 where unknown.
        known : ndarray of bool, same shape
            Whether both steps are known.
        """
        steps = {step: k for k, step in enumerate(self.policy.scales[scale].steps)}
        low, high = (_steps(people, scale, steps) for people in (self.mentees, self.mentors))
        known = (low >= 0)[:, None] & (high >= 0)
        return np.where(known, high - low[:, None], 0), known

    # --- people --------------------------------------------------------------------------------

    def pairwise(
        self, mentee_has: Callable[[Mentee], object], mentor_has: Callable[[Mentor], object]
    ) -> Bools:
        """Mark the pairs for which both functions give the same value other than ``None``."""
        codes: dict[object, int] = {}
        rows = np.array([_code(codes, mentee_has(m)) for m in self.mentees], dtype=np.int64)
        cols = np.array([_code(codes, mentor_has(m)) for m in self.mentors], dtype=np.int64)
        return np.asarray((rows[:, None] == cols) & (rows >= 0)[:, None])

    def named_by_mentee(self, lists: Callable[[Person], Sequence[str]]) -> NDArray[np.int16]:
        """Give the 1-based place of each mentor in each mentee's list, 0 where not named."""
        return _places(self.mentees, self.mentors, lists)

    def named_by_mentor(self, lists: Callable[[Person], Sequence[str]]) -> NDArray[np.int16]:
        """Give the 1-based place of each mentee in each mentor's list, 0 where not named."""
        return np.transpose(_places(self.mentors, self.mentees, lists))

    @cached_property
    def columns_of(self) -> dict[str, list[int]]:
        """The columns of each mentor, by id: the own one, and those of the groups they lead."""
        columns: dict[str, list[int]] = {}
        for j, mentor in enumerate(self.mentors):
            for who in {mentor.id, mentor.group.mentor if mentor.group else mentor.id}:
                columns.setdefault(who, []).append(j)
        return columns

    @cached_property
    def past_pairs(self) -> Bools:
        """Mark who was a pair in an earlier round; shape (n_mentees, n_mentors)."""
        row = {m.id: i for i, m in enumerate(self.mentees)}
        cols = self.columns_of
        table = np.zeros(self.shape, dtype=np.bool_)
        for past in self.round.history:
            if past.mentee is not None:
                table[row[past.mentee], cols[past.mentor]] = True
        return table

    def neutral(self, criterion: str) -> int:
        """Give the share (of FULL) that stands for an unknown answer."""
        return round(self.policy.criterion(criterion).neutral * FULL / 100)


def _levels(people: Sequence[Person], tags: list[str]) -> NDArray[np.int8]:
    """Level per person and language as stated, and at best; shape (2, n_people, n_languages).

    -1 is not spoken, 0 a level that was not stated (at best: native), 1 to 7 are A1 to native.
    """
    column = {tag: k for k, tag in enumerate(tags)}
    table = np.full((2, len(people), len(tags)), -1, dtype=np.int8)
    for i, person in enumerate(people):
        for skill in person.languages or ():
            stated = 0 if skill.level is None else LEVELS.index(skill.level) + 1
            at = i, column[skill.language]
            for bound, level in ((0, stated), (1, stated or len(LEVELS))):
                table[bound][at] = max(table[bound][at], level)
    return table


def _steps(people: Sequence[Person], scale: str, steps: dict[str, int]) -> Ints:
    held = [{r.scale: r.step for r in p.ranks}.get(scale) for p in people]
    return np.array([-1 if h is None else steps.get(h, -1) for h in held], dtype=np.int64)


def _code(codes: dict[object, int], value: object) -> int:
    return -1 if value is None else codes.setdefault(value, len(codes))


def _places(
    who: Sequence[Person], whom: Sequence[Person], lists: Callable[[Person], Sequence[str]]
) -> NDArray[np.int16]:
    columns: dict[str, list[int]] = {}
    for j, person in enumerate(whom):
        group = person.group if isinstance(person, Mentor) else None
        for name in {person.id, person.organisation, group and group.mentor} - {None}:
            columns.setdefault(str(name), []).append(j)
    table = np.zeros((len(who), len(whom)), dtype=np.int16)
    for i, person in enumerate(who):
        for place, name in reversed(list(enumerate(lists(person), start=1))):
            table[i, columns.get(name, [])] = place
    return table
