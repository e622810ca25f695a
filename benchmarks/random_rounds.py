"""Rounds and policies made at random, the same for the same seed, of any size.

Nobody here exists.
"""

from __future__ import annotations

import random
from typing import Any

from alliance_match.model.availability import WeeklyWindow
from alliance_match.model.decisions import Decision, Decisions
from alliance_match.model.people import (
    LEVELS,
    STAGES,
    Expertise,
    Goal,
    LanguageSkill,
    Mentee,
    Mentor,
    Organisation,
    Rank,
    SubjectExpert,
)
from alliance_match.model.policy import Policy
from alliance_match.model.record import Range
from alliance_match.model.regions import regions
from alliance_match.model.round import MatchRound
from alliance_match.model.settings import Criteria, Rules
from alliance_match.model.vocabulary import Vocabulary

__all__ = ["random_policy", "random_round"]

ZONES = (
    "Europe/London",
    "America/Lima",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Pacific/Auckland",
    "Pacific/Honolulu",
)
LANGUAGES = ("en", "es", "fr", "pt")
COUNTRIES = ("BR", "FR", "GB", "JP", "NZ", "PE")
MEMBERSHIPS = ("full", "affiliate", "honorary", "none")
STATUSES = ("approved", "applied", "advised_to_reapply", "withdrawn")
SCALES = ("grade", "years")
STEPS = ("low", "middle", "high", "top")


def random_round(
    seed: int, n_mentors: int, n_mentees: int, missing: float = 0.1, n_experts: int | None = None
) -> MatchRound:
    """A round as an application season could bring it, the same for the same seed.

    Half as many organisations as people, a subject expert for five mentors (20 at most), and a
    waiver for every twenty mentees.

    Parameters
    ----------
    missing : float
        How many of all answers are missing, 0 to 1.
    n_experts : int, optional
        How many subject experts, if another number.
    """
    season = _Season(seed, missing)
    orgs = [f"association-{k}" for k in range(max(2, (n_mentors + n_mentees) // 2))]
    mentors = [f"M{k:04d}" for k in range(n_mentors)]
    mentees = [f"E{k:04d}" for k in range(n_mentees)]
    count = min(20, n_mentors // 5) if n_experts is None else n_experts
    return MatchRound(
        organisations=tuple(season.organisation(o) for o in orgs),
        mentors=tuple(season.mentor(who, orgs, mentees) for who in mentors),
        mentees=tuple(season.mentee(who, orgs, mentors) for who in mentees),
        experts=tuple(season.expert(k, orgs) for k in range(count)),
        decisions=season.waivers(mentees, mentors) if mentors else Decisions(),
    )


class _Season:
    """Answers drawn at random, some of them missing."""

    def __init__(self, seed: int, missing: float):
        self.rng = random.Random(seed)
        self.missing = missing
        self.topics = [t.id for t in Vocabulary.alliance().topic]
        self.areas = [a.id for a in Vocabulary.alliance().area]

    def maybe(self, value: Any) -> Any:
        return None if self.rng.random() < self.missing else value

    def organisation(self, name: str) -> Organisation:
        return Organisation(
            id=name,
            name=f"Synthetic {name}",
            country=self.maybe(self.rng.choice(COUNTRIES)),
            membership=self.maybe(self.rng.choices(MEMBERSHIPS, (80, 10, 5, 5))[0]),
        )

    def mentor(self, who: str, orgs: list[str], mentees: list[str]) -> Mentor:
        rng = self.rng
        return Mentor(
            **self.person(who, orgs, mentees),
            expertise=self.maybe(self.expertise()),
            hours_per_month=self.maybe(self.between(2, 10)),
            capacity=self.maybe(self.between(1, 3)),
            stages=self.maybe(tuple(rng.sample(STAGES, rng.randint(1, 2)))),
            regions=tuple(rng.sample(regions(), rng.randint(0, 2))),
            mentoring_experience=self.maybe(rng.randint(0, 6)),
            panel_status=self.maybe(rng.choices(STATUSES, (85, 5, 5, 5))[0]),
        )

    def mentee(self, who: str, orgs: list[str], mentors: list[str]) -> Mentee:
        return Mentee(
            **self.person(who, orgs, mentors),
            goals=self.maybe(self.goals()),
            stage=self.maybe(self.rng.choice(STAGES)),
        )

    def expert(self, number: int, orgs: list[str]) -> SubjectExpert:
        return SubjectExpert(
            id=f"X{number:02d}",
            name=f"Expert {number}",
            organisation=self.maybe(self.rng.choice(orgs)),
            expertise=self.maybe(self.expertise()),
            languages=self.maybe(self.languages()),
            time_zone=self.maybe(self.rng.choice(ZONES)),
            availability=self.maybe(self.week()),
            exclusions=tuple(self.rng.sample(orgs, self.rng.choice([0, 0, 0, 1]))),
            consultations=self.maybe(self.between(0, 3)),
        )

    def waivers(self, mentees: list[str], mentors: list[str]) -> Decisions:
        rng, rules = self.rng, list(Rules.model_fields)
        pairs = [(rng.choice(mentees), rng.choice(mentors)) for _ in mentees[::20]]
        return Decisions(
            entries=tuple(
                Decision(kind="waive", mentee=a, mentor=b, rule=rng.choice(rules)) for a, b in pairs
            )
        )

    def person(self, who: str, orgs: list[str], others: list[str]) -> dict[str, Any]:
        rng, named = self.rng, [*others, *orgs]
        return {
            "id": who,
            "name": f"Synthetic {who}",
            "organisation": self.maybe(rng.choice(orgs)),
            "email": f"{who.lower()}@example.org",
            "languages": self.maybe(self.languages()),
            "time_zone": self.maybe(rng.choice(ZONES)),
            "availability": self.maybe(self.week()),
            "ranks": tuple(
                Rank(scale=s, step=rng.choice(STEPS)) for s in SCALES if self.maybe(s) is not None
            ),
            "exclusions": tuple(rng.sample(named, rng.choice([0, 0, 0, 1]))),
            "preferences": tuple(rng.sample(named, rng.choice([0, 0, 0, 1, 2]))),
        }

    def languages(self) -> tuple[LanguageSkill, ...]:
        tags = ("en", *self.rng.sample(LANGUAGES[1:], self.rng.randint(0, 2)))
        return tuple(
            LanguageSkill(language=tag, level=self.maybe(self.rng.choice(LEVELS))) for tag in tags
        )

    def week(self) -> tuple[WeeklyWindow, ...]:
        """Some morning, afternoon or evening hours, to the quarter of an hour."""
        rng, windows = self.rng, []
        for day in sorted(rng.sample(range(7), rng.randint(2, 5))):
            start = rng.choice([9, 13, 18]) * 60 + rng.choice([0, 0, 15, 30])
            windows.append(WeeklyWindow(day=day, start=start, end=start + 30 * rng.randint(2, 8)))
        return tuple(windows)

    def expertise(self) -> tuple[Expertise, ...]:
        rng = self.rng
        chosen = rng.sample(self.topics, rng.randint(2, 8)) + rng.sample(
            self.areas, rng.randint(0, 1)
        )
        return tuple(Expertise(topic=t, level=self.maybe(rng.randint(1, 3))) for t in chosen)

    def goals(self) -> tuple[Goal, ...]:
        return tuple(
            Goal(topic=self.maybe(self.rng.choice(self.topics + self.areas)), priority=priority)
            for priority in range(1, self.rng.randint(2, 4))
        )

    def between(self, low: int, high: int) -> Range:
        ends = sorted(self.rng.randint(low, high) for _ in range(2))
        return Range(low=ends[0], high=ends[1])


def random_policy(seed: int) -> Policy:
    """A policy with some rules off, some strict, other weights, and one or two scales."""
    rng = random.Random(seed)
    return Policy.model_validate(
        {
            "min_points": rng.choice([0.0, 0.0, 30.0, 45.5]),
            "rules": {
                name: {
                    "on": rng.random() < 0.8,
                    "unknown": rng.choice(["pass", "pass", "fail"]),
                    **_random_bounds(rng, name),
                }
                for name in Rules.model_fields
            },
            "criteria": {
                name: {"weight": rng.choice([0, 1, 10, 333]), "neutral": rng.choice([0, 50, 66.6])}
                for name in list(Criteria.model_fields)[1:7]
            },
            "scales": {
                name: {
                    "steps": STEPS,
                    "min_ahead": rng.choice([None, -1, 1]),
                    "max_ahead": rng.choice([None, 2]),
                    "ideal_ahead": rng.choice([None, 1]),
                }
                for name in rng.sample(SCALES, rng.randint(0, 2))
            },
        }
    )


def _random_bounds(rng: random.Random, rule: str) -> dict[str, object]:
    return {
        "shared_language": {"min_level": rng.choice(LEVELS)},
        "weekly_overlap": {
            "min_hours": rng.choice([0.5, 1, 2.5]),
            "meeting_minutes": rng.choice([30, 60, 90]),
        },
        "top_goal_covered": {
            "experts_count": rng.random() < 0.5,
            "min_coverage": rng.choice([25, 50, 60, 85]),
        },
    }.get(rule, {})
