"""The odd corners of single exports, each in a file as small as it can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliance_match.intake import load_round
from alliance_match.intake.formats import recognise
from alliance_match.intake.journal import Journal
from alliance_match.intake.mapping import Mapping
from alliance_match.intake.sheets import Sheet, read_sheet
from alliance_match.intake.tables import Table, read_table
from alliance_match.model.round import MatchRound
from alliance_match.model.vocabulary import Vocabulary

from .conftest import MENTEES, Write

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
KNOWN = {
    "excel_euro.csv": "plain table",
    "excel_unicode_text.txt": "plain table",
    "gforms_direct.csv": "Google Forms CSV",
    "gsheets.csv": "Google Sheets",
    "limesurvey.csv": "LimeSurvey",
    "msforms.csv": "Microsoft Forms",
    "surveymonkey.csv": "SurveyMonkey",
    "typeform.csv": "Typeform",
}
FOR_MENTEES = {"msforms.csv", "surveymonkey.csv"}


def reshaped(path: Path) -> tuple[Table, Journal]:
    journal = Journal()
    table = read_table(path, path.name, journal)
    assert table is not None
    return recognise(table).format.reshape(table, journal), journal


def loaded(write: Write, vocabulary: Vocabulary, text: str) -> MatchRound:
    mentees = write("mentees.csv", MENTEES)
    return load_round(write("mentors.csv", text), mentees, vocabulary=vocabulary)


def topics(match_round: MatchRound) -> list[list[str]]:
    return [sorted(e.topic for e in m.expertise or ()) for m in match_round.mentors]


# --- SurveyMonkey ---------------------------------------------------------------------------------

MONKEY = (
    "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,"
    "Custom Data 1,Contact information,,,Areas of expertise,,,When are you available?,,Languages\n"
    ',,,,,,,,,Name,Company,Email,Grants,"Care, respite & equipment",Other (please specify),'
    "Monday,Tuesday,Open-Ended Response\n"
    "1,4,11/13/2025 09:01:22 AM,11/13/2025 09:07:12 AM,,,,,,Ana Ruiz,ELA Norte,a@x.org,Grants,"
    '"Care, respite & equipment",,18:00-20:00,,es\n'
    "2,4,11/14/2025 10:00:00 PM,11/14/2025 10:09:59 PM,,,,,,Bo Li,SLA Sud,b@x.org,,,Events,"
    "09:00-12:00,,fr\n"
)


def test_a_block_of_fields_is_not_a_question_with_options(write, vocabulary):
    found = loaded(write, vocabulary, MONKEY)
    assert [(m.name, m.email) for m in found.mentors] == [
        ("Ana Ruiz", "a@x.org"),
        ("Bo Li", "b@x.org"),
    ]
    assert [m.organisation for m in found.mentors] == ["ela-norte", "sla-sud"]


def test_what_is_written_after_other_is_an_answer_of_its_own(write, vocabulary):
    assert topics(loaded(write, vocabulary, MONKEY)) == [["CARE", "FUN.grants"], ["FUN.events"]]


def test_a_question_that_is_repeated_above_each_option_is_one_question(write, vocabulary):
    repeated = MONKEY.replace("Areas of expertise,,,", "Areas of expertise," * 3)
    assert topics(loaded(write, vocabulary, repeated)) == [
        ["CARE", "FUN.grants"],
        ["FUN.events"],
    ]


def test_rows_of_a_matrix_keep_their_names(write):
    table, _ = reshaped(write("monkey.csv", MONKEY))
    assert "When are you available? [Monday]" in table.header
    assert "When are you available? [Tuesday]" in table.header


# --- Qualtrics ------------------------------------------------------------------------------------

QUALTRICS = (
    "EndDate,Status,Finished,ResponseId,QID1,QID2,QID3_1,QID3_2,QID3_3,QID3_3_TEXT,QID4\n"
    "End Date,Response Type,Finished,Response ID,Your name,Organisation,"
    "Areas of expertise - Selected Choice - Grants,"
    '"Areas of expertise - Selected Choice - Care, respite & equipment",'
    "Areas of expertise - Selected Choice - Other,Areas of expertise - Other - Text,Languages\n"
    '"{""ImportId"":""endDate"",""timeZone"":""UTC""}","{""ImportId"":""status""}",'
    '"{""ImportId"":""finished""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1_TEXT""}",'
    '"{""ImportId"":""QID2_TEXT""}","{""ImportId"":""QID3"",""choiceId"":""1""}",'
    '"{""ImportId"":""QID3"",""choiceId"":""2""}","{""ImportId"":""QID3"",""choiceId"":""3""}",'
    '"{""ImportId"":""QID3_3_TEXT""}","{""ImportId"":""QID4_TEXT""}"\n'
    "2025-11-13 09:07:12,IP Address,True,R_1,Ana Ruiz,ELA Norte,Grants,"
    '"Care, respite & equipment",,,es\n'
    "2025-11-14 09:07:12,Survey Preview,True,R_2,Test Person,None,Grants,,,,es\n"
    "2025-11-15 09:07:12,0,1,R_3,Bo Li,SLA Sud,,,Other,Events,fr\n"
)


def test_previews_are_dropped_with_a_reason(write, vocabulary):
    found = loaded(write, vocabulary, QUALTRICS)
    assert [m.name for m in found.mentors] == ["Ana Ruiz", "Bo Li"]
    assert found.report.read["mentors.csv"] == "Qualtrics: 3 rows: 2 mentors, 1 dropped"
    (told,) = [f for f in found.report.findings if "preview" in f.understood]
    assert told.row == 5


def test_the_words_of_other_stand_for_themselves(write, vocabulary):
    assert topics(loaded(write, vocabulary, QUALTRICS)) == [["CARE", "FUN.grants"], ["FUN.events"]]


def test_several_options_in_one_cell_are_split_against_what_is_known(write, vocabulary):
    text = (
        "StartDate,EndDate,ResponseID,Q1,Q2,Q3\n"
        "Start Date,End Date,Response ID,Your name,Organisation,Areas of expertise\n"
        '2025-11-13,2025-11-13,R_1,Ana Ruiz,ELA,"Grants, Care, respite & equipment"\n'
    )
    assert topics(loaded(write, vocabulary, text)) == [["CARE", "FUN.grants"]]


# --- KoboToolbox and ODK --------------------------------------------------------------------------


def test_the_columns_of_0_and_1_are_the_truth(write, vocabulary):
    text = (
        "contact/name;contact/organisation;expertise;expertise/Grants;"
        "expertise/Care, respite & equipment;languages;_id;_uuid;_submission_time\r\n"
        "#contact+name;#org;;;;;;;\r\n"
        "Ana Ruiz;ELA;Grants Events Care;1;1;es;7;u7;2025-11-13T09:07:12\r\n"
        "Bo Li;SLA;Events;0;1;fr;8;u8;2025-11-14T09:07:12\r\n"
    )
    found = loaded(write, vocabulary, text)
    assert topics(found) == [["CARE", "FUN.grants"], ["CARE"]]
    assert [m.name for m in found.mentors] == ["Ana Ruiz", "Bo Li"]
    assert str(found.mentors[0].submitted) == "2025-11-13 09:07:12"


def test_briefcase_writes_dates_in_words(write, vocabulary):
    text = (
        "SubmissionDate,details-name,details-organisation,details-expertise,meta-instanceID,KEY\n"
        '"Apr 26, 2018 8:56:00 AM",Ana Ruiz,ELA,Grants,uuid:1,uuid:1\n'
    )
    (ana,) = loaded(write, vocabulary, text).mentors
    assert (ana.name, str(ana.submitted)) == ("Ana Ruiz", "2018-04-26 08:56:00")


# --- LimeSurvey and Typeform ----------------------------------------------------------------------


def test_codes_without_words_are_asked_about(write, vocabulary):
    text = (
        "\ufeffid;submitdate;lastpage;startlanguage;name;organisation;"
        "G01Q02[SQ001];G01Q02[SQ002];G01Q02[other]\r\n"
        "4;2025-11-13 09:07:12;2;en;Ana Ruiz;ELA;Y;;registry\r\n"
        "5;;1;fr;Bo Li;SLA;;Y;\r\n\r\n"
    )
    found = loaded(write, vocabulary, text)
    asked = [f for f in found.report.at("question") if "codes" in f.understood]
    assert len(asked) == 1
    assert "Full question text" in asked[0].remedy
    (unsent,) = [f for f in found.report.findings if "never sent off" in f.understood]
    assert unsent.row == 3


def test_questions_with_their_code_in_front_are_read_without_it(write, vocabulary):
    text = (
        "id,submitdate,lastpage,startlanguage,G01Q01. Your name,G01Q02. Organisation,"
        "G01Q03[SQ001]. Areas of expertise [Grants],G01Q03[SQ002]. Areas of expertise [Events]\n"
        "4,2025-11-13 09:07:12,2,en,Ana Ruiz,ELA,Yes,No\n"
    )
    assert topics(loaded(write, vocabulary, text)) == [["FUN.grants"]]


def test_choices_side_by_side_are_parted_by_what_they_are(write):
    table, _ = reshaped(
        write(
            "typeform.csv",
            "#,Your name,Fundraising,Research,English,French,Response Type,Submit Date (UTC),"
            "Network ID\n"
            "a1,Ana,Fundraising,,English,,completed,2025-11-13 09:07:12,98\n"
            "b2,Bo,Fundraising,Research,,French,partial,2025-11-13 09:08:12,98\n",
        )
    )
    rows = [dict(zip(table.header, cells, strict=True)) for _, cells in table.rows]
    assert [r["Topics"] for r in rows] == ["Fundraising", "Fundraising\nResearch"]
    assert [r["Languages"] for r in rows] == ["English", "French"]


# --- Airtable, PushFar ----------------------------------------------------------------------------


def test_a_comma_in_a_sentence_parts_nothing(write):
    table, _ = reshaped(
        write(
            "airtable.csv",
            [
                ["Name", "Areas", "Story"],
                ["Ana", 'Grants,"Care, respite & equipment"', "We began small, then grew"],
                ["Bo", "Grants,Events", "No, thanks"],
            ],
        )
    )
    assert [cells[1] for _, cells in table.rows] == [
        "Grants\nCare, respite & equipment",
        "Grants\nEvents",
    ]
    assert [cells[2] for _, cells in table.rows] == ["We began small, then grew", "No, thanks"]


def test_one_upload_holds_mentors_and_mentees(write, vocabulary):
    path = write(
        "upload.csv",
        "Full Name,Email,Organisation,Role,Maximum Mentees,Categories\n"
        "Ana Ruiz,a@x.org,ELA,Mentor,2,Grants;Events\n"
        "Bo Li,b@x.org,SLA,Mentee,,Grants\n"
        "Cy Kato,c@x.org,ALS Tokyo,Both,1,Events\n",
    )
    found = load_round(path, path, vocabulary=vocabulary)
    assert [m.name for m in found.mentors] == ["Ana Ruiz", "Cy Kato"]
    assert [m.name for m in found.mentees] == ["Bo Li", "Cy Kato"]


# --- samples --------------------------------------------------------------------------------------


def explained(sheet: Sheet, journal: Journal) -> None:
    """Every column is read or told of, and every row that is left out is told of."""
    for match in sheet.columns.matches:
        told = [f for f in journal.findings if f.column == match.header]
        assert match.field is not None or told, match
    numbers = {number for number, _ in sheet.table.rows}
    assert numbers


@pytest.mark.parametrize("name", KNOWN)
def test_the_samples_of_real_layouts_are_recognised_and_explained(name):
    path = SAMPLES / name
    if not path.exists():
        pytest.skip("the samples are kept beside the repository")
    defaults = {"defaults": {"organisation": "", "name": "somebody"}}
    said = Mapping.of({"mentors": defaults, "mentees": defaults})
    journal = Journal()
    role = "mentees" if name in FOR_MENTEES else "mentors"
    sheet = read_sheet(role, path, name, said, journal)
    assert sheet is not None, journal.problems
    assert sheet.recognition.format.name == KNOWN[name]
    assert not journal.problems
    explained(sheet, journal)
