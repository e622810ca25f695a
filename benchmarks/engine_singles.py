"""What is measured of the engine alone, for benchmarks/engine.py: one number each."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from contenders import problem
from instances import Pairs, dense, dense_rows, sparse

from alliance_match.assignment import AssignmentProblem, regrets, solve
from alliance_match.assignment.blocks import solve_blocks
from alliance_match.assignment.components import best_choice_by_component
from alliance_match.assignment.flow import best_choice
from alliance_match.assignment.objective import weigh
from alliance_match.assignment.pricing import optimum
from alliance_match.assignment.tiebreak import tie_break_options


def seconds(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def small() -> float:
    """Milliseconds for a round of 15 x 12, proof included."""
    built = AssignmentProblem.from_dense(dense("uniform", 15, 12), capacity=2)
    solve(built)
    return 1000 * median(seconds(lambda: solve(built)) for _ in range(50))


def regions() -> float:
    pairs = sparse("uniform", 100_000, 50_000, 20, 2, blocks=16)
    options = weigh(problem(pairs), "total")
    best_choice_by_component(weigh(problem(sparse("uniform", 4_000, 2_000, 20, 2)), "total"))
    whole = seconds(lambda: best_choice(options))
    return whole / seconds(lambda: best_choice_by_component(options))


def ties() -> float:
    built = problem(sparse("uniform", 100_000, 50_000, 20, 2))
    options, found = weigh(built, "total"), []
    first = seconds(lambda: found.append(optimum(options)))
    _, prices = found[0]

    def break_ties() -> None:
        tight = options.tight(prices).without_forced()
        best_choice_by_component(tie_break_options(built, tight))

    return seconds(break_ties) / first


def regrets_dense_500() -> float:
    return _regrets(AssignmentProblem.from_dense(dense("uniform", 500, 250), capacity=2))


def regrets_sparse_5000() -> float:
    return _regrets(problem(sparse("uniform", 5_000, 2_500, 20, 2)))


def regrets_dense_5000() -> float:
    return _regrets(AssignmentProblem.from_dense(dense("uniform", 5_000, 2_500), capacity=2))


def _regrets(built: AssignmentProblem) -> float:
    warm = AssignmentProblem.from_dense(dense("uniform", 300, 200), capacity=2)
    regrets(warm, solve(warm, "total"))
    found = []
    solving = seconds(lambda: found.append(solve(built, "total")))
    return seconds(lambda: regrets(built, found[0])) / solving


def million() -> float:
    pairs: Pairs = sparse("uniform", 1_000_000, 500_000, 20, 2)
    built, found = problem(pairs), []
    del pairs
    spent = seconds(lambda: found.append(solve(built, "total")))
    if not found[0].certificate.check(built, found[0]):
        raise SystemExit("not proved")
    return spent


def blocks_uniform() -> float:
    return _blocks("uniform")


def blocks_geometric() -> float:
    return _blocks("geometric")


def _blocks(kind: str, n: int = 20_000) -> float:
    def source(first: int, stop: int):  # type: ignore[no-untyped-def]
        return dense_rows(kind, n, n, first, stop)

    begin = time.perf_counter()
    found = solve_blocks(source, n, n)
    if not found.check(source):
        raise SystemExit("not proved")
    return time.perf_counter() - begin
