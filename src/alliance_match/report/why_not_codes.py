"""What makes a pair impossible, as one code a pair."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..proposal import Proposal
from ..scoring.rules import BROKEN, rules_of
from ..words import Message
from ..words.templates import why_not_page as say

__all__ = ["CODES", "code_of", "codes_of", "meanings"]

#: Codes of the rules, and of what else makes a pair impossible; the same in all languages.
CODES = {
    "mentor_on_panel": "A",
    "mentor_is_member": "M",
    "mentee_is_member": "E",
    "different_person": "I",
    "different_organisation": "O",
    "no_exclusion": "X",
    "shared_language": "L",
    "weekly_overlap": "T",
    "top_goal_covered": "G",
    "expert_free": "C",
    "group_topic": "W",
    "within_quota": "Q",
    "scales": "S",
    "too_few_points": "F",
    "no_place": "–",
    "veto": "V",
    "pin": "P",
    "min_load": "N",
    "not_proved": "?",
    "no_proposal": "?",
}


def code_of(name: str) -> str:
    """Give the code of what makes a pair impossible; all rules of the programme's own have one."""
    return CODES.get(name, "R")


def codes_of(proposal: Proposal) -> NDArray[np.object_]:
    """Name what makes each pair impossible.

    Parameters
    ----------
    proposal : Proposal
        Any proposal.

    Returns
    -------
    ndarray of str, shape (n_mentees, n_mentors)
        A key of :data:`CODES`: the first rule that is broken, in the order in which rules are told,
        or else what stands against the pair; empty where it is proposed or has a price.
    """
    scored, problem = proposal.scored, proposal.problem
    found = np.full(scored.points.shape, "", dtype=object)

    def mark(where: NDArray[np.bool_], name: str) -> None:
        found[where & (found == "")] = name

    own = np.zeros(found.shape, dtype=bool)
    own[tuple(proposal.assignment.pairs.T)] = True
    for rule in rules_of(proposal.policy):
        mark(scored.verdicts[rule.name] == BROKEN, rule.name)
    mark(scored.too_few_points, "too_few_points")
    mark(np.broadcast_to(problem.capacity == 0, found.shape), "no_place")
    mark(_at(problem.forbidden, found.shape), "veto")
    mark(_pinned_away(proposal) & ~own, "pin")
    if proposal.status == "optimal":
        mark(~proposal.regrets.possible, "min_load")
    else:
        name = "no_proposal" if proposal.status == "infeasible" else "not_proved"
        mark(~own, name)
    found[own] = ""
    return found


def _at(pairs: NDArray[np.int64], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    marked = np.zeros(shape, dtype=bool)
    marked[tuple(pairs.T)] = True
    return marked


def _pinned_away(proposal: Proposal) -> NDArray[np.bool_]:
    """Mark the pairs of mentees pinned elsewhere, and of mentors whose places are all pinned."""
    problem = proposal.problem
    pinned = _at(problem.pins, proposal.scored.points.shape)
    full = pinned.sum(axis=0) >= problem.capacity
    return np.asarray((pinned.any(axis=1, keepdims=True) | full) & ~pinned)


def meanings(proposal: Proposal) -> dict[str, Message]:
    """Say what each of :data:`CODES` means, in the order in which they are looked for.

    Parameters
    ----------
    proposal : Proposal
        Any proposal; its policy bounds what is said.

    Returns
    -------
    dict of str to Message
        By key of :data:`CODES`.
    """
    return {
        rule.name: say.BREAKS_RULE(rule=Message(rule.label)) for rule in rules_of(proposal.policy)
    } | {
        "too_few_points": say.TOO_FEW_POINTS(least=proposal.policy.min_points),
        "no_place": say.NO_PLACE(),
        "veto": say.VETOED(),
        "pin": say.PINNED(),
        "min_load": say.MIN_LOAD(),
        "not_proved": say.NOT_PROVED(),
        "no_proposal": say.NO_PROPOSAL(),
    }
