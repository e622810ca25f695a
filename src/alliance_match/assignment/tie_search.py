"""Which of the best assignments that keep side rows is taken: a branch and bound of its own.

What ties are broken by is added to the weights, so small that it never outweighs a point. Linear
programs bound it in floating point: that an assignment is optimal is proved elsewhere, in integers;
here equally good ones are told apart.

References
----------
.. [1] A. H. Land and A. G. Doig, "An automatic method of solving discrete programming problems",
   Econometrica 28(3), 1960.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from alliance_match.assignment.arrays import BoolArray
from alliance_match.assignment.options import Options
from alliance_match.assignment.proof_tree import Part
from alliance_match.assignment.side_model import FloatArray, Relaxed, earned, gain_of, model_of
from alliance_match.assignment.side_rows import all_kept
from alliance_match.assignment.watch import Watch

if TYPE_CHECKING:
    from alliance_match.assignment.milp import LinearProgram

__all__ = ["break_ties"]

NODES = 20_000
"""How many parts are looked at before the best so far is taken."""

WHOLE = 1e-5
"""How far from an integer a floating-point number may be that stands for one."""

EQUAL = 1e-7
"""Worths that differ by less may be the same."""

FEWER = 0.7
"""The search begins anew when no more than this part of the pairs is left."""


def break_ties(part: Part, chosen: BoolArray, ties: Options, watch: Watch) -> BoolArray:
    """Choose among all assignments that are as good as the best.

    Parameters
    ----------
    part : Part
        Where every assignment is that is as good.
    chosen : ndarray of bool, shape (k,)
        Which of its pairs the best assignment has.
    ties : Options
        The same choices, weighed by what equally good assignments are to be compared by.
    watch : Watch
        When its time is over, the best so far is taken.

    Returns
    -------
    ndarray of bool, shape (k,)
        Which pairs are chosen.
    """
    place = np.arange(chosen.size)
    while True:
        search = _Search(part, ties, chosen[place], watch)
        left = search.run()
        chosen = np.isin(np.arange(chosen.size), place[search.chosen])
        if left is None:
            return chosen
        part, place = part.only(left), place[left]
        ties = ties.only(left)


class _Search:
    """A depth-first search that begins anew with fewer pairs once many can be left out."""

    def __init__(self, part: Part, ties: Options, chosen: BoolArray, watch: Watch) -> None:
        from alliance_match.assignment.milp import LinearProgram

        self.chosen = chosen
        self._part, self._ties, self._watch = part, ties, watch
        tie = gain_of(ties)
        most = int(part.options.places.sum()) * np.abs(tie).max(initial=0.0)
        self._extra = tie / (1 + 2 * most)
        options = part.options
        self._program: LinearProgram = LinearProgram(
            model_of(options, part.limits, self._extra),
            options.row.size,
            options.n_rows,
            options.n_cols,
        )
        self._reached = self._worth(chosen)

    def run(self) -> BoolArray | None:
        """Look for what is better than the choice; return the pairs that can matter, if few do."""
        none = np.zeros(self.chosen.size, dtype=np.bool_)
        waiting, spared = [(none, none)], None
        for _ in range(NODES):
            if not waiting or self._watch.is_over:
                break
            inside, outside = waiting.pop()
            self._program.fix(inside, outside)
            relaxed = self._program.solve()
            if relaxed is None or relaxed.worth < self._reached - EQUAL:
                continue
            if spared is None:
                spared = relaxed.worth + self._reduced_costs(relaxed)
            undecided = np.abs(relaxed.values - np.rint(relaxed.values))
            if undecided.max(initial=0.0) > WHOLE:
                at = np.arange(none.size) == np.argmax(undecided)
                waiting += [(inside, outside | at), (inside | at, outside)]
                continue
            if self._take(relaxed.values > 0.5):
                left = (spared > self._reached - EQUAL) | self.chosen
                if np.count_nonzero(left) < FEWER * left.size:
                    return left
        return None

    def _take(self, found: BoolArray) -> bool:
        """Take an assignment if it is better; compared in integers."""
        if not all_kept(self._part.options, self._part.limits, found):
            return False
        if self._rank(found) <= self._rank(self.chosen):
            return False
        self.chosen, self._reached = found, self._worth(found)
        return True

    def _rank(self, chosen: BoolArray) -> tuple[int, int]:
        """Compare by worth, then by what breaks ties."""
        return self._part.options.worth(chosen), self._ties.worth(chosen)

    def _worth(self, chosen: BoolArray) -> float:
        """Say what the linear program makes of a choice."""
        options = self._part.options
        return earned(options, options.worth(chosen)) + float(self._extra[chosen].sum())

    def _reduced_costs(self, relaxed: Relaxed) -> FloatArray:
        """Say what each pair would change by being chosen, the rest aside."""
        options = self._part.options
        owed = relaxed.rents[options.row] + relaxed.prices[options.col]
        cost: FloatArray = gain_of(options) + self._extra - owed
        for limit, factor in zip(self._part.limits, relaxed.multipliers, strict=True):
            cost[limit.pair] -= factor * limit.coef
        return cost
