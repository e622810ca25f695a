"""Weekly windows, and the half hours of a UTC week that they leave free."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from alliance_match.model.availability import (
    DAYS,
    SLOTS,
    WeeklyWindow,
    ZoneName,
    meeting_starts,
    utc_slots,
)
from alliance_match.model.settings import Calendar

from ..strategies import ZONES, windows

WINTER, SUMMER = Calendar().winter_week, Calendar().summer_week
WEEK = 7 * 24 * 60


def window(day: int, start: float, end: float) -> WeeklyWindow:
    return WeeklyWindow(day=day, start=round(start * 60), end=round(end * 60))


def minute_by_minute(free: tuple[WeeklyWindow, ...], zone: str, monday: date) -> list[bool]:
    """Convert every local minute on its own, and mark the half hours that are free throughout."""
    begin, minutes = datetime.combine(monday, time(0), tzinfo=UTC), set[int]()
    for one in free:
        day = datetime.combine(monday + timedelta(days=one.day), time(0), tzinfo=ZoneInfo(zone))
        for minute in range(one.start, one.end):
            utc = (day + timedelta(minutes=minute)).astimezone(UTC)
            minutes.add(int((utc - begin).total_seconds()) // 60 % WEEK)
    return [all(30 * k + m in minutes for m in range(30)) for k in range(SLOTS)]


@given(
    st.lists(windows(), max_size=3).map(tuple),
    st.sampled_from([*ZONES, "UTC", "Asia/Kolkata", "Australia/Eucla", "Pacific/Chatham"]),
    st.sampled_from([WINTER, SUMMER, date(2026, 2, 2), date(2030, 8, 5)]),
)
def test_every_minute_on_its_own_gives_the_same(free, zone, monday):
    found = utc_slots(free, zone, monday)
    assert found.dtype == bool
    assert found.shape == (SLOTS,)
    assert found.tolist() == minute_by_minute(free, zone, monday)


@pytest.mark.parametrize("monday", [WINTER, SUMMER], ids=["winter", "summer"])
def test_every_zone_of_the_world_in_the_default_weeks(monday):
    free = (window(0, 0, 0.75), window(3, 12, 13), window(6, 23, 24))
    for zone in sorted(zoneinfo.available_timezones()):
        assert utc_slots(free, zone, monday).tolist() == minute_by_minute(free, zone, monday), zone


def hours(slots: np.ndarray) -> list[str]:
    """Name the free half hours."""
    return [f"{DAYS[k // 48]} {k % 48 // 2:02d}:{k % 2 * 30:02d}" for k in np.flatnonzero(slots)]


@pytest.mark.parametrize(
    ("zone", "free", "winter", "summer"),
    [
        # UTC+5:45 all year: of an hour from 15:00, 09:15 to 10:15, one half hour is whole.
        ("Asia/Kathmandu", window(0, 15, 16), ["Mon 09:30"], ["Mon 09:30"]),
        ("Asia/Kathmandu", window(0, 15, 15.5), [], []),
        ("Asia/Kathmandu", window(0, 15.25, 15.75), ["Mon 09:30"], ["Mon 09:30"]),
        # UTC+13 in January, UTC+12 in July; Monday morning there is Sunday here.
        ("Pacific/Auckland", window(0, 9, 9.5), ["Sun 20:00"], ["Sun 21:00"]),
        (
            "Pacific/Auckland",
            window(0, 12.5, 13.5),
            ["Mon 00:00", "Sun 23:30"],
            ["Mon 00:30", "Mon 01:00"],
        ),
        # UTC-3:30 in January, UTC-2:30 in July; Sunday night there is Monday here.
        (
            "America/St_Johns",
            window(6, 20, 21),
            ["Mon 00:00", "Sun 23:30"],
            ["Sun 22:30", "Sun 23:00"],
        ),
        ("America/St_Johns", window(6, 23, 23.5), ["Mon 02:30"], ["Mon 01:30"]),
        ("UTC", window(6, 23.5, 24), ["Sun 23:30"], ["Sun 23:30"]),
        ("UTC", window(2, 12.25, 12.75), [], []),
        ("Europe/Paris", window(0, 0, 0.5), ["Sun 23:00"], ["Sun 22:00"]),
    ],
)
def test_by_hand(zone, free, winter, summer):
    assert hours(utc_slots((free,), zone, WINTER)) == winter
    assert hours(utc_slots((free,), zone, SUMMER)) == summer


def test_two_windows_may_make_a_half_hour_together():
    halves = (window(0, 9, 9.25), window(0, 9.25, 9.5))
    assert hours(utc_slots(halves, "UTC", WINTER)) == ["Mon 09:00"]
    across = (window(0, 23.75, 24), window(1, 0, 0.25))
    assert hours(utc_slots(across, "Asia/Kathmandu", WINTER)) == ["Mon 18:00"]


def test_the_week_is_a_circle():
    everything = tuple(window(day, 0, 24) for day in range(7))
    for zone in ZONES:
        assert utc_slots(everything, zone, WINTER).all()
    assert not utc_slots((), "UTC", WINTER).any()


def test_in_the_week_of_a_change_each_window_has_the_offset_of_its_own_day():
    monday = date(2027, 3, 22)  # the clocks of Paris change on Sunday, the 28th, at 2
    free = (window(5, 10, 10.5), window(6, 10, 10.5))
    assert hours(utc_slots(free, "Europe/Paris", monday)) == ["Sat 09:00", "Sun 08:00"]
    assert utc_slots(free, "Europe/Paris", monday).tolist() == minute_by_minute(
        free, "Europe/Paris", monday
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": -1},
        {"day": 7},
        {"start": -1},
        {"start": 1440, "end": 1440},
        {"end": 1441},
        {"start": 600, "end": 600},
        {"start": 600, "end": 599},
        {"start": 9.5},
    ],
)
def test_impossible_windows_are_refused(wrong):
    with pytest.raises(ValidationError):
        WeeklyWindow(**{"day": 0, "start": 540, "end": 1440} | wrong)


def test_a_window_that_ends_before_it_starts_is_named():
    with pytest.raises(ValidationError, match="window on Wed ends before it starts"):
        WeeklyWindow(day=2, start=600, end=540)


def test_windows_in_words():
    assert str(window(0, 9, 12.5)) == "Mon 09:00-12:30"
    assert str(window(6, 0, 24)) == "Sun 00:00-24:00"


ZONE = TypeAdapter(ZoneName)


@pytest.mark.parametrize("name", [*ZONES, "UTC", "Etc/GMT+2"])
def test_zones_of_the_database_are_known(name):
    assert ZONE.validate_python(name) == name


@pytest.mark.parametrize(
    "name", ["", "Mars/Phobos", "GMT+2", "UTC+02:00", "Europe", "../UTC", "/etc/passwd", "x\0y"]
)
def test_other_names_are_refused_with_an_example(name):
    with pytest.raises(ValidationError, match="use an IANA name such as 'Europe/Paris'"):
        ZONE.validate_python(name)


# --- meetings -------------------------------------------------------------------------------------

WEEKS = st.builds(
    lambda size, seed, density: np.random.default_rng(seed).random((*size, SLOTS)) < density,
    st.sampled_from([(), (1,), (2, 3)]),
    st.integers(0, 2**32 - 1),
    st.sampled_from([0.0, 0.3, 0.9, 1.0]),
)


@given(WEEKS, st.integers(1, 16))
def test_a_meeting_starts_where_enough_half_hours_follow(slots, length):
    before = slots.copy()
    starts = meeting_starts(slots, length)
    assert starts.shape == slots.shape
    assert (slots == before).all()
    for week, found in zip(slots.reshape(-1, SLOTS), starts.reshape(-1, SLOTS), strict=True):
        free = week.tolist()
        expected = [all(free[(k + n) % SLOTS] for n in range(length)) for k in range(SLOTS)]
        assert found.tolist() == expected


@given(WEEKS, st.integers(0, 2**32 - 1), st.integers(1, 16))
def test_starts_commute_with_intersection(slots, seed, length):
    other = np.random.default_rng(seed).random(SLOTS) < 0.8
    both = meeting_starts(slots, length) & meeting_starts(other, length)
    assert (meeting_starts(slots & other, length) == both).all()


def test_meetings_across_the_end_of_the_week():
    slots = np.zeros(SLOTS, dtype=bool)
    slots[[SLOTS - 2, SLOTS - 1, 0, 1]] = True
    assert np.flatnonzero(meeting_starts(slots, 1)).tolist() == [0, 1, SLOTS - 2, SLOTS - 1]
    assert np.flatnonzero(meeting_starts(slots, 3)).tolist() == [SLOTS - 2, SLOTS - 1]
    assert np.flatnonzero(meeting_starts(slots, 4)).tolist() == [SLOTS - 2]
    assert not meeting_starts(slots, 5).any()
