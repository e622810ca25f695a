"""Quotas on a column of the programme's own, against a list of all proposals."""

from __future__ import annotations

import json
import random

import pandas as pd
import pytest

import alliance_match as am
from alliance_match.errors import PolicyError
from alliance_match.explain.recruitment import recruitment
from alliance_match.model.people import Rank
from alliance_match.model.policy import Policy
from alliance_match.model.record import Range
from alliance_match.model.round import MatchRound
from alliance_match.proposal import Proposal, propose
from alliance_match.report import dossier_view
from alliance_match.scoring.quotas import limits, uncounted

from .listed_rounds import listed, worth
from .rounds import mentee, mentor, round_of, seeded_round

SEEDS = range(100)
TOWNS = ("Leeds", "York", "Hull")
#: What may stand in a cell, and the towns that it names by the page on groups.
CELLS = {
    "Leeds": {"leeds"},
    "leeds ": {"leeds"},
    "York": {"york"},
    "Hull": {"hull"},
    "Hull; York": {"hull", "york"},
    "Leeds\nHull;": {"leeds", "hull"},
    "Bath": set(),  # no step of the scale, where there is one
    None: set(),
}


def at(cell: str | None) -> tuple[Rank, ...]:
    return () if cell is None else (Rank(scale="town", step=cell), Rank(scale="grade", step="7"))


def limited(seed: int, of: str | None = None) -> tuple[MatchRound, Policy]:
    """A small round with a quota on towns, of which the policy has a list or has none."""
    rng = random.Random(seed)
    people, policy = seeded_round(seed)

    def placed(one):
        return one.model_copy(update={"ranks": at(rng.choice([*CELLS, "Leeds", "leeds ", "Hull"]))})

    sides = {side: tuple(map(placed, getattr(people, side))) for side in ("mentors", "mentees")}
    people = people.model_copy(update=sides)
    quota: dict[str, object] = {"by": "scale.town", "of": of or rng.choice(["mentees", "mentors"])}
    at_least = rng.random() < 0.3
    quota |= {"at_least": 1} if at_least else {"at_most": rng.choice([0, 1])}
    if at_least or rng.random() < 0.4:
        quota["group"] = rng.choice(["leeds", "Hull"])
    given = policy.model_dump(exclude={"quotas", "scales"})
    scales = {"town": {"steps": TOWNS}}
    names = {word for person in everyone(people) for word in towns(person, False)}
    if rng.random() < 0.5 and str(quota.get("group", "bath")).casefold() in {*names, "bath"}:
        scales = {}
    return people, Policy(**given, quotas=[quota], scales=scales)


def everyone(people: MatchRound) -> tuple[object, ...]:
    return (*people.mentees, *people.mentors)


def towns(person, listed: bool) -> set[str]:
    cell = next((rank.step for rank in person.ranks if rank.scale == "town"), None)
    return {"bath"} if cell == "Bath" and not listed else CELLS[cell]


def keeps(people: MatchRound, policy: Policy, pairs) -> bool:
    """Count by hand."""
    waived = {d.pair for d in people.decisions.of_kind("waive") if d.rule == "within_quota"}
    joined = [(people.mentees[i], people.mentors[j]) for i, j in pairs]
    joined = [two for two in joined if (two[0].id, two[1].id) not in waived]
    (quota,), listed = policy.quotas, bool(policy.scales)
    for town in ("leeds", "york", "hull", "bath"):
        if quota.group is not None and quota.group.casefold() != town:
            continue
        side = people.mentees if quota.of == "mentees" else people.mentors
        if not any(town in towns(one, listed) for one in side) and quota.group is None:
            continue
        count = sum(town in towns(two[quota.of == "mentors"], listed) for two in joined)
        if quota.at_most is not None and count > quota.at_most:
            return False
        if quota.at_least is not None and count < quota.at_least:
            return False
    return True


def every(people: MatchRound, policy: Policy) -> list[tuple[int, int]]:
    """The worth of all proposals that keep rules, decisions, loads and the quota."""
    return [one for one, _ in listed(people, policy, keeps)]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_within_the_quota_is_found(seed):
    people, policy = limited(seed)
    listed, proposal = every(people, policy), propose(people, policy)
    if not listed:
        assert proposal.status == "infeasible"
        return
    assert proposal.status == "optimal"
    assert worth(proposal) == max(listed)
    assert keeps(people, policy, proposal.assignment.pairs.tolist())


def test_the_seeds_meet_quotas_that_bind_of_lists_and_of_none():
    bound, infeasible = {True: 0, False: 0}, 0
    for seed in SEEDS:
        people, policy = limited(seed)
        found = propose(people, policy)
        free = propose(people, Policy(**policy.model_dump(exclude={"quotas"})))
        infeasible += found.status == "infeasible" and free.status != "infeasible"
        if found.status == "optimal" and free.status == "optimal":
            bound[bool(policy.scales)] += worth(found) < worth(free)
    assert min(bound.values()) > 3
    assert infeasible > 1


@pytest.mark.parametrize("seed", SEEDS[:20])
def test_rows_in_another_order_and_other_words_change_nothing(seed):
    people, policy = limited(seed)
    before, order = propose(people, policy), random.Random(seed)

    def shuffled(side):
        return tuple(order.sample(side, len(side)))

    moved = MatchRound(
        mentees=shuffled(people.mentees),
        mentors=shuffled(people.mentors),
        organisations=people.organisations,
        decisions=people.decisions,
    )
    again = propose(moved, policy)
    assert again.status == before.status
    assert joined(again) == joined(before)
    assert [one.key for one in limits(moved, policy)] == [one.key for one in limits(people, policy)]
    other = {"leeds": "zu", "york": "ad", "hull": "ob", "bath": "ut"}

    def said(text):
        for old, new in other.items():
            text = text.replace(old, new).replace(old.capitalize(), new.capitalize())
        return text

    renamed = propose(
        MatchRound.model_validate_json(said(people.model_dump_json())),
        Policy.model_validate_json(said(policy.model_dump_json())),
    )
    assert worth(renamed) == worth(before)
    assert renamed.status == before.status


def joined(proposal: Proposal) -> set[tuple[str, str]]:
    return {(pair.mentee.id, pair.mentor.id) for pair in proposal.pairs}


# --- what is told and refused ------------------------------------------------------------------


def three_in_leeds(**policy: object) -> tuple[MatchRound, Policy]:
    people = round_of(
        [mentor(0), mentor(1, capacity=Range.exactly(2), ranks=at("York"))],
        [mentee(k, ranks=at("Leeds" if k else "leeds")) for k in range(3)],
    )
    quota = {"by": "scale.town", "group": "LEEDS", "at_most": 2}
    return people, Policy(**({"quotas": [quota]} | policy))


def test_a_quota_is_told_as_most_people_spell_its_group():
    people, policy = three_in_leeds()
    proposal = propose(people, policy)
    (out,) = proposal.unmatched
    assert "Mentees of town “Leeds”, at most 2; 2 proposed" in str(proposal)
    assert "mentees of town “Leeds”, at most 2" in str(proposal.explain(out.id))


def test_whoever_gave_no_answer_or_none_of_the_list_is_told_as_uncounted():
    people, _ = three_in_leeds()
    others = [mentee(3), mentee(4, ranks=at("Bath")), mentee(5, ranks=at("Leeds; Bath"))]
    people = round_of(list(people.mentors), [*people.mentees, *others])
    for of, scales, told in (
        ("mentees", {}, "the answer to “town” of 1 of 6 mentees is not known"),
        ("mentees", {"town": {"steps": TOWNS}}, "“town” of 3 of 6 mentees is not known"),
        ("mentors", {}, "the answer to “town” of 1 of 2 mentors is not known"),
    ):
        quotas = [{"by": "scale.town", "of": of, "at_most": 1}]
        policy = Policy(quotas=quotas, scales=scales)
        (said,) = uncounted(people, policy)
        assert told in str(said)
        shown = {str(one.title) for one in dossier_view(propose(people, policy)).attention}
        assert "Quotas that do not count everybody" in shown


def test_an_answer_that_a_quota_counts_by_is_asked_for():
    people, policy = three_in_leeds()
    people = people.model_copy(update={"mentees": (*people.mentees[:2], mentee(2))})
    (asked,) = (one for one in propose(people, policy).questions().questions if "town" in one.field)
    assert asked.role == "mentee"
    assert str(asked.question) == "What is your answer to “town”?"
    assert str(asked.why) == "A quota counts people by “town”."
    assert asked.verdict == "can_change"
    free = propose(people, Policy()).questions().questions
    assert not [one for one in free if "town" in one.field]


@pytest.mark.parametrize(
    ("quota", "words"),
    [
        ({"by": "scale.twon"}, ["there is no such column", "Did you mean 'scale.town'"]),
        ({"by": "scale.q"}, ["Columns here: scale.grade, scale.town", '= "scale.q"']),
        ({"by": "scale.town", "group": "Leds"}, ["Did you mean 'Leeds'", "[scales.town]"]),
        ({"by": "scale.town", "group": "Paris"}, ["Valid here: Leeds, York."]),
    ],
)
def test_a_column_or_a_group_that_is_none_is_refused_with_the_nearest(quota, words):
    people, policy = three_in_leeds(quotas=[quota | {"at_most": 1}])
    with pytest.raises(PolicyError) as error:
        propose(people, policy)
    assert all(word in str(error.value) for word in words), error.value
    off = Policy(quotas=policy.quotas, rules={"within_quota": {"on": False}})
    assert propose(people, off).status == "optimal"


def test_a_group_of_the_list_may_be_empty():
    people, policy = three_in_leeds(
        quotas=[{"by": "scale.town", "group": "hull", "at_most": 0}],
        scales={"town": {"steps": TOWNS}},
    )
    assert len(propose(people, policy).pairs) == 3


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ({"quotas": [{"by": "scale.", "at_most": 1}]}, "scale.NAME"),
        ({"quotas": [{"by": "regoin", "at_most": 1}]}, "Did you mean 'region'"),
        ({"quotas": [{"by": 3, "at_most": 1}]}, "must be text"),
        (
            {
                "quotas": [{"by": "scale.town", "at_most": 1}],
                "scales": {"town": {"steps": ["a", "A"]}},
            },
            "scale.town in a quota: two steps differ by capitals alone",
        ),
    ],
)
def test_a_quota_without_sense_is_refused(policy, words):
    with pytest.raises(PolicyError, match=words):
        Policy(**policy)


# --- from files to records ---------------------------------------------------------------------


def test_a_column_goes_from_the_file_to_the_proposal(tmp_path):
    mentees = pd.read_csv("examples/data/mentees.csv", dtype=str)
    mentees["Cohort"] = ["2025" if k % 2 else "2026" for k in range(len(mentees))]
    mentees.to_csv(tmp_path / "mentees.csv", index=False)
    mapping, policy = tmp_path / "mapping.toml", tmp_path / "policy.toml"
    mapping.write_text('[mentees.columns]\n"Cohort" = "scale.cohort"\n')
    policy.write_text('[[quotas]]\nby = "scale.cohort"\ngroup = "2026"\nat_most = 2\n')
    people = am.load_round(
        "examples/data/mentors.csv", tmp_path / "mentees.csv", mapping=str(mapping)
    )
    proposal = propose(people, Policy.load(policy))
    cohort = {m.id: m.ranks[0].step for m in people.mentees}
    assert sum(cohort[pair.mentee.id] == "2026" for pair in proposal.pairs) == 2
    assert Policy.from_toml(proposal.policy.to_toml()) == proposal.policy


@pytest.mark.parametrize("seed", range(0, 80, 4))
def test_a_record_is_saved_read_verified_and_redacted(seed, tmp_path):
    people, policy = limited(seed)
    proposal = propose(people, policy)
    folder = proposal.save(tmp_path / "a")
    checked = am.verify(folder)
    assert checked, str(checked)
    assert str(am.load_proposal(folder)) == str(proposal)
    am.redact(folder, tmp_path / "b")
    assert am.verify(tmp_path / "b")
    text = (tmp_path / "b" / "bundle.json").read_text("utf-8").casefold()
    assert not [town for town in (*TOWNS, "Bath") if town.casefold() in text]
    bare = am.load_proposal(tmp_path / "b")
    taken = sorted(one.bounds for one in limits(bare.round, bare.policy))
    assert taken == sorted(one.bounds for one in limits(people, policy))
    before, after = (len(uncounted(one.round, one.policy)) for one in (proposal, bare))
    assert before == after


def test_redaction_keeps_the_steps_of_a_scale_in_order(tmp_path):
    steps = ("junior", "senior", "chief; board")
    people = round_of(
        [mentor(0, ranks=[Rank(scale="grade", step="chief; board")]), mentor(1)],
        [
            mentee(0, ranks=[Rank(scale="grade", step="Chief; board")]),  # for quotas alone
            mentee(1, ranks=[Rank(scale="grade", step="junior")]),
            mentee(2, ranks=[Rank(scale="grade", step="chief; board")]),
        ],
    )
    policy = Policy(
        scales={"grade": {"steps": steps, "min_ahead": 1}},
        quotas=[{"by": "scale.grade", "group": "Chief; Board", "at_most": 1}],
    )
    assert propose(people, policy).scored.eligible[:, 0].tolist() == [True, True, False]
    folder = propose(people, policy).save(tmp_path / "a")
    am.redact(folder, tmp_path / "b")
    assert am.verify(tmp_path / "b")
    bundle = json.loads((tmp_path / "b" / "bundle.json").read_text("utf-8"))
    assert len(set(bundle["policy"]["scales"]["grade"]["steps"])) == 3
    assert "junior" not in json.dumps(bundle).casefold()


def test_what_a_new_mentor_would_bring_is_told_beside_such_a_quota():
    people, policy = three_in_leeds(
        quotas=[{"by": "scale.town", "of": "mentors", "group": "York", "at_most": 1}]
    )
    assert str(recruitment(propose(people, policy)))


def test_quotas_widened_in_a_record_are_found(tmp_path):
    people, policy = three_in_leeds()
    folder = propose(people, policy).save(tmp_path / "a")
    bundle = json.loads((folder / "bundle.json").read_text("utf-8"))
    bundle["policy"]["quotas"][0]["at_most"] = 3
    (folder / "bundle.json").write_text(json.dumps(bundle), "utf-8")
    assert "the plan of the quotas does not hold" in str(am.verify(folder))
