"""Why groups, quotas and subject experts leave no room for a pair."""

from __future__ import annotations

import numpy as np

from ..words import Message
from ..words.templates import rules as say
from .facts import Facts

__all__ = ["no_expert", "other_goals", "quota_full"]


def no_expert(f: Facts, row: int, col: int) -> Message:
    """Say which experts serve the top goal, and why none of them can be given to the mentee."""
    goals_asked = f.mentees[row].goals or ()
    best = min(g.priority for g in goals_asked)
    numbers = np.flatnonzero((f.goal_owner == row) & (f.goal_priority == best))
    named = tuple(g.topic for g in goals_asked if g.priority == best and g.topic is not None)
    topics = tuple(map(f.round.vocabulary.label, named))
    able = np.flatnonzero(f.consultable[numbers].any(axis=0)).tolist()
    if not able:
        serving = np.flatnonzero(f.expert_serves[numbers].any(axis=0)).tolist()
        names = tuple(f.round.experts[x].name for x in serving)
        return say.EXPERT_OUT_OF_REACH(topics=topics, experts=names)
    limits = tuple(
        say.CONSULTATIONS(expert=f.round.experts[x].name, count=int(f.consultations[x]))
        for x in able
    )
    return say.EXPERTS_RESERVED(topics=topics, experts=limits)


def other_goals(f: Facts, row: int, col: int) -> Message:
    """Say what a group works on."""
    group = f.mentors[col].group
    assert group is not None, "a mentor who leads no group passes"
    topics = [goal.topic for goal in f.mentees[row].goals or ()]
    told = say.OTHER_GOALS if topics and None not in topics else say.GOALS_MAY_DIFFER
    return told(topic=f.round.vocabulary.label(group.topic))


def quota_full(f: Facts, row: int, col: int) -> Message:
    """Name the quotas that are used up."""
    shut = f.limits_shut.get(f.mentees[row].id, ())
    full = tuple(one.message for one in shut if one.counts(row, col))
    return say.QUOTA_FULL(quotas=full) if full else say.NO_ROOM_IN_QUOTAS()
