"""How a proposed pair stands to every rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..proposal import Pair, Proposal
from ..scoring.rules import PASSED, UNKNOWN, WAIVED, rules_of
from ..words import Message

__all__ = ["RuleState", "RuleStates", "rule_states"]

RuleState = Literal["passed", "unknown", "waived", "off"]

_STATES: dict[int, RuleState] = {PASSED: "passed", UNKNOWN: "unknown", WAIVED: "waived"}


@dataclass(frozen=True)
class RuleStates:
    """Every rule by its label: passed on known answers, unknown, waived or off."""

    each: tuple[tuple[Message, RuleState], ...]

    def that(self, state: RuleState) -> tuple[Message, ...]:
        """List the rules in one state."""
        return tuple(label for label, found in self.each if found == state)

    @property
    def on(self) -> int:
        """How many rules are on."""
        return len(self.each) - len(self.that("off"))


def rule_states(proposal: Proposal, pair: Pair) -> RuleStates:
    """Say of every rule how a pair stands to it."""

    def state(rule: str) -> RuleState:
        if not proposal.policy.rule(rule).on:
            return "off"
        return _STATES[int(proposal.scored.verdicts[rule][pair.row, pair.col])]

    return RuleStates(
        tuple((Message(rule.label), state(rule.name)) for rule in rules_of(proposal.policy))
    )
