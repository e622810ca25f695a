"""Quotas: how many of a group may, or must, be in a proposal."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from .record import Record

__all__ = ["Quota"]


class Quota(Record):
    """A limit on how many of one group are matched.

    Whose answer is unknown belongs to no group, and counts in none.

    Parameters
    ----------
    of : {"mentees", "mentors"}
        Whose group it is. For mentors their mentees are counted, not themselves.
    by : {"region", "country", "organisation", "membership", "stage"}
        What makes the group; ``stage`` is a mentee's alone.
    group : str or None
        Which one: a region, a country's code, an organisation's id or name, a membership or a
        stage. Each group by itself where left out.
    at_most, at_least : int or None
        How many mentees; at least one of the two is given.
    """

    of: Literal["mentees", "mentors"] = Field(
        default="mentees", description="whose group it is; of mentors, their mentees count"
    )
    by: Literal["region", "country", "organisation", "membership", "stage"] = Field(
        description="what makes the group"
    )
    group: str | None = Field(default=None, description="which one; each by itself if left out")
    at_most: int | None = Field(default=None, ge=0, description="mentees matched, at most")
    at_least: int | None = Field(default=None, ge=1, description="mentees matched, at least")

    @model_validator(mode="after")
    def _is_a_limit(self) -> Quota:
        if self.at_most is None and self.at_least is None:
            raise ValueError("a quota needs at_most or at_least")
        if self.at_most is not None and self.at_least is not None and self.at_least > self.at_most:
            raise ValueError(f"at_least {self.at_least} is more than at_most {self.at_most}")
        if self.by == "stage" and self.of == "mentors":
            raise ValueError('by = "stage" is of mentees alone')
        return self
