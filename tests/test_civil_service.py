"""The civil-service example on invented people with the columns that its mapping expects."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

import alliance_match as am

EXAMPLE = Path(__file__).parents[1] / "examples" / "civil-service"
GRADES = ("AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS1", "SCS2", "SCS3", "SCS4")
FAMILIES = ("DDaT", "HR", "Operations", "Policy", "Security")
SHARED = ("first name", "last name", "email address", "both mentor and mentee", "job title")
SHARED = (*SHARED, "grade", "organisation", "profession")


def write(path, role, people, more):
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, [*SHARED, *more, "biography"], restval="")
        rows.writeheader()
        for number, (grade, department, family) in enumerate(people):
            rows.writerow(
                {
                    "first name": "Sample",
                    "last name": f"{role} {number:02d}",
                    "email address": f"{role}{number}@example.org",
                    "both mentor and mentee": "no",
                    "grade": grade,
                    "organisation": f"Department of Example {department}",
                    "profession": family,
                }
            )


@pytest.fixture
def proposal(tmp_path):
    rng = random.Random(7)

    def people(grades):
        return [(rng.choice(grades), rng.randrange(4), rng.choice(FAMILIES)) for _ in range(30)]

    write(tmp_path / "mentors.csv", "mentor", people(GRADES[2:]), ["characteristics"])
    identity = ["match with similar identity", "identity to match"]
    write(tmp_path / "mentees.csv", "mentee", people(GRADES[:9]), identity)
    match_round = am.load_round(
        tmp_path / "mentors.csv", tmp_path / "mentees.csv", mapping=EXAMPLE / "mapping.toml"
    )
    return am.propose(match_round, am.Policy.load(EXAMPLE / "policy.toml"))


def test_every_column_is_understood(proposal):
    assert not proposal.round.report.at("error", "question", "warning")
    assert all(m.capacity.low == 3 for m in proposal.round.mentors)
    assert {m.goals[0].topic for m in proposal.round.mentees} <= set(FAMILIES)


def test_grades_departments_and_places_are_kept(proposal):
    assert proposal.status == "optimal"
    assert len(proposal.pairs) > 20
    step = {grade: k for k, grade in enumerate(GRADES)}
    for pair in proposal.pairs:
        ahead = step[pair.mentor.ranks[0].step] - step[pair.mentee.ranks[0].step]
        assert ahead in (1, 2)
        assert pair.mentor.organisation != pair.mentee.organisation
    load = [sum(p.col == j for p in proposal.pairs) for j in range(len(proposal.round.mentors))]
    assert max(load) <= 3


def test_an_impossible_pair_says_on_which_scale(proposal):
    grades = proposal.round.mentees[0].ranks[0].step
    junior = next(
        m for m in proposal.round.mentors if GRADES.index(m.ranks[0].step) <= GRADES.index(grades)
    )
    assert "on the scale “grade”" in proposal.why_not(proposal.round.mentees[0].id, junior.id).text


def test_points_are_family_and_grade_alone(proposal):
    for pair in proposal.pairs:
        family = 425 if pair.mentor.expertise[0].topic == pair.mentee.goals[0].topic else 0
        step = {g: k for k, g in enumerate(GRADES)}
        ahead = step[pair.mentor.ranks[0].step] - step[pair.mentee.ranks[0].step]
        assert pair.points == family + {1: 375, 2: 500}[ahead]
