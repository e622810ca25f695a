"""Answers changed at random, and answers changed on purpose."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np

from ..model.people import LEVELS, Expertise, Goal, LanguageSkill, Mentee, Mentor
from ..model.record import Range
from ..model.round import MatchRound
from .traits import TOPICS

__all__ = ["one_goal", "understated", "with_noise"]

P = TypeVar("P", Mentor, Mentee)


def with_noise(match_round: MatchRound, share: float, seed: int) -> MatchRound:
    """Change a share of all answers to a neighbouring one.

    A level moves by one step, a topic to another of its area, a free part of the day to the next
    day, hours, capacity and experience by one. What was not answered stays so.

    Parameters
    ----------
    match_round : MatchRound
        Any round over the vocabulary that ships with the library.
    share : float
        How likely each answer is to change, 0 to 1.
    seed : int
        The same seed changes the same answers.

    Returns
    -------
    MatchRound
        Of the same people under the same ids.
    """
    hand = _Hand(np.random.default_rng([seed, 6]), share)
    return _with(
        match_round,
        mentors=tuple(hand.mentor(m) for m in match_round.mentors),
        mentees=tuple(hand.mentee(m) for m in match_round.mentees),
    )


def understated(match_round: MatchRound) -> MatchRound:
    """Give the round in which every mentee states every other window of the time they have.

    What a pair scores depends on these two people alone. So such a round holds, row by row, the
    scores of each mentee who understates while the others are honest.
    """
    return _with(
        match_round,
        mentees=tuple(
            m.model_copy(update={"availability": m.availability[::2]}) if m.availability else m
            for m in match_round.mentees
        ),
    )


def one_goal(match_round: MatchRound) -> MatchRound:
    """Give the round in which every mentee states the first goal alone; row by row as above."""
    return _with(
        match_round,
        mentees=tuple(
            m.model_copy(update={"goals": m.goals[:1]}) if m.goals else m
            for m in match_round.mentees
        ),
    )


def _with(match_round: MatchRound, **people: Any) -> MatchRound:
    held = {name: getattr(match_round, name) for name in type(match_round).model_fields}
    return MatchRound(**{**held, **people})


class _Hand:
    """Changes answers."""

    def __init__(self, rng: np.random.Generator, share: float):
        self.rng, self.share = rng, share

    def slips(self) -> bool:
        return bool(self.rng.random() < self.share)

    def step(self, value: int, least: int, most: int) -> int:
        """Move by one where the hand slips, to the only neighbour at an end."""
        up, moves = self.rng.random() < 0.5, self.slips()
        if not moves or least == most:
            return value
        moved = value + (1 if up else -1)
        return moved if least <= moved <= most else value + (-1 if up else 1)

    def person(self, who: P) -> dict[str, Any]:
        return {
            "languages": who.languages and tuple(self.language(s) for s in who.languages),
            "availability": who.availability
            and tuple(
                w.model_copy(update={"day": (w.day + self.slips()) % 7}) for w in who.availability
            ),
        }

    def mentor(self, who: Mentor) -> Mentor:
        return who.model_copy(
            update={
                **self.person(who),
                "expertise": who.expertise and tuple(self.skill(e) for e in who.expertise),
                "hours_per_month": self.number(who.hours_per_month),
                "capacity": self.number(who.capacity),
                "mentoring_experience": None
                if who.mentoring_experience is None
                else self.step(who.mentoring_experience, 0, 99),
            }
        )

    def mentee(self, who: Mentee) -> Mentee:
        return who.model_copy(
            update={
                **self.person(who),
                "goals": who.goals and tuple(self.goal(g) for g in who.goals),
            }
        )

    def number(self, value: Range | None) -> Range | None:
        return None if value is None else Range.exactly(self.step(int(value.low), 1, 99))

    def language(self, skill: LanguageSkill) -> LanguageSkill:
        if skill.level is None:
            return skill
        level = LEVELS[self.step(LEVELS.index(skill.level), 0, len(LEVELS) - 1)]
        return skill.model_copy(update={"level": level})

    def skill(self, skill: Expertise) -> Expertise:
        level = None if skill.level is None else self.step(skill.level, 1, 3)
        return skill.model_copy(update={"topic": self.topic(skill.topic), "level": level})

    def goal(self, goal: Goal) -> Goal:
        return goal.model_copy(update={"topic": goal.topic and self.topic(goal.topic)})

    def topic(self, topic: str) -> str:
        """Give another topic of the same area where the hand slips."""
        near = [t for t in TOPICS if t.split(".")[0] == topic.split(".")[0] and t != topic]
        at, moves = self.rng.random(), self.slips()
        return near[int(at * len(near))] if moves and near else topic
