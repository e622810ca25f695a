"""Proposals against full enumeration, tampering, row order, and what users hold in their hands."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

import alliance_match as am
from alliance_match.assignment import Assignment
from alliance_match.model.decisions import Decision
from alliance_match.model.people import Expertise, LanguageSkill
from alliance_match.model.record import Range
from alliance_match.scoring.criteria import told_criteria

from .rounds import mentee, mentor, round_of, seeded_round


def enumerate_best(proposal):
    """The best (coverage, points) over all assignments that obey rules, decisions and loads."""
    people, scored = proposal.round, proposal.scored
    pins = {d.mentee: d.mentor for d in people.decisions.of_kind("pin")}
    vetoes = {(d.mentee, d.mentor) for d in people.decisions.of_kind("veto")}
    places = scored.capacity.tolist()
    options = []
    for i, one in enumerate(people.mentees):
        able = [
            j
            for j, other in enumerate(people.mentors)
            if scored.eligible[i, j] and (one.id, other.id) not in vetoes
        ]
        if one.id in pins:
            options.append([j for j in able if people.mentors[j].id == pins[one.id]])
        else:
            options.append([None, *able])
    if len(people.decisions.of_kind("pin")) != len(pins):
        distinct = {(d.mentee, d.mentor) for d in people.decisions.of_kind("pin")}
        if len(distinct) != len(pins):
            return None
    best = None
    for chosen in itertools.product(*options):
        load = [chosen.count(j) for j in range(len(places))]
        least = [
            min(proposal.policy.places.min_load, u) if scored.eligible[:, j].any() else 0
            for j, u in enumerate(places)
        ]
        if all(low <= k <= u for low, k, u in zip(least, load, places, strict=True)):
            points = sum(scored.points[i, j] for i, j in enumerate(chosen) if j is not None)
            found = (sum(j is not None for j in chosen), int(points))
            key = found if proposal.policy.objective == "coverage_total" else found[1]
            best = max(best, (key, found)) if best else (key, found)
    return best and best[1]


def bound_by_hand(problem, objective, prices):
    """B(p), summed person by person: what the certificate says, computed without the library."""
    bonus = problem.matched_bonus if objective == "coverage_total" else 0
    pinned = dict(problem.pins.tolist())
    forbidden = set(map(tuple, problem.forbidden.tolist()))
    best = {i: [] if i in pinned else [problem.unmatched[i]] for i in range(problem.n_rows)}
    for i, j, worth in zip(problem.row, problem.col, problem.score, strict=True):
        if (i, j) not in forbidden and pinned.get(i, j) == j:
            best[i].append(worth + bonus - prices[j])
    pins = [sum(int(j) == col for _, j in problem.pins) for col in range(problem.n_cols)]
    least = [max(low, fixed) for low, fixed in zip(problem.min_load, pins, strict=True)]
    ends = zip(prices, least, problem.capacity, strict=True)
    return sum(max(b) for b in best.values()) + sum(max(p * low, p * up) for p, low, up in ends)


def tampered(proposal):
    """Copies of the result that claim something else, each with what was changed."""
    problem, a = proposal.problem, proposal.assignment
    prices = list(a.certificate.prices)
    for k, price in enumerate(prices):
        for step in (7919, -7919, 1, -1):
            other = (*prices[:k], price + step, *prices[k + 1 :])
            # Prices that prove the same bound are another true proof: nothing was forged.
            if bound_by_hand(problem, a.objective, other) != a.weight:
                changed = replace(a.certificate, prices=other)
                yield "price", problem, replace(a, certificate=changed)
    yield "value", problem, replace(a, value=a.value + 1)
    yield "coverage", problem, replace(a, coverage=a.coverage + 1)
    yield "bound", problem, replace(a, certificate=replace(a.certificate, bound=a.bound + 1))
    if len(a.pairs):
        yield "pair dropped", problem, replace(a, pairs=a.pairs[1:])
        moved = a.pairs.copy()
        moved[0, 1] = (moved[0, 1] + 1) % problem.n_cols
        scores = proposal.scored.points[a.pairs[0, 0]]
        # A tie is another true optimum, and no forgery.
        if scores[moved[0, 1]] != scores[a.pairs[0, 1]]:
            yield "pair changed", problem, replace(a, pairs=moved)
        fewer = problem.capacity.copy()
        fewer[a.pairs[0, 1]] -= 1
        if (problem.min_load <= fewer).all():
            yield "capacity", replace(problem, capacity=fewer), a
    yield "capacity", replace(problem, capacity=problem.capacity + 1), a
    if problem.score.size:
        score = problem.score.copy()
        score[0] += 1
        yield "points", replace(problem, score=score), a


def test_proposals_equal_full_enumeration_and_proofs_refuse_tampering():
    feasible = infeasible = refused = 0
    for seed in range(1000):
        proposal = am.propose(*seeded_round(seed))
        best = enumerate_best(proposal)
        if best is None:
            assert proposal.status == "infeasible", seed
            assert proposal.assignment.conflict
            infeasible += 1
            continue
        assert proposal.status == "optimal", seed
        coverage, points = len(proposal.pairs), sum(p.points for p in proposal.pairs)
        if proposal.policy.objective == "coverage_total":
            assert (coverage, points) == best, seed
        assert points == best[1], seed
        assert proposal.assignment.certificate.check(proposal.problem, proposal.assignment)
        for what, problem, claim in tampered(proposal):
            assert not claim.certificate.check(problem, claim), (seed, what)
            refused += 1
        feasible += 1
    assert feasible >= 500
    assert infeasible >= 10
    assert refused >= 6000


def test_two_mentees_two_mentors_one_legal_pair_worth_nothing():
    """The only way to match both uses a pair that earns no point at all."""
    policy = am.Policy.from_toml(
        """
        [rules.shared_language]
        on = false
        [rules.top_goal_covered]
        on = false
        [criteria.goal_coverage]
        weight = 1
        [criteria]
        language.weight = 0
        stage_and_context.weight = 0
        availability.weight = 0
        preference.weight = 0
        mentoring_experience.weight = 0
        """
    )
    other = (Expertise(topic="SUP.helpline", level=3),)
    match_round = round_of(
        [mentor(1), mentor(2, expertise=other)],
        [mentee(1), mentee(2, exclusions=("M02",))],
    )
    proposal = am.propose(match_round, policy)
    assert {p.mentee.id: (p.mentor.id, p.points) for p in proposal.pairs} == {
        "E01": ("M02", 0),
        "E02": ("M01", 1000),
    }


def test_a_shuffled_round_gives_the_same_pairs():
    for seed in range(40):
        match_round, policy = seeded_round(seed)
        mixed = match_round.model_copy()
        mixed = am.MatchRound(
            mentors=match_round.mentors[::-1],
            mentees=match_round.mentees[::-1],
            organisations=match_round.organisations[::-1],
            decisions=match_round.decisions,
        )
        assert am.propose(mixed, policy).rows() == am.propose(match_round, policy).rows()


def test_renaming_people_changes_no_worth():
    for seed in range(40):
        match_round, policy = seeded_round(seed)
        renamed = match_round.model_copy(
            update={
                "mentors": tuple(
                    m.model_copy(update={"name": m.name[::-1]}) for m in match_round.mentors
                )
            }
        )
        assert (
            am.propose(renamed, policy).assignment.value
            == am.propose(match_round, policy).assignment.value
        )


def test_pins_and_vetoes_are_kept():
    people = [mentor(1), mentor(2)], [mentee(1), mentee(2)]
    free = am.propose(round_of(*people))
    other = {"M01": "M02", "M02": "M01"}[free.mentor_of["E01"].mentor.id]
    pin = Decision(kind="pin", mentee="E01", mentor=other, who="chair", why="they have met")
    veto = Decision(kind="veto", mentee="E01", mentor=free.mentor_of["E01"].mentor.id)
    for decision in (pin, veto):
        proposal = am.propose(round_of(*people, (decision,)))
        assert proposal.mentor_of["E01"].mentor.id == other
    assert (
        "pinned this pair (chair): “they have met”"
        in am.propose(round_of(*people, (pin,))).explain("E01").text
    )


def test_contradictory_pins_are_named_and_nobody_is_lost():
    pins = tuple(Decision(kind="pin", mentee=e, mentor="M01") for e in ("E01", "E02"))
    proposal = am.propose(round_of([mentor(1), mentor(2)], [mentee(1), mentee(2)], pins))
    assert proposal.status == "infeasible"
    assert len(proposal.unmatched) == 2
    text = proposal.explain("E01").text
    assert "E01" in text
    assert "M01" in text
    assert "contradict each other" in text


def test_a_pin_on_an_ineligible_pair_needs_a_waiver():
    people = [mentor(1, languages=(LanguageSkill(language="fr", level="C2"),))], [mentee(1)]
    pin = Decision(kind="pin", mentee="E01", mentor="M01")
    assert am.propose(round_of(*people, (pin,))).status == "infeasible"
    waiver = Decision(kind="waive", mentee="E01", mentor="M01", rule="shared_language", who="chair")
    proposal = am.propose(round_of(*people, (pin, waiver)))
    assert proposal.mentor_of["E01"].mentor.id == "M01"
    assert "Waived for this pair: a shared language (chair)" in proposal.explain("E01").text


@pytest.mark.parametrize(
    ("mentors", "mentees", "words"),
    [
        ([], [mentee(1)], "no mentors"),
        ([mentor(1)], [], "0 of 0 mentees"),
        ([mentor(1, panel_status="withdrawn")], [mentee(1)], "mentor on the panel"),
        ([mentor(1, exclusions=("E01",))], [mentee(1)], "nobody excluded"),
        ([mentor(1, capacity=Range.exactly(0))], [mentee(1)], "no place"),
    ],
)
def test_rounds_without_a_match_say_so(mentors, mentees, words):
    proposal = am.propose(round_of(mentors, mentees))
    assert proposal.status == "optimal"
    assert not proposal.pairs
    assert words in str(proposal)


def test_unknown_people_are_answered_with_the_nearest():
    proposal = am.propose(round_of([mentor(1)], [mentee(1)]))
    with pytest.raises(am.AllianceMatchError, match=r"no mentee 'E1'.*'E01'"):
        proposal.explain("E1")
    with pytest.raises(am.AllianceMatchError, match="no mentor 'M9'"):
        proposal.why_not("E01", "M9")
    assert proposal.explain("mentee example 1").mentee.id == "E01"


def test_ids_may_be_given_as_numbers_and_people_are_told_by_their_role():
    proposal = am.propose(round_of([mentor(1, id="7")], [mentee(1, id="7")]))
    assert proposal.explain(7).mentee.id == "7"
    assert proposal.why_not(7, 7).verdict == "proposed"
    with pytest.raises(am.AllianceMatchError, match="no mentee '8'"):
        proposal.explain(8)
    with pytest.raises(am.AllianceMatchError, match=r"Mentor Sample 1 is a mentor \(7\)\.$"):
        proposal.explain("mentor sample 1")


def test_a_policy_may_be_given_as_a_file(tmp_path):
    match_round = round_of([mentor(1)], [mentee(1)])
    path = tmp_path / "policy.toml"
    path.write_text("weak_below = 12.5", "utf-8")
    for given in (path, str(path)):
        assert am.propose(match_round, given).policy == am.Policy(weak_below=12.5)
    with pytest.raises(am.AllianceMatchError, match=r"policy file .*nowhere\.toml cannot be read"):
        am.propose(match_round, tmp_path / "nowhere.toml")
    with pytest.raises(am.AllianceMatchError, match="A dict is no policy"):
        am.propose(match_round, {"weak_below": 3})


def test_the_frame_has_a_row_for_every_mentee():
    match_round, policy = seeded_round(3)
    proposal = am.propose(match_round, policy)
    frame = proposal.to_frame()
    assert frame["mentee"].tolist() == [m.id for m in match_round.mentees]
    criteria = [c.name for _, c in told_criteria(policy)]
    matched = frame.dropna(subset=["mentor"])
    assert np.allclose(matched[criteria].astype(float).sum(axis=1), matched["points"].astype(float))
    assert isinstance(proposal.assignment, Assignment)


def test_equally_good_proposals_spread_mentees_over_mentors():
    """Twelve mentees who are alike, and three mentors who are: four each, with no point lost."""
    roomy = {"capacity": Range.exactly(12), "hours_per_month": Range.exactly(60)}
    people = round_of([mentor(k, **roomy) for k in range(3)], [mentee(k) for k in range(12)])
    proposal = am.propose(people)
    assert len(proposal.pairs) == 12
    assert np.bincount(proposal.assignment.pairs[:, 1]).tolist() == [4, 4, 4]
    assert proposal.assignment.status == "optimal"
