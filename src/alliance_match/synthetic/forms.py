"""What people write on their forms: a part of what they are, with errors and gaps."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..model.people import (
    LEVELS,
    Expertise,
    Goal,
    LanguageSkill,
    Mentee,
    Mentor,
    Organisation,
)
from ..model.record import Range
from . import assumptions as given
from .assumptions import Home
from .settings import Knobs
from .traits import TOPICS, Week, Who, pick
from .truth import windows_of

__all__ = ["Clerk"]

_KIND = {"Mentor": "Example Association", "Mentee": "Specimen Society"}


class Clerk:
    """Fills in forms, the same for the same stream of random numbers."""

    def __init__(self, rng: np.random.Generator, knobs: Knobs):
        self.rng, self.knobs = rng, knobs

    def maybe(self, answer: Any) -> Any:
        """Leave an answer out now and then."""
        return None if self.rng.random() < self.knobs.missing else answer

    def mentor(self, k: int, who: Who, asks: tuple[str, ...]) -> Mentor:
        """Fill in a mentor's form."""
        rng, skill = self.rng, who.topics[k]
        return Mentor(
            **self._person("M", k, who, asks),
            expertise=self.maybe(
                tuple(
                    Expertise(topic=TOPICS[t], level=self.maybe(self._level(float(skill[t]))))
                    for t in sorted(who.named[k])
                )
            ),
            hours_per_month=self.maybe(Range.exactly(int(pick(rng, given.HOURS)))),
            capacity=self.maybe(Range.exactly(int(pick(rng, given.CAPACITY)))),
            stages=self.maybe(who.stages[k]),
            mentoring_experience=self.maybe(int(rng.poisson(4 * who.will[k] ** 2))),
            panel_status="approved",
        )

    def mentee(self, k: int, who: Who, asks: tuple[str, ...]) -> Mentee:
        """Fill in a mentee's form: the first needs, as many as goals are told."""
        count = int(pick(self.rng, given.GOALS))
        goals = tuple(
            Goal(topic=TOPICS[t], priority=place, text=f"We ask for help with {TOPICS[t]}.")
            for place, t in enumerate(who.named[k][:count], start=1)
        )
        person = self._person("E", k, who, asks)
        if who.planted[k]:  # this answer is what makes them impossible to match
            person["languages"] = tuple(LanguageSkill(language=t) for t in who.speaks[k])
        return Mentee(
            **person,
            kind="organisation",
            goals=goals,
            stage=self.maybe(who.stages[k][0]),
        )

    def _person(self, letter: str, k: int, who: Who, asks: tuple[str, ...]) -> dict[str, Any]:
        role = {"M": "Mentor", "E": "Mentee"}[letter]
        return {
            "id": f"{letter}{k:04d}",
            "name": f"Sample {role} {k:04d}",
            "organisation": f"example-{role.lower()}-{k:04d}",
            "email": f"{role.lower()}{k:04d}@example.org",
            "languages": self.maybe(self._languages(who.speaks[k])),
            "time_zone": self.maybe(who.home[k].zone),
            "availability": self.maybe(windows_of(self._stated(who.week[k]))),
            "preferences": asks,
        }

    def _stated(self, week: Week) -> Week:
        """Give the whole week, or half of it where somebody understates."""
        return week[::2] if self.rng.random() < self.knobs.understate else week

    def _languages(self, speaks: dict[str, int]) -> tuple[LanguageSkill, ...]:
        return tuple(
            LanguageSkill(language=tag, level=self.maybe(LEVELS[self._misread(level, 7) - 1]))
            for tag, level in sorted(speaks.items())
        )

    def _level(self, skill: float) -> int:
        return self._misread(1 + (skill > 0.5) + (skill > 0.75), 3)

    def _misread(self, level: int, most: int) -> int:
        """Be one step off now and then; native speakers know that they are."""
        if level == 7:
            return level
        high, low = (given.MISREAD.odds[name] / 100 for name in ("high", "low"))
        drawn = self.rng.random()
        return int(np.clip(level + (drawn < high) - (drawn > 1 - low), 1, min(most, 6)))

    def organisation(self, letter: str, k: int, home: Home) -> Organisation:
        """Name the association that somebody belongs to."""
        role = {"M": "Mentor", "E": "Mentee"}[letter]
        return Organisation(
            id=f"example-{role.lower()}-{k:04d}",
            name=f"{_KIND[role]} {k:04d}",
            country=self.maybe(home.country),
            membership="full",
        )
