"""Files in the wrong place are refused by name; honest files whose kind is unclear are not."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from alliance_match.errors import InputError
from alliance_match.intake import Mapping, load_round

from .conftest import MENTEES, MENTORS, Write

DATA = Path(__file__).parents[2] / "examples" / "data"
FILES = {"mentors": "mentors.csv", "mentees": "mentees.csv", "experts": "experts.csv"}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"mentors": "mentees", "mentees": "mentors"}, {"mentors", "mentees"}),
        ({"mentees": "mentors"}, {"mentees"}),
        ({"mentors": "mentees"}, {"mentors"}),
        ({"mentors": "experts"}, {"mentors"}),
        ({"mentees": "experts"}, {"mentees"}),
        ({"experts": "mentees"}, {"experts"}),
        ({"experts": "mentors"}, {"experts"}),
    ],
)
def test_exports_in_the_wrong_place_are_named(given: dict[str, str], wrong: set[str]) -> None:
    files = {role: DATA / FILES[given.get(role, role)] for role in FILES}
    with pytest.raises(InputError) as raised:
        load_round(files["mentors"], files["mentees"], experts=files["experts"])
    said = str(raised.value)
    assert {r for r in FILES if f"given for {r}, but its columns are those" in said} == wrong
    for role in wrong:
        assert FILES[given[role]] in said
        assert f"[{role}.columns]" in said


@pytest.mark.parametrize(
    ("mentors", "mentees"),
    [(MENTEES, MENTORS), (MENTORS, MENTORS), (MENTEES, MENTEES)],
)
def test_plain_files_in_the_wrong_place(
    write: Write, mentors: list[list[str]], mentees: list[list[str]]
) -> None:
    with pytest.raises(InputError, match="but its columns are those of"):
        load_round(write("a.csv", mentors), write("b.csv", mentees))


WHO = [["name", "organisation", "languages", "stage"], ["Ana", "ELA", "en", "emerging"]]
OTHER = [["name", "organisation", "languages", "stage"], ["Bo", "ALS", "en", "emerging"]]


@pytest.mark.parametrize(
    ("mentors", "mentees", "experts"),
    [
        (WHO, OTHER, None),
        (MENTORS, OTHER, WHO),
        (WHO, MENTEES, None),
        # Goals of a mentor, and hours of an expert, are asked now and then.
        ([["name", "organisation", "expertise", "goals"], ["Ana", "ELA", "", ""]], MENTEES, None),
        (MENTORS, MENTEES, [["name", "organisation", "hours_per_month"], ["Ed", "A", "2"]]),
        (
            MENTORS,
            MENTEES,
            [["name", "organisation", "expertise", "capacity"], ["Ed", "A", "", ""]],
        ),
    ],
)
def test_honest_files_are_read(
    write: Write,
    mentors: list[list[str]],
    mentees: list[list[str]],
    experts: list[list[str]] | None,
) -> None:
    third = None if experts is None else write("c.csv", experts)
    found = load_round(write("a.csv", mentors), write("b.csv", mentees), experts=third)
    assert found.mentors
    assert found.mentees


def test_a_mapping_has_the_last_word(write: Write) -> None:
    rows = [["name", "organisation", "goals"], ["Ana", "ELA", "Fundraising events"]]
    path = write("m.csv", rows)
    with pytest.raises(InputError, match="columns are those of mentees"):
        load_round(path, write("e.csv", MENTEES))
    said = Mapping.of({"mentors": {"columns": {"goals": "expertise"}}})
    found = load_round(path, write("e.csv", MENTEES), mapping=said)
    assert [e.topic for e in found.mentors[0].expertise or ()] == ["FUN.events"]


def test_one_file_for_two_roles_is_refused_unless_it_asks_what_both_are_asked(write: Write) -> None:
    path = write("all.csv", WHO)
    with pytest.raises(
        InputError, match=r"all\.csv: the same file was given for mentors and for m"
    ):
        load_round(path, str(path))
    frame = pd.DataFrame(WHO[1:], columns=WHO[0])
    with pytest.raises(InputError, match="the same file was given"):
        load_round(frame, frame)
    both = write("both.csv", [["name", "organisation", "expertise", "goals"], ["Ana", "E", "", ""]])
    assert len(load_round(both, both).mentees) == 1


@pytest.mark.parametrize(
    "about",
    ["Tell us about yourself", "Tell us about yourself (100 words)", "Bio", "Parcours", "自己紹介"],
)
def test_what_anybody_is_asked_of_themselves_makes_no_file_one_of_mentors(
    write: Write, about: str
) -> None:
    body = [["Ana", "ELA", "I am a nurse, and began a group."], ["Bo", "SLA", "We are three."]]
    mentees = [["Name", "Organisation", about], *body]
    people = load_round(write("a.csv", MENTORS), write("b.csv", mentees))
    assert [m.name for m in people.mentees] == ["Ana", "Bo"]
    (asked,) = (f for f in people.report.findings if f.file == "b.csv" and f.column == about)
    assert "not used" in asked.understood  # goals may stand in it, or the form asked for none
    mentees = [["Name", "Organisation", "Goals", about], *([a, b, "Grants", c] for a, b, c in body)]
    people = load_round(write("a.csv", MENTORS), write("b.csv", mentees))
    (told,) = (f for f in people.report.findings if f.file == "b.csv" and f.column == about)
    assert told.severity == "note"
    assert "This column is not used: it is about the applicant at large" in told.understood
    mentors = [["Name", "Organisation", "Expertise", about], *mentees[1:]]
    people = load_round(write("c.csv", mentors), write("d.csv", MENTEES))
    of_mentors = [f for f in people.report.findings if f.file == "c.csv" and f.column == about]
    assert not [f for f in of_mentors if "not used" in f.understood]  # it is expertise_text
