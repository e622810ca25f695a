"""How much better another proposal is after a change to the pairs of one mentee, or of one place.

Every proposal has at most one of the pairs. So the best one after the change is the best of those
that have none of them, which it does not touch, and of those that have a certain one, for each of
them: what it costs to force that one is known exactly, and the change adds to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..assignment import PlaceValues, place_values
from ..proposal import Proposal
from .record import Loss

__all__ = ["OneRow"]

Ints = NDArray[np.int64]
#: Matches and points that are lost, compared with the proposal before the change.
Lost = tuple[int, int]


@dataclass(frozen=True, eq=False)
class OneRow:
    """Answers from the regrets of a proved proposal; nothing is solved.

    Attributes
    ----------
    proposal : Proposal
        The proposal.
    bonus : int
        More than two proposals can differ by in points, where matches count first; else 0.
    """

    proposal: Proposal
    bonus: int

    def gain(self, row: Ints, col: Ints, change: Ints, *, falls: bool, of_mentor: bool) -> Loss:
        """Say how much better another proposal is than what is left of this one.

        Parameters
        ----------
        row, col : ndarray of int, shape (k,)
            All eligible pairs of one mentee, or of a mentor with one place and no minimum load.
        change : ndarray of int, shape (k,)
            By how many points each changes.
        falls : bool
            Whether the proposed pair among them becomes impossible.
        of_mentor : bool
            Whether they are a mentor's.
        """
        own = self._choice[row] == col
        left = self._left(row[own], col[own], change[own], falls=falls)
        ways = [left, *self._forced(row[~own], col[~own], change[~own])]
        if own.any():
            places = self._places.one_fewer if of_mentor else self.proposal.regrets.single
            without = places.one(int(col[0] if of_mentor else row[0]))
            ways += [without] if without is not None else []
        best = min(ways, key=lambda lost: lost[0] * self.bonus + lost[1])
        return Loss(coverage=left[0] - best[0], points=left[1] - best[1])

    def _left(self, row: Ints, col: Ints, change: Ints, *, falls: bool) -> Lost:
        """Count what this proposal itself loses by the change."""
        if not falls:
            return 0, -int(change.sum())
        return int(self.bonus > 0), int(self.proposal.scored.points[row, col].sum())

    def _forced(self, row: Ints, col: Ints, change: Ints) -> list[Lost]:
        """List what the best proposal with each of these pairs loses."""
        found = self.proposal.regrets.pairs
        at = self.proposal.problem.place(np.column_stack((row, col)))
        possible = found.possible[at]
        at, change = at[possible], change[possible]
        lost = zip(found.coverage[at].tolist(), (found.value[at] - change).tolist(), strict=True)
        return list(lost)

    @cached_property
    def _places(self) -> PlaceValues:
        return place_values(self.proposal.problem, self.proposal.assignment)

    @cached_property
    def _choice(self) -> Ints:
        return self.proposal.assignment.choice(self.proposal.problem.n_rows)
