"""Why no assignment exists: a smallest set of pins and minimum loads that cannot be kept together.

Rows may stay unmatched, so nothing else can make a problem infeasible. The search is an augmenting
path method of its own: OR-Tools is not asked, and its word that a problem is infeasible is not
relied on.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.errors import AllianceMatchError

__all__ = ["Constraint", "constraints", "find_conflict", "witness"]


@dataclass(frozen=True)
class Constraint:
    """A pin or a minimum load, by name.

    Attributes
    ----------
    kind : {"pin", "min_load"}
        Which of the two it is.
    row : int or None
        The pinned row; None for a minimum load.
    col : int
        The column.
    text : str
        The constraint in plain words, with the labels of the problem and the context (capacity,
        eligibility) in which it cannot be kept.
    """

    kind: Literal["pin", "min_load"]
    row: int | None
    col: int
    text: str = field(compare=False)


def constraints(problem: AssignmentProblem) -> tuple[Constraint, ...]:
    """List everything that could make a problem infeasible: the table of contents of a conflict.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.

    Returns
    -------
    tuple of Constraint
        Every pin by (row, column), then every minimum load above 0 by column.
    """
    return (*_pins(problem), *_min_loads(problem))


def find_conflict(problem: AssignmentProblem) -> tuple[Constraint, ...]:
    """Find an irreducible set of constraints that cannot be kept together.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.

    Returns
    -------
    tuple of Constraint
        In the order of :func:`constraints`; empty if the problem has a solution. Without any one
        of them the others can be kept.

    Notes
    -----
    Deletion filter [1]_ over a first set that a failed search leaves behind: each constraint in
    turn is left out for good if the others still conflict. What cannot be kept is found by
    :func:`witness`. The result is confirmed before it is returned.

    References
    ----------
    .. [1] J. W. Chinneck and E. W. Dravnieks, "Locating minimal infeasible constraint sets in
       linear programs", ORSA Journal on Computing 3(2), 1991.
    """
    kept = witness(problem, constraints(problem))
    for constraint in kept:
        others = tuple(other for other in kept if other is not constraint)
        if witness(problem, others):
            kept = others
    _confirm(problem, kept)
    return kept


def witness(problem: AssignmentProblem, wanted: Sequence[Constraint]) -> tuple[Constraint, ...]:
    """Find some of the wanted constraints that cannot be kept together, few but not the fewest.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem; its pins and minimum loads count only if they are wanted.
    wanted : sequence of Constraint
        Some of :func:`constraints`.

    Returns
    -------
    tuple of Constraint
        In the order in which they were wanted; empty if all can be kept.
    """
    pins = [one for one in wanted if one.kind == "pin"]
    loads = [one for one in wanted if one.kind == "min_load"]
    found = _clashing_pins(problem, pins) or _hall_violation(problem, pins, loads)
    return tuple(one for one in wanted if one in found)


def _pins(problem: AssignmentProblem) -> list[Constraint]:
    """Name the pins, each with what might stand in its way."""
    code = problem.pins @ (problem.n_cols, 1)
    eligible = np.isin(code, problem.pair_code)
    forbidden = np.isin(code, problem.forbidden @ (problem.n_cols, 1))
    return [
        _pin(problem, row, col, is_eligible, is_forbidden)
        for (row, col), is_eligible, is_forbidden in zip(
            problem.pins.tolist(), eligible.tolist(), forbidden.tolist(), strict=True
        )
    ]


def _pin(
    problem: AssignmentProblem, row: int, col: int, is_eligible: bool, is_forbidden: bool
) -> Constraint:
    """Name one pin."""
    names = f"row {problem.row_key[row]!r} is pinned to column {problem.col_key[col]!r}"
    if not is_eligible:
        context = "which is not an eligible pair"
    elif is_forbidden:
        context = "which is a forbidden pair"
    else:
        context = f"whose capacity is {problem.capacity[col]}"
    return Constraint("pin", row, col, f"{names}, {context}")


def _min_loads(problem: AssignmentProblem) -> list[Constraint]:
    """Name the minimum loads above 0, each with how many rows could count towards it."""
    return [
        Constraint(
            "min_load",
            None,
            col,
            f"column {problem.col_key[col]!r} must have at least {problem.min_load[col]} rows, "
            f"of {problem.legal_rows[col].size} that it may have",
        )
        for col in np.flatnonzero(problem.min_load).tolist()
    ]


def _confirm(problem: AssignmentProblem, kept: tuple[Constraint, ...]) -> None:
    """Make sure that the set conflicts and that nothing in it is idle."""
    idle = [
        one for one in kept if witness(problem, tuple(other for other in kept if other is not one))
    ]
    if idle or (kept and not witness(problem, kept)):
        raise AllianceMatchError(
            "A conflict was named that is none, or not the smallest; please report this."
        )


def _clashing_pins(problem: AssignmentProblem, pins: list[Constraint]) -> list[Constraint]:
    """Find a pin on an illegal pair, two on one row, or more on a column than it has places."""
    code = np.array([(pin.row, pin.col) for pin in pins], dtype=np.int64).reshape(-1, 2)
    legal = np.isin(code @ (problem.n_cols, 1), problem.pair_code[~problem.is_forbidden])
    if not legal.all():
        return [pins[int(np.argmin(legal))]]
    of_row: dict[int | None, list[Constraint]] = defaultdict(list)
    of_col: dict[int, list[Constraint]] = defaultdict(list)
    for pin in pins:
        of_row[pin.row].append(pin)
        of_col[pin.col].append(pin)
        if len(of_row[pin.row]) > 1:
            return of_row[pin.row]
        if len(of_col[pin.col]) > problem.capacity[pin.col]:
            return of_col[pin.col]
    return []


def _hall_violation(
    problem: AssignmentProblem, pins: list[Constraint], loads: list[Constraint]
) -> list[Constraint]:
    """Find columns whose minimum loads need more rows than are left for them.

    The conflict is the minimum loads of these columns and the pins that take away rows of theirs.
    """
    short = _short_columns(problem, pins, loads)
    rows = {row for col in short for row in problem.legal_rows[col].tolist()}
    return [load for load in loads if load.col in short] + [
        pin for pin in pins if pin.row in rows and pin.col not in short
    ]


def _short_columns(
    problem: AssignmentProblem, pins: list[Constraint], loads: list[Constraint]
) -> set[int]:
    """Give each minimum load its rows, one by one, until no augmenting path leads to a free row."""
    need = {load.col: int(problem.min_load[load.col]) for load in loads}
    for pin in pins:
        need[pin.col] = need.get(pin.col, 0) - 1
    need = {col: number for col, number in need.items() if number > 0}
    rows_of = {col: problem.legal_rows[col].tolist() for col in need}
    pinned = {pin.row for pin in pins if pin.row is not None}
    holder: dict[int, int] = {}
    for col, number in need.items():
        for _ in range(number):
            short = _augment(col, rows_of, pinned, holder)
            if short:
                return short
    return set()


def _augment(
    start: int, rows_of: dict[int, list[int]], pinned: set[int], holder: dict[int, int]
) -> set[int]:
    """Give the start one row more, moving rows between columns; or return all that was reached."""
    came_from = dict.fromkeys(pinned, start)
    gives: dict[int, int | None] = {start: None}
    queue = deque([start])
    while queue:
        col = queue.popleft()
        for row in rows_of[col]:
            if row in came_from:
                continue
            came_from[row] = col
            if row not in holder:
                _shift(row, came_from, gives, holder)
                return set()
            if holder[row] not in gives:
                gives[holder[row]] = row
                queue.append(holder[row])
    return set(gives)


def _shift(
    row: int | None,
    came_from: dict[int, int],
    gives: dict[int, int | None],
    holder: dict[int, int],
) -> None:
    """Hand each row on the path to the column that reached it, back to the start."""
    while row is not None:
        holder[row] = came_from[row]
        row = gives[came_from[row]]
