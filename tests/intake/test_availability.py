from __future__ import annotations

import pytest

from alliance_match.intake.values.availability import read_availability

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")


def windows(text: str) -> list[str]:
    return [str(w) for w in read_availability(text).value.windows or ()]


def on(days: str, *times: str) -> list[str]:
    return [f"{day} {t}" for day in days.split() for t in times]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon 18:00-20:00; Wed 09:00-12:00", ["Mon 18:00-20:00", "Wed 09:00-12:00"]),
        ("Tues/Thurs pm CET", on("Tue Thu", "13:00-18:00")),
        ("weekday evenings", on("Mon Tue Wed Thu Fri", "18:00-21:00")),
        ("weekends", on("Sat Sun", "08:00-20:00")),
        ("Mon-Fri 9-17", on("Mon Tue Wed Thu Fri", "09:00-17:00")),
        ("Mon–Thu 17.30–19.00", on("Mon Tue Wed Thu", "17:30-19:00")),
        ("Tuesday 14h-16h", on("Tue", "14:00-16:00")),
        ("lundi 18h-20h", on("Mon", "18:00-20:00")),
        ("du lundi au vendredi de 9h à 12h", on("Mon Tue Wed Thu Fri", "09:00-12:00")),
        ("mardi et jeudi après-midi", on("Tue Thu", "13:00-18:00")),
        ("samedi matin", on("Sat", "09:00-12:00")),
        ("lunes y miércoles por la tarde", on("Mon Wed", "13:00-18:00")),
        ("de lunes a viernes de 9 a 14", on("Mon Tue Wed Thu Fri", "09:00-14:00")),
        ("segunda-feira 10h às 12h", on("Mon", "10:00-12:00")),
        ("quartas à noite", on("Wed", "18:00-21:00")),
        ("fins de semana de manhã", on("Sat Sun", "09:00-12:00")),
        ("Montag bis Freitag 9 Uhr bis 17 Uhr", on("Mon Tue Wed Thu Fri", "09:00-17:00")),
        ("dienstags abends", on("Tue", "18:00-21:00")),
        ("am Montag und am Dienstag abends", on("Mon Tue", "18:00-21:00")),
        ("mornings", on("Mon Tue Wed Thu Fri", "09:00-12:00")),
        ("flexible", on("Mon Tue Wed Thu Fri Sat Sun", "08:00-20:00")),
        ("anytime", on("Mon Tue Wed Thu Fri Sat Sun", "08:00-20:00")),
        ("6pm-8pm", on("Mon Tue Wed Thu Fri", "18:00-20:00")),
        ("Mon 6-8pm", on("Mon", "18:00-20:00")),
        ("Mon 11am-1pm", on("Mon", "11:00-13:00")),
        ("Mon 11-1pm", on("Mon", "11:00-13:00")),
        ("Fri 10am to noon", on("Fri", "10:00-12:00")),
        ("Mon 9-5", on("Mon", "09:00-17:00")),
        ("evenings 6-8", on("Mon Tue Wed Thu Fri", "18:00-20:00")),
        ("evenings (after 7pm)", on("Mon Tue Wed Thu Fri", "19:00-21:00")),
        ("Monday to Thursday after 6pm", on("Mon Tue Wed Thu", "18:00-21:00")),
        ("before 10am", on("Mon Tue Wed Thu Fri", "08:00-10:00")),
        ("between 10 and 12 on Fridays", on("Fri", "10:00-12:00")),
        ("2-4pm Tuesdays", on("Tue", "14:00-16:00")),
        ("Mon & Wed eve", on("Mon Wed", "18:00-21:00")),
        ("Mon: 9:00-11:00 and 14:00-16:00", on("Mon", "09:00-11:00", "14:00-16:00")),
        ("mornings on Monday and evenings on Tuesday", ["Mon 09:00-12:00", "Tue 18:00-21:00"]),
        ("Mon 9-11, Tue 14-16", ["Mon 09:00-11:00", "Tue 14:00-16:00"]),
        ("I am available Tuesday evenings", on("Tue", "18:00-21:00")),
        ("Thursdays", on("Thu", "08:00-20:00")),
        ("Fri-Mon 10:00-11:00", on("Mon Fri Sat Sun", "10:00-11:00")),
    ],
)
def test_reads_what_people_write(text: str, expected: list[str]) -> None:
    assert windows(text) == expected


def test_past_midnight_is_split_in_two() -> None:
    assert windows("Mon 22:00-02:00") == ["Mon 22:00-24:00", "Tue 00:00-02:00"]
    assert windows("Sun 23:00-01:00") == ["Mon 00:00-01:00", "Sun 23:00-24:00"]


@pytest.mark.parametrize("text", ["Mon 22:00-02:00", "Fri 20:00-08:00", "Sun 23-1am"])
def test_a_night_is_a_note(text: str) -> None:
    (remark,) = read_availability(text).remarks
    assert remark.severity == "note"
    assert "runs past midnight into the next day" in remark.understood


@pytest.mark.parametrize(
    ("text", "hours"),
    [("Mon 20:00-18:00", "22"), ("Mon 9am-5am", "20"), ("Tue 20:00-08:30; Wed 9-12", "12.5")],
)
def test_longer_than_a_night_is_a_question(text: str, hours: str) -> None:
    reading = read_availability(text)
    assert reading.value.windows is None
    (remark,) = reading.remarks
    assert remark.severity == "question"
    assert f"past midnight, {hours} hours long" in remark.understood


def test_a_span_may_end_at_midnight() -> None:
    for text in ("Fri 20:00-00:00", "Fri 20:00-24:00", "Fri 8pm to midnight"):
        assert windows(text) == ["Fri 20:00-24:00"]
        assert read_availability(text).remarks == ()


def test_overlapping_windows_are_merged() -> None:
    assert windows("Mon 9:00-11:00; Mon 10:00-12:00") == ["Mon 09:00-12:00"]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Tues/Thurs pm CET", "CET"),
        ("Weekdays 9am-5pm GMT+2", "GMT+2"),
        ("Tuesdays 6-8pm (Lima time)", "Lima time"),
        ("Mon 9:00-10:00 Europe/Madrid", "Europe/Madrid"),
        ("Sat/Sun mornings", ""),
        ("Local time 9-17", ""),
    ],
)
def test_finds_the_zone_in_the_text(text: str, zone: str) -> None:
    reading = read_availability(text)
    assert reading.value.zone == zone
    assert reading.value.windows


@pytest.mark.parametrize(
    "text",
    [
        "Mon 6-8",
        "except Fridays",
        "no Mondays",
        "every other Monday",
        "first Monday of the month",
        "varies",
        "mornings, Mon 18-20",
        "Mon 9-12; 14-16",
        "Mon 10:00-10:00",
        "whenever the moon is full, ask me",
        "???x",
    ],
)
def test_asks_rather_than_guesses(text: str) -> None:
    reading = read_availability(text)
    assert reading.value.windows is None
    assert [r.severity for r in reading.remarks] == ["question"]


def test_assumptions_are_notes() -> None:
    assert {r.severity for r in read_availability("weekday evenings").remarks} == {"note"}
    assert read_availability("Mon 18:00-20:00").remarks == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lunedì dalle 18 alle 20", on("Mon", "18:00-20:00")),
        ("Lunedì 18:00-20:00; Mercoledì mattina", ["Mon 18:00-20:00", "Wed 09:00-12:00"]),
        ("sabato e domenica", on("Sat Sun", "08:00-20:00")),
        ("tra le 9 e le 12 lunedì", on("Mon", "09:00-12:00")),
        ("nei giorni feriali di sera", on("Mon Tue Wed Thu Fri", "18:00-21:00")),
        ("maandagavond", on("Mon", "18:00-21:00")),
        ("dinsdag 's avonds", on("Tue", "18:00-21:00")),
        ("woensdag van 9 tot 12", on("Wed", "09:00-12:00")),
        ("doordeweeks 's ochtends", on("Mon Tue Wed Thu Fri", "09:00-12:00")),
        ("na 18:00 op maandag", on("Mon", "18:00-21:00")),
        ("Montagabend", on("Mon", "18:00-21:00")),
        ("月曜日 午前", on("Mon", "09:00-12:00")),
        ("月・水・金 19時から21時", on("Mon Wed Fri", "19:00-21:00")),
        ("火曜 18:00〜20:00", on("Tue", "18:00-20:00")),
        ("木曜 午後7時から9時", on("Thu", "19:00-21:00")),
        ("土日 終日", on("Sat Sun", "08:00-20:00")),
        ("平日の夜", on("Mon Tue Wed Thu Fri", "18:00-21:00")),
        ("金曜18時半以降", on("Fri", "18:30-21:00")),
    ],
)
def test_days_in_italian_dutch_and_japanese(text: str, expected: list[str]) -> None:
    reading = read_availability(text)
    assert [str(w) for w in reading.value.windows or ()] == expected
    assert {r.severity for r in reading.remarks} <= {"note"}


@pytest.mark.parametrize(
    "text", ["maandag niet", "tranne il lunedì", "水曜日以外", "月曜は不可", "lunedì ma non sera"]
)
def test_exceptions_in_these_languages_are_asked_about(text: str) -> None:
    assert read_availability(text).value.windows is None


@pytest.mark.parametrize("text", ["1月", "今日", "来月", "日本"])
def test_letters_of_days_inside_other_words_are_none(text: str) -> None:
    assert not read_availability(text).value.windows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mon-fri 9-5 except wed", on("Mon Tue Thu Fri", "09:00-17:00")),
        ("evenings but not Fridays", on("Mon Tue Wed Thu", "18:00-21:00")),
        ("tutti i giorni tranne la domenica", on("Mon Tue Wed Thu Fri Sat", "08:00-20:00")),
        ("pazartesi hariç her gün", on("Tue Wed Thu Fri Sat Sun", "08:00-20:00")),
        ("Monday: morning; Tuesday: -; Wednesday: morning", on("Mon Wed", "09:00-12:00")),
        ("M/W/F 10-11am", on("Mon Wed Fri", "10:00-11:00")),
        ("ma t/m vr 9-17 uur", on("Mon Tue Wed Thu Fri", "09:00-17:00")),
        ("Wednesday evenings and all day Sunday", ["Wed 18:00-21:00", "Sun 08:00-20:00"]),
        ("Montagabend", on("Mon", "18:00-21:00")),
        ("月・水 午後7時〜9時", on("Mon Wed", "19:00-21:00")),
    ],
)
def test_exceptions_grids_and_other_spellings(text: str, expected: list[str]) -> None:
    assert windows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("evenings after 8", on("Mon Tue Wed Thu Fri", "20:00-21:00")),
        ("after 8 in the evening", on("Mon Tue Wed Thu Fri", "20:00-21:00")),
        ("Tuesday evenings after 7:30", on("Tue", "19:30-21:00")),
        ("evenings after 20:00", on("Mon Tue Wed Thu Fri", "20:00-21:00")),
        ("Monday evenings after 9", on("Mon", "21:00-22:00")),
        ("montags abends ab 8", on("Mon", "20:00-21:00")),
        ("Dienstag abends nach 8 Uhr", on("Tue", "20:00-21:00")),
        ("lundi soir après 8h", on("Mon", "20:00-21:00")),
        ("lunes por la noche a partir de las 8", on("Mon", "20:00-21:00")),
        ("segunda à noite depois das 8", on("Mon", "20:00-21:00")),
        ("lunedì sera dopo le 8", on("Mon", "20:00-21:00")),
        ("Monday evenings until 9", on("Mon", "18:00-21:00")),
        ("montags abends bis 9", on("Mon", "18:00-21:00")),
        ("lundi soir jusqu'à 9h", on("Mon", "18:00-21:00")),
        ("lunes por la noche hasta las 9", on("Mon", "18:00-21:00")),
        ("Monday evenings from 6 until 9", on("Mon", "18:00-21:00")),
        ("Monday evenings 7:30-9:00", on("Mon", "19:30-21:00")),
        ("Monday evening 8-9", on("Mon", "20:00-21:00")),
        ("Monday afternoons until 4", on("Mon", "13:00-16:00")),
        ("Monday afternoons after 2", on("Mon", "14:00-18:00")),
        ("Monday mornings after 10", on("Mon", "10:00-12:00")),
        ("Mon evenings until 9, Wed mornings until 11", ["Mon 18:00-21:00", "Wed 09:00-11:00"]),
        ("Monday 9:00-11:00 mornings, 6-8 evenings", on("Mon", "09:00-11:00", "18:00-20:00")),
    ],
)
def test_an_hour_beside_a_part_of_the_day_is_in_it(text: str, expected: list[str]) -> None:
    assert windows(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "mornings and evenings after 8",
        "evenings after 8am",
        "evening, from 08:00",
        "Monday evenings 9-5",
        "afternoons after 7",
        "after 9:00 and before 12:00",  # not from 08:00 to 21:00
        "evenings and weekends",  # not the evenings of weekends alone
        "any evening but Friday",
        "evenings except Saturday",
    ],
)
def test_an_hour_or_a_day_that_does_not_fit_is_asked_about(text: str) -> None:
    reading = read_availability(text)
    assert reading.value.windows is None
    assert [r.severity for r in reading.remarks] == ["question"]


def test_what_was_made_of_a_bare_hour_is_a_note() -> None:
    told = [r.understood for r in read_availability("Monday evenings after 8").remarks]
    assert told == ["'after 8' read as 20:00-21:00", "Read as Mon 20:00-21:00"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("every evening", "Mon Tue Wed Thu Fri Sat Sun"),
        ("any evening but not Friday", "Mon Tue Wed Thu Sat Sun"),
        ("any evening except Saturday", "Mon Tue Wed Thu Fri Sun"),
        ("jeden Abend außer Freitag", "Mon Tue Wed Thu Sat Sun"),
        ("tous les soirs sauf le vendredi", "Mon Tue Wed Thu Sat Sun"),
        ("todas las noches menos el viernes", "Mon Tue Wed Thu Sat Sun"),
        ("every weekday evening", "Mon Tue Wed Thu Fri"),
        ("every Monday evening", "Mon"),
        ("evenings but not Friday", "Mon Tue Wed Thu"),
    ],
)
def test_every_evening_is_at_the_weekend_too(text: str, days: str) -> None:
    assert windows(text) == on(days, "18:00-21:00")


@pytest.mark.parametrize(
    "text",
    [
        "weekdays except Friday evenings",  # the evening alone, or the day?
        "weekdays except Saturday",  # leaves out what was not offered
        "Mondays except Mondays",
        "I have choir practice on Mondays",
        "after work",
        "early mornings",
        "Mondays at 3",
        "Tuesday -, Wednesday morning",
        "un lundi sur deux",
    ],
)
def test_what_is_not_wholly_understood_is_not_used(text: str) -> None:
    reading = read_availability(text)
    assert reading.value.windows is None
    assert [r.severity for r in reading.remarks] == ["question"]
