"""What is best in a small round, and what would follow if it were changed: by enumeration.

Nothing here uses the library's arithmetic; every question is asked of the list of all assignments.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .cases import (
    Case,
    Choice,
    Limit,
    Outcome,
    Pair,
    choice_of,
    filled,
    is_feasible,
    keeping,
    keeps_side,
    legal_choices,
    loads,
    moved,
    pairs_of,
    worths,
)
from .random_cases import FEATURES, FLOW, random_case

__all__ = [
    "FAIR",
    "FEATURES",
    "FLOW",
    "TOTALS",
    "Case",
    "Choice",
    "Condition",
    "Limit",
    "Loss",
    "Outcome",
    "Pair",
    "Rank",
    "best_rank",
    "choice_of",
    "fewest_movers",
    "filled",
    "frontier",
    "gain_of_place",
    "has",
    "hash_sum",
    "in_every_optimum",
    "in_some_optimum",
    "is_feasible",
    "k_best",
    "keeping",
    "keeps_side",
    "lacks",
    "least_loss",
    "leaving_regrets",
    "legal_choices",
    "loads",
    "loss",
    "loss_of_place",
    "margins",
    "moved",
    "optima",
    "pairs_of",
    "random_case",
    "rank",
    "regrets",
    "winner",
    "worths",
]

TOTALS = ("coverage_total", "total")
"""The objectives that add up."""

FAIR = ("max_min", "leximin")
"""The objectives that look at the rows one by one."""

Rank = tuple[Any, ...]
"""What an objective compares, the greater the better."""
Loss = tuple[int, ...]
"""By how much one rank is below another, entry by entry."""
Condition = Callable[[Choice], bool]


# --- the best of them ----------------------------------------------------------------------------


def rank(outcome: Outcome, objective: str) -> Rank:
    """What each objective compares."""
    if objective == "coverage_total":
        return outcome.coverage, outcome.value
    if objective == "total":
        return (outcome.value,)
    least_first = sorted(outcome.worths)
    counted = least_first[:1] if objective == "max_min" else least_first
    return (*counted, outcome.value)


def best_rank(case: Case, objective: str, condition: Condition | None = None) -> Rank | None:
    """The rank of the best assignment, or of the best that meets a condition; None without any."""
    ranks = (
        rank(outcome, objective)
        for outcome in case.outcomes
        if condition is None or condition(outcome.choice)
    )
    return max(ranks, default=None)


def optima(case: Case, objective: str, condition: Condition | None = None) -> list[Choice]:
    """All optimal assignments; none if the case is infeasible."""
    best = best_rank(case, objective, condition)
    return [
        outcome.choice
        for outcome in case.outcomes
        if rank(outcome, objective) == best and (condition is None or condition(outcome.choice))
    ]


def hash_sum(case: Case, choice: Choice, lottery: int | None = None) -> int:
    """What the tie-break maximises, by its description."""

    def one(*labels: str) -> int:
        salted = list(labels) if lottery is None else [str(lottery), *labels]
        return int(hashlib.sha256(json.dumps(salted).encode()).hexdigest()[:10], 16)

    rows = case.row_key or [str(i) for i in range(case.n_rows)]
    cols = case.col_key or [str(j) for j in range(case.n_cols)]
    chosen = sum(one(rows[i], cols[j]) for i, j in pairs_of(choice))
    empty = [demand - len(given) for demand, given in zip(case.places, choice, strict=True)]
    return chosen + sum(n * one(rows[i]) for i, n in enumerate(empty))


def sharing(case: Case, choice: Choice) -> int:
    """How many pairs of rows have a column in common, pair by pair."""
    return sum(
        len(set(one) & set(other)) for k, one in enumerate(choice) for other in choice[k + 1 :]
    )


def winner(
    case: Case, objective: str, lottery: int | None = None, even: bool = False
) -> Choice | None:
    """The optimum that the tie-break takes; None if the case is infeasible."""
    best = optima(case, objective)
    if even and best:
        fewest = min(sharing(case, choice) for choice in best)
        best = [choice for choice in best if sharing(case, choice) == fewest]
    return max(best, key=lambda choice: hash_sum(case, choice, lottery), default=None)


def k_best(case: Case, objective: str, k: int) -> list[Outcome]:
    """The k best assignments, best first, equally good ones by their hashes."""

    def order(outcome: Outcome) -> tuple[Rank, int]:
        return rank(outcome, objective), hash_sum(case, outcome.choice)

    return sorted(case.outcomes, key=order, reverse=True)[:k]


def frontier(case: Case) -> list[tuple[int, int]]:
    """The (least worth, value) points that no assignment dominates, the fairest first."""
    best: dict[int, int] = {}
    for outcome in case.outcomes:
        if outcome.worths:
            least = min(outcome.worths)
            best[least] = max(outcome.value, best.get(least, outcome.value))
    points = sorted(best.items(), reverse=True)
    return [
        point for k, point in enumerate(points) if all(point[1] > other for _, other in points[:k])
    ]


# --- what if -------------------------------------------------------------------------------------


def has(row: int, col: int) -> Condition:
    return lambda choice: col in choice[row]


def lacks(row: int, col: int) -> Condition:
    return lambda choice: col not in choice[row]


def loss(best: Rank | None, other: Rank | None) -> Loss | None:
    """How much worse the other rank is, entry by entry; None if there is nothing to compare."""
    if best is None or other is None:
        return None
    return tuple(a - b for a, b in zip(best, other, strict=True))


def regrets(case: Case, objective: str) -> dict[Pair, Loss | None]:
    """What forcing each pair of the grid costs; None where no assignment has it.

    (coverage lost, value lost) under ``coverage_total``, (value lost,) under ``total``.
    """
    best = best_rank(case, objective)
    with_pair: dict[Pair, Rank] = {}
    for outcome in case.outcomes:
        at = rank(outcome, objective)
        for pair in pairs_of(outcome.choice):
            with_pair[pair] = max(at, with_pair.get(pair, at))
    return {pair: loss(best, with_pair.get(pair)) for pair in case.grid}


def leaving_regrets(case: Case, objective: str) -> list[Loss | None]:
    """What it costs to leave each row without any pair; None where no assignment does."""
    best = best_rank(case, objective)
    return [
        loss(best, best_rank(case, objective, lambda choice, i=i: not choice[i]))  # type: ignore[misc]
        for i in range(case.n_rows)
    ]


def margins(case: Case, objective: str, choice: Choice) -> dict[Pair, Loss | None]:
    """What doing without each pair of an optimum costs; None where every assignment has it."""
    best = best_rank(case, objective)
    return {pair: loss(best, best_rank(case, objective, lacks(*pair))) for pair in pairs_of(choice)}


def in_every_optimum(case: Case, objective: str) -> set[Pair]:
    best = [set(pairs_of(choice)) for choice in optima(case, objective)]
    return set.intersection(*best) if best else set()


def in_some_optimum(case: Case, objective: str) -> set[Pair]:
    return {pair for choice in optima(case, objective) for pair in pairs_of(choice)}


def gain_of_place(case: Case, objective: str, col: int) -> Loss | None:
    """What the best gains by one place more with a column; None if there is nothing to compare."""
    capacity = [u + (j == col) for j, u in enumerate(case.capacity)]
    return loss(best_rank(replace(case, capacity=capacity), objective), best_rank(case, objective))


def loss_of_place(case: Case, objective: str, col: int) -> Loss | None:
    """What the best loses by one place less with a column; None if then nothing is legal.

    So it is where the column has no place to lose, and where its minimum load or pins need all.
    """
    capacity = [u - (j == col) for j, u in enumerate(case.capacity)]
    return loss(best_rank(case, objective), best_rank(replace(case, capacity=capacity), objective))


def fewest_movers(case: Case, objective: str, here: Choice, condition: Condition) -> int | None:
    """How few rows can move to reach some best assignment that meets a condition."""
    best = optima(case, objective, condition)
    return min((len(moved(here, choice)) for choice in best), default=None)


def least_loss(
    case: Case, objective: str, here: Choice, condition: Condition, k: int
) -> Loss | None:
    """What meeting a condition costs when at most k rows move; None if they are too few."""

    def near(choice: Choice) -> bool:
        return condition(choice) and len(moved(here, choice)) <= k

    return loss(best_rank(case, objective), best_rank(case, objective, near))
