"""Why no assignment exists: a smallest set of constraints that cannot be kept together.

Rows may stay unmatched, so only pins, minimum loads and side rows can make a problem infeasible.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from alliance_match.assignment.by_labels import ByLabels
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.shortage import short_columns
from alliance_match.assignment.side import SideRow
from alliance_match.assignment.side_conflicts import blamed, only
from alliance_match.errors import AllianceMatchError

__all__ = ["Constraint", "constraints", "find_conflict", "witness"]


@dataclass(frozen=True)
class Constraint:
    """A pin, a minimum load or a side row, by name.

    Attributes
    ----------
    kind : {"pin", "min_load", "side"}
        Which of them it is.
    row : int or None
        The pinned row; None for the others.
    col : int or None
        The column; None for a side row.
    text : str
        The constraint in plain words, with the labels of the problem and the context (capacity,
        eligibility) in which it cannot be kept.
    side : int or None
        Which side row; None for the others.
    """

    kind: Literal["pin", "min_load", "side"]
    row: int | None
    col: int | None
    text: str = field(compare=False)
    side: int | None = None


def constraints(problem: AssignmentProblem) -> tuple[Constraint, ...]:
    """List everything that could make a problem infeasible: the table of contents of a conflict.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.

    Returns
    -------
    tuple of Constraint
        Every pin by (row, column), then every minimum load above 0 by column, then every side row.
    """
    return (*_pins(problem), *_min_loads(problem), *_side_rows(problem))


def find_conflict(problem: AssignmentProblem, *, with_side: bool = True) -> tuple[Constraint, ...]:
    """Find an irreducible set of constraints that cannot be kept together.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    with_side : bool
        Whether side rows count.

    Returns
    -------
    tuple of Constraint
        In the order of :func:`constraints`; empty if the problem has a solution. Without any one
        of them the others can be kept. It does not depend on the order of rows, columns and side
        rows, only on their labels and on what they say.

    Notes
    -----
    Deletion filter [1]_ over a first set that a failed search leaves behind: each constraint in
    turn is left out for good if the others still conflict. What cannot be kept is found by
    :func:`witness`. The result is confirmed before it is returned.

    References
    ----------
    .. [1] J. W. Chinneck and E. W. Dravnieks, "Locating minimal infeasible constraint sets in
       linear programs", ORSA Journal on Computing 3(2), 1991.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem
    >>> problem = AssignmentProblem.from_dense([[5], [3]], pins=[(0, 0), (1, 0)])
    >>> [part.kind for part in find_conflict(problem)]
    ['pin', 'pin']
    """
    listed = constraints(problem) if with_side else (*_pins(problem), *_min_loads(problem))
    if not witness(problem, listed):
        return ()
    by_labels = ByLabels.of(problem)
    sorted_ = constraints(by_labels.problem)
    kept = _irreducible(
        by_labels.problem, [one for one in sorted_ if with_side or one.kind != "side"]
    )
    found = {(one.kind, *by_labels.index_there(one.row, one.col, one.side)) for one in kept}
    return tuple(one for one in listed if (one.kind, one.row, one.col, one.side) in found)


def witness(problem: AssignmentProblem, wanted: Sequence[Constraint]) -> tuple[Constraint, ...]:
    """Find some of the wanted constraints that cannot be kept together, few but not the fewest.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem; its pins, minimum loads and side rows count only if they are wanted.
    wanted : sequence of Constraint
        Some of :func:`constraints`.

    Returns
    -------
    tuple of Constraint
        In the order in which they were wanted; empty if all can be kept.
    """
    pins, loads, side = (
        [one for one in wanted if one.kind == kind] for kind in ("pin", "min_load", "side")
    )
    found = (
        _clashing_pins(problem, pins)
        or _hall_violation(problem, pins, loads)
        or (_side_violation(problem, pins, loads, side) if side else [])
    )
    return tuple(one for one in wanted if one in found)


def _irreducible(
    problem: AssignmentProblem, listed: Sequence[Constraint]
) -> tuple[Constraint, ...]:
    """Leave constraints out as long as the others conflict."""
    kept = witness(problem, listed)
    for constraint in kept:
        others = tuple(other for other in kept if other is not constraint)
        if constraint in kept and (fewer := witness(problem, others)):
            kept = fewer
    _confirm(problem, kept)
    return kept


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
        if problem.demand[row] != 1:
            context += f", and the row has {problem.demand[row]} places"
    return Constraint("pin", row, col, f"{names}, {context}")


def _min_loads(problem: AssignmentProblem) -> list[Constraint]:
    """Name the minimum loads above 0, each with how many rows could count towards it."""
    return [
        Constraint(
            "min_load",
            None,
            col,
            f"column {problem.col_key[col]!r} must have at least {problem.min_load[col]} rows, "
            f"of {np.count_nonzero(problem.demand[problem.legal_rows[col]])} that it may have",
        )
        for col in np.flatnonzero(problem.min_load).tolist()
    ]


def _side_rows(problem: AssignmentProblem) -> list[Constraint]:
    """Name the side rows."""
    return [
        Constraint("side", None, None, _in_words(one), number)
        for number, one in enumerate(problem.side)
    ]


def _in_words(one: SideRow) -> str:
    """Say what a side row asks for; one that only counts pairs is a quota."""
    rows, cols = np.unique(one.row).size, np.unique(one.col).size
    where = f"pairs of {rows} rows and {cols} columns"
    if one.coef.size and (one.coef == 1).all():
        limit = f"at most {one.bound} {where}"
    elif one.coef.size and (one.coef == -1).all():
        limit = f"at least {-one.bound} {where}"
    else:
        limit = f"the coefficients of {where} must add up to at most {one.bound}"
    return f"side row {one.label!r}: {limit}"


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
    """Find a pin on an illegal pair, or more on a row or a column than it has places."""
    code = np.array([(pin.row, pin.col) for pin in pins], dtype=np.int64).reshape(-1, 2)
    legal = np.isin(code @ (problem.n_cols, 1), problem.pair_code[~problem.is_forbidden])
    if not legal.all():
        return [pins[int(np.argmin(legal))]]
    of_row: dict[int | None, list[Constraint]] = defaultdict(list)
    of_col: dict[int | None, list[Constraint]] = defaultdict(list)
    for pin in pins:
        of_row[pin.row].append(pin)
        of_col[pin.col].append(pin)
        if len(of_row[pin.row]) > problem.demand[pin.row]:
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
    min_load = {load.col: int(problem.min_load[load.col]) for load in loads if load.col is not None}
    short = short_columns(problem, _pairs(pins), min_load)
    rows = {row for col in short for row in problem.legal_rows[col].tolist()}
    return [load for load in loads if load.col in short] + [
        pin for pin in pins if pin.row in rows and pin.col not in short
    ]


def _side_violation(
    problem: AssignmentProblem,
    pins: list[Constraint],
    loads: list[Constraint],
    side: list[Constraint],
) -> list[Constraint]:
    """Find side rows that cannot be kept together with pins and minimum loads."""
    numbers = sorted(one.side for one in side if one.side is not None)
    cols = [load.col for load in loads if load.col is not None]
    found = blamed(only(problem, _pairs(pins), cols, numbers))
    if found is None:
        return []
    short, broken = found[0], {numbers[k] for k in found[1]}
    return (
        pins
        + [load for load in loads if load.col in short]
        + [one for one in side if one.side in broken]
    )


def _pairs(pins: list[Constraint]) -> set[tuple[int, int]]:
    """List the pairs that are pinned."""
    return {(pin.row, pin.col) for pin in pins if pin.row is not None and pin.col is not None}
