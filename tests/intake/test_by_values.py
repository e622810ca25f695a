"""Columns told by their answers: what is used, what is asked, and what is left alone."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_match.intake.by_values import kind_of_answers, read_as, sample
from alliance_match.intake.columns import match_columns
from alliance_match.intake.fields import Role
from alliance_match.intake.formats.plain import FORMAT
from alliance_match.intake.journal import Journal
from alliance_match.intake.mapping import RoleMapping
from alliance_match.intake.matches import ColumnMatch
from alliance_match.intake.tables import table_of
from alliance_match.intake.values.topics import TopicReader
from alliance_match.model.vocabulary import Vocabulary

ALLIANCE = Vocabulary.alliance()
TOPICS = TopicReader(ALLIANCE)

TONGUES = ("English", "Français, anglais", "español (nativo)", "Deutsch C1", "日本語", "Português")
AREAS = ("Fundraising", "Advocacy; Research", "Fundraising events", "Registry", "Respite care")
TIMES = ("Mon 18:00-20:00", "weekday evenings", "lundi matin", "Tues/Thurs pm", "Saturday")
ZONES = ("Europe/Paris", "UTC+2", "America/Lima", "GMT-5", "São Paulo time")
LANDS = ("France", "Perú", "Brasil", "Kenya", "New Zealand")
MAILS = tuple(f"person{n}@example.org" for n in range(6))
TEXTS = (
    "I speak English and a little French with my neighbours",
    "We began with one van and nine volunteers",
    "Ask me on Monday about fundraising, not before",
    "I was born in France but live in Peru",
    "Call me, please",
)


def look(
    role: Role,
    columns: dict[str, tuple[str, ...]],
    *,
    said: dict[str, str] | None = None,
    defaults: dict[str, str] | None = None,
) -> tuple[dict[str, ColumnMatch], Journal]:
    """Match the columns of a table; short columns go on with their last answer."""
    longest = max(map(len, columns.values()))
    filled = {h: [*c, *[c[-1]] * (longest - len(c))] for h, c in columns.items()}
    names = [f"Person {n}" for n in range(longest)]
    rows = [("name", *filled), *zip(names, *filled.values(), strict=True)]
    journal = Journal()
    table = table_of("t.csv", rows, journal)
    assert table is not None
    mapping = RoleMapping(columns=said or {}, defaults=defaults or {})
    found = match_columns(table, role, FORMAT, mapping, journal, ALLIANCE)
    return {m.header: m for m in found.matches}, journal


def severities(journal: Journal, header: str) -> list[str]:
    return [f.severity for f in journal.findings if f.column == header]


WORDS_ON_GOALS = "Tell us more about it in your own words"


@pytest.mark.parametrize(
    ("others", "nearest"),
    [
        ({"Goal 1": AREAS, "Goal 2": AREAS}, "goal_1_text"),
        ({"Goal 1": AREAS, "Goal 1 text": TEXTS}, "goal_text"),
        ({"Goals": AREAS}, "goal_text"),
        ({}, "goal_text"),
    ],
)
def test_words_on_goals_are_of_the_first_where_goals_are_numbered(
    others: dict[str, tuple[str, ...]], nearest: str
) -> None:
    found, _ = look("mentees", {**others, WORDS_ON_GOALS: TEXTS})
    match = found[WORDS_ON_GOALS]
    assert match.nearest == nearest
    assert ("goal_1_text" in match.why) == (not others)


def test_a_one_is_a_number_where_a_number_is_asked_for() -> None:
    assert str(read_as(("1", "2", "3", "ein bis zwei"), "capacity", TOPICS)).startswith("4 of 4")
    assert read_as(("1", "0", "yes"), "hours_per_month", TOPICS).read == 2
    assert read_as(("1", "0"), "membership", TOPICS).read == 0


# --- used -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "header", "answers", "field"),
    [
        ("mentors", "Tongues", TONGUES, "languages"),
        ("mentors", "Sprachen im Alltag", TONGUES, "languages"),
        ("mentors", "ふだんの言語", TONGUES, "languages"),
        ("mentors", "Areas, if any", AREAS, "expertise"),
        ("mentees", "Which areas, if any?", AREAS, "goals"),
        ("mentees", "Ambiti eventuali", AREAS, "goals"),
        ("mentors", "Days that suit", TIMES, "availability"),
        ("mentors", "Horarios habituales en la semana", TIMES, "availability"),
        ("mentors", "Zone of your clock", ZONES, "time_zone"),
        ("mentors", "Current location", LANDS, "country"),
        ("mentors", "Mail for letters", MAILS, "email"),
        ("mentors", "Q7", TONGUES, "languages"),
        ("mentors", "Field 3", MAILS, "email"),
        ("mentees", "Question 12", AREAS, "goals"),
    ],
)
def test_header_and_answers_that_agree_are_used(
    role: Role, header: str, answers: tuple[str, ...], field: str
) -> None:
    found, journal = look(role, {header: answers})
    assert (found[header].field, found[header].how) == (field, "values")
    assert 50 < found[header].confidence < 100
    (told,) = [f for f in journal.findings if f.column == header]
    assert told.severity == "note"
    assert "different answers read as" in told.understood
    assert told.remedy


def test_one_slip_among_ten_is_allowed_and_counted() -> None:
    answers = (*(f"English {n}" for n in ("A1", "A2", "B1", "B2", "C1", "C2")), *TONGUES[1:4], "?x")
    found, _ = look("mentors", {"Tongues": answers})
    assert found["Tongues"].field == "languages"
    assert found["Tongues"].why == "9 of 10 different answers read as languages"


# --- asked, once ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "header", "answers", "field"),
    [
        ("mentors", "Shoe box", TONGUES, "languages"),  # the header says something else
        ("mentors", "Languages you would like your mentee to speak", TONGUES, "languages"),
        ("mentees", "Langues que le mentor devrait parler", TONGUES, "languages"),
        ("mentees", "メンターに希望する言語", TONGUES, "languages"),
        ("mentors", "Languages I am learning", TONGUES, "languages"),
        ("mentors", "Country of birth", LANDS, "country"),
        ("mentors", "Land der Geburt", LANDS, "country"),
        ("mentors", "Mail of your manager", MAILS, "email"),
        ("mentors", "Areas in which you need help", AREAS, "expertise"),
        ("mentees", "Areas in which you offer help", AREAS, "goals"),
        ("mentors", "Areas you can not support", AREAS, "expertise"),
        ("mentors", "Tongues", TONGUES[:1], "languages"),  # a single answer says little
        ("mentors", "Tongues", (*TONGUES[:4], "whatever"), "languages"),  # 4 of 5
        ("mentors", "Q7", TONGUES[:3], "languages"),  # a code and few answers
        ("mentors", "Q7", ("MD", "PT", "IN", "NO", "CA", "DE"), "country"),  # or professions
        ("mentors", "Result of the panel", ("approved", "withdrawn", "applied"), "panel_status"),
        ("mentees", "How mature are you?", ("emerging", "established"), "stage"),
        ("mentors", "Sort of member you are", ("full member", "affiliate"), "membership"),
    ],
)
def test_what_is_not_sure_is_one_question(
    role: Role, header: str, answers: tuple[str, ...], field: str
) -> None:
    found, journal = look(role, {header: answers})
    assert (found[header].field, found[header].nearest) == (None, field)
    (asked,) = [f for f in journal.findings if f.column == header]
    assert asked.severity == "question"
    assert f"Is this {field}?" in asked.understood
    assert f"different answer{'s' * (len(answers) > 1)} read as" in asked.understood
    assert f'"{header}" = "{field}"' in asked.remedy


def test_two_columns_of_one_kind_are_one_question() -> None:
    found, journal = look("mentors", {"Tongue A": TONGUES, "Tongue B": TONGUES[::-1]})
    assert {m.field for h, m in found.items() if h != "name"} == {None}
    assert severities(journal, "Tongue A") == ["question"]
    assert severities(journal, "Tongue B") == ["note"]


def test_of_two_columns_the_one_whose_header_speaks_of_it_is_used() -> None:
    found, journal = look("mentors", {"Q7": TONGUES[::-1], "Tongues": TONGUES})
    assert (found["Tongues"].field, found["Q7"].field) == ("languages", None)
    assert severities(journal, "Q7") == ["note"]


# --- left alone -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filled", "other", "answers"),
    [
        ("Languages", "Languages you would like your mentee to speak", TONGUES),
        ("Languages", "Q7", TONGUES),
        ("Country of residence", "Country of work", LANDS),
        ("Country", "Country you were born in", LANDS),
        ("Email", "Mail of your manager", MAILS),
        ("Availability", "Days at the office", TIMES),
        ("Expertise", "Areas you need help in", AREAS),
    ],
)
def test_a_field_that_a_header_fills_is_not_filled_twice(
    filled: str, other: str, answers: tuple[str, ...]
) -> None:
    found, journal = look("mentors", {filled: answers, other: answers[::-1]})
    assert found[filled].how in ("exact", "alias")
    assert (found[other].field, found[other].nearest) == (None, None)
    assert severities(journal, other) == ["note"]
    assert repr(filled) in found[other].why


def test_goals_that_are_ranked_leave_no_room_for_a_guess() -> None:
    found, _ = look("mentees", {"Goal 1": AREAS, "Areas, if any": AREAS[::-1]})
    assert found["Areas, if any"].field is None


def test_a_default_that_is_given_is_kept() -> None:
    found, _ = look("mentors", {"Tongues": TONGUES}, defaults={"languages": "English"})
    assert found["Tongues"].field is None
    assert "the default" in found["Tongues"].why


def test_what_the_mapping_leaves_out_stays_out() -> None:
    found, journal = look("mentors", {"Tongues": TONGUES}, said={"Tongues": "ignore"})
    assert found["Tongues"].field == "ignore"
    assert not severities(journal, "Tongues")


@pytest.mark.parametrize(
    ("header", "answers"),
    [
        ("Story", TEXTS),
        ("Q9", TEXTS),
        ("Areas of town", TEXTS),
        ("Tongues", TEXTS),
        ("Q9", ("Yes", "No")),  # "no" is the tag of Norwegian
        ("Wheelchair", ("no", "No", "yes")),
        ("Shirt", ("S", "M", "L", "XL")),
        ("Q9", ("38", "40", "41", "42", "43", "44")),
        ("Q9", ("Jordan Sample", "Chad Example", "Georgia Specimen", "Ana Ruiz", "Bo Li")),
        ("Q9", ("2025-01-02", "2025-02-03", "2025-03-04", "2025-04-05", "2025-05-06")),
    ],
)
def test_other_answers_are_taken_for_nothing(header: str, answers: tuple[str, ...]) -> None:
    found, journal = look("mentors", {header: answers})
    assert (found[header].field, found[header].nearest) == (None, None)
    assert severities(journal, header) == ["note"]
    assert found[header].why


def test_a_near_miss_that_no_answer_bears_out_is_asked() -> None:
    found, journal = look(
        "mentors", {"Langauges spoken": ("Python", "Rust", "Fortran IV", "Ada 95")}
    )
    assert found["Langauges spoken"].nearest == "languages"
    assert severities(journal, "Langauges spoken") == ["question"]


def test_a_header_that_is_known_is_never_overruled() -> None:
    found, journal = look("mentors", {"Country": TONGUES, "Comments": AREAS, "Capacity": MAILS})
    assert {h: m.field for h, m in found.items()} == {
        "name": "name",
        "Country": "country",
        "Comments": "ignore",
        "Capacity": "capacity",
    }
    assert not journal.findings


# --- the sample -----------------------------------------------------------------------------------


@given(st.lists(st.sampled_from([*TONGUES, *TEXTS, "n/a", "", " English "]), max_size=60))
def test_the_sample_does_not_depend_on_order_or_number(cells: list[str]) -> None:
    shuffled = random.Random(len(cells)).sample(cells, len(cells))
    assert sample(cells) == sample([*shuffled, *cells])
    assert set(sample(cells)) == {c.strip() for c in cells} - {"", "n/a"}


def test_few_answers_are_looked_at_however_many_there_are() -> None:
    cells = [f"English {n}" for n in range(5_000)]
    assert len(sample(cells)) == 50
    assert read_as(sample([f"word {n}" for n in range(500)]), "languages", TOPICS).of == 10


def test_the_share_is_counted_as_a_person_would() -> None:
    read = read_as(("English", "French", "whatever", "日本語"), "languages", TOPICS)
    assert (read.read, read.of, read.firm) == (3, 4, 2)
    assert (read.share, read.confidence) == (0.75, 66.7)
    assert kind_of_answers(MAILS) == "e-mail addresses"
    assert kind_of_answers(TEXTS) == "free text"
