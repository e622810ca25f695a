"""Each criterion alone, with numbers worked by hand: points, least and most, of 1000."""

from __future__ import annotations

from typing import Any

import pytest

from alliance_match.model.history import PastPair
from alliance_match.model.people import Rank
from alliance_match.model.settings import Criteria
from alliance_match.model.vocabulary import Vocabulary
from alliance_match.scoring.criteria import CRITERIA

from .one_pair import NORTH, knows, one_pair, only, points, speaks, wants, window

LOAN, VOICE, BOARD = "EQT.loan-bank", "EQT.voice", "GOV.board"


def test_every_criterion_of_the_policy_is_scored():
    assert [c.name for c in CRITERIA] == list(Criteria.model_fields)


@pytest.mark.parametrize(
    ("goals", "expertise", "expected"),
    [
        # One goal, the topic itself: level 1, 2, 3 give 60, 85, 100.
        (wants((LOAN, 1)), knows((LOAN, 1)), (600, 600, 600)),
        (wants((LOAN, 1)), knows((LOAN, 2)), (850, 850, 850)),
        (wants((LOAN, 1)), knows((LOAN, 3)), (1000, 1000, 1000)),
        (wants((LOAN, 1)), knows((LOAN, 1), (LOAN, 3)), (1000, 1000, 1000)),
        # A level that is not stated counts as 2, and could be 1 or 3.
        (wants((LOAN, 1)), knows((LOAN, None)), (850, 600, 1000)),
        (wants((LOAN, 1)), knows((LOAN, None), (LOAN, 2)), (850, 850, 1000)),
        (wants((LOAN, 1)), knows((LOAN, None), (LOAN, 3)), (1000, 1000, 1000)),
        # Another topic of the area gives 25 of it; the area named as such 60.
        (wants((LOAN, 1)), knows((VOICE, 3)), (250, 250, 250)),
        (wants((LOAN, 1)), knows((VOICE, 1)), (150, 150, 150)),
        (wants((LOAN, 1)), knows(("EQT", 3)), (600, 600, 600)),
        (wants((LOAN, 1)), knows(("EQT", 2), (VOICE, 3)), (510, 510, 510)),
        (wants(("EQT", 1)), knows((VOICE, 3)), (600, 600, 600)),
        (wants(("EQT", 1)), knows(("EQT", 1)), (600, 600, 600)),
        (wants(("EQT", 1)), knows(("EQT", 3)), (1000, 1000, 1000)),
        (wants((LOAN, 1)), knows((BOARD, 3)), (0, 0, 0)),
        (wants((LOAN, 1)), knows(), (0, 0, 0)),
        # Priorities count 3, 2, 1: (3 x 100 + 2 x 60) / 5, then (3 x 0 + 1 x 100) / 4.
        (wants((LOAN, 1), (BOARD, 2)), knows((LOAN, 3), (BOARD, 1)), (840, 840, 840)),
        (wants((LOAN, 1), (BOARD, 3)), knows((BOARD, 3)), (250, 250, 250)),
        (wants((LOAN, 2), (BOARD, 2)), knows((BOARD, 3)), (500, 500, 500)),
        # Listing more skills wins nothing.
        (wants((LOAN, 1)), knows((LOAN, 1), (BOARD, 3), ("RES", 3)), (600, 600, 600)),
        # Unknown: a goal whose topic is not known, a mentor's expertise, a mentee's goals.
        (wants((LOAN, 1), (None, 3)), knows((LOAN, 3)), (875, 750, 1000)),
        (wants((LOAN, 1)), None, (500, 0, 1000)),
        (None, knows((LOAN, 3)), (500, 0, 1000)),
        ((), knows((LOAN, 3)), (500, 0, 1000)),
    ],
)
def test_goals_served(goals, expertise, expected):
    scored = one_pair({"goals": goals}, {"expertise": expertise}, only("goal_coverage"))
    assert points(scored) == expected


def test_goals_served_by_other_settings():
    policy = only(
        "goal_coverage",
        priority_weights=(1, 1, 1),
        level_shares=(10, 20, 30),
        area_share=50,
        neighbour_share=100,
        neutral=40.0,
    )
    goals = {"goals": wants((LOAN, 1), (None, 2), ("GOV", 3))}
    scored = one_pair(goals, {"expertise": knows((VOICE, 2), (BOARD, 3))}, policy)
    # (100 of 20 + neutral 40 + 50 of 30) / 3
    assert points(scored) == (250, 117 - 1, 450)


def test_goals_served_in_a_flat_vocabulary():
    flat = Vocabulary.of("Policy", "Security")
    goals, expertise = {"goals": wants(("Policy", 1))}, {"expertise": knows(("Security", 3))}
    assert points(one_pair(goals, expertise, only("goal_coverage"), vocabulary=flat))[0] == 0
    expertise = {"expertise": knows(("Policy", 3))}
    assert points(one_pair(goals, expertise, only("goal_coverage"), vocabulary=flat))[0] == 1000


@pytest.mark.parametrize(
    ("mentee", "mentor", "expected"),
    [
        *(
            (speaks(en=level), speaks(en="native"), (share, share, share))
            for level, share in {
                "A1": 0, "A2": 100, "B1": 400, "B2": 700, "C1": 900, "C2": 1000, "native": 1000,
            }.items()
        ),
        # The lower of both; the best of several.
        (speaks(en="C1"), speaks(en="B1"), (400, 400, 400)),
        (speaks(en="B1", fr="B2"), speaks(en="C2", fr="C1"), (700, 700, 700)),
        (speaks(en="C2"), speaks(fr="C2"), (0, 0, 0)),
        (speaks(), speaks(fr="C2"), (0, 0, 0)),
        # A level that is not stated: 70, but no more than the other's level allows.
        (speaks(en=None), speaks(en="native"), (700, 0, 1000)),
        (speaks(en=None), speaks(en="C1"), (700, 0, 900)),
        (speaks(en=None), speaks(en="B1"), (400, 0, 400)),
        (speaks(en="B1", fr=None), speaks(en="B1", fr="C2"), (700, 400, 1000)),
        (speaks(en="C1", fr=None), speaks(en="C1", fr="C2"), (900, 900, 1000)),
        (None, speaks(en="C2"), (700, 0, 1000)),
        (speaks(en="C2"), None, (700, 0, 1000)),
    ],
)  # fmt: skip
def test_language(mentee, mentor, expected):
    scored = one_pair({"languages": mentee}, {"languages": mentor}, only("language", neutral=70.0))
    assert points(scored) == expected


ELSEWHERE = {"regions": ("Asia",)}
HERE = {"regions": ("Asia", "Latin America and the Caribbean")}


@pytest.mark.parametrize(
    ("stage", "mentor", "expected"),
    [
        # Two parts stage, one part region: 100 and 100, 50 and 100, 0 and 100.
        ("emerging", {"stages": ("emerging",), **HERE}, (1000, 1000, 1000)),
        ("developing", {"stages": ("emerging",), **HERE}, (667, 666, 667)),
        ("established", {"stages": ("emerging",), **HERE}, (333, 333, 334)),
        ("established", {"stages": ("emerging", "developing"), **HERE}, (667, 666, 667)),
        # The same stages, elsewhere.
        ("emerging", {"stages": ("emerging",), **ELSEWHERE}, (667, 666, 667)),
        ("developing", {"stages": ("established",), **ELSEWHERE}, (333, 333, 334)),
        ("established", {"stages": ("emerging",), **ELSEWHERE}, (0, 0, 0)),
        ("established", {"stages": (), **ELSEWHERE}, (0, 0, 0)),
        # Unknown: the stage of either.
        (None, {"stages": ("emerging",), **HERE}, (667, 333, 1000)),
        ("emerging", {"stages": None, **ELSEWHERE}, (333, 0, 667)),
        # The mentor's own region counts, too.
        ("emerging", {"stages": ("emerging",), "organisation": "south"}, (1000, 1000, 1000)),
        # Nothing is known of where the mentor comes from or has worked.
        ("emerging", {"stages": ("emerging",), "organisation": None}, (833, 666, 1000)),
        ("emerging", {"stages": ("emerging",), "organisation": "blank"}, (833, 666, 1000)),
    ],
)
def test_stage_and_context(stage, mentor, expected):
    scored = one_pair({"stage": stage}, mentor, only("stage_and_context"))
    assert points(scored) == expected


def test_context_is_unknown_without_the_mentees_country():
    for organisation in (None, "blank"):
        changes = {"organisation": organisation}
        assert points(one_pair(changes, HERE, only("stage_and_context"))) == (833, 666, 1000)
    assert NORTH.region == "Western Europe"


@pytest.mark.parametrize(
    ("mentee", "settings", "expected"),
    [
        # The mentor is free from 9 to 12 on Monday, in UTC; four hours are ideal.
        ({"availability": (window(0, 9, 12),)}, {}, 750),
        ({"availability": (window(0, 10, 12),)}, {}, 500),
        ({"availability": (window(0, 11, 12),)}, {}, 250),
        ({"availability": (window(0, 11.5, 12),)}, {}, 0),
        ({"availability": (window(1, 9, 12),)}, {}, 0),
        ({"availability": ()}, {}, 0),
        ({"availability": (window(0, 10, 12),)}, {"ideal_hours": 2.0}, 1000),
        ({"availability": (window(0, 9, 12),)}, {"ideal_hours": 2.0}, 1000),
        ({"availability": (window(0, 10, 12),)}, {"ideal_hours": 3.0}, 667),
        # Two separate hours count as two, three half hours in a row as one and a half.
        ({"availability": (window(0, 9, 10), window(0, 11, 12))}, {}, 500),
        ({"availability": (window(0, 9, 10.5),)}, {}, 375),
        ({"availability": (window(0, 9, 9.5), window(0, 10, 10.5), window(0, 11, 12))}, {}, 250),
        # 10 to 13 in Paris is 9 to 12 in winter but 8 to 11 in summer: the worse season counts.
        ({"time_zone": "Europe/Paris", "availability": (window(0, 10, 13),)}, {}, 500),
        # 14:45 to 17:45 in Nepal is 9 to 12; fifteen minutes later only the whole half hours count.
        ({"time_zone": "Asia/Kathmandu", "availability": (window(0, 14.75, 17.75),)}, {}, 750),
        ({"time_zone": "Asia/Kathmandu", "availability": (window(0, 14.5, 17.5),)}, {}, 625),
        ({"time_zone": "Asia/Kathmandu", "availability": (window(0, 15, 18),)}, {}, 625),
    ],
)
def test_availability(mentee, settings, expected):
    scored = one_pair(mentee, policy=only("availability", **settings))
    assert points(scored) == ((expected,) * 3 if expected != 667 else (667, 666, 667))


@pytest.mark.parametrize("missing", ["availability", "time_zone"])
@pytest.mark.parametrize("role", ["mentee", "mentor"])
def test_availability_unknown(role, missing):
    changes: dict[str, Any] = {role: {missing: None}}
    assert points(one_pair(**changes, policy=only("availability", neutral=30.0))) == (300, 0, 1000)


@pytest.mark.parametrize(
    ("mentee", "mentor", "expected"),
    [
        ((), (), 500),
        (("M1",), ("E1",), 1000),
        (("north",), ("south",), 1000),
        (("M1",), (), 750),
        ((), ("E1",), 750),
        # Half of the neutral share where somebody else was asked for.
        (("M2",), (), 375),
        (("M2",), ("E2",), 250),
        # A tenth less for each place, down to the fifth; the better of person and organisation.
        (("x", "M1"), ("E1",), 950),
        (("x", "y", "M1"), ("E1",), 900),
        (("x", "y", "z", "M1"), ("E1",), 850),
        (("x", "y", "z", "v", "M1"), ("E1",), 800),
        (("x", "y", "z", "v", "w", "M1"), ("E1",), 800),
        (("x", "north", "M1"), ("E1",), 950),
        (("x", "M1", "north"), ("E1",), 950),
        # Own organisation and own id say nothing about the other.
        (("E1", "south"), ("M1", "north"), 250),
    ],
)
def test_preference(mentee, mentor, expected):
    scored = one_pair({"preferences": mentee}, {"preferences": mentor}, only("preference"))
    assert points(scored) == (expected,) * 3


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        (0, (0, 0, 0)),
        (1, (500, 500, 500)),
        (2, (750, 750, 750)),
        (3, (1000, 1000, 1000)),
        (40, (1000, 1000, 1000)),
        (None, (650, 0, 1000)),
    ],
)
def test_mentoring_experience(past, expected):
    policy = only("mentoring_experience", neutral=65.0)
    assert points(one_pair(mentor={"mentoring_experience": past}, policy=policy)) == expected


STEPS = ["AA", "AO", "EO", "HEO", "SEO"]


def ranks(**steps: str) -> dict[str, object]:
    return {"ranks": tuple(Rank(scale=scale, step=step) for scale, step in steps.items())}


@pytest.mark.parametrize(
    ("mentee", "mentor", "expected"),
    [
        # Two steps ahead are ideal; each step away from that costs a quarter.
        ("AA", "EO", (1000, 1000, 1000)),
        ("AA", "AO", (750, 750, 750)),
        ("AA", "HEO", (750, 750, 750)),
        ("AA", "AA", (500, 500, 500)),
        ("AO", "AA", (250, 250, 250)),
        ("EO", "AA", (0, 0, 0)),
        ("SEO", "AA", (0, 0, 0)),
        ("AA", "no such step", (500, 0, 1000)),
    ],
)
def test_scales(mentee, mentor, expected):
    policy = only("scales", {"grade": {"steps": STEPS, "ideal_ahead": 2}})
    assert points(one_pair(ranks(grade=mentee), ranks(grade=mentor), policy)) == expected


def test_scales_are_averaged_and_those_without_an_ideal_do_not_count():
    scales = {
        "grade": {"steps": STEPS, "ideal_ahead": 1},
        "years": {"steps": ["few", "many"], "ideal_ahead": 0},
        "floor": {"steps": ["low", "high"], "min_ahead": 1},
    }
    mentee, mentor = ranks(grade="AA", years="few"), ranks(grade="AO", years="many")
    assert points(one_pair(mentee, mentor, only("scales", scales))) == (875, 875, 875)
    unknown = ranks(grade="AO")
    assert points(one_pair(mentee, unknown, only("scales", scales))) == (750, 500, 1000)
    assert points(one_pair(policy=only("scales", neutral=20.0))) == (200, 200, 200)


def test_points_of_several_criteria_are_shared_out_by_largest_remainder():
    policy = {
        "criteria": {
            "goal_coverage": {"weight": 1},
            "language": {"weight": 1},
            "mentoring_experience": {"weight": 1},
            **{
                name: {"weight": 0}
                for name in ("stage_and_context", "availability", "preference", "scales")
            },
        }
    }
    # Full marks 334, 333, 333: 334 x 1.00, 333 x 0.70, 333 x 0.75 = 334 + 233.1 + 249.75.
    scored = one_pair(policy=policy)
    assert scored.contributions[:, 0, 0].tolist() == [334, 233, 0, 0, 0, 250, 0, 0, 0]
    assert points(scored) == (817, 816, 817)


def test_perfect_in_everything_is_full_marks():
    scored = one_pair(
        {"languages": speaks(en="native"), "preferences": ("M1",)},
        {
            "languages": speaks(en="native"),
            "preferences": ("E1",),
            "mentoring_experience": 3,
            "regions": ("Latin America and the Caribbean",),
        },
        {"criteria": {"availability": {"weight": 120, "ideal_hours": 2.0}}},
    )
    assert points(scored) == (1000, 1000, 1000)


def test_continuity_by_hand():
    pair = (PastPair(mentee="E1", mentor="M1", rounds_ago=2),)
    gone = (PastPair(mentee=None, mentor="M1", rounds_ago=2),)
    again, other = only("continuity"), only("continuity", wanted="another")
    assert points(one_pair(policy=again)) == (0, 0, 0)
    assert points(one_pair(policy=again, history=pair)) == (1000, 1000, 1000)
    assert points(one_pair(policy=again, history=gone)) == (0, 0, 0)
    assert points(one_pair(policy=other)) == (1000, 1000, 1000)
    assert points(one_pair(policy=other, history=pair)) == (0, 0, 0)


@pytest.mark.parametrize(("waited", "expected"), [(0, 0), (1, 333), (2, 667), (3, 1000), (9, 1000)])
def test_waiting_by_hand(waited, expected):
    policy = only("waiting", full_after=3)
    assert points(one_pair({"rounds_waited": waited}, policy=policy))[0] == expected
