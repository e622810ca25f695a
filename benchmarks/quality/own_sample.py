"""mentor-match on its own 500 + 500 sample, under its own points; and the same arrays solved here.

The sample is not part of this repository: ``--data DIR`` names the folder that holds
``mentor-match/large/*.csv``. The points are those of ``benchmarks/civil_service.py``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median
from types import SimpleNamespace

import numpy as np
from civil_service import (
    GRADES,
    POINTS_BY_GRADES_ABOVE,
    SAME_PROFESSION,
    SHARED_IDENTITY,
    Row,
    points,
    read,
)

from alliance_match.assignment import AssignmentProblem, solve

from .case import Case, Ints
from .packages import HOME, load_mentor_match

__all__ = ["Line", "Sample", "compared", "sample"]


@dataclass(frozen=True)
class Line:
    """One way to match the sample, with so many places of every mentor."""

    places: int
    how: str
    pairs: int
    points: int
    seconds: float


@dataclass(frozen=True, eq=False)
class Sample:
    """The rows of both files, and as a case with one place for each mentor."""

    mentees: list[Row]
    mentors: list[Row]
    case: Case


def sample(data: Path) -> Sample | None:
    """Read the sample; None where it is absent."""
    folder = data / "mentor-match" / "large"
    if not (folder / "mentees.csv").is_file():
        return None
    mentees, mentors = read(folder / "mentees.csv"), read(folder / "mentors.csv")
    table = [[points(mentee, mentor) for mentor in mentors] for mentee in mentees]
    case = Case(
        points=np.array([[one or 0 for one in row] for row in table]),
        eligible=np.array([[one is not None for one in row] for row in table]),
        capacity=np.ones(len(mentors), dtype=np.int64),
        order=np.arange(len(mentees)),
        seed=0,
    )
    return Sample(mentees, mentors, case)


def compared(given: Sample) -> tuple[Line, ...]:
    """Match the sample with one place for each mentor, and with three.

    mentor-match knows no places. For three, it runs three times with the mentees whom the runs
    before left out, as its own program runs it several times; or once with every mentor three times
    on the list, which finds more.
    """
    peer = load_mentor_match(HOME)
    lines = []
    for places in (1, 3):
        case = replace(given.case, capacity=places * given.case.capacity)
        lines += [
            _line(case, places, f"ours, {objective}", partial(_ours, case, objective), _TURNS)
            for objective in ("coverage_total", "total")
        ]
        if peer is not None:
            once = partial(_theirs, given, peer, places, 1)
            lines.append(_line(case, places, _ONCE[places], once))
        if peer is not None and places > 1:
            lines.append(
                _line(case, places, "mentor-match, three runs", partial(_theirs, given, peer, 1, 3))
            )
    return tuple(lines)


_ONCE = {1: "mentor-match", 3: "mentor-match, every mentor listed three times"}
#: Ours is so quick that one run says little: the median of these counts.
_TURNS = 7


def _line(case: Case, places: int, how: str, match: Callable[[], Ints], turns: int = 1) -> Line:
    seconds = []
    for _ in range(turns):
        begin = time.perf_counter()
        mentor_of = match()
        seconds.append(time.perf_counter() - begin)
    has = np.flatnonzero(mentor_of >= 0)
    if not case.eligible[has, mentor_of[has]].all():
        raise SystemExit(f"{how} broke a rule.")
    total = int(case.points[has, mentor_of[has]].sum())
    return Line(places, how, has.size, total, median(seconds))


def _ours(case: Case, objective: str) -> Ints:
    """Build from the table of points, solve, break ties, prove, check."""
    problem = AssignmentProblem.from_dense(
        case.points, eligible=case.eligible, capacity=case.capacity
    )
    found, mentor_of = solve(problem, objective), case.nobody
    if found.status != "optimal":
        raise SystemExit("not proved")
    mentor_of[found.pairs[:, 0]] = found.pairs[:, 1]
    return mentor_of


def _theirs(given: Sample, peer: SimpleNamespace, copies: int, runs: int) -> Ints:
    """Let mentor-match read nothing but people, and judge and match them by rules of its own."""
    people = [
        [kind(**{**row, "grade": GRADES.index(row["grade"]), "email": f"{k}"}) for k, row in rows]
        for kind, rows in (
            (peer.Mentor, enumerate(given.mentors * copies)),
            (peer.Mentee, enumerate(given.mentees, start=10**6)),
        )
    ]
    for person, row in zip(people[0], given.mentors * copies, strict=True):
        person.identities = [one.strip() for one in row["characteristics"].split(",")]
    for person, row in zip(people[1], given.mentees, strict=True):
        person.identity = row["identity to match"].strip()
    peer.process.process_data(*people, [_rules(peer.rule) for _ in range(runs)])
    return np.array(
        [int(m.mentors[0].email) % len(given.mentors) if m.mentors else -1 for m in people[1]]
    )


def _rules(rule: SimpleNamespace) -> list[object]:
    """Say the points of ``benchmarks/civil_service.py`` in mentor-match's own kinds of rules."""

    def above(match):
        return match.mentor.grade - match.mentee.grade

    def shares(match):
        return match.mentee.identity != "" and match.mentee.identity in match.mentor.identities

    return [
        rule.Generic({True: SHARED_IDENTITY, False: 0}, shares),
        rule.Equivalent("profession", {True: SAME_PROFESSION, False: 0}),
        rule.Generic(POINTS_BY_GRADES_ABOVE, above),
        rule.Disqualify(lambda match: above(match) not in POINTS_BY_GRADES_ABOVE),
        rule.Disqualify(lambda match: match.mentor.organisation == match.mentee.organisation),
        rule.Disqualify(lambda match: len(match.mentee.mentors) > 0),
    ]
