"""The settings of a policy on places: mentors', experts', second mentors', and who moves."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .record import Record

__all__ = ["CoMentors", "Experts", "Places", "Rematch"]


class Places(Record):
    """How many mentees a mentor gets."""

    when_unknown: int = Field(
        default=1, ge=0, description="places of a mentor who did not say how many"
    )
    running_rounds: int = Field(
        default=1,
        ge=0,
        description="projects of so many last rounds still run, and take a place, unless the "
        "mentee applies again",
    )
    min_load: int = Field(
        default=0,
        ge=0,
        description="mentees that every mentor with a place and an eligible mentee must get",
    )
    hours_per_mentee: float = Field(
        default=1.0,
        gt=0,
        description="hours a month that one mentee takes; fewer hours mean fewer places",
    )
    between_organisations: int | None = Field(
        default=None,
        ge=1,
        description="pairs between the same two organisations, at most; no limit if left out",
    )


class CoMentors(Record):
    """Who gets a second mentor, from places that nobody needs for a first one."""

    to: Literal["nobody", "open_goals", "everybody"] = Field(
        default="nobody",
        description='a second mentor, from places left over, goes to: "nobody"; "open_goals": '
        'those with a goal that the mentor leaves open and the second serves; "everybody"',
    )


class Experts(Record):
    """How subject experts are shared out: each consultation serves one goal of one mentee."""

    on: bool = Field(
        default=True, description="whether experts are shared out, as far as their time goes"
    )
    when_unknown: int = Field(
        default=1, ge=0, description="consultations of an expert who did not say how many"
    )
    joint_up_to: int = Field(
        default=120_000,
        ge=0,
        description="mentees times mentors and experts up to which both are chosen in one; else "
        "mentors first",
    )
    time_limit: float = Field(
        default=300.0, gt=0, description="seconds for choosing both in one; then mentors first"
    )


class Rematch(Record):
    """How much may change when a round is matched again."""

    order: Literal["worth_it", "fewest_moves", "points"] = Field(
        default="worth_it",
        description='"worth_it": a mentee moves where that brings per_move or more; '
        '"fewest_moves": nobody moves who can stay; "points": the most points, then few moves',
    )
    per_move: float = Field(
        default=20.0,
        ge=0,
        le=100,
        description="points of 100 that the round must gain for each mentee who moves",
    )
