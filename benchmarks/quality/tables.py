"""From measures of many seeds to the tables of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .ablation import DEFAULT
from .intervals import Interval, interval
from .matchers import BAD, MATCHERS, OPTIMUM, OURS
from .measured import ROUND, Table
from .own_sample import Line

__all__ = [
    "ablation", "differences", "not_as_good", "own_sample", "results", "rounds", "shape", "times",
    "trust",
]  # fmt: skip

#: Column of a table: measure, heading, factor, decimals.
Column = tuple[str, str, float, int]

RESULTS: tuple[Column, ...] = (
    ("coverage", "coverage, %", 100, 1),
    ("quality", "hidden quality, %", 100, 2),
    ("regret", "regret, %", 100, 2),
    ("quality_lowest", "lowest quality, %", 100, 1),
    ("quality_gini", "Gini of quality", 1, 3),
    ("quality_leximin", "leximin place", 1, 1),
    ("mean", "points", 0.1, 2),
)
SHAPE: tuple[Column, ...] = (
    ("first", "best mentor, %", 100, 1),
    ("first_three", "best three, %", 100, 1),
    ("goal_areas", "goal areas met, %", 100, 1),
    ("lowest", "lowest points", 0.1, 1),
    ("gini", "Gini of points", 1, 3),
    ("envious", "envious, %", 100, 1),
    ("blocking", "blocking pairs", 1, 2),
    ("load_imbalance", "load imbalance", 1, 3),
    ("idle", "idle mentors", 1, 2),
    ("region_gap", "region gap, points", 0.1, 1),
    ("quality_gap", "region gap, quality %", 100, 1),
)
TRUST: tuple[Column, ...] = (
    ("kept", "pairs kept, %", 100, 1),
    ("gain_time", "gain by hiding time", 0.1, 2),
    ("gainers_time", "who gain, %", 100, 1),
    ("gain_goals", "gain by hiding goals", 0.1, 2),
    ("gainers_goals", "who gain, %", 100, 1),
)
#: Measures on which a matcher can be ahead, and the sign of being ahead.
COMPARED: tuple[tuple[str, str, int], ...] = (
    ("coverage", "coverage", 1),
    ("quality", "hidden quality", 1),
    ("quality_lowest", "lowest quality", 1),
    ("quality_gini", "Gini of quality", -1),
    ("mean", "points", 1),
    ("lowest", "lowest points", 1),
    ("first", "best mentor", 1),
    ("goal_areas", "goal areas met", 1),
    ("envious", "envious", -1),
    ("blocking", "blocking pairs", -1),
    ("load_imbalance", "load imbalance", -1),
    ("kept", "pairs kept", 1),
    ("gain_time", "gain by hiding time", -1),
    ("gain_goals", "gain by hiding goals", -1),
)


def results(tables: Sequence[Table]) -> str:
    """Coverage, hidden quality and points of every matcher."""
    return _means(tables, RESULTS)


def shape(tables: Sequence[Table]) -> str:
    """How matchings look to mentees and mentors."""
    return _means(tables, SHAPE)


def trust(tables: Sequence[Table]) -> str:
    """How far pairs depend on noise in answers, and what misreporting brings."""
    return _means(tables, TRUST)


def _means(tables: Sequence[Table], columns: Sequence[Column]) -> str:
    rows = []
    for name in _names(tables):
        cells = [
            interval([t[name][key] for t in tables]).said(factor, digits)
            if key in tables[0][name]
            else ""
            for key, _, factor, digits in columns
        ]
        rows.append([name, *cells])
    return _table(["matcher", *(heading for _, heading, *_ in columns)], rows)


def _names(tables: Sequence[Table]) -> list[str]:
    return [name for name in (*MATCHERS, OPTIMUM) if name in tables[0]]


def rounds(by_size: dict[str, Sequence[Table]]) -> str:
    """What the rounds of each size are like."""
    rows = []
    for size, tables in by_size.items():
        told = {key: interval([t[ROUND][key] for t in tables]) for key in tables[0][ROUND]}
        rows.append(
            [
                size,
                str(len(tables)),
                told["places"].said(1, 2),
                told["eligible"].said(100),
                told["hopeless"].said(100),
            ]
        )
    heads = ["size", "seeds", "places a mentee", "eligible pairs, %", "mentees without any, %"]
    return _table(heads, rows)


def difference(tables: Sequence[Table], other: str, key: str) -> Interval:
    """Ours less another, round by round."""
    return interval([t[OURS][key] - t[other][key] for t in tables])


def differences(by_size: dict[str, Sequence[Table]]) -> str:
    """Ours less each other matcher: coverage and hidden quality, in percentage points."""
    rows = []
    for name in _names(next(iter(by_size.values()))):
        if name == OURS:
            continue
        cells = []
        for tables in by_size.values():
            for key in ("coverage", "quality"):
                one = difference(tables, name, key)
                cells.append(f"{one.said(100, 2)} ({one.verdict})")
        rows.append([name, *cells])
    heads = [f"{size}: {what}" for size in by_size for what in ("coverage", "quality")]
    return _table(["ours less", *heads], rows)


def not_as_good(by_size: dict[str, Sequence[Table]]) -> str:
    """List where ours is surely worse than another, measure by measure."""
    lines = []
    for size, tables in by_size.items():
        for key, what, sign in COMPARED:
            behind = [
                f"{name} ({difference(tables, name, key).said(*_scale(key))})"
                for name in _names(tables)
                if name not in (OURS, OPTIMUM)
                and key in tables[0][name]
                and difference(tables, name, key).verdict == ("-" if sign > 0 else "+")
            ]
            if behind:
                lines.append(f"- {size}, {what}: {'; '.join(behind)}")
    return "\n".join(lines) or "Nowhere."


def _scale(key: str) -> tuple[float, int]:
    return next((f, d + 1) for k, _, f, d in (*RESULTS, *SHAPE, *TRUST) if k == key)


def times(by_size: dict[str, Sequence[Table]]) -> str:
    """Milliseconds a round; these differ from run to run."""
    rows = []
    for name in _names(next(iter(by_size.values()))):
        if name not in (OPTIMUM, BAD):
            cells = [
                f"{1000 * interval([t[name]['seconds'] for t in tables]).mean:.2f}"
                for tables in by_size.values()
            ]
            rows.append([name, *cells])
    return _table(["ms a round", *by_size], rows)


def own_sample(lines: Iterable[Line]) -> str:
    """mentor-match's own sample; the seconds differ from run to run."""
    lines = list(lines)
    best = {line.places: line.seconds for line in reversed(lines) if line.how.startswith("ours")}
    return _table(
        ["places", "how", "pairs", "points", "seconds", "times ours"],
        [
            [
                str(one.places),
                one.how,
                str(one.pairs),
                f"{one.points:,}",
                f"{one.seconds:.3f}",
                f"{one.seconds / best[one.places]:.0f}",
            ]
            for one in lines
        ],
    )


def ablation(tables: Sequence[Table]) -> str:
    """Hidden quality of each policy less that of the default, in percentage points, by model."""
    models = list(tables[0][DEFAULT])
    whole = [interval([t[DEFAULT][m] for t in tables]).said(100, 1) for m in models]
    rows = [[f"{DEFAULT}: quality, %", *whole]]
    for name in tables[0]:
        if name != DEFAULT:
            cells = []
            for model in models:
                one = interval([t[name][model] - t[DEFAULT][model] for t in tables])
                cells.append(f"{one.said(100, 1)} ({one.verdict})")
            rows.append([name, *cells])
    return _table(["policy less the default", *models], rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
