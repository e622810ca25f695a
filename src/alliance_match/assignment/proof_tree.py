"""What a proof by branching is made of: a part of the problem, its dual values, and its two halves.

Nothing here knows a solver. A part is the choices that are still open there, with the limits that
hold for them; a node bounds what they can be worth, and drops those that cannot matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.magnitude import largest_safe_cost
from alliance_match.assignment.options import Options
from alliance_match.assignment.side import SideRow
from alliance_match.assignment.side_rows import Limit, limits_of, relaxed

__all__ = ["Branch", "Node", "Part"]


@dataclass(frozen=True)
class Branch:
    """How a part is halved: every assignment of it is in one half or in the other.

    Attributes
    ----------
    kind : {"pair", "sum"}
        Whether a pair is chosen, or how large a limit's sum is.
    at, by : int
        For a pair its row and column: the first half is without it, the second with it. For a sum
        the number of the limit and ``k``: in the first half it is at most ``k``, in the second at
        least ``k + 1``.
    """

    kind: Literal["pair", "sum"]
    at: int
    by: int


@dataclass(frozen=True)
class Node:
    r"""Dual values of a part of the problem, and how it is halved if they do not settle it.

    Attributes
    ----------
    scale : int
        :math:`D`, the denominator of the multipliers and prices. With 0 nothing is weighed: a
        negative bound then proves that the part is empty (Farkas).
    multipliers : tuple of int
        One for each side row, and one for the number of pairs; positive for the upper end of its
        range, negative for the lower.
    prices : tuple of int
        One for each column.
    bound : int
        :math:`D` times no assignment of the part is worth more.
    branch : Branch or None
        None at a leaf.
    """

    scale: int
    multipliers: tuple[int, ...]
    prices: tuple[int, ...]
    bound: int
    branch: Branch | None = None


@dataclass(frozen=True, eq=False)
class Part:
    """Some of the assignments of a problem.

    Attributes
    ----------
    options : Options
        What is still open there.
    limits : tuple of Limit
        What holds for the open pairs: the side rows, then the number of pairs.
    """

    options: Options
    limits: tuple[Limit, ...]

    @classmethod
    def whole(cls, options: Options, side: Sequence[SideRow]) -> Part:
        """Take all assignments.

        Parameters
        ----------
        options : Options
            The choices.
        side : sequence of SideRow
            Limits over their pairs.

        Returns
        -------
        Part
            With loads bounded by the open pairs, and without the pairs of columns that are full.
        """
        return cls(options, limits_of(options, side)).only((options.upper > 0)[options.col])

    def bounded(
        self, scale: int, multipliers: Sequence[int], prices: Sequence[int]
    ) -> tuple[int, IntArray] | None:
        """Bound what the assignments of this part are worth.

        Parameters
        ----------
        scale : int
            What the worth is multiplied by.
        multipliers, prices : sequence of int
            One for each limit and one for each column.

        Returns
        -------
        bound : int
            No assignment of this part is worth more, times the scale.
        loss : ndarray of int64, shape (k,)
            No assignment with this pair comes nearer to the bound than this.

        Notes
        -----
        None instead if the numbers are too large for 64 bits, or a multiplier leans on an end that
        a limit does not have.
        """
        options = self.options
        safe = largest_safe_cost(options.n_rows, options.n_cols, int(options.places.sum()))
        moved = relaxed(options, self.limits, scale, multipliers)
        if moved is None or any(abs(price) > safe for price in prices):
            return None
        weighed, constant = moved
        at = np.array(prices, dtype=np.int64)
        _, least = weighed.best(at)
        loss = np.maximum(least[options.row] - weighed.net(at), 0)
        return weighed.bound(at) + constant, loss

    def without_losses(self, loss: IntArray, slack: int) -> Part:
        """Drop the pairs that cost more than the bound can spare.

        Parameters
        ----------
        loss : ndarray of int64, shape (k,)
            What each pair costs at least.
        slack : int
            The most that an assignment may fall short of the bound and still matter.

        Returns
        -------
        Part
        """
        dear = loss > min(slack, 2**62)
        return self.only(~dear) if dear.any() else self

    def halves(self, branch: Branch) -> tuple[Part, Part] | None:
        """Halve this part.

        Parameters
        ----------
        branch : Branch
            How.

        Returns
        -------
        (Part, Part) or None
            None if it speaks of a pair that is not open here, or of a limit that does not exist.
        """
        if branch.kind == "pair":
            is_it = (self.options.row == branch.at) & (self.options.col == branch.by)
            return (self.only(~is_it), self._with(is_it)) if is_it.any() else None
        if not 0 <= branch.at < len(self.limits):
            return None
        return (
            self.limited(branch.at, None, branch.by),
            self.limited(branch.at, branch.by + 1, None),
        )

    def limited(self, number: int, least: int | None, most: int | None) -> Part:
        """Tighten the range of one limit.

        Parameters
        ----------
        number : int
            Which limit; the last one counts all open pairs.
        least, most : int or None
            The sum must be in this range too.

        Returns
        -------
        Part
        """
        limit = self.limits[number]
        ends = [end for end in (limit.least, least) if end is not None]
        tops = [top for top in (limit.most, most) if top is not None]
        tighter = replace(limit, least=max(ends, default=None), most=min(tops, default=None))
        limits = list(self.limits)
        limits[number] = tighter
        return replace(self, limits=tuple(limits))

    def only(self, keep: BoolArray) -> Part:
        """Drop pairs, and bound each load by the pairs that are left.

        Parameters
        ----------
        keep : ndarray of bool, shape (k,)
            Which pairs stay.

        Returns
        -------
        Part
        """
        place = np.where(keep, np.cumsum(keep) - 1, -1)
        options = self.options.only(keep)
        open_pairs = np.bincount(options.col, minlength=options.n_cols).astype(np.int64)
        lower = np.minimum(options.lower, open_pairs + 1)
        upper = np.maximum(np.minimum(options.upper, open_pairs), lower)
        return Part(
            replace(options, lower=lower, upper=upper),
            tuple(one.after(place, 0) for one in self.limits),
        )

    def _with(self, sure: BoolArray) -> Part:
        """Choose pairs for good, and drop those for which there is no room left."""
        options = self.options.settle(sure)
        room = ((options.places > 0)[self.options.row]) & ~sure
        place = np.where(room, np.cumsum(room) - 1, -1)
        limits = tuple(one.after(place, one.used(sure)) for one in self.limits)
        return Part(options, limits).only((options.upper > 0)[options.col])
