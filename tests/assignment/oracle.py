"""Small rounds in plain Python, and every assignment of them by enumeration.

Nothing here uses the library's arithmetic: rules, totals and hashes are written out once more.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from alliance_match.assignment import Assignment, AssignmentProblem

Choice = tuple[int | None, ...]


@dataclass(frozen=True)
class Case:
    """A small round. ``score`` holds the eligible pairs."""

    score: dict[tuple[int, int], int]
    capacity: Sequence[int]
    min_load: Sequence[int]
    unmatched: Sequence[int]
    pins: frozenset[tuple[int, int]] = frozenset()
    forbidden: frozenset[tuple[int, int]] = frozenset()
    row_key: Sequence[str] | None = field(default=None)
    col_key: Sequence[str] | None = field(default=None)

    @property
    def n_rows(self) -> int:
        return len(self.unmatched)

    @property
    def n_cols(self) -> int:
        return len(self.capacity)

    def problem(self) -> AssignmentProblem:
        pairs = list(self.score)
        return AssignmentProblem.from_pairs(
            [row for row, _ in pairs],
            [col for _, col in pairs],
            list(self.score.values()),
            n_rows=self.n_rows,
            n_cols=self.n_cols,
            capacity=list(self.capacity),
            min_load=list(self.min_load),
            unmatched=list(self.unmatched),
            pins=sorted(self.pins),
            forbidden=sorted(self.forbidden),
            row_key=self.row_key,
            col_key=self.col_key,
        )

    def value(self, choice: Choice) -> int:
        return sum(
            self.unmatched[row] if col is None else self.score[row, col]
            for row, col in enumerate(choice)
        )


def legal_choices(case: Case) -> Iterator[Choice]:
    """Every way of giving each row one of its columns, or none, that keeps all the rules."""

    def extend(done: list[int | None], load: list[int]) -> Iterator[Choice]:
        row = len(done)
        if row == case.n_rows:
            if all(load[j] >= case.min_load[j] for j in range(case.n_cols)):
                yield tuple(done)
            return
        pinned = {j for i, j in case.pins if i == row}
        for col in (None, *range(case.n_cols)):
            if pinned and pinned != {col}:
                continue
            if col is None:
                yield from extend([*done, None], load)
            elif (
                (row, col) in case.score
                and (row, col) not in case.forbidden
                and load[col] < case.capacity[col]
            ):
                load[col] += 1
                yield from extend([*done, col], load)
                load[col] -= 1

    yield from extend([], [0] * case.n_cols)


def matched(choice: Choice) -> int:
    return sum(col is not None for col in choice)


def rank(case: Case, choice: Choice, objective: str) -> tuple[int, ...]:
    if objective == "coverage_total":
        return matched(choice), case.value(choice)
    return (case.value(choice),)


def optima(case: Case, objective: str) -> list[Choice]:
    """All optimal choices; none if the case is infeasible."""
    choices = list(legal_choices(case))
    if not choices:
        return []
    best = max(rank(case, choice, objective) for choice in choices)
    return [choice for choice in choices if rank(case, choice, objective) == best]


def hash_sum(case: Case, choice: Choice) -> int:
    """What the tie-break maximises, by its description."""

    def one(*labels: str) -> int:
        return int(hashlib.sha256(json.dumps(list(labels)).encode()).hexdigest()[:10], 16)

    rows = case.row_key or [str(i) for i in range(case.n_rows)]
    cols = case.col_key or [str(j) for j in range(case.n_cols)]
    return sum(one(rows[i]) if j is None else one(rows[i], cols[j]) for i, j in enumerate(choice))


def choice_of(case: Case, assignment: Assignment) -> Choice:
    return tuple(None if j < 0 else int(j) for j in assignment.choice(case.n_rows))


def random_case(seed: int, **changes: object) -> Case:
    """A round of 1-6 rows and 1-5 columns; many ties, zeros, negatives, pins, forbidden pairs."""
    rng = random.Random(seed)
    n_rows, n_cols = rng.randint(1, 6), rng.randint(1, 5)
    density = rng.choice((0.3, 0.6, 0.9, 1.0))
    low, high = rng.choice(((0, 3), (-3, 3), (0, 1000), (-20, 20), (0, 0)))
    pairs = [(i, j) for i in range(n_rows) for j in range(n_cols) if rng.random() < density]
    capacity = [rng.choice((0, 1, 1, 1, 2, 3)) for _ in range(n_cols)]
    with_loads = rng.random() < 0.5
    min_load = [rng.choice((0, 0, min(1, u), u)) if with_loads else 0 for u in capacity]
    unmatched = [rng.choice((0, 0, rng.randint(low, high))) for _ in range(n_rows)]
    case = Case(
        score={pair: rng.choice((0, rng.randint(low, high))) for pair in pairs},
        capacity=capacity,
        min_load=min_load,
        unmatched=unmatched,
        pins=_some(rng, pairs, n_rows, n_cols, often=0.4),
        forbidden=_some(rng, pairs, n_rows, n_cols, often=0.4),
    )
    return replace(case, **changes)  # type: ignore[arg-type]


def _some(
    rng: random.Random, pairs: list[tuple[int, int]], n_rows: int, n_cols: int, often: float
) -> frozenset[tuple[int, int]]:
    """No pair, or one or two, mostly eligible ones."""
    if not pairs or rng.random() > often:
        return frozenset()
    chosen = rng.sample(pairs, min(len(pairs), rng.randint(1, 2)))
    if rng.random() < 0.1:
        chosen.append((rng.randrange(n_rows), rng.randrange(n_cols)))
    return frozenset(chosen)
