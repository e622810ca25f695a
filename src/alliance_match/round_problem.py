"""From judged pairs and the committee's decisions to integer arrays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .assignment import AssignmentProblem, most_wanted
from .scoring.score import ScoredPairs

__all__ = ["build_problem"]


def build_problem(scored: ScoredPairs) -> AssignmentProblem:
    """Turn judged pairs and the committee's decisions into an assignment problem.

    Accepted pairs are pinned as far as they can all be had beside pins, vetoes and minimum loads:
    as many as possible, then those with the most points.
    """
    facts = scored.facts
    row = {m.id: i for i, m in enumerate(facts.mentees)}
    col = {m.id: j for j, m in enumerate(facts.mentors)}

    def pairs(*kinds: str) -> list[tuple[int, int]]:
        chosen = facts.round.decisions.of_kind(*kinds)
        return sorted({(row[d.mentee], col[d.mentor]) for d in chosen})

    pins = pairs("pin", "keep")
    problem = AssignmentProblem.from_dense(
        scored.points,
        eligible=scored.eligible,
        capacity=scored.capacity,
        min_load=_min_load(scored),
        pins=pins,
        forbidden=pairs("veto"),
        row_key=[m.id for m in facts.mentees],
        col_key=[m.id for m in facts.mentors],
    )
    kept = sorted({*pins, *most_wanted(problem, pairs("accept"))})
    return problem if kept == pins else replace(problem, pins=np.array(kept, dtype=np.int64))


def _min_load(scored: ScoredPairs) -> NDArray[np.int64]:
    """Ask the minimum load of those mentors alone who may have a mentee at all."""
    least = np.minimum(scored.capacity, scored.facts.policy.places.min_load)
    return np.where(scored.eligible.any(axis=0), least, 0)
