"""How many mentees a mentor gets, and why that many."""

from __future__ import annotations

import pytest
from hypothesis import given

from alliance_match.model.history import PastPair
from alliance_match.model.people import Mentor
from alliance_match.model.policy import Policy
from alliance_match.model.record import Range
from alliance_match.model.round import MatchRound
from alliance_match.scoring.score import places as places_of

from ..strategies import RANGES, maybe, policies
from .one_pair import one_pair


def places(one: Mentor, policy: Policy, *history: PastPair):
    return places_of(one, MatchRound(mentors=(one,), history=history), policy)


def mentor(capacity: Range | None = None, hours: Range | None = None) -> Mentor:
    return Mentor(id="M1", name="Ada Example", capacity=capacity, hours_per_month=hours)


def between(low: float, high: float) -> Range:
    return Range(low=low, high=high)


@pytest.mark.parametrize(
    ("capacity", "hours", "expected", "why"),
    [
        (None, None, 1, "capacity not stated, the policy's default"),
        (Range.exactly(2), None, 2, "offered 2"),
        (Range.exactly(0), None, 0, "offered 0"),
        # The low end counts.
        (between(1, 3), None, 1, "offered 1-3"),
        (between(2.5, 3), None, 2, "offered 2.5-3"),
        # Hours that suffice are not mentioned; of hours, the high end counts.
        (Range.exactly(2), Range.exactly(8), 2, "offered 2"),
        (Range.exactly(2), between(1, 2), 2, "offered 2"),
        (Range.exactly(3), between(1, 2), 2, "offered 3, but 1-2 hours a month carry 2"),
        (Range.exactly(3), Range.exactly(0), 0, "offered 3, but 0 hours a month carry 0"),
        (Range.exactly(3), Range.exactly(2.9), 2, "offered 3, but 2.9 hours a month carry 2"),
        (
            None,
            Range.exactly(0.5),
            0,
            "capacity not stated, the policy's default, but 0.5 hours a month carry 0",
        ),
    ],
)
def test_places(capacity, hours, expected, why):
    found, words = places(mentor(capacity, hours), Policy())
    assert (found, str(words)) == (expected, why)


def test_places_by_the_policy():
    policy = Policy.model_validate({"places": {"when_unknown": 3, "hours_per_mentee": 2.0}})
    assert places(mentor(), policy)[0] == 3
    assert places(mentor(None, Range.exactly(5)), policy)[0] == 2
    assert places(mentor(Range.exactly(4), Range.exactly(8)), policy)[0] == 4
    none = Policy.model_validate({"places": {"when_unknown": 0}})
    assert places(mentor(), none)[0] == 0


def test_the_scored_round_holds_them():
    scored = one_pair(mentor={"capacity": Range.exactly(4), "hours_per_month": between(1, 2)})
    assert scored.capacity.tolist() == [2]


@given(maybe(RANGES), maybe(RANGES), policies())
def test_more_hours_or_more_places_never_mean_fewer(capacity, hours, policy):
    count, why = places(mentor(capacity, hours), policy)
    assert count >= 0
    assert why
    if hours is not None:
        more = Range(low=hours.low, high=hours.high + 1)
        assert places(mentor(capacity, more), policy)[0] >= count
        assert count * policy.places.hours_per_mentee <= hours.high
    if capacity is not None:
        assert count <= capacity.low


@pytest.mark.parametrize(("hours", "each", "expected"), [(2.4, 0.8, 3), (0.6, 0.2, 3)])
def test_hours_that_carry_exactly_so_many(hours, each, expected):
    policy = Policy.model_validate({"places": {"when_unknown": 9, "hours_per_mentee": each}})
    assert places(mentor(None, Range.exactly(hours)), policy)[0] == expected


def test_running_projects_take_places():
    past = tuple(PastPair(mentee=None, mentor="M1", rounds_ago=n) for n in (1, 1, 2))
    three, none = mentor(Range.exactly(3)), mentor(Range.exactly(1))
    count, why = places(three, Policy(), *past)
    assert (count, str(why)) == (1, "offered 3, of which 2 running projects take one each")
    count, why = places(three, Policy(), past[0])
    assert (count, str(why)) == (2, "offered 3, of which 1 running project takes one")
    assert places(none, Policy(), *past)[0] == 0
    longer = Policy(places={"running_rounds": 2})
    assert places(three, longer, *past)[0] == 0
    ended = Policy(places={"running_rounds": 0})
    assert places(three, ended, *past)[0] == 3
