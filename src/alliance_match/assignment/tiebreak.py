"""Which of several equally good assignments is taken: a rule that no order of the input can bend.

An assignment is optimal if and only if it makes do with *tight* choices: at the proved prices each
row takes its best choices, and each column a load that earns most (complementary slackness [1]_).
Among these the rule takes the assignment whose choices have the greatest sum of hashes: the first
bits of the SHA-256 of ``[row label, column label]`` written as JSON, or of ``[row label]`` for a
place that is left empty. A lottery puts its seed, as a string, in front of the labels. There are 40
bits, or as many fewer as keep every sum an exact integer in a large problem. By the isolation
lemma [2]_ two assignments share the greatest sum with a probability of at most the number of tight
choices divided by 2 to that number of bits.

Where loads are to be even, the choices are made tight once more before that: to those with which
the fewest rows share a column.

References
----------
.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", Prentice Hall, 1993,
   theorem 9.4.
.. [2] K. Mulmuley, U. V. Vazirani and V. V. Vazirani, "Matching is as easy as matrix inversion",
   Combinatorica 7(1), 1987.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.components import longest_reach
from alliance_match.assignment.forced import without_forced
from alliance_match.assignment.loads import LoadCost
from alliance_match.assignment.magnitude import LIMIT, largest_safe_cost
from alliance_match.assignment.options import Options
from alliance_match.assignment.pricing import optimum
from alliance_match.assignment.problem import AssignmentProblem

__all__ = ["HASH_BITS", "TIE_BREAK", "label_hash", "most_even", "tie_break_options"]

TIE_BREAK = (
    "Where several assignments are equally good, the one is taken whose pairs have the greatest "
    "sum of SHA-256 hashes of their labels: the order of the input does not count, nor does "
    "anybody's judgement, and whoever repeats it with the same labels gets the same pairs."
)
"""The rule in one sentence, for people."""

HASH_BITS = 40
"""How many bits of each hash are used, where the size of the problem allows it."""


def tie_break_options(
    problem: AssignmentProblem,
    tight: Options,
    near: IntArray | None = None,
    lottery: int | None = None,
) -> Options:
    """Weigh the choices of equally good assignments by their hashes.

    Parameters
    ----------
    problem : AssignmentProblem
        Where the labels come from.
    tight : Options
        The choices of which every assignment is optimal, and of which every optimal one is made.
    near : ndarray of int64, shape (k, 2), optional
        Pairs to stay with: assignments that keep more of them come first, the hashes second. A row
        with one place that has none of them stays if it has none again.
    lottery : int, optional
        Seed; each draws another order.

    Returns
    -------
    Options
        The same choices with other weights.
    """
    bits = _bits(tight, near is not None)
    salt = () if lottery is None else (str(lottery),)
    kept = replace(
        tight,
        weight=_pair_hashes(problem, tight.row, tight.col, bits, salt),
        parked=_row_hashes(problem, tight.may_park & (tight.places > 0), bits, salt),
        cost=LoadCost(np.zeros((tight.n_cols, 0), dtype=np.int64), tight.cost.taken),
        settled_worth=0,
    )
    return kept if near is None else _prefer(problem, kept, near, bits)


def most_even(tight: Options) -> Options:
    """Keep the choices with which the fewest rows share a column, counted in pairs of rows.

    Parameters
    ----------
    tight : Options
        The choices of which every assignment is optimal, and of which every optimal one is made.

    Returns
    -------
    Options
        The choices of which the most even of these assignments are made; the same ones, should the
        engine err.
    """
    most = int((tight.upper + tight.cost.taken).max(initial=0))
    if most < 2 or not tight.row.size:
        return tight
    sharing = np.broadcast_to(np.arange(most, dtype=np.int64), (tight.n_cols, most))
    even = replace(
        tight,
        weight=np.zeros_like(tight.weight),
        parked=np.zeros_like(tight.parked),
        cost=LoadCost(sharing, tight.cost.taken),
        settled_worth=0,
    )
    chosen, prices = optimum(even)
    if prices is None or even.worth(chosen) != even.bound(prices):
        return tight
    return without_forced(even.tight(prices))


def label_hash(*labels: str, bits: int = HASH_BITS) -> int:
    """Hash a row label and a column label, or a row label alone.

    Parameters
    ----------
    *labels : str
        One or two labels, after the seed of a lottery if there is one.
    bits : int
        How many leading bits of the digest to keep.

    Returns
    -------
    int
        At least 0 and below ``2**bits``; the same on every machine and in every version of Python.
    """
    digest = hashlib.sha256(json.dumps(labels).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - bits)


def _bits(options: Options, has_near: bool) -> int:
    """How many bits leave every sum exact; preferring to stay needs room above the hashes."""
    places = int(options.places.sum())
    safe = largest_safe_cost(options.n_rows, options.n_cols, places)
    room = safe // (places + 2) if has_near else safe
    if not has_near:
        nodes = options.n_rows + options.n_cols + 3
        room = min(room, LIMIT // (nodes * (longest_reach(options) + 4)))
    return min(HASH_BITS, room.bit_length() - 1)


def _pair_hashes(
    problem: AssignmentProblem, row: IntArray, col: IntArray, bits: int, salt: tuple[str, ...]
) -> IntArray:
    """Hash each pair; a pair that is the only choice left still counts."""
    rows, cols = problem.row_key, problem.col_key
    pairs = zip(row.tolist(), col.tolist(), strict=True)
    hashes = (label_hash(*salt, rows[i], cols[j], bits=bits) for i, j in pairs)
    return np.fromiter(hashes, dtype=np.int64, count=row.size)


def _row_hashes(
    problem: AssignmentProblem, needed: BoolArray, bits: int, salt: tuple[str, ...]
) -> IntArray:
    """Hash each row that may be left unmatched; 0 stands for the others."""
    hashes = np.zeros(needed.size, dtype=np.int64)
    rows = np.flatnonzero(needed).tolist()
    hashes[rows] = [label_hash(*salt, problem.row_key[i], bits=bits) for i in rows]
    return hashes


def _prefer(problem: AssignmentProblem, options: Options, near: IntArray, bits: int) -> Options:
    """Let one more pair, or unmatched row, that stays outweigh all hashes together."""
    stay = (int(options.places.sum()) + 1) << bits
    code = options.row.astype(np.int64) * options.n_cols + options.col
    kept = np.isin(code, near @ (options.n_cols, 1))
    single = (problem.demand == 1) & ~np.isin(np.arange(options.n_rows), near[:, 0])
    return replace(
        options,
        weight=options.weight + stay * kept,
        parked=options.parked + stay * single,
    )
