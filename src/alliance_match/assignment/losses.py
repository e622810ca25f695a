"""What is lost, or gained, in places filled and in points: both read off one integer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.prices import FAR

__all__ = ["Losses"]


@dataclass(frozen=True, eq=False)
class Losses:
    """Many losses, of pairs, of rows or of columns.

    Attributes
    ----------
    combined : ndarray of int64, any shape
        ``unit`` for each place that is lost, and the points; FAR for what no assignment has.
    unit : int
        More than twice what two assignments can differ by in points; 0 where places do not count.
    """

    combined: IntArray
    unit: int

    @cached_property
    def possible(self) -> BoolArray:
        """Whether any assignment is left."""
        return np.asarray(self.combined < FAR)

    @cached_property
    def coverage(self) -> IntArray:
        """How many fewer places are filled; 0 where impossible, and where places do not count."""
        if not self.unit:
            return np.zeros(self.combined.shape, dtype=np.int64)
        places = (2 * self._real + self.unit) // (2 * self.unit)
        return np.asarray(places)

    @cached_property
    def value(self) -> IntArray:
        """How many points are lost; 0 where impossible."""
        return self._real - self.unit * self.coverage if self.unit else self._real

    @property
    def nothing(self) -> BoolArray:
        """Whether nothing is lost at all."""
        return np.asarray(self.combined == 0)

    @property
    def _real(self) -> IntArray:
        return np.where(self.possible, self.combined, 0)

    def one(self, index: int) -> tuple[int, int] | None:
        """Read one loss of a flat list.

        Parameters
        ----------
        index : int
            Which one.

        Returns
        -------
        tuple of int, or None
            Coverage and value; None if no assignment is left.
        """
        combined = int(self.combined[index])
        return None if combined >= FAR else split(combined, self.unit)


def split(combined: int, unit: int) -> tuple[int, int]:
    """Read coverage and value off one integer.

    Parameters
    ----------
    combined : int
        ``unit`` for each place, and the points.
    unit : int
        More than twice the points; 0 where places do not count.

    Returns
    -------
    coverage, value : int
    """
    coverage = (2 * combined + unit) // (2 * unit) if unit else 0
    return coverage, combined - unit * coverage
