"""The policy in words: what counts how much, which rules hold, and the other settings."""

from __future__ import annotations

from ..explain.words import sentence
from ..model.policy import Policy
from ..model.record import Record
from ..scoring.criteria import CRITERIA
from ..scoring.rules import RULES
from .records import CriterionLine, PolicyView, RuleLine

__all__ = ["policy_view"]

_OBJECTIVES = {
    "coverage_total": "First as many mentees as possible get a mentor; among the proposals that "
    "manage this, the one with the most points in total is taken.",
    "total": "The proposal with the most points in total is taken, however many it matches.",
}


def policy_view(policy: Policy) -> PolicyView:
    """Tell a policy in words."""
    criteria, calendar, seats = policy.criteria, policy.calendar, policy.places
    return PolicyView(
        objective=_OBJECTIVES[policy.objective],
        criteria=tuple(
            CriterionLine(c.label, policy.weights[c.name], _about(criteria, c.name))
            for c in CRITERIA
        ),
        rules=tuple(_rule_line(policy, rule.name, rule.label) for rule in RULES),
        settings=(
            ("A pair is marked weak under", f"{policy.weak_below:g} of 100"),
            ("A pair is not eligible under", f"{policy.min_points:g} of 100"),
            ("Places of a mentor who did not say", str(seats.when_unknown)),
            ("Mentees every mentor with places must get", str(seats.min_load)),
            ("Hours a month one mentee takes", f"{seats.hours_per_mentee:g}"),
            (
                "Weeks for which common time is computed",
                f"from {calendar.winter_week} and from {calendar.summer_week}",
            ),
        ),
    )


def _rule_line(policy: Policy, name: str, label: str) -> RuleLine:
    rule = getattr(policy.rules, name)
    bounds = {k: v for k, v in rule.model_dump().items() if k not in ("on", "unknown")}
    return RuleLine(
        label=sentence(label).rstrip("."),
        on=rule.on,
        about=_about(policy.rules, name),
        bounds="; ".join(f"{k.replace('_', ' ')}: {_value(v)}" for k, v in bounds.items()),
        unknown="passes, with a flag" if rule.unknown == "pass" else "counts as broken",
    )


def _about(settings: Record, name: str) -> str:
    return type(settings).model_fields[name].description or ""


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
