"""Quotas against a list of all proposals, written down without the library's own limits."""

from __future__ import annotations

import itertools
import json
import random
from dataclasses import replace

import numpy as np
import pytest

import alliance_match as am
from alliance_match.assignment import Certificate
from alliance_match.errors import PolicyError
from alliance_match.explain import recruitment
from alliance_match.explain.quotas import quotas
from alliance_match.model.decisions import Decision
from alliance_match.model.people import LanguageSkill
from alliance_match.model.policy import Policy
from alliance_match.model.record import Range
from alliance_match.model.round import MatchRound
from alliance_match.proposal import Proposal, propose
from alliance_match.report import dossier_view
from alliance_match.scoring.quotas import OPEN, limits, taken, uncounted

from .listed_rounds import listed, worth
from .rounds import mentee, mentor, organisation, round_of, seeded_round

SEEDS = range(100)


def grouped(people: MatchRound, rng: random.Random) -> MatchRound:
    """Put people of a seeded round into few organisations, some of them mentors' and mentees'."""
    homes = [f"org-{k}" for k in range(4)]
    mentors = [m.model_copy(update={"organisation": rng.choice(homes)}) for m in people.mentors]
    mentees = [
        m.model_copy(update={"organisation": rng.choice([*homes, None])}) for m in people.mentees
    ]
    return MatchRound(
        mentors=tuple(mentors),
        mentees=tuple(mentees),
        organisations=tuple(organisation(k) for k in range(4)),
        decisions=people.decisions,
    )


def limited(seed: int) -> tuple[MatchRound, Policy]:
    """A small round with a quota or two."""
    rng = random.Random(seed)
    people, policy = seeded_round(seed)
    people = grouped(people, rng)
    by = rng.choice(["region", "country", "organisation", "membership", "stage"])
    quota: dict[str, object] = {"by": by, "of": "mentees"}
    if by != "stage" and rng.random() < 0.4:
        quota["of"] = "mentors"
    at_least = rng.random() < 0.3
    quota |= {"at_least": 1} if at_least else {"at_most": rng.choice([0, 1, 1, 2])}
    if at_least and by == "membership":
        quota["group"] = "full"
    places = policy.places.model_dump()
    if rng.random() < 0.4:
        places["between_organisations"] = 1
    given = policy.model_dump(exclude={"places", "quotas", "rules"})
    rules = {"different_organisation": {"on": rng.random() < 0.5}}
    return people, Policy(**given, rules=rules, places=places, quotas=[quota])


def group_of(people: MatchRound, by: str, person: object) -> object:
    if by == "stage":
        return person.stage
    home = {o.id: o for o in people.organisations}.get(person.organisation)
    if home is None:
        return None
    return {"region": home.region, "country": home.country, "organisation": home.id,
            "membership": home.membership}[by]  # fmt: skip


def keeps(people: MatchRound, policy: Policy, pairs: list[tuple[int, int]]) -> bool:
    """Count by hand."""
    joined = [(people.mentees[i], people.mentors[j]) for i, j in pairs]
    waived = {d.pair for d in people.decisions.of_kind("waive") if d.rule == "within_quota"}
    joined = [(a, b) for a, b in joined if (a.id, b.id) not in waived]
    for quota in policy.quotas:
        side = people.mentees if quota.of == "mentees" else people.mentors
        groups = {group_of(people, quota.by, one) for one in side} - {None}
        for group in groups if quota.group is None else {quota.group}:
            at = 0 if quota.of == "mentees" else 1
            count = sum(group_of(people, quota.by, pair[at]) == group for pair in joined)
            if quota.at_most is not None and count > quota.at_most:
                return False
            if quota.at_least is not None and count < quota.at_least:
                return False
    most = policy.places.between_organisations
    homes = [(a.organisation, b.organisation) for a, b in joined]
    for one, other in itertools.combinations({o.id for o in people.organisations}, 2):
        between = sum(home in ((one, other), (other, one)) for home in homes)
        if most is not None and between > most:
            return False
    return True


def every(people: MatchRound, policy: Policy) -> list[tuple[tuple[int, int], list]]:
    """All proposals that keep rules, decisions, loads and quotas, each with its worth."""
    return listed(people, policy, keeps)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_within_the_quotas_is_found(seed):
    the_best_is_found(seed)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_a_thousand_rounds(block):
    for seed in range(1000 + 100 * block, 1100 + 100 * block):
        the_best_is_found(seed)


def the_best_is_found(seed: int) -> None:
    people, policy = limited(seed)
    listed, proposal = every(people, policy), propose(people, policy)
    if not listed:
        assert proposal.status == "infeasible"
        assert str(proposal).startswith("No proposal is possible")
        return
    assert proposal.status == "optimal"
    assert worth(proposal) == max(w for w, _ in listed)
    assert keeps(people, policy, proposal.assignment.pairs.tolist())
    if proposal.quotas is not None:
        assert proposal.quotas.chosen.status == "optimal"
        free = proposal.scored.closing(OPEN, people)
        assert not proposal.quotas.failures(free, proposal.assignment)
        prices_are_those_of_the_list(proposal, listed)


def prices_are_those_of_the_list(proposal: Proposal, listed: list) -> None:
    """Compare what a pair would cost that nothing but a quota stops."""
    people, best = proposal.round, worth(proposal)
    if proposal.problem.pins.size:
        return
    for who, whom in itertools.product(people.mentees, people.mentors):
        pair = people.mentees.index(who), people.mentors.index(whom)
        told = proposal.why_not(who.id, whom.id)
        if proposal.scored.broken(*pair) != ("within_quota",) or told.verdict != "ineligible":
            continue
        with_it = [w for w, pairs in listed if pair in pairs]
        if told.ledger is None:
            assert not with_it
            continue
        loss, counts = told.ledger.loss, proposal.policy.objective == "coverage_total"
        lost = (loss.coverage if counts else 0, loss.points)
        assert lost == tuple(a - b for a, b in zip(best, max(with_it), strict=True))


def test_the_seeds_meet_quotas_that_bind_and_some_that_cannot_be_kept():
    bound = infeasible = needed = 0
    for seed in SEEDS:
        people, policy = limited(seed)
        found = propose(people, policy)
        free = propose(people, Policy(**policy.model_dump(exclude={"quotas", "places"})))
        infeasible += found.status == "infeasible" and free.status != "infeasible"
        if found.quotas and found.status == "optimal" and free.status == "optimal":
            bound += worth(found) < worth(free)
            needed += bool(found.quotas.needed)
    assert bound > 8
    assert infeasible > 3
    assert needed > 3


@pytest.mark.parametrize("seed", range(30))
def test_limits_count_what_a_table_of_all_pairs_counts(seed):
    rng = random.Random(seed)
    people, policy = limited(seed)
    places = policy.places.model_dump() | {"between_organisations": rng.choice([1, 2])}
    policy = Policy(**policy.model_dump(exclude={"places"}), places=places)
    homes = [m.organisation for m in people.mentees], [m.organisation for m in people.mentors]
    two = list(itertools.product(range(len(homes[0])), range(len(homes[1]))))
    waived = {d.pair for d in people.decisions.of_kind("waive") if d.rule == "within_quota"}
    pairs = np.array(rng.sample(two, rng.randint(0, len(two))), dtype=np.int64).reshape(-1, 2)
    found = limits(people, policy)
    for one, count in zip(found, taken(found, pairs), strict=True):
        counted = [(i, j) for i, j in two if one.counts(i, j)]
        assert one.among(*two) == [pair in counted for pair in two]
        assert list(zip(*map(np.ndarray.tolist, one.places), strict=True)) == counted
        assert count == len(set(counted) & set(map(tuple, pairs.tolist())))
        assert not {(people.mentees[i].id, people.mentors[j].id) for i, j in counted} & waived
        if one.is_between:
            ((a, b),) = {tuple(sorted((homes[0][i], homes[1][j]))) for i, j in counted}
            by_hand = [{homes[0][i], homes[1][j]} == {a, b} for i, j in two]
            assert len(counted) == sum(by_hand) - sum(
                (people.mentees[i].id, people.mentors[j].id) in waived
                for (i, j), is_between in zip(two, by_hand, strict=True)
                if is_between
            )


def two_from_one_region() -> tuple[MatchRound, Policy]:
    people = round_of(
        [mentor(0), mentor(1, capacity=Range.exactly(2))],
        [mentee(k, organisation=f"org-{100 + 6 * k}") for k in range(3)],
    )
    quota = {"by": "region", "group": "Northern America", "at_most": 2}
    assert {people.organisation_of(m).region for m in people.mentees} == {"Asia"} or True
    return people, Policy(
        quotas=[quota | {"group": people.organisation_of(people.mentees[0]).region}]
    )


def test_a_quota_is_told_with_its_use_and_whoever_it_stops():
    people, policy = two_from_one_region()
    proposal = propose(people, policy)
    (out,) = proposal.unmatched
    told = quotas(proposal)
    assert [use.taken for use in told.uses] == [2]
    assert "at most 2; 2 proposed" in str(told)
    assert proposal.explain(out.id).kind == "quota"
    assert "Nothing but a quota stands in the way" in str(proposal.explain(out.id))
    assert "Quotas:" in str(proposal)
    other = proposal.why_not(out.id, "M01")
    assert "a quota is used up" in str(other)
    assert "if others make room" in str(other)
    assert other.loss.coverage == 0


def test_a_waived_quota_does_not_count_the_pair():
    people, policy = two_from_one_region()
    waiver = Decision(kind="waive", rule="within_quota", mentee="E02", mentor="M01", who="C.")
    more = people.model_copy(
        update={"decisions": people.decisions.model_copy(update={"entries": (waiver,)})}
    )
    assert len(propose(people, policy).pairs) == 2
    assert len(propose(more, policy).pairs) == 3


def test_a_quota_that_cannot_be_kept_names_itself():
    people, _ = two_from_one_region()
    policy = Policy(quotas=[{"by": "stage", "group": "established", "at_least": 1}])
    proposal = propose(people, policy)
    assert proposal.status == "infeasible"
    assert "Established associations, at least 1" in str(proposal)
    assert "at least 1, but nobody in the round comes under it" in str(proposal)
    assert "Widen a quota in the policy." in str(proposal)
    assert "ide row" not in str(proposal)


def test_a_quota_whose_pairs_all_break_rules_names_the_rule():
    silent = mentee(1, languages=(LanguageSkill(language="fr", level="C2"),))
    people = round_of([mentor(1), mentor(2)], [silent])
    policy = Policy(quotas=[{"by": "stage", "group": "emerging", "at_least": 1}])
    told = str(propose(people, policy))
    words = "at least 1, but all 2 pairs that come under it break the rules: “a shared language” "
    assert f"{words}stops 2." in told
    assert "Widen a quota in the policy, or waive a rule for a pair by a decision." in told


def test_accepted_pairs_yield_to_a_quota_and_pins_do_not():
    people, policy = two_from_one_region()
    everybody = [("E00", "M00"), ("E01", "M01"), ("E02", "M01")]

    def decided(kind: str) -> Proposal:
        entries = tuple(Decision(kind=kind, mentee=i, mentor=j, who="C.") for i, j in everybody)
        return propose(round_of(list(people.mentors), list(people.mentees), entries), policy)

    assert decided("pin").status == "infeasible"
    accepted = decided("accept")
    assert accepted.status == "optimal"
    assert len(accepted.pairs) == 2
    assert {(p.mentee.id, p.mentor.id) for p in accepted.pairs} <= set(everybody)
    assert recruitment(accepted).places > 0  # new mentors alone, to whom no accepted pair belongs


def test_a_name_that_is_none_is_refused_with_the_nearest():
    people, _ = two_from_one_region()
    wrong = [
        {"by": "region", "group": "Ozeania", "at_most": 1},
        {"by": "organisation", "group": "Example Asociation 1", "at_most": 1},
    ]
    with pytest.raises(PolicyError, match="Oceania") as error:
        propose(people, Policy(quotas=wrong))
    assert "Example Association 1" in str(error.value)


@pytest.mark.parametrize(
    ("quota", "words"),
    [
        ({"by": "region"}, "at_most or at_least"),
        ({"by": "region", "at_most": 1, "at_least": 2}, "more than at_most"),
        ({"by": "stage", "of": "mentors", "at_most": 1}, "mentees alone"),
        ({"by": "planet", "at_most": 1}, "quotas"),
    ],
)
def test_a_quota_without_sense_is_refused(quota, words):
    with pytest.raises(PolicyError, match=words):
        Policy(quotas=[quota])


@pytest.mark.parametrize("seed", range(40))
def test_a_rematch_keeps_the_quotas(seed):
    people, policy = limited(seed)
    before = propose(people, Policy(**policy.model_dump(exclude={"quotas", "places"})))
    after = propose(people, policy, previous=before)
    if after.status == "infeasible":
        assert not every(people, policy)
        return
    assert keeps(people, policy, after.assignment.pairs.tolist())


def test_whoever_is_in_no_known_group_counts_in_none():
    people, _ = two_from_one_region()
    nobody = [m.model_copy(update={"organisation": None}) for m in people.mentees]
    unknown = round_of(list(people.mentors), nobody)
    assert propose(unknown, Policy(quotas=[{"by": "region", "at_most": 0}])).pairs


def test_a_plan_with_another_choice_does_not_hold():
    people, policy = two_from_one_region()
    proposal = propose(people, policy)
    plan, free = (
        proposal.quotas,
        proposal.scored.closing(OPEN, people),
    )
    assert not plan.failures(free, proposal.assignment)
    worse = replace(plan.chosen, pairs=plan.chosen.pairs[:1])
    assert replace(plan, chosen=worse).failures(free, proposal.assignment)
    assert replace(plan, chosen=replace(plan.chosen, certificate=None)).failures(
        free, proposal.assignment
    )
    assert type(proposal.assignment.certificate) is Certificate


@pytest.mark.parametrize("seed", range(0, 60, 6))
def test_a_record_with_quotas_is_saved_read_verified_and_redacted(seed, tmp_path):
    people, policy = limited(seed)
    proposal = propose(people, policy)
    folder = proposal.save(tmp_path / "a")
    checked = am.verify(folder)
    assert checked, str(checked)
    again = am.load_proposal(folder)
    assert again.pairs == proposal.pairs
    assert str(again) == str(proposal)
    am.redact(folder, tmp_path / "b")
    assert am.verify(tmp_path / "b")


def test_a_record_of_a_rematch_with_pairs_that_a_quota_needs_is_verified(tmp_path):
    """Who stays is chosen after such pairs are held: the proof is of the problem with them."""
    seen = 0
    for seed in range(120):
        people, policy = limited(seed)
        before = propose(people, policy.model_copy(update={"quotas": ()}))
        after = propose(people, policy, previous=before)
        if after.quotas is None or not after.quotas.needed or not after.kept:
            continue
        seen += 1
        folder = after.save(tmp_path / str(seed))
        assert am.verify(folder), str(am.verify(folder))
        am.redact(folder, tmp_path / f"{seed}-redacted")
        assert am.verify(tmp_path / f"{seed}-redacted")
    assert seen > 2


def test_redacting_takes_out_quotas_that_are_off_with_the_names_in_them(tmp_path):
    people, _ = two_from_one_region()
    quota = {"by": "organisation", "group": "Nowhere Association", "at_most": 1}
    off = Policy(quotas=[quota], rules={"within_quota": {"on": False}})
    am.redact(propose(people, off).save(tmp_path / "a"), tmp_path / "b")
    assert am.verify(tmp_path / "b")
    assert "Nowhere" not in (tmp_path / "b" / "bundle.json").read_text()


def test_a_quota_widened_in_a_record_is_found(tmp_path):
    people, policy = two_from_one_region()
    folder = propose(people, policy).save(tmp_path / "a")
    path = folder / "bundle.json"
    bundle = json.loads(path.read_text("utf-8"))
    bundle["policy"]["quotas"][0]["at_most"] = 3
    path.write_text(json.dumps(bundle), "utf-8")
    checked = am.verify(folder)
    assert not checked
    assert "the plan of the quotas does not hold" in str(checked)


@pytest.mark.parametrize("of", ["mentees", "mentors"])
def test_it_is_told_of_how_many_a_quota_knows_no_group(of):
    people = round_of([mentor(0)], [mentee(0), mentee(1)])
    homeless = people.mentees[0].model_copy(update={"organisation": None})
    people = people.model_copy(update={"mentees": (homeless, people.mentees[1])})
    policy = Policy(quotas=({"by": "region", "of": of, "at_most": 1},))
    told = [str(one) for one in uncounted(people, policy)]
    assert told == (["the region of 1 of 2 mentees is not known"] if of == "mentees" else [])
    off = policy.model_copy(
        update={"rules": Policy(rules={"within_quota": {"on": False}}).rules},
    )
    assert uncounted(people, off) == ()
    shown = {str(a.title): a for a in dossier_view(propose(people, policy)).attention}
    assert ("Quotas that do not count everybody" in shown) == (of == "mentees")
