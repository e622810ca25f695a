"""Small rounds made by hand and by seed, all people obviously invented."""

from __future__ import annotations

import random

from alliance_match.model.availability import WeeklyWindow
from alliance_match.model.decisions import Decision, Decisions
from alliance_match.model.people import (
    Expertise,
    Goal,
    LanguageSkill,
    Mentee,
    Mentor,
    Organisation,
    SubjectExpert,
)
from alliance_match.model.policy import Policy
from alliance_match.model.record import Range
from alliance_match.model.round import MatchRound

TOPICS = ("FUN.events", "FUN.grants", "GOV.strategy", "CARE.respiratory", "SUP.helpline")
LANGUAGES = ("en", "es", "fr")
FREE = tuple(WeeklyWindow(day=day, start=540, end=1080) for day in range(5))


def organisation(number: int) -> Organisation:
    countries = ("PE", "FR", "NZ", "US", "KE", "IN")
    return Organisation(
        id=f"org-{number}",
        name=f"Example Association {number}",
        country=countries[number % len(countries)],
        membership="full",
    )


def mentor(number: int, **changes: object) -> Mentor:
    base = {
        "id": f"M{number:02d}",
        "name": f"Mentor Sample {number}",
        "organisation": f"org-{number}",
        "languages": (LanguageSkill(language="en", level="C1"),),
        "time_zone": "Europe/London",
        "availability": FREE,
        "expertise": (Expertise(topic="FUN.events", level=3, evidence="ran a gala"),),
        "capacity": Range.exactly(1),
        "panel_status": "approved",
        "mentoring_experience": 2,
        "stages": ("emerging",),
    }
    return Mentor.model_validate(base | changes)


def mentee(number: int, **changes: object) -> Mentee:
    base = {
        "id": f"E{number:02d}",
        "name": f"Mentee Example {number}",
        "organisation": f"org-{number + 100}",
        "languages": (LanguageSkill(language="en", level="C1"),),
        "time_zone": "Europe/Paris",
        "availability": FREE,
        "goals": (Goal(topic="FUN.events", text="Hold our first charity run."),),
        "stage": "emerging",
    }
    return Mentee.model_validate(base | changes)


def expert(number: int, **changes: object) -> SubjectExpert:
    base = {
        "id": f"M{number:02d}",  # as a mentor's: files may number their people from 0
        "name": f"Expert Sample {number}",
        "organisation": f"org-{number + 50}",
        "languages": (LanguageSkill(language="en", level="C1"),),
        "time_zone": "Europe/London",
        "availability": FREE,
        "expertise": (Expertise(topic="FUN.grants", level=3),),
        "consultations": Range.exactly(1),
    }
    return SubjectExpert.model_validate(base | changes)


def round_of(
    mentors: list[Mentor],
    mentees: list[Mentee],
    decisions: tuple[Decision, ...] = (),
    **more: object,
) -> MatchRound:
    ids = {p.organisation for p in (*mentors, *mentees)} - {None}
    organisations = [organisation(int(str(i).removeprefix("org-"))) for i in sorted(map(str, ids))]
    return MatchRound(
        mentors=tuple(mentors),
        mentees=tuple(mentees),
        organisations=tuple(organisations),
        decisions=Decisions(entries=decisions),
        **more,
    )


def with_experts(
    mentors: list[Mentor],
    mentees: list[Mentee],
    experts: list[SubjectExpert],
    decisions: tuple[Decision, ...] = (),
) -> MatchRound:
    """A round with subject experts, and the organisations of all."""
    people = round_of(mentors, mentees, decisions)
    ids = {x.organisation for x in experts} - {o.id for o in people.organisations} - {None}
    more = tuple(Organisation(id=i, name=i, membership="full") for i in sorted(ids))
    return MatchRound(
        mentors=tuple(mentors),
        mentees=tuple(mentees),
        experts=tuple(experts),
        organisations=(*people.organisations, *more),
        decisions=people.decisions,
    )


def seeded_round(seed: int) -> tuple[MatchRound, Policy]:
    """A small round with ties, shortages, unknowns and now and then a pin or a veto."""
    rng = random.Random(seed)
    mentors = [
        mentor(
            k,
            languages=_languages(rng),
            expertise=tuple(
                Expertise(topic=t, level=rng.choice([None, 1, 2, 3]))
                for t in rng.sample(TOPICS, rng.randint(2, 4))
            ),
            capacity=Range.exactly(rng.choice([0, 1, 1, 2])),
            mentoring_experience=rng.choice([None, 0, 1, 5]),
        )
        for k in range(rng.randint(1, 4))
    ]
    mentees = [
        mentee(
            k,
            languages=_languages(rng),
            goals=tuple(
                Goal(topic=t, priority=p, text=f"Goal on {t}")
                for p, t in enumerate(rng.sample(TOPICS, rng.randint(1, 2)), start=1)
            ),
            stage=rng.choice([None, "emerging", "developing", "established"]),
        )
        for k in range(rng.randint(1, 5))
    ]
    decisions = tuple(
        Decision(kind=kind, mentee=rng.choice(mentees).id, mentor=rng.choice(mentors).id, who="A.")
        for kind in rng.sample(["pin", "veto", "pin"], rng.choice([0, 0, 0, 1, 2]))
    )
    policy = Policy.from_toml(
        f"""
        objective = "{rng.choice(["coverage_total", "total"])}"
        min_points = {rng.choice([0.0, 0.0, 55.0])}
        [places]
        min_load = {rng.choice([0, 0, 0, 1])}
        """
    )
    return round_of(mentors, mentees, decisions), policy


def _languages(rng: random.Random) -> tuple[LanguageSkill, ...] | None:
    if rng.random() < 0.1:
        return None
    return tuple(
        LanguageSkill(language=tag, level=rng.choice([None, "B1", "B2", "C2"]))
        for tag in rng.sample(LANGUAGES, rng.randint(1, 3))
    )
