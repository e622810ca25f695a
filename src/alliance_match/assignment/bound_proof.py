"""The proof that no assignment which keeps side rows is worth more than a value, or that none is.

:meth:`BoundProof.failures` knows no solver: it replays the proof in integers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alliance_match.assignment.options import Options
from alliance_match.assignment.proof_tree import Branch, Node, Part
from alliance_match.assignment.side import SideRow
from alliance_match.errors import ProblemError

__all__ = ["BoundProof", "prove_bound"]


@dataclass(frozen=True)
class BoundProof:
    r"""A binary tree of parts of a problem, each with dual values that bound what it is worth.

    For multipliers :math:`\lambda` of the side rows :math:`a_c x \le b_c`, none of them negative,
    integers :math:`p` and a denominator :math:`D`, every assignment :math:`x` that keeps the side
    rows satisfies

    .. math:: D\, w(x) \le B_{D w - \lambda a}(p) + \sum_c \lambda_c b_c

    where :math:`B` is the bound of :class:`~alliance_match.assignment.Certificate` with the weights
    :math:`D w_e - \sum_c \lambda_c a_{ce}`, and everything else times :math:`D` as well. Where the
    right side is less than :math:`D (V + 1)`, no assignment is worth more than the integer
    :math:`V`; and where it is negative although :math:`D = 0`, there is no assignment at all. If
    one such bound does not do, the assignments are halved, by a pair that is in or out, or by the
    sum of a limit that is at most or more than some number, and each half has a bound of its own.
    A pair whose choice would keep an assignment below :math:`V` is left out there.

    Attributes
    ----------
    nodes : tuple of Node
        The tree, each part before its halves, the first half with all its parts before the second.
    """

    nodes: tuple[Node, ...]

    def holds(self, options: Options, side: Sequence[SideRow], value: int | None) -> bool:
        """Say whether this proves that no assignment is worth more.

        Parameters
        ----------
        options : Options
            The choices.
        side : sequence of SideRow
            Limits over their pairs.
        value : int or None
            The most that an assignment is said to be worth; None if there is said to be none.

        Returns
        -------
        bool
            True if and only if :meth:`failures` finds nothing.
        """
        return not self.failures(options, side, value)

    def failures(
        self, options: Options, side: Sequence[SideRow], value: int | None
    ) -> tuple[str, ...]:
        """Say in words why this is no proof.

        Parameters
        ----------
        options : Options
            The choices.
        side : sequence of SideRow
            Limits over their pairs.
        value : int or None
            The most that an assignment is said to be worth; None if there is said to be none.

        Returns
        -------
        tuple of str
            The first reason; empty if the proof holds.
        """
        open_parts = [Part.whole(options, side)]
        for number, node in enumerate(self.nodes):
            if not open_parts:
                return (f"the tree is complete before its node {number}",)
            halves, reason = _replay(open_parts.pop(), node, value)
            if reason:
                return (f"node {number} {reason}",)
            open_parts += reversed(halves)
        if open_parts:
            return (f"{len(open_parts)} parts of the tree have no node",)
        return ()

    def to_dict(self) -> dict[str, Any]:
        """Turn into plain types for JSON.

        Returns
        -------
        dict
            Lists, strings and Python integers, which :mod:`json` writes out in full.
        """
        return {"nodes": [_node_to_list(node) for node in self.nodes]}

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> BoundProof:
        """Read what :meth:`to_dict` wrote.

        Parameters
        ----------
        saved : mapping
            The one entry.

        Returns
        -------
        BoundProof

        Raises
        ------
        ProblemError
            If something is missing, unknown or of another type; a float is never taken for an
            integer.
        """
        if set(saved) != {"nodes"} or type(saved["nodes"]) is not list:
            raise ProblemError("A proof of a bound has one entry, 'nodes', which is a list.")
        return cls(tuple(_node_of(node, k) for k, node in enumerate(saved["nodes"])))


def prove_bound(
    options: Options,
    side: Sequence[SideRow],
    value: int | None,
    *,
    time_limit: float | None = None,
    node_limit: int | None = None,
) -> BoundProof | None:
    """Look for a proof that no assignment which keeps the side rows is worth more than a value.

    Parameters
    ----------
    options : Options
        The choices.
    side : sequence of SideRow
        Limits over their pairs.
    value : int or None
        The value; None to prove that there is no assignment.
    time_limit : float, optional
        In seconds.
    node_limit : int, optional
        How many nodes the proof may have.

    Returns
    -------
    BoundProof or None
        None if no proof was found: because it is not so, or within the limits. A proof that is
        returned has been checked.
    """
    from alliance_match.assignment.bound_search import find_tree

    root = Part.whole(options, side)
    nodes = find_tree(root, value, time_limit=time_limit, node_limit=node_limit).nodes
    proof = None if nodes is None else BoundProof(nodes)
    return proof if proof and proof.holds(options, side, value) else None


def _replay(part: Part, node: Node, value: int | None) -> tuple[tuple[Part, ...], str]:
    """Check one node: the parts that it leaves open, or the reason why it proves nothing."""
    reason = _unreadable(part, node, value)
    if reason:
        return (), reason
    bounded = part.bounded(node.scale, node.multipliers, node.prices)
    if bounded is None:
        return (), "has multipliers that no limit carries, or numbers beyond 64 bits"
    bound, loss = bounded
    if type(node.bound) is not int or node.bound != bound:
        return (), f"has the bound {bound}, which is given as {node.bound}"
    slack = bound - (0 if value is None else node.scale * (value + 1))
    if node.branch is None:
        return (), "" if slack < 0 else f"allows up to {bound}, {slack + 1} too many"
    halves = part.without_losses(loss, slack + node.scale).halves(node.branch)
    return halves or (), "" if halves else "is halved by what is not open there"


def _unreadable(part: Part, node: Node, value: int | None) -> str:
    """Reason why a node means nothing for a part."""
    numbers = (node.scale, *node.multipliers, *node.prices)
    if any(type(number) is not int for number in numbers) or node.scale < 0:
        return "has numbers that are no integers, or a negative scale"
    if len(node.multipliers) != len(part.limits) or len(node.prices) != part.options.n_cols:
        return (
            f"has {len(node.multipliers)} multipliers and {len(node.prices)} prices for "
            f"{len(part.limits)} limits and {part.options.n_cols} columns"
        )
    if value is None and node.scale:
        return "weighs the pairs, which proves no emptiness"
    branch = node.branch
    if branch and (branch.kind not in KINDS or {type(branch.at), type(branch.by)} != {int}):
        return f"has no such branch: {branch}"
    return ""


KINDS = ("pair", "sum")


def _node_to_list(node: Node) -> list[Any]:
    """Write a node; a leaf has four entries."""
    branch = [[node.branch.kind, node.branch.at, node.branch.by]] if node.branch else []
    return [node.scale, list(node.multipliers), list(node.prices), node.bound, *branch]


def _node_of(saved: Any, number: int) -> Node:
    """Read a node."""
    if (
        type(saved) is not list
        or [type(part) for part in saved[:4]] != [int, list, list, int]
        or any(type(entry) is not int for entry in (*saved[1], *saved[2]))
        or [type(part) for part in saved[4:]] not in ([], [list])
        or [type(entry) for part in saved[4:] for entry in part] not in ([], [str, int, int])
    ):
        raise ProblemError(f"The proof's node {number} is damaged; save anew.")
    branch = Branch(*saved[4]) if len(saved) > 4 else None
    return Node(saved[0], tuple(saved[1]), tuple(saved[2]), saved[3], branch)
