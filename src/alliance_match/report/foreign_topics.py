"""Whether goals and expertise name topics that the vocabulary does not have."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.findings import UNKNOWN_TOPIC
from ..model.round import MatchRound
from ..words import Message
from ..words.templates import dossier as say

__all__ = ["foreign_topics"]

#: From this part of them on it is the vocabulary rather than a few people: one in so many.
_ONE_IN = 4


def foreign_topics(match_round: MatchRound) -> tuple[Message, ...]:
    """Count the goals and the mentors' expertise that name no known topic; empty where few do."""
    return tuple(_counted(match_round))


def _counted(match_round: MatchRound) -> Iterator[Message]:
    goals = [goal for mentee in match_round.mentees for goal in mentee.goals or ()]
    unknown = sum(goal.topic is None for goal in goals)
    if unknown and unknown * _ONE_IN >= len(goals):
        yield say.FOREIGN_GOALS(unknown=unknown, count=len(goals))
    mentors = [mentor for mentor in match_round.mentors if mentor.group is None]
    cells, rows = _unknown_expertise(match_round), [m.source for m in mentors if m.source]
    unknown = sum((source.file, source.row) in cells for source in rows)
    if unknown and unknown * _ONE_IN >= len(mentors):
        yield say.FOREIGN_EXPERTISE(unknown=unknown, count=len(mentors))


def _unknown_expertise(match_round: MatchRound) -> set[tuple[str, int | None]]:
    """List the rows in which intake found an expertise that names no topic."""
    report = match_round.report
    return {
        (f.file, f.row)
        for f in report.at("question")
        if f.understood.startswith(UNKNOWN_TOPIC)
        and (report.columns.get((f.file, f.column or "")) or "").startswith("expertise")
    }
