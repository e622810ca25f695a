"""What a matcher sees of a round, and nothing more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from alliance_match.scoring.score import ScoredPairs

__all__ = ["Case", "Ints", "Matcher"]

Ints: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Case:
    """Eligible pairs, their points, and places; the same for every matcher.

    Attributes
    ----------
    points : ndarray of int, shape (n_mentees, n_mentors)
    eligible : ndarray of bool, same shape
    capacity : ndarray of int, shape (n_mentors,)
    order : ndarray of int, shape (n_mentees,)
        In which order the mentees applied.
    seed : int
        For matchers that draw lots.
    """

    points: Ints
    eligible: NDArray[np.bool_]
    capacity: Ints
    order: Ints
    seed: int

    @classmethod
    def of(cls, scored: ScoredPairs, seed: int) -> Case:
        n_mentees = scored.points.shape[0]
        order = np.random.default_rng([seed, 7]).permutation(n_mentees)
        return cls(scored.points, scored.eligible, scored.capacity, order, seed)

    @property
    def nobody(self) -> Ints:
        """A matching in which nobody has a mentor."""
        return np.full(self.points.shape[0], -1, dtype=np.int64)

    @property
    def places(self) -> Ints:
        """The column of every single place: a mentor with two places comes twice."""
        return np.repeat(np.arange(self.capacity.size), self.capacity)


#: From a case to the column of each mentee's mentor, -1 for nobody.
Matcher: TypeAlias = Callable[[Case], Ints]
