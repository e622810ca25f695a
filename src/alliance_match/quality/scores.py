"""All measures of one matching of a round at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..scoring.score import ScoredPairs
from . import measures as measure

__all__ = ["Measured", "Yardstick"]

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Measured:
    """What one matching comes to.

    Attributes
    ----------
    coverage : float
        Share of mentees with a mentor.
    mean, lowest : float
        Points (0 to 1000) a head, nobody's pair counting 0; and the least of those with a mentor.
    gini : float
        How unequal points are, over all mentees.
    first, first_three : float
        Share of mentees whose mentor is the best they may have, or among the best three.
    goal_areas : float
        Share of areas of goals in which the mentor serves a goal.
    envious : float
        Share of mentees who would have more points with another mentee's mentor.
    blocking : int
        Pairs who would both rather have each other.
    load_imbalance : float
        Gini coefficient of how full mentors are.
    idle : int
        Mentors with a place who have nobody.
    region_gap : float
        Largest distance, in points a head, between the mentees of a region and all others.
    """

    coverage: float
    mean: float
    lowest: float
    gini: float
    first: float
    first_three: float
    goal_areas: float
    envious: float
    blocking: int
    load_imbalance: float
    idle: int
    region_gap: float


@dataclass(frozen=True, eq=False)
class Yardstick:
    """Measures matchings of one judged round.

    Parameters
    ----------
    scored : ScoredPairs
        The round, judged.
    smallest : int
        Groups of fewer people do not count for the gap between regions.
    """

    scored: ScoredPairs
    smallest: int = 2

    def measured(self, mentor_of: Ints) -> Measured:
        """Measure a matching.

        Parameters
        ----------
        mentor_of : ndarray of int, shape (n_mentees,)
            The column of each mentee's mentor, -1 for nobody. Pairs need not be eligible.
        """
        points, eligible = self.scored.points, self.scored.eligible
        capacity, got = self.scored.capacity, measure.worth(mentor_of, points)
        place = measure.ranks(mentor_of, points, eligible)
        heads = max(1, mentor_of.size)
        return Measured(
            coverage=measure.coverage(mentor_of),
            mean=float(got.sum() / heads),
            lowest=measure.lowest(mentor_of, got),
            gini=measure.gini(got),
            first=float((place == 1).sum() / heads),
            first_three=float(((place >= 1) & (place <= 3)).sum() / heads),
            goal_areas=self.goal_areas_met(mentor_of),
            envious=measure.envious(mentor_of, points, eligible),
            blocking=measure.blocking_pairs(mentor_of, points, eligible, capacity),
            load_imbalance=measure.load_imbalance(mentor_of, capacity),
            idle=measure.idle(mentor_of, capacity),
            region_gap=measure.group_gap(got, self.region, self.smallest),
        )

    def goal_areas_met(self, mentor_of: Ints) -> float:
        """Give the share of areas of goals in which the mentee's mentor serves a goal."""
        facts = self.scored.facts
        return measure.goal_areas_met(mentor_of, facts.goal_owner, self._area, facts.goal_served)

    @cached_property
    def _area(self) -> Ints:
        """A code for the area of each goal; goals without a topic share one."""
        facts = self.scored.facts
        words = facts.round.vocabulary
        topics = [g.topic for m in facts.mentees for g in m.goals or ()]
        return _codes([words.area_of(t) if t else "" for t in topics])

    @cached_property
    def region(self) -> Ints:
        """A code for each mentee's region, -1 where it is unknown."""
        people = self.scored.facts.round
        homes = [people.organisation_of(m) for m in people.mentees]
        return _codes([home.region if home else None for home in homes])

    @property
    def compares_regions(self) -> bool:
        """Whether a region, and the rest, have enough people for the gap between them to count."""
        _, inside = np.unique(self.region[self.region >= 0], return_counts=True)
        most = self.region.size - self.smallest
        return bool(((inside >= self.smallest) & (inside <= most)).any())


def _codes(labels: list[str] | list[str | None]) -> Ints:
    known = {label: k for k, label in enumerate(sorted({x for x in labels if x is not None}))}
    return np.array([-1 if x is None else known[x] for x in labels], dtype=np.int64)
