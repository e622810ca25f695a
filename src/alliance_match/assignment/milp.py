"""The engine for problems with side rows, and linear programs for their proofs.

No file but this one and ``flow.py`` imports OR-Tools. MathOpt hands the models over, HiGHS solves
those with integers, and GLOP the linear ones. Nothing that they say is taken for a proof: every
assignment is checked in integers, and so is every bound that is made of their dual values.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from alliance_match.assignment.arrays import BoolArray
from alliance_match.assignment.covers import coarse, cuts
from alliance_match.assignment.options import Options
from alliance_match.assignment.side import SideRow
from alliance_match.assignment.side_model import FloatArray, Model, Relaxed, model_of
from alliance_match.assignment.side_rows import Limit, all_kept, limits_of
from alliance_match.errors import AllianceMatchError

__all__ = ["Found", "LinearProgram", "best_choice_with_side", "maximise", "search"]

Status = Literal["optimal", "feasible", "infeasible", "unknown"]

Reason = mathopt.TerminationReason

_SCHEDULER: dict[str, int] = {}
"""Threads of the first call; HiGHS keeps its threads for as long as the process lives."""


def best_choice_with_side(
    options: Options,
    side: Sequence[SideRow],
    *,
    time_limit: float | None = None,
    threads: int = 1,
) -> BoolArray | None:
    """Choose pairs such that side rows are kept and the total weight is greatest.

    Parameters
    ----------
    options : Options
        The choices.
    side : sequence of SideRow
        Limits over their pairs.
    time_limit : float, optional
        In seconds; then the best that was found.
    threads : int
        How many HiGHS may use; the first call of a process decides for all.

    Returns
    -------
    ndarray of bool, shape (k,), or None
        Which pairs are chosen: checked in integers to keep every limit. HiGHS calls it optimal;
        that is no proof. None if HiGHS finds no assignment, with and without presolve; that is no
        proof either.

    Raises
    ------
    AllianceMatchError
        If the time was up before there was any assignment, or HiGHS fails.
    """
    found = search(options, limits_of(options, side), time_limit=time_limit, threads=threads)
    if found.status == "unknown":
        raise AllianceMatchError(
            "No assignment was found in time that keeps the side rows; allow more time."
        )
    return found.chosen


@dataclass(frozen=True, eq=False)
class Found:
    """What a search came to: what HiGHS says, and the best assignment, checked in integers.

    The status is ``feasible`` or ``unknown`` where the time was up.
    """

    status: Status
    chosen: BoolArray | None


def search(
    options: Options,
    limits: Sequence[Limit],
    *,
    time_limit: float | None = None,
    threads: int = 1,
) -> Found:
    """Look for the best assignment that keeps all limits, by branch and cut.

    Parameters
    ----------
    options : Options
        The choices.
    limits : sequence of Limit
        Limits over their pairs.
    time_limit : float, optional
        In seconds.
    threads : int
        How many HiGHS may use.

    Returns
    -------
    Found

    Notes
    -----
    HiGHS lets limits be missed by a millionth. Where an assignment misses one in integers, a cover
    inequality is added that cuts it off, and the search begins anew.
    """
    began, limits = time.monotonic(), list(limits)
    while True:
        left = None if time_limit is None else time_limit - (time.monotonic() - began)
        model = model_of(options, [coarse(one) for one in limits])
        status, values = maximise(model, time_limit=left, threads=threads)
        if values is None:
            return Found(status, None)
        chosen = values > 0.5
        missed = cuts(limits, chosen)
        if not missed:
            break
        limits += missed
    if not all_kept(options, limits, chosen):
        raise AllianceMatchError(
            "HiGHS returned an assignment that breaks a rule; please report this with the problem."
        )
    return Found(status, chosen)


def maximise(
    model: Model, *, time_limit: float | None = None, threads: int = 1
) -> tuple[Status, FloatArray | None]:
    """Solve a model by HiGHS; what it calls infeasible is solved once more without presolve.

    Parameters
    ----------
    model : Model
        The model.
    time_limit : float, optional
        In seconds, for each of the two.
    threads : int
        How many HiGHS may use.

    Returns
    -------
    status : {"optimal", "feasible", "infeasible", "unknown"}
        What HiGHS says.
    values : ndarray of float, shape (number of integer variables,), or None
        What it gives the variables.
    """
    if time_limit is not None and time_limit <= 0:
        return "unknown", None
    for presolve in (None, mathopt.Emphasis.OFF):
        parameters = mathopt.SolveParameters(
            time_limit=_seconds(time_limit),
            relative_gap_tolerance=0.0,
            absolute_gap_tolerance=0.0,
            random_seed=0,
            presolve=presolve,
        )
        parameters.highs.int_options["threads"] = _SCHEDULER.setdefault("threads", threads)
        read = mathopt.Model.from_model_proto(_proto(model))
        result = _solved(read, parameters)
        reason = result.termination.reason
        if reason not in (Reason.INFEASIBLE, Reason.INFEASIBLE_OR_UNBOUNDED):
            break
    else:
        return "infeasible", None
    if not result.has_primal_feasible_solution():
        return "unknown", None
    values = result.variable_values(list(read.variables())[: model.n_integers])
    status: Status = "optimal" if reason == Reason.OPTIMAL else "feasible"
    return status, np.asarray(values, dtype=np.float64)


def _seconds(number: float | None) -> datetime.timedelta | None:
    """Write a time limit as MathOpt wants it."""
    return None if number is None else datetime.timedelta(seconds=max(number, 0.0))


def _solved(model: mathopt.Model, parameters: mathopt.SolveParameters) -> mathopt.SolveResult:
    """Run HiGHS, and turn what goes wrong there into an error of our own."""
    try:
        return mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters)
    except (AttributeError, RuntimeError, ValueError) as error:  # the first is MathOpt's own slip
        reason = error.__context__ or error
        raise AllianceMatchError(f"HiGHS failed ({reason}); please report this.") from error


def _proto(model: Model) -> model_pb2.ModelProto:
    """Hand the arrays of a model over at once."""
    proto = model_pb2.ModelProto()
    ids = range(model.upper.size)
    proto.variables.ids.extend(ids)
    proto.variables.lower_bounds.extend(np.zeros(model.upper.size))
    proto.variables.upper_bounds.extend(model.upper)
    proto.variables.integers.extend((np.arange(model.upper.size) < model.n_integers).tolist())
    proto.objective.maximize = True
    proto.objective.linear_coefficients.ids.extend(ids)
    proto.objective.linear_coefficients.values.extend(model.gain)
    proto.linear_constraints.ids.extend(range(model.least.size))
    proto.linear_constraints.lower_bounds.extend(model.least)
    proto.linear_constraints.upper_bounds.extend(model.most)
    proto.linear_constraint_matrix.row_ids.extend(model.row)
    proto.linear_constraint_matrix.column_ids.extend(model.column)
    proto.linear_constraint_matrix.coefficients.extend(model.entry)
    return proto


class LinearProgram:
    """The linear relaxation, solved again and again by GLOP while pairs and limits are fixed.

    Parameters
    ----------
    model : Model
        The program; which of its variables are integers does not count.
    n_pairs, n_rows, n_cols : int
        How many of its variables are pairs, and how many of its rows belong to rows and columns.
    """

    def __init__(self, model: Model, n_pairs: int, n_rows: int, n_cols: int) -> None:
        self._n_pairs, self._n_rows, self._n_both = n_pairs, n_rows, n_rows + n_cols
        self._model = mathopt.Model.from_model_proto(_proto(replace(model, n_integers=0)))
        self._pairs = list(self._model.variables())[:n_pairs]
        self._rows = list(self._model.linear_constraints())
        self._low = np.zeros(self._n_pairs, dtype=np.bool_)
        self._high = np.ones(self._n_pairs, dtype=np.bool_)
        self._solver = mathopt.IncrementalSolver(self._model, mathopt.SolverType.GLOP)
        self._all_alike = n_pairs > 0 and bool((model.gain[:n_pairs] == model.gain[0]).all())
        self._solved_before = False
        self._wanted = mathopt.ModelSolveParameters(
            reduced_costs_filter=mathopt.VariableFilter(filtered_items=())
        )

    def fix(self, inside: BoolArray, outside: BoolArray) -> None:
        """Fix some pairs; all others are free again.

        Parameters
        ----------
        inside, outside : ndarray of bool, shape (k,)
            Which pairs must and must not be chosen.
        """
        for place in np.flatnonzero(self._low != inside).tolist():
            self._pairs[place].lower_bound = float(inside[place])
        for place in np.flatnonzero(self._high == outside).tolist():
            self._pairs[place].upper_bound = float(not outside[place])
        self._low, self._high = inside.copy(), ~outside

    def limit(self, number: int, least: int | None, most: int | None) -> None:
        """Change the range of one limit.

        Parameters
        ----------
        number : int
            Which limit.
        least, most : int or None
            Its new range.
        """
        row = self._rows[self._n_both + number]
        row.lower_bound = -np.inf if least is None else float(least)
        row.upper_bound = np.inf if most is None else float(most)

    def solve(self, time_limit: float | None = None) -> Relaxed | None:
        """Solve it as it stands.

        Parameters
        ----------
        time_limit : float, optional
            In seconds.

        Returns
        -------
        Relaxed or None
            None if there is no solution, or GLOP does not say that it is optimal.
        """
        parameters = mathopt.SolveParameters(time_limit=_seconds(time_limit))
        if self._solved_before or not self._all_alike:  # where all are, the primal is far faster
            parameters.lp_algorithm = mathopt.LPAlgorithm.DUAL_SIMPLEX
        if self._solved_before:
            parameters.presolve = mathopt.Emphasis.OFF
        self._solved_before = True
        result = self._solver.solve(params=parameters, model_params=self._wanted)
        if result.termination.reason != Reason.OPTIMAL:
            return None
        duals = np.array(result.dual_values(self._rows), dtype=np.float64)
        return Relaxed(
            result.objective_value(),
            np.array(result.variable_values(self._pairs), dtype=np.float64),
            *np.split(duals, (self._n_rows, self._n_both)),
        )
