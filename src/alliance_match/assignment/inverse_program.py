"""The program behind :func:`inverse_weights`: integer weights that keep rivals off, but for dust.

Rounding is left out of it: a row is as loose, or as tight, as all rounding together can make it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.observed import Cut, Observed
from alliance_match.assignment.side_model import FloatArray, Model
from alliance_match.errors import AllianceMatchError

__all__ = ["Program"]

Entries = list[tuple[int, float]]


class Program:
    """Weights near given ones, under which changes that are known make no choice better.

    Parameters
    ----------
    base : ndarray of int64, shape (K,)
        The weights to start from; their sum is kept.
    fixed : ndarray of bool, shape (K,)
        Weights that stay.
    observed : sequence of Observed
        The choices.

    Notes
    -----
    The variables are the weights, how far each goes up and down, and switches that are 1 only where
    a pair has too few points to be used.
    """

    def __init__(self, base: IntArray, fixed: BoolArray, observed: Sequence[Observed]) -> None:
        self.base, self.observed, self.total = base, observed, int(base.sum())
        self.size = base.size
        self._upper = [float(self.total)] * (3 * self.size)
        self._rows: list[tuple[Entries, float, float]] = []
        self._switches: dict[tuple[int, int], int] = {}
        self._keep_the_sum(fixed)
        for number, one in enumerate(observed):
            self._keep_usable(number, one)

    def nearest(self) -> IntArray | None:
        """Find weights whose changes have the least sum; None where there are no weights.

        Returns
        -------
        ndarray of int64, shape (K,), or None

        Raises
        ------
        AllianceMatchError
            If HiGHS fails.
        """
        from alliance_match.assignment.milp import maximise

        status, values = maximise(self._model())
        if status == "infeasible":
            return None
        if values is None or status != "optimal":
            raise AllianceMatchError("HiGHS found no weights; please report this.")
        return np.rint(values[: self.size]).astype(np.int64)

    def add(self, number: int, cut: Cut, room: float = -1.0) -> None:
        """Let a change make a choice no better.

        Parameters
        ----------
        number : int
            Which choice.
        cut : Cut
            The change.
        room : float
            How much of what rounding can do is against the choice: -1 where all is for it, 0 where
            nothing is rounded, 1 where all is against it.
        """
        one = self.observed[number]
        excuses = self._excuses(number, cut)
        if cut.fills_more:
            self._row([(z, 1.0) for z in excuses], least=1)
            return
        change = cut.ours.size + cut.theirs.size
        large = 2 * change + abs(cut.need) + self.total * int(one.features.max(initial=0))
        large = large * change // one.unit + 1
        need = cut.need + room * rounding(one, cut) / one.unit
        kept = [(k, g / one.unit) for k, g in enumerate(cut.gain.tolist()) if g]
        self._row([*kept, *((z, float(large)) for z in excuses)], least=need)

    def _keep_the_sum(self, fixed: BoolArray) -> None:
        """Tie the weights to their sum and their changes."""
        size = self.size
        self._row([(k, 1.0) for k in range(size)], self.total, self.total)
        for k, (weight, stays) in enumerate(zip(self.base.tolist(), fixed.tolist(), strict=True)):
            self._row([(k, 1.0), (size + k, -1.0), (2 * size + k, 1.0)], weight, weight)
            if stays:
                self._row([(k, 1.0)], weight, weight)

    def _keep_usable(self, number: int, one: Observed) -> None:
        """Let chosen pairs be usable, and none of a minimum load that was not kept."""
        if one.floor is None and one.missed.size:
            raise AllianceMatchError("What was chosen breaks a minimum load; please report this.")
        if one.floor is None:
            return
        bound = (one.floor * one.unit - one.half) / one.unit
        for place in one.own.tolist():
            self._row(self._worth(number, place), least=bound)
        for place in one.missed.tolist():
            self._row(self._worth(number, place), most=bound - 1 / one.unit)

    def _excuses(self, number: int, cut: Cut) -> list[int]:
        """List variables that are 1 only where a change is not allowed."""
        if self.observed[number].floor is None:
            return []
        return [self._switch(number, place) for place in cut.theirs.tolist()]

    def _switch(self, number: int, place: int) -> int:
        """Give the variable that is 1 only where a pair has too few points to be used."""
        if (number, place) not in self._switches:
            one, switch, worth = self.observed[number], len(self._upper), self._worth(number, place)
            self._upper.append(1.0)
            bound = ((one.floor or 0) * one.unit - one.half) / one.unit
            most = sum(a * self.total for _, a in worth)
            self._row([*worth, (switch, most)], most=most + bound - 1 / one.unit)
            self._switches[number, place] = switch
        return self._switches[number, place]

    def _worth(self, number: int, place: int) -> Entries:
        """Write what a pair is worth before rounding, in points."""
        one = self.observed[number]
        return [(k, f / one.unit) for k, f in enumerate(one.features[:, place].tolist()) if f]

    def _row(self, entries: Entries, least: float = -np.inf, most: float = np.inf) -> None:
        self._rows.append((sorted(entries), least, most))

    def _model(self) -> Model:
        """Write all of it as arrays; the sum of changes is what is minimised."""
        upper = np.array(self._upper)
        gain: FloatArray = np.zeros(upper.size)
        gain[self.size : 3 * self.size] = -1
        entries = [(row, *one) for row, (held, _, _) in enumerate(self._rows) for one in held]
        row, column, entry = zip(*entries, strict=True)
        return Model(
            upper,
            gain,
            upper.size,
            np.array([least for _, least, _ in self._rows]),
            np.array([most for _, _, most in self._rows]),
            np.array(row, dtype=np.int64),
            np.array(column, dtype=np.int64),
            np.array(entry),
        )


def rounding(one: Observed, cut: Cut) -> int:
    """Bound what rounding can do for a choice against a change, in parts of a point."""
    return one.half * cut.ours.size + (one.unit - 1 - one.half) * cut.theirs.size
