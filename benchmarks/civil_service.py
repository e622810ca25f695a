"""A known optimum: 50 mentees and 50 mentors of jonodrew/mentor-match, under its own points.

The data are not part of this repository; without ``--data`` (or where DIR does not hold them) this
says so and ends well. That project matches 49 of the 50; all 50 are possible, with 1038 points.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from pathlib import Path

from alliance_match.assignment import AssignmentProblem, solve

GRADES = ["AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS1", "SCS2", "SCS3", "SCS4"]
POINTS_BY_GRADES_ABOVE = {1: 9, 2: 12}
SAME_PROFESSION = 10
SHARED_IDENTITY = 6
MENTEES_PER_MENTOR = 3
EXPECTED = (50, 1038)

Row = dict[str, str]


def points(mentee: Row, mentor: Row) -> int | None:
    """Give a pair's points, ``None`` where it is not eligible."""
    above = GRADES.index(mentor["grade"]) - GRADES.index(mentee["grade"])
    if mentee["organisation"] == mentor["organisation"] or above not in POINTS_BY_GRADES_ABOVE:
        return None
    wanted = mentee["identity to match"].strip()
    held = [one.strip() for one in mentor["characteristics"].split(",")]
    return (
        POINTS_BY_GRADES_ABOVE[above]
        + SAME_PROFESSION * (mentee["profession"] == mentor["profession"])
        + SHARED_IDENTITY * (wanted != "" and wanted in held)
    )


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def build(folder: Path) -> AssignmentProblem:
    mentees, mentors = read(folder / "mentees.csv"), read(folder / "mentors.csv")
    table = [[points(mentee, mentor) for mentor in mentors] for mentee in mentees]
    return AssignmentProblem.from_dense(
        [[one or 0 for one in row] for row in table],
        eligible=[[one is not None for one in row] for row in table],
        capacity=MENTEES_PER_MENTOR,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder that holds mentor-match/small/*.csv")
    data = parser.parse_args().data
    folder = None if data is None else data / "mentor-match" / "small"
    if folder is None or not (folder / "mentees.csv").is_file():
        print(f"Skipped: no mentor-match/small/mentees.csv in {data or 'any folder (--data DIR)'}.")
        return 0
    problem = build(folder)
    begin = time.perf_counter()
    assignment = solve(problem, objective="coverage_total")
    seconds = time.perf_counter() - begin
    checked = assignment.certificate is not None and assignment.certificate.check(
        problem, assignment
    )
    found = (assignment.coverage, assignment.value)
    print(f"matched {found[0]}, total {found[1]} (expected {EXPECTED[0]} and {EXPECTED[1]})")
    print(f"{assignment.status}, certificate {'holds' if checked else 'FAILS'}, {seconds:.3f} s")
    return 0 if checked and found == EXPECTED else 1


if __name__ == "__main__":
    sys.exit(main())
