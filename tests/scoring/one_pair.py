"""One mentor and one mentee who pass every rule, and ways to change them one answer at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alliance_match.model.availability import WeeklyWindow
from alliance_match.model.decisions import Decisions
from alliance_match.model.history import PastPair
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
from alliance_match.model.round import MatchRound
from alliance_match.model.settings import Criteria
from alliance_match.model.vocabulary import Vocabulary
from alliance_match.scoring.score import ScoredPairs, score

NORTH = Organisation(id="north", name="North Example", country="FR", membership="full")
SOUTH = Organisation(id="south", name="South Example", country="PE", membership="full")
#: Organisations of which something is wrong or not known.
NO_MEMBER = Organisation(id="outside", name="Outside Example", membership="none")
UNKNOWN_MEMBER = Organisation(id="blank", name="Blank Example")
ORGANISATIONS = (NORTH, SOUTH, NO_MEMBER, UNKNOWN_MEMBER)


def window(day: int, start: float, end: float) -> WeeklyWindow:
    """A window given in hours."""
    return WeeklyWindow(day=day, start=round(start * 60), end=round(end * 60))


def speaks(**levels: str | None) -> tuple[LanguageSkill, ...]:
    """Languages with their levels."""
    return tuple(LanguageSkill(language=tag, level=level) for tag, level in levels.items())


def knows(*items: tuple[str, int | None]) -> tuple[Expertise, ...]:
    """Expertise, topic by topic."""
    return tuple(Expertise(topic=topic, level=level) for topic, level in items)


def wants(*items: tuple[str | None, int]) -> tuple[Goal, ...]:
    """Goals, each with its priority."""
    return tuple(Goal(topic=topic, priority=priority) for topic, priority in items)


MENTOR = Mentor(
    id="M1",
    name="Ada Example",
    organisation="north",
    email="ada@example.org",
    languages=speaks(en="C1"),
    time_zone="Africa/Abidjan",
    availability=(window(0, 9, 12),),
    expertise=knows(("EQT.loan-bank", 3)),
    stages=("emerging",),
    mentoring_experience=2,
    panel_status="approved",
)
MENTEE = Mentee(
    id="E1",
    name="Bo Example",
    organisation="south",
    email="bo@example.org",
    languages=speaks(en="B2"),
    time_zone="Africa/Abidjan",
    availability=(window(0, 10, 14),),
    goals=wants(("EQT.loan-bank", 1)),
    stage="emerging",
)

Changes = Mapping[str, Any]


def one_pair(
    mentee: Changes | None = None,
    mentor: Changes | None = None,
    policy: Policy | Changes | None = None,
    experts: tuple[SubjectExpert, ...] = (),
    decisions: Decisions | None = None,
    vocabulary: Vocabulary | None = None,
    history: tuple[PastPair, ...] = (),
) -> ScoredPairs:
    """Judge the pair after changing some answers."""
    match_round = MatchRound(
        organisations=ORGANISATIONS,
        mentors=(Mentor(**dict(MENTOR) | dict(mentor or {})),),
        mentees=(Mentee(**dict(MENTEE) | dict(mentee or {})),),
        experts=experts,
        decisions=decisions or Decisions(),
        vocabulary=vocabulary or Vocabulary.alliance(),
        history=history,
    )
    rules = policy if isinstance(policy, Policy) else Policy.model_validate(dict(policy or {}))
    return score(match_round, rules)


def verdicts(scored: ScoredPairs, row: int = 0, col: int = 0) -> dict[str, int]:
    """Give the verdict of each rule on one pair."""
    return {name: int(verdict[row, col]) for name, verdict in scored.verdicts.items()}


def only(criterion: str, scales: Changes | None = None, **settings: object) -> Policy:
    """A policy in which one criterion alone makes the points."""
    criteria: dict[str, dict[str, object]] = {
        name: {"weight": int(name == criterion)} for name in Criteria.model_fields
    }
    criteria[criterion] |= settings
    return Policy.model_validate({"criteria": criteria, "scales": dict(scales or {})})


def points(scored: ScoredPairs) -> tuple[int, int, int]:
    """Give the pair's points, and the least and the most they could be."""
    return int(scored.points[0, 0]), int(scored.low[0, 0]), int(scored.high[0, 0])
