"""Weekly windows in a time zone, as half hours of a week in UTC."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator, Field, model_validator

from .record import Record

__all__ = ["DAYS", "SLOTS", "WeeklyWindow", "ZoneName", "meeting_starts", "utc_slots"]

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
#: Half hours in a week.
SLOTS = 7 * 48
_WEEK_MINUTES = 7 * 24 * 60
_WINDOW = re.compile(
    rf"({'|'.join(DAYS)}) (\d\d?):([0-5]\d) ?[-–] ?(\d\d?):([0-5]\d)", re.IGNORECASE
)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _known_zone(name: str) -> str:
    try:
        _zone(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(
            f"{name!r} is not a time zone; use an IANA name such as 'Europe/Paris'"
        ) from None
    return name


#: An IANA time zone name, checked.
ZoneName = Annotated[str, AfterValidator(_known_zone)]


class WeeklyWindow(Record):
    """A span of one weekday in local time.

    Where a record holds a window, its text will do: ``"Mon 18:00-20:00"``.

    Parameters
    ----------
    day : int
        0 is Monday, 6 is Sunday.
    start, end : int
        Minutes after local midnight; ``end`` may be 1440 but not before ``start``.

    Examples
    --------
    >>> evening = WeeklyWindow(day=0, start=18 * 60, end=20 * 60)  # Mondays, 18:00 to 20:00
    >>> evening.day
    0
    """

    day: int = Field(ge=0, le=6)
    start: int = Field(ge=0, lt=1440)
    end: int = Field(gt=0, le=1440)

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        match = _WINDOW.fullmatch(given.strip())
        if match is None:
            raise ValueError(f"{given!r} is not a window such as 'Mon 18:00-20:00'")
        start, end = (60 * int(match[h]) + int(match[m]) for h, m in ((2, 3), (4, 5)))
        return {"day": DAYS.index(match[1].title()), "start": start, "end": end}

    @model_validator(mode="after")
    def _ordered(self) -> WeeklyWindow:
        if self.end <= self.start:
            raise ValueError(f"the window on {DAYS[self.day]} ends before it starts")
        return self

    def __str__(self) -> str:
        def clock(minutes: int) -> str:
            return f"{minutes // 60:02d}:{minutes % 60:02d}"

        return f"{DAYS[self.day]} {clock(self.start)}-{clock(self.end)}"


def utc_slots(windows: tuple[WeeklyWindow, ...], zone: str, monday: date) -> NDArray[np.bool_]:
    """Mark the UTC half hours of one week that lie wholly within local windows.

    Parameters
    ----------
    windows : tuple of WeeklyWindow
        Local windows.
    zone : str
        IANA name of the windows' time zone.
    monday : datetime.date
        The Monday of the week that decides which offset holds (winter or summer time).

    Returns
    -------
    ndarray of bool, shape (336,)
        Slot ``k`` begins ``30 * k`` minutes after Monday 00:00 UTC; the week is a circle.

    Notes
    -----
    Zones that are offset by a quarter of an hour (Nepal) lose the half hours that are covered in
    part only, so that a marked half hour can always be used.
    """
    tz, origin = _zone(zone), datetime.combine(monday, time(0))
    spans = []
    for window in windows:
        local = origin + timedelta(days=window.day, minutes=window.start)
        offset = tz.utcoffset(local) or timedelta(0)
        first = window.day * 1440 + window.start - int(offset.total_seconds()) // 60
        start = first % _WEEK_MINUTES
        end = start + window.end - window.start
        spans += [(start, min(end, _WEEK_MINUTES)), (0, end - _WEEK_MINUTES)]
    slots, begin, reach = np.zeros(SLOTS, dtype=bool), 0, 0
    for start, end in sorted(spans):
        begin, reach = (begin, max(reach, end)) if start <= reach else (start, end)
        slots[-(-begin // 30) : reach // 30] = True
    return slots


def meeting_starts(slots: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """Mark the half hours at which ``length`` free half hours begin.

    Parameters
    ----------
    slots : ndarray of bool, shape (..., 336)
        Free half hours of circular weeks.
    length : int
        Length of a meeting in half hours, at least 1.

    Returns
    -------
    ndarray of bool, shape (..., 336)
        It commutes with intersection: the starts of two people's common time are the starts that
        both have.
    """
    starts = slots.copy()
    for shift in range(1, length):
        starts &= np.roll(slots, -shift, axis=-1)
    return starts
