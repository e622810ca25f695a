"""Assignment instances of any size, the same for the same seed: uniform, geometric and skewed.

``uniform``: scores and options drawn evenly. ``geometric``: points in the unit square, the nearer
the better, so that everybody wants the same central columns. ``skewed``: a few columns are an
option of very many rows, most of hardly any.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

TOP = 1000
MILLION = 1_000_000


@dataclass(frozen=True)
class Pairs:
    """Eligible pairs, sorted by row and column, and what each is worth."""

    row: Ints
    col: Ints
    score: Ints
    n_rows: int
    n_cols: int
    capacity: int


def sparse(
    kind: str, n_rows: int, n_cols: int, options: int, capacity: int, seed: int = 0, blocks: int = 1
) -> Pairs:
    """Give each row some options; with several blocks, a row's are all in its own block."""
    rng = np.random.default_rng(seed)
    col = _distinct(rng, kind, n_rows, n_cols // blocks, options)
    col += (np.arange(n_rows) % blocks)[:, None] * (n_cols // blocks)
    row = np.repeat(np.arange(n_rows), options)
    score = rng.integers(0, TOP + 1, row.size)
    if kind == "geometric":
        here, there = rng.random((n_rows, 2)), rng.random((n_cols, 2))
        score = _nearness(here[row] - there[col.ravel()])
    return Pairs(row, col.ravel(), score, n_rows, n_cols, capacity)


def _distinct(rng: np.random.Generator, kind: str, n_rows: int, n_cols: int, options: int) -> Ints:
    """Draw options, all different within a row, ascending."""
    weight = np.arange(1, n_cols + 1) ** (-0.8 if kind == "skewed" else 0.0)
    edges = np.cumsum(weight) / weight.sum()

    def draw(rows: int) -> Ints:
        drawn = np.searchsorted(edges, rng.random((rows, options)))
        return np.sort(np.minimum(drawn, n_cols - 1), axis=1)

    col = draw(n_rows)
    while (twice := (np.diff(col, axis=1) == 0).any(axis=1)).any():
        col[twice] = draw(int(twice.sum()))
    return col


def dense(kind: str, n_rows: int, n_cols: int, seed: int = 0) -> Ints:
    """Score all pairs."""
    return dense_rows(kind, n_rows, n_cols, 0, n_rows, seed)


def dense_rows(kind: str, n_rows: int, n_cols: int, first: int, stop: int, seed: int = 0) -> Ints:
    """Score a few rows of all pairs; the whole is the same however it is cut."""
    if kind == "uniform":
        found = [
            np.random.default_rng((seed, i)).integers(0, TOP + 1, n_cols)
            for i in range(first, stop)
        ]
        return np.array(found, dtype=np.int64).reshape(stop - first, n_cols)
    rng = np.random.default_rng(seed)
    here, there = rng.random((n_rows, 2)), rng.random((n_cols, 2))
    across = here[first:stop, 0, None] - there[:, 0], here[first:stop, 1, None] - there[:, 1]
    return (MILLION * (1.5 - np.hypot(*across))).astype(np.int64)


def _nearness(apart: NDArray[np.float64]) -> Ints:
    return (MILLION * (1.5 - np.hypot(*apart.T))).astype(np.int64)
