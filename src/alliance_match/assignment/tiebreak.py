"""Which of several equally good assignments is taken: a rule that no order of the input can bend.

An assignment is optimal if and only if it makes do with *tight* choices: at the proved prices each
row takes one of its best choices, a column with a price above 0 is full, and one with a price below
0 is at its minimum load (complementary slackness [1]_). Among these the rule takes the assignment
whose choices have the greatest sum of hashes: the first bits of the SHA-256 of ``[row label,
column label]`` written as JSON, or of ``[row label]`` for a row that is left unmatched. There are
40 bits, or as many fewer as keep every sum an exact integer in a large problem. By the isolation
lemma [2]_ two assignments share the greatest sum with a probability of at most the number of tight
choices divided by 2 to that number of bits.

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

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.magnitude import largest_safe_cost
from alliance_match.assignment.objective import Options
from alliance_match.assignment.problem import AssignmentProblem

__all__ = ["HASH_BITS", "TIE_BREAK", "label_hash", "tie_break_options"]

TIE_BREAK = (
    "Where several assignments are equally good, the one is taken whose pairs have the greatest "
    "sum of SHA-256 hashes of their labels: the order of the input does not count, nor does "
    "anybody's judgement, and whoever repeats it with the same labels gets the same pairs."
)
"""The rule in one sentence, for people."""

HASH_BITS = 40
"""How many bits of each hash are used, where the size of the problem allows it."""


def tie_break_options(
    problem: AssignmentProblem, options: Options, prices: IntArray, near: IntArray | None = None
) -> Options:
    """Keep the tight choices alone, and weigh them by their hashes.

    Parameters
    ----------
    problem : AssignmentProblem
        Where the labels come from.
    options : Options
        All the choices, with the weights that were maximised.
    prices : ndarray of int64, shape (n_cols,)
        Prices that prove an assignment optimal.
    near : ndarray of int64, shape (n_rows,), optional
        A choice for each row (-1 for none) to stay with: rows that keep it come first, the hashes
        second.

    Returns
    -------
    Options
        Every assignment of these choices is optimal, and every optimal assignment is one of them.
    """
    best, net = options.best(prices), options.net(prices)
    tight = net == best[options.row]
    bits = _bits(options, near is not None)
    kept = replace(
        options,
        row=options.row[tight],
        col=options.col[tight],
        weight=_pair_hashes(problem, options.row[tight], options.col[tight], bits),
        parked=_row_hashes(problem, bits),
        may_park=options.may_park & (options.parked == best),
        lower=np.where(prices > 0, options.upper, options.lower),
        upper=np.where(prices < 0, options.lower, options.upper),
    )
    return kept if near is None else _prefer(kept, near, bits)


def label_hash(*labels: str, bits: int = HASH_BITS) -> int:
    """Hash a row label and a column label, or a row label alone.

    Parameters
    ----------
    *labels : str
        One or two labels.
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
    safe = largest_safe_cost(options.n_rows, options.n_cols)
    room = safe // (options.n_rows + 2) if has_near else safe
    return min(HASH_BITS, room.bit_length() - 1)


def _pair_hashes(problem: AssignmentProblem, row: IntArray, col: IntArray, bits: int) -> IntArray:
    """Hash each pair."""
    rows, cols = problem.row_key, problem.col_key
    pairs = zip(row.tolist(), col.tolist(), strict=True)
    return np.array([label_hash(rows[i], cols[j], bits=bits) for i, j in pairs], dtype=np.int64)


def _row_hashes(problem: AssignmentProblem, bits: int) -> IntArray:
    """Hash each row as one that is left unmatched."""
    return np.array([label_hash(label, bits=bits) for label in problem.row_key], dtype=np.int64)


def _prefer(options: Options, near: IntArray, bits: int) -> Options:
    """Let one more row that stays outweigh all hashes together."""
    stay = (options.n_rows + 1) << bits
    return replace(
        options,
        weight=options.weight + stay * (near[options.row] == options.col),
        parked=options.parked + stay * (near == -1),
    )
