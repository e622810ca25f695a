"""Minimum loads that need more rows than are left: an augmenting path search of our own.

OR-Tools is not asked, and its word that a problem is infeasible is not relied on.

References
----------
.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", Prentice Hall, 1993,
   section 6.4 (augmenting paths and minimum cuts).
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from alliance_match.assignment.problem import AssignmentProblem

__all__ = ["short_columns"]

Pair = tuple[int, int]


def short_columns(
    problem: AssignmentProblem, pins: Collection[Pair], min_load: Mapping[int, int]
) -> set[int]:
    """Find columns whose minimum loads need more places of rows than are left for them.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem; of its pins and minimum loads, only these count.
    pins : collection of (row, column)
        Legal pairs, no more of a row than its demand.
    min_load : mapping
        The minimum load of some columns.

    Returns
    -------
    set of int
        Columns that cannot all have their minimum loads, as far as the pins of rows that they may
        have with other columns stand in the way. Empty if all minimum loads can be kept.
    """
    need = dict(min_load)
    free = problem.demand.tolist()
    for row, col in pins:
        free[row] -= 1
        need[col] = need.get(col, 0) - 1
    need = {col: number for col, number in need.items() if number > 0}
    rows_of = {
        col: [row for row in problem.legal_rows[col].tolist() if (row, col) not in pins]
        for col in need
    }
    search = _Search(rows_of, free)
    for col, number in need.items():
        for _ in range(number):
            short = search.give(col)
            if short:
                return short
    return set()


@dataclass
class _Search:
    """Rows that were given to columns so far.

    Attributes
    ----------
    rows_of : dict
        The rows that each column may have.
    free : list of int
        How many places of each row may be given away.
    holders : dict
        The columns that each row was given to.
    """

    rows_of: dict[int, list[int]]
    free: list[int]
    holders: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def give(self, start: int) -> set[int]:
        """Give a column one row more, moving rows between columns; or return all that was tried."""
        came_from: dict[int, int] = {}
        gives: dict[int, int | None] = {start: None}
        queue = deque([start])
        while queue:
            col = queue.popleft()
            for row in self.rows_of[col]:
                if row in came_from or col in self.holders[row]:
                    continue
                came_from[row] = col
                if len(self.holders[row]) < self.free[row]:
                    self._shift(row, came_from, gives)
                    return set()
                for holder in sorted(self.holders[row] - gives.keys()):
                    gives[holder] = row
                    queue.append(holder)
        return set(gives)

    def _shift(
        self, row: int | None, came_from: dict[int, int], gives: dict[int, int | None]
    ) -> None:
        """Hand each row on the path to the column that reached it, back to the start."""
        while row is not None:
            taker = came_from[row]
            self.holders[row].add(taker)
            row = gives[taker]
            if row is not None:
                self.holders[row].remove(taker)
