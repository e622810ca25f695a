"""Inverse optimisation: the least change of weights under which given assignments are optimal.

Whoever chose an assignment says by it that it is worth no less than any other: one inequality for
each, linear in the weights but for rounding. They are far too many to be written down, so those
that fail are found by solving the problem under the weights at hand, and added until none fails
[1]_, [2]_. Changes are measured by their sum, as in [1]_.

References
----------
.. [1] R. K. Ahuja and J. B. Orlin, "Inverse optimization", Operations Research 49(5), 2001.
.. [2] L. Wang, "Cutting plane algorithms for the inverse mixed integer linear programming problem",
   Operations Research Letters 37(2), 2009.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.inverse_program import Program, rounding
from alliance_match.assignment.observed import Cut, Observed
from alliance_match.assignment.weights_at import weights_at

__all__ = ["InverseWeights", "inverse_weights"]

SHELLS = 14
"""In so many distances beyond the least that is possible weights are looked for one by one."""

ROOM = (0.0, 0.125, 0.25, 0.5, 1.0)
"""How much room a change is given, step by step, of what all rounding together can do."""


@dataclass(frozen=True, eq=False)
class InverseWeights:
    """What is known of the weights that make choices optimal.

    Attributes
    ----------
    status : {"nearest", "near", "none", "unknown"}
        ``nearest``: no others are nearer. ``near``: these do it, but nearer ones might. ``none``:
        no weights do it. ``unknown``: if any do it, they are farther away than ``least``.
    weights : ndarray of int64, shape (K,), or None
        Under them every choice is optimal, with points rounded as they are everywhere.
    least : int
        No weights whose changes have a smaller sum do it.
    """

    status: Literal["nearest", "near", "none", "unknown"]
    weights: IntArray | None
    least: int


def inverse_weights(
    observed: Sequence[Observed],
    base: npt.ArrayLike,
    fixed: npt.ArrayLike | None = None,
) -> InverseWeights:
    """Find the weights nearest to given ones under which all that was chosen is optimal.

    Parameters
    ----------
    observed : sequence of Observed
        Choices, each with what it was chosen from.
    base : array_like of int, shape (K,)
        The weights as they are, not negative.
    fixed : array_like of bool, shape (K,), optional
        Weights that may not change.

    Returns
    -------
    InverseWeights
        Integers with the same sum. First the sum of all changes counts, then the largest; among
        equals the earlier weights are the smaller ones.

    Raises
    ------
    AllianceMatchError
        If HiGHS fails.

    Notes
    -----
    That each choice is optimal under the weights is proved in integers by prices. A program with
    all rounding in favour of the choices gives a distance below which there is nothing, and may
    find that there is nothing at all: HiGHS is believed in both. From that distance on, weights are
    listed and tried, distance by distance. Where they are too many, a program with no rounding, or
    with rounding against a choice where it matters, gives weights that need not be the nearest.
    """
    start = np.asarray(base, dtype=np.int64)
    stays = np.zeros(start.size, np.bool_) if fixed is None else np.asarray(fixed, np.bool_)
    return _Search(tuple(observed), start, stays).nearest()


class _Search:
    """Looks for weights, and remembers every change that ever made a choice better."""

    def __init__(self, observed: tuple[Observed, ...], base: IntArray, fixed: BoolArray) -> None:
        self.observed, self.base, self.fixed = observed, base, fixed
        self.cuts: dict[tuple[int, bytes, bytes], tuple[int, Cut]] = {}
        for number, one in enumerate(observed):
            for rival in one.rivals:
                self._remember(number, rival)

    def nearest(self) -> InverseWeights:
        """Find a least distance, and the first weights from there on that do."""
        least, farthest = self._least(), 2 * int(self.base.sum())
        for _ in range(SHELLS):
            if least is None or least > farthest:
                return InverseWeights("none", None, 0)
            found = self._at(least)
            if found is None:
                break
            for weights in found:
                return InverseWeights("nearest", weights, least)
            further = self._least()
            least = None if further is None else max(least + 2, further)
        return InverseWeights("none", None, 0) if least is None else self._near(least)

    def _least(self) -> int | None:
        """Give a distance below which there are no weights; None where there are none at all."""
        program, known = self._program(), len(self.cuts)
        while True:
            weights = program.nearest()
            if weights is None:
                return None
            self._ask(weights)
            fresh = list(self.cuts.values())[known:]
            known = len(self.cuts)
            for number, cut in fresh:
                program.add(number, cut)
            if not any(self._rules_out(number, cut, weights) for number, cut in fresh):
                return int(np.abs(weights - self.base).sum())

    def _at(self, distance: int) -> Iterator[IntArray] | None:
        """Try the weights of one distance, the best first; None where they are too many."""
        rows = [
            (cut.gain, cut.need * self.observed[n].unit - rounding(self.observed[n], cut))
            for n, cut in self.cuts.values()
            if self.observed[n].floor is None and not cut.fills_more
        ]
        gain = np.array([g for g, _ in rows], dtype=np.int64).reshape(-1, self.base.size)
        need = np.array([n for _, n in rows], dtype=np.int64)
        free = np.flatnonzero(~self.fixed)
        found = weights_at(distance, self.base, free, gain, need)
        return None if found is None else self._tried(found)

    def _tried(self, found: IntArray) -> Iterator[IntArray]:
        """Go through weights, leaving out those that a known change rules out."""
        for one in self.observed:
            found = found[one.in_use(found)]
        seen = 0
        while len(found):
            fresh = list(self.cuts.values())[seen:]
            seen = len(self.cuts)
            for number, cut in fresh:
                found = found[self.observed[number].holds(cut, found)]
            if fresh:
                continue
            if not self._ask(found[0]):
                yield found[0]
                return

    def _near(self, least: int) -> InverseWeights:
        """Find some weights, with more and more room for rounding where it is needed."""
        level = dict.fromkeys(self.cuts, 0)
        while True:
            program = self._program([ROOM[level.setdefault(key, 0)] for key in self.cuts])
            weights = program.nearest()
            if weights is None:
                return InverseWeights("unknown", None, least)
            if not self._ask(weights):
                return InverseWeights("near", weights, least)
            for key, (number, cut) in self.cuts.items():
                if key in level and not self._holds(number, cut, weights):
                    if level[key] + 1 == len(ROOM):
                        return InverseWeights("unknown", None, least)
                    level[key] += 1

    def _program(self, room: Sequence[float] | None = None) -> Program:
        """Write the program: with all rounding for the choices, or with some room against it."""
        program = Program(self.base, self.fixed, self.observed)
        known = self.cuts.values()
        for (number, cut), one in zip(known, room or [-1.0] * len(known), strict=True):
            program.add(number, cut, one)
        return program

    def _ask(self, weights: IntArray) -> bool:
        """Ask for something better than each choice, and remember it; say whether there was any."""
        beaten = False
        for number, one in enumerate(self.observed):
            rival = one.better(weights)
            if rival is not None:
                one.rivals.append(rival)
                self._remember(number, rival)
                beaten = True
        return beaten

    def _remember(self, number: int, rival: IntArray) -> None:
        for cut in self.observed[number].cuts(rival):
            self.cuts.setdefault((number, *cut.key), (number, cut))

    def _holds(self, number: int, cut: Cut, weights: IntArray) -> bool:
        return bool(self.observed[number].holds(cut, weights[np.newaxis])[0])

    def _rules_out(self, number: int, cut: Cut, weights: IntArray) -> bool:
        """Say whether a change rules weights out even with all rounding for the choice."""
        one = self.observed[number]
        if cut.fills_more or one.floor is not None:
            return not self._holds(number, cut, weights)
        return int(cut.gain @ weights) < cut.need * one.unit - rounding(one, cut)
