"""Whole rounds and policies: Hypothesis strategies for small ones; for any size, seeded ones.

Nobody here exists. Small rounds draw from few values, so that ties, shared languages, exclusions
and unknowns meet often.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st
from random_rounds import (
    COUNTRIES,
    LANGUAGES,
    MEMBERSHIPS,
    SCALES,
    STATUSES,
    STEPS,
    ZONES,
    random_policy,
    random_round,
)

from alliance_match.model.availability import WeeklyWindow
from alliance_match.model.decisions import Decision, Decisions
from alliance_match.model.people import (
    LEVELS,
    SIZES,
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

__all__ = [
    "FLAT",
    "SMALL",
    "ZONES",
    "policies",
    "random_policy",
    "random_round",
    "rounds",
    "windows",
]

#: A vocabulary without topics: every label is an area.
FLAT = Vocabulary.of("Policy", "Security", "Operations")
#: A part of the default vocabulary, which takes long to validate in every single round.
SMALL = Vocabulary(
    area=tuple(a for a in Vocabulary.alliance().area if a.id in ("GOV", "EQT", "RES")),
    topic=tuple(t for t in Vocabulary.alliance().topic if t.area in ("GOV", "EQT", "RES")),
)
#: Topics that small rounds use: few, from three areas, and two of the areas themselves.
FEW_TOPICS = ("GOV", "GOV.board", "GOV.strategy", "EQT", "EQT.loan-bank", "EQT.voice", "RES.trials")
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
SKILLS = st.tuples(st.sampled_from(LANGUAGES), maybe(st.sampled_from(LEVELS))).map(
    lambda said: LanguageSkill(language=said[0], level=said[1])
)
RANKS = st.tuples(st.sampled_from(SCALES), st.sampled_from((*STEPS, "other"))).map(
    lambda said: Rank(scale=said[0], step=said[1])
)
RANGES = st.tuples(st.integers(0, 8), st.integers(0, 8)).map(
    lambda ends: Range(low=min(ends) / 2, high=max(ends) / 2)
)
#: Ids and topics are drawn as numbers, and looked up in the round that is being built.
NUMBER = st.integers(0, 9)
PERSON: dict[str, st.SearchStrategy[Any]] = {
    "name": st.sampled_from(["Ada Example", "Bo Éxample", "Bo Example ", "Cy Example"]),
    "organisation": maybe(NUMBER),
    "email": maybe(st.sampled_from(["a@example.org", "A@Example.org", "b@example.org"])),
    "languages": maybe(some(SKILLS, 3)),
    "time_zone": maybe(st.sampled_from(ZONES)),
    "availability": maybe(AVAILABILITY),
    "ranks": some(RANKS, 2),
    "exclusions": some(NUMBER, 1),
    "preferences": some(NUMBER, 7),
}
EXPERTISE = maybe(some(st.tuples(NUMBER, maybe(st.integers(1, 3))), 4))
GOALS = maybe(some(st.tuples(maybe(NUMBER), st.integers(1, 3)), 4))
MENTOR = st.fixed_dictionaries(
    PERSON
    | {
        "expertise": EXPERTISE,
        "hours_per_month": maybe(RANGES),
        "capacity": maybe(RANGES),
        "stages": maybe(some(st.sampled_from(STAGES), 2)),
        "regions": some(st.sampled_from(regions()), 2),
        "mentoring_experience": maybe(st.integers(0, 5)),
        "panel_status": maybe(st.sampled_from(STATUSES)),
    }
)
MENTEE = st.fixed_dictionaries(PERSON | {"goals": GOALS, "stage": maybe(st.sampled_from(STAGES))})
ORGANISATION = st.fixed_dictionaries(
    {
        "country": maybe(st.sampled_from((*COUNTRIES, "ZZ"))),
        "membership": maybe(st.sampled_from(MEMBERSHIPS)),
        "size": maybe(st.sampled_from(SIZES)),
    }
)


def looked_up(
    answers: dict[str, Any], others: Sequence[str], organisations: Sequence[str], topics: Any
) -> dict[str, Any]:
    """Put ids and topics in the place of numbers."""
    named = [*others, *organisations, "nobody"]
    found = dict(answers)
    for name in ("exclusions", "preferences"):
        found[name] = tuple(dict.fromkeys(named[k % len(named)] for k in answers[name]))
    if answers["organisation"] is not None:
        near = [*organisations, None]
        found["organisation"] = near[answers["organisation"] % len(near)]
    if "goals" in answers:
        found["goals"] = as_goals(answers["goals"], topics)
    else:
        found["expertise"] = as_expertise(answers["expertise"], topics)
    return found


def as_goals(said: Any, topics: Sequence[str]) -> tuple[Goal, ...] | None:
    """Make goals of (number of a topic, priority)."""
    if said is None:
        return None
    return tuple(
        Goal(topic=None if k is None else topics[k % len(topics)], priority=priority)
        for k, priority in said
    )


def as_expertise(said: Any, topics: Sequence[str]) -> tuple[Expertise, ...] | None:
    """Make expertise of (number of a topic, level)."""
    if said is None:
        return None
    return tuple(Expertise(topic=topics[k % len(topics)], level=level) for k, level in said)


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
    orgs = [f"o{k}" for k in range(draw(st.integers(0, 3)))]
    mentors = [f"M{k}" for k in range(draw(st.integers(0, most)))]
    mentees = [f"E{k}" for k in range(draw(st.integers(0, most)))]
    if mentors and mentees and draw(st.booleans()):
        mentees[0] = mentors[0]
    vocabulary = draw(st.sampled_from([SMALL, FLAT]))
    topics = FEW_TOPICS if vocabulary is SMALL else [a.id for a in FLAT.area]
    expertise = [as_expertise(draw(EXPERTISE), topics) for _ in range(draw(st.integers(0, 2)))]
    return MatchRound(
        vocabulary=vocabulary,
        organisations=tuple(
            Organisation(id=o, name=f"Association {o}", **draw(ORGANISATION)) for o in orgs
        ),
        mentors=tuple(
            Mentor(id=who, **looked_up(draw(MENTOR), mentees, orgs, topics)) for who in mentors
        ),
        mentees=tuple(
            Mentee(id=who, **looked_up(draw(MENTEE), mentors, orgs, topics)) for who in mentees
        ),
        experts=tuple(
            SubjectExpert(id=f"X{k}", name=f"Expert {k}", expertise=items)
            for k, items in enumerate(expertise)
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
    "continuity": {"wanted": st.sampled_from(["same", "another"])},
    "waiting": {"full_after": st.integers(1, 4)},
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
    weights = draw(st.lists(st.integers(0, 9) | st.integers(0, 1_000_000), min_size=9, max_size=9))
    if not any(weights):
        weights[draw(st.integers(0, 8))] = 1
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
