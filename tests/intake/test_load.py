"""Whole rounds: what is fatal, what is a finding, and what never matters."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_match.errors import AllianceMatchError, InputError
from alliance_match.intake import load_round
from alliance_match.intake.journal import mask
from alliance_match.model.people import Person
from alliance_match.model.round import MatchRound
from alliance_match.model.vocabulary import Vocabulary

from .conftest import MENTEES, MENTORS, VOCABULARY, Write

Rows = Sequence[Sequence[str]]


def frame(rows: Rows) -> pd.DataFrame:
    return pd.DataFrame(list(rows[1:]), columns=list(rows[0]), dtype=str)


def loaded(mentors: Rows = MENTORS, mentees: Rows = MENTEES, **more: object) -> MatchRound:
    return load_round(frame(mentors), frame(mentees), vocabulary=VOCABULARY, **more)  # type: ignore[arg-type]


def test_a_plain_round(write: Write, vocabulary: Vocabulary) -> None:
    found = load_round(
        write("mentors.csv", MENTORS), write("mentees.csv", MENTEES), vocabulary=vocabulary
    )
    assert [m.id for m in found.mentors] == ["M01", "M02"]
    assert [m.id for m in found.mentees] == ["E01", "E02"]
    assert found.report.read == {
        "mentors.csv": "plain table: 2 rows: 2 mentors",
        "mentees.csv": "plain table: 2 rows: 2 mentees",
    }
    ana = found.mentor("Ana Ruiz")
    assert ana.source is not None
    assert (ana.source.file, ana.source.row, ana.source.raw["capacity"]) == ("mentors.csv", 2, "2")
    assert found.organisation_of(ana).country == "ES"  # type: ignore[union-attr]
    assert found.mentee("Di Rossi").time_zone == "Europe/Rome"


def test_frames_are_read_like_files(write: Write, vocabulary: Vocabulary) -> None:
    files = load_round(write("a.csv", MENTORS), write("b.csv", MENTEES), vocabulary=vocabulary)
    frames = loaded()
    assert people(files) == people(frames)
    assert "mentors (DataFrame)" in frames.report.read


def people(found: MatchRound) -> list[Person]:
    everyone = (*found.mentors, *found.mentees, *found.experts)
    return [p.model_copy(update={"source": None}) for p in everyone]


# ---- what is fatal -------------------------------------------------------------------------------


def test_all_problems_are_told_at_once(write: Write) -> None:
    with pytest.raises(InputError) as raised:
        load_round(write("a.csv", "x;y\n1;2\n"), "nix.csv", experts=write("c.csv", ""))
    said = str(raised.value)
    assert said.startswith("4 problems")
    for part in (
        "a.csv: no column holds the name",
        "no column holds the organisation",
        "nix.csv",
        "c.csv: the file is empty",
    ):
        assert part in said


def test_a_misspelt_file_name(write: Write) -> None:
    path = write("mentors.csv", MENTORS)
    with pytest.raises(InputError, match=r"Did you mean 'mentors\.csv'"):
        load_round(path.with_name("mentor.csv"), path)


@pytest.mark.parametrize("role", ["mentors", "mentees"])
def test_nobody_applied(role: str) -> None:
    rows = {"mentors": MENTORS, "mentees": MENTEES}
    with pytest.raises(InputError, match=f"a header but no {role}"):
        loaded(**rows | {role: rows[role][:1]})


def test_only_footers() -> None:
    with pytest.raises(InputError, match="no row is an application of mentors"):
        loaded([MENTORS[0], ["Total: 0", "", "", "", "", "", ""]])


def test_an_id_that_two_people_have() -> None:
    rows = [["id", *MENTORS[0]], ["M1", *MENTORS[1]], ["M1", *MENTORS[2]]]
    with pytest.raises(
        InputError, match=r"row 2, column 'id': 'M1': rows 2 and 3 have the same id"
    ):
        loaded(rows)


# ---- what is a finding ---------------------------------------------------------------------------


def one_mentor(**cells: str) -> MatchRound:
    row = dict(zip(MENTORS[0], MENTORS[1], strict=True)) | cells
    return loaded([list(row), list(row.values())])


@pytest.mark.parametrize(
    ("cells", "severity", "words"),
    [
        ({"capacity": "-1"}, "error", "below zero"),
        ({"capacity": "many"}, "question", "Not understood as a number"),
        ({"expertise": "Juggling"}, "question", "Unknown topic"),
        ({"languages": "Blabla"}, "question", "Not a known language"),
        ({"country": "Atlantis"}, "question", "Not a country"),
        ({"time_zone": "CST"}, "question", "different zones"),
        ({"availability": "Mon 6-8"}, "question", "morning or evening"),
        ({"exclusions": "Nobody Known"}, "question", "Nobody in this round"),
        ({"preferences": "Nobody Known"}, "warning", "Nobody in this round"),
        (
            {"availability": "Mon pm CET", "time_zone": "Asia/Tokyo"},
            "warning",
            "Names the zone CET",
        ),
        ({"capacity": "tbd"}, "note", "Taken for no answer"),
        ({"name": ""}, "question", "No name is given"),
    ],
)
def test_what_is_not_understood_is_reported_and_the_person_kept(
    cells: dict[str, str], severity: str, words: str
) -> None:
    found = one_mentor(**cells)
    assert len(found.mentors) == 1
    assert any(words in f.understood for f in found.report.findings if f.severity == severity)


def test_an_answer_that_is_not_understood_is_unknown_not_zero() -> None:
    (ana,) = one_mentor(capacity="-1", expertise="Juggling", languages="Blabla").mentors
    assert (ana.capacity, ana.expertise, ana.languages) == (None, None, None)
    (ana,) = one_mentor(capacity="0").mentors
    assert str(ana.capacity) == "0"


def test_the_zone_of_the_availability_counts_where_no_zone_is_given() -> None:
    (ana,) = one_mentor(availability="Tues/Thurs pm CET", country="DE").mentors
    assert ana.time_zone == "Europe/Berlin"
    assert [str(w) for w in ana.availability or ()] == ["Tue 13:00-18:00", "Thu 13:00-18:00"]


def test_namibia_is_not_missing() -> None:
    found = one_mentor(country="NA")
    assert found.mentors[0].time_zone == "Africa/Windhoek"


def test_no_address_is_shown_in_full() -> None:
    rows = [*MENTORS, ["Ana Ruis Lopez", "X", "ana@x.org", "ES", "call me at ana@x.org", "en", ""]]
    found = loaded([r[:] for r in rows])
    said = str(found.report)
    assert "ana@x.org" not in said
    assert "a***@x.org" in said
    assert mask("write to bo.li@x.org, please") == "write to b***@x.org, please"


def test_footers_and_strays_are_dropped_with_a_reason() -> None:
    rows = [
        *MENTORS,
        ["Grand Totals (2 records)", "", "", "", "", "", ""],
        ["", "", "", "", "", "", "2"],
        ["", "", "", "ES", "Grants", "en", "2"],
        [""] * 7,
        ["Confidential", "", "", "", "", "", ""],
    ]
    found = loaded(rows)
    read = found.report.read["mentors (DataFrame)"]
    assert read == "plain table: 7 rows: 2 mentors, 1 blank, 4 dropped"
    dropped = {f.row: f.severity for f in found.report.findings if "dropped" in f.understood}
    assert dropped == {4: "warning", 5: "warning", 6: "error", 8: "warning"}


# ---- what never matters --------------------------------------------------------------------------

LIVELY = [
    [
        "submitted",
        "name",
        "organisation",
        "email",
        "country",
        "expertise",
        "exclusions",
        "preferences",
    ],
    ["2025-11-03 09:00", "Ana Ruiz", "ELA Norte", "ana@x.org", "ES", "Grants", "", ""],
    ["2025-11-05 09:00", "Ana Ruíz", "ELA NORTE", "ANA@x.org", "ES", "Events", "AISLA", ""],
    ["", "Bo Li", "ALS Society", "bo@x.org", "CN", "Grants; Events", "", "Cy Kato"],
    ["2025-11-04 09:00", "Bo Li", "ALS Society", "", "HK", "Juggling", "", ""],
    ["2025-11-04 08:00", "Di Wu", "ALS Society", "bo@x.org", "CN", "Volunteers", "ALS Tokyo", ""],
    ["", "", "", "", "", "", "", ""],
    ["Total", "", "", "", "", "", "", ""],
    ["2025-11-04 08:00", "Ed Ng", "Als-Society", "ed@x.org", "CN", "Volunteers", "Di Rosi", ""],
    ["2025-11-04 08:00", "Ed Ng", "Als-Society", "ed@x.org", "CN", "Grants", "Di Rosi", ""],
    ["2025-11-04 08:00", "山田", "日本協会", "", "JP", "Volunteers", "", ""],
    ["2025-11-04 08:00", "鈴木", "東京協会", "", "JP", "Volunteers", "", ""],
]


@settings(deadline=None, max_examples=25)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(chance: random.Random) -> None:
    mentors, mentees = LIVELY[1:], MENTEES[1:]
    usual = loaded(LIVELY)
    shuffled = loaded(
        [LIVELY[0], *chance.sample(mentors, len(mentors))],
        [MENTEES[0], *chance.sample(mentees, len(mentees))],
    )
    assert people(shuffled) == people(usual)
    assert shuffled.organisations == usual.organisations


def test_late_applications_come_last_and_a_correction_keeps_the_number() -> None:
    found = loaded(LIVELY)
    assert [(m.id, m.name) for m in found.mentors] == [
        ("M01", "Ana Ruíz"),
        ("M02", "Di Wu"),
        ("M03", "Ed Ng"),
        ("M04", "山田"),
        ("M05", "鈴木"),
        ("M06", "Bo Li"),
    ]
    late = [*LIVELY, ["2026-01-01", "Aa Aa", "ELA Norte", "aa@x.org", "", "", "", ""]]
    names = {m.name: m.id for m in loaded(late).mentors}
    assert names["Ana Ruíz"] == "M01"
    assert names["鈴木"] == "M05"


cells = st.sampled_from(
    ["", "", "Ana Ruiz", "Bo Li", "ELA", "SLA Sud", "ana@x.org", "bo@x.org", "Total", "Grants", "2"]
)
rows = st.lists(st.lists(cells, min_size=4, max_size=4), min_size=1, max_size=12)


@settings(deadline=None, max_examples=150)
@given(rows)
def test_no_row_is_lost(body: list[list[str]]) -> None:
    table = [["name", "organisation", "email", "expertise"], *body]
    try:
        found = loaded(table)
    except InputError as error:
        said = str(error)
    else:
        said = ""
    if said:
        assert "no row is an application" in said or "but no mentors" in said
        return
    read = found.report.read["mentors (DataFrame)"]
    counts = {w: int(n) for n, w in re.findall(r"(\d+) (row|mentor|duplicate|blank|dropped)", read)}
    trailing = 0
    while not any(body[-1 - trailing]):
        trailing += 1
    assert counts["row"] == len(body) - trailing
    assert counts["row"] == sum(n for w, n in counts.items() if w != "row")
    assert counts["mentor"] == len(found.mentors)
    reported = {f.row for f in found.report.findings}
    used = {m.source.row for m in found.mentors if m.source}
    blank = {n for n, r in enumerate(body, 2) if not any(r)}
    assert set(range(2, len(body) + 2)) <= reported | used | blank


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode("utf-16")))
def test_no_file_makes_a_traceback(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "any.csv"
    path.write_bytes(data)
    with pytest.raises(AllianceMatchError):
        load_round(path, path, vocabulary=VOCABULARY)


def test_the_same_name_of_two_files_is_told_apart(tmp_path: object, write: Write) -> None:
    path = write("both.csv", [["name", "organisation", "topics"], ["Ana", "ELA", "Grants"]])
    found = load_round(path, path, vocabulary=VOCABULARY)
    assert set(found.report.read) == {"mentors: both.csv", "mentees: both.csv"}


# ---- organisations that are the mentee -----------------------------------------------------------


def one_mentee(**cells: str) -> MatchRound:
    row = dict(zip(MENTEES[0], MENTEES[1], strict=True)) | cells
    return loaded(mentees=[list(row), list(row.values())])


def test_an_organisation_needs_no_name_of_a_person() -> None:
    found = one_mentee(name="", kind="An organisation")
    assert found.mentees[0].name == "ALS Tokyo"
    assert not [f for f in found.report.findings if "No name" in f.understood]
    unstated = one_mentee(name="")
    assert [f.severity for f in unstated.report.findings if "No name" in f.understood] == [
        "warning"
    ]


def test_who_applies_for_an_organisation_is_the_first_of_its_key_people() -> None:
    found = one_mentee(kind="An organisation", key_people="Di Wu; cy kato; Bo Li")
    (tokyo,) = found.mentees
    assert (tokyo.name, tokyo.key_people) == ("ALS Tokyo", ("Cy Kato", "Di Wu", "Bo Li"))
    (cy,) = one_mentee(key_people="Di Wu").mentees
    assert (cy.name, cy.key_people) == ("Cy Kato", ("Di Wu",))


def test_an_organisation_is_found_by_the_name_of_who_applies() -> None:
    mentors = [[*MENTORS[0], "exclusions"], [*MENTORS[1], "Cy Kato"]]
    mentees = [[*MENTEES[0], "kind"], [*MENTEES[1], "Organisation"]]
    assert loaded(mentors, mentees).mentors[0].exclusions == ("als-tokyo",)


def test_a_single_word_of_the_experience_does_not_count_alone() -> None:
    told = "One van and nine volunteers; we also run a loan bank."
    (ana,) = one_mentor(expertise="Grants", experience=told).mentors
    assert [e.topic for e in ana.expertise or ()] == ["FUN.grants", "EQT.loan"]
    (ana,) = one_mentor(expertise="Gouvernance", experience=told).mentors
    assert [e.topic for e in ana.expertise or ()] == ["GOV", "OPS", "EQT.loan"]


# ---- many rows -----------------------------------------------------------------------------------


def test_one_address_for_all_does_not_make_endless_findings() -> None:
    names = [f"{chr(65 + n // 26)}{chr(65 + n % 26)} Person{n}" for n in range(300)]
    rows = [[name, "ELA", "info@x.org", "ES", "Grants", "en", "1"] for name in names]
    found = loaded([MENTORS[0], *rows])
    shared = [f for f in found.report.findings if "one e-mail address" in f.understood]
    assert shared
    assert all(len(f.understood) < 200 for f in shared)


def test_more_organisations_than_can_be_compared_are_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("alliance_match.intake.organisations._MOST_COMPARED", 2)
    warned = [f.understood for f in loaded().report.at("warning")]
    assert "4 organisations are too many to look for near-identical names" in warned
