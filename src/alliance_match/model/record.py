"""The base of all records: frozen, strict about names, and aware of where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = ["Range", "Record", "Source"]


class Record(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy the record with other values; what was worked out of the old ones is left behind."""
        copied = super().model_copy(update=update, deep=deep)
        for name in set(vars(copied)) - set(type(self).model_fields):
            del vars(copied)[name]
        return copied


class Source(Record):
    """Where a record was read.

    Parameters
    ----------
    file : str
        The file's name as the user gave it, without folders.
    row : int
        The row as a spreadsheet shows it: the first line of the file is row 1.
    raw : dict of str to str
        The row as it was written, by column header.
    """

    file: str
    row: int = Field(ge=1)
    raw: dict[str, str] = Field(default_factory=dict)


class Range(Record):
    """A quantity that people give as a range, such as "one or two".

    Where a record holds a range, a number will do: it is both ends.

    Parameters
    ----------
    low, high : float
        The ends, both included. The low end is what counts.

    Examples
    --------
    >>> Range(low=1, high=2).low
    1.0
    """

    low: float = Field(ge=0, allow_inf_nan=False)
    high: float = Field(ge=0, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _number(cls, given: object) -> object:
        is_number = isinstance(given, int | float) and not isinstance(given, bool)
        return {"low": given, "high": given} if is_number else given

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        if self.low > self.high:
            raise ValueError(f"the range {self.low:g} to {self.high:g} is the wrong way round")
        return self

    @classmethod
    def exactly(cls, value: float) -> Range:
        """Make the range that holds one value."""
        return cls(low=value, high=value)

    def __str__(self) -> str:
        return f"{self.low:g}" if self.low == self.high else f"{self.low:g}-{self.high:g}"
