"""Who has a second mentor, and for which goals."""

from __future__ import annotations

from ..co_mentors import opened_goals
from ..proposal import Proposal
from ..words import Message
from ..words.templates import co_mentors as say
from .record import Line, PersonName, name_of

__all__ = ["SecondMentor", "second_mentor", "seconds"]


class SecondMentor(Line):
    """A mentee's second mentor.

    Attributes
    ----------
    mentor : PersonName
        The mentor.
    points : int
        Of the pair, of 1000.
    topics : tuple of str
        Labels of the goals that this mentor serves and the first leaves open.
    """

    mentor: PersonName
    points: int
    topics: tuple[str, ...]

    @property
    def message(self) -> Message:
        """The mentor, the points and the goals."""
        mentor = str(self.mentor)
        if not self.topics:
            return say.SECOND(mentor=mentor, points=self.points)
        return say.SECOND_FOR(mentor=mentor, points=self.points, topics=self.topics)


def second_mentor(proposal: Proposal, mentee: str) -> SecondMentor | None:
    """Name a mentee's second mentor; None where there is none.

    Parameters
    ----------
    proposal : Proposal
        The proposal.
    mentee : str
        The mentee's id.
    """
    pair, first = proposal.co_mentor_of.get(mentee), proposal.mentor_of.get(mentee)
    if pair is None or first is None:
        return None
    people, scored = proposal.round, proposal.scored
    goals = [goal for one in people.mentees for goal in one.goals or ()]
    opened = (goals[k] for k in opened_goals(scored, first.col, pair.row, pair.col))
    topics = (people.vocabulary.label(g.topic) if g.topic else g.text for g in opened)
    return SecondMentor(
        mentor=name_of(people, pair.mentor), points=pair.points, topics=tuple(dict.fromkeys(topics))
    )


def seconds(proposal: Proposal) -> Message | None:
    """Say how many mentees have a second mentor; None where the policy gives nobody one."""
    if proposal.co_mentors is None:
        return None
    return say.GIVEN(count=len(proposal.co_mentors.pairs))
