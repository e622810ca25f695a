"""The questions by name: what a command line, or a page, may ask of a proposal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..errors import UnknownNameError, did_you_mean
from ..proposal import Proposal
from .alternatives import other_proposals
from .bottlenecks import bottlenecks
from .gaps import fairness
from .overrides import override_costs
from .pair import explain_pair
from .record import Explanation
from .recruitment import recruitment
from .repair import cheapest_changes
from .robustness import robustness
from .swaps import blocking_pairs
from .to_ask import questions
from .unmatched import explain_unmatched
from .why_not import why_not

__all__ = ["TOPICS", "answers"]


def _unmatched(proposal: Proposal) -> list[Explanation]:
    """Say of each mentee without a mentor why, and what would change it."""
    return [*proposal.left_out.values(), *cheapest_changes(proposal)]


def _others(proposal: Proposal) -> list[Explanation]:
    return [other_proposals(proposal), blocking_pairs(proposal), override_costs(proposal)]


#: What can be asked of a whole proposal.
TOPICS: dict[str, Callable[[Proposal], list[Explanation]]] = {
    "unmatched": _unmatched,
    "bottlenecks": lambda proposal: [bottlenecks(proposal), recruitment(proposal)],
    "fairness": lambda proposal: [fairness(proposal)],
    "questions": lambda proposal: [questions(proposal)],
    "weights": lambda proposal: [robustness(proposal)],
    "others": _others,
}


def answers(
    proposal: Proposal,
    mentee: str | None = None,
    mentor: str | None = None,
    topics: Sequence[str] = (),
) -> tuple[Explanation, ...]:
    """Answer what is asked of a proposal, in the order of :data:`TOPICS`.

    Parameters
    ----------
    proposal : Proposal
        The proposal.
    mentee : str, optional
        Id or name: why this mentor, or none; with ``topics``, only what concerns this mentee.
    mentor : str, optional
        Id or name, with ``mentee``: why not this one.
    topics : sequence of str
        Of :data:`TOPICS`.

    Returns
    -------
    tuple of Explanation
        Empty where nothing is asked, or nobody is concerned.

    Raises
    ------
    UnknownNameError
        When there is no such person or topic; the message names the nearest.
    """
    for topic in topics:
        if topic not in TOPICS:
            near = did_you_mean(topic, TOPICS)
            raise UnknownNameError(f"There is no question {topic!r}.{near}")
    if mentee is None:
        return tuple(one for t in TOPICS if t in topics for one in TOPICS[t](proposal))
    who = proposal.round.mentee(mentee)
    if mentor is not None:
        return (why_not(proposal, mentee, mentor),)
    pair = proposal.mentor_of.get(who.id)
    found: list[Explanation] = [
        explain_unmatched(proposal, who) if pair is None else explain_pair(proposal, pair)
    ]
    if "unmatched" in topics and pair is None:
        found += [c for c in cheapest_changes(proposal) if c.mentee.id == who.id]
    if "weights" in topics and pair is not None:
        found += [p for p in robustness(proposal).pairs if p.mentee.id == who.id]
    if "questions" in topics:
        found += [q for q in questions(proposal).questions if q.person.id == who.id]
    return tuple(found)
