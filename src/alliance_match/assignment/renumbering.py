"""An assignment and its proof, where rows, columns and side rows have other places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.bound_proof import BoundProof
from alliance_match.assignment.certificate import Certificate
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.proof_tree import Branch, Node
from alliance_match.assignment.result import Assignment
from alliance_match.assignment.side_certificate import SideCertificate

__all__ = ["renumbered"]


def renumbered(
    assignment: Assignment,
    problem: AssignmentProblem,
    rows: IntArray,
    cols: IntArray,
    side: Sequence[int] = (),
) -> Assignment:
    """Write pairs and proof under other places.

    Parameters
    ----------
    assignment : Assignment
        Under the old places.
    problem : AssignmentProblem
        The same problem under the new ones.
    rows, cols : ndarray of int64, shapes (n_rows,) and (n_cols,)
        The new place of each row and column.
    side : sequence of int
        The new place of each side row.

    Returns
    -------
    Assignment
        With a certificate that holds for the new problem if the old one held for the old.
    """
    pairs = np.stack([rows[assignment.pairs[:, 0]], cols[assignment.pairs[:, 1]]], axis=1)
    places = rows.tolist(), cols.tolist(), list(side)
    proof = assignment.certificate
    if isinstance(proof, Certificate):
        proof = replace(proof, prices=_at(cols.tolist(), proof.prices))
    elif isinstance(proof, SideCertificate):
        filling = None if proof.filling is None else _tree(proof.filling, *places)
        proof = replace(proof, proof=_tree(proof.proof, *places), filling=filling)
    if proof is not None:
        proof = replace(proof, fingerprint=problem.fingerprint)
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    return replace(assignment, pairs=pairs[order], certificate=proof)


def _at(places: Sequence[int], values: Sequence[int]) -> tuple[int, ...]:
    """Put each value at its new place."""
    found = dict(zip(places, values, strict=True))
    return tuple(found[place] for place in range(len(found)))


def _tree(tree: BoundProof, rows: list[int], cols: list[int], side: list[int]) -> BoundProof:
    def moved(branch: Branch) -> Branch:
        if branch.kind == "sum":
            return replace(branch, at=dict(enumerate(side)).get(branch.at, branch.at))
        return replace(branch, at=rows[branch.at], by=cols[branch.by])

    def node(one: Node) -> Node:
        limits = [*side, *range(len(side), len(one.multipliers))]  # the last ones count pairs
        return replace(
            one,
            multipliers=_at(limits, one.multipliers),
            prices=_at(cols, one.prices),
            branch=None if one.branch is None else moved(one.branch),
        )

    return BoundProof(tuple(map(node, tree.nodes)))
