"""Measure match quality, and write every table of ``docs/benchmarks/quality.md`` from seeds."""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
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
    for name, table in run(asked.sizes, asked.seeds, asked.workers, asked.data):
        print(f"\n## {name}\n\n{table}", flush=True)
        if asked.page is not None:
            asked.page.write_text(fill(asked.page.read_text("utf-8"), name, table), "utf-8")
    print(f"\n{time.perf_counter() - begin:.0f} s in all")


def run(
    sizes: Sequence[str], seeds: int | None, workers: int, data: Path | None
) -> Iterator[tuple[str, str]]:
    """Give every table with its mark, as soon as it is known."""
    by_size = dict[str, list[Table]]()
    for size in sizes:
        found = _over(partial(measure_seed, PLANS[size]), seeds or SEEDS[size], workers, size)
        by_size[size] = found
        yield f"results {size}", write.results(found)
        yield f"shape {size}", write.shape(found)
        if PLANS[size].liars:
            yield f"trust {size}", write.trust(found)
    yield "rounds", write.rounds(by_size)
    yield "differences", write.differences(by_size)
    yield "not as good", write.not_as_good(by_size)
    yield "times", write.times(by_size)
    if "typical" in sizes:
        plans = {
            what: Plan("typical", knobs, noise=0, liars=0) for what, knobs in CONDITIONS.items()
        }
        count = seeds or SEEDS["typical"]
        harder = {
            what: _over(partial(measure_seed, plan), count, workers, what)
            for what, plan in plans.items()
        }
        yield "conditions", write.differences(harder)
    for size, count in ABLATED.items():
        if size in sizes:
            ablated = _over(
                partial(ablate_seed, size), seeds or count, workers, f"ablation, {size}"
            )
            yield f"ablation {size}", write.ablation(ablated)
    own = None if data is None else sample(data)
    if own is None:
        print(f"Skipped: no mentor-match/large/mentees.csv in {data or 'any folder (--data DIR)'}.")
    else:
        yield "own sample", write.own_sample(compared(own))


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


def fill(page: str, name: str, table: str) -> str:
    """Replace what stands between the marks of a table; one without marks is an error."""
    marks = re.compile(rf"(<!-- table: {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
    page, count = marks.subn(lambda found: f"{found[1]}\n{table}\n\n{found[2]}", page)
    if count != 1:
        raise SystemExit(f"The page has {count} places for the table “{name}”, not one.")
    return page


if __name__ == "__main__":
    main()
