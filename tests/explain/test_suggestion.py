"""Weights suggested by decisions: hidden weights, all proposals listed, contradictions checked."""

from __future__ import annotations

import itertools
import json
import random
from collections import Counter

import numpy as np
import pytest

import alliance_match as am
from alliance_match.errors import InputError
from alliance_match.explain.learning import learn_weights
from alliance_match.explain.suggestion import with_weights
from alliance_match.model.availability import WeeklyWindow
from alliance_match.model.decisions import Decision, Decisions
from alliance_match.model.people import STAGES, Expertise, Goal, LanguageSkill
from alliance_match.model.record import Range
from alliance_match.scoring.criteria import CRITERIA

from ..rounds import LANGUAGES, TOPICS, mentee, mentor, round_of, seeded_round
from .numbers import assert_numbers_are_fields
from .small_rounds import Listed, key_of, proposals

NAMES = tuple(c.name for c in CRITERIA)


def undecided(seed):
    """A small round without decisions, and its policy; with much to weigh in two of three."""
    if seed % 3:
        return weighable(seed)
    people, policy = seeded_round(seed)
    return people.model_copy(update={"decisions": Decisions()}), policy


def weighable(seed):
    """A round in which each pair is good at something else."""
    rng = random.Random(seed)

    def skills():
        tags = rng.sample(LANGUAGES, rng.randint(1, 2))
        return tuple(LanguageSkill(language=t, level=rng.choice(("B1", "B2", "C2"))) for t in tags)

    def free():
        days = rng.sample(range(5), rng.randint(1, 4))
        return tuple(
            WeeklyWindow(day=d, start=600, end=rng.choice((780, 840, 960))) for d in sorted(days)
        )

    mentors = [
        mentor(
            k,
            languages=skills(),
            availability=free(),
            expertise=tuple(
                Expertise(topic=t, level=rng.randint(1, 3)) for t in rng.sample(TOPICS, 3)
            ),
            capacity=Range.exactly(rng.choice((1, 1, 2))),
            mentoring_experience=rng.choice((0, 1, 5)),
            stages=tuple(rng.sample(STAGES, rng.randint(1, 2))),
        )
        for k in range(rng.randint(2, 4))
    ]
    mentees = [
        mentee(
            k,
            languages=skills(),
            availability=free(),
            goals=tuple(
                Goal(topic=t, priority=p) for p, t in enumerate(rng.sample(TOPICS, 2), start=1)
            ),
            stage=rng.choice(STAGES),
        )
        for k in range(rng.randint(3, 5))
    ]
    lifted = {n: {"on": False} for n in ("shared_language", "weekly_overlap", "top_goal_covered")}
    objective = rng.choice(("coverage_total", "total"))
    return round_of(mentors, mentees), am.Policy(rules=lifted, objective=objective)


def decided(people, decisions):
    return people.model_copy(update={"decisions": Decisions(entries=tuple(decisions))})


def is_best(people, policy, chosen):
    """Whether pairs are as good as any proposal on the list, all of it scored anew."""
    free = am.propose(people, policy)
    mentors = [None] * len(people.mentees)
    for pair in chosen:
        mentors[pair.row] = pair.col
        if not free.scored.eligible[pair.row, pair.col]:
            return False
    best = max(key_of(free, one) for one in proposals(free))
    return key_of(free, mentors) == best


def telling(people, policy):
    """Criteria that tell two possible pairs apart: the weights of the others stay."""
    scored = am.propose(people, policy.model_copy(update={"min_points": 0.0})).scored
    allowed, found = scored.eligible, []
    for one in CRITERIA:
        shares = np.broadcast_to(one.shares(scored.facts).value, allowed.shape)[allowed]
        if shares.size and shares.min() < shares.max():
            found.append(one.name)
    return found


def hidden_weights(rng, policy, names):
    """Other weights, moved between some criteria."""
    weights = dict(policy.weights)
    for _ in range(3):
        to, out = rng.sample(names, 2)
        marks = rng.randint(0, min(weights[out], 300))
        weights[to] += marks
        weights[out] -= marks
    return weights


def committee(seed):
    """What a committee with weights of its own would pin; None where there is nothing to pin."""
    people, policy = undecided(seed)
    names, rng = telling(people, policy), random.Random(seed)
    if len(names) < 2:
        return None
    hidden = hidden_weights(rng, policy, names)
    wanted = am.propose(people, with_weights(policy, hidden))
    ours = am.propose(people, policy)
    if "infeasible" in (wanted.status, ours.status):
        return None
    there = {(p.mentee.id, p.mentor.id) for p in ours.pairs}
    pins = [
        Decision(kind="pin", mentee=p.mentee.id, mentor=p.mentor.id, who="the committee")
        for p in wanted.pairs
        if (p.mentee.id, p.mentor.id) not in there
    ]
    final = am.propose(decided(people, pins), policy)
    same = final.status == "optimal" and [(p.row, p.col) for p in final.pairs] == [
        (p.row, p.col) for p in wanted.pairs
    ]
    return (people, policy, hidden, final) if pins and same else None


def check_committees(seeds):
    seen = Counter()
    for seed in seeds:
        found = committee(seed)
        if found is None:
            continue
        people, policy, hidden, final = found
        told = am.suggest_weights(final)
        change = sum(abs(hidden[n] - policy.weights[n]) for n in hidden)
        seen[told.status] += 1
        assert told.status in ("found", "near", "as they are"), (seed, told)
        assert told.least <= change, seed
        assert told.change <= change or told.status == "near", seed
        assert told.change == sum(abs(one.difference) for one in told.weights)
        assert len(told.fitting) == len(final.problem.pins)
        learnt = told.to_policy()
        assert learnt.weights == {one.criterion: one.after for one in told.weights}
        assert is_best(people, learnt, final.pairs), seed
        assert is_best(people, policy, final.pairs) == (told.status == "as they are"), seed
        assert_numbers_are_fields(told.model_copy(update={"policy": am.Policy()}), people, [0])
    return seen


def test_what_a_committee_with_hidden_weights_pins_is_explained():
    seen = check_committees(range(40))
    assert seen["found"] > 5
    assert not seen["near"]


@pytest.mark.slow
@pytest.mark.parametrize("first", range(40, 1240, 60))
def test_what_hundreds_of_committees_with_hidden_weights_pin_is_explained(first):
    seen = check_committees(range(first, first + 60))
    assert seen.total() > 6, seen
    assert seen["near"] < 3, seen


def grid(policy, names, step=100):
    """Weights of the criteria that tell pairs apart, in steps; the others stay."""
    fixed = {n: w for n, w in policy.weights.items() if n not in names}
    left = 1000 - sum(fixed.values())
    for cuts in itertools.combinations_with_replacement(range(0, left + 1, step), len(names) - 1):
        ends = (0, *cuts, left)
        yield fixed | {n: b - a for n, a, b in zip(names, ends, ends[1:], strict=False)}


def best_on_grid(people, policy, final, weights):
    """For each of some weights, whether the final proposal is the best of all, vectorised."""
    free = am.propose(people, policy)
    every = list(proposals(free))
    mentors = [None] * len(people.mentees)
    for pair in final.pairs:
        mentors[pair.row] = pair.col
    facts, shape = free.scored.facts, free.scored.points.shape
    shares = np.array(
        [np.broadcast_to(c.shares(facts).value, shape) for c in CRITERIA], dtype=np.int64
    )
    marks = np.array([[w[n] for n in NAMES] for w in weights])
    points = (np.tensordot(marks, shares, 1) + 5000) // 10_000
    most = max(sum(j is not None for j in one) for one in every)

    def worth(one):
        chosen = [(i, j) for i, j in enumerate(one) if j is not None]
        return sum((points[:, i, j] for i, j in chosen), np.zeros(len(marks), dtype=np.int64))

    first = free.policy.objective == "coverage_total"
    rivals = [one for one in every if not first or sum(j is not None for j in one) == most]
    if first and sum(j is not None for j in mentors) < most:
        return np.zeros(len(marks), dtype=np.bool_)
    best = np.max([worth(one) for one in rivals], axis=0)
    return worth(mentors) == best


def some_decisions(rng, people, policy):
    """A few pins and vetoes, some of them against all sense."""
    free = am.propose(people, policy)
    pairs = list(zip(free.problem.row.tolist(), free.problem.col.tolist(), strict=True))
    rng.shuffle(pairs)
    chosen = list({i: (i, j) for i, j in pairs}.values())[: rng.randint(2, 4)]
    return [
        Decision(
            kind=rng.choice(("pin", "pin", "veto")),
            mentee=people.mentees[i].id,
            mentor=people.mentors[j].id,
        )
        for i, j in chosen
    ]


def of(decisions, judged):
    """The decisions that are judged."""
    wanted = {(one.kind, one.mentee.id, one.mentor.id) for one in judged}
    return [d for d in decisions if (d.kind, d.mentee, d.mentor) in wanted]


def check_contradictions(seeds):
    seen = Counter()
    for seed in seeds:
        people, policy = undecided(seed)
        if policy.min_points:
            continue
        decisions = some_decisions(random.Random(seed), people, policy)
        final = am.propose(decided(people, decisions), policy)
        if not decisions or final.status != "optimal":
            continue
        told = am.suggest_weights(final)
        seen[told.status] += 1
        names = telling(people, policy)
        weights = list(grid(policy, names)) if len(names) > 1 else [policy.weights]

        def on_grid(kept, people=people, policy=policy, weights=weights):
            final = am.propose(decided(people, kept), policy)
            return best_on_grid(people, policy, final, weights).any()

        for one in told.unexplained:
            assert not on_grid(of(decisions, [one])), seed
            seen["aside"] += 1
        if told.status in ("found", "near", "as they are"):
            kept = of(decisions, told.fitting)
            again = am.propose(decided(people, kept), policy)
            assert is_best(people, told.to_policy(), again.pairs), seed
        if told.contradiction:
            core = of(decisions, told.contradiction)
            assert len(core) == len(told.contradiction) > 1
            assert not on_grid(core), seed
            assert told.is_smallest, seed
            for one in core:
                rest = am.propose(decided(people, [d for d in core if d != one]), policy)
                without = am.suggest_weights(rest)
                assert without.status in ("found", "near", "as they are"), seed
                assert is_best(people, without.to_policy(), rest.pairs), seed
        assert_numbers_are_fields(told.model_copy(update={"policy": am.Policy()}), people, [0])
    return seen


def test_contradictions_are_contradictions_and_have_nothing_to_spare():
    seen = check_contradictions(range(20, 60))
    assert min(seen["found"], seen["contradiction"], seen["aside"]) > 0, seen


@pytest.mark.slow
@pytest.mark.parametrize("first", range(60, 360, 60))
def test_many_contradictions(first):
    seen = check_contradictions(range(first, first + 60))
    assert seen["contradiction"] + seen["aside"] > 0, seen


def test_a_veto_that_costs_a_match_is_explained_by_no_weights():
    people = round_of([mentor(1)], [mentee(1)])
    veto = Decision(kind="veto", mentee="E01", mentor="M01", who="Ana")
    told = am.suggest_weights(am.propose(decided(people, [veto])))
    assert told.status == "none left"
    (one,) = told.unexplained
    assert one.loss.coverage == 1
    assert not told.changes
    assert told.to_policy() == am.Policy()
    assert "(by Ana): no weights explain it, because it costs 1 matched mentee" in told.text


def test_decisions_that_ask_for_opposite_things_contradict_each_other():
    """Two proposals for the same people: each pin is explained, both together are not."""
    people, policy = undecided(5)
    pair = []
    for row, col in ((0, 0), (1, 2)):
        pin = Decision(kind="pin", mentee=people.mentees[row].id, mentor=people.mentors[col].id)
        pair.append(am.propose(decided(people, [pin]), policy))
        assert am.suggest_weights(pair[-1]).status == "found"
    told = am.suggest_weights(pair)
    assert told.status == "contradiction"
    assert [one.proposal for one in told.contradiction] == [1, 2]
    assert told.is_smallest
    names = telling(people, policy)
    weights = list(grid(policy, names, 50))
    one, other = (best_on_grid(people, policy, final, weights) for final in pair)
    assert not (one & other).any()
    assert "No weights make these 2 decisions of the committee the best together" in told.text
    assert "proposal 2" in told.text


def test_pairs_kept_from_an_earlier_proposal_are_no_decisions_and_stay():
    seen = Counter()
    for seed in range(1, 40, 3):
        people, policy = weighable(seed)
        first = am.propose(people, policy)
        (decision,) = some_decisions(random.Random(seed), people, policy)[:1]
        final = am.propose(decided(people, [decision]), policy, previous=first)
        kept = final.round.decisions.of_kind("keep")
        told = am.suggest_weights(final)
        if not kept or not told.fitting:
            continue
        assert [(d.kind, d.mentee.id, d.mentor.id) for d in told.fitting] == [
            (decision.kind, decision.mentee, decision.mentor)
        ]
        decided_pair = (decision.mentee, decision.mentor)
        stay = [d for d in kept if (d.mentee, d.mentor) != decided_pair]
        free = am.propose(people, told.to_policy())
        row = {m.id: i for i, m in enumerate(people.mentees)}
        col = {m.id: j for j, m in enumerate(people.mentors)}
        pins = {(row[d.mentee], col[d.mentor]) for d in stay}
        mentors = [None] * len(people.mentees)
        for pair in final.pairs:
            mentors[pair.row] = pair.col
        listed = Listed(free)
        best = listed.best(listed.obeying(pins=pins))
        assert (key_of(free, mentors) == best) == (told.status != "unknown"), seed
        seen[told.status] += 1
    assert seen.total() > 5, seen


def test_accepted_pairs_are_chosen_as_pinned_ones_are():
    people, policy, _, final = explained()
    accepted = [d.model_copy(update={"kind": "accept"}) for d in final.round.decisions.entries]
    again = am.propose(decided(people, accepted), policy)
    told, pinned = am.suggest_weights(again), am.suggest_weights(final)
    assert told.weights == pinned.weights
    assert {one.kind for one in told.fitting} == {"accept"}
    assert len(told.fitting) == len(pinned.fitting)
    assert "The acceptance of" in told.text


def test_votes_that_do_not_count_say_nothing():
    people, policy, _, final = explained()
    against = [
        d.model_copy(update={"kind": "veto", "who": "Somebody"})
        for d in final.round.decisions.entries
    ]
    votes = [d.model_copy(update={"who": "Another"}) for d in final.round.decisions.entries]
    told = am.suggest_weights(am.propose(decided(people, [*votes, *against]), policy))
    assert told.status == "nothing"


def test_nothing_decided_is_nothing_learnt():
    told = am.suggest_weights(am.propose(round_of([mentor(1)], [mentee(1)])))
    assert told.status == "nothing"
    assert told.text == "The committee has decided on no pair, so there is nothing to learn from."
    goals = told.weights[0]
    assert str(goals) == "Goals served: 40.0, as it is"
    assert goals.in_language("fr").endswith("\u00a0: 40,0, sans changement")
    assert goals.in_language("es").endswith(": 40,0, sin cambios")


def explained(start=0):
    """A committee whose decisions need other weights."""
    return next(
        found
        for found in map(committee, itertools.count(start))
        if found and am.suggest_weights(found[3]).status == "found"
    )


def test_the_order_of_people_and_of_decisions_does_not_count():
    people, policy, _, final = explained()
    turned = people.model_copy(
        update={"mentors": people.mentors[::-1], "mentees": people.mentees[::-1]}
    )
    decisions = final.round.decisions.entries[::-1]
    again = am.propose(decided(turned, decisions), policy)
    assert am.suggest_weights(again).text == am.suggest_weights(final).text


def test_folders_bundles_and_proposals_say_the_same(tmp_path):
    final = explained()[3]
    folder = final.save(tmp_path / "round")
    bundle = json.loads((folder / "bundle.json").read_text("utf-8"))
    told = am.suggest_weights(final)
    for saved in (folder, str(folder), [folder], bundle, (final,)):
        assert am.suggest_weights(saved).to_dict("fr") == told.to_dict("fr")
    json.dumps(told.to_dict("es"))


def test_proposals_with_other_weights_need_a_policy_to_start_from():
    people, policy, _, final = explained()
    other = with_weights(policy, policy.weights | {"goal_coverage": 100})
    mixed = [final, am.propose(people, other)]
    with pytest.raises(InputError, match="Proposal 1 was made with other weights than proposal 2"):
        am.suggest_weights(mixed)
    told = am.suggest_weights(mixed, policy)
    assert {one.criterion: one.before for one in told.weights} == policy.weights


def test_only_proved_proposals_are_learnt_from():
    people = round_of([mentor(1)], [mentee(1), mentee(2)])
    pins = [Decision(kind="pin", mentee=f"E0{k}", mentor="M01") for k in (1, 2)]
    with pytest.raises(InputError, match="Proposal 1 is infeasible"):
        learn_weights([am.propose(decided(people, pins))])
    with pytest.raises(InputError, match="at least one"):
        learn_weights([])


def test_the_caution_is_said_in_every_language():
    told = am.suggest_weights(explained()[3])
    count = len(told.fitting)
    assert f"a suggestion drawn from {count} decision" in told.text
    assert "Elle ne change rien par elle-même" in told.in_language("fr")
    assert "No cambia nada por sí misma" in told.in_language("es")
