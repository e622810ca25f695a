"""The cheapest way out of a conflict: which constraints to change, and by how little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from alliance_match.assignment.by_labels import ByLabels
from alliance_match.assignment.conflicts import Constraint, constraints
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.relaxation_model import RelaxationModel
from alliance_match.assignment.rules import broken_rules
from alliance_match.assignment.side import SideRow
from alliance_match.assignment.watch import Progress, Watch
from alliance_match.errors import AllianceMatchError

__all__ = ["Change", "changed", "cheapest_relaxation"]


@dataclass(frozen=True)
class Change:
    """A change to one constraint.

    Attributes
    ----------
    constraint : Constraint
        Which constraint.
    amount : int
        By how much a minimum load is lowered or the bound of a side row is raised; 1 for a pin,
        which is dropped.
    text : str
        The change in plain words, with the labels of the problem.
    """

    constraint: Constraint
    amount: int
    text: str


def cheapest_relaxation(
    problem: AssignmentProblem,
    *,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> tuple[Change, ...]:
    """Find the fewest constraints whose change makes a problem feasible, changed the least.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    time_limit : float, optional
        Seconds. When they are over, any of the cheapest ways is taken.
    progress : callable, optional
        Told each step in a few words.

    Returns
    -------
    tuple of Change
        In the order of :func:`~alliance_match.assignment.conflicts.constraints`; empty if the
        problem is feasible. No fewer changes do, and among as many the sum of their amounts is the
        least. Several such ways are told apart by hashes of the labels: the one is taken whose
        constraints have the greatest sum, and then whose hashes times amounts have.

    Raises
    ------
    AllianceMatchError
        If the time was over before the cheapest ways were known, or HiGHS fails.

    Notes
    -----
    HiGHS is believed that fewer or smaller changes do not do; that these do is checked by an
    assignment that keeps what is left of the rules.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem
    >>> problem = AssignmentProblem.from_dense([[5], [3]], pins=[(0, 0), (1, 0)])
    >>> [change.text for change in cheapest_relaxation(problem)]
    ["drop the pin of row '1' to column '0'"]
    """
    by_labels = ByLabels.of(problem)
    sorted_, listed = by_labels.problem, constraints(by_labels.problem)
    pairs, amounts = RelaxationModel(sorted_, listed).solve(Watch(time_limit, progress))
    found = [(one, amount) for one, amount in zip(listed, amounts, strict=True) if amount]
    if broken_rules(changed(sorted_, found), pairs):
        raise AllianceMatchError("A relaxation was named that is none; please report this.")
    amount_of = {
        (one.kind, *by_labels.index_there(one.row, one.col, one.side)): amount
        for one, amount in found
    }
    there = (
        (one, amount_of.get((one.kind, one.row, one.col, one.side))) for one in constraints(problem)
    )
    return tuple(
        Change(one, amount, _in_words(problem, one, amount)) for one, amount in there if amount
    )


def changed(
    problem: AssignmentProblem, changes: Sequence[tuple[Constraint, int]]
) -> AssignmentProblem:
    """Change constraints of a problem.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    changes : sequence of (Constraint, int)
        Constraints of that problem and the amounts of their changes.

    Returns
    -------
    AssignmentProblem
        Without the pins, and with lower minimum loads and higher bounds.
    """
    dropped = [(one.row, one.col) for one, _ in changes if one.kind == "pin"]
    gone = np.array(dropped, dtype=np.int64).reshape(-1, 2) @ (problem.n_cols, 1)
    min_load, side = problem.min_load.copy(), list(problem.side)
    for one, amount in changes:
        if one.kind == "min_load":
            min_load[one.col] -= amount
        elif one.side is not None:
            side[one.side] = replace(side[one.side], bound=side[one.side].bound + amount)
    stays = ~np.isin(problem.pins @ (problem.n_cols, 1), gone)
    return replace(problem, pins=problem.pins[stays], min_load=min_load, side=tuple(side))


def _in_words(problem: AssignmentProblem, one: Constraint, amount: int) -> str:
    """Say what is changed, from what and to what."""
    if one.kind == "pin":
        row, col = problem.row_key[one.row or 0], problem.col_key[one.col or 0]
        return f"drop the pin of row {row!r} to column {col!r}"
    if one.kind == "min_load":
        least = int(problem.min_load[one.col])
        name = f"column {problem.col_key[one.col or 0]!r}"
        return f"lower the minimum load of {name} from {least} to {least - amount}"
    return _bound_in_words(problem.side[one.side or 0], amount)


def _bound_in_words(one: SideRow, amount: int) -> str:
    """Say how a side row is loosened; one that only counts pairs is a quota."""
    if one.coef.size and (one.coef == -1).all():
        return f"ask for {-one.bound - amount} pairs instead of {-one.bound} in {one.label!r}"
    if one.coef.size and (one.coef == 1).all():
        return f"allow {one.bound + amount} pairs instead of {one.bound} in {one.label!r}"
    return f"raise the bound of {one.label!r} from {one.bound} to {one.bound + amount}"
