"""Finding a proof by branching: linear programs give the dual values, integers check each."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.options import Options
from alliance_match.assignment.proof_tree import Branch, Node, Part
from alliance_match.assignment.side_model import FloatArray, Relaxed, loosened, model_of
from alliance_match.assignment.side_rows import Limit, all_kept

if TYPE_CHECKING:
    from alliance_match.assignment.milp import LinearProgram

__all__ = ["Bounded", "Sought", "find_tree", "root_bound"]

SMALL_SCALES = np.arange(1, 241)
"""Denominators that are tried first: most dual values are ratios of small integers."""

FINE_SCALES = (2**16, 2**26, 2**36)
"""Denominators for dual values that are none."""

WHOLE = 1e-6
"""How far from an integer a floating-point number may be that stands for one."""


@dataclass(frozen=True, eq=False)
class Bounded:
    """A part with a bound.

    Attributes
    ----------
    node : Node
        The dual values and the bound, without a branch.
    loss : ndarray of int64, shape (k,)
        By how much the choice of each open pair misses the bound at least.
    values : ndarray of float, shape (k,)
        How far the linear relaxation chooses each open pair.
    """

    node: Node
    loss: IntArray
    values: FloatArray


@dataclass(frozen=True, eq=False)
class Sought:
    """What the search for a tree came to.

    Attributes
    ----------
    nodes : tuple of Node or None
        The tree.
    better : ndarray of int64, shape (k, 2), or None
        An assignment that is worth more, checked in integers.
    """

    nodes: tuple[Node, ...] | None = None
    better: IntArray | None = None


def root_bound(part: Part, time_limit: float | None = None) -> Bounded | None:
    """Bound a part by its linear relaxation.

    Parameters
    ----------
    part : Part
        All assignments, or some.
    time_limit : float, optional
        In seconds.

    Returns
    -------
    Bounded or None
        None if the relaxation has no solution, or none in time.
    """
    clock = _Clock(time_limit)
    return next(_bounds(part, _Relaxations(part, clock), weighed=True), None)


def find_tree(
    root: Part,
    value: int | None,
    *,
    time_limit: float | None = None,
    node_limit: int | None = None,
) -> Sought:
    """Look for the tree of a :class:`~alliance_match.assignment.bound_proof.BoundProof`.

    Parameters
    ----------
    root : Part
        All assignments.
    value : int or None
        None of them is to be worth more than this; None if there is to be none.
    time_limit : float, optional
        In seconds.
    node_limit : int, optional
        How many nodes the tree may have.

    Returns
    -------
    Sought
        The tree, or an assignment that is worth more; neither if the limits were reached.

    Notes
    -----
    Depth first. Each part is bounded by the dual values of its linear relaxation, rounded to
    rationals, and halved at the pair that the relaxation is least decided about; the number of
    pairs comes first if it is no integer.
    """
    search = _Search(value, node_limit, _Clock(time_limit))
    return search.run(root)


class _Clock:
    """How much time is left."""

    def __init__(self, time_limit: float | None) -> None:
        self._end = None if time_limit is None else time.monotonic() + time_limit

    @property
    def left(self) -> float | None:
        """Seconds, not below 0; None where there is no limit."""
        return None if self._end is None else max(0.0, self._end - time.monotonic())


@dataclass
class _Search:
    """A depth-first search for the tree."""

    value: int | None
    node_limit: int | None
    clock: _Clock
    nodes: list[Node] = field(default_factory=list)

    def run(self, root: Part) -> Sought:
        """Bound the open parts one by one, and halve those that their bounds leave open."""
        relaxations, waiting = _Relaxations(root, self.clock), [root]
        while waiting:
            if self.clock.left == 0 or len(self.nodes) == self.node_limit:
                return Sought()
            part = waiting.pop()
            bounded = self._bound(part, relaxations)
            if bounded is None:
                return Sought()
            slack = self._slack(bounded.node)
            if slack < 0:
                self.nodes.append(bounded.node)
                continue
            spare = slack + bounded.node.scale
            left = part.without_losses(bounded.loss, spare)
            branch = _branch(left, bounded.values[bounded.loss <= spare])
            halves = None if branch is None else left.halves(branch)
            if halves is None:
                return Sought(better=self._better(part, bounded.values > 0.5))
            if not self.nodes:
                relaxations = _Relaxations(left, self.clock)
            self.nodes.append(replace(bounded.node, branch=branch))
            waiting += reversed(halves)
        return Sought(tuple(self.nodes))

    def _better(self, part: Part, chosen: BoolArray) -> IntArray | None:
        """List the pairs of a choice if it refutes what is to be proved."""
        refutes = self.value is None or part.options.worth(chosen) > self.value
        kept = refutes and all_kept(part.options, part.limits, chosen)
        return part.options.pairs(chosen) if kept else None

    def _bound(self, part: Part, relaxations: _Relaxations) -> Bounded | None:
        """Bound a part as well as it takes to close it, or else as well as we can."""
        best = None
        for weighed in (True, False) if self.value is not None else (False,):
            for bounded in _bounds(part, relaxations, weighed):
                if best is None or not weighed or self._slack(bounded.node) < 0:
                    best = bounded
                if self._slack(bounded.node) < 0:
                    return bounded
            if best:
                break
        return best

    def _slack(self, node: Node) -> int:
        """By how much too many the node allows; negative if it closes its part."""
        return node.bound - (0 if self.value is None else node.scale * (self.value + 1))


def _bounds(part: Part, relaxations: _Relaxations, weighed: bool) -> Iterator[Bounded]:
    """Round the dual values of a part's relaxation, coarsely first."""
    solved = relaxations.solve(part, elastic=not weighed)
    if solved is None:
        return
    for scale in _scales(np.concatenate((solved.prices, solved.multipliers))):
        node_prices = tuple(np.rint(solved.prices * scale).astype(np.int64).tolist())
        factors = np.rint(solved.multipliers * scale).astype(np.int64).tolist()
        factors = _supported(factors, part.limits)
        bounded = part.bounded(scale * weighed, factors, node_prices)
        if bounded is not None:
            bound, loss = bounded
            yield Bounded(Node(scale * weighed, factors, node_prices, bound), loss, solved.values)


def _scales(duals: FloatArray) -> list[int]:
    """Denominators: the smallest that all dual values share, and fine ones."""
    multiples = SMALL_SCALES[:, None] * duals
    off = np.abs(multiples - np.rint(multiples)).max(axis=1, initial=0.0)
    shared = SMALL_SCALES[off < WHOLE * SMALL_SCALES]
    return [*shared[:1].tolist(), *FINE_SCALES]


def _supported(factors: list[int], limits: Sequence[Limit]) -> tuple[int, ...]:
    """Set multipliers to 0 that lean on an end which the limit does not have."""
    ends = [
        one.most if factor > 0 else one.least for factor, one in zip(factors, limits, strict=True)
    ]
    return tuple(0 if end is None else factor for factor, end in zip(factors, ends, strict=True))


def _branch(part: Part, values: FloatArray) -> Branch | None:
    """Halve at what the relaxation leaves undecided; None if it decides everything."""
    used = float(values.sum())
    if abs(used - round(used)) > 10 * WHOLE * (1 + values.size):
        return Branch("sum", len(part.limits) - 1, int(np.floor(used)))
    undecided = np.abs(values - np.rint(values))
    if undecided.max(initial=0.0) < 10 * WHOLE:
        return None
    place = int(np.argmax(undecided))
    return Branch("pair", int(part.options.row[place]), int(part.options.col[place]))


class _Relaxations:
    """The linear programs of one part, which also solve those of all parts of it."""

    def __init__(self, whole: Part, clock: _Clock) -> None:
        self._whole, self._clock = whole, clock
        self._code = _code(whole.options)
        self._programs: dict[bool, LinearProgram] = {}

    def solve(self, part: Part, elastic: bool) -> Relaxed | None:
        """Solve the relaxation of a part."""
        from alliance_match.assignment.milp import LinearProgram

        if elastic not in self._programs:
            options = self._whole.options
            model = model_of(options, self._whole.limits)
            self._programs[elastic] = LinearProgram(
                loosened(model) if elastic else model,
                options.row.size,
                options.n_rows,
                options.n_cols,
            )
        program = self._programs[elastic]
        place = np.searchsorted(self._code, _code(part.options))
        inside = self._settled(part)
        outside = ~inside
        outside[place] = False
        program.fix(inside, outside)
        for number, (before, limit) in enumerate(zip(self._whole.limits, part.limits, strict=True)):
            gone = before.used(inside)
            least = None if limit.least is None else limit.least + gone
            most = None if limit.most is None else limit.most + gone
            program.limit(number, least, most)
        solved = program.solve(self._clock.left)
        return None if solved is None else replace(solved, values=solved.values[place])

    def _settled(self, part: Part) -> BoolArray:
        """Which pairs are settled in a part that are open in the whole."""
        options = part.options
        more = options.settled[len(self._whole.options.settled) :]
        return np.isin(self._code, more @ (options.n_cols, 1))


def _code(options: Options) -> IntArray:
    """One number for each open pair, ascending."""
    return options.row.astype(np.int64) * options.n_cols + options.col
