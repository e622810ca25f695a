"""Whole rounds and policies: Hypothesis strategies for small ones, seeded ones of any size.

Nobody here exists. Small rounds draw from few values, so that ties, shared languages, exclusions
and unknowns meet often.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

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

__all__ = ["FLAT", "ZONES", "policies", "random_policy", "random_round", "rounds", "windows"]

#: A vocabulary without topics: every label is an area.
FLAT = Vocabulary.of("Policy", "Security", "Operations")
#: Topics that small rounds use: few, from three areas, and two of the areas themselves.
FEW_TOPICS = ("GOV", "GOV.board", "GOV.strategy", "EQT", "EQT.loan-bank", "EQT.voice", "RES.trials")
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
MONDAYS = (date(2026, 1, 5), date(2027, 1, 11), date(2027, 7, 5), date(2028, 2, 28))


# --- Hypothesis: small rounds ---------------------------------------------------------------------


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The values, or unknown."""
    return st.none() | values


def some(values: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[tuple[Any, ...]]:
    """None of the values, or a few."""
    return st.lists(values, max_size=most).map(tuple)


@st.composite
def windows(draw: st.DrawFn) -> WeeklyWindow:
    """A window that begins and ends anywhere, mostly on a quarter of an hour."""
    step = draw(st.sampled_from([15, 30, 60, 1]))
    start = draw(st.integers(0, (1440 - 30) // step)) * step
    length = draw(st.integers(1, 720 // step)) * step
    return WeeklyWindow(day=draw(st.integers(0, 6)), start=start, end=min(start + length, 1440))


ANY_TIME = tuple(WeeklyWindow(day=day, start=0, end=1440) for day in range(7))
AVAILABILITY = some(windows(), 3) | st.just(ANY_TIME)
SKILLS = st.builds(
    LanguageSkill, language=st.sampled_from(LANGUAGES), level=maybe(st.sampled_from(LEVELS))
)
RANKS = st.builds(Rank, scale=st.sampled_from(SCALES), step=st.sampled_from((*STEPS, "other")))
RANGES = st.tuples(st.integers(0, 8), st.integers(0, 8)).map(
    lambda ends: Range(low=min(ends) / 2, high=max(ends) / 2)
)


def person(
    who: str, organisations: Sequence[str], others: Sequence[str]
) -> dict[str, st.SearchStrategy[Any]]:
    """What all people have; ``others`` are the ids that they may exclude or ask for."""
    own = st.sampled_from(organisations) if organisations else st.nothing()
    named = st.sampled_from([*others, *organisations, "nobody"])
    return {
        "id": st.just(who),
        "name": st.sampled_from(["Ada Example", "Bo Éxample", "Bo Example ", "Cy Example"]),
        "organisation": maybe(own),
        "email": maybe(st.sampled_from(["a@example.org", "A@Example.org", "b@example.org"])),
        "languages": maybe(some(SKILLS, 3)),
        "time_zone": maybe(st.sampled_from(ZONES)),
        "availability": maybe(AVAILABILITY),
        "ranks": some(RANKS, 2),
        "exclusions": some(named, 1),
        "preferences": some(named, 3) | st.permutations([*others, *organisations]).map(tuple),
    }


def expertise(topics: Sequence[str]) -> st.SearchStrategy[Any]:
    item = st.builds(Expertise, topic=st.sampled_from(topics), level=maybe(st.integers(1, 3)))
    return maybe(some(item, 4))


def goals(topics: Sequence[str]) -> st.SearchStrategy[Any]:
    topic = maybe(st.sampled_from(topics))
    return maybe(some(st.builds(Goal, topic=topic, priority=st.integers(1, 3)), 4))


ORGANISATION = {
    "country": maybe(st.sampled_from((*COUNTRIES, "ZZ"))),
    "membership": maybe(st.sampled_from(MEMBERSHIPS)),
}


@st.composite
def decisions(draw: st.DrawFn, mentees: Sequence[str], mentors: Sequence[str]) -> Decisions:
    """Waivers mostly; pins, vetoes and recusals change no score but may be there."""
    if not mentees or not mentors:
        return Decisions()
    kinds = draw(st.lists(st.sampled_from(["waive"] * 3 + ["pin", "veto", "recuse"]), max_size=4))
    return Decisions(
        entries=tuple(
            Decision(
                kind=kind,
                mentee=draw(st.sampled_from(mentees)),
                mentor=draw(st.sampled_from(mentors)),
                rule=draw(st.sampled_from(list(Rules.model_fields))) if kind == "waive" else None,
            )
            for kind in kinds
        )
    )


@st.composite
def rounds(draw: st.DrawFn, most: int = 4) -> MatchRound:
    """A round of up to ``most`` mentors and mentees, unknowns everywhere.

    A mentor and a mentee may have the same id, as one person who applied twice has.
    """
    names = [f"o{k}" for k in range(draw(st.integers(0, 3)))]
    mentors = [f"M{k}" for k in range(draw(st.integers(0, most)))]
    mentees = [f"E{k}" for k in range(draw(st.integers(0, most)))]
    if mentors and mentees and draw(st.booleans()):
        mentees[0] = mentors[0]
    flat = draw(st.booleans())
    topics = list(FLAT._area_of) if flat else FEW_TOPICS
    stages = maybe(st.lists(st.sampled_from(STAGES), max_size=2).map(tuple))
    return MatchRound(
        vocabulary=FLAT if flat else Vocabulary.alliance(),
        organisations=tuple(
            draw(
                st.builds(Organisation, id=st.just(o), name=st.just(f"{o} example"), **ORGANISATION)
            )
            for o in names
        ),
        mentors=tuple(
            draw(
                st.builds(
                    Mentor,
                    **person(who, names, mentees),
                    expertise=expertise(topics),
                    hours_per_month=maybe(RANGES),
                    capacity=maybe(RANGES),
                    stages=stages,
                    regions=some(st.sampled_from(regions()), 2),
                    mentoring_experience=maybe(st.integers(0, 5)),
                    panel_status=maybe(st.sampled_from(STATUSES)),
                )
            )
            for who in mentors
        ),
        mentees=tuple(
            draw(
                st.builds(
                    Mentee,
                    **person(who, names, mentors),
                    goals=goals(topics),
                    stage=maybe(st.sampled_from(STAGES)),
                )
            )
            for who in mentees
        ),
        experts=tuple(
            draw(
                st.builds(
                    SubjectExpert,
                    id=st.just(f"X{k}"),
                    name=st.just(f"Expert {k}"),
                    expertise=expertise(topics),
                )
            )
            for k in range(draw(st.integers(0, 2)))
        ),
        decisions=draw(decisions(mentees, mentors)),
    )


# --- Hypothesis: policies -------------------------------------------------------------------------

MARKS = st.floats(0, 100) | st.integers(0, 100).map(float)
#: ``min_coverage`` and weights reach the edges that the model allows and integers can carry.
RULE_BOUNDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "shared_language": {"min_level": st.sampled_from(LEVELS)},
    "weekly_overlap": {
        "min_hours": st.sampled_from([0.5, 1.0, 1.25, 3.0, 168.0]),
        "meeting_minutes": st.integers(1, 16).map(lambda n: 30 * n),
    },
    "top_goal_covered": {"experts_count": st.booleans(), "min_coverage": st.floats(0.01, 100)},
}
SHARES = st.tuples(*[st.integers(0, 100)] * 3).map(lambda shares: tuple(sorted(shares)))
CRITERION_BOUNDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "goal_coverage": {
        "priority_weights": st.tuples(*[st.integers(1, 9)] * 3),
        "level_shares": SHARES,
        "area_share": st.integers(0, 100),
        "neighbour_share": st.integers(0, 100),
    },
    "availability": {"ideal_hours": st.floats(0.25, 168) | st.sampled_from([0.5, 4.0])},
}


@st.composite
def scales(draw: st.DrawFn) -> dict[str, object]:
    """A scale, bounded or not."""
    low, high = sorted(draw(st.tuples(st.integers(-2, 2), st.integers(-2, 2))))
    return {
        "steps": STEPS,
        "min_ahead": draw(maybe(st.just(low))),
        "max_ahead": draw(maybe(st.just(high))),
        "ideal_ahead": draw(maybe(st.integers(-2, 3))),
    }


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any policy: rules on or off, unknowns pass or fail, weights of 0, scales."""
    names = list(Criteria.model_fields)
    weights = draw(st.lists(st.integers(0, 9) | st.integers(0, 1_000_000), min_size=7, max_size=7))
    if not any(weights):
        weights[draw(st.integers(0, 6))] = 1
    modes = st.sampled_from(["pass", "fail"])
    return Policy.model_validate(
        {
            "objective": draw(st.sampled_from(["coverage_total", "total"])),
            "min_points": draw(st.just(0.0) | MARKS),
            "weak_below": draw(MARKS),
            "places": {
                "when_unknown": draw(st.integers(0, 3)),
                "min_load": draw(st.integers(0, 2)),
                "hours_per_mentee": draw(st.sampled_from([0.5, 1.0, 2.0, 4.0])),
            },
            "calendar": {
                "winter_week": draw(st.sampled_from(MONDAYS)),
                "summer_week": draw(st.sampled_from(MONDAYS)),
            },
            "rules": {
                name: {"on": draw(st.booleans()), "unknown": draw(modes)}
                | {key: draw(value) for key, value in RULE_BOUNDS.get(name, {}).items()}
                for name in Rules.model_fields
            },
            "criteria": {
                name: {"weight": weight, "neutral": draw(MARKS)}
                | {key: draw(value) for key, value in CRITERION_BOUNDS.get(name, {}).items()}
                for name, weight in zip(names, weights, strict=True)
            },
            "scales": {
                name: draw(scales())
                for name in draw(st.lists(st.sampled_from(SCALES), unique=True))
            },
        }
    )


# --- seeded: rounds of any size -------------------------------------------------------------------


def random_round(seed: int, n_mentors: int, n_mentees: int) -> MatchRound:
    """A round as an application season could bring it, the same for the same seed.

    A tenth of all answers is missing; there are twenty subject experts at most, half as many
    organisations as people, and about one waiver in twenty mentees.
    """
    rng = random.Random(seed)
    organisations = [f"association-{k}" for k in range(max(2, (n_mentors + n_mentees) // 2))]
    mentors = [f"M{k:04d}" for k in range(n_mentors)]
    mentees = [f"E{k:04d}" for k in range(n_mentees)]
    topics = [t.id for t in Vocabulary.alliance().topic]
    areas = [a.id for a in Vocabulary.alliance().area]
    return MatchRound(
        organisations=tuple(
            Organisation(
                id=o,
                name=f"Synthetic {o}",
                country=_unless(rng, 0.1, rng.choice(COUNTRIES)),
                membership=_unless(rng, 0.1, rng.choices(MEMBERSHIPS, (80, 10, 5, 5))[0]),
            )
            for o in organisations
        ),
        mentors=tuple(
            Mentor(
                **_random_person(rng, who, "mentor", organisations, mentees),
                expertise=_unless(rng, 0.1, _random_expertise(rng, topics, areas)),
                hours_per_month=_unless(rng, 0.2, _random_range(rng, 2, 10)),
                capacity=_unless(rng, 0.1, _random_range(rng, 1, 3)),
                stages=_unless(rng, 0.1, tuple(rng.sample(STAGES, rng.randint(1, 2)))),
                regions=tuple(rng.sample(regions(), rng.randint(0, 2))),
                mentoring_experience=_unless(rng, 0.1, rng.randint(0, 6)),
                panel_status=_unless(rng, 0.1, rng.choices(STATUSES, (85, 5, 5, 5))[0]),
            )
            for who in mentors
        ),
        mentees=tuple(
            Mentee(
                **_random_person(rng, who, "mentee", organisations, mentors),
                goals=_unless(rng, 0.1, _random_goals(rng, topics, areas)),
                stage=_unless(rng, 0.1, rng.choice(STAGES)),
            )
            for who in mentees
        ),
        experts=tuple(
            SubjectExpert(
                id=f"X{k:02d}",
                name=f"Synthetic expert {k}",
                expertise=_unless(rng, 0.1, _random_expertise(rng, topics, areas)),
            )
            for k in range(min(20, n_mentors // 5))
        ),
        decisions=Decisions(
            entries=tuple(
                Decision(
                    kind="waive",
                    mentee=rng.choice(mentees),
                    mentor=rng.choice(mentors),
                    rule=rng.choice(list(Rules.model_fields)),
                )
                for _ in range(-(-n_mentees // 20) if mentors else 0)
            )
        ),
    )


def _unless(rng: random.Random, missing: float, value: Any) -> Any:
    return None if rng.random() < missing else value


def _random_person(
    rng: random.Random, who: str, role: str, organisations: list[str], others: list[str]
) -> dict[str, Any]:
    named = [*others, *organisations]
    return {
        "id": who,
        "name": f"Synthetic {role} {who}",
        "organisation": _unless(rng, 0.1, rng.choice(organisations)),
        "email": f"{who.lower()}@example.org",
        "languages": _unless(rng, 0.1, _random_languages(rng)),
        "time_zone": _unless(rng, 0.1, rng.choice(ZONES)),
        "availability": _unless(rng, 0.1, _random_week(rng)),
        "ranks": tuple(Rank(scale=s, step=rng.choice(STEPS)) for s in rng.sample(SCALES, 1)),
        "exclusions": tuple(rng.sample(named, rng.choice([0, 0, 0, 1]))),
        "preferences": tuple(rng.sample(named, rng.choice([0, 0, 0, 1, min(3, len(named))]))),
    }


def _random_languages(rng: random.Random) -> tuple[LanguageSkill, ...]:
    return tuple(
        LanguageSkill(language=tag, level=_unless(rng, 0.2, rng.choice(LEVELS)))
        for tag in ("en", *rng.sample(LANGUAGES[1:], rng.randint(0, 2)))
    )


def _random_week(rng: random.Random) -> tuple[WeeklyWindow, ...]:
    """Working hours of a few days, or evenings, to the quarter of an hour."""
    windows = []
    for day in sorted(rng.sample(range(7), rng.randint(2, 5))):
        start = rng.choice([9, 13, 18]) * 60 + rng.choice([0, 0, 15, 30])
        windows.append(WeeklyWindow(day=day, start=start, end=start + 30 * rng.randint(2, 8)))
    return tuple(windows)


def _random_expertise(
    rng: random.Random, topics: list[str], areas: list[str]
) -> tuple[Expertise, ...]:
    chosen = [*rng.sample(topics, rng.randint(2, 8)), *rng.sample(areas, rng.randint(0, 1))]
    return tuple(Expertise(topic=t, level=_unless(rng, 0.2, rng.randint(1, 3))) for t in chosen)


def _random_goals(rng: random.Random, topics: list[str], areas: list[str]) -> tuple[Goal, ...]:
    return tuple(
        Goal(topic=_unless(rng, 0.1, rng.choice([*topics, *areas])), priority=min(k, 3))
        for k in range(1, rng.randint(2, 4))
    )


def _random_range(rng: random.Random, low: int, high: int) -> Range:
    ends = sorted(rng.randint(low, high) for _ in range(2))
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
                for name in list(Criteria.model_fields)[1:]
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
