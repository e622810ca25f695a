"""The fewest changes against enumeration of everything that waivers and places could do."""

from __future__ import annotations

import itertools
import random

import numpy as np

import alliance_match as am
from alliance_match.explain import cheapest_change, cheapest_changes
from alliance_match.explain.changeable import Changeable
from alliance_match.model.people import Expertise, LanguageSkill
from alliance_match.scoring.criteria import CRITERIA
from alliance_match.scoring.rules import RULES, UNKNOWN
from alliance_match.scoring.shares import FULL

from ..rounds import mentee, mentor, round_of, seeded_round


def strict(policy):
    """What is unknown fails."""
    rules = {name: {**rule, "unknown": "fail"} for name, rule in policy.rules.model_dump().items()}
    return am.Policy.model_validate(policy.model_dump() | {"rules": rules})


def needs(proposal, i, j):
    """How many waivers and how many answers a pair needs; None where nothing helps."""
    scored, policy = proposal.scored, proposal.policy
    asked = 0
    for rule in scored.broken(i, j):
        verdict = next(r for r in RULES if r.name == rule).verdicts(scored.facts)
        asked += int(np.broadcast_to(verdict, scored.points.shape)[i, j]) == UNKNOWN
    waived = len(scored.broken(i, j)) - asked
    if not scored.too_few_points[i, j]:
        return waived, asked
    shares = [(policy.weights[c.name], c.shares(scored.facts)) for c in CRITERIA]
    raw = sum(w * int(s.value[i, j]) for w, s in shares)
    gains = [w * (int(s.high[i, j]) - int(s.value[i, j])) for w, s in shares]
    for size in range(1, len(gains) + 1):
        most = max(sum(some) for some in itertools.combinations(gains, size))
        if (2 * (raw + most) + FULL) // (2 * FULL) >= policy.min_points * 10:
            return waived, asked + size
    return None


def fewest(proposal, row):
    """Fewest changes, then most answers, then most points, over all ways to match all."""
    scored, problem = proposal.scored, proposal.problem
    wanted = sorted({row, *(p.row for p in proposal.pairs)})
    pins = dict(problem.pins.tolist())
    vetoes = {tuple(v) for v in problem.forbidden.tolist()}
    cols = range(problem.n_cols)
    need = {(i, j): needs(proposal, i, j) for i in wanted for j in cols}
    options = [
        [j for j in cols if need[i, j] and (i, j) not in vetoes and pins.get(i, j) == j]
        for i in wanted
    ]
    best = None
    for chosen in itertools.product(*options):
        pairs = list(zip(wanted, chosen, strict=True))
        load = [chosen.count(j) for j in cols]
        if any(k < int(low) for k, low in zip(load, problem.min_load, strict=True)):
            continue
        beyond = sum(max(0, k - int(u)) for k, u in zip(load, problem.capacity, strict=True))
        asked = sum(need[pair][1] for pair in pairs)
        changes = sum(need[pair][0] for pair in pairs) + asked + beyond
        key = (-changes, asked, sum(int(scored.points[pair]) for pair in pairs))
        best = key if best is None else max(best, key)
    return best


def test_the_fewest_changes_equal_enumeration():
    asked = impossible = elsewhere = answers = 0
    for seed in range(700):
        match_round, policy = seeded_round(seed)
        policy = strict(policy) if seed % 2 else policy
        proposal = am.propose(match_round, policy)
        if proposal.status != "optimal":
            continue
        for one in proposal.unmatched:
            row = match_round.mentees.index(one)
            told, best = cheapest_change(proposal, one.id), fewest(proposal, row)
            assert told.possible == (best is not None), seed
            if best is None:
                impossible += 1
                continue
            assert len(told.changes) == -best[0], seed
            own_answers = sum(change.kind == "answer" for change in told.changes)
            assert own_answers == best[1], seed
            answers += own_answers
            assert all(c.asks for c in told.changes if c.kind == "answer"), seed
            now = {p.mentee.id: p.mentor.id for p in proposal.pairs}
            now |= {move.mentee.id: move.after.id for move in told.moves}
            mentors = [m.id for m in match_round.mentors]
            rows = {m.id: i for i, m in enumerate(match_round.mentees)}
            points = sum(
                int(proposal.scored.points[rows[e], mentors.index(m)]) for e, m in now.items()
            )
            assert points == best[2], seed
            asked += 1
            elsewhere += told.elsewhere
    assert asked > 80
    assert impossible > 2
    assert elsewhere > 0
    assert answers > 10


def test_with_the_changes_made_the_mentee_is_matched():
    made = 0
    for seed in range(200):
        match_round, policy = seeded_round(seed)
        proposal = am.propose(match_round, policy)
        if proposal.status != "optimal" or policy.objective != "coverage_total":
            continue
        for one in proposal.unmatched:
            told = cheapest_change(proposal, one.id)
            if not told.possible or any(c.kind != "waiver" for c in told.changes):
                continue
            entries = match_round.decisions.entries + tuple(
                am.Decision(kind="waive", mentee=c.mentee.id, mentor=c.mentor.id, rule=rule)
                for c in told.changes
                for rule in proposal.scored.verdicts
                if c.rule == label_of(rule)
            )
            changed = match_round.model_copy(update={"decisions": am.Decisions(entries=entries)})
            again = am.propose(changed, policy)
            assert len(again.pairs) > len(proposal.pairs), seed
            made += 1
    assert made > 3


def label_of(rule):
    return next(r.label for r in RULES if r.name == rule)


def test_a_waiver_for_somebody_else_can_be_the_cheapest():
    """E02 needs M01, whom E01 has; M02 would serve E01 better, but is not approved yet."""
    french, english = (LanguageSkill(language=tag, level="C2") for tag in ("fr", "en"))
    once = Expertise(topic="FUN.events", level=1, evidence="once")
    people = round_of(
        [
            mentor(1, languages=(french, english), expertise=(once,), mentoring_experience=0),
            mentor(2, languages=(english,), panel_status="applied"),
        ],
        [
            mentee(1, languages=(english,)),
            mentee(2, languages=(LanguageSkill(language="fr", level="B2"),)),
        ],
    )
    proposal = am.propose(people)
    assert [one.id for one in proposal.unmatched] == ["E02"]
    told = cheapest_change(proposal, "E02")
    (change,) = told.changes
    assert told.elsewhere
    assert (change.mentee.id, change.mentor.id) == ("E01", "M02")
    assert change.rule in told.text
    assert "The waiver is for somebody else, who then makes room." in told.text
    assert "Mentee Example 1 (E01) moves from Mentor Sample 1 (M01) to" in told.text


def test_an_answered_question_can_be_the_cheapest():
    people = round_of([mentor(1)], [mentee(1, languages=None)])
    proposal = am.propose(people, strict(am.Policy()))
    assert [one.id for one in proposal.unmatched] == ["E01"]
    told = cheapest_change(proposal, "E01")
    (change,) = told.changes
    assert change.kind == "answer"
    assert told.text == (
        "The least that would get Mentee Example 1 (E01) a mentor is 1 change: ask which languages "
        "Mentee Example 1 (E01) speaks: a favourable answer lets Mentee Example 1 (E01) have "
        "Mentor Sample 1 (M01). Mentee Example 1 (E01) gets Mentor Sample 1 (M01)."
    )
    answered = round_of([mentor(1)], [mentee(1)])
    assert not am.propose(answered, strict(am.Policy())).unmatched


def test_a_question_about_somebody_else_can_be_the_cheapest():
    """E02 needs M01, whom E01 has; M02 would serve E01, but nobody knows when M02 is free."""
    french, english = (LanguageSkill(language=tag, level="C2") for tag in ("fr", "en"))
    people = round_of(
        [mentor(1, languages=(french, english)), mentor(2, availability=None)],
        [mentee(1), mentee(2, languages=(LanguageSkill(language="fr", level="B2"),))],
    )
    proposal = am.propose(people, strict(am.Policy()))
    assert [one.id for one in proposal.unmatched] == ["E02"]
    told = cheapest_change(proposal, "E02")
    assert told.elsewhere
    assert "The question is about somebody else, who then makes room." in told.text
    assert "ask when Mentor Sample 2 (M02) is free" in told.text


def test_an_answer_can_lift_a_pair_over_the_least_points():
    people = round_of([mentor(1, mentoring_experience=None)], [mentee(1)])
    points = int(am.propose(people).pairs[0].points)
    policy = am.Policy.from_toml(f"min_points = {(points + 5) / 10}")
    proposal = am.propose(people, policy)
    assert proposal.unmatched
    told = cheapest_change(proposal, "E01")
    assert "ask how often Mentor Sample 1 (M01) has mentored before" in told.text
    answered = round_of([mentor(1, mentoring_experience=3)], [mentee(1)])
    assert not am.propose(answered, policy).unmatched


def test_answers_count_up_to_the_very_point():
    """The bound is set to what some answers would make of some pair, and one point more."""
    asked = 0
    for seed in range(60):
        rng = random.Random(seed)
        match_round, policy = seeded_round(seed)
        scored = am.propose(match_round, policy).scored
        i, j = (rng.randrange(n) for n in scored.points.shape)
        shares = [(policy.weights[c.name], c.shares(scored.facts)) for c in CRITERIA]
        chosen = [rng.random() < 0.6 for _ in shares]
        raised = sum(
            w * int((s.high if c else s.value)[i, j])
            for (w, s), c in zip(shares, chosen, strict=True)
        )
        reached = (2 * raised + FULL) // (2 * FULL)
        for least in {reached, reached + 1} - {1001}:
            bounded = am.Policy.model_validate(policy.model_dump() | {"min_points": least / 10})
            proposal = am.propose(match_round, bounded)
            changeable, expected = Changeable(proposal), needs(proposal, i, j)
            assert changeable.possible[i, j] == (expected is not None), seed
            if expected is not None:
                assert (changeable.waived[i, j], changeable.answered[i, j]) == expected, seed
                asked += expected[1] > 0
    assert asked > 15


def test_all_at_once_are_those_one_by_one():
    for seed in range(60):
        proposal = am.propose(*seeded_round(seed))
        if proposal.status == "optimal":
            one_by_one = [cheapest_change(proposal, one.id) for one in proposal.unmatched]
            assert list(cheapest_changes(proposal)) == one_by_one


def test_who_has_a_mentor_needs_no_change():
    told = cheapest_change(am.propose(round_of([mentor(1)], [mentee(1)])), "E01")
    assert told.changes == ()
    assert told.text == "Mentee Example 1 (E01) has a mentor already."
