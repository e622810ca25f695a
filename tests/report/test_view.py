"""What the dossier shows is the proposal: names, numbers, and nothing left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alliance_match.assignment import solve
from alliance_match.matching import TIE_BREAK
from alliance_match.model.policy import Policy
from alliance_match.model.record import Range
from alliance_match.model.round import MatchRound
from alliance_match.model.vocabulary import Vocabulary
from alliance_match.proposal import propose
from alliance_match.report import further
from alliance_match.report.records import DossierView
from alliance_match.report.view import dossier_view, presentable
from alliance_match.scoring.criteria import CRITERIA
from alliance_match.scoring.rules import RULES
from alliance_match.words.templates import policy as say

from .rounds import NAMES, ORGANISATIONS, mentee, mentor, proposals, view_of

every = pytest.mark.parametrize("name", NAMES)


def titles(view: DossierView) -> dict[str, int]:
    return {str(a.title): a.count for a in view.attention}


@every
def test_every_mentee_and_mentor_is_there(name: str) -> None:
    proposal, view = proposals()[name], view_of(name)
    assert [c.explanation.mentee.id for c in view.pairs] == [p.mentee.id for p in proposal.pairs]
    assert [u.explanation.mentee.id for u in view.unmatched] == [m.id for m in proposal.unmatched]
    assert [load.mentor.id for load in view.loads] == [m.id for m in proposal.round.mentors]
    assert sum(load.used for load in view.loads) == len(proposal.pairs)
    assert view.total == sum(p.points for p in proposal.pairs)


@every
def test_points_add_up(name: str) -> None:
    for card in view_of(name).pairs:
        assert sum(c.points for c in card.explanation.contributions) == card.explanation.points
        assert card.low <= card.explanation.points <= card.high
        assert 0 <= card.goals_covered <= len(card.goals)


@every
def test_the_proof_adds_up(name: str) -> None:
    proposal, proof = proposals()[name], view_of(name).proof
    if proposal.status == "infeasible":
        assert proof is None
        return
    assert proof is not None
    assert proof.closed is (proposal.status == "optimal")
    assert all(k.points + k.bonus - k.price == k.kept for k in proof.kept)
    assert proof.kept_total == sum(k.kept for k in proof.kept)
    assert proof.received_total == sum(p.places * p.price for p in proof.prices)
    assert proof.kept_total + proof.received_total == proof.bound == proposal.assignment.bound
    assert proof.value + proof.coverage * proof.bonus == proof.worth == proposal.assignment.weight
    chosen = {k.mentee.id: k.mentor and k.mentor.id for k in proof.kept}
    assert chosen == {
        m.id: proposal.mentor_of[m.id].mentor.id if m.id in proposal.mentor_of else None
        for m in proposal.round.mentees
    }


@every
def test_a_price_means_what_it_says(name: str) -> None:
    proposal, proof = proposals()[name], view_of(name).proof
    for line in proof.prices if proof else ():
        if line.price < 0:
            assert "must get" in str(line.words)
            continue
        col = next(j for j, m in enumerate(proposal.round.mentors) if m.id == line.mentor.id)
        capacity = proposal.problem.capacity.copy()
        capacity[col] += 1
        wider = solve(replace(proposal.problem, capacity=capacity), proposal.policy.objective)
        assert wider.weight - proposal.assignment.weight == line.price
        more = wider.coverage - proposal.assignment.coverage
        assert (f"{more} more mentee" in str(line.words)) is (more > 0 and name != "total")


def test_what_to_look_at_first_is_named() -> None:
    found = titles(view_of("full"))
    assert found["Without a mentor"] == len(proposals()["full"].unmatched)
    assert found["Ties"] == 2
    assert found["In the application files"] == 2
    assert "Weak pairs" not in found
    assert titles(view_of("strict"))["Weak pairs"] > 0
    assert titles(view_of("no mentees")) == {}


def test_a_contradiction_is_told_by_name() -> None:
    view = view_of("contradicting")
    assert tuple(map(str, view.conflict)) == (
        "Mentee 1 (E01) is pinned to Mentor 1 (M01), who has 1 place",
        "Mentee 2 (E02) is pinned to Mentor 1 (M01), who has 1 place",
    )
    assert titles(view) == {"No proposal is possible": 2}
    assert {str(u.reason) for u in view.unmatched} == {
        "There is no proposal for anybody: the committee's pins contradict each other"
    }


def test_pins_waivers_and_recusals_are_on_the_card() -> None:
    cards = {c.explanation.mentee.id: c for c in view_of("full").pairs}
    assert "Pinned" in [str(words) for _, words in cards["E07"].badges]
    assert "Rule waived" in [str(words) for _, words in cards["E06"].badges]
    for card in cards.values():
        named = [r for s in ("passed", "unknown", "waived", "off") for r in card.rules.that(s)]
        assert sorted(map(str, named)) == sorted(rule.label for rule in RULES)
        assert len(card.rules.that("unknown")) == len(card.explanation.flags)
        assert len(card.rules.that("waived")) == len(card.explanation.waived)
    assert len(cards["E06"].rules.that("passed")) < cards["E06"].rules.on
    assert tuple(map(str, cards["E01"].recused)) == ("Vice: a relative",)
    assert tuple(map(str, cards["E01"].sources)) == (
        "Mentee: mentees.csv, row 2",
        "Mentor: mentors.csv, row 2",
    )


def test_a_minimum_load_may_have_a_price_below_zero() -> None:
    proof = view_of("minimum").proof
    assert proof is not None
    (line,) = proof.prices
    assert (line.places, line.price) == (1, -80)
    assert (
        str(line.words) == "Mentor 2 must get at least 1 mentee, who would be worth more elsewhere"
    )


def test_the_mentors_who_are_not_listed_are_counted() -> None:
    (card,) = view_of("crowd").unmatched
    assert (len(card.nearest), len(card.further), card.untold) == (3, 21, 6)


def test_experts_are_proposed_for_goals_that_the_mentor_does_not_cover() -> None:
    view = view_of("full")
    (line,) = view.experts_proposed
    uncovered = [g for c in view.pairs for g in c.goals if g.expert is not None]
    assert len(line.proposed) == len(uncovered) > 0
    assert not any(g.covered for g in uncovered)


def test_progress_is_told() -> None:
    told: list[str] = []
    dossier_view(proposals()["full"], told.append)
    assert told[0] == f"explaining pair 1 of {len(proposals()['full'].pairs)}"


def test_a_proposal_that_is_not_proved_has_no_exact_prices() -> None:
    proposal = proposals()["full"]
    unproved = replace(proposal, assignment=replace(proposal.assignment, status="feasible"))
    view = dossier_view(unproved)
    assert view.proof is not None
    assert view.proof.helpful == ()
    assert all(not c.explanation.alternatives and not c.tie for c in view.pairs)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("write to ana@example.org, please", "write to [e-mail], please"),
        ("mailto:a.b+c@mail.example.co.uk", "mailto:[e-mail]"),
        ("follow @alsorg", "follow @alsorg"),
        ("née Müller\x00\x1b\n", "née Müller\n"),
        ("x" * 50_000 + "@", "x" * 50_000 + "@"),
    ],
)
def test_presentable_takes_out_addresses_and_control_characters(text: str, shown: str) -> None:
    assert presentable(text) == shown


def test_a_thin_margin_is_named() -> None:
    for name in NAMES:
        view = view_of(name)
        thin = [
            c for c in view.pairs if (m := c.explanation.margin) and not m.coverage and m.points > 0
        ]
        expected = [c for c in thin if c.explanation.margin and c.explanation.margin.points < 50]
        assert titles(view).get("Thin margins", 0) == len(expected)
        assert all(("Thin margin" in map(str, dict(c.badges).values())) for c in expected)


def test_a_large_round_leaves_the_slow_questions_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(further, "LARGE", 1)
    monkeypatch.setattr(further, "MOST_CHANGES", 1)
    found = further.further(proposals()["full"], lambda words: None)
    assert found.large
    assert (found.recruitment, found.overrides, found.weights) == (None, None, {})
    assert len(found.changes) == 1 < len(proposals()["full"].unmatched)


def test_policy_words_are_those_of_the_settings() -> None:
    policy = Policy()
    told = {template.one for template in say.ABOUT}
    named = [(policy.rules, rule.name) for rule in RULES]
    named += [(policy.criteria, criterion.name) for criterion in CRITERIA]
    assert {type(s).model_fields[n].description for s, n in named} == told
    assert say.TIE_BREAK.one == TIE_BREAK
    bounds = {k for r in RULES for k in getattr(policy.rules, r.name).model_dump()}
    assert bounds - {"on", "unknown"} == set(say.BOUNDS)


def test_a_crowd_that_competes_is_counted_not_named() -> None:
    topic, places = next(iter(Vocabulary.alliance().topic)).id, Range.exactly(20)
    held = MatchRound(
        mentors=(mentor(1, topic, capacity=places, hours_per_month=Range.exactly(200)),),
        mentees=tuple(mentee(k, topic) for k in range(1, 22)),
        organisations=ORGANISATIONS,
    )
    (card,) = dossier_view(propose(held)).unmatched
    assert len(card.explanation.rivals) == 21
    assert str(card.reason) == (
        "21 mentees can only have 1 mentor, with 20 places between them: at least 1 of these "
        "mentees must stay without a mentor"
    )
