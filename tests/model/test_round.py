"""A round holds together: ids, references, and finding people by name."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from alliance_match.errors import UnknownNameError
from alliance_match.model.decisions import Decision, Decisions
from alliance_match.model.people import (
    Expertise,
    Goal,
    Mentee,
    Mentor,
    Organisation,
    SubjectExpert,
)
from alliance_match.model.round import MatchRound
from alliance_match.model.vocabulary import Vocabulary

from ..strategies import random_round, rounds

NORTH = Organisation(id="north", name="North Example")
PEOPLE: dict[str, Any] = {
    "mentors": (
        Mentor(id="M1", name="Ada Example", organisation="north"),
        Mentor(id="M2", name="Bo Éxample"),
        Mentor(id="M3", name="Bo Example"),
    ),
    "mentees": (Mentee(id="E1", name="Cy Example"), Mentee(id="E2", name="Ada Example")),
    "experts": (SubjectExpert(id="X1", name="Di Example"),),
    "organisations": (NORTH,),
}
ROUND = MatchRound(**PEOPLE)


def decided(kind: str, mentee: str, mentor: str) -> Decisions:
    return Decisions(entries=(Decision(kind=kind, mentee=mentee, mentor=mentor),))


def mentor(who: str = "M1", **answers: Any) -> Mentor:
    return Mentor(id=who, name="Ada Example", **answers)


def mentee(who: str = "E1", **answers: Any) -> Mentee:
    return Mentee(id=who, name="Cy Example", **answers)


def expert(who: str = "X1", **answers: Any) -> SubjectExpert:
    return SubjectExpert(id=who, name="Di Example", **answers)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mentors": [mentor("M1"), mentor("M1")]}, "mentors: id 'M1' is used twice"),
        ({"mentees": [mentee("E1")] * 3}, "mentees: id 'E1' is used twice"),
        ({"experts": [expert("X1")] * 2}, "experts: id 'X1' is used twice"),
        ({"organisations": (NORTH, NORTH)}, "organisations: id 'north' is used twice"),
        ({"organisations": ()}, "M1: unknown organisation 'north'"),
        ({"mentees": [mentee(organisation="x")]}, "E1: unknown organisation 'x'"),
        ({"experts": [expert(organisation="x")]}, "X1: unknown organisation 'x'"),
        ({"mentors": [mentor(expertise=[Expertise(topic="x")])]}, "M1: unknown topic 'x'"),
        ({"experts": [expert(expertise=[Expertise(topic="x")])]}, "X1: unknown topic 'x'"),
        ({"mentees": [mentee(goals=[Goal(topic="x")])]}, "E1: unknown topic 'x'"),
        ({"decisions": decided("pin", "E9", "M1")}, "pin: unknown mentee 'E9'"),
        ({"decisions": decided("veto", "E1", "E1")}, "veto: unknown mentor 'E1'"),
    ],
)
def test_what_does_not_hold_together_is_refused(changes, words):
    with pytest.raises(ValidationError) as caught:
        MatchRound(**PEOPLE | changes)
    assert words in str(caught.value)
    assert str(caught.value).count(words) == 1


def test_all_that_is_wrong_is_named_at_once():
    with pytest.raises(ValidationError) as caught:
        MatchRound(
            **PEOPLE
            | {
                "organisations": (),
                "mentees": [Mentee(id="E1", name="A", goals=(Goal(topic="x"), Goal(topic="y")))]
                * 2,
                "decisions": decided("recuse", "E9", "M9"),
            }
        )
    for words in (
        "'E1' is used twice",
        "M1: unknown organisation 'north'",
        "E1: unknown topic 'x'",
        "E1: unknown topic 'y'",
        "unknown mentee 'E9'",
        "unknown mentor 'M9'",
    ):
        assert words in str(caught.value)


def test_topics_are_those_of_the_rounds_own_vocabulary():
    flat = Vocabulary.of("Policy")
    one = mentee(goals=[Goal(topic="Policy"), Goal(topic=None)])
    assert MatchRound(mentees=(one,), vocabulary=flat).mentees == (one,)
    with pytest.raises(ValidationError, match="unknown topic 'Policy'"):
        MatchRound(mentees=(one,))


def test_one_person_may_be_mentor_and_mentee():
    both = MatchRound(mentors=[Mentor(id="A", name="A")], mentees=[Mentee(id="A", name="A")])
    assert both.mentor("A").id == both.mentee("A").id


@given(rounds())
def test_people_are_stored_in_the_order_of_their_ids(match_round):
    for kind in ("mentors", "mentees", "experts", "organisations"):
        ids = [record.id for record in getattr(match_round, kind)]
        assert ids == sorted(ids)
    backwards = {k: getattr(match_round, k)[::-1] for k in ("mentors", "mentees", "organisations")}
    assert MatchRound(**dict(match_round) | backwards) == match_round


def test_dicts_are_read_as_records_are():
    raw = ROUND.model_dump()
    random.Random(1).shuffle(mentors := list(raw["mentors"]))
    assert MatchRound.model_validate(raw | {"mentors": mentors}) == ROUND
    assert MatchRound.model_validate_json(ROUND.model_dump_json()) == ROUND


def test_a_large_round_survives_json():
    match_round = random_round(3, 20, 30)
    assert MatchRound.model_validate_json(match_round.model_dump_json()) == match_round


def test_who_belongs_where():
    assert ROUND.organisation_of(ROUND.mentors[0]) == NORTH
    assert ROUND.organisation_of(ROUND.mentors[1]) is None


@pytest.mark.parametrize(
    ("who", "found"),
    [("M1", "M1"), ("m1", "M1"), ("Ada Example", "M1"), (" ada  EXAMPLE ", "M1"), ("M2", "M2")],
)
def test_mentors_are_found_by_id_or_unique_name(who, found):
    assert ROUND.mentor(who).id == found


def test_an_id_goes_before_a_name():
    match_round = MatchRound(mentors=[Mentor(id="A", name="B"), Mentor(id="B", name="C")])
    assert match_round.mentor("B").id == "B"
    with pytest.raises(UnknownNameError, match="2 mentors are called 'b'; say which: A, B"):
        match_round.mentor("b")


def test_mentors_and_mentees_are_looked_for_apart():
    assert ROUND.mentee("Ada Example").id == "E2"
    with pytest.raises(
        UnknownNameError, match=r"no mentee 'M1' in this round: .* is a mentor \(M1"
    ):
        ROUND.mentee("M1")


def test_a_name_that_two_share_must_be_told_apart():
    with pytest.raises(UnknownNameError, match=r"2 mentors are called 'Bo Example'.*: M2, M3"):
        ROUND.mentor("Bo Example")


def test_an_association_stands_for_its_only_applicant():
    home, away = Organisation(id="A", name="Choir Example"), Organisation(id="B", name="Band")
    two = mentor("M1", organisation="A"), mentor("M2", organisation="A")
    people = MatchRound(
        mentors=two, mentees=(mentee(organisation="B"),), organisations=(home, away)
    )
    assert people.mentee("band").id == "E1"
    with pytest.raises(UnknownNameError, match=r"2 mentors belong to 'choir example'.*: M1, M2"):
        people.mentor("choir example")


@pytest.mark.parametrize(
    ("who", "near"), [("M11", "'M1'"), ("Ada Exampel", "'Ada Example'"), ("ada", "'Ada Example'")]
)
def test_an_unknown_name_brings_the_nearest(who, near):
    with pytest.raises(UnknownNameError, match=f"Did you mean .*{near}"):
        ROUND.mentor(who)


def test_an_unknown_name_with_nothing_near():
    with pytest.raises(UnknownNameError) as caught:
        ROUND.mentee("Zzyzx")
    assert str(caught.value) == "There is no mentee 'Zzyzx' in this round."


def test_a_round_in_words():
    assert str(ROUND) == repr(ROUND) == "Round of 2 mentees, 3 mentors and 1 subject experts"
    assert str(MatchRound()) == "Round of 0 mentees, 0 mentors and 0 subject experts"
