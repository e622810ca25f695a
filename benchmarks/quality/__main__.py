"""Measure match quality, and write every table of ``docs/benchmarks/quality.md`` from seeds."""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing import Pool
from pathlib import Path

from alliance_match.synthetic import Knobs

from . import tables as write
from .ablation import ablate_seed
from .matchers import left_out
from .measured import Plan, Table, measure_seed
from .own_sample import compared, sample

__all__ = ["CONDITIONS", "SEEDS", "fill", "main", "run"]

#: How many rounds of each size.
SEEDS = {"small": 200, "typical": 200, "large": 200, "stress": 10}
PLANS = {
    "small": Plan("small", liars=1),
    "typical": Plan("typical", liars=1),
    "large": Plan("large", liars=1),
    "stress": Plan("stress", noise=0, liars=0),
}
#: Typical rounds that are harder in one way.
CONDITIONS = {
    "30 % fewer mentors": Knobs(scarcity=0.3),
    "twice the chance": Knobs(noise=2.0),
    "20 % of answers missing": Knobs(missing=0.2),
    "half of all understate": Knobs(understate=0.5),
}
#: How many rounds of each size policies are compared on.
ABLATED = {"typical": 200, "large": 100}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m quality", description=__doc__)
    parser.add_argument("--seeds", type=int, help="rounds of each size, for a quick look")
    parser.add_argument("--sizes", nargs="*", choices=list(SEEDS), default=list(SEEDS))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--data", type=Path, help="folder that holds mentor-match/large/*.csv")
    parser.add_argument("--page", type=Path, help="write the tables between the marks of this page")
    asked = parser.parse_args(arguments)
    for name, why in left_out().items():
        print(f"Left out: {name}, {why}.")
    begin = time.perf_counter()
    told = run(asked.sizes, asked.seeds, asked.workers, asked.data)
    for name, table in told.items():
        print(f"\n## {name}\n\n{table}")
    print(f"\n{time.perf_counter() - begin:.0f} s in all")
    if asked.page is not None:
        asked.page.write_text(fill(asked.page.read_text("utf-8"), told), "utf-8")


def run(sizes: Sequence[str], seeds: int | None, workers: int, data: Path | None) -> dict[str, str]:
    """Give every table by its mark."""
    by_size = {
        size: _over(partial(measure_seed, PLANS[size]), seeds or SEEDS[size], workers, size)
        for size in sizes
    }
    told = {"rounds": write.rounds(by_size), "differences": write.differences(by_size)}
    for size, found in by_size.items():
        told[f"results {size}"] = write.results(found)
        told[f"shape {size}"] = write.shape(found)
        if PLANS[size].liars:
            told[f"trust {size}"] = write.trust(found)
    told["not as good"] = write.not_as_good(by_size)
    told["times"] = write.times(by_size)
    if "typical" in sizes:
        told["conditions"] = write.differences(
            {
                what: _over(
                    partial(measure_seed, Plan("typical", knobs, noise=0, liars=0)),
                    seeds or SEEDS["typical"],
                    workers,
                    what,
                )
                for what, knobs in CONDITIONS.items()
            }
        )
    for size, count in ABLATED.items():
        if size in sizes:
            found = _over(partial(ablate_seed, size), seeds or count, workers, f"ablation, {size}")
            told[f"ablation {size}"] = write.ablation(found)
    own = None if data is None else sample(data)
    if own is None:
        print(f"Skipped: no mentor-match/large/mentees.csv in {data or 'any folder (--data DIR)'}.")
    else:
        told["own sample"] = write.own_sample(compared(own))
    return told


def _over(measure: Callable[[int], Table], seeds: int, workers: int, what: str) -> list[Table]:
    """Measure seeds 0, 1, 2 ..., in as many processes as wished; the order is that of the seeds."""
    begin = time.perf_counter()
    if workers > 1:
        with Pool(workers) as pool:
            found = pool.map(measure, range(seeds), chunksize=1)
    else:
        found = [measure(seed) for seed in range(seeds)]
    print(
        f"{what}: {seeds} rounds, {time.perf_counter() - begin:.0f} s", file=sys.stderr, flush=True
    )
    return found


def fill(page: str, told: dict[str, str]) -> str:
    """Replace what stands between the marks of a page; a table without marks is an error."""
    for name, table in told.items():
        marks = re.compile(rf"(<!-- table: {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
        page, count = marks.subn(lambda found, t=table: f"{found[1]}\n{t}\n\n{found[2]}", page)
        if count != 1:
            raise SystemExit(f"The page has {count} places for the table “{name}”, not one.")
    return page


if __name__ == "__main__":
    main()
