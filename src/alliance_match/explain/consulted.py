"""Which subject experts would be asked instead, if a mentee had another mentor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..experts import Consult
from ..proposal import Proposal
from ..scoring.rules import relies_on_expert
from ..words import Message
from ..words.message import Template
from ..words.templates import experts as say
from .record import name_of

__all__ = ["experts_instead"]


def experts_instead(
    proposal: Proposal, pairs: NDArray[np.int64], row: int, col: int
) -> tuple[Message, ...]:
    """Say which experts other mentors would bring in, and which they would not need.

    Parameters
    ----------
    proposal : Proposal
        The proposal.
    pairs : ndarray of int64, shape (k, 2)
        The other mentors.
    row, col : int
        The pair that is asked about. Nothing is said where neither it nor the mentee's present
        pair needs an expert for the most important goal.
    """
    plan, now = proposal.experts, proposal.mentor_of.get(proposal.round.mentees[row].id)
    if plan is None:
        return ()
    relies = relies_on_expert(proposal.scored.facts)[row]
    if not relies[[col] if now is None else [col, now.col]].any():
        return ()
    before, after = set(plan.consults), set(plan.instead(proposal.scored, pairs))
    gone = (_said(proposal, c, say.NOT_ASKED) for c in sorted(before - after))
    come = (_said(proposal, c, say.ASKED) for c in sorted(after - before))
    return (*come, *gone)


def _said(proposal: Proposal, consult: Consult, words: Template) -> Message:
    people = proposal.round
    mentee = people.mentee(consult.mentee)
    goal = (mentee.goals or ())[consult.goal]
    expert = next(x for x in people.experts if x.id == consult.expert)
    topic = people.vocabulary.label(goal.topic) if goal.topic is not None else goal.text
    return words(
        expert=str(name_of(people, expert)), topic=topic, mentee=str(name_of(people, mentee))
    )
