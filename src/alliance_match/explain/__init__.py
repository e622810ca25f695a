"""One module per question that a committee asks; every answer is a typed object with a text."""

from .conflict import Conflict, explain_conflict
from .pair import PairExplanation, explain_pair
from .record import Explanation, Loss, PersonName
from .summary import summary
from .unmatched import UnmatchedExplanation, explain_unmatched
from .why_not import WhyNot, why_not

__all__ = [
    "Conflict",
    "Explanation",
    "Loss",
    "PairExplanation",
    "PersonName",
    "UnmatchedExplanation",
    "WhyNot",
    "explain",
    "explain_conflict",
    "explain_pair",
    "explain_unmatched",
    "summary",
    "why_not",
]

from ..proposal import Proposal


def explain(proposal: Proposal, mentee: str) -> PairExplanation | UnmatchedExplanation:
    """Say why a mentee has this mentor, or none.

    Raises
    ------
    UnknownNameError
        When there is no such mentee.
    """
    who = proposal.round.mentee(mentee)
    pair = proposal.mentor_of.get(who.id)
    return explain_unmatched(proposal, who) if pair is None else explain_pair(proposal, pair)
