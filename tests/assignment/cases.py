"""Small rounds in plain Python, and every assignment of them by enumeration.

Nothing here uses the library's arithmetic: rules and totals are written out once more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from alliance_match.assignment import Assignment, AssignmentProblem, SideRow

Pair = tuple[int, int]
Choice = tuple[tuple[int, ...], ...]
"""The columns of each row, ascending."""


class Limit(NamedTuple):
    """A side row: the coefficients of the chosen pairs add up to no more than the bound."""

    coef: dict[Pair, int]
    bound: int


class Outcome(NamedTuple):
    """An assignment that keeps all the rules. Rows without demand have no worth to count."""

    choice: Choice
    coverage: int
    value: int
    worths: tuple[int, ...]


@dataclass(frozen=True)
class Case:
    """A small round. ``score`` holds the eligible pairs; without demands, each row has one place.

    ``load_cost`` holds, for each column, what its 1st, 2nd ... row costs; the last for all further.
    """

    score: dict[Pair, int]
    capacity: Sequence[int]
    min_load: Sequence[int]
    unmatched: Sequence[int]
    pins: frozenset[Pair] = frozenset()
    forbidden: frozenset[Pair] = frozenset()
    demand: Sequence[int] | None = None
    load_cost: Sequence[Sequence[int]] | None = None
    side: tuple[Limit, ...] = ()
    row_key: Sequence[str] | None = None
    col_key: Sequence[str] | None = None

    @property
    def n_rows(self) -> int:
        return len(self.unmatched)

    @property
    def n_cols(self) -> int:
        return len(self.capacity)

    @property
    def places(self) -> Sequence[int]:
        """The demand of each row."""
        return [1] * self.n_rows if self.demand is None else self.demand

    @property
    def grid(self) -> list[Pair]:
        """Every pair, eligible or not."""
        return [(i, j) for i in range(self.n_rows) for j in range(self.n_cols)]

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """Every assignment that keeps all the rules, enumerated once."""
        return [
            Outcome(choice, filled(choice), self.value(choice), worths(self, choice))
            for choice in legal_choices(self)
        ]

    def problem(self) -> AssignmentProblem:
        pairs = list(self.score)
        return AssignmentProblem.from_pairs(
            [row for row, _ in pairs],
            [col for _, col in pairs],
            list(self.score.values()),
            n_rows=self.n_rows,
            n_cols=self.n_cols,
            demand=list(self.places),
            capacity=list(self.capacity),
            min_load=list(self.min_load),
            unmatched=list(self.unmatched),
            load_cost=self.load_cost,
            pins=sorted(self.pins),
            forbidden=sorted(self.forbidden),
            side=[
                SideRow([i for i, _ in coef], [j for _, j in coef], [*coef.values()], bound)
                for coef, bound in self.side
            ],
            row_key=self.row_key,
            col_key=self.col_key,
        )

    def cost(self, col: int, load: int) -> int:
        """What a load costs with a column."""
        listed = self.load_cost[col] if self.load_cost else ()
        return sum(listed[min(k, len(listed) - 1)] for k in range(load)) if listed else 0

    def value(self, choice: Choice) -> int:
        load = loads(self, choice)
        return sum(map(self.worth, range(self.n_rows), choice)) - sum(
            map(self.cost, range(self.n_cols), load)
        )

    def worth(self, row: int, cols: tuple[int, ...]) -> int:
        """What a row has: its scores, and the worth of its empty places."""
        empty = self.places[row] - len(cols)
        return sum(self.score[row, col] for col in cols) + empty * self.unmatched[row]


# --- every assignment ----------------------------------------------------------------------------


def legal_choices(case: Case) -> Iterator[Choice]:
    """Every way of giving each row up to its demand of columns that keeps all the rules."""
    can = [_choices_of_row(case, row) for row in range(case.n_rows)]
    load = [0] * case.n_cols
    done: list[tuple[int, ...]] = []

    def extend(row: int) -> Iterator[Choice]:
        if row == case.n_rows:
            if all(map(int.__ge__, load, case.min_load)) and keeps_side(case, done):
                yield tuple(done)
            return
        for cols in can[row]:
            if all(load[col] < case.capacity[col] for col in cols):
                for col in cols:
                    load[col] += 1
                done.append(cols)
                yield from extend(row + 1)
                done.pop()
                for col in cols:
                    load[col] -= 1

    if not _impossible(case):
        yield from extend(0)


def _impossible(case: Case) -> bool:
    """Whether a column of no rows has already too many; so it is after the loss of a place."""
    return any(capacity < 0 for capacity in case.capacity)


def _choices_of_row(case: Case, row: int) -> list[tuple[int, ...]]:
    """The sets of columns that a row may have as far as nobody else is concerned."""
    pinned = {j for i, j in case.pins if i == row}
    legal = sorted(j for i, j in case.score if i == row and (i, j) not in case.forbidden)
    sizes = range(min(case.places[row], len(legal)) + 1)
    sets = (cols for size in sizes for cols in combinations(legal, size))
    return [cols for cols in sets if pinned <= set(cols)]


def keeps_side(case: Case, choice: Sequence[tuple[int, ...]]) -> bool:
    return all(
        sum(coef.get((i, j), 0) for i, cols in enumerate(choice) for j in cols) <= bound
        for coef, bound in case.side
    )


def filled(choice: Choice) -> int:
    """How many places are filled."""
    return sum(map(len, choice))


def loads(case: Case, choice: Choice) -> list[int]:
    load = [0] * case.n_cols
    for cols in choice:
        for col in cols:
            load[col] += 1
    return load


def worths(case: Case, choice: Choice) -> tuple[int, ...]:
    """What each row has that wants anything: what fairness looks at."""
    return tuple(case.worth(row, cols) for row, cols in enumerate(choice) if case.places[row] > 0)


def pairs_of(choice: Choice) -> list[Pair]:
    return [(row, col) for row, cols in enumerate(choice) for col in cols]


def choice_of(case: Case, assignment: Assignment) -> Choice:
    """What an assignment of the library gives each row."""
    pairs = assignment.pairs.tolist()
    return tuple(tuple(sorted(col for i, col in pairs if i == row)) for row in range(case.n_rows))


def moved(here: Choice, there: Choice) -> tuple[int, ...]:
    """The rows whose columns differ."""
    return tuple(i for i, (a, b) in enumerate(zip(here, there, strict=True)) if a != b)


# --- what cannot be kept -------------------------------------------------------------------------


def keeping(
    case: Case, pins: Collection[Pair], min_loads: Collection[int], side: Collection[int]
) -> Case:
    """The case without any pins, minimum loads (by column) and side rows (by index) but these."""
    return replace(
        case,
        pins=case.pins & frozenset(pins),
        min_load=[load if col in min_loads else 0 for col, load in enumerate(case.min_load)],
        side=tuple(limit for k, limit in enumerate(case.side) if k in side),
    )


def is_feasible(case: Case) -> bool:
    return next(legal_choices(case), None) is not None
