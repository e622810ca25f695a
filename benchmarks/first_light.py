"""How long people wait, as ratios: each figure against something that must be waited for anyway.

A ratio within one run says more than seconds, which depend on the machine. Both sides of a ratio
take turns, and the median of each counts. Nothing here fails for being slow.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alliance_match.scoring.score import ScoredPairs

COMMAND = [sys.executable, "-m", "alliance_match"]
LIGHT_IMPORTS = [sys.executable, "-c", "import typer, rich"]
HEAVY_IMPORTS = [
    sys.executable,
    "-c",
    "import ortools.graph.python.min_cost_flow, pandas, pydantic",
]


@dataclass(frozen=True)
class Figure:
    """One line of the table; ``ratio`` is of the two times, the way round that ``aim`` says."""

    what: str
    seconds: float
    against: str
    against_seconds: float
    ratio: float
    aim: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7, help="how often each side runs")
    parser.add_argument("--people", type=int, default=1000, help="mentors, and mentees, to score")
    parser.add_argument("--sample", type=int, default=20_000, help="pairs for the plain loop")
    parser.add_argument("--full", action="store_true", help="all pairs, without a sample")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    asked = parser.parse_args()
    figures = []
    for figure in (
        lambda: help_against_imports(asked.runs),
        lambda: demo_against_imports(asked.runs),
        lambda: score_against_loop(asked.people, None if asked.full else asked.sample, asked.runs),
    ):
        figures.append(figure())
        print_row(figures[-1])
    if asked.json:
        found = {"machine": machine(), "figures": [asdict(figure) for figure in figures]}
        asked.json.write_text(json.dumps(found, indent=2) + "\n", "utf-8")


def help_against_imports(runs: int) -> Figure:
    ours, theirs = take_turns([run([*COMMAND, "--help"]), run(LIGHT_IMPORTS)], runs)
    return Figure(
        "alliance-match --help", ours, "import typer, rich", theirs, ours / theirs, "< 1.5"
    )


def demo_against_imports(runs: int) -> Figure:
    """From CSV to dossier, as a person would start it."""
    with tempfile.TemporaryDirectory() as folder:
        demo = run([*COMMAND, "demo", "--out", str(Path(folder) / "demo")])
        ours, theirs = take_turns([demo, run(HEAVY_IMPORTS)], runs)
    against = "import ortools, pandas, pydantic"
    return Figure("alliance-match demo", ours, against, theirs, ours / theirs, "< 2.5")


def score_against_loop(people: int, sample: int | None, runs: int) -> Figure:
    """The same pairs, all at once and one by one; what both say is compared on the way."""
    from random_rounds import random_round

    from alliance_match.model.policy import Policy
    from alliance_match.scoring.score import score

    match_round, policy = random_round(1, people, people), Policy()
    (ours,) = take_turns([lambda: score(match_round, policy)], runs)
    cells = [(i, j) for i in range(people) for j in range(people)]
    how, parts = "all pairs", in_parts(cells, people)
    if sample is not None and sample < len(cells):
        how = f"scaled up from {sample:,} pairs"
        parts = in_parts(random.Random(1).sample(cells, sample), runs)
    theirs = plain_seconds(score(match_round, policy), parts, len(cells))
    what, against = f"score() of {people:,} x {people:,}", f"plain loop, {how}"
    return Figure(what, ours, against, theirs, theirs / ours, "> 100")


def plain_seconds(scored: ScoredPairs, parts: list[list[tuple[int, int]]], cells: int) -> float:
    """Time the plain loop over some pairs, for as many as ``cells``; each person comes once."""
    from plain_scoring import PlainScorer

    facts = scored.facts
    mentees, mentors, scorer = facts.mentees, facts.mentors, PlainScorer(facts.round, facts.policy)
    alone = timed(lambda: [scorer.card(person) for person in (*mentees, *mentors)])
    spent = []
    for part in parts:
        begin = time.perf_counter()
        plain = [scorer.pair(mentees[i], mentors[j]) for i, j in part]
        spent.append(time.perf_counter() - begin)
        for (i, j), one in zip(part, plain, strict=True):
            if (one.points, one.eligible) != (scored.points[i, j], scored.eligible[i, j]):
                raise SystemExit(f"{mentees[i].id} with {mentors[j].id} is judged differently")
    if sum(map(len, parts)) == cells:
        return alone + sum(spent)
    return alone + cells * median(s / len(part) for s, part in zip(spent, parts, strict=True))


def run(command: Sequence[str]) -> Callable[[], object]:
    return lambda: subprocess.run(command, check=True, capture_output=True)


def timed(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def take_turns(calls: Sequence[Callable[[], object]], runs: int) -> list[float]:
    """Time some calls in turn, after one round to warm up; give the median of each."""
    for call in calls:
        call()
    turns = [[timed(call) for call in calls] for _ in range(runs)]
    return [median(times) for times in zip(*turns, strict=True)]


def in_parts(cells: list[tuple[int, int]], parts: int) -> list[list[tuple[int, int]]]:
    return [part for k in range(parts) if (part := cells[k::parts])]


def print_row(figure: Figure) -> None:
    print(
        f"{figure.what:<24}{figure.seconds:>9.3f} s   {figure.against:<42}"
        f"{figure.against_seconds:>9.3f} s   ratio {figure.ratio:>6.1f}   aim {figure.aim}",
        flush=True,
    )


def machine() -> dict[str, object]:
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
    }


if __name__ == "__main__":
    main()
