"""Side rows over the choices that are still open: indices, bounds, and what multipliers do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray, are_among
from alliance_match.assignment.loads import LoadCost
from alliance_match.assignment.magnitude import largest_safe_cost
from alliance_match.assignment.options import Options
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.side import SideRow

__all__ = ["Limit", "all_kept", "at_least_filled", "counted", "limits_of", "relaxed", "side_of"]


def side_of(problem: AssignmentProblem, options: Options) -> tuple[SideRow, ...]:
    """Write a problem's side rows over the pairs of its options.

    Parameters
    ----------
    problem : AssignmentProblem
        Where the side rows come from.
    options : Options
        Choices of that problem; whatever is settled there counts towards the bounds.

    Returns
    -------
    tuple of SideRow
        In the problem's order, with the same labels. Pairs that are neither open nor settled are
        left out; a row may be empty, and its bound below zero.
    """
    n_cols = problem.n_cols
    open_code = options.row.astype(np.int64) * n_cols + options.col
    written = []
    for one in problem.side:
        still_open = are_among(one.code(n_cols), open_code)
        written.append(
            SideRow(
                one.row[still_open],
                one.col[still_open],
                one.coef[still_open],
                one.bound - one.used(options.settled, n_cols),
                one.label,
            )
        )
    return tuple(written)


def counted(options: Options) -> Options:
    """Weigh every pair the same, and nothing else: what is best then fills the most places.

    Parameters
    ----------
    options : Options
        The choices.

    Returns
    -------
    Options
    """
    return replace(
        options,
        weight=np.ones_like(options.weight),
        parked=np.zeros_like(options.parked),
        cost=replace(options.cost, marginal=options.cost.marginal[:, :0]),
        settled_worth=len(options.settled),
    )


def at_least_filled(options: Options, places: int) -> SideRow:
    """Ask for a number of places to be filled.

    Parameters
    ----------
    options : Options
        The choices.
    places : int
        How many, with those of settled pairs.

    Returns
    -------
    SideRow
    """
    row, col = options.row.astype(np.int64), options.col.astype(np.int64)
    least = places - len(options.settled)
    return SideRow(row, col, np.full(row.size, -1, dtype=np.int64), -least, f"{places} places")


@dataclass(frozen=True, eq=False)
class Limit:
    """A sum over open pairs, and the range in which it must stay.

    Attributes
    ----------
    pair : ndarray of int64, shape (s,)
        Which of the open pairs count.
    coef : ndarray of int64, shape (s,)
        How much each counts.
    least, most : int or None
        The range; None is no limit.
    """

    pair: IntArray
    coef: IntArray
    least: int | None
    most: int | None

    def after(self, keep: IntArray, gone: int) -> Limit:
        """Write the limit over the pairs that are left.

        Parameters
        ----------
        keep : ndarray of int64, shape (k,)
            The new place of each open pair; -1 where it is open no more.
        gone : int
            What pairs that were settled add to the sum.

        Returns
        -------
        Limit
        """
        place = keep[self.pair]
        left = place >= 0
        return Limit(
            place[left],
            self.coef[left],
            None if self.least is None else self.least - gone,
            None if self.most is None else self.most - gone,
        )

    def used(self, chosen: BoolArray) -> int:
        """Add up what the chosen pairs count.

        Parameters
        ----------
        chosen : ndarray of bool, shape (k,)
            Which of the open pairs are chosen.

        Returns
        -------
        int
        """
        return int(sum(self.coef[chosen[self.pair]].tolist()))

    def kept(self, chosen: BoolArray) -> bool:
        """Say whether the chosen pairs stay within the range.

        Parameters
        ----------
        chosen : ndarray of bool, shape (k,)
            Which of the open pairs are chosen.

        Returns
        -------
        bool
        """
        used = self.used(chosen)
        return (self.least is None or self.least <= used) and (
            self.most is None or used <= self.most
        )


def limits_of(options: Options, side: Sequence[SideRow]) -> tuple[Limit, ...]:
    """Find the pairs of side rows among the open ones.

    Parameters
    ----------
    options : Options
        The choices.
    side : sequence of SideRow
        Limits over its pairs; what they count besides open pairs is left out.

    Returns
    -------
    tuple of Limit
        One for each side row, and a last one without bounds that counts all pairs.
    """
    code = options.row.astype(np.int64) * options.n_cols + options.col
    every = np.arange(code.size, dtype=np.int64)
    limits = []
    for one in side:
        wanted = one.code(options.n_cols)
        place = np.searchsorted(code, wanted)
        found = are_among(wanted, code)
        limits.append(Limit(place[found], one.coef[found], None, one.bound))
    return (*limits, Limit(every, np.ones_like(every), None, None))


def all_kept(options: Options, limits: Sequence[Limit], chosen: BoolArray) -> bool:
    """Say whether chosen pairs keep the places, the bounds of the columns, and every limit.

    Parameters
    ----------
    options : Options
        The choices.
    limits : sequence of Limit
        Limits over its pairs.
    chosen : ndarray of bool, shape (k,)
        Which of the open pairs are chosen.

    Returns
    -------
    bool
    """
    empty, load = options.empty(chosen), options.load(chosen)
    return bool(
        (empty >= 0).all()
        and (options.may_park | (empty == 0)).all()
        and (load >= options.lower).all()
        and (load <= options.upper).all()
        and all(one.kept(chosen) for one in limits)
    )


def relaxed(
    options: Options, limits: Sequence[Limit], scale: int, multipliers: Sequence[int]
) -> tuple[Options, int] | None:
    r"""Move limits into the weights, each at the price of its multiplier.

    .. math:: D w_e - \sum_c \lambda_c a_{ce}, \qquad \sum_c \lambda_c b_c

    Here :math:`b_c` is the upper end of a limit's range where its multiplier is positive, and the
    lower end where it is negative. Whatever the multipliers, an assignment that keeps the limits is
    worth, times :math:`D`, no more than it is worth with these weights plus the constant
    (Lagrangian relaxation [1]_).

    Parameters
    ----------
    options : Options
        The choices.
    limits : sequence of Limit
        Limits over its pairs.
    scale : int
        :math:`D`, at least 0. With 0 the weights vanish: what remains negative proves that no
        assignment keeps the limits.
    multipliers : sequence of int
        One for each limit.

    Returns
    -------
    (Options, int) or None
        The choices with the new weights, and the constant. None if a multiplier leans on an end
        that the range does not have, or if the numbers are too large for 64 bits.

    References
    ----------
    .. [1] M. L. Fisher, "The Lagrangian relaxation method for solving integer programming
       problems", Management Science 27(1), 1981.
    """
    constant, largest = 0, scale * max(1, _largest(options))
    for limit, factor in zip(limits, multipliers, strict=True):
        end = limit.most if factor > 0 else limit.least
        if factor and end is None:
            return None
        constant += factor * (end or 0)
        largest += abs(factor) * max(1, _most(limit.coef))
    if largest > largest_safe_cost(options.n_rows, options.n_cols, int(options.places.sum())):
        return None
    weight = options.weight * scale
    for limit, factor in zip(limits, multipliers, strict=True):
        if factor:
            weight[limit.pair] -= factor * limit.coef
    moved = replace(
        options,
        weight=weight,
        parked=options.parked * scale,
        cost=LoadCost(options.cost.marginal * scale, options.cost.taken),
        settled_worth=options.settled_worth * scale,
    )
    return moved, constant


def _largest(options: Options) -> int:
    """Largest magnitude of all that a choice can be worth or cost."""
    return max(_most(part) for part in (options.weight, options.parked, options.cost.marginal))


def _most(values: IntArray) -> int:
    """Largest magnitude, as a Python integer."""
    return max(-int(values.min()), int(values.max())) if values.size else 0
