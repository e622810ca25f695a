"""How fast the assignment engine is: ratios against its peers within one run, a table and a plot.

Every measurement is a process of its own, so that nothing is warm and the memory counted is its
own; contenders take turns, and the median of the rounds counts. A ratio above 1 says how many
times faster ours is. Writes ``engine.md`` and ``engine.svg`` into docs/benchmarks.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

OUT = Path(__file__).parents[1] / "docs" / "benchmarks"

Spec = tuple[str | int, ...]


@dataclass(frozen=True)
class Row:
    """One line of the table: an instance, who solves it, and what we aim at."""

    name: str
    spec: Spec
    contenders: tuple[str, ...]
    aim: str
    large: bool = False


PROOF = ("ours", "ours, no proof", "bare flow")
ROWS = (
    Row("10,000 x 5,000 x 50 uniform", ("sparse", "uniform", 10_000, 5_000, 50, 2), PROOF,
        "bare flow > 0.5; no proof against bare flow > 0.77"),
    *(
        Row(f"{n:,} x {n // 2:,} x 20 {kind}", ("sparse", kind, n, n // 2, 20, 2),
            ("ours", "bare flow", "SciPy sparse"), "SciPy > 1", large=False)
        for n in (1_000, 10_000) for kind in ("uniform", "geometric", "skewed")
    ),
    Row("1,000 x 500 x 20 uniform, lapx", ("sparse", "uniform", 1_000, 500, 20, 2),
        ("ours", "lapx lapmod"), "-"),
    Row("100,000 x 50,000 x 20 uniform", ("sparse", "uniform", 100_000, 50_000, 20, 2),
        ("ours", "bare flow", "SciPy sparse"), "SciPy > 10", large=True),
    Row("dense 5,000 x 5,000 uniform", ("dense", "uniform", 5_000), ("ours", "SciPy", "lapx lapjv"),
        "SciPy > 0.67"),
    Row("dense 5,000 x 5,000 geometric", ("dense", "geometric", 5_000),
        ("ours", "SciPy", "lapx lapjv"), "SciPy > 1"),
    Row("dense 100 x 100 uniform", ("dense", "uniform", 100),
        ("ours", "SciPy", "lapx lapjv", "munkres", "networkx"), "-"),
    Row("dense 40 x 40 uniform", ("dense", "uniform", 40), ("ours", "matching (stable)"), "-"),
)  # fmt: skip
SINGLES: dict[str, tuple[str, bool]] = {
    "small": ("a round of 15 x 12, ms, < 5", False),
    "regions": ("16 regions: in one go / split, 2.8 elsewhere", False),
    "ties": ("tie-break / the rest of the solve at 100,000, < 0.10", False),
    "regrets_dense_500": ("all regrets of dense 500 x 250 / its solve, < 5", False),
    "regrets_sparse_5000": ("all regrets of 5,000 x 2,500 x 20 / its solve, < 1.2", False),
    "regrets_dense_5000": ("all regrets of dense 5,000 x 2,500 / its solve, < 0.33", False),
    "million": ("1,000,000 x 500,000 x 20: seconds (and GB), GB < 3", True),
    "blocks_uniform": ("20,000 x 20,000 in blocks, uniform: seconds, GB < 2", True),
    "blocks_geometric": ("20,000 x 20,000 in blocks, geometric: seconds, GB < 2", True),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="how often each is measured")
    parser.add_argument("--large", action="store_true", help="also what takes many minutes")
    parser.add_argument("--only", default="", help="rows whose name holds this")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the table and the plot")
    parser.add_argument("--cell", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.cell:
        print(json.dumps(measure(*json.loads(asked.cell))))
        return
    lines, shown = [], []
    for row in ROWS:
        if asked.only in row.name and (asked.large or not row.large):
            times, ratios = compare(row, 1 if row.large else asked.runs)
            shown.append((row.name, ratios))
            lines.append(table_line(row, times, ratios))
            print(lines[-1], flush=True)
    single_lines = []
    for name, (words, large) in SINGLES.items():
        if asked.only in name and (asked.large or not large):
            cells = [cell("single", name) for _ in range(1 if large else asked.runs)]
            value, memory = median(c["value"] for c in cells), max(c["gb"] for c in cells)
            single_lines.append(f"| {words} | {value:.3g} | {memory:.2f} |")
            print(single_lines[-1], flush=True)
    if not asked.only:
        asked.out.mkdir(parents=True, exist_ok=True)
        (asked.out / "engine.md").write_text(report(lines, single_lines), "utf-8")
        plot(shown, asked.out / "engine.svg")


def compare(row: Row, runs: int) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """Let the contenders take turns; give medians, and how many times faster ours is than each."""
    turns = [{name: cell(name, *row.spec) for name in row.contenders} for _ in range(runs)]
    totals = {name: turns[0][name]["value"] for name in row.contenders if "stable" not in name}
    if len(set(totals.values())) > 1:
        raise SystemExit(f"{row.name}: the totals differ: {totals}")
    times = {
        name: {
            "seconds": median(turn[name]["seconds"] for turn in turns),
            "gb": max(turn[name]["gb"] for turn in turns),
        }
        for name in row.contenders
    }
    others = {name: t["seconds"] / times["ours"]["seconds"] for name, t in times.items()}
    return times, {name: ratio for name, ratio in others.items() if name != "ours"}


def table_line(row: Row, times: dict[str, dict[str, float]], ratios: dict[str, float]) -> str:
    mine = times["ours"]
    against = ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items())
    return f"| {row.name} | {mine['seconds']:.3f} | {mine['gb']:.2f} | {against} | {row.aim} |"


def cell(*what: str | int) -> dict[str, float]:
    """Measure in a process of its own."""
    command = [sys.executable, __file__, "--cell", json.dumps(what)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(who: str, kind: str, *spec: str | int) -> dict[str, float]:
    import contenders
    import instances

    if who == "single":
        import engine_singles

        value = getattr(engine_singles, kind)()
        return {"value": value, "seconds": 0.0, "gb": memory()}
    table: dict[str, Callable[..., int]] = getattr(contenders, kind.upper())
    made = instances.sparse(*spec) if kind == "sparse" else instances.dense(*spec, spec[-1])  # type: ignore[arg-type]
    warm = (
        instances.sparse("uniform", 8, 4, 2, 2)
        if kind == "sparse"
        else instances.dense("uniform", 8, 8)
    )
    import scipy.sparse.csgraph  # noqa: F401  (imports are not counted)

    table[who](warm)
    begin = time.perf_counter()
    value = table[who](made)
    return {"value": value, "seconds": time.perf_counter() - begin, "gb": memory()}


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def report(lines: list[str], singles: list[str]) -> str:
    return "\n".join(
        [
            "# The assignment engine against its peers",
            "",
            "Measured with `python benchmarks/engine.py` (`--large` for the largest) on "
            f"{os.cpu_count()} cores, "
            f"{platform.system()} {platform.machine()}, Python {platform.python_version()}. Each "
            "measurement is a process of its own, from arrays in memory to a total; ours includes "
            "building the problem, the solve, the tie-break, the certificate and its check. "
            "The ratios say how many times longer the others take; every total is the same.",
            "",
            "![Ratios](engine.svg)",
            "",
            "| instance | ours, s | GB | how many times longer the others take | aim |",
            "|---|---|---|---|---|",
            *lines,
            "",
            "| ours alone | value | GB |",
            "|---|---|---|",
            *singles,
            "",
        ]
    )


def plot(shown: list[tuple[str, dict[str, float]]], path: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "alliance-match"
    from matplotlib import pyplot

    bars = [(f"{name}: {who}", ratio) for name, ratios in shown for who, ratio in ratios.items()]
    figure, axes = pyplot.subplots(figsize=(9, 0.32 * len(bars) + 1.2))
    axes.barh([name for name, _ in bars], [ratio for _, ratio in bars], color="#1d5473")
    axes.axvline(1, color="#b03a2e", linewidth=1)
    axes.set_xscale("log")
    axes.invert_yaxis()
    axes.set_xlabel("times as long as ours, certificate included (log scale; 1 is as fast)")
    axes.tick_params(labelsize=8)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
