"""What the committee decided on a pair, in words, with who and why."""

from __future__ import annotations

from ..model.decisions import Decision
from ..proposal import Proposal
from ..scoring.rules import RULES
from ..words import Message
from ..words.templates import decisions as say

__all__ = ["pin_of", "pinned_mentors", "veto_words", "vetoed", "waivers_of"]

_LABELS = {rule.name: rule.label for rule in RULES}


def _signed(what: Message, decision: Decision) -> Message:
    """Say a decision with who took it and why, as far as that is stated."""
    who, why = decision.who, decision.why
    if who and why:
        return say.BY_BECAUSE(what=what, who=who, why=why)
    if who:
        return say.BY(what=what, who=who)
    return say.BECAUSE(what=what, why=why) if why else what


def pin_of(proposal: Proposal, row: int, col: int) -> Message | None:
    """Say that a pair is pinned, by whom and why, or kept; None where it is not."""
    found = _of(proposal, "pin", row, col)
    if not found and _of(proposal, "keep", row, col):
        return say.KEPT()
    return _signed(say.PINNED(), found[0]) if found else None


def pinned_mentors(proposal: Proposal, row: int) -> tuple[int, ...]:
    """List the mentors to whom a mentee is pinned."""
    return tuple(col for i, col in proposal.problem.pins.tolist() if i == row)


def vetoed(proposal: Proposal) -> set[tuple[int, int]]:
    """List the vetoed pairs."""
    return {(row, col) for row, col in proposal.problem.forbidden.tolist()}


def veto_words(proposal: Proposal, row: int, col: int) -> Message | None:
    """Say that a pair is vetoed, by whom and why; None where it is not."""
    found = _of(proposal, "veto", row, col)
    if not found:
        return None
    what = say.VETOED_BY(who=found[0].who) if found[0].who else say.VETOED()
    return say.BECAUSE(what=what, why=found[0].why) if found[0].why else what


def waivers_of(proposal: Proposal, row: int, col: int) -> tuple[Message, ...]:
    """Say which rules are waived for a pair, by whom and why."""
    return tuple(
        _signed(Message(_LABELS[str(d.rule)]), d) for d in _of(proposal, "waive", row, col)
    )


def _of(proposal: Proposal, kind: str, row: int, col: int) -> list[Decision]:
    pair = proposal.round.mentees[row].id, proposal.round.mentors[col].id
    found = [d for d in proposal.round.decisions.of_kind(kind) if (d.mentee, d.mentor) == pair]
    return sorted(found, key=lambda d: (d.rule or "", d.who, d.why))
