"""Fairness between papers: the worst-off paper first, on bids that nobody here wrote.

The bids are not part of this repository; without ``--data`` (or where DIR does not hold them) this
says so and ends well. Three reviewers for each paper; the sums and the worst papers are compared
with the exact reference, the seconds with those that FairFlow of openreview-matcher took there.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict, dataclass
from fractions import Fraction
from math import lcm
from pathlib import Path

import numpy as np
from instances import dense

from alliance_match.assignment import Assignment, AssignmentProblem, frontier, solve
from alliance_match.assignment.rules import row_values

REVIEWERS_PER_PAPER = 3


@dataclass(frozen=True)
class Reference:
    """What is known of a set: load, largest sum with its worst paper, max-min with its sum."""

    capacity: int
    largest: tuple[str, str]
    fairest: tuple[str, str]
    fairflow_seconds: float | None


REFERENCES = {
    "aamas2016": Reference(12, ("949.50", "0.75"), ("949.25", "1.00"), 14.6),
    "preflib3": Reference(6, ("454.25", "0.75"), ("454.25", "0.75"), 4.0),
    "preflib1": Reference(6, ("124.25", "0.75"), ("124.25", "0.75"), None),
    "preflib2": Reference(7, ("141.50", "1.00"), ("141.50", "1.00"), None),
}


@dataclass(frozen=True)
class Line:
    """One run."""

    name: str
    objective: str
    total: str
    worst: str
    status: str
    seconds: float
    remark: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    asked = parser.parse_args()
    lines = []
    for name, reference in REFERENCES.items():
        path = asked.data / "paper-assignment" / f"{name}.in"
        if not path.exists():
            print(f"{path} is not there: give the folder of the bids with --data.")
            continue
        problem, unit = read(path, reference.capacity)
        for objective, expected in (
            ("total", reference.largest),
            ("max_min", reference.fairest),
            ("leximin", None),
        ):
            lines.append(run(name, problem, unit, objective, expected, reference))
            show(lines[-1])
    lines += list(dense_round())
    if asked.json:
        asked.json.write_text(json.dumps([asdict(line) for line in lines], indent=1), "utf-8")


def read(path: Path, capacity: int) -> tuple[AssignmentProblem, int]:
    """Read bids as real numbers and make exact integers of them; all pairs are eligible."""
    rows = [line.split() for line in path.read_text("utf-8").splitlines()[1:] if line.strip()]
    bids = [[Fraction(cell) for cell in row] for row in rows]
    unit = lcm(*{cell.denominator for row in bids for cell in row})
    scores = [[int(cell * unit) for cell in row] for row in bids]
    return AssignmentProblem.from_dense(scores, demand=REVIEWERS_PER_PAPER, capacity=capacity), unit


def run(
    name: str,
    problem: AssignmentProblem,
    unit: int,
    objective: str,
    expected: tuple[str, str] | None,
    reference: Reference,
) -> Line:
    begin = time.perf_counter()
    found = solve(problem, objective)
    seconds = time.perf_counter() - begin
    total, worst = found.value / unit, row_values(problem, found.pairs).min() / unit
    got = f"{total:.2f}", f"{worst:.2f}"
    if expected is None:
        remark = worths_in_words(problem, found, unit)
    else:
        is_expected = got[0] == expected[0] and (objective == "total" or got == expected)
        remark = "as the reference" if is_expected else f"reference {expected[0]} / {expected[1]}"
    if objective == "max_min" and reference.fairflow_seconds:
        ratio = reference.fairflow_seconds / seconds
        remark += f"; FairFlow took {reference.fairflow_seconds} s there, {ratio:.1f} times as long"
    return Line(name, objective, *got, found.status, seconds, remark)


def worths_in_words(problem: AssignmentProblem, found: Assignment, unit: int) -> str:
    """Say how many papers have how much, from the worst off up."""
    worths, papers = np.unique(row_values(problem, found.pairs), return_counts=True)
    said = zip((worths / unit).tolist(), papers.tolist(), strict=True)
    return ", ".join(f"{n} x {worth:.2f}" for worth, n in said)


def dense_round() -> list[Line]:
    """A round of 200 x 100 with one place each: leximin, max_min and the whole frontier."""
    problem = AssignmentProblem.from_dense(dense("uniform", 200, 100), capacity=2)
    lines = []
    for objective in ("total", "max_min", "leximin"):
        begin = time.perf_counter()
        found = solve(problem, objective)
        lines.append(described(problem, objective, found, time.perf_counter() - begin))
        show(lines[-1])
    begin = time.perf_counter()
    points = frontier(problem).points
    print(f"frontier: {len(points)} points in {time.perf_counter() - begin:.2f} s")
    return lines


def described(
    problem: AssignmentProblem, objective: str, found: Assignment, seconds: float
) -> Line:
    worths = np.sort(row_values(problem, found.pairs))
    head = " ".join(map(str, worths[:8].tolist()))
    return Line(
        "dense 200 x 100", objective, str(found.value), str(worths[0]), found.status, seconds,
        f"worst rows: {head}",
    )  # fmt: skip


def show(line: Line) -> None:
    print(
        f"{line.name:<16}{line.objective:<9}{line.total:>9}{line.worst:>7}  {line.status:<9}"
        f"{line.seconds:>7.2f} s  {line.remark}",
        flush=True,
    )


if __name__ == "__main__":
    main()
