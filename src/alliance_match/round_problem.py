"""From judged pairs and the committee's decisions to integer arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .assignment import AssignmentProblem
from .scoring.score import ScoredPairs

__all__ = ["build_problem"]


def build_problem(scored: ScoredPairs) -> AssignmentProblem:
    """Turn judged pairs and the committee's pins and vetoes into an assignment problem."""
    facts = scored.facts
    row = {m.id: i for i, m in enumerate(facts.mentees)}
    col = {m.id: j for j, m in enumerate(facts.mentors)}

    def pairs(kind: str) -> list[tuple[int, int]]:
        chosen = facts.round.decisions.of_kind(kind)
        return sorted({(row[d.mentee], col[d.mentor]) for d in chosen})

    return AssignmentProblem.from_dense(
        scored.points,
        eligible=scored.eligible,
        capacity=scored.capacity,
        min_load=_min_load(scored),
        pins=sorted({*pairs("pin"), *pairs("keep")}),
        forbidden=pairs("veto"),
        row_key=[m.id for m in facts.mentees],
        col_key=[m.id for m in facts.mentors],
    )


def _min_load(scored: ScoredPairs) -> NDArray[np.int64]:
    """Ask the minimum load of those mentors alone who may have a mentee at all."""
    least = np.minimum(scored.capacity, scored.facts.policy.places.min_load)
    return np.where(scored.eligible.any(axis=0), least, 0)
