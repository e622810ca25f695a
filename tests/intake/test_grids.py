"""Grids of checkboxes: a column for each day, in the languages of the forms."""

from __future__ import annotations

import pytest

from alliance_match.intake import load_round
from alliance_match.intake.grids import without_grids
from alliance_match.intake.journal import Journal
from alliance_match.intake.tables import Table, table_of
from alliance_match.model.vocabulary import Vocabulary

from .conftest import MENTEES, Write


def joined(*rows: tuple[str, ...]) -> dict[str, list[str]]:
    table = table_of("t.csv", list(rows), Journal())
    assert table is not None
    made: Table = without_grids(table)
    return {h: list(made.column(p)) for p, h in enumerate(made.header)}


def windows(write: Write, vocabulary: Vocabulary, header: list[str], row: list[str]) -> list[str]:
    rows = [["name", "organisation", "expertise", *header], ["Ana Sample", "ELA", "Grants", *row]]
    found = load_round(write("m.csv", rows), write("e.csv", MENTEES), vocabulary=vocabulary)
    asked = [f for f in found.report.at("question", "error") if f.file == "m.csv"]
    assert not asked, asked
    (mentor,) = found.mentors
    return [str(w) for w in mentor.availability or ()]


MON_AND_WED = ["Mon 09:00-12:00", "Mon 13:00-18:00", "Wed 18:00-21:00"]


@pytest.mark.parametrize(
    ("question", "days", "parts"),
    [
        ("When are you available?", "Monday Tuesday Wednesday", "Morning Afternoon Evening"),
        ("Quand êtes-vous disponible ?", "Lundi Mardi Mercredi", "Matin Après-midi Soir"),
        ("¿Cuándo está disponible?", "Lunes Martes Miércoles", "Mañana Tarde Noche"),
        ("Quando está disponível?", "Segunda-feira Terça-feira Quarta-feira", "Manhã Tarde Noite"),
        ("Wann haben Sie Zeit?", "Montag Dienstag Mittwoch", "Vormittag Nachmittag Abend"),
        ("Quando sei disponibile?", "Lunedì Martedì Mercoledì", "Mattina Pomeriggio Sera"),
        ("Wanneer bent u beschikbaar?", "Maandag Dinsdag Woensdag", "Ochtend Middag Avond"),
        ("対応可能な曜日・時間帯", "月曜日 火曜日 水曜日", "午前 午後 夜"),
    ],
)
@pytest.mark.parametrize("shape", ["{q} [{d}]", "{q} - {d}", "{d}"])
@pytest.mark.parametrize("between", [", ", ";", "\n"])
def test_a_column_for_each_day(
    write: Write,
    vocabulary: Vocabulary,
    question: str,
    days: str,
    parts: str,
    shape: str,
    between: str,
) -> None:
    morning, afternoon, evening = parts.split()
    header = [shape.format(q=question, d=day) for day in days.split()]
    row = [f"{morning}{between}{afternoon}", "", evening]
    assert windows(write, vocabulary, header, row) == MON_AND_WED


@pytest.mark.parametrize(
    ("yes", "no"),
    [("Yes", "No"), ("x", ""), ("Oui", "Non"), ("available", "not available"), ("○", "×"),
     ("1", "0"), ("verfügbar", "keine Zeit"), ("✓", "n/a"), ("beschikbaar", "niet beschikbaar")],
)  # fmt: skip
def test_ticks_stand_for_the_day(write: Write, vocabulary: Vocabulary, yes: str, no: str) -> None:
    header = ["Availability [Monday evening]", "Availability [Tuesday]", "Availability [Friday]"]
    found = windows(write, vocabulary, header, [yes, no, yes])
    assert found == ["Mon 18:00-21:00", "Fri 08:00-20:00"]


def test_rows_of_times_and_columns_of_days(write: Write, vocabulary: Vocabulary) -> None:
    header = ["When can you meet? [Morning]", "When can you meet? [18:00-20:00]"]
    found = windows(write, vocabulary, header, ["Monday;Wednesday", "Friday"])
    assert found == ["Mon 09:00-12:00", "Wed 09:00-12:00", "Fri 18:00-20:00"]


def test_clock_times_below_days(write: Write, vocabulary: Vocabulary) -> None:
    found = windows(write, vocabulary, ["Monday", "Thursday"], ["18:00-20:00", "9-12"])
    assert found == ["Mon 18:00-20:00", "Thu 09:00-12:00"]


def test_a_single_day_in_brackets_is_not_every_day(write: Write, vocabulary: Vocabulary) -> None:
    assert windows(write, vocabulary, ["Availability [Monday]"], ["morning"]) == ["Mon 09:00-12:00"]


def test_other_columns_stay_as_they_are() -> None:
    made = joined(
        ("Name", "Free [Mon]", "Free [Tue]", "Free [Comments]", "Sunday school", "Tools - Monday"),
        ("Ana", "am", "pm", "call me", "yes", "x"),
    )
    assert made == {
        "Name": ["Ana"],
        "Free": ["Mon am; Tue pm"],
        "Free [Comments]": ["call me"],
        "Sunday school": ["yes"],
        "Tools - Monday": ["x"],
    }


def test_levels_below_languages() -> None:
    made = joined(
        ("Languages [English]", "Languages [French]", "Languages [Japanese]"),
        ("fluent", "not at all", "x"),
        ("", "native", ""),
    )
    assert made == {"Languages": ["English (fluent); Japanese", "French (native)"]}
