"""Mentors and subject experts together, against every way of choosing both."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from functools import cache

import plain_rules
import pytest
from plain_scoring import PlainScorer

from alliance_match.model.decisions import Decision
from alliance_match.model.people import (
    Expertise,
    Goal,
    LanguageSkill,
    Organisation,
    SubjectExpert,
)
from alliance_match.model.policy import Policy
from alliance_match.model.record import Range
from alliance_match.model.round import MatchRound
from alliance_match.proposal import Proposal, propose
from alliance_match.round_problem import build_problem
from alliance_match.scoring.score import score

from .rounds import FREE, TOPICS, mentee, mentor, round_of

FEW, MANY = range(60), range(60, 1060)


def expert(number: int, **changes: object) -> SubjectExpert:
    base = {
        "id": f"M{number:02d}",  # as a mentor's: files may number their people from 0
        "name": f"Expert Sample {number}",
        "organisation": f"org-{number + 50}",
        "languages": (LanguageSkill(language="en", level="C1"),),
        "time_zone": "Europe/London",
        "availability": FREE,
        "expertise": (Expertise(topic="FUN.grants", level=3),),
        "consultations": Range.exactly(1),
    }
    return SubjectExpert.model_validate(base | changes)


def with_experts(mentors, mentees, experts, decisions=()) -> MatchRound:
    people = round_of(mentors, mentees, decisions)
    ids = {x.organisation for x in experts} - {o.id for o in people.organisations} - {None}
    more = tuple(Organisation(id=i, name=i, membership="full") for i in sorted(ids))
    return MatchRound(
        mentors=tuple(mentors),
        mentees=tuple(mentees),
        experts=tuple(experts),
        organisations=(*people.organisations, *more),
        decisions=people.decisions,
    )


@cache
def scarce_round(seed: int) -> tuple[MatchRound, Policy]:
    """A small round in which mentors leave many goals open, and experts are few."""
    rng = random.Random(seed)
    spoken = [(LanguageSkill(language=tag, level="C1"),) for tag in ("en", "en", "en", "fr")]

    def some(most: int) -> tuple[Expertise, ...]:
        chosen = rng.sample(TOPICS, rng.randint(1, most))
        return tuple(Expertise(topic=t, level=rng.choice([None, 2, 3, 3])) for t in chosen)

    mentors = [
        mentor(
            k,
            expertise=rng.choice([some(2), some(2), some(2), None]),
            capacity=Range.exactly(rng.choice([1, 1, 2])),
            mentoring_experience=rng.choice([0, 1, 5]),
        )
        for k in range(rng.randint(1, 4))
    ]
    mentees = [
        mentee(
            k,
            languages=(*spoken[0], *rng.choice(spoken)) if rng.random() < 0.7 else spoken[0],
            goals=tuple(
                Goal(topic=t, priority=rng.choice([1, 1, 2, 3]))
                for t in rng.sample(TOPICS, rng.randint(1, 3))
            ),
        )
        for k in range(rng.randint(1, 4))
    ]
    experts = [
        expert(
            k,
            languages=rng.choice([*spoken, None]),
            organisation=rng.choice([f"org-{k + 50}", "org-100", None]),
            expertise=rng.choice([some(2), some(3), some(3), None]) if k else some(3),
            availability=rng.choice([FREE, FREE, FREE[:0], None]),
            consultations=rng.choice([None, 0, 1, 1, 2, Range(low=1, high=3)]),
        )
        for k in range(rng.randint(1, 3))
    ]
    decisions = [
        Decision(
            kind=kind,
            mentee=rng.choice(mentees).id,
            mentor=rng.choice(mentors).id,
            rule=rng.choice(["expert_free", "top_goal_covered"]) if kind == "waive" else None,
        )
        for kind in rng.sample(["pin", "veto", "waive", "waive"], rng.choice([0, 0, 1, 2]))
    ]
    policy = Policy(
        objective=rng.choice(["coverage_total", "coverage_total", "total"]),
        rules={
            "top_goal_covered": {
                "unknown": rng.choice(["pass", "fail"]),
                "experts_count": rng.random() < 0.9,
            },
            "expert_free": {"on": rng.random() < 0.9},
            "shared_language": {"unknown": rng.choice(["pass", "fail"])},
        },
        criteria={"goal_coverage": {"priority_weights": rng.choice([(3, 2, 1), (1, 1, 2)])}},
        experts={"when_unknown": rng.choice([0, 1, 2])},
    )
    return with_experts(mentors, mentees, experts, tuple(decisions)), policy


class Every:
    """Every choice of mentors and experts, judged by the plain rules alone."""

    def __init__(self, people: MatchRound, policy: Policy):
        self.people, self.policy = people, policy
        self.plain = PlainScorer(people, policy)
        self.pair = {
            (i, j): self.plain.pair(a, b)
            for i, a in enumerate(people.mentees)
            for j, b in enumerate(people.mentors)
        }
        unstated = policy.experts.when_unknown
        self.limit = [
            unstated if x.consultations is None else int(x.consultations.low)
            for x in people.experts
        ]
        self.best_plan, self.plans_of = cache(self._best_plan), cache(self._plans_of)
        self.experts_for = cache(self._experts_for)

    def relies(self, i: int, j: int) -> bool:
        a, b = self.plain.card(self.people.mentees[i]), self.plain.card(self.people.mentors[j])
        waived = (a.person.id, b.person.id, "expert_free") in self.plain.waived
        on = self.policy.rules.expert_free.on
        return on and not waived and plain_rules.rests_on_an_expert(self.plain, a, b)

    def _experts_for(self, i: int, k: int) -> list[int]:
        a = self.plain.card(self.people.mentees[i])
        topic = self.people.mentees[i].goals[k].topic
        every = range(len(self.people.experts))
        return [x for x in every if plain_rules.may_be_asked(self.plain, a, x, topic)]

    def is_open(self, i: int, j: int, k: int) -> bool:
        skills = self.plain.card(self.people.mentors[j]).skills
        topic = self.people.mentees[i].goals[k].topic
        return self.plain.covers(self.plain.cover(topic, skills)) is not True

    def weight(self, i: int, k: int) -> int:
        goal = self.people.mentees[i].goals[k]
        return self.policy.criteria.goal_coverage.priority_weights[goal.priority - 1]

    def _best_plan(self, chosen: tuple[int | None, ...]) -> int | None:
        """The most that experts can serve, None where somebody who needs one gets none."""
        best = {(0,) * len(self.limit): 0}
        for i, j in enumerate(chosen):
            after: dict[tuple[int, ...], int] = {}
            for load, worth in best.items():
                for asked, more in () if j is None else self.plans_of(i, j):
                    total = tuple(a + b for a, b in zip(load, asked, strict=True))
                    if all(n <= most for n, most in zip(total, self.limit, strict=True)):
                        after[total] = max(after.get(total, -1), worth + more)
            best = best if j is None else after
        return max(best.values(), default=None)

    def _plans_of(self, i: int, j: int) -> list[tuple[tuple[int, ...], int]]:
        """Every way of serving what a mentor leaves open: each expert's load, and the worth."""
        goals = self.people.mentees[i].goals
        first = min(g.priority for g in goals)
        each = [
            [None, *(self.experts_for(i, k) if self.is_open(i, j, k) else ())]
            for k in range(len(goals))
        ]
        found = []
        for plan in itertools.product(*each):
            served = [k for k, x in enumerate(plan) if x is not None]
            if not self.relies(i, j) or any(goals[k].priority == first for k in served):
                load = tuple(plan.count(x) for x in range(len(self.limit)))
                found.append((load, sum(self.weight(i, k) for k in served)))
        return found

    def best(self, problem) -> tuple[int, int, int] | None:
        """The best of all, or None where pins and loads leave none."""
        counts = self.policy.objective == "coverage_total"
        found = []
        for chosen in self.choices(problem):
            matched = [(i, j) for i, j in enumerate(chosen) if j is not None]
            points = sum(self.pair[p].points for p in matched)
            found.append((len(matched) if counts else 0, points, chosen))
        for matched, points in sorted({f[:2] for f in found}, reverse=True):
            plans = [self.best_plan(f[2]) for f in found if f[:2] == (matched, points)]
            if any(plan is not None for plan in plans):
                return matched, points, max(plan for plan in plans if plan is not None)
        return None

    def choices(self, problem):
        pins = problem.pins.tolist()
        vetoes = {tuple(p) for p in problem.forbidden.tolist()}
        each = []
        for i in range(problem.n_rows):
            able = [j for j in range(problem.n_cols) if self.pair[i, j].eligible]
            able = [j for j in able if (i, j) not in vetoes]
            mine = [j for row, j in pins if row == i]
            each.append([j for j in able if mine == [j]] if mine else [None, *able])
        for chosen in itertools.product(*each):
            if all(chosen.count(j) <= n for j, n in enumerate(problem.capacity.tolist())):
                yield chosen


def check(seed: int, **settings: object) -> Proposal:
    people, policy = scarce_round(seed)
    if settings:
        experts = policy.experts.model_dump() | settings
        policy = Policy(**policy.model_dump(exclude={"experts"}), experts=experts)
    proposal, every = propose(people, policy), Every(people, policy)
    problem = build_problem(score(people, policy))
    best = every.best(problem)
    plan = proposal.experts
    assert plan is not None
    if best is None:
        assert proposal.status == "infeasible"
        return proposal
    assert proposal.status == "optimal"
    assert plan.worth is not None
    assert plan.bound is not None
    assert best <= tuple(vars(plan.bound).values())
    if not settings:
        assert tuple(vars(plan.worth).values()) == best
        assert plan.proved
    assert_kept(proposal, every)
    assert plan.failures(proposal.scored, proposal.assignment, problem) == []
    return proposal


def assert_kept(proposal: Proposal, every: Every) -> None:
    """Every consultation keeps every rule, and who relies on an expert has one."""
    people, plan = proposal.round, proposal.experts
    row = {m.id: i for i, m in enumerate(people.mentees)}
    number = {x.id: k for k, x in enumerate(people.experts)}
    for x, limit in zip(people.experts, every.limit, strict=True):
        assert plan.load(x.id) <= limit
    assert len({(c.mentee, c.goal) for c in plan.consults}) == len(plan.consults)
    chosen = [None] * len(people.mentees)
    for pair in proposal.pairs:
        chosen[pair.row] = pair.col
    for c in plan.consults:
        i = row[c.mentee]
        assert chosen[i] is not None
        assert every.is_open(i, chosen[i], c.goal)
        assert number[c.expert] in every.experts_for(i, c.goal)
    worth = sum(every.weight(row[c.mentee], c.goal) for c in plan.consults)
    assert worth == plan.worth.goals == every.best_plan(tuple(chosen))


@pytest.mark.parametrize("seed", FEW)
def test_mentors_and_experts_are_best_together(seed):
    check(seed)


@pytest.mark.slow
def test_mentors_and_experts_are_best_together_in_a_thousand_rounds():
    for seed in MANY:
        check(seed)


@pytest.mark.parametrize("seed", FEW[:30])
def test_one_after_the_other_keeps_all_rules_and_a_bound(seed):
    check(seed, joint_up_to=0)


def test_the_rounds_are_of_every_kind():
    met = Counter()
    for seed in FEW:
        proposal = propose(*scarce_round(seed))
        plan = proposal.experts
        met["infeasible"] += proposal.status == "infeasible"
        met["in one"] += plan.joint is not None
        met["limited"] += bool(plan.without_expert)
        met["consults"] += bool(plan.consults)
        settings = proposal.policy.model_dump()
        settings["experts"]["joint_up_to"] = 0
        met["gap"] += not propose(proposal.round, Policy(**settings)).experts.proved
    assert min(met[k] for k in ("infeasible", "in one", "limited", "consults", "gap")) > 0, met
