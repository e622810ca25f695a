"""What people are in truth, of which forms show a part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..model.people import LEVELS, STAGES
from ..model.vocabulary import Vocabulary
from . import assumptions as given
from .assumptions import HOMES, Assumption, Home

__all__ = ["PARTS_OF_DAY", "TOPICS", "Week", "Who", "draw_mentees", "draw_mentors", "pick"]

#: Day of the week (0 is Monday) and part of the day, in the order of the week.
Week = tuple[tuple[int, str], ...]

#: Local hours of the parts of a day.
PARTS_OF_DAY: Mapping[str, tuple[int, int]] = {
    "morning": (9, 12),
    "afternoon": (13, 18),
    "evening": (18, 21),
}
#: Topic ids, in the order of the vocabulary.
TOPICS: tuple[str, ...] = tuple(topic.id for topic in Vocabulary.alliance().topic)
#: Nobody offers help in it: who speaks nothing else cannot be matched.
LONELY = "ka"


@dataclass(frozen=True, eq=False)
class Who:
    """The people of one side.

    Attributes
    ----------
    region : tuple of str
    home : tuple of Home
    speaks : tuple of dict of str to int
        True level by language, 1 (A1) to 7 (native).
    week : tuple of Week
        When they are truly free.
    topics : ndarray of float, shape (n, n_topics)
        True skill of mentors, 0 to 1; true need of mentees, each row summing to 1.
    named : tuple of tuple of int
        Indices of the topics that mentors name, and that mentees have a need of, greatest first.
    will : ndarray of float, shape (n,)
        How reliable they are, 0 to 1; no form asks it.
    stages : tuple of tuple of str
        The stages a mentor has worked with, or the one a mentee is at.
    planted : ndarray of bool, shape (n,)
        Mentees for whom no mentor is possible.
    """

    region: tuple[str, ...]
    home: tuple[Home, ...]
    speaks: tuple[dict[str, int], ...]
    week: tuple[Week, ...]
    topics: NDArray[np.float64]
    named: tuple[tuple[int, ...], ...]
    will: NDArray[np.float64]
    stages: tuple[tuple[str, ...], ...]
    planted: NDArray[np.bool_]


def pick(rng: np.random.Generator, of: Assumption) -> str:
    """Draw one value of an assumption."""
    weights = np.array(list(of.odds.values()))
    return list(of.odds)[int(rng.choice(len(weights), p=weights / weights.sum()))]


def _between(rng: np.random.Generator, of: Assumption) -> int:
    """Draw a whole number between the ends of an assumption, each as likely."""
    return int(rng.integers(int(of.odds["least"]), int(of.odds["most"]) + 1))


def draw_mentors(rng: np.random.Generator, n: int) -> Who:
    """Draw mentors: about a dozen topics in which they are good, most in two or three areas."""
    region, home = _homes(rng, n, given.MENTOR_REGIONS)
    english = dict.fromkeys(HOMES, given.MENTOR_ENGLISH.odds["en"])
    likely, area = _topic_odds()
    skill = np.zeros((n, len(TOPICS)))
    for k in range(n):
        favourite = {pick(rng, given.AREAS) for _ in range(3)}
        lean = likely * np.where([a in favourite for a in area], 6.0, 1.0)
        good = rng.choice(len(TOPICS), size=12, replace=False, p=lean / lean.sum())
        skill[k, good] = rng.beta(4, 2, size=12)
    return Who(
        region=region,
        home=home,
        speaks=tuple(_languages(rng, h, english[r]) for h, r in zip(home, region, strict=True)),
        week=tuple(_week(rng) for _ in range(n)),
        topics=skill,
        named=tuple(_named(rng, row) for row in skill),
        will=rng.beta(3, 2, size=n),
        stages=tuple(_some_stages(rng) for _ in range(n)),
        planted=np.zeros(n, dtype=np.bool_),
    )


def draw_mentees(rng: np.random.Generator, n: int, mentors: Who) -> Who:
    """Draw mentees: up to four needs, the first the greatest; the last is often not told."""
    region, home = _homes(rng, n, given.MENTEE_REGIONS)
    english = given.MENTEE_ENGLISH.odds
    planted = rng.random(n) < given.PLANTED.odds["planted"] / 100
    speaks = [_languages(rng, h, english[r]) for h, r in zip(home, region, strict=True)]
    named = tuple(_needs(rng, said, mentors) for said in speaks)
    return Who(
        region=region,
        home=home,
        speaks=tuple(
            {LONELY: len(LEVELS)} if alone else said
            for said, alone in zip(speaks, planted, strict=True)
        ),
        week=tuple(_week(rng) for _ in range(n)),
        topics=np.array([_weights(topics) for topics in named]),
        named=named,
        will=rng.beta(3, 2, size=n),
        stages=tuple((pick(rng, given.STAGE),) for _ in range(n)),
        planted=planted,
    )


def _named(rng: np.random.Generator, skill: NDArray[np.float64]) -> tuple[int, ...]:
    """Draw what a mentor puts on the form: the strongest topics, as far as one knows oneself."""
    size = _between(rng, given.TOPICS_HELD)
    seen = np.where(skill > 0, skill + rng.normal(0, 0.15, len(skill)), -1.0)
    return tuple(np.argsort(-seen, kind="stable")[:size].tolist())


def _needs(rng: np.random.Generator, speaks: dict[str, int], mentors: Who) -> tuple[int, ...]:
    """Draw four needs; most people apply for what somebody offers whom they can talk to."""
    likely, _ = _topic_odds()
    offered = np.zeros(len(TOPICS))
    for said, topics in zip(mentors.speaks, mentors.named, strict=True):
        if _shares(speaks, said):
            offered[list(topics)] = 1
    informed = rng.random() < given.INFORMED.odds["informed"] / 100
    first = likely * offered if informed and offered.any() else likely
    top = int(rng.choice(len(TOPICS), p=first / first.sum()))
    others = np.where(np.arange(len(TOPICS)) == top, 0, likely)
    more = rng.choice(len(TOPICS), size=3, replace=False, p=others / others.sum())
    return (top, *more.tolist())


def _weights(needs: tuple[int, ...]) -> NDArray[np.float64]:
    weights = np.zeros(len(TOPICS))
    weights[list(needs)] = _NEED_SHARES
    return weights


#: How much of what a mentee needs lies in the first need, the second, and so on (ours).
_NEED_SHARES = (0.5, 0.25, 0.15, 0.1)
_WORKING_LEVEL = 4


def _shares(one: dict[str, int], other: dict[str, int]) -> bool:
    return any(min(level, other.get(tag, 0)) >= _WORKING_LEVEL for tag, level in one.items())


def _topic_odds() -> tuple[NDArray[np.float64], list[str]]:
    """Give how likely each topic is, and its area."""
    area = [topic.split(".")[0] for topic in TOPICS]
    place = [area[:k].count(a) + 1 for k, a in enumerate(area)]
    within = {a: sum(1 / (k + 1) for k in range(area.count(a))) for a in area}
    odds = np.array([given.AREAS.odds[a] / k / within[a] for a, k in zip(area, place, strict=True)])
    return odds / odds.sum(), area


def _homes(
    rng: np.random.Generator, n: int, regions: Assumption
) -> tuple[tuple[str, ...], tuple[Home, ...]]:
    chosen = tuple(pick(rng, regions) for _ in range(n))
    return chosen, tuple(HOMES[r][int(rng.integers(len(HOMES[r])))] for r in chosen)


def _languages(rng: np.random.Generator, home: Home, english: float) -> dict[str, int]:
    """Draw the own language, English more or less, and now and then a third at working level."""
    speaks = {home.language: len(LEVELS)}
    if home.language != "en":
        works = rng.random() < english / 100
        speaks["en"] = _working(rng) if works else int(rng.integers(1, 4))
    for language, odds in given.THIRD_LANGUAGE.odds.items():
        if rng.random() < odds / 100:
            speaks.setdefault(language, _working(rng))
    return speaks


def _working(rng: np.random.Generator) -> int:
    return [*LEVELS].index(pick(rng, given.SECOND_LEVELS)) + 1  # type: ignore[arg-type]


def _week(rng: np.random.Generator) -> Week:
    """Draw parts of days: those of the weekend seldom."""
    slots = [(day, part) for day in range(7) for part in PARTS_OF_DAY]
    odds = np.array([0.25 if day > 4 else 1.0 for day, _ in slots])
    size = _between(rng, given.WEEK)
    chosen = rng.choice(len(slots), size=size, replace=False, p=odds / odds.sum())
    return tuple(slots[k] for k in sorted(chosen.tolist()))


def _some_stages(rng: np.random.Generator) -> tuple[str, ...]:
    size = int(rng.integers(1, 4))
    return tuple(STAGES[k] for k in sorted(rng.choice(3, size=size, replace=False).tolist()))
