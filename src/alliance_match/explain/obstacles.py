"""What makes a pair impossible by itself: rules, too few points, a mentor without a place."""

from __future__ import annotations

from ..proposal import Proposal
from ..scoring import evidence
from ..words import Message
from ..words.templates import rules as say

__all__ = ["obstacles"]


def obstacles(proposal: Proposal, row: int, col: int, *, aside: str = "") -> tuple[Message, ...]:
    """Say everything that makes a pair ineligible; empty where it is eligible.

    Too few points and a mentor without places are told where no rule is broken, and the rule put
    aside where it is broken alone.
    """
    scored = proposal.scored
    if broken := scored.broken(row, col):
        told = [rule for rule in broken if rule != aside] or broken
        return tuple(evidence.reason(scored, rule, row, col) for rule in told)
    if scored.too_few_points[row, col]:
        points, least = int(scored.points[row, col]), proposal.policy.min_points
        return (say.TOO_FEW_POINTS(points=points, least=least),)
    return () if scored.capacity[col] else (say.NO_PLACE(),)
