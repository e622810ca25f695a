"""The settings of a policy: rules, criteria, scales, places and the calendar."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, field_validator, model_validator

from .people import LanguageLevel
from .record import Record

__all__ = [
    "Calendar",
    "Criteria",
    "Criterion",
    "Rule",
    "Rules",
    "Scale",
]


class Rule(Record):
    """A hard rule: a pair that breaks it is not eligible.

    Parameters
    ----------
    on : bool
        Whether the rule holds at all.
    unknown : {"pass", "fail"}
        What happens to a pair for which the answer is unknown; ``pass`` raises a flag.
    """

    on: bool = Field(default=True, description="whether the rule holds")
    unknown: Literal["pass", "fail"] = Field(
        default="pass", description="a pair whose answer is unknown: pass (with a flag) or fail"
    )


class SharedLanguageRule(Rule):
    """Both speak one language at this level or better."""

    min_level: LanguageLevel = Field(
        default="B2", description="the least level for both: A1, A2, B1, B2, C1, C2 or native"
    )


class WeeklyOverlapRule(Rule):
    """Both are free together often enough, in a winter and in a summer week."""

    min_hours: float = Field(default=1.0, gt=0, le=168, description="common hours a week, at least")
    meeting_minutes: int = Field(
        default=60,
        ge=30,
        le=480,
        multiple_of=30,
        description="only common time that holds a meeting of this length counts",
    )


class TopGoalRule(Rule):
    """The mentee's most important goal is served by the mentor, or by a subject expert."""

    experts_count: bool = Field(
        default=True, description="whether a subject expert may cover it instead of the mentor"
    )
    min_coverage: float = Field(
        default=50.0,
        ge=0.01,
        le=100,
        description="how well a goal must be served to count as covered, 0 to 100",
    )


class Rules(Record):
    """The hard rules, by name."""

    mentor_on_panel: Rule = Field(Rule(), description="The committee has approved the mentor.")
    mentor_is_member: Rule = Field(Rule(), description="The mentor's organisation is a member.")
    mentee_is_member: Rule = Field(Rule(), description="The mentee's organisation is a member.")
    different_person: Rule = Field(Rule(), description="Nobody mentors themselves.")
    different_organisation: Rule = Field(
        Rule(), description="Mentor and mentee belong to different organisations."
    )
    no_exclusion: Rule = Field(
        Rule(), description="Neither has excluded the other, or the other's organisation."
    )
    shared_language: SharedLanguageRule = Field(
        SharedLanguageRule(), description="Both speak one language well enough."
    )
    weekly_overlap: WeeklyOverlapRule = Field(
        WeeklyOverlapRule(), description="Both are free together, in winter and in summer."
    )
    top_goal_covered: TopGoalRule = Field(
        TopGoalRule(), description="Somebody can serve the mentee's most important goal."
    )
    expert_free: Rule = Field(
        Rule(), description="Where only a subject expert serves that goal, one is free for it."
    )
    group_topic: Rule = Field(
        Rule(), description="Whoever joins a group has its topic among the goals."
    )
    within_quota: Rule = Field(Rule(), description="No quota of the policy is exceeded.")
    scales: Rule = Field(
        Rule(), description="The steps between them on each of the programme's scales fit."
    )


class Criterion(Record):
    """A soft criterion.

    Parameters
    ----------
    weight : int
        Its part of the full marks, relative to the other weights.
    neutral : float
        The share (0 to 100) that a pair gets when the answer is unknown.
    """

    weight: int = Field(ge=0, le=1_000_000, description="part of the full marks, relative")
    neutral: float = Field(
        default=50.0, ge=0, le=100, description="share given when the answer is unknown, 0 to 100"
    )


class GoalCriterion(Criterion):
    """How well the mentor serves the mentee's goals, by their priority."""

    priority_weights: tuple[int, int, int] = Field(
        default=(3, 2, 1), description="how much goals of priority 1, 2 and 3 count"
    )
    level_shares: tuple[int, int, int] = Field(
        default=(60, 85, 100), description="share for expertise of level 1, 2 and 3"
    )
    area_share: int = Field(
        default=60, ge=0, le=100, description="share when only the area is the same, named as such"
    )
    neighbour_share: int = Field(
        default=25, ge=0, le=100, description="share for another topic of the same area"
    )

    @field_validator("priority_weights")
    @classmethod
    def _positive(cls, weights: tuple[int, int, int]) -> tuple[int, int, int]:
        if min(weights) < 1 or max(weights) > 1000:
            raise ValueError("every priority counts at least 1 and at most 1000")
        return weights

    @field_validator("level_shares")
    @classmethod
    def _rising(cls, shares: tuple[int, int, int]) -> tuple[int, int, int]:
        if not 0 <= shares[0] <= shares[1] <= shares[2] <= 100:
            raise ValueError("level shares rise from level 1 to level 3, between 0 and 100")
        return shares


class AvailabilityCriterion(Criterion):
    """How much time they have in common."""

    ideal_hours: float = Field(
        default=4.0, gt=0, le=168, description="common hours a week that earn the full share"
    )


class ContinuityCriterion(Criterion):
    """Whether they were a pair in an earlier round."""

    wanted: Literal["same", "another"] = Field(
        default="same",
        description='"same": an earlier pair again; "another": somebody new for both',
    )


class WaitingCriterion(Criterion):
    """How long the mentee has waited."""

    full_after: int = Field(
        default=2, ge=1, le=100, description="rounds without a mentor that earn the full share"
    )


class Criteria(Record):
    """The soft criteria, by name."""

    goal_coverage: GoalCriterion = Field(
        GoalCriterion(weight=400), description="Share of the mentee's goals this mentor serves."
    )
    language: Criterion = Field(
        Criterion(weight=150, neutral=70.0), description="How well they speak a common language."
    )
    stage_and_context: Criterion = Field(
        Criterion(weight=150), description="Experience of such associations and of their region."
    )
    availability: AvailabilityCriterion = Field(
        AvailabilityCriterion(weight=120), description="Common time in the worse of two seasons."
    )
    preference: Criterion = Field(
        Criterion(weight=100), description="Whether they asked for each other, both sides alike."
    )
    mentoring_experience: Criterion = Field(
        Criterion(weight=80), description="How often the mentor has mentored before."
    )
    scales: Criterion = Field(
        Criterion(weight=0), description="Nearness to the ideal step on the programme's scales."
    )
    continuity: ContinuityCriterion = Field(
        ContinuityCriterion(weight=0), description="Whether they were a pair in an earlier round."
    )
    waiting: WaitingCriterion = Field(
        WaitingCriterion(weight=0), description="How many rounds the mentee has waited in vain."
    )

    @model_validator(mode="before")
    @classmethod
    def _keep_defaults(cls, given: object) -> object:
        """Complete a criterion's table that holds some settings by its own defaults."""
        if not isinstance(given, dict):
            return given
        own = {name: field.default.model_dump() for name, field in cls.model_fields.items()}
        return {
            name: own[name] | table if name in own and isinstance(table, dict) else table
            for name, table in given.items()
        }

    @model_validator(mode="after")
    def _something_counts(self) -> Criteria:
        if not any(getattr(self, name).weight for name in type(self).model_fields):
            raise ValueError("at least one criterion needs a weight above 0")
        return self


class Scale(Record):
    """An ordered scale of the programme's own, such as grades.

    Parameters
    ----------
    steps : tuple of str
        From low to high.
    min_ahead, max_ahead : int or None
        How many steps the mentor must, and may, stand above the mentee; ``None`` is no bound.
    ideal_ahead : int or None
        The difference that earns the full share of the ``scales`` criterion.
    """

    steps: tuple[str, ...] = Field(min_length=1, description="from low to high")
    min_ahead: int | None = Field(default=None, description="least steps the mentor stands above")
    max_ahead: int | None = Field(default=None, description="most steps the mentor stands above")
    ideal_ahead: int | None = Field(default=None, description="difference that earns full marks")

    @model_validator(mode="after")
    def _consistent(self) -> Scale:
        if len(set(self.steps)) != len(self.steps):
            raise ValueError("a step is named twice")
        low, high = self.min_ahead, self.max_ahead
        if low is not None and high is not None and low > high:
            raise ValueError(f"min_ahead {low} is more than max_ahead {high}")
        return self


class Calendar(Record):
    """The two weeks that stand for winter and summer time."""

    winter_week: date = Field(default=date(2027, 1, 11), description="a Monday")
    summer_week: date = Field(default=date(2027, 7, 5), description="a Monday")

    @field_validator("winter_week", "summer_week")
    @classmethod
    def _monday(cls, day: date) -> date:
        if day.weekday():
            raise ValueError(f"{day} is not a Monday")
        return day
