"""The proof that a step of fairness gets no further: a tree of duals, replayed without a solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alliance_match.assignment.fair.duals import Branch, Duals
from alliance_match.assignment.fair.step import Step
from alliance_match.errors import ProblemError

__all__ = ["BundleProof", "Node"]

MAX_NUMBER = 2**60
"""Largest magnitude of a number in a proof."""


@dataclass(frozen=True)
class Node:
    """Some of the assignments, what bounds them, and how they are halved if that is not enough.

    Attributes
    ----------
    duals : Duals
        Multipliers and prices.
    bound : int
        What they prove, times the scale.
    branch : Branch or None
        None at a leaf.
    """

    duals: Duals
    bound: int
    branch: Branch | None = None


@dataclass(frozen=True)
class BundleProof:
    r"""A tree of bounds, each of which adds up what every row gains by its best bundle.

    Say a step maximises :math:`f`, a sum over the bundles that rows get. For integers :math:`p_j`,
    multipliers :math:`\lambda_k, \mu_c \ge 0` and a scale :math:`D`, it gets, times :math:`D`, no
    further than

    .. math:: \sum_i \max_b \Bigl(D f(b) + \sum_k \lambda_k [w(b) \ge v_k] - \sum_{j \in b} p_j
              - \sum_c \mu_c a_c(b)\Bigr) + \sum_j \max_{l_j \le k \le u_j} (k p_j - D C_j(k))
              - \sum_k \lambda_k n_k + \sum_c \mu_c b_c

    over the bundles :math:`b` of each row, that is the sets of columns that fill its places, worth
    :math:`w(b)`; at least :math:`n_k` rows must be worth :math:`v_k`, and the side rows read
    :math:`a_c \le b_c` (Lagrangian relaxation [1]_). Where this is less than :math:`D (n + 1)`, no
    assignment gets further than the integer :math:`n`. If one such bound does not do, the
    assignments are halved, and each half has a bound of its own.

    Attributes
    ----------
    nodes : tuple of Node
        The tree, each part before its halves, the first half with all its parts before the second.

    References
    ----------
    .. [1] A. M. Geoffrion, "Lagrangean relaxation for integer programming", Mathematical
       Programming Study 2, 1974.
    """

    nodes: tuple[Node, ...]

    def holds(self, step: Step, most: int) -> bool:
        """Say whether this proves that no assignment gets further.

        Parameters
        ----------
        step : Step
            The step.
        most : int
            How far it is said to get at most.

        Returns
        -------
        bool
            True if and only if :meth:`failures` finds nothing.
        """
        return not self.failures(step, most)

    def failures(self, step: Step, most: int) -> tuple[str, ...]:
        """Say in words why this is no proof.

        Parameters
        ----------
        step : Step
            The step.
        most : int
            How far it is said to get at most.

        Returns
        -------
        tuple of str
            The first reason; empty if the proof holds.
        """
        open_parts = [step]
        for number, node in enumerate(self.nodes):
            if not open_parts:
                return (f"the tree is complete before its node {number}",)
            part = open_parts.pop()
            reason = _unreadable(part, node) or _misbounded(part, node, most)
            if reason:
                return (f"node {number} {reason}",)
            if node.branch is not None:
                halves = part.halves(node.branch)
                if halves is None:
                    return (f"node {number} is halved by what is not open there",)
                open_parts += reversed(halves)
        return (f"{len(open_parts)} parts of the tree have no node",) if open_parts else ()

    def to_dict(self) -> dict[str, Any]:
        """Turn into plain types for JSON.

        Returns
        -------
        dict
            Lists, strings and Python integers, which :mod:`json` writes out in full.
        """
        return {"nodes": [_node_to_list(node) for node in self.nodes]}

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> BundleProof:
        """Read what :meth:`to_dict` wrote.

        Parameters
        ----------
        saved : mapping
            The one entry.

        Returns
        -------
        BundleProof

        Raises
        ------
        ProblemError
            If something is missing, unknown or of another type; a float is never taken for an
            integer.
        """
        if (
            not isinstance(saved, Mapping)
            or set(saved) != {"nodes"}
            or type(saved["nodes"]) is not list
        ):
            raise ProblemError("A proof by bundles has one entry, 'nodes', which is a list.")
        return cls(tuple(_node_of(node, k) for k, node in enumerate(saved["nodes"])))


def _unreadable(step: Step, node: Node) -> str:
    """Reason why a node means nothing for a step."""
    duals = node.duals
    multipliers = (duals.scale, *duals.counts, *duals.side, duals.total)
    if not all(_is_number(one) for one in (*multipliers, *duals.prices)):
        return "has numbers that are no integers within 2**60"
    if min(multipliers) < 0:
        return "has a multiplier below 0"
    sizes = [len(duals.prices), len(duals.counts), len(duals.side)]
    wanted = [step.bundles.options.n_cols, len(step.kept), len(step.limits)]
    if sizes != wanted:
        return f"has {sizes} numbers for {wanted} columns, counts that are kept, and side rows"
    if node.branch is not None and not _is_branch(node.branch):
        return f"has no such branch: {node.branch}"
    return ""


def _misbounded(step: Step, node: Node, most: int) -> str:
    """Reason why a bound does not hold, or does not do."""
    bound = step.bound(node.duals)
    if bound is None:
        return "has numbers too large for 64 bits"
    if type(node.bound) is not int or node.bound != bound:
        return f"has the bound {bound}, which is given as {node.bound}"
    if node.branch is None and bound >= node.duals.scale * (most + 1):
        return f"allows {bound} / {node.duals.scale}, which is more than {most}"
    return ""


def _is_number(one: object) -> bool:
    """Say whether this is a Python integer that the check can compute with."""
    return type(one) is int and -MAX_NUMBER <= one <= MAX_NUMBER


def _is_branch(branch: object) -> bool:
    """Say whether this is a way to halve assignments."""
    return (
        type(branch) is tuple
        and len(branch) == 3
        and branch[0] in ("pair", "reach")
        and all(map(_is_number, branch[1:]))
    )


def _node_to_list(node: Node) -> list[Any]:
    """Write a node; a leaf has five entries."""
    duals, branch = node.duals, [] if node.branch is None else [list(node.branch)]
    many = [list(one) for one in (duals.prices, duals.counts, duals.side)]
    return [duals.scale, *many, node.bound, *branch]


def _node_of(saved: Any, number: int) -> Node:
    """Read a node."""
    if (
        type(saved) is not list
        or [type(part) for part in saved[:5]] != [int, list, list, list, int]
        or any(type(entry) is not int for part in saved[1:4] for entry in part)
        or [type(part) for part in saved[5:]] not in ([], [list])
        or [type(entry) for part in saved[5:] for entry in part] not in ([], [str, int, int])
    ):
        raise ProblemError(f"The proof's node {number} is damaged; save anew.")
    scale, prices, counts, side, bound = saved[:5]
    duals = Duals(scale, tuple(prices), tuple(counts), tuple(side))
    return Node(duals, bound, tuple(saved[5]) if len(saved) > 5 else None)
