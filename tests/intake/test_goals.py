from __future__ import annotations

import pandas as pd

from alliance_match.intake import load_round
from alliance_match.model.people import Mentee, Mentor
from alliance_match.model.round import MatchRound

from .conftest import MENTEES, MENTORS, VOCABULARY


def frame(cells: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame([cells], dtype=str)


def mentee(**cells: str) -> tuple[Mentee, MatchRound]:
    found = load_round(
        pd.DataFrame(MENTORS[1:], columns=MENTORS[0], dtype=str),
        frame({"name": "Cy", "organisation": "A"} | cells),
        vocabulary=VOCABULARY,
    )
    return found.mentees[0], found


def mentor(**cells: str) -> Mentor:
    found = load_round(
        frame({"name": "Ana", "organisation": "A"} | cells),
        pd.DataFrame(MENTEES[1:], columns=MENTEES[0], dtype=str),
        vocabulary=VOCABULARY,
    )
    return found.mentors[0]


def goals(person: Mentee) -> list[tuple[str | None, int, str]]:
    return [(g.topic, g.priority, g.text) for g in person.goals or ()]


def test_ticked_goals_have_one_priority_and_keep_their_words() -> None:
    person, found = mentee(goals="Grants; Juggling", goal_text="We need it")
    assert goals(person) == [
        ("FUN.grants", 1, "Grants: We need it"),
        (None, 1, "Juggling: We need it"),
    ]
    assert [f.value for f in found.report.at("question")] == ["Juggling"]


def test_ranked_goals() -> None:
    person, _ = mentee(
        goal_1="Loan bank",
        goal_1_text="Start one",
        goal_1_success="10 devices lent",
        goal_1_deadline="June 2026",
        goal_2="We would like better events",
        success_measure="It runs",
        deadline="2026-12-31",
    )
    first, second = person.goals or ()
    assert (first.topic, first.priority, first.text) == ("EQT.loan", 1, "Loan bank: Start one")
    assert (first.success_measure, str(first.deadline)) == ("10 devices lent", "2026-06-30")
    assert (second.topic, second.priority, second.text) == (
        "FUN.events",
        2,
        "We would like better events",
    )
    assert (second.success_measure, str(second.deadline)) == ("It runs", "2026-12-31")


def test_a_goal_only_in_free_text() -> None:
    person, _ = mentee(goal_text="Please help with grant writing")
    assert goals(person) == [("FUN.grants", 1, "Please help with grant writing")]
    person, found = mentee(goal_text="Please help")
    assert goals(person) == [(None, 1, "Please help")]
    assert found.report.at("question")


def test_a_text_that_names_several_topics_is_several_goals() -> None:
    person, found = mentee(goal_1="Grants and a loan bank")
    assert [(g.topic, g.priority) for g in person.goals or ()] == [
        ("FUN.grants", 1),
        ("EQT.loan", 1),
    ]
    assert found.report.at("warning")


def test_a_topic_counts_once_where_it_matters_most() -> None:
    person, _ = mentee(goal_1="Grants", goal_3="grant writing for us")
    assert goals(person) == [("FUN.grants", 1, "Grants; grant writing for us")]


def test_no_answer_is_unknown() -> None:
    assert mentee(goals="")[0].goals is None
    assert mentee(goals="none")[0].goals is None


def test_rest_of_a_mentee() -> None:
    person, _ = mentee(
        goals="Grants",
        kind="Organisation",
        stage="Emerging",
        rounds_waited="2",
        key_people="Bo Li; Di Wu",
    )
    assert (person.kind, person.stage, person.rounds_waited) == ("organisation", "emerging", 2)
    assert person.key_people == ("Cy", "Bo Li", "Di Wu")


def test_a_deadline_whose_order_is_unclear_is_asked_about_once() -> None:
    person, found = mentee(goals="Grants", deadline="03/04/2026")
    assert (person.goals or ())[0].deadline is None
    assert [f.column for f in found.report.at("question")] == ["deadline"]


def test_expertise_ticked_and_told() -> None:
    person = mentor(
        expertise="Grants (level 2); Events",
        expertise_text="I ran a loan bank for ten years. I also wrote grants.",
    )
    assert [(e.topic, e.level, e.evidence) for e in person.expertise or ()] == [
        ("FUN.grants", 2, "Grants (level 2)"),
        ("FUN.events", None, "Events"),
        ("EQT.loan", None, "I ran a loan bank for ten years."),
    ]


def test_rest_of_a_mentor() -> None:
    person = mentor(
        country="ES",
        hours_per_month="2-3",
        stages="emerging; established",
        regions="Western Europe; Africa",
        mentoring_experience="more than 5",
        panel_status="approved",
        membership="full",
        expertise="none",
    )
    assert str(person.hours_per_month) == "2-3"
    assert person.stages == ("emerging", "established")
    assert person.regions == ("Africa and the Middle East",)
    assert (person.mentoring_experience, person.panel_status) == (5, "approved")
    assert person.expertise == ()


def test_experts() -> None:
    found = load_round(
        pd.DataFrame(MENTORS[1:], columns=MENTORS[0], dtype=str),
        pd.DataFrame(MENTEES[1:], columns=MENTEES[0], dtype=str),
        experts=frame(
            {"name": "Ed", "organisation": "A", "expertise": "Grants", "consultations": "3"}
        ),
        vocabulary=VOCABULARY,
    )
    (ed,) = found.experts
    assert (ed.id, ed.name, str(ed.consultations)) == ("X01", "Ed", "3")


def test_a_text_that_says_its_own_order_gives_the_priorities() -> None:
    person, found = mentee(goals="1. Grants 2. Loan bank")
    assert [(g.topic, g.priority) for g in person.goals or ()] == [
        ("FUN.grants", 1),
        ("EQT.loan", 2),
    ]
    assert any("order in the text" in f.understood for f in found.report.at("note"))
    person, _ = mentee(goal_text="Priority 2: grants; priority 1: a loan bank")
    assert [(g.topic, g.priority) for g in person.goals or ()] == [
        ("EQT.loan", 1),
        ("FUN.grants", 2),
    ]


def test_numbers_that_are_no_order_give_none() -> None:
    for text in ("Grants for 2 years", "1. Grants", "2. Grants 3. Loan bank", "Grants; Loan bank"):
        person, _ = mentee(goals=text)
        assert {g.priority for g in person.goals or ()} == {1}, text
