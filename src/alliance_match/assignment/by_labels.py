"""A problem in the order of its labels, so that an engine always sees the same input."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.bound_proof import BoundProof
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.proof_tree import Branch, Node
from alliance_match.assignment.side import SideRow
from alliance_match.assignment.side_certificate import SideCertificate

__all__ = ["ByLabels"]


@dataclass(frozen=True, eq=False)
class ByLabels:
    """A problem whose rows, columns and side rows are sorted, and the way back.

    Attributes
    ----------
    given : AssignmentProblem
        As it was given.
    problem : AssignmentProblem
        Rows and columns in the order of their labels, side rows in that of what they say.
    rows, cols, side : ndarray of int64
        What each of them was called before.
    """

    given: AssignmentProblem
    problem: AssignmentProblem
    rows: IntArray
    cols: IntArray
    side: IntArray

    @classmethod
    def of(cls, given: AssignmentProblem) -> ByLabels:
        """Sort a problem.

        Parameters
        ----------
        given : AssignmentProblem
            In any order.

        Returns
        -------
        ByLabels
        """
        rows = np.array(sorted(range(given.n_rows), key=given.row_key.__getitem__), dtype=np.int64)
        cols = np.array(sorted(range(given.n_cols), key=given.col_key.__getitem__), dtype=np.int64)
        at_row, at_col = np.argsort(rows), np.argsort(cols)
        side = [
            SideRow(at_row[one.row], at_col[one.col], one.coef, one.bound, one.label)
            for one in given.side
        ]
        said = [_content(one, given.n_cols) for one in side]
        order = sorted(range(len(side)), key=said.__getitem__)
        problem = replace(
            given,
            row=at_row[given.row],
            col=at_col[given.col],
            demand=given.demand[rows],
            unmatched=given.unmatched[rows],
            capacity=given.capacity[cols],
            min_load=given.min_load[cols],
            load_cost=given.load_cost[cols],
            pins=_moved(given.pins, at_row, at_col),
            forbidden=_moved(given.forbidden, at_row, at_col),
            side=tuple(side[k] for k in order),
            row_key=tuple(given.row_key[i] for i in rows),
            col_key=tuple(given.col_key[j] for j in cols),
        )
        return cls(given, problem, rows, cols, np.array(order, dtype=np.int64))

    def pairs_here(self, pairs: IntArray) -> IntArray:
        """Translate pairs of the problem as it was given.

        Parameters
        ----------
        pairs : ndarray of int64, shape (k, 2)
            With the indices that were given.

        Returns
        -------
        ndarray of int64, shape (k, 2)
            With the indices of the sorted problem.
        """
        return _moved(pairs, np.argsort(self.rows), np.argsort(self.cols))

    def pairs_there(self, pairs: IntArray) -> IntArray:
        """Translate pairs back.

        Parameters
        ----------
        pairs : ndarray of int64, shape (k, 2)
            With the indices of the sorted problem.

        Returns
        -------
        ndarray of int64, shape (k, 2)
            With the indices that were given, sorted by row, then column.
        """
        moved = _moved(pairs, self.rows, self.cols)
        return moved[np.lexsort((moved[:, 1], moved[:, 0]))]

    def index_there(
        self, row: int | None, col: int | None, side: int | None
    ) -> tuple[int | None, int | None, int | None]:
        """Translate indices back.

        Parameters
        ----------
        row, col, side : int or None
            Of the sorted problem.

        Returns
        -------
        tuple of int or None
            What they were before.
        """
        return (
            None if row is None else int(self.rows[row]),
            None if col is None else int(self.cols[col]),
            None if side is None else int(self.side[side]),
        )

    def certificate_there(self, certificate: SideCertificate) -> SideCertificate:
        """Translate a certificate back.

        Parameters
        ----------
        certificate : SideCertificate
            For the sorted problem.

        Returns
        -------
        SideCertificate
            For the problem as it was given.
        """
        return replace(
            certificate,
            proof=self._proof_there(certificate.proof),
            filling=self._proof_there(certificate.filling) if certificate.filling else None,
            fingerprint=self.given.fingerprint,
        )

    def _proof_there(self, proof: BoundProof) -> BoundProof:
        """Translate a proof back."""
        return BoundProof(tuple(self._node_there(node) for node in proof.nodes))

    def _node_there(self, node: Node) -> Node:
        """Translate one node; limits after the side rows stay where they are."""
        at_col, further = (
            np.argsort(self.cols).tolist(),
            range(self.side.size, len(node.multipliers)),
        )
        at_side = [*np.argsort(self.side).tolist(), *further]
        branch = node.branch
        if branch and branch.kind == "pair":
            branch = Branch("pair", int(self.rows[branch.at]), int(self.cols[branch.by]))
        elif branch:
            branch = Branch("sum", [*self.side.tolist(), *further][branch.at], branch.by)
        return replace(
            node,
            multipliers=tuple(node.multipliers[k] for k in at_side),
            prices=tuple(node.prices[j] for j in at_col),
            branch=branch,
        )


def _moved(pairs: IntArray, at_row: IntArray, at_col: IntArray) -> IntArray:
    """Give the rows and columns of pairs other indices."""
    return np.column_stack((at_row[pairs[:, 0]], at_col[pairs[:, 1]])).astype(np.int64)


def _content(one: SideRow, n_cols: int) -> tuple[int, list[tuple[int, int]]]:
    """List what a side row says, to be sorted by: its label may be no more than its place."""
    counted = zip(one.code(n_cols).tolist(), one.coef.tolist(), strict=True)
    return one.bound, sorted(counted)
