"""Means with their 95 % intervals, by Student's t over independent seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import t

__all__ = ["Interval", "interval"]


@dataclass(frozen=True)
class Interval:
    """A mean, and half the width of its 95 % confidence interval."""

    mean: float
    half: float

    @property
    def verdict(self) -> str:
        """``+`` surely above 0, ``-`` surely below 0, ``=`` the same on every round, else ``~``."""
        if self.mean == self.half == 0:
            return "="
        if abs(self.mean) <= self.half:
            return "~"
        return "+" if self.mean > 0 else "-"

    def said(self, factor: float = 1, digits: int = 1) -> str:
        """Write it as ``mean ± half``, both times a factor."""
        return f"{self.mean * factor + 0.0:.{digits}f} ± {self.half * factor:.{digits}f}"


def interval(values: Sequence[float]) -> Interval:
    """Give the mean of values of independent rounds, with its interval.

    For the difference of two matchers, give the differences round by round: both see the same
    rounds, so that what makes a round easy or hard for both cancels out.
    """
    given = np.asarray(values, dtype=np.float64)
    if given.size < 2:
        return Interval(float(given.mean()), float("inf"))
    error = given.std(ddof=1) / np.sqrt(given.size)
    return Interval(float(given.mean()), float(t.ppf(0.975, given.size - 1) * error))
