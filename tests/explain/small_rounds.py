"""All proposals of a small round, listed; what explanations say is compared with the list."""

from __future__ import annotations

import itertools

__all__ = ["allowed", "key_of", "proposals"]


def allowed(proposal, pins=None, vetoes=None, more=None, fewer=None):
    """List who may have whom, and every mentor's least and most, with some of it changed."""
    problem = proposal.problem
    eligible = set(zip(problem.row.tolist(), problem.col.tolist(), strict=True))
    pins = {tuple(p) for p in problem.pins.tolist()} if pins is None else pins
    vetoes = {tuple(p) for p in problem.forbidden.tolist()} if vetoes is None else vetoes
    most, least = problem.capacity.tolist(), problem.min_load.tolist()
    if more is not None:
        most[more] += 1
    if fewer is not None:
        most[fewer] -= 1
    return eligible - vetoes, pins, least, most


def proposals(proposal, **changed):
    """Yield every proposal that obeys rules, decisions and loads: a mentor or None per mentee."""
    eligible, pins, least, most = allowed(proposal, **changed)
    mentors = range(proposal.problem.n_cols)
    options = []
    for row in range(proposal.problem.n_rows):
        pinned = [j for i, j in pins if i == row]
        able = [j for j in mentors if (row, j) in eligible]
        if pinned:
            options.append([j for j in able if pinned == [j]])
        else:
            options.append([None, *able])
    for chosen in itertools.product(*options):
        load = [chosen.count(j) for j in mentors]
        if all(low <= k <= high for low, k, high in zip(least, load, most, strict=True)):
            yield chosen


def key_of(proposal, chosen):
    """What the objective compares: matches, which "total" does not look at, and points."""
    points = sum(int(proposal.scored.points[i, j]) for i, j in enumerate(chosen) if j is not None)
    counts = proposal.policy.objective == "coverage_total"
    return (sum(j is not None for j in chosen) if counts else 0, points)
