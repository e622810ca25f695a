"""Cells in are cells read or told: the check itself, and what it has found."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance_match.errors import AllianceMatchError
from alliance_match.intake import identity, load_round, needs, offers, people
from alliance_match.intake.fields import FIELDS
from alliance_match.intake.layouts import joined
from alliance_match.intake.reading import Reading
from alliance_match.model.round import MatchRound

from .conftest import MENTEES, MENTORS, VOCABULARY, Write
from .test_parsers_never_fail import WORDS

ROWS = {"mentors": MENTORS, "mentees": MENTEES}


def loaded(role: str = "mentors", **cells: str) -> MatchRound:
    """Load the usual round, with other cells for the first of a role."""
    frames = {}
    for name, rows in ROWS.items():
        row = dict(zip(rows[0], rows[1], strict=True)) | (cells if name == role else {})
        frame = pd.DataFrame([row, dict(zip(rows[0], rows[2], strict=True))], dtype=str).fillna("")
        frames[name] = frame
    return load_round(frames["mentors"], frames["mentees"], vocabulary=VOCABULARY)


def said(found: MatchRound, column: str) -> list[str]:
    return [f.understood for f in found.report.findings if f.row == 2 and f.column == column]


# --- the check can fail ---------------------------------------------------------------------------

NOTHING: Reading[None] = Reading(None)


@pytest.mark.parametrize(
    ("module", "parser", "role", "field", "text"),
    [
        (people, "read_languages", "mentors", "languages", "es; en"),
        (people, "read_availability", "mentors", "availability", "Mon pm"),
        (people, "read_zone", "mentors", "time_zone", "Europe/Paris"),
        (offers, "read_capacity", "mentors", "capacity", "2"),
        (offers, "read_hours", "mentors", "hours_per_month", "3"),
        (offers, "read_panel_status", "mentors", "panel_status", "approved"),
        (offers, "read_regions", "mentors", "regions", "Africa"),
        (needs, "read_count", "mentees", "rounds_waited", "2"),
        (needs, "read_stage", "mentees", "stage", "emerging"),
    ],
)
def test_a_parser_that_drops_a_cell_in_silence_is_caught(
    module: object, parser: str, role: str, field: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, parser, lambda *given: NOTHING)
    with pytest.raises(AssertionError, match=rf"row 2, column '{field}'"):
        loaded(role, **{field: text})


def test_a_parser_that_reads_half_a_cell_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def first_alone(read: Callable[..., Reading[Any]]) -> Callable[..., Reading[Any]]:
        return lambda text, *level: Reading(read(text, *level).value[:1])

    monkeypatch.setattr(people, "read_languages", first_alone(people.read_languages))
    with pytest.raises(AssertionError, match=r"\(languages\): 'English, Spanish'"):
        loaded(languages="English, Spanish")


def test_a_person_that_goes_missing_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "_report", lambda *given: None)
    twice = pd.DataFrame([*MENTORS[1:], MENTORS[1]], columns=MENTORS[0], dtype=str)
    with pytest.raises(AssertionError, match="rows lost"):
        load_round(twice, pd.DataFrame(MENTEES[1:], columns=MENTEES[0]), vocabulary=VOCABULARY)


def test_an_option_that_a_layout_leaves_out_is_caught(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alliance_match.intake.formats import limesurvey

    monkeypatch.setattr(
        limesurvey, "joined", lambda label, options: joined(label, list(options)[:1])
    )
    text = (
        "id,submitdate,lastpage,startlanguage,name,organisation,expertise [Grants],"
        "expertise [Events]\n1,2025-11-13 09:00:00,3,en,Ana Prova,ALS,Yes,Yes\n"
    )
    with pytest.raises(AssertionError, match=r"column 'expertise \[Events\]': 'Yes'"):
        load_round(write("a.csv", text), write("b.csv", MENTEES), vocabulary=VOCABULARY)


# --- what it has found ----------------------------------------------------------------------------


def test_columns_that_are_left_out_are_named() -> None:
    found = loaded(ignore="x")
    (note,) = [f for f in found.report.findings if "Columns left out" in f.understood]
    assert note.understood.endswith(": 'ignore'")


def test_a_free_text_that_mentions_nothing_is_told() -> None:
    found = loaded(expertise_text="I like people")
    assert said(found, "expertise_text") == ["Mentions no topic of the vocabulary"]


def test_a_family_name_beside_a_given_name_called_name_is_taken() -> None:
    assert loaded(name="Ana", family_name="Ruiz").mentors[0].name == "Ana Ruiz"
    assert loaded(name="Ana Ruiz", family_name="RUÍZ").mentors[0].name == "Ana Ruiz"


def test_parts_of_a_name_that_contradict_it_are_told() -> None:
    found = loaded(name="Ana Ruiz", given_name="Ana", family_name="Roca")
    assert found.mentors[0].name == "Ana Ruiz"
    assert said(found, "family_name") == ["Not used, because the name given is Ana Ruiz"]
    assert said(found, "given_name") == []


def test_what_is_said_of_an_organisation_without_a_name_is_told() -> None:
    found = loaded(organisation="", membership="full", size="2")
    assert "No organisation is named, so the size is not used" in said(found, "size")
    assert said(found, "membership") == ["No organisation is named, so the membership is not used"]
    assert said(found, "country") == [
        "No organisation is named, so the country counts for the time zone and region alone"
    ]


def test_a_zone_among_the_times_that_is_not_clear_is_told() -> None:
    found = loaded(availability="Mon 9:00-10:00 CST", time_zone="Europe/Paris")
    assert "Names the zone CST, but the time zone given" in said(found, "availability")[0]


def test_the_own_region_is_told() -> None:
    found = loaded(regions="Europe; Africa")
    assert found.mentors[0].regions == ("Africa and the Middle East",)
    assert said(found, "regions") == [
        "Western Europe is the mentor's own region, so it is not counted"
    ]


def test_a_level_before_any_language_is_told() -> None:
    found = loaded(languages="fluent; Spanish")
    assert said(found, "languages") == ["A level, but not of which language"]


def test_nobody_is_not_a_key_person() -> None:
    assert loaded("mentees", key_people="none").mentees[0].key_people == ()


GOAL = {"goal_1": "Grants", "goals": ""}
UNUSED = "Belongs to no goal that is read, so it is not used"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({**GOAL, "goal_text": "and a plan"}, "goal_text"),
        ({**GOAL, "goal_1_success": "a", "success_measure": "b"}, "success_measure"),
        ({**GOAL, "goal_1_deadline": "2027-01-31", "deadline": "2027-03-31"}, "deadline"),
        ({**GOAL, "goal_2_success": "ten members"}, "goal_2_success"),
        ({**GOAL, "goal_2_deadline": "2027-01-31"}, "goal_2_deadline"),
        ({"goals": "", "success_measure": "ten members"}, "success_measure"),
        ({"goals": "", "goal_1": "none", "goal_1_success": "ten members"}, "goal_1_success"),
    ],
)
def test_what_is_said_of_no_goal_is_told(cells: dict[str, str], column: str) -> None:
    assert said(loaded("mentees", **cells), column) == [UNUSED]


def test_the_remedy_for_words_on_no_numbered_goal_names_the_field() -> None:
    found = loaded("mentees", **GOAL, goal_text="and a plan")
    (told,) = [f for f in found.report.findings if f.understood == UNUSED]
    assert "goal_1_text" in told.remedy


def test_one_topic_named_twice_keeps_both_measures() -> None:
    cells = {"goal_1": "Grants", "goal_1_success": "one", "goal_2": "Grants"}
    (goal,) = loaded("mentees", goals="", **cells, goal_2_success="two").mentees[0].goals or ()
    assert (goal.text, goal.success_measure) == ("Grants", "one; two")


def test_two_columns_of_the_tool_for_one_field_are_not_joined(write: Write) -> None:
    text = (
        "StartDate,EndDate,Status,EmailAddress,RecipientEmail,Q1,Q2,Q3\n"
        "Start Date,End Date,Response Type,Email,Recipient Email,Your name,Organisation,Areas\n"
        '"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}","{""ImportId"":""status""}",'
        '"{""ImportId"":""e""}","{""ImportId"":""r""}","{""ImportId"":""QID1""}",'
        '"{""ImportId"":""QID2""}","{""ImportId"":""QID3""}"\n'
        "2026-11-03 09:00:00,2026-11-03 09:10:00,IP Address,cy@example.org,dy@example.org,"
        "Cy Probe,ALS Probe,Grants\n"
    )
    found = load_round(write("a.csv", text), write("b.csv", MENTEES), vocabulary=VOCABULARY)
    assert found.mentors[0].email == "cy@example.org"
    assert "'RecipientEmail'" in "\n".join(f.understood for f in found.report.findings)


# --- whatever is written in whichever field -------------------------------------------------------

cells = st.one_of(
    st.lists(st.sampled_from([*WORDS, "Ana Ruiz", "ELA Norte", "none", "n/a", "E01", "full", "CST",
                              "approved", "emerging", "2026-03-31", "03/04/2026", "Europe",
                              "Loan bank", "organisation", "2 h a week", "France"]),
             max_size=5).map(" ".join),
    st.text(max_size=12),
)  # fmt: skip


@pytest.mark.parametrize("role", ["mentors", "mentees"])
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_cell_is_read_or_told(role: Any, data: st.DataObject) -> None:
    fields = data.draw(st.lists(st.sampled_from(FIELDS[role]), max_size=9, unique=True))
    with suppress(AllianceMatchError):
        loaded(role, **{field: data.draw(cells) for field in fields})


# --- however long it is ---------------------------------------------------------------------------

LONG = ["a", "1", "(", "[", "- ", "-", "a i ", "English i ", "native ", "B2, ", "9-5 ", "Mon-", "@",
        "a@", "Grants (3); ", "no ", "Ana Ruiz, ", "1-", "GMT+1 ", "=", "日",
        "e\u0301", ". "]  # fmt: skip


@pytest.mark.parametrize("role", ["mentors", "mentees"])
@pytest.mark.parametrize("unit", LONG)
def test_a_long_cell_takes_no_minutes(role: Any, unit: str) -> None:
    """What grows with a power of a cell's length would run into the time limit of the tests."""
    fields = [f for f in FIELDS[role] if f not in ("id", "name", "ignore")]
    for length in (5_000, 30_000):  # as long as any answer is read, and as free text only
        found = loaded(role, **dict.fromkeys(fields, (unit * length)[:length]))
        assert len(getattr(found, role)) == 2


def test_a_thousand_unknown_columns_take_no_minute(write: Write) -> None:
    """Each header is compared with all names, but not with all headers."""
    headers = [f"alpha bravo {n} question" for n in range(997)]
    rows = [["name", "organisation", "expertise", *headers], ["Ana", "ALS", "Grants", *["x"] * 997]]
    found = load_round(write("a.csv", rows), write("b.csv", MENTEES), vocabulary=VOCABULARY)
    unused = [
        f for f in found.report.findings if f.understood.startswith("This column is not used")
    ]
    assert len(unused) > 900
