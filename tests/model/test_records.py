"""Records: frozen, strict about names, and checked on the way in."""

from __future__ import annotations

import importlib
import math
import pkgutil
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import alliance_match.model
from alliance_match.errors import PolicyError
from alliance_match.intake.values.language_words import primary, word_lists
from alliance_match.model.availability import WeeklyWindow
from alliance_match.model.decisions import Decision, Decisions
from alliance_match.model.findings import FileRead, Finding, IntakeReport
from alliance_match.model.groups import Group
from alliance_match.model.history import PastPair
from alliance_match.model.people import (
    LEVELS,
    STAGES,
    Expertise,
    Goal,
    LanguageSkill,
    Mentee,
    Mentor,
    Organisation,
    Person,
    Rank,
    SubjectExpert,
)
from alliance_match.model.places import CoMentors, Experts, Places, Rematch
from alliance_match.model.policy import Policy
from alliance_match.model.quotas import Quota
from alliance_match.model.record import Range, Record, Source
from alliance_match.model.round import MatchRound
from alliance_match.model.settings import (
    AvailabilityCriterion,
    Calendar,
    ContinuityCriterion,
    Criteria,
    Criterion,
    GoalCriterion,
    Rule,
    Rules,
    Scale,
    SharedLanguageRule,
    TopGoalRule,
    WaitingCriterion,
    WeeklyOverlapRule,
)
from alliance_match.model.vocabulary import Area, Mention, Topic, Vocabulary

ADA = {"id": "a", "name": "Ada Example"}
#: The least that makes one of each record.
LEAST: dict[type[Record], dict[str, Any]] = {
    Range: {"low": 1, "high": 2},
    Source: {"file": "mentors.csv", "row": 2},
    WeeklyWindow: {"day": 0, "start": 0, "end": 30},
    Organisation: {"id": "o", "name": "O"},
    LanguageSkill: {"language": "en"},
    Expertise: {"topic": "EQT"},
    Goal: {},
    Rank: {"scale": "grade", "step": "low"},
    Person: ADA,
    Mentor: ADA,
    Mentee: ADA,
    SubjectExpert: ADA,
    Area: {"id": "A", "label": {"en": "A"}},
    Topic: {"id": "A.b", "label": {"en": "B"}, "area": "A"},
    Mention: {"id": "A", "words": "a"},
    Vocabulary: {"area": [{"id": "A", "label": {"en": "A"}}]},
    Decision: {"kind": "pin", "mentee": "e", "mentor": "m"},
    Decisions: {},
    PastPair: {"mentee": None, "mentor": "m", "rounds_ago": 1},
    Finding: {"severity": "note", "file": "mentors.csv"},
    FileRead: {"file": "mentors.csv"},
    IntakeReport: {},
    MatchRound: {},
    Policy: {},
    Calendar: {},
    Places: {},
    Experts: {},
    Rematch: {},
    CoMentors: {},
    Quota: {"by": "region", "at_most": 1},
    Group: {"mentor": "M", "topic": "EQT"},
    Rule: {},
    SharedLanguageRule: {},
    WeeklyOverlapRule: {},
    TopGoalRule: {},
    Rules: {},
    Criterion: {"weight": 1},
    GoalCriterion: {"weight": 1},
    AvailabilityCriterion: {"weight": 1},
    ContinuityCriterion: {"weight": 1},
    WaitingCriterion: {"weight": 1},
    Criteria: {},
    Scale: {"steps": ["low"]},
}


def descendants(kind: type[Record]) -> set[type[Record]]:
    return {kind}.union(*(descendants(child) for child in kind.__subclasses__()))


def test_every_record_of_the_model_is_tested():
    package = alliance_match.model
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
    found = {kind for kind in descendants(Record) if kind.__module__.startswith(package.__name__)}
    assert found - {Record} == set(LEAST)


@pytest.mark.parametrize("kind", LEAST, ids=lambda kind: kind.__name__)
def test_records_are_frozen(kind):
    record = kind(**LEAST[kind])
    for name in kind.model_fields:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(record, name, getattr(record, name))
    assert record == kind(**LEAST[kind])


@pytest.mark.parametrize("kind", LEAST, ids=lambda kind: kind.__name__)
def test_records_refuse_unknown_fields(kind):
    with pytest.raises((ValidationError, PolicyError), match="no_such_field"):
        kind(**LEAST[kind], no_such_field=1)


@pytest.mark.parametrize("kind", LEAST, ids=lambda kind: kind.__name__)
def test_records_survive_json(kind):
    record = kind(**LEAST[kind])
    assert kind.model_validate_json(record.model_dump_json()) == record


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (Source, {"row": 0}),
        (LanguageSkill, {"language": "e"}),
        (LanguageSkill, {"language": "English"}),
        (LanguageSkill, {"language": "EN"}),
        (LanguageSkill, {"language": "pt-BR"}),
        (LanguageSkill, {"language": "qx"}),
        (LanguageSkill, {"language": ""}),
        (LanguageSkill, {"level": "B3"}),
        (Expertise, {"level": 0}),
        (Expertise, {"level": 4}),
        (Goal, {"priority": 0}),
        (Goal, {"priority": 4}),
        (Goal, {"deadline": "tomorrow"}),
        (Organisation, {"membership": "half"}),
        (Mentor, {"id": ""}),
        (Mentor, {"name": ""}),
        (Mentor, {"time_zone": "GMT+2"}),
        (Mentor, {"stages": ["old"]}),
        (Mentor, {"mentoring_experience": -1}),
        (Mentor, {"panel_status": "accepted"}),
        (Mentor, {"capacity": -2}),
        (Mentor, {"capacity": True}),
        (Mentor, {"capacity": "two"}),
        (Mentor, {"availability": "Monday evening"}),
        (Mentor, {"availability": "Mon 20:00-18:00"}),
        (Mentee, {"kind": "company"}),
        (Mentee, {"rounds_waited": -1}),
        (Mentee, {"stage": "old"}),
        (Finding, {"severity": "fatal"}),
        (Decision, {"kind": "hold"}),
        (PastPair, {"rounds_ago": 0}),
    ],
)
def test_values_out_of_bounds_are_refused(kind, wrong):
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        kind(**LEAST[kind] | wrong)


@pytest.mark.parametrize(
    ("wrong", "tag"),
    [("English", "en"), ("EN", "en"), ("pt-BR", "pt"), ("español", "es"), ("zzz9", "en")],
)
def test_a_language_that_is_no_tag_brings_the_tag(wrong, tag):
    with pytest.raises(ValidationError, match=f"not a primary language tag such as '{tag}'"):
        LanguageSkill(language=wrong)


def test_every_tag_of_intake_is_one_that_the_model_takes():
    for tag in {primary(t) for t in word_lists().names.values()}:
        assert LanguageSkill(language=tag).language == tag


def test_numbers_and_texts_stand_for_ranges_and_windows():
    mentor = Mentor(
        **ADA,
        capacity=2,
        hours_per_month=2.5,
        availability="Mon 18:00-20:00; wed 9:00 – 12:30;",
    )
    assert mentor.capacity == Range.exactly(2)
    assert mentor.hours_per_month == Range(low=2.5, high=2.5)
    assert mentor.availability == (
        WeeklyWindow(day=0, start=1080, end=1200),
        WeeklyWindow(day=2, start=540, end=750),
    )
    again = Mentor(**ADA, availability=list(map(str, mentor.availability)))
    assert again.availability == mentor.availability
    assert SubjectExpert(**ADA, consultations=3).consultations == Range.exactly(3)
    with pytest.raises(ValidationError, match="'Monday evening' is not a window such as 'Mon 18"):
        Mentor(**ADA, availability="Monday evening")


def test_everything_may_be_unknown():
    """Nothing but who it is has to be known, and unknown is never "no"."""
    mentor, mentee = Mentor(**ADA), Mentee(**ADA)
    for person in (mentor, mentee):
        assert person.organisation is person.languages is person.availability is None
    assert mentor.expertise is mentor.stages is mentor.capacity is mentor.panel_status is None
    assert mentor.mentoring_experience is mentee.goals is mentee.stage is None
    assert Mentor(**ADA, expertise=()).expertise == ()


def test_levels_and_stages_rise():
    assert LEVELS == ("A1", "A2", "B1", "B2", "C1", "C2", "native")
    assert STAGES == ("emerging", "developing", "established")


def test_an_organisation_knows_its_region():
    assert Organisation(id="o", name="O", country="PE").region == "Latin America and the Caribbean"
    assert Organisation(id="o", name="O").region is None
    assert Goal(deadline="2027-05-01").deadline == date(2027, 5, 1)


ENDS = st.floats(0, 1e9)


@given(ENDS, ENDS)
def test_ranges_are_the_right_way_round(a, b):
    low, high = min(a, b), max(a, b)
    assert (Range(low=low, high=high).low, Range(low=low, high=high).high) == (low, high)
    assert Range.exactly(a) == Range(low=a, high=a)
    if low < high:
        with pytest.raises(ValidationError, match="wrong way round"):
            Range(low=high, high=low)


@pytest.mark.parametrize("wrong", [-1, -0.5, math.inf, math.nan, None, "two"])
def test_ranges_are_finite_and_not_negative(wrong):
    for ends in ({"low": wrong, "high": 3}, {"low": 0, "high": wrong}):
        with pytest.raises(ValidationError):
            Range(**ends)


@pytest.mark.parametrize(
    ("low", "high", "words"), [(1, 1, "1"), (1, 2, "1-2"), (0.5, 2, "0.5-2"), (0, 0, "0")]
)
def test_ranges_in_words(low, high, words):
    assert str(Range(low=low, high=high)) == words


def test_a_changed_copy_holds_nothing_that_was_worked_out_before():
    policy = Policy()
    assert policy.weights["language"] == 150
    without = Policy(criteria={"language": {"weight": 0}})
    changed = policy.model_copy(update={"criteria": without.criteria})
    assert changed.weights == without.weights
    assert policy.weights["language"] == 150
    assert changed == without
