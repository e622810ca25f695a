"""An assignment problem with limits as arrays of a mixed-integer program for any solver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.options import Options
from alliance_match.assignment.side_rows import Limit

__all__ = ["FloatArray", "Model", "Relaxed", "earned", "gain_of", "loosened", "model_of"]

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Model:
    """Variables from 0 to a bound, of which the first are integers, and ranges of linear sums.

    Attributes
    ----------
    upper, gain : ndarray of float, shape (v,)
        Bound of each variable, and its coefficient in the sum that is maximised.
    n_integers : int
        How many of the variables are integers.
    least, most : ndarray of float, shape (r,)
        The range of each row.
    row, column : ndarray of int64, shape (e,)
        Where the entries are, sorted by row, then column.
    entry : ndarray of float, shape (e,)
        The entries.
    """

    upper: FloatArray
    gain: FloatArray
    n_integers: int
    least: FloatArray
    most: FloatArray
    row: IntArray
    column: IntArray
    entry: FloatArray

    def with_entries(self, row: IntArray, column: IntArray, entry: FloatArray) -> Model:
        """Add entries.

        Parameters
        ----------
        row, column : ndarray of int64, shape (f,)
            Where they are.
        entry : ndarray of float, shape (f,)
            The entries.

        Returns
        -------
        Model
        """
        row, column = np.concatenate((self.row, row)), np.concatenate((self.column, column))
        order = np.lexsort((column, row))
        entry = np.concatenate((self.entry, entry))
        return replace(self, row=row[order], column=column[order], entry=entry[order])


@dataclass(frozen=True, eq=False)
class Relaxed:
    """A solution of a linear program.

    Attributes
    ----------
    worth : float
        What is earned beyond empty places and loads that are no more than they must be.
    values : ndarray of float, shape (k,)
        How far each pair is chosen.
    rents : ndarray of float, shape (n_rows,)
        Dual value of each row's places.
    prices : ndarray of float, shape (n_cols,)
        Dual value of each column's load.
    multipliers : ndarray of float, shape (number of limits,)
        Dual value of each limit: positive where its upper end binds, negative where its lower.
    """

    worth: float
    values: FloatArray
    rents: FloatArray
    prices: FloatArray
    multipliers: FloatArray


def model_of(options: Options, limits: Sequence[Limit], extra: FloatArray | None = None) -> Model:
    """Write an assignment problem with limits as a program.

    A variable stands for each pair, and one for each step of a column's cost. An empty place is no
    variable: a pair gains what it adds to the unmatched value. The rows are those of the problem,
    its columns and the limits, in this order.

    Parameters
    ----------
    options : Options
        The choices.
    limits : sequence of Limit
        Limits over their pairs.
    extra : ndarray of float, shape (k,), optional
        What each pair gains besides.

    Returns
    -------
    Model
    """
    step_col, step_size, step_cost = _steps(options)
    n_pairs, n_steps = options.row.size, step_col.size
    first_col, first_limit = options.n_rows, options.n_rows + options.n_cols
    every, steps = np.arange(n_pairs), n_pairs + np.arange(n_steps)
    least, most = _ranges(options, limits, bool(n_steps))
    entries = [
        (options.row.astype(np.int64), every, np.ones(n_pairs)),
        (first_col + options.col, every, np.ones(n_pairs)),
        (first_col + step_col, steps, -np.ones(n_steps)),
    ]
    for number, one in enumerate(limits, first_limit):
        entries.append((np.full(one.pair.size, number), one.pair, one.coef.astype(np.float64)))
    gain = np.concatenate((gain_of(options) + (0 if extra is None else extra), -step_cost))
    none = np.zeros(0, dtype=np.int64)
    upper = np.concatenate((np.ones(n_pairs), step_size))
    model = Model(upper, gain, n_pairs, least, most, none, none, np.zeros(0))
    row, column, entry = (np.concatenate(part) for part in zip(*entries, strict=True))
    return model.with_entries(row, column, entry)


def loosened(model: Model) -> Model:
    """Let every end of a row be missed, and minimise by how much; nothing else is earned.

    Parameters
    ----------
    model : Model
        Any model.

    Returns
    -------
    Model
        With two variables more for each row, so that its range may be changed later.
    """
    row = np.tile(np.arange(model.least.size), 2)
    sign = np.repeat((1.0, -1.0), model.least.size)
    column = model.upper.size + np.arange(row.size)
    missed = replace(
        model,
        upper=np.concatenate((model.upper, np.full(row.size, np.inf))),
        gain=np.concatenate((np.zeros(model.upper.size), -np.ones(row.size))),
    )
    return missed.with_entries(row, column, sign)


def earned(options: Options, worth: int) -> int:
    """Subtract what empty places, and loads that are no more than they must be, are worth.

    Parameters
    ----------
    options : Options
        The choices.
    worth : int
        What an assignment of them is worth.

    Returns
    -------
    int
        What a model maximises.
    """
    nothing = options.worth(np.zeros(options.row.size, dtype=np.bool_))
    return worth - nothing + options.cost.total(options.lower)


def gain_of(options: Options) -> FloatArray:
    """Say what each pair adds to leaving its place empty.

    Parameters
    ----------
    options : Options
        The choices.

    Returns
    -------
    ndarray of float, shape (k,)
    """
    return np.asarray(options.weight - options.parked[options.row], dtype=np.float64)


def _steps(options: Options) -> tuple[IntArray, FloatArray, FloatArray]:
    """List column, size and cost of each step that a load can climb above its least.

    The rows after the last listed cost are one step. There is none if loads cost nothing.
    """
    width = options.cost.marginal.shape[1]
    room = np.minimum(options.upper, _supply(options)) - options.lower
    steps: list[tuple[int, int, int]] = []
    for j in np.flatnonzero(room > 0).tolist() if width else ():
        first = int(options.cost.taken[j] + options.lower[j])
        listed = options.cost.marginal[j, first:].tolist()[: int(room[j])]
        steps += [(j, 1, cost) for cost in listed[:-1]]
        last = listed[-1] if listed else int(options.cost.marginal[j, -1])
        steps.append((j, int(room[j]) - max(len(listed) - 1, 0), last))
    col, size, cost = np.array(steps, dtype=np.int64).reshape(-1, 3).T
    return col.copy(), size.astype(np.float64), cost.astype(np.float64)


def _supply(options: Options) -> IntArray:
    """Count the open pairs of each column."""
    return np.bincount(options.col, minlength=options.n_cols).astype(np.int64)


def _ranges(
    options: Options, limits: Sequence[Limit], steps: bool
) -> tuple[FloatArray, FloatArray]:
    """List least and most of the rows, the columns and the limits."""
    upper = np.maximum(np.minimum(options.upper, _supply(options)), options.lower)
    least = np.concatenate((np.where(options.may_park, -np.inf, options.places), options.lower))
    most = np.concatenate((options.places, options.lower if steps else upper))
    ends = [
        (-np.inf if one.least is None else one.least, np.inf if one.most is None else one.most)
        for one in limits
    ]
    low, high = np.array(ends, dtype=np.float64).reshape(-1, 2).T
    return np.concatenate((least, low)), np.concatenate((most.astype(np.float64), high))
