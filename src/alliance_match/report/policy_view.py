"""The policy in words: what counts how much, which rules hold, and the other settings."""

from __future__ import annotations

from dataclasses import dataclass

from ..matching import TIE_BREAK
from ..model.policy import Policy
from ..model.record import Record
from ..scoring.criteria import told_criteria
from ..scoring.rules import rules_of
from ..words import Message, Value
from ..words.templates import policy as say

__all__ = ["CriterionLine", "PolicyView", "RuleLine", "policy_view"]

_OBJECTIVES = {"coverage_total": say.COVERAGE_TOTAL, "total": say.TOTAL}


@dataclass(frozen=True)
class CriterionLine:
    """What a criterion weighs, and what it looks at."""

    label: str
    full: int
    about: str


@dataclass(frozen=True)
class RuleLine:
    """A hard rule: whether it is on, its bounds, and whether an unknown answer passes."""

    label: str
    on: bool
    about: str
    bounds: tuple[Message, ...]
    passes_unknown: bool


@dataclass(frozen=True)
class PolicyView:
    """The policy, in words."""

    objective: Message
    criteria: tuple[CriterionLine, ...]
    rules: tuple[RuleLine, ...]
    settings: tuple[tuple[Message, Value], ...]
    tie_break: str = TIE_BREAK


def policy_view(policy: Policy) -> PolicyView:
    """Tell a policy in words."""
    calendar, seats = policy.calendar, policy.places
    weeks = {"winter": str(calendar.winter_week), "summer": str(calendar.summer_week)}
    return PolicyView(
        objective=_OBJECTIVES[policy.objective](),
        criteria=tuple(
            CriterionLine(c.label, policy.weights[c.name], _about(policy.criteria, c.name))
            for _, c in told_criteria(policy)
        ),
        rules=tuple(_rule_line(policy, rule.name, rule.label) for rule in rules_of(policy)),
        settings=(
            (say.WEAK_BELOW(), say.OF_100(points=policy.weak_below)),
            (say.MIN_POINTS(), say.OF_100(points=policy.min_points)),
            (say.WHEN_UNKNOWN(), seats.when_unknown),
            (say.MIN_LOAD(), seats.min_load),
            (say.RUNNING_ROUNDS(), seats.running_rounds),
            (say.HOURS_PER_MENTEE(), seats.hours_per_mentee),
            (say.CONSULTATIONS_UNKNOWN(), policy.experts.when_unknown),
            (say.WEEKS(), say.FROM_WEEKS(**weeks)),
        ),
    )


def _rule_line(policy: Policy, name: str, label: str) -> RuleLine:
    rule = policy.rule(name)
    bounds = {k: v for k, v in rule.model_dump().items() if k not in ("on", "unknown")}
    return RuleLine(
        label=label,
        on=rule.on,
        about=_about(policy.rules, name),
        bounds=tuple(say.BOUNDS[k](value=_value(v)) for k, v in bounds.items()),
        passes_unknown=rule.unknown == "pass",
    )


def _about(settings: Record, name: str) -> str:
    field = type(settings).model_fields.get(name)
    return (field.description if field else None) or ""


def _value(value: bool | float | str) -> Value:
    if isinstance(value, bool):
        return say.YES() if value else say.NO()
    return value
