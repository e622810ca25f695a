from __future__ import annotations

import pytest

from alliance_match.intake.values.quantities import read_capacity, read_count, read_hours


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2", "2"),
        ("0", "0"),
        ("one or two", "1-2"),
        ("2-3", "2-3"),
        ("2–3", "2-3"),
        ("3 to 2", "2-3"),
        ("up to 3", "1-3"),
        ("max 2", "1-2"),
        ("jusqu'à 3", "1-3"),
        ("hasta 3", "1-3"),
        ("bis zu 4", "1-4"),
        ("un ou deux", "1-2"),
        ("uno o dos", "1-2"),
        ("um a dois", "1-2"),
        ("zwei bis drei", "2-3"),
        ("between 1 and 3", "1-3"),
        ("3 mentees", "3"),
        ("1-2 at a time", "1-2"),
        ("3+", "3"),
        ("at least 2", "2"),
        ("a couple", "2"),
        ("none", "0"),
    ],
)
def test_capacity(text: str, expected: str) -> None:
    assert str(read_capacity(text).value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 hrs a month", "2"),
        ("1,5", "1.5"),
        ("an hour a week", "4"),
        ("half an hour a week", "2"),
        ("2-3 hours", "2-3"),
        ("2–3 hours", "2-3"),
        ("90 minutes", "1.5"),
        ("2h", "2"),
        ("2 heures par mois", "2"),
        ("4 horas al mes", "4"),
        ("duas horas por semana", "8"),
        ("2 Stunden pro Monat", "2"),
        ("1-2 hours/week", "4-8"),
        ("about 4 hours", "4"),
        ("up to 4 hours", "1-4"),
    ],
)
def test_hours(text: str, expected: str) -> None:
    assert str(read_hours(text).value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("none", 0),
        ("3", 3),
        ("3-5", 3),
        ("more than 5", 5),
        ("ninguno", 0),
        ("10+", 10),
        ("none yet", 0),
        ("not yet", 0),
        ("No", 0),
        ("No, not yet", 0),
        ("none (this is my first time)", 0),
        ("aucun pour l'instant", 0),
        ("ninguno todavía", 0),
        ("noch keine", 0),
        ("ainda não", 0),
        ("one person", 1),
        ("2 so far", 2),
    ],
)
def test_count(text: str, expected: int) -> None:
    assert read_count(text).value == expected


@pytest.mark.parametrize("text", ["-1", "-1.5", "- 2"])
def test_below_zero_is_an_error(text: str) -> None:
    reading = read_capacity(text)
    assert reading.value is None
    assert [r.severity for r in reading.remarks] == ["error"]


def test_more_hours_than_a_month_has_is_an_error() -> None:
    assert [r.severity for r in read_hours("1000").remarks] == ["error"]


@pytest.mark.parametrize("text", ["many", "1.5", "lots", "2 hours per day x", "9999999999"])
def test_words_that_are_no_number_are_questions(text: str) -> None:
    reading = read_capacity(text)
    assert reading.value is None
    assert [r.severity for r in reading.remarks] == ["question"]


@pytest.mark.parametrize(
    "text",
    ["02-Mar", "2-mars", "2. Mrz", "2026-03-02 00:00:00", "2026-03-02", "Mar-02", "02/03/2026"],
)
def test_a_range_made_a_date_by_a_spreadsheet_is_asked_about(text: str) -> None:
    reading = read_capacity(text)
    assert reading.value is None
    (remark,) = reading.remarks
    assert remark.severity == "question"
    assert "'2-3'" in remark.understood


def test_years_are_no_count_of_people() -> None:
    assert read_count("5 years").value is None


@pytest.mark.parametrize("text", ["many", "1.5", "5 years", "not yet, but one soon", "yet"])
def test_the_remedy_for_a_count_does_not_speak_of_places(text: str) -> None:
    reading = read_count(text)
    assert reading.value is None
    assert [r.remedy for r in reading.remarks] == ["Give a whole number, such as 3; 0 for none."]
