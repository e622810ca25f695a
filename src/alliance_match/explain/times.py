"""When two people are both free, in the local time of each, in winter and in summer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from ..model.availability import DAYS, SLOTS, meeting_starts, utc_slots
from ..model.people import Mentee, Mentor
from ..model.policy import Policy
from ..model.record import Record

__all__ = ["CommonTime", "Span", "common_time"]


class Span(Record):
    """A span of common time, as the clocks of both show it."""

    mentee_time: str
    mentor_time: str
    half_hours: int


class CommonTime(Record):
    """Common time in one season; ``hours`` counts only spans long enough for a meeting."""

    season: str
    hours: float
    spans: tuple[Span, ...]


def common_time(mentee: Mentee, mentor: Mentor, policy: Policy) -> tuple[CommonTime, ...]:
    """List the usable common time in the winter and in the summer week.

    Returns
    -------
    tuple of CommonTime
        Winter and summer; empty where the availability or the zone of one of them is unknown.
    """
    seasons = (("winter", policy.calendar.winter_week), ("summer", policy.calendar.summer_week))
    if None in (mentee.availability, mentee.time_zone, mentor.availability, mentor.time_zone):
        return ()
    length = policy.rules.weekly_overlap.meeting_minutes // 30
    return tuple(_season(name, mentee, mentor, monday, length) for name, monday in seasons)


def _season(name: str, mentee: Mentee, mentor: Mentor, monday: date, length: int) -> CommonTime:
    free = [utc_slots(p.availability or (), str(p.time_zone), monday) for p in (mentee, mentor)]
    starts = meeting_starts(free[0] & free[1], length)
    usable = np.zeros(SLOTS, dtype=bool)
    for shift in range(length):
        usable |= np.roll(starts, shift)
    spans = [
        Span(
            mentee_time=_local(first, count, monday, str(mentee.time_zone)),
            mentor_time=_local(first, count, monday, str(mentor.time_zone)),
            half_hours=count,
        )
        for first, count in _runs(usable)
    ]
    return CommonTime(season=name, hours=int(usable.sum()) / 2, spans=tuple(spans))


def _runs(slots: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Find first slot and length of each run on the circle of the week."""
    if slots.all():
        return [(0, SLOTS)]
    firsts = np.flatnonzero(slots & ~np.roll(slots, 1))
    return [
        (int(first), int(np.argmin(np.concatenate((np.roll(slots, -first), [False])))))
        for first in firsts
    ]


def _local(first: int, count: int, monday: date, zone: str) -> str:
    """Write a span of UTC half hours as the clock in a zone shows it."""
    utc = datetime(monday.year, monday.month, monday.day, tzinfo=ZoneInfo("UTC"))
    begin = (utc + timedelta(minutes=30 * first)).astimezone(ZoneInfo(zone))
    end = begin + timedelta(minutes=30 * count)
    return f"{DAYS[begin.weekday()]} {begin:%H:%M}-{end:%H:%M}"
