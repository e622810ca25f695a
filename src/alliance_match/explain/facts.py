"""The three strongest facts for a pair, each one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ..words import Message
from ..words.templates import pairs as say
from .record import PersonName
from .scorecard import Contribution
from .shared import GoalServed, level_words
from .times import CommonTime

__all__ = ["three_facts"]

#: What every pair must answer for, told first wherever it speaks for the pair.
_FIRST = ("goal_coverage", "language", "availability")


def three_facts(
    mentor: PersonName,
    parts: Sequence[Contribution],
    goals: Sequence[GoalServed],
    languages: tuple[Message, ...],
    times: Sequence[CommonTime],
) -> tuple[Message, ...]:
    """Pick what speaks most for a pair.

    Goals covered, the shared languages and the common time come first, as far as the answers are
    known and earn points; the criterion that earns most of the others takes the place of one that
    does not, the first in the scorecard among equals.

    Returns
    -------
    tuple of Message
        Three at most; fewer where less is known.
    """
    told = {"goal_coverage": _goals(mentor, goals), "availability": _time(times)}
    told["language"] = say.THEY_SHARE(languages=languages) if languages else None
    known = [part for part in parts if part.full and part.earned]
    first = [p for p in known if p.criterion in _FIRST and told[p.criterion] is not None]
    rest = sorted((p for p in known if p.criterion not in _FIRST), key=lambda p: -p.points)
    chosen = (*first, *rest)[:3]
    return tuple(told.get(p.criterion) or say.FACT(label=p.label, why=p.why) for p in chosen)


def _goals(mentor: PersonName, goals: Sequence[GoalServed]) -> Message | None:
    """Say which goals the mentor covers, and at which level."""
    covered = tuple(_covered(goal) for goal in goals if goal.covered)
    if not covered:
        return None
    who, count = str(mentor), len(covered)
    if count < len(goals):
        return say.COVERS_SOME(mentor=who, count=count, all=len(goals), goals=covered)
    if count > 2:
        return say.COVERS_ALL(mentor=who, count=count, goals=covered)
    return (say.COVERS_THE_GOAL if count == 1 else say.COVERS_BOTH)(mentor=who, goals=covered)


def _covered(goal: GoalServed) -> Message:
    topic, level = goal.topic or goal.goal.text, level_words(goal.level)
    if goal.through is not None:
        return say.COVERED_THROUGH(topic=topic, other=goal.through, level=level)
    return say.COVERED(topic=topic, level=level)


def _time(times: Sequence[CommonTime]) -> Message | None:
    """Say the common hours of both seasons."""
    if not times:
        return None
    hours = {time.season: time.hours for time in times}
    return say.THEY_OVERLAP(winter=hours["winter"], summer=hours["summer"])
