"""Quotas: how many of a group may, or must, be in a proposal."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator, model_validator

from ..errors import did_you_mean
from .answers import SCALE
from .record import Record

__all__ = ["Quota"]

_GROUPINGS = ("region", "country", "organisation", "membership", "stage")
_OWN = f"{SCALE}NAME"


class Quota(Record):
    """A limit on how many of one group are matched.

    Whose answer is unknown belongs to no group, and counts in none.

    Parameters
    ----------
    of : {"mentees", "mentors"}
        Whose group it is. For mentors their mentees are counted, not themselves.
    by : {"region", "country", "organisation", "membership", "stage"} or str
        What makes the group; ``stage`` is a mentee's alone. ``"scale.NAME"`` is a column of the
        programme's own, as a mapping names it: whoever gave several answers there, divided by
        ``;`` or a new line, is in the group of each, and a number is a group of its own.
    group : str or None
        Which one: a region, a country's code, an organisation's id or name, a membership, a
        stage, or an answer. Each group by itself where left out.
    at_most, at_least : int or None
        How many mentees; at least one of the two is given.

    Examples
    --------
    >>> Quota(by="scale.town", group="Leeds", at_most=3).column
    'town'
    """

    of: Literal["mentees", "mentors"] = Field(
        default="mentees", description="whose group it is; of mentors, their mentees count"
    )
    by: str = Field(
        pattern=rf"^({'|'.join(_GROUPINGS)})$|^scale\.[\s\S]",
        description="what makes the group: region, country, organisation, membership, stage, or "
        "a column of your own, scale.NAME",
    )
    group: str | None = Field(default=None, description="which one; each by itself if left out")
    at_most: int | None = Field(default=None, ge=0, description="mentees matched, at most")
    at_least: int | None = Field(default=None, ge=1, description="mentees matched, at least")

    @property
    def column(self) -> str | None:
        """The column of the programme's own that makes the groups, without ``scale.``."""
        return self.by.removeprefix(SCALE) if self.by.startswith(SCALE) else None

    @field_validator("by", mode="before")
    @classmethod
    def _is_a_grouping(cls, by: object) -> object:
        if isinstance(by, str) and by not in _GROUPINGS and by.removeprefix(SCALE) in (by, ""):
            near = did_you_mean(by, (*_GROUPINGS, _OWN))
            raise ValueError(f"must be one of {', '.join(_GROUPINGS)}, {_OWN}.{near}")
        return by

    @model_validator(mode="after")
    def _is_a_limit(self) -> Quota:
        if self.at_most is None and self.at_least is None:
            raise ValueError("a quota needs at_most or at_least")
        if self.at_most is not None and self.at_least is not None and self.at_least > self.at_most:
            raise ValueError(f"at_least {self.at_least} is more than at_most {self.at_most}")
        if self.by == "stage" and self.of == "mentors":
            raise ValueError('by = "stage" is of mentees alone')
        return self
