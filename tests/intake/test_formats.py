"""Renderings of one application in each export that is recognised, read to the same people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest

from alliance_match.errors import InputError
from alliance_match.intake import load_round
from alliance_match.intake.format import Format
from alliance_match.intake.formats import formats, recognise
from alliance_match.intake.journal import Journal
from alliance_match.intake.tables import table_of
from alliance_match.model.round import MatchRound
from alliance_match.model.vocabulary import Vocabulary

from .conftest import MENTEES, MENTORS, Write, as_csv

QUESTIONS = [
    "Your full name",
    "Name of your organisation",
    "In which areas can you offer support? (tick all that apply)",
    "What languages do you speak?",
    "How many mentees could you take on?",
]
ANSWERS = [
    ["Ana Ruiz", "ELA Norte", ["Care, respite & equipment", "Grants"], "es, en", "one or two"],
    ["Bo Li", "SLA, Sud", ["Governance, board & strategy"], "Français", "2"],
]
SENT = [datetime(2025, 11, 3, 9, 7, 12), datetime(2025, 11, 24, 22, 39, 41)]  # noqa: DTZ001
EMAILS = ["ana@x.org", "bo@x.org"]


def google_forms() -> str:
    header = ["Timestamp", "Username", *QUESTIONS]
    rows = [
        [f"{t:%Y/%m/%d} {t.hour % 12}:{t:%M:%S %p} GMT+1", e, *_joined(a, ";")]
        for t, e, a in zip(SENT, EMAILS, ANSWERS, strict=True)
    ]
    return as_csv([header, *rows], quoting=1)


def google_sheets(day_first: bool = False, header: str = "Timestamp") -> str:
    pattern = "%d/%m/%Y %H:%M:%S" if day_first else "%m/%d/%Y %H:%M:%S"
    rows = [
        [t.strftime(pattern), e, *_joined(a, ", ")]
        for t, e, a in zip(SENT, EMAILS, ANSWERS, strict=True)
    ]
    return as_csv([[header, "Email Address", *QUESTIONS], *rows])


def microsoft_forms() -> str:
    header = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"]
    asked = [q.replace(" (", "\n(").replace(" ", "\u00a0", 1) for q in QUESTIONS]
    rows = [
        [
            str(n),
            f"{t:%m/%d/%y %H:%M:%S}",
            f"{t:%m/%d/%y %H:%M:%S}",
            e,
            "Account",
            "",
            *_joined(a, ";", ";"),
        ]
        for n, (t, e, a) in enumerate(zip(SENT, EMAILS, ANSWERS, strict=True), 1)
    ]
    return "\ufeff" + as_csv([[*header, *asked], *rows])


def _joined(answers: Sequence[object], separator: str, end: str = "") -> list[str]:
    return [separator.join(a) + end if isinstance(a, list) else str(a) for a in answers]


RENDERED = {
    "Google Forms CSV": google_forms(),
    "Google Sheets": google_sheets(),
    "Microsoft Forms": microsoft_forms(),
}


def loaded(write: Write, vocabulary: Vocabulary, text: str) -> MatchRound:
    mentees = write("mentees.csv", MENTEES)
    return load_round(write("mentors.csv", text), mentees, vocabulary=vocabulary)


@pytest.mark.parametrize("name", RENDERED)
def test_every_export_gives_the_same_people(
    write: Write, vocabulary: Vocabulary, name: str
) -> None:
    found = loaded(write, vocabulary, RENDERED[name])
    assert found.report.read["mentors.csv"] == f"{name}: 2 rows: 2 mentors"
    ana, bo = found.mentors
    assert (ana.id, ana.name, ana.organisation, ana.email) == (
        "M01",
        "Ana Ruiz",
        "ela-norte",
        "ana@x.org",
    )
    assert [e.topic for e in ana.expertise or ()] == ["CARE", "FUN.grants"]
    assert [s.language for s in ana.languages or ()] == ["es", "en"]
    assert str(ana.capacity) == "1-2"
    assert [m.submitted for m in found.mentors] == SENT
    assert (bo.organisation, [e.topic for e in bo.expertise or ()]) == ("sla-sud", ["GOV"])
    assert not found.report.at("error", "question")


def test_the_order_of_day_and_month_is_read_from_the_column(
    write: Write, vocabulary: Vocabulary
) -> None:
    found = loaded(write, vocabulary, google_sheets(day_first=True, header="Horodateur"))
    assert [m.submitted for m in found.mentors] == SENT


def test_an_order_that_nothing_tells_is_asked_about_once(
    write: Write, vocabulary: Vocabulary
) -> None:
    text = google_sheets().replace("11/24/2025", "11/04/2025")
    found = loaded(write, vocabulary, text)
    assert [m.submitted for m in found.mentors] == [None, None]
    (asked,) = found.report.at("question")
    assert (asked.column, "2 dates" in asked.understood) == ("Timestamp", True)


def test_an_anonymous_microsoft_form_takes_the_organisation_as_the_mentee(
    write: Write, vocabulary: Vocabulary
) -> None:
    text = (
        "\ufeffID,Start time,Completion time,Email,Name,Last modified time,Your organisation,"
        '"Areas of support needed\n(choose up to 3)",Hours per month\r\n'
        "1,11/3/25 9:01:22,11/3/25 9:07:12,anonymous,,,ELA Norte,Fundraising;Respite care;,"
        "2-3 hours\r\n"
        '2,11/14/25 10:00:00,11/14/25 10:09:59,b@x.org,Ana Ruiz,,"SLA, Sud",Grants;,2\r\n'
    )
    mentors = write("mentors.csv", MENTORS)
    found = load_round(mentors, write("ms.csv", text), vocabulary=vocabulary)
    first, second = found.mentees
    assert (first.name, first.email, first.organisation) == ("ELA Norte", None, "ela-norte")
    assert [(g.topic, g.text) for g in first.goals or ()] == [
        ("FUN", "Fundraising"),
        (None, "Respite care"),
    ]
    assert (second.name, second.email) == ("Ana Ruiz", "b@x.org")
    assert str(second.submitted) == "2025-11-14 10:09:59"


def test_the_forms_own_questions_come_before_the_account(
    write: Write, vocabulary: Vocabulary
) -> None:
    text = (
        "Id,Start time,Completion time,Email,Name,Name2,Organisation,Expertise,Points - Expertise\n"
        "7,11/14/25 10:00:00,11/14/25 10:09:59,acc@x.org,Account,Ana Ruiz,ELA,Grants,3\n"
    )
    found = loaded(write, vocabulary, text)
    (ana,) = found.mentors
    assert (ana.id, ana.name, ana.email) == ("M01", "Ana Ruiz", "acc@x.org")


def test_the_small_google_samples_lack_what_a_person_needs(
    write: Write, vocabulary: Vocabulary
) -> None:
    text = (
        '"Timestamp","Username","Which areas can you support? (tick all)","How many mentees?"\n'
        '"2025/11/03 9:07:12 AM GMT+1","a@x.org","Grants","one or two"\n'
    )
    with pytest.raises(InputError, match="no column holds the name") as raised:
        loaded(write, vocabulary, text)
    assert "no column holds the organisation" in str(raised.value)


def test_a_tie_is_reported_and_not_decided() -> None:
    table = table_of("t.csv", [("Timestamp", "Which areas?"), ("soon", "x")], Journal())
    assert table is not None
    found = recognise(table)
    assert set(found.tied) == {"Google Forms CSV", "Google Sheets"}
    assert found.format.name == "plain table"


def test_formats_are_found_by_their_files() -> None:
    assert {f.name for f in formats()} >= {*RENDERED, "plain table"}
    assert all(isinstance(f, Format) for f in formats())
