"""The policy: what it holds, what it refuses, and how it is written and read."""

from __future__ import annotations

import tomllib
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from alliance_match.errors import PolicyError
from alliance_match.model.policy import FULL_MARKS, Policy, to_points
from alliance_match.model.settings import Calendar, Criteria, Rules, Scale

from ..strategies import policies

NAMES = list(Criteria.model_fields)


# --- weights --------------------------------------------------------------------------------------


def weighted(*weights: int) -> Policy:
    return Policy.model_validate(
        {"criteria": {n: {"weight": w} for n, w in zip(NAMES, weights, strict=True)}}
    )


def test_the_default_weights_are_those_of_the_design():
    assert Policy().weights == {
        "goal_coverage": 400,
        "language": 150,
        "stage_and_context": 150,
        "availability": 120,
        "preference": 100,
        "mentoring_experience": 80,
        "scales": 0,
        "continuity": 0,
        "waiting": 0,
    }


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ((1, 1, 1, 0, 0, 0, 0, 0, 0), (334, 333, 333, 0, 0, 0, 0, 0, 0)),
        ((0, 0, 0, 0, 0, 0, 7, 0, 0), (0, 0, 0, 0, 0, 0, 1000, 0, 0)),
        ((1, 1, 1, 1, 1, 1, 1, 0, 0), (143, 143, 143, 143, 143, 143, 142, 0, 0)),
        ((2, 1, 0, 0, 0, 0, 0, 0, 0), (667, 333, 0, 0, 0, 0, 0, 0, 0)),
        ((1, 999_999, 0, 0, 0, 0, 0, 0, 0), (0, 1000, 0, 0, 0, 0, 0, 0, 0)),
        ((500, 0, 0, 0, 0, 0, 500, 0, 0), (500, 0, 0, 0, 0, 0, 500, 0, 0)),
        ((80, 24, 30, 30, 20, 16, 0, 0, 0), (400, 120, 150, 150, 100, 80, 0, 0, 0)),
    ],
)
def test_weights_by_hand(weights, expected):
    assert tuple(weighted(*weights).weights.values()) == expected


@given(st.lists(st.integers(0, 9) | st.integers(0, 1_000_000), min_size=9, max_size=9).filter(any))
def test_weights_are_shared_out_by_largest_remainder(weights):
    found = weighted(*weights).weights
    assert list(found) == NAMES
    assert sum(found.values()) == FULL_MARKS
    quota = [Fraction(FULL_MARKS * w, sum(weights)) for w in weights]
    up = [whole - q for whole, q in zip(found.values(), quota, strict=True)]
    assert all(-1 < over < 1 for over in up)
    # No one who was rounded down had a larger remainder than one who was rounded up, nor an equal
    # one and an earlier place.
    rest = [q - q.__floor__() for q in quota]
    raised = [(r, -k) for k, (r, over) in enumerate(zip(rest, up, strict=True)) if over > 0]
    left = [(r, -k) for k, (r, over) in enumerate(zip(rest, up, strict=True)) if over <= 0 and r]
    assert not raised or not left or min(raised) > max(left)


def test_something_must_count():
    with pytest.raises(PolicyError, match="at least one criterion needs a weight above 0"):
        weighted(*[0] * 9)


@pytest.mark.parametrize(("marks", "points"), [(0.0, 0), (45.0, 450), (66.6, 666), (100.0, 1000)])
def test_marks_become_points(marks, points):
    assert to_points(marks) == points


# --- TOML -----------------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)


@given(policies(), st.dictionaries(TEXT, st.lists(TEXT, min_size=1, unique=True), max_size=2))
def test_what_is_written_is_read_again(policy, named):
    scales = policy.scales | {n: Scale(steps=steps, min_ahead=-1) for n, steps in named.items()}
    policy = policy.model_copy(update={"scales": scales})
    text = policy.to_toml()
    assert Policy.from_toml(text) == policy
    assert Policy.from_toml(text).to_toml() == text


def test_the_default_policy_is_written_with_a_comment_on_every_setting():
    text = Policy().to_toml()
    assert Policy.from_toml(text) == Policy()
    settings = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert all("#" in line for line in settings)
    for name in (*Rules.model_fields, *NAMES):
        assert any(line.startswith((f"[rules.{name}]", f"[criteria.{name}]")) for line in settings)


def test_what_is_not_mentioned_keeps_its_default():
    assert Policy.from_toml("") == Policy()
    changed = Policy.from_toml("[rules.weekly_overlap]\nmin_hours = 2\n")
    assert changed.rules.weekly_overlap.min_hours == 2.0
    assert changed.rules.weekly_overlap.meeting_minutes == 60
    assert changed.rules.shared_language == Policy().rules.shared_language
    assert changed.criteria == Policy().criteria


def line_numbers() -> list[int]:
    lines = Policy().to_toml().splitlines()
    return [k for k, line in enumerate(lines) if "=" in line.partition("#")[0]]


def without_line(number: int) -> tuple[str, str]:
    """The default policy as it is written, but for one setting."""
    lines = Policy().to_toml().splitlines()
    table = next((x for x in reversed(lines[:number]) if x.startswith("[")), "")
    name = f"{table.partition('#')[0].strip()} {lines[number].partition('=')[0].strip()}".strip()
    return name, "\n".join(lines[:number] + lines[number + 1 :])


DELETED = [without_line(number) for number in line_numbers()]


@pytest.mark.parametrize(("name", "text"), DELETED)
def test_delete_a_line_to_keep_its_default(name, text):
    assert Policy.from_toml(text) == Policy(), name


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "where", "near"),
    [
        ("weak_belw = 3", "weak_belw", "weak_below"),
        ("[rules.shared_langage]", "rules.shared_langage", "shared_language"),
        ("[rules.weekly_overlap]\nmin_hour = 2", "rules.weekly_overlap.min_hour", "min_hours"),
        ("[criteria.preferences]\nweight = 1", "criteria.preferences", "preference"),
        (
            "[criteria.language]\nweight = 1\nnuetral = 2",
            "criteria.language.nuetral",
            "neutral",
        ),
        (
            "[scales.grade]\nsteps = ['a']\nmin_ahaed = 1",
            "scales.grade.min_ahaed",
            "min_ahead",
        ),
        ("[calendar]\nsummer = 2027-07-05", "calendar.summer", "summer_week"),
        ("[places]\nmin_laod = 1", "places.min_laod", "min_load"),
    ],
)
def test_a_slip_brings_the_nearest_setting(text, where, near):
    with pytest.raises(PolicyError) as caught:
        Policy.from_toml(text)
    assert f"- {where}: there is no such setting. Did you mean '{near}'" in str(caught.value)


def test_a_setting_with_nothing_near_brings_all_that_are_valid_there():
    with pytest.raises(PolicyError) as caught:
        Policy.from_toml("[places]\nzzz = 1")
    valid = "Valid here: when_unknown, running_rounds, min_load, hours_per_mentee, between_"
    assert f"- places.zzz: there is no such setting. {valid}" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[rules.shared_language]\nmin_level = 'B3'", "shared_language.min_level: must be 'A1', "),
        ("objective = 'max'", "objective: must be 'coverage_total' or 'total' (f"),
        ("objective = 'max'", "(found 'max')"),
        ("weak_below = 101", "weak_below: must be at most 100 (found 101)."),
        ("weak_below = 'low'", "weak_below: must be a number (found 'low')."),
        ("rules = 3", "rules: must be a table of settings (found 3)."),
        ("[places]\nmin_load = 1.5", "places.min_load: must be a whole number (found 1.5)."),
        ("[rules.no_exclusion]\non = 'maybe'", "on: must be true or false (found 'maybe')."),
        ("[scales.grade]\nsteps = 'a'", "steps: must be a list in square brackets (found 'a')."),
        ("[scales.grade]\nmax_ahead = 1", "scales.grade.steps: is missing."),
        ("[calendar]\nsummer_week = 'soon'", "summer_week: must be a date such as 2027-01-11"),
        ("[calendar]\nwinter_week = 2027-01-12", "is not a Monday (found 2027-01-12)."),
        ("weak_below = nan", "weak_below"),
        ("[calendar]\nwinter_week = 2027-01-12", "2027-01-12 is not a Monday"),
        ("[rules.weekly_overlap]\nmeeting_minutes = 45", "multiple of 30"),
        ("[rules.top_goal_covered]\nmin_coverage = 0", "must be at least 0.01 (found 0)."),
        ("[scales.grade]\nsteps = []", "needs 1 or more entries"),
        ("[scales.grade]\nsteps = ['a', 'a']", "scales.grade: a step is named twice"),
        (
            "[scales.grade]\nsteps = ['a']\nmin_ahead = 2\nmax_ahead = 1",
            "2 is more than max_ahead 1",
        ),
        (
            "[criteria.goal_coverage]\nweight = 1\npriority_weights = [1, 0, 1]",
            "every priority counts at least 1",
        ),
        ("[criteria.goal_coverage]\nweight = 1\nlevel_shares = [50, 40, 60]", "level shares rise"),
        ("[criteria.goal_coverage]\nweight = 1\nlevel_shares = [50, 60, 101]", "level shares rise"),
        (
            "[criteria.language]\nweight = -1",
            "language.weight: must be at least 0 (found -1).",
        ),
        ("a = ", "is not valid TOML"),
        ("weak_below = 1\nweak_below = 2", "is not valid TOML"),
    ],
)
def test_impossible_policies_are_refused(text, words):
    with pytest.raises(PolicyError) as caught:
        Policy.from_toml(text, "policy.toml")
    assert str(caught.value).startswith("policy.toml ")
    assert words in str(caught.value)


def test_all_that_is_wrong_is_named_at_once():
    with pytest.raises(PolicyError) as caught:
        Policy.from_toml(
            """
            weak_belw = 40
            min_points = 900
            [rules.weekly_overlap]
            min_houres = 1
            [criteria.availability]
            weight = 10
            ideal_hours = 0
            [scales.grade]
            steps = ["a", "a"]
            """
        )
    lines = str(caught.value).splitlines()
    assert lines[0] == "The policy cannot be used:"
    assert sorted(line.split(":")[0] for line in lines[1:]) == [
        "- criteria.availability.ideal_hours",
        "- min_points",
        "- rules.weekly_overlap.min_houres",
        "- scales.grade",
        "- weak_belw",
    ]


def test_a_policy_made_in_python_is_refused_in_the_same_words():
    with pytest.raises(
        PolicyError, match=r"^The policy cannot .*\n- weak_belw: .* 'weak_below'\?$"
    ):
        Policy(weak_belw=3)
    with pytest.raises(PolicyError, match=r"- rules\.shared_langage: .* 'shared_language'"):
        Policy(rules={"shared_langage": {"on": False}})
    with pytest.raises(PolicyError, match="must be a number"):
        Policy.model_validate({"weak_below": "low"})
    with pytest.raises(PolicyError, match="there is no such setting"):
        Policy.from_toml("self = 1")


@given(st.sampled_from(sorted(Rules.model_fields)), st.data())
def test_a_slip_in_the_name_of_a_rule_brings_the_rule(name, data):
    at = data.draw(st.integers(1, len(name) - 2))
    slip = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if slip not in Rules.model_fields:
        with pytest.raises(PolicyError, match=f"Did you mean .*'{name}'"):
            Policy.from_toml(f"[rules.{slip}]\non = false")


# --- files ----------------------------------------------------------------------------------------


def test_a_policy_file_is_read_with_or_without_a_byte_order_mark(tmp_path):
    path = tmp_path / "policy.toml"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        path.write_text('[scales."Größe"]\nsteps = ["klein", "groß"]\n', encoding)
        assert Policy.load(path).scales["Größe"].steps == ("klein", "groß")
        assert Policy.load(str(path)) == Policy.load(path)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    path = tmp_path / "policy.toml"
    with pytest.raises(PolicyError, match=r"policy\.toml cannot be read"):
        Policy.load(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(PolicyError, match=r"policy\.toml cannot be read"):
        Policy.load(path)
    path.write_text("weak_below = 'low'")
    with pytest.raises(PolicyError, match=r"policy\.toml cannot be used"):
        Policy.load(path)


# --- settings -------------------------------------------------------------------------------------


def test_the_calendar_holds_mondays_of_a_winter_and_a_summer():
    assert Calendar().winter_week.weekday() == Calendar().summer_week.weekday() == 0
    with pytest.raises(ValidationError, match="2027-07-06 is not a Monday"):
        Calendar(summer_week=date(2027, 7, 6))


def test_scales_may_be_bounded_on_either_side_or_not_at_all():
    assert Scale(steps=("a",), min_ahead=1).max_ahead is None
    assert Scale(steps=("a",), min_ahead=-1, max_ahead=-1).ideal_ahead is None


def test_the_default_rules_are_all_on_and_pass_the_unknown():
    written = tomllib.loads(Policy().to_toml())["rules"]
    assert all(rule["on"] and rule["unknown"] == "pass" for rule in written.values())


def test_priority_weights_stay_within_what_integers_carry():
    with pytest.raises(PolicyError):
        Policy.from_toml(
            "[criteria.goal_coverage]\nweight = 1\npriority_weights = [1000000000000000, 1, 1]"
        )


def test_the_least_coverage_is_not_rounded_away():
    with pytest.raises(PolicyError):
        Policy.from_toml("[rules.top_goal_covered]\nmin_coverage = 0.004")


def test_the_file_shows_what_else_there_can_be():
    text = Policy().to_toml()
    head, more = text.split("# What else there can be", 1)
    lines = [line.removeprefix("# ") for line in more.splitlines()[1:]]
    policy = Policy.from_toml("\n".join([head, *lines]))
    assert policy.quotas[0].at_most == 5
    assert policy.groups[0].id == "M03+FUN.grants"
