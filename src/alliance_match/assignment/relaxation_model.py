"""The program behind the cheapest relaxation: pairs, constraints that change, and by how much."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.conflicts import Constraint
from alliance_match.assignment.covers import cuts
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.side_model import FloatArray, Model
from alliance_match.assignment.side_rows import Limit
from alliance_match.assignment.tiebreak import label_hash
from alliance_match.assignment.watch import Watch
from alliance_match.errors import AllianceMatchError

__all__ = ["RelaxationModel"]

BITS = 16
"""How many bits of the hashes are used; few, so that their sums are exact beside the rest."""


class RelaxationModel:
    """All ways to give rows columns, and by how much each misses pins, minimum loads, side rows.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    listed : sequence of Constraint
        All its constraints.

    Notes
    -----
    A constraint is a sum over chosen pairs with a greatest value. The variables are the pairs, a
    switch for each constraint that may be kept or changed, and by how much it is missed beyond what
    cannot be helped.
    """

    def __init__(self, problem: AssignmentProblem, listed: Sequence[Constraint]) -> None:
        usable = ~problem.is_forbidden & (problem.demand > 0)[problem.row]
        self._row, self._col = problem.row[usable], problem.col[usable]
        self._code = problem.pair_code[usable]
        self._limits = [self._limit(problem, one) for one in listed]
        self._hash = np.array([_hash_of(problem, one) for one in listed], dtype=np.float64)
        self._base = [_least(one) for one in self._limits]
        self._may_stay = np.array([base == 0 for base in self._base], dtype=np.bool_)
        self._unit = np.array([_unit(one) for one in self._limits], dtype=np.float64)
        self._model = self._loose(problem)

    def solve(self, watch: Watch) -> tuple[IntArray, list[int]]:
        """Find the cheapest relaxation: the fewest changes, the least amount, the first by hashes.

        Parameters
        ----------
        watch : Watch
            When its time is over, any of the cheapest relaxations is taken.

        Returns
        -------
        pairs : ndarray of int64, shape (k, 2)
            An assignment that keeps everything else.
        amounts : list of int
            By how much each constraint is changed; 0 where it stays.

        Raises
        ------
        AllianceMatchError
            If the time was over before the cheapest were known.
        """
        one, zero = np.ones(len(self._limits)), np.zeros(len(self._limits))
        told = ("the fewest changes", "the least change", "breaking ties", "breaking ties")
        aims = ((-one, zero), (zero, -one), (self._hash, zero), (zero, self._hash))
        model, amounts = self._model, [0]
        chosen = np.zeros(self._row.size, dtype=np.bool_)
        for words, (switch, amount) in zip(told, aims, strict=True):
            watch.tell(words)
            gain = np.concatenate((np.zeros(self._row.size), switch, amount * self._unit))
            found, model = self._best(replace(model, gain=gain), watch)
            if found is None and words == "breaking ties":
                break
            if found is None:
                raise AllianceMatchError("No relaxation was found in time; allow more.")
            chosen, amounts = found, self._missed(found)
            further = [a - base for a, base in zip(amounts, self._base, strict=True)]
            switched = self._may_stay & np.array([a > 0 for a in amounts], dtype=np.bool_)
            reached = switch @ switched + amount @ np.array(further, dtype=np.float64)
            model = _with_row(model, np.arange(gain.size), gain, least=float(reached))
        pairs = np.column_stack((self._row[chosen], self._col[chosen])).astype(np.int64)
        return pairs, amounts

    def _best(self, model: Model, watch: Watch) -> tuple[BoolArray | None, Model]:
        """Ask HiGHS until nothing is missed in integers whose switch is off; None if not in time.

        The model comes back with the cuts that this took.
        """
        from alliance_match.assignment.milp import maximise

        n_pairs = self._row.size
        while True:
            status, values = maximise(model, time_limit=watch.left)
            if status == "infeasible":
                raise AllianceMatchError("HiGHS found no relaxation; please report this.")
            if values is None or status != "optimal":
                return None, model
            chosen, kept = values[:n_pairs] > 0.5, values[n_pairs:] < 0.5
            cut = [
                (number, cover)
                for number, one in enumerate(self._limits)
                if kept[number] and self._may_stay[number]
                for cover in cuts([one], chosen)
            ]
            if not cut:
                return chosen, model
            for number, cover in cut:
                model = _with_row(
                    model,
                    np.append(cover.pair, n_pairs + number),
                    np.append(cover.coef, -1).astype(np.float64),
                    most=float(cover.most or 0),
                )

    def _missed(self, chosen: BoolArray) -> list[int]:
        """By how much each constraint is missed, in integers."""
        return [max(0, one.used(chosen) - (one.most or 0)) for one in self._limits]

    def _limit(self, problem: AssignmentProblem, one: Constraint) -> Limit:
        """Write a constraint as a sum over pairs with a greatest value."""
        if one.side is not None:
            row = problem.side[one.side]
            code, coef, most = row.code(problem.n_cols), row.coef, row.bound
        elif one.kind == "pin":
            at = (one.row or 0) * problem.n_cols + (one.col or 0)
            code, coef, most = np.array([at], dtype=np.int64), np.array([-1]), -1
        else:
            code = self._code[self._col == one.col]
            coef, most = np.full(code.size, -1), -int(problem.min_load[one.col])
        known = np.isin(code, self._code)
        return Limit(np.searchsorted(self._code, code[known]), coef[known], None, most)

    def _loose(self, problem: AssignmentProblem) -> Model:
        """Write the model with every constraint loose; nothing is maximised yet."""
        n_pairs, n_limits = self._row.size, len(self._limits)
        every, number = np.arange(n_pairs), np.arange(n_limits)
        both = list(zip(self._limits, self._base, strict=True))
        room = np.array([_greatest(one) - base for one, base in both]) / self._unit
        most = np.array([(one.most or 0) + base for one, base in both]) / self._unit
        first = problem.n_rows + problem.n_cols
        tops = np.concatenate(
            (problem.demand, problem.capacity, most, np.where(self._may_stay, 0, room))
        )
        entries = [
            (self._row.astype(np.int64), every, np.ones(n_pairs)),
            (problem.n_rows + self._col.astype(np.int64), every, np.ones(n_pairs)),
            (first + number, n_pairs + n_limits + number, -np.ones(n_limits)),
            (first + n_limits + number, n_pairs + number, -room),
            (first + n_limits + number, n_pairs + n_limits + number, np.ones(n_limits)),
        ]
        for place, one in enumerate(self._limits, first):
            coef = one.coef / self._unit[place - first]
            entries.append((np.full(one.pair.size, place), one.pair, coef))
        none, nothing = np.zeros(0, dtype=np.int64), np.zeros(0)
        upper: FloatArray = np.concatenate((np.ones(n_pairs), 1.0 * self._may_stay, room))
        model = Model(
            upper,
            np.zeros(upper.size),
            n_pairs + n_limits,
            np.full(tops.size, -np.inf),
            tops.astype(np.float64),
            none,
            none,
            nothing,
        )
        row, column, entry = (np.concatenate(part) for part in zip(*entries, strict=True))
        return model.with_entries(row, column, entry)


def _least(one: Limit) -> int:
    """Compute what any choice of pairs misses a limit by, whatever the other rules."""
    return max(0, int(one.coef[one.coef < 0].sum()) - (one.most or 0))


def _greatest(one: Limit) -> int:
    """Compute the most that a choice of pairs can miss a limit by."""
    return max(0, int(one.coef[one.coef > 0].sum()) - (one.most or 0))


def _unit(one: Limit) -> int:
    """Take a unit for what is missed that leaves floating point room to tell sums apart."""
    largest = max(-int(one.coef.min(initial=0)), int(one.coef.max(initial=0)))
    return 1 << max(0, largest.bit_length() - BITS)


def _hash_of(problem: AssignmentProblem, one: Constraint) -> int:
    """Hash a constraint by the labels in it."""
    if one.side is None:
        labels = [] if one.row is None else [problem.row_key[one.row]]
        return label_hash(one.kind, *labels, problem.col_key[one.col or 0], bits=BITS)
    side = problem.side[one.side]
    counted = zip(side.row.tolist(), side.col.tolist(), side.coef.tolist(), strict=True)
    said = sorted([problem.row_key[i], problem.col_key[j], c] for i, j, c in counted)
    return label_hash("side", json.dumps([side.bound, said]), bits=BITS)


def _with_row(
    model: Model,
    column: IntArray,
    entry: FloatArray,
    least: float = -np.inf,
    most: float = np.inf,
) -> Model:
    """Add a row to a model."""
    row = np.full(column.size, model.least.size)
    more = replace(model, least=np.append(model.least, least), most=np.append(model.most, most))
    return more.with_entries(row, column, entry)
