"""Common time of all pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..model.availability import SLOTS, meeting_starts, utc_slots
from ..model.people import Mentee, Mentor, Person
from ..model.policy import Policy
from .shares import flags

__all__ = ["Overlap", "overlap"]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Overlap:
    """Common half hours a week that lie in spans long enough for a meeting.

    Attributes
    ----------
    winter, summer : ndarray of int, shape (n_mentees, n_mentors)
        Half hours; 0 where unknown.
    known : ndarray of bool, same shape
        Whether windows and time zone of both are known.
    """

    winter: Ints
    summer: Ints
    known: Bools

    @property
    def worse(self) -> Ints:
        """The season with less, per pair."""
        return np.minimum(self.winter, self.summer)


def overlap(mentees: Sequence[Mentee], mentors: Sequence[Mentor], policy: Policy) -> Overlap:
    """Count the usable common time of all pairs in the winter and in the summer week.

    Parameters
    ----------
    mentees, mentors : sequence of Person
        The rows and the columns.
    policy : Policy
        Says how long a meeting is, and which weeks count.
    """
    calendar = policy.calendar
    length = policy.rules.weekly_overlap.meeting_minutes // 30
    known = flags(map(_has_time, mentees))[:, None] & flags(map(_has_time, mentors))
    winter, summer = (
        _usable(_week(mentees, monday), _week(mentors, monday), length)
        for monday in (calendar.winter_week, calendar.summer_week)
    )
    return Overlap(winter, summer, known)


def _has_time(person: Person) -> bool:
    return person.availability is not None and person.time_zone is not None


def _week(people: Sequence[Person], monday: date) -> Bools:
    """Free UTC half hours per person, all False where unknown, shape (n, 336)."""
    table, seen = np.zeros((len(people), SLOTS), dtype=bool), dict[object, Bools]()
    for i, p in enumerate(people):
        if p.availability is not None and p.time_zone is not None:
            key = (p.availability, p.time_zone)
            if key not in seen:
                seen[key] = utc_slots(*key, monday)
            table[i] = seen[key]
    return table


def _usable(rows: Bools, cols: Bools, length: int) -> Ints:
    """Count, per pair, the common half hours within spans of at least ``length`` half hours.

    A span of r >= length half hours has r - length + 1 starts of meetings of that length, and one
    start fewer of meetings half an hour longer; so the number of spans is the difference of the
    two counts, and both counts are dot products because starts commute with intersection.
    """
    starts, longer = (
        meeting_starts(rows, size).astype(np.float32)
        @ meeting_starts(cols, size).astype(np.float32).T
        for size in (length, length + 1)
    )
    spans = starts - longer
    return np.asarray(starts + (length - 1) * spans, dtype=np.int64)
