"""The proposal in a few lines: status, pairs, who is left out, and the proof."""

from __future__ import annotations

from ..proposal import Proposal
from .conflict import explain_conflict
from .record import name_of
from .unmatched import explain_unmatched
from .words import marks, plural, sentence

__all__ = ["proof", "summary"]

#: How many pairs, and how many unmatched, a summary names.
SHOWN = 30


def proof(proposal: Proposal) -> str:
    """Say what the certificate of a proposal proves, in one sentence, and what it does not."""
    limit = "This holds for the entered points and rules; it does not say that the match is good."
    if proposal.status == "feasible":
        return f"Within {marks(proposal.assignment.gap or 0)} points of the best possible. {limit}"
    first = (
        "no proposal under these rules matches more mentees, and none that matches as many has "
        "more points"
        if proposal.policy.objective == "coverage_total"
        else "no proposal under these rules has more points in total"
    )
    return f"Proved and checked in integers, without the solver: {first}. {limit}"


def summary(proposal: Proposal) -> str:
    """Tell the proposal in a few lines, or why there is none."""
    if proposal.status == "infeasible":
        return explain_conflict(proposal).text
    matched, people = len(proposal.pairs), proposal.round
    total = sum(pair.points for pair in proposal.pairs)
    lines = [
        f"{matched} of {plural(len(people.mentees), 'mentee')} matched with "
        f"{plural(len({p.col for p in proposal.pairs}), 'mentor')}, {marks(total)} points "
        f"({proposal.status}).",
        sentence(proof(proposal)),
    ]
    for pair in proposal.pairs[:SHOWN]:
        weak = " weak" if proposal.is_weak(pair) else ""
        lines.append(
            f"  {name_of(people, pair.mentee)} - {name_of(people, pair.mentor)}: "
            f"{marks(pair.points)}{weak}"
        )
    if matched > SHOWN:
        lines.append(f"  ... and {plural(matched - SHOWN, 'more pair', 'more pairs')}")
    for mentee in proposal.unmatched[:SHOWN]:
        lines.append(
            f"  {name_of(people, mentee)} - nobody: {explain_unmatched(proposal, mentee).reason}"
        )
    if len(proposal.unmatched) > SHOWN:
        lines.append(f"  ... and {len(proposal.unmatched) - SHOWN} more without a mentor")
    return "\n".join(lines)
