"""When two people are both free, in the local time of each, in winter and in summer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from ..model.availability import SLOTS, meeting_starts, utc_slots
from ..model.people import Mentee, Mentor
from ..model.policy import Policy
from ..model.record import Record
from ..words import Message
from ..words.templates import times
from .record import Line

__all__ = ["ClockTime", "CommonTime", "Span", "common_time", "read_off"]

Season = Literal["winter", "summer"]


class ClockTime(Line):
    """A span as one clock shows it.

    Attributes
    ----------
    day : int
        On which it begins; 0 is Monday.
    start, end : int
        Minutes after midnight; the end may lie on a later day.
    """

    day: int
    start: int
    end: int

    @property
    def message(self) -> Message:
        """The day, and from when to when."""
        return times.SPAN(day=self.day, start=self.start, end=self.end)


class Span(Record):
    """A span of common time, as the clocks of both show it."""

    mentee: ClockTime
    mentor: ClockTime
    half_hours: int


class CommonTime(Record):
    """Common time in one season; ``hours`` counts only spans long enough for a meeting."""

    season: Season
    hours: float
    spans: tuple[Span, ...]


def common_time(mentee: Mentee, mentor: Mentor, policy: Policy) -> tuple[CommonTime, ...]:
    """List the usable common time in the winter and in the summer week.

    Returns
    -------
    tuple of CommonTime
        Winter and summer; empty where the availability or the zone of one of them is unknown.
    """
    if None in (mentee.availability, mentee.time_zone, mentor.availability, mentor.time_zone):
        return ()
    length = policy.rules.weekly_overlap.meeting_minutes // 30
    return (
        _season("winter", mentee, mentor, policy.calendar.winter_week, length),
        _season("summer", mentee, mentor, policy.calendar.summer_week, length),
    )


def _season(name: Season, mentee: Mentee, mentor: Mentor, monday: date, length: int) -> CommonTime:
    free = [utc_slots(p.availability or (), str(p.time_zone), monday) for p in (mentee, mentor)]
    starts = meeting_starts(free[0] & free[1], length)
    usable = np.zeros(SLOTS, dtype=bool)
    for shift in range(length):
        usable |= np.roll(starts, shift)
    spans = [
        Span(
            mentee=_local(first, count, monday, str(mentee.time_zone)),
            mentor=_local(first, count, monday, str(mentor.time_zone)),
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


def read_off(span: ClockTime, monday: date, zone: str, other: str) -> ClockTime:
    """Read a span, given by the clock of one zone in the week of a Monday, off another's clock."""
    midnight = datetime(monday.year, monday.month, monday.day, tzinfo=ZoneInfo(zone))
    ends = (midnight + timedelta(days=span.day, minutes=m) for m in (span.start, span.end))
    begin, end = (at.astimezone(ZoneInfo(other)) for at in ends)
    start, until = (60 * at.hour + at.minute for at in (begin, end))
    return ClockTime(day=begin.weekday(), start=start, end=until)


def _local(first: int, count: int, monday: date, zone: str) -> ClockTime:
    """Read a span of UTC half hours off the clock of a zone."""
    utc = datetime(monday.year, monday.month, monday.day, tzinfo=ZoneInfo("UTC"))
    begin = (utc + timedelta(minutes=30 * first)).astimezone(ZoneInfo(zone))
    end = begin + timedelta(minutes=30 * count)
    start, until = (60 * at.hour + at.minute for at in (begin, end))
    return ClockTime(day=begin.weekday(), start=start, end=until)
