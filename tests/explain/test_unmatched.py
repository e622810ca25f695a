"""Why nobody: rules counted, competition for places, and decisions in conflict."""

from __future__ import annotations

import alliance_match as am
from alliance_match.explain import UnmatchedExplanation
from alliance_match.model.people import LanguageSkill
from alliance_match.model.record import Range

from ..rounds import mentee, mentor, round_of, seeded_round

FRENCH = (LanguageSkill(language="fr", level="C2"),)


def test_rules_are_counted_per_mentor():
    mentors = [mentor(1, languages=FRENCH), mentor(2, languages=FRENCH, panel_status="applied")]
    told = am.propose(round_of(mentors, [mentee(1)])).explain("E01")
    assert told.kind == "no_eligible"
    counts = {b.rule: (b.mentors, b.alone) for b in told.broken}
    assert counts == {"shared_language": (2, 1), "mentor_on_panel": (1, 0)}
    assert [m.mentor.id for m in told.mentors] == ["M01", "M02"]
    assert "“a shared language” stops 2 mentors, 1 of them for this alone" in told.text


def test_competition_names_rivals_mentors_and_places():
    mentors = [mentor(1), mentor(2, languages=FRENCH)]
    proposal = am.propose(round_of(mentors, [mentee(1), mentee(2)]))
    (left,) = proposal.unmatched
    told = proposal.explain(left.id)
    assert told.kind == "competition"
    assert {r.id for r in told.rivals} == {"E01", "E02"}
    assert [c.id for c in told.contested] == ["M01"]
    assert told.places == 1
    assert "2 mentees" in told.text
    assert "1 place between them" in told.text


def test_every_hall_set_holds_in_random_rounds():
    """The rivals' eligible mentors are the contested ones, and have fewer places than rivals."""
    seen = 0
    for seed in range(300):
        match_round, policy = seeded_round(seed)
        proposal = am.propose(match_round, policy)
        for one in proposal.unmatched:
            told = proposal.explain(one.id)
            assert isinstance(told, UnmatchedExplanation)
            assert told.reason
            if told.kind != "competition":
                continue
            seen += 1
            row = {m.id: i for i, m in enumerate(match_round.mentees)}
            vetoed = {(d.mentee, d.mentor) for d in match_round.decisions.of_kind("veto")}
            reach = {
                m.id
                for rival in told.rivals
                for j, m in enumerate(match_round.mentors)
                if proposal.scored.eligible[row[rival.id], j] and (rival.id, m.id) not in vetoed
            }
            pinned = {d.mentee for d in match_round.decisions.of_kind("pin")}
            if not pinned & {r.id for r in told.rivals}:
                assert reach == {c.id for c in told.contested}
            assert told.places < len(told.rivals)
            assert one.id in {r.id for r in told.rivals}
    assert seen > 30


def test_no_places_at_all():
    told = am.propose(round_of([mentor(1, capacity=Range.exactly(0))], [mentee(1)])).explain("E01")
    assert "the mentor has no place" in told.text


def test_the_explanation_is_typed_and_plain():
    told = am.propose(round_of([], [mentee(1)])).explain("E01")
    assert told.kind == "no_mentors"
    assert told.to_dict()["mentee"]["id"] == "E01"
    assert str(told) == told.text
