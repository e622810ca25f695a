"""What one more place with a column would bring, and what the loss of one would cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alliance_match.assignment.condensed import condense
from alliance_match.assignment.losses import Losses
from alliance_match.assignment.prices import FAR
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.result import Assignment
from alliance_match.assignment.thinning import thinned

__all__ = ["PlaceValues", "place_values"]


@dataclass(frozen=True, eq=False)
class PlaceValues:
    """What the optimum gains and loses with the places of each column.

    Attributes
    ----------
    one_more : Losses, shape (n_cols,)
        What one more place would bring: places filled and points gained.
    one_fewer : Losses, shape (n_cols,)
        What one place fewer would cost; impossible where minimum loads or pins need every place,
        and where there is none.
    """

    one_more: Losses
    one_fewer: Losses


def place_values(problem: AssignmentProblem, assignment: Assignment) -> PlaceValues:
    """Find what one more place, and one place fewer, with each column would change.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    assignment : Assignment
        A proved optimum of it, under ``total`` or ``coverage_total``.

    Returns
    -------
    PlaceValues

    Raises
    ------
    ProblemError
        As :func:`~alliance_match.assignment.regrets`.

    Notes
    -----
    One more place opens an arc from the column to the sink T, so its value is that of the cheapest
    way from T to the column; a place is lost along the cheapest way from the column to T. Two
    searches answer for all columns.

    References
    ----------
    Ahuja, Magnanti and Orlin, *Network Flows*, 1993, section 9.4 (sensitivity).

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem, solve
    >>> problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    >>> best = solve(problem, "total")
    >>> place_values(problem, best).one_more.value.tolist()
    [3, 0]
    """
    condensed = condense(problem, assignment)
    graph, _ = thinned(condensed)
    options, prices, load = condensed.options, condensed.prices, condensed.load
    reach = graph.tree(condensed.sink).distance[:-1]
    leave = graph.backwards[0].tree(condensed.sink).distance[:-1]
    full = load >= options.upper
    gain = prices - options.cost.of_row(load + 1) - np.minimum(reach, FAR)
    one_more = np.where(full & (reach < FAR), np.maximum(gain, 0), 0)
    cost = np.minimum(leave, FAR) + prices - options.cost.of_row(np.maximum(load, 1))
    needed = (options.upper <= options.lower) | (options.upper < 1)
    one_fewer = np.where(full, np.where(needed | (leave >= FAR), FAR, cost), 0)
    one_fewer = np.where(needed, FAR, one_fewer)
    return PlaceValues(Losses(one_more, condensed.unit), Losses(one_fewer, condensed.unit))
