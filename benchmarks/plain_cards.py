"""What the plain reference works out once per person, and its arithmetic; see plain_scoring.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alliance_match.model.people import Person
from alliance_match.model.vocabulary import normalise

FULL = 10_000
HALF_HOURS = 336
WEEK_MINUTES = 10_080
LEVELS = ["A1", "A2", "B1", "B2", "C1", "C2", "native"]
NATIVE = 7

#: A share (0 to FULL) with the least and the most it could be.
Share = tuple[int, int, int]
NOTHING: Share = (0, 0, 0)


@dataclass
class Card:
    """What is worked out once per person."""

    person: Person
    same: set[object]
    names: set[str]
    region: str | None
    membership: str | None
    languages: dict[str, tuple[int, int]] | None
    weeks: list[set[int]] | None
    steps: dict[str, int]
    exclusions: set[str]
    preferences: dict[str, int]
    skills: Skills | None = None
    regions: set[str] = field(default_factory=set)


@dataclass
class Skills:
    """Best shares by topic, and by area for topics within it; one dict each per bound."""

    exact: dict[str, Share] = field(default_factory=dict)
    within: dict[str, Share] = field(default_factory=dict)


def free_half_hours(person: Person, monday: date) -> set[int]:
    """List the UTC half hours of a circular week that lie wholly within the person's windows."""
    minutes = set[int]()
    for window in person.availability or ():
        midnight = datetime.combine(monday, time(0), tzinfo=ZoneInfo(str(person.time_zone)))
        start = midnight + timedelta(days=window.day, minutes=window.start)
        since = start.astimezone(UTC) - datetime.combine(monday, time(0), tzinfo=UTC)
        first = since // timedelta(minutes=1)
        minutes.update(m % WEEK_MINUTES for m in range(first, first + window.end - window.start))
    starts = range(0, WEEK_MINUTES, 30)
    return {s // 30 for s in starts if all(m in minutes for m in range(s, s + 30))}


def spoken_levels(person: Person) -> dict[str, tuple[int, int]] | None:
    """Give the level per language, 0 (not stated) to 7: as stated, and as it may be at best."""
    if person.languages is None:
        return None
    levels = dict[str, tuple[int, int]]()
    for skill in person.languages:
        level = 0 if skill.level is None else LEVELS.index(skill.level) + 1
        stated, possible = levels.get(skill.language, (0, 0))
        levels[skill.language] = max(stated, level), max(possible, level or NATIVE)
    return levels


def identities(person: Person) -> set[object]:
    """List what tells that two applications are of one person."""
    found: set[object] = set()
    if person.email:
        found.add(("email", person.email.casefold()))
    if person.organisation is not None:
        found.add(("name", person.organisation, normalise(person.name)))
    return found


def best(a: Share, b: Share) -> Share:
    """Take the better of two shares, bound by bound."""
    return max(a[0], b[0]), max(a[1], b[1]), max(a[2], b[2])


def times(factor: int, share: Share) -> Share:
    """Multiply a share, bound by bound."""
    return factor * share[0], factor * share[1], factor * share[2]


def mean(parts: list[tuple[int, Share]]) -> Share:
    """Average shares with integer weights, rounding half up."""
    total = sum(weight for weight, _ in parts)
    value, low, high = (
        (2 * sum(weight * share[k] for weight, share in parts) + total) // (2 * total)
        for k in range(3)
    )
    return value, low, high


def largest_remainder(parts: list[int]) -> list[int]:
    """Round parts of FULL to whole points that sum to the total, rounded half up."""
    whole = [part // FULL for part in parts]
    rest = [part % FULL for part in parts]
    missing = (sum(parts) + FULL // 2) // FULL - sum(whole)
    for k in sorted(range(len(parts)), key=lambda k: -rest[k])[:missing]:
        whole[k] += 1
    return whole


def usable(common: set[int], length: int) -> int:
    """Count the half hours of a circular week that lie in runs of at least ``length``."""
    if len(common) == HALF_HOURS:
        return HALF_HOURS
    count = 0
    for start in common:
        if (start - 1) % HALF_HOURS not in common:
            run = 1
            while (start + run) % HALF_HOURS in common:
                run += 1
            if run >= length:
                count += run
    return count


def common_levels(
    mine: dict[str, tuple[int, int]], theirs: dict[str, tuple[int, int]]
) -> tuple[int, int]:
    """Give the best common level: as stated, and if every level not stated were native."""
    known = possible = 0
    for language, levels in mine.items():
        if language in theirs:
            others = theirs[language]
            known = max(known, min(levels[0], others[0]))
            possible = max(possible, min(levels[1], others[1]))
    return known, possible
