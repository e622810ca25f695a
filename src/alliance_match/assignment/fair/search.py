"""Getting as far as possible in one step of fairness, and proving it.

Linear programs over the pairs that matter give duals; all bundles are priced at these, in integers,
and pairs that would gain are added [1]_. Where that does not settle it, the assignments are halved.

References
----------
.. [1] C. Barnhart, E. L. Johnson, G. L. Nemhauser, M. W. P. Savelsbergh and P. H. Vance,
   "Branch-and-price: column generation for solving huge integer programs", Operations Research
   46(3), 1998.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.fair.duals import Branch, Duals
from alliance_match.assignment.fair.levels import code_of
from alliance_match.assignment.fair.program import Profiles, Program, Relaxed
from alliance_match.assignment.fair.proof import BundleProof, Node
from alliance_match.assignment.fair.step import Step
from alliance_match.assignment.side_model import FloatArray
from alliance_match.assignment.watch import Watch

__all__ = ["Reached", "reach"]

SMALL_SCALES = np.arange(1, 61)
"""Scales that are tried first: most dual values are ratios of small integers."""

FINE_SCALES = (2**14, 2**24)
"""Scales for dual values that are none."""

WHOLE = 1e-6
"""How far from an integer a floating-point number may be that stands for one."""

NODES = 20_000
"""How many nodes a proof may have."""


@dataclass(frozen=True, eq=False)
class Reached:
    """How far a step got.

    Attributes
    ----------
    chosen : ndarray of bool, shape (k,)
        The best assignment found: which of the step's pairs are chosen.
    worth : int
        How far it gets.
    proof : BundleProof or None
        That no assignment gets further; where something was wanted and not reached, that none gets
        as far as that. None where it was reached, or where the time or the nodes did not do.
    """

    chosen: BoolArray
    worth: int
    proof: BundleProof | None


def reach(
    step: Step,
    chosen: BoolArray,
    pool: BoolArray,
    watch: Watch,
    wanted: int | None = None,
    most_nodes: int = NODES,
) -> Reached:
    """Get as far as possible in one step.

    Parameters
    ----------
    step : Step
        The step.
    chosen : ndarray of bool, shape (k,)
        An assignment that keeps what the step asks for.
    pool : ndarray of bool, shape (k,)
        The pairs to begin with; those that turn out to matter are added here.
    watch : Watch
        When its time is over, the search ends.
    wanted : int, optional
        The search ends as soon as this is reached, or proved to be out of reach.
    most_nodes : int
        The search ends when the proof has so many nodes.

    Returns
    -------
    Reached
    """
    pool |= chosen
    search = _Search(step, chosen, pool, watch, wanted, most_nodes)
    proof = search.run()
    return Reached(search.chosen, search.worth, proof)


@dataclass(frozen=True, eq=False)
class _View:
    """A linear relaxation of a part, over the pairs of the pool alone."""

    core: Step
    listed: Profiles
    relaxed: Relaxed
    is_empty: bool

    @classmethod
    def of(cls, core: Step) -> _View | None:
        listed = Profiles.of(core)
        if listed is None:
            return None
        relaxed, is_empty = Program(core, listed).relaxed(), False
        if relaxed is None:
            relaxed, is_empty = Program(core, listed, elastic=True).relaxed(), True
        return None if relaxed is None else cls(core, listed, relaxed, is_empty)

    def reached(self) -> Iterator[tuple[int, FloatArray]]:
        """Say how far each row is worth each threshold, the highest threshold first."""
        profile, listed, n_rows = self.relaxed.profile, self.listed, self.core.bundles.counts.size
        for number, threshold in reversed(list(enumerate(self.core.thresholds.tolist()))):
            reaching = profile * (listed.steps > number)
            reached = np.bincount(listed.row, weights=reaching, minlength=n_rows)
            yield threshold, np.asarray(reached, dtype=np.float64)

    @property
    def is_whole(self) -> bool:
        """Whether it is an assignment: pairs are chosen as a whole, thresholds reached or not."""
        parts = [self.relaxed.pair, *(part for _, part in self.reached())]
        return not self.is_empty and all(_off(part).max(initial=0) < WHOLE for part in parts)

    def branch(self) -> Branch | None:
        """Halve by the highest threshold that a row reaches in part, or else by a pair."""
        for threshold, reached in self.reached():
            if _off(reached).max(initial=0) > WHOLE:
                return "reach", int(np.argmax(_off(reached))), threshold
        options, must = self.core.bundles.options, self.core.bundles.must
        off = np.where(must, -1.0, _off(self.relaxed.pair))
        pair = int(np.argmax(off)) if off.size else -1
        if pair < 0 or off[pair] < 0:
            return None
        return "pair", int(options.row[pair]), int(options.col[pair])


def _off(values: FloatArray) -> FloatArray:
    """How far from an integer each is."""
    return np.abs(values - np.round(values))


@dataclass(eq=False)
class _Search:
    """The best assignment so far, and what is known of the pairs."""

    step: Step
    chosen: BoolArray
    pool: BoolArray
    watch: Watch
    wanted: int | None
    most_nodes: int
    nodes: list[Node] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.worth = self.step.worth(self.chosen)
        self.code = code_of(self.step.bundles.options)

    @property
    def is_done(self) -> bool:
        """Whether what was wanted is reached."""
        return self.wanted is not None and self.worth >= self.wanted

    def closes(self, node: Node) -> bool:
        """Whether a node proves that there is nothing more to find in its part."""
        most = self.worth if self.wanted is None else self.wanted - 1
        return node.bound < node.duals.scale * (most + 1)

    def run(self) -> BundleProof | None:
        """Halve until every part is settled."""
        parts = [self.step]
        while parts and not self.is_done:
            part = parts.pop()
            node = self._node(part)
            if node is None or len(self.nodes) == self.most_nodes:
                return None
            self.nodes.append(node)
            if node.branch is not None:
                parts += reversed(part.halves(node.branch) or ())
        return None if self.is_done else BundleProof(tuple(self.nodes))

    def _node(self, part: Step) -> Node | None:
        """Bound a part until that settles it, or it can only be halved."""
        is_root, view = not self.nodes, None
        simple = _bounded(part, _nothing(part)) if is_root else None
        if simple and self.closes(simple):
            return simple
        while not self.watch.is_over:
            inside = self.pool[np.searchsorted(self.code, code_of(part.bundles.options))]
            view = _View.of(part.only(inside))
            node, more = (None, None) if view is None else self._priced(part, view)
            if view is None or node is None or more is None or self.closes(node):
                return node
            if not more.size:
                return self._settled(part, view, node, is_root)
            self.pool[np.searchsorted(self.code, more)] = True
        return None

    def _settled(self, part: Step, view: _View, node: Node, is_root: bool) -> Node | None:
        """Look for better assignments, then for better bounds, then for a way to halve the part."""
        if view.is_whole:
            self._offer(view.core, view.relaxed.pair > 0.5)
        elif is_root and not view.is_empty:
            self.watch.tell(f"searching {view.core.bundles.options.row.size:,} pairs")
            found = Program(view.core, view.listed).best_choice(self.watch.left)
            self._offer(view.core, found)
        if self.is_done or self.closes(node):
            return node
        for scale in FINE_SCALES:
            duals = _rounded(view.relaxed, scale, 0 if view.is_empty else scale)
            finer = _bounded(part, duals)
            if finer and self.closes(finer):
                return finer
        branch = view.branch()
        return branch and replace(node, branch=branch)

    def _offer(self, core: Step, chosen: BoolArray | None) -> None:
        """Take an assignment if it keeps everything and gets further."""
        if chosen is None:
            return
        whole = np.zeros(self.code.size, dtype=np.bool_)
        whole[np.searchsorted(self.code, code_of(core.bundles.options)[chosen])] = True
        if self.step.keeps(whole) and self.step.worth(whole) > self.worth:
            self.chosen, self.worth = whole, self.step.worth(whole)

    def _priced(self, part: Step, view: _View) -> tuple[Node | None, IntArray]:
        """Bound a part by rounded duals, and list the pairs outside the pool that would gain.

        A bundle would gain if it is better than the best of its row in the pool.
        """
        scale = _scale(view.relaxed)
        duals = _rounded(view.relaxed, scale, 0 if view.is_empty else scale)
        constant = part.constant(duals)
        nothing = np.zeros(0, dtype=np.int64)
        if constant is None:
            return None, nothing
        code, bound, better = code_of(part.bundles.options), constant, [nothing]
        for everywhere, inside in zip(
            part.row_bests(duals), view.core.row_bests(duals), strict=True
        ):
            bound += everywhere.gain
            gaining = zip(everywhere.bundles, everywhere.gains, strict=True)
            better += [bundle for bundle, gain in gaining if gain > inside.gain]
        codes = code[np.unique(np.concatenate(better))]
        known = self.pool[np.searchsorted(self.code, codes)]
        return Node(duals, bound), codes[~known]


def _bounded(part: Step, duals: Duals) -> Node | None:
    """Bound a part, if the numbers are not too large."""
    bound = part.bound(duals)
    return None if bound is None else Node(duals, bound)


def _nothing(step: Step) -> Duals:
    """Ask no price of anybody."""
    return Duals(
        1, (0,) * step.bundles.options.n_cols, (0,) * len(step.kept), (0,) * len(step.limits)
    )


def _scale(relaxed: Relaxed) -> int:
    """Choose the smallest scale that makes integers of all dual values; a fine one if none does."""
    parts = (relaxed.prices, relaxed.counts, relaxed.side, [relaxed.total])
    scaled = np.asarray(SMALL_SCALES[:, None] * np.concatenate(parts), dtype=np.float64)
    fits = np.flatnonzero(_off(scaled).max(axis=1) < WHOLE * SMALL_SCALES)
    return int(SMALL_SCALES[fits[0]]) if fits.size else FINE_SCALES[0]


def _rounded(relaxed: Relaxed, factor: int, scale: int) -> Duals:
    """Multiply duals, and round them to integers."""

    def times(values: FloatArray) -> list[int]:
        return [int(one) for one in np.round(values * factor).tolist()]

    def positive(values: FloatArray) -> tuple[int, ...]:
        return tuple(max(0, one) for one in times(values))

    (total,) = positive(np.array([relaxed.total]))
    return Duals(
        scale,
        tuple(times(relaxed.prices)),
        positive(relaxed.counts),
        positive(relaxed.side),
        total,
    )
