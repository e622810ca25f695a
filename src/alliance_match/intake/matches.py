"""What the columns of a table were taken for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

__all__ = ["ColumnMatch", "Columns", "How"]

How = Literal["mapping", "exact", "alias", "fuzzy", "values", "metadata", "unused"]


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """What one column was taken for.

    Parameters
    ----------
    position : int
        Counted from 0.
    header : str
        As the table labels it.
    field : str or None
        The field it fills; ``None`` when the column is not used.
    how : {"mapping", "exact", "alias", "fuzzy", "values", "metadata", "unused"}
        What speaks for it.
    confidence : float
        0 to 100.
    nearest : str or None
        For a column that is not used: the field that is asked about.
    why : str
        What the answers say, where they were looked at; why it is not used.
    by_tool : bool
        Whether the form tool adds the column itself.
    """

    position: int
    header: str
    field: str | None
    how: How
    confidence: float
    nearest: str | None = None
    why: str = ""
    by_tool: bool = False


@dataclass(frozen=True)
class Columns:
    """The columns of a table with what they mean, and the defaults for fields without a column."""

    matches: tuple[ColumnMatch, ...]
    defaults: dict[str, str]

    def of(self, field: str) -> tuple[ColumnMatch, ...]:
        """Give the columns that fill a field, from left to right."""
        return self._by_field.get(field, ())

    @cached_property
    def _by_field(self) -> dict[str, tuple[ColumnMatch, ...]]:
        found: dict[str, tuple[ColumnMatch, ...]] = {}
        for match in self.matches:
            if match.field is not None:
                found[match.field] = (*found.get(match.field, ()), match)
        return found

    def has(self, *fields: str) -> bool:
        """Tell whether any of these fields has a column or a default."""
        return any(self.of(f) or f in self.defaults for f in fields)

    @cached_property
    def scales(self) -> tuple[str, ...]:
        """The programme's own scales that columns or defaults give steps of."""
        named = [m.field for m in self.matches if m.field] + list(self.defaults)
        return tuple(sorted({f.removeprefix("scale.") for f in named if f.startswith("scale.")}))
