"""Published packages on the same points, each in its fair best form."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from .case import Case, Ints

__all__ = ["HOME", "deferred_acceptance", "load_mentor_match", "mentor_match", "munkres"]

#: Where mentor-match is installed apart: it and ``matching`` both want to be called ``matching``.
HOME = Path(__file__).parents[2] / ".peers"


def deferred_acceptance(case: Case) -> Ints:
    """Match by ``matching``'s hospital-resident game: Gale and Shapley, mentees propose.

    Fair form: the mentee-optimal side proposes, capacities are honoured, both sides rank whom they
    may have by the same points. With points that are the same for both sides the stable matching is
    that of "best pair first", but for ties.
    """
    from matching.games import HospitalResident

    yes, points = case.eligible, case.points
    cols = [j for j in range(case.capacity.size) if case.capacity[j] and yes[:, j].any()]
    rows = [i for i in range(len(points)) if yes[i, cols].any()]
    if not rows:
        return case.nobody
    likes = {
        i: sorted((j for j in cols if yes[i, j]), key=lambda j, i=i: (-points[i, j], j))
        for i in rows
    }
    liked = {
        j: sorted((i for i in rows if yes[i, j]), key=lambda i, j=j: (-points[i, j], i))
        for j in cols
    }
    mentor_of = case.nobody
    with _deep_recursion():
        game = HospitalResident.create_from_dictionaries(
            likes, liked, {j: int(case.capacity[j]) for j in cols}
        )
        for mentor, mentees in game.solve(optimal="resident").items():
            for mentee in mentees:
                mentor_of[mentee.name] = mentor.name
    return mentor_of


@contextmanager
def _deep_recursion() -> Iterator[None]:
    """Let ``matching`` copy its players, who all hold one another, however many they are."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


def munkres(case: Case) -> Ints:
    """Match by Munkres' algorithm, as SciPy has it (``linear_sum_assignment``).

    Fair form: a column for each place, a pair that is not eligible is worth nothing and is struck
    out afterwards; so the points are the most that can be, but not the mentees matched.
    """
    from scipy.optimize import linear_sum_assignment

    cols = case.places
    table = np.where(case.eligible, case.points, 0)[:, cols]
    mentor_of = case.nobody
    for i, k in zip(*linear_sum_assignment(table, maximize=True), strict=True):
        if case.eligible[i, cols[k]]:
            mentor_of[i] = cols[k]
    return mentor_of


def mentor_match(case: Case) -> Ints:
    """Match by mentor-match itself, with rules of its own kinds: ``Disqualify`` and a score.

    Fair form: it knows no capacity, so that a mentor applies once for every place; our hard rules
    disqualify, our points are the score; one run, as further runs would give mentees a second
    mentor.
    """
    peer = load_mentor_match(HOME)
    if peer is None:
        raise LookupError(f"mentor-match is not in {HOME}; `make bench-quality` puts it there.")
    mentors = [peer.Mentor(grade=0, email=f"m{k}@example.org") for k in range(case.places.size)]
    mentees = [peer.Mentee(grade=0, email=f"e{i}@example.org") for i in range(len(case.points))]
    place = {m.email: k for k, m in enumerate(mentors)}
    row = {m.email: i for i, m in enumerate(mentees)}
    cols = case.places
    points, yes = case.points[:, cols].tolist(), case.eligible[:, cols].tolist()

    class Points(peer.rule.Rule):
        def evaluate(self, match):
            return points[row[match.mentee.email]][place[match.mentor.email]]

        def apply(self, match):
            return self.evaluate(match)

    def impossible(match):
        return not yes[row[match.mentee.email]][place[match.mentor.email]]

    rules = [Points(), peer.rule.Disqualify(impossible)]
    peer.process.process_data(mentors, mentees, [rules])
    mentor_of = case.nobody
    for mentee in mentees:
        for mentor in mentee.mentors:
            mentor_of[row[mentee.email]] = cols[place[mentor.email]]
    return mentor_of


@cache
def load_mentor_match(home: Path) -> SimpleNamespace | None:
    """Import mentor-match from a folder of its own, and give ``matching`` its name back."""
    if not (home / "matching" / "process.py").is_file():
        return None
    mine = {name: sys.modules.pop(name) for name in list(sys.modules) if _is_matching(name)}
    sys.path.insert(0, str(home))
    try:
        names = ("process", "rules.rule", "mentor", "mentee")
        process, rule, mentor, mentee = (importlib.import_module(f"matching.{n}") for n in names)
    finally:
        sys.path.remove(str(home))
        for name in [name for name in sys.modules if _is_matching(name)]:
            del sys.modules[name]
        sys.modules.update(mine)
        importlib.invalidate_caches()
    return SimpleNamespace(process=process, rule=rule, Mentor=mentor.Mentor, Mentee=mentee.Mentee)


def _is_matching(name: str) -> bool:
    return name.split(".")[0] == "matching"
