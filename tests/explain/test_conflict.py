"""Why there is no proposal: every kind of conflict, its cause and its remedy in words."""

from __future__ import annotations

import pytest

import alliance_match as am
from alliance_match.explain import explain_conflict
from alliance_match.model.people import LanguageSkill
from alliance_match.model.record import Range
from alliance_match.words import speech

from ..rounds import mentee, mentor, round_of, seeded_round

FRENCH = (LanguageSkill(language="fr", level="C2"),)


def pin(mentee_id: str, mentor_id: str, kind: str = "pin") -> am.Decision:
    return am.Decision(kind=kind, mentee=mentee_id, mentor=mentor_id)


def conflict(mentors, mentees, decisions=(), policy=None):
    proposal = am.propose(round_of(mentors, mentees, tuple(decisions)), policy)
    assert proposal.status == "infeasible"
    return explain_conflict(proposal)


TWO = [mentee(1), mentee(2)]
MIN_LOAD = am.Policy.from_toml("[places]\nmin_load = 2")


@pytest.mark.parametrize(
    ("mentors", "decisions", "policy", "cause", "parts", "remedy"),
    [
        (
            [mentor(1)],
            [pin("E01", "M01"), pin("E02", "M01")],
            None,
            "the committee's pins contradict each other",
            [
                "Mentee Example 1 (E01) is pinned to Mentor Sample 1 (M01), who has 1 place",
                "Mentee Example 2 (E02) is pinned to Mentor Sample 1 (M01), who has 1 place",
            ],
            "Withdraw one of these pins.",
        ),
        (
            [mentor(1), mentor(2)],
            [pin("E01", "M01"), pin("E01", "M02")],
            None,
            "the committee's pins contradict each other",
            [
                "Mentee Example 1 (E01) is pinned to Mentor Sample 1 (M01)",
                "Mentee Example 1 (E01) is pinned to Mentor Sample 2 (M02)",
            ],
            "Withdraw one of these pins.",
        ),
        (
            [mentor(1, languages=FRENCH)],
            [pin("E01", "M01")],
            None,
            "a pin of the committee cannot be kept",
            [
                "Mentee Example 1 (E01) is pinned to Mentor Sample 1 (M01), but they have no "
                "language in common"
            ],
            "Withdraw the pin, or waive 'shared_language' for this pair by a decision.",
        ),
        (
            [mentor(1)],
            [pin("E01", "M01"), pin("E01", "M01", "veto")],
            None,
            "a pin of the committee cannot be kept",
            [
                "Mentee Example 1 (E01) is pinned to Mentor Sample 1 (M01), but the same pair is "
                "vetoed"
            ],
            "Withdraw the pin or the veto.",
        ),
        (
            [mentor(1)],
            [pin("E01", "M01")],
            am.Policy(min_points=99.5),
            "a pin of the committee cannot be kept",
            [
                "Mentee Example 1 (E01) is pinned to Mentor Sample 1 (M01), but the pair's 86.5 "
                "points are under the policy's 99.5"
            ],
            "Withdraw the pin, or lower min_points in the policy.",
        ),
        (
            [mentor(1, capacity=Range.exactly(0))],
            [pin("E01", "M01")],
            None,
            "a pin of the committee cannot be kept",
            ["Mentee Example 1 (E01) is pinned to Mentor Sample 1 (M01), who has no place"],
            "Withdraw the pin.",
        ),
        (
            [mentor(1, capacity=Range.exactly(2)), mentor(2, capacity=Range.exactly(2))],
            [pin("E01", "M01", "recuse")],
            MIN_LOAD,
            "the policy's minimum load cannot be kept",
            [
                "Mentor Sample 1 (M01) must get at least 2 mentees, of 2 who may have this mentor",
                "Mentor Sample 2 (M02) must get at least 2 mentees, of 2 who may have this mentor",
            ],
            "Lower min_load under [places] in the policy.",
        ),
        (
            [mentor(1, capacity=Range.exactly(2)), mentor(2, languages=FRENCH)],
            [pin("E01", "M01", "veto")],
            MIN_LOAD,
            "the policy's minimum load cannot be kept",
            ["Mentor Sample 1 (M01) must get at least 2 mentees, of 1 who may have this mentor"],
            "Lower min_load under [places] in the policy.",
        ),
        (
            [mentor(1, capacity=Range.exactly(2)), mentor(2, capacity=Range.exactly(1))],
            [pin("E01", "M02")],
            am.Policy.from_toml("[places]\nmin_load = 2"),
            "the committee's pins and the policy's minimum load contradict each other",
            None,
            "Withdraw the pin, or lower min_load under [places] in the policy.",
        ),
    ],
)
def test_cause_parts_and_remedy(mentors, decisions, policy, cause, parts, remedy):
    told = conflict(mentors, TWO, decisions, policy)
    assert str(told.cause) == cause
    assert parts is None or list(map(str, told.parts)) == parts
    assert speech("en").sentence(told.remedy) == remedy


def test_it_is_told_once_and_for_each_mentee_shortly():
    proposal = am.propose(round_of([mentor(1)], TWO, (pin("E01", "M01"), pin("E02", "M01"))))
    told = str(proposal)
    assert told == explain_conflict(proposal).text
    assert told.count("is pinned to") == 2
    short = proposal.explain("E01")
    assert str(short.reason).count("is pinned to") == 0
    assert short.text.count("is pinned to") == 2


def test_no_conflict_speaks_of_rows_and_columns():
    seen = 0
    for seed in range(300):
        proposal = am.propose(*seeded_round(seed))
        if proposal.status != "infeasible":
            continue
        seen += 1
        told = str(proposal)
        assert "row" not in told.split()
        assert "column" not in told.split()
        assert len(explain_conflict(proposal).parts) == len(proposal.assignment.conflict)
    assert seen > 10
