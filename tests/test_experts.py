"""Mentors and subject experts together, against every way of choosing both."""

from __future__ import annotations

import itertools
import json
import random
from collections import Counter
from dataclasses import replace
from functools import cache

import numpy as np
import plain_rules
import pytest
from plain_scoring import PlainScorer

from alliance_match.experts import Consult, ExpertPlan
from alliance_match.model.decisions import Decision
from alliance_match.model.people import (
    Expertise,
    Goal,
    LanguageSkill,
)
from alliance_match.model.policy import Policy
from alliance_match.model.record import Range
from alliance_match.model.round import MatchRound
from alliance_match.proposal import Proposal, propose
from alliance_match.rematch import without_kept
from alliance_match.report.bundle import Saved, to_bundle
from alliance_match.report.restore import restore
from alliance_match.round_problem import build_problem
from alliance_match.scoring.score import score

from .explain.small_rounds import key_of, proposals
from .rounds import FREE, TOPICS, expert, mentee, mentor, round_of, with_experts

FEW, MANY = range(60), range(60, 1060)
KINDS = ("pin", "veto", "waive", "accept", "accept")


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
        for kind in rng.sample(KINDS, rng.choice([0, 0, 1, 2]))
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
    if best is None:  # what was accepted yields, what was pinned does not
        kept = {(pair.mentee.id, pair.mentor.id) for pair in proposal.pairs}
        accepted = {(d.mentee, d.mentor) for d in people.decisions.of_kind("accept")}
        assert proposal.status == "infeasible" or accepted - kept
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
@pytest.mark.parametrize("start", MANY[::100])
def test_mentors_and_experts_are_best_together_in_a_thousand_rounds(start):
    for seed in range(start, start + 100):
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


def test_what_another_pair_costs_is_exact_where_experts_are_short():
    """A pair that would need an expert who is reserved has no price; all others have theirs."""
    short = [p for p in (propose(*scarce_round(s)) for s in FEW) if p.status == "optimal"]
    short = [p for p in short if p.experts.without_expert]
    assert len(short) > 2
    for proposal in short:
        now = (proposal.assignment.coverage, proposal.assignment.value)
        counts = proposal.policy.objective == "coverage_total"
        best: dict[tuple[int, int], tuple[int, int]] = {}
        for chosen in proposals(proposal):
            for pair in [(i, j) for i, j in enumerate(chosen) if j is not None]:
                best[pair] = max(best.get(pair, (-1, -1)), key_of(proposal, chosen))
        table = proposal.regrets
        for i, j in np.ndindex(proposal.scored.eligible.shape):
            assert table.possible[i, j] == ((i, j) in best)
            if (i, j) in best:
                matched, points = best[i, j]
                assert now[1] - points == table.value[i, j]
                assert not counts or now[0] - matched == table.coverage[i, j]


@pytest.mark.parametrize("seed", FEW[::6])
def test_the_order_of_the_rows_does_not_count(seed):
    people, policy = scarce_round(seed)
    found = propose(people, policy)
    data = people.model_dump()
    for kind in ("mentors", "mentees", "experts", "organisations"):
        data[kind] = tuple(reversed(data[kind]))
    again = propose(MatchRound.model_validate(data), policy)
    assert again.experts.to_dict() == found.experts.to_dict()
    assert again.rows() == found.rows()


@pytest.mark.parametrize("seed", FEW[::6])
def test_a_saved_round_gives_the_same_plan_without_a_solver(seed):
    found = propose(*scarce_round(seed))
    bundle = json.loads(json.dumps(to_bundle(found, {})))
    again = restore(Saved(bundle, ""))
    assert again.experts.to_dict() == found.experts.to_dict()
    assert again.rows() == found.rows()
    assert (again.scored.eligible == found.scored.eligible).all()
    assert again.status == found.status


def plan_of(proposal: Proposal) -> tuple[ExpertPlan, list[str]]:
    problem = build_problem(score(proposal.round, proposal.policy))
    plan = proposal.experts
    return plan, plan.failures(proposal.scored, proposal.assignment, problem)


def test_a_plan_that_was_changed_does_not_hold():
    proposal = next(p for p in (propose(*scarce_round(s)) for s in FEW) if p.experts.consults)
    plan, failures = plan_of(proposal)
    assert not failures
    other = replace(plan.worth, goals=plan.worth.goals + 1)
    for changed in (
        {"consults": plan.consults[1:]},
        {"consults": (*plan.consults, Consult("E00", 9, "M00"))},
        {"worth": other},
        {"bound": other},
        {"ceiling": replace(plan.ceiling, value=plan.ceiling.value + 1)},
        {"given": replace(plan.given, pairs=plan.given.pairs[:0])},
        {"free": None},
    ):
        assert plan_of(replace(proposal, experts=replace(plan, **changed)))[1], changed


@pytest.mark.parametrize("seed", FEW[::5])
def test_a_rematch_keeps_the_limits(seed):
    people, policy = scarce_round(seed)
    first = propose(people, policy)
    fewer = people.model_copy(
        update={
            "experts": tuple(
                x.model_copy(update={"consultations": Range.exactly(1)}) for x in people.experts
            )
        }
    )
    again = propose(fewer, policy, previous=first)
    assert again.experts is not None
    if again.status == "infeasible":
        return
    assert again.experts.kept
    assert_kept(again, Every(fewer, policy))
    plain = without_kept(again.round)
    problem = build_problem(score(plain, policy))
    assert again.experts.failures(again.scored, again.assignment, problem) == []


def one_expert_for_two() -> Proposal:
    """Two mentees whose top goal no mentor serves, and one expert with one consultation."""
    wanting = {"goals": (Goal(topic="FUN.grants"), Goal(topic="FUN.events", priority=2))}
    people = with_experts(
        [mentor(0, capacity=Range.exactly(3))],
        [mentee(0, **wanting), mentee(1, **wanting), mentee(2)],
        [expert(0)],
    )
    return propose(people)


def test_the_words_speak_of_the_expert():
    proposal = one_expert_for_two()
    plan = proposal.experts
    assert len(proposal.pairs) == 2
    assert [c.expert for c in plan.consults] == ["M00"]
    assert len(plan.without_expert) == 1
    left, served = plan.without_expert[0], plan.consults[0].mentee
    assert "subject expert: Expert Sample 0 (M00)" in str(proposal.explain(served))
    reason = "those who would are reserved for others: Expert Sample 0 with 1 consultation to give"
    assert reason in str(proposal.why_not(left, "M00"))
    assert "Subject experts: 1 consultation of 1 serves" in str(proposal)


def test_an_expert_who_is_taken_is_named_as_taken():
    both = (Goal(topic="FUN.events"), Goal(topic="FUN.grants", priority=2))
    people = with_experts(
        [mentor(0, capacity=Range.exactly(2))],
        [mentee(0, goals=both), mentee(1, goals=both)],
        [expert(0)],
    )
    proposal = propose(people)
    served = proposal.experts.consults[0].mentee
    other = next(m.id for m in people.mentees if m.id != served)
    taken = "Expert Sample 0 (M00) would serve it, but the 1 consultation goes to others"
    assert taken in str(proposal.explain(other))
    assert "subject expert: Expert Sample 0" in str(proposal.explain(served))


def test_another_mentor_may_free_an_expert():
    wanting = {"goals": (Goal(topic="FUN.grants"),)}
    able = (Expertise(topic="FUN.grants", level=3), Expertise(topic="FUN.events", level=3))
    people = with_experts(
        [mentor(0, preferences=("E00",)), mentor(1, expertise=able)],
        [mentee(0, preferences=("M00",), **wanting), mentee(1)],
        [expert(5)],
    )
    proposal = propose(people, Policy(criteria={"goal_coverage": {"weight": 1}}))
    assert proposal.mentor_of["E00"].mentor.id == "M00"
    told = str(proposal.why_not("E00", "M01"))
    assert "Expert Sample 5 (M05) would no longer be asked about Grants" in told, told


def test_without_experts_there_is_no_plan():
    people = round_of([mentor(0)], [mentee(0)])
    assert propose(people).experts is None
    assert to_bundle(propose(people), {})["experts"] is None
    off = Policy(experts={"on": False})
    assert propose(with_experts([mentor(0)], [mentee(0)], [expert(0)]), off).experts is None


@pytest.mark.parametrize("seed", FEW[::3])
def test_where_no_expert_is_shared_out_nothing_is_asked_for_their_sake(seed):
    people, policy = scarce_round(seed)
    bare = people.model_copy(update={"experts": ()})
    off = {"experts": {"on": False}}
    for given, changed in ((bare, {}), (bare, off), (people, off)):
        said = policy.model_dump() | changed
        without = said | {"rules": said["rules"] | {"expert_free": {"on": False}}}
        asked, fewer = (propose(given, Policy(**p)).questions() for p in (said, without))
        assert asked.to_dict() == fewer.to_dict()


def test_no_consultation_is_none_and_an_unknown_number_is_the_policys():
    wanting = [mentee(0, goals=(Goal(topic="FUN.grants"),))]
    for said, unknown, matched in ((0, 1, 0), (None, 1, 1), (None, 0, 0), (2, 0, 1)):
        number = None if said is None else Range.exactly(said)
        people = with_experts([mentor(0)], wanting, [expert(0, consultations=number)])
        policy = Policy(experts={"when_unknown": unknown})
        assert len(propose(people, policy).pairs) == matched, (said, unknown)
    with pytest.raises(ValueError, match="greater than or equal to 0"):
        expert(0, consultations={"low": -1, "high": 1})
