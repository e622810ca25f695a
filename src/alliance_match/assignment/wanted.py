"""Which wanted pairs can be had together, as many as possible: a path search of our own.

OR-Tools is not asked, so that whoever checks a proof can ask the same again without a solver.

References
----------
.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", Prentice Hall, 1993,
   section 9.7 (successive shortest paths).
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from alliance_match.assignment.conflicts import constraints, witness
from alliance_match.assignment.problem import AssignmentProblem

__all__ = ["most_wanted"]

Pair = tuple[int, int]


def most_wanted(problem: AssignmentProblem, wanted: Iterable[Pair]) -> list[Pair]:
    """Choose the most wanted pairs that can be kept beside the pins and minimum loads.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem; side rows do not count.
    wanted : iterable of (row, column)
        Any pairs; one that is not eligible, or is forbidden, cannot be had.

    Returns
    -------
    list of (row, column)
        Sorted; those that are pinned among them. As many as possible, among these the ones that
        are worth most; which of equally good sets depends on the order of rows and columns alone.
        Empty where pins and minimum loads cannot be kept in the first place.
    """
    wished = set(wanted)
    if not wished or witness(problem, constraints(problem)):
        return []
    pinned = set(map(tuple, problem.pins.tolist()))
    others = sorted(wished - pinned)
    at = problem.place(np.array(others, dtype=np.int64).reshape(-1, 2)).tolist()
    possible = [
        pair for pair, k in zip(others, at, strict=True) if k >= 0 and not problem.is_forbidden[k]
    ]
    if not possible or _all_at_once(problem, [*pinned, *possible]):
        return sorted(pinned & wished | set(possible))
    chosen = _Search.of(problem, possible).best()
    return sorted(chosen.intersection(possible) | pinned & wished)


def _all_at_once(problem: AssignmentProblem, pairs: list[Pair]) -> bool:
    """Whether pairs can all be kept; mostly they can, and need not be searched for."""
    pinned = replace(problem, pins=np.array(sorted(pairs), dtype=np.int64))
    return not witness(pinned, constraints(pinned))


def _worth(problem: AssignmentProblem, pairs: list[Pair]) -> dict[Pair, int]:
    """Value pairs so that more of them are always better, then what they are worth."""
    score = dict(zip(pairs, problem.score[problem.place(np.array(pairs))].tolist(), strict=True))
    least, most = min(score.values()), max(score.values())
    each = 1 + len(pairs) * (most - least)
    return {pair: each + points - least for pair, points in score.items()}


@dataclass
class _Search:
    """Pairs chosen so far, and the way to more.

    Attributes
    ----------
    worth : dict
        What each pair that may be chosen is worth; those that only fill a minimum load nothing.
    free : list of int
        How many places of each row, and
    places, need : list of int
        how many places of each column, can, and must, be filled besides the pins.
    must : int
        What it is worth to fill a place that must be filled: more than all pairs together.
    """

    worth: dict[Pair, int]
    free: list[int]
    places: list[int]
    need: list[int]
    must: int
    holds: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, problem: AssignmentProblem, possible: list[Pair]) -> _Search:
        """Set the pins aside."""
        rows = np.bincount(problem.pins[:, 0], minlength=problem.n_rows)
        cols = np.bincount(problem.pins[:, 1], minlength=problem.n_cols)
        need = np.maximum(problem.min_load - cols, 0).tolist()
        pinned = set(map(tuple, problem.pins.tolist()))
        worth = _worth(problem, possible)
        for col in np.flatnonzero(need).tolist():
            fill = ((row, col) for row in problem.legal_rows[col].tolist())
            worth |= {pair: 0 for pair in fill if pair not in worth and pair not in pinned}
        free, places = (problem.demand - rows).tolist(), (problem.capacity - cols).tolist()
        return cls(worth, free, places, need, 1 + sum(worth.values()))

    @cached_property
    def cols_of(self) -> dict[int, list[int]]:
        """The columns that each row may have, in their order."""
        found: dict[int, list[int]] = defaultdict(list)
        for row, col in sorted(self.worth):
            found[row].append(col)
        return found

    def best(self) -> set[Pair]:
        """Take the best path as long as one gains anything."""
        while self._take_best_path():
            pass
        return {(row, col) for col, rows in self.holds.items() for row in rows}

    def _take_best_path(self) -> bool:
        gain, came_from = self._gains()
        ends = {col: gain[~col] + self._bonus(col) for col in sorted(self.places_left(gain))}
        col = max(ends, key=lambda c: ends[c], default=None)
        if col is None or ends[col] <= 0:
            return False
        node: int | None = ~col
        while node is not None:  # column, row, column ... back to a row with a free place
            row = came_from[node]
            assert row is not None, "a column is reached from a row"
            self.holds[~node].add(row)
            node = came_from[row]
            if node is None:
                self.free[row] -= 1
            else:
                self.holds[~node].remove(row)
        return True

    def places_left(self, reached: Iterable[int]) -> set[int]:
        """List the columns among what was reached that have a place left."""
        return {~n for n in reached if n < 0 and len(self.holds[~n]) < self.places[~n]}

    def _bonus(self, col: int) -> int:
        return self.must if len(self.holds[col]) < self.need[col] else 0

    def _gains(self) -> tuple[dict[int, int], dict[int, int | None]]:
        """Find what the best path to each row, and to each column (as ``~col``), gains."""
        starts = [row for row in sorted(self.cols_of) if self.free[row] > 0]
        gain = dict.fromkeys(starts, 0)
        came_from: dict[int, int | None] = dict.fromkeys(starts)
        queue = deque(starts)
        while queue:
            node = queue.popleft()
            for after, step in self._steps(node):
                if after not in gain or gain[node] + step > gain[after]:
                    gain[after], came_from[after] = gain[node] + step, node
                    queue.append(after)
        return gain, came_from

    def _steps(self, node: int) -> list[tuple[int, int]]:
        if node >= 0:
            cols = (col for col in self.cols_of[node] if node not in self.holds[col])
            return [(~col, self.worth[node, col]) for col in cols]
        return [(row, -self.worth[row, ~node]) for row in sorted(self.holds[~node])]
