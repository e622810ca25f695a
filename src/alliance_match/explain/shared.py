"""What a mentor and a mentee share: goals that are served, languages that both speak."""

from __future__ import annotations

from ..model.people import Goal
from ..proposal import Proposal
from ..scoring import evidence
from ..words import Message
from ..words.templates import scorecard as say
from .record import Line, PersonName, name_of

__all__ = [
    "GoalServed",
    "goal_evidence",
    "goals_served",
    "level_words",
    "shared_languages",
    "spoken_level",
]


class GoalServed(Line):
    """One goal of the mentee, and how it is served.

    Attributes
    ----------
    goal : Goal
        As the mentee wrote it.
    topic : str or None
        Label of its topic.
    share : int
        How well the mentor serves it, of 10,000.
    covered : bool
        Whether that is enough.
    how : Message
        By which expertise, at which level.
    level : int or None
        Of that expertise, where it was stated.
    through : str or None
        Label of that expertise's topic, where it is another than the goal's.
    expert : PersonName or None
        The subject expert who is to serve it, where the mentor does not.
    taken : PersonName or None
        Where none is: who would serve it, but has no consultation left.
    consultations : int
        How many that expert gives, all to others.
    """

    goal: Goal
    topic: str | None
    share: int
    covered: bool
    how: Message
    level: int | None
    through: str | None
    expert: PersonName | None
    taken: PersonName | None = None
    consultations: int = 0

    @property
    def message(self) -> Message:
        """The goal and how it is served, by whom besides the mentor."""
        told = say.GOAL(topic=self.topic or self.goal.text, how=self.how)
        if self.expert is not None:
            return say.GOAL_WITH_EXPERT(goal=told, expert=str(self.expert))
        return told if self.taken is None else say.GOAL_TAKEN(goal=told, taken=self.all_taken)

    @property
    def all_taken(self) -> Message | None:
        """Who would serve it, but has no consultation left."""
        if self.taken is None:
            return None
        return say.TAKEN(expert=str(self.taken), count=self.consultations)


def goals_served(proposal: Proposal, row: int, col: int) -> tuple[GoalServed, ...]:
    """Say for each goal of the mentee how the mentor serves it, or which expert is to."""
    people, limits = proposal.round, proposal.scored.facts.consultations
    experts = {x.id: name_of(people, x) for x in people.experts}
    gives = {x.id: int(n) for x, n in zip(people.experts, limits.tolist(), strict=True)}
    return tuple(
        GoalServed(
            goal=g.goal,
            topic=g.topic,
            share=g.share,
            covered=g.covered,
            how=_how(g),
            level=None if g.by is None else g.by.level,
            through=None if g.by is None or g.by.topic == g.goal.topic else g.by_topic,
            expert=None if g.expert is None else experts[g.expert],
            taken=None if g.taken is None else experts[g.taken],
            consultations=gives.get(g.taken or "", 0),
        )
        for g in goal_evidence(proposal, row, col)
    )


def goal_evidence(proposal: Proposal, row: int, col: int) -> tuple[evidence.GoalEvidence, ...]:
    """Say the same in the words of the applications, with the experts as they are planned."""
    plan, mentee = proposal.experts, proposal.round.mentees[row]
    planned = None if plan is None else plan.expert_of(mentee.id)
    return evidence.goals(proposal.scored, row, col, planned)


def level_words(level: int | None) -> Message:
    """Say a level of expertise, or that it was not stated."""
    return say.LEVEL_NOT_STATED() if level is None else say.LEVEL(level=level)


def _how(g: evidence.GoalEvidence) -> Message:
    if not g.known:
        return say.NOT_KNOWN()
    if g.by is None or not g.share:
        return say.NOT_SERVED()
    level = level_words(g.by.level)
    if g.by.topic == g.goal.topic:
        return (say.SERVED if g.covered else say.SERVED_TOO_LITTLE)(level=level)
    through = say.SERVED_IN_PART if g.covered else say.SERVED_TOO_LITTLE_THROUGH
    return through(topic=g.by_topic, level=level)


def shared_languages(proposal: Proposal, row: int, col: int) -> tuple[Message, ...]:
    """Say the languages that both speak, with both levels, the best first."""
    return tuple(map(_shared, evidence.languages(proposal.scored.facts, row, col)))


def _shared(s: evidence.SharedLanguage) -> Message:
    if s.mentee == s.mentor and s.mentee is not None:
        return say.SHARED_SAME(language=s.language, level=spoken_level(s.mentee))
    levels = {
        who: spoken_level(level) for who, level in (("mentee", s.mentee), ("mentor", s.mentor))
    }
    return say.SHARED(language=s.language, **levels)


def spoken_level(level: str | None) -> Message | str:
    """Say a level of a language, or that it was not stated."""
    if level is None:
        return say.NOT_STATED()
    return say.NATIVE() if level == "native" else level
