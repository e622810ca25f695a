"""Quotas on four groupings: ours, proved in integers, beside HiGHS and CP-SAT on the same problem.

Rows and columns fall into five groups in each of four ways. Each group of rows must have some pairs
with one group of columns, and may have few with another; most of these quotas bind. Ours is timed
from the arrays to the checked certificate. Nothing here fails for being slow.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from alliance_match.assignment import AssignmentProblem, Quota
from alliance_match.assignment.milp import best_choice_with_side
from alliance_match.assignment.objective import weigh
from alliance_match.assignment.side_rows import side_of
from alliance_match.assignment.side_solve import solve_with_side


@dataclass(frozen=True)
class Line:
    """One run. ``bound`` is what the engine says, except for ours, where it is proved."""

    problem: str
    engine: str
    seconds: float
    value: int | None
    bound: int | None
    note: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--cols", type=int, default=80)
    parser.add_argument("--options", type=int, help="so many columns for each row; all if left out")
    parser.add_argument("--seeds", type=int, default=3, help="how many problems")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds for CP-SAT")
    parser.add_argument("--json", type=Path, help="also write the lines to this file")
    asked = parser.parse_args()
    lines = []
    for seed in range(asked.seeds):
        size = f"{asked.rows} x {asked.cols}" + (f" x {asked.options}" if asked.options else "")
        name, problem = f"{size}, seed {seed}", quotas(asked, seed)
        for run in (ours, highs, lambda p, n: cp_sat(p, n, asked.limit)):
            lines.append(run(problem, name))
            print(told(lines[-1]), flush=True)
    if asked.json:
        asked.json.write_text(json.dumps([asdict(line) for line in lines], indent=1))


def quotas(asked: argparse.Namespace, seed: int) -> AssignmentProblem:
    """Draw a problem: scores from 0 to 1000, capacity 3, quotas of both kinds."""
    rng = np.random.default_rng(seed)
    scores, groups = rng.integers(0, 1001, (asked.rows, asked.cols)), []
    eligible = np.ones(scores.shape, dtype=np.bool_)
    if asked.options:
        order = rng.random(scores.shape).argsort(axis=1)
        eligible = order < asked.options
    for k in range(4):
        of_row, of_col = rng.integers(0, 5, asked.rows), rng.integers(0, 5, asked.cols)
        for r in range(5):
            for c in range(5):
                rows, cols = np.flatnonzero(of_row == r), np.flatnonzero(of_col == c)
                label = f"grouping {k}, {r} with {c}"
                if r == c:
                    groups.append(Quota(rows, cols, at_least=asked.rows * 13 // 250, label=label))
                elif (r + c) % 3 == 0:
                    groups.append(Quota(rows, cols, at_most=asked.rows * 7 // 250, label=label))
    return AssignmentProblem.from_dense(scores, eligible=eligible, capacity=3, groups=groups)


def ours(problem: AssignmentProblem, name: str) -> Line:
    """Solve, break ties, prove and check."""
    found, seconds = timed(lambda: solve_with_side(problem, "total"))
    proof = found.certificate
    _, check = timed(lambda: proof.check(problem, found))
    binding = sum(m != 0 for m in proof.proof.nodes[0].multipliers)
    size = len(json.dumps(proof.to_dict())) / 1000
    note = (
        f"{found.status}; {binding} of {len(problem.side)} limits bind; proof of "
        f"{len(proof.proof.nodes)} nodes, {size:.0f} kB, checked in {check:.3f} s"
    )
    return Line(name, "alliance-match", seconds, found.value, found.bound, note)


def highs(problem: AssignmentProblem, name: str) -> Line:
    """Hand the whole problem to HiGHS, through MathOpt."""
    options = weigh(problem, "total")
    side = side_of(problem, options)
    chosen, seconds = timed(lambda: best_choice_with_side(options, side))
    value = options.worth(chosen)
    return Line(name, "HiGHS alone", seconds, value, value, "floating point, no certificate")


def cp_sat(problem: AssignmentProblem, name: str, limit: float) -> Line:
    """Give CP-SAT the same problem."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    x = [model.new_bool_var("") for _ in range(problem.row.size)]
    of_row: list[list[int]] = [[] for _ in range(problem.n_rows)]
    of_col: list[list[int]] = [[] for _ in range(problem.n_cols)]
    for e, (i, j) in enumerate(zip(problem.row.tolist(), problem.col.tolist(), strict=True)):
        of_row[i].append(e)
        of_col[j].append(e)
    for pairs in of_row:
        model.add_at_most_one(x[e] for e in pairs)
    for j, pairs in enumerate(of_col):
        model.add(sum(x[e] for e in pairs) <= int(problem.capacity[j]))
    for one in problem.side:
        place = np.searchsorted(problem.pair_code, one.code(problem.n_cols)).tolist()
        model.add(sum(c * x[e] for c, e in zip(one.coef.tolist(), place, strict=True)) <= one.bound)
    model.maximize(sum(s * v for s, v in zip(problem.score.tolist(), x, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limit
    status, seconds = timed(lambda: solver.solve(model))
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Line(
        name,
        "CP-SAT",
        seconds,
        int(solver.objective_value) if found else None,
        int(solver.best_objective_bound),
        f"{solver.status_name(status)}, all cores, limit {limit:.0f} s",
    )


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    return work(), time.perf_counter() - started


def told(line: Line) -> str:
    return (
        f"{line.problem:22} {line.engine:15} {line.seconds:7.2f} s   value {line.value}   "
        f"bound {line.bound}   {line.note}"
    )


if __name__ == "__main__":
    main()
