from __future__ import annotations

import re
from pathlib import Path

import pytest

from alliance_match.errors import InputError
from alliance_match.intake import Inspection, Mapping, inspect_file, inspect_files, mapping_toml
from alliance_match.intake.applicants import read_applicants
from alliance_match.intake.fields import FIELDS, Role
from alliance_match.intake.journal import Journal
from alliance_match.intake.sheets import read_sheet
from alliance_match.model.findings import Finding

from .conftest import MENTEES, MENTORS, Write
from .renderings import RENDERINGS, Rendering

MENTOR_FORM = (
    '"Timestamp","Username","Your name","Your organisation","Which areas can you support?",'
    '"How many mentees?","Shoe size"\n'
    '"2025/11/03 9:07:12 AM GMT+1","a@x.org","Ana ""A"" Ruiz","ELA","Grants","2","38"\n'
)


def test_what_a_file_looks_like(write: Write) -> None:
    look = inspect_file(write("m.csv", MENTOR_FORM))
    assert (look.format, look.role, look.role_guessed, look.rows) == (
        "Google Forms CSV",
        "mentors",
        True,
        1,
    )
    by_header = {c.header: c for c in look.columns}
    assert by_header["How many mentees?"].field == "capacity"
    assert by_header["Shoe size"].how == "unused"
    assert by_header["Username"].samples == ("a***@x.org",)
    assert "'Shoe size' -> not read (its answers are numbers)" in str(look)


@pytest.mark.parametrize(("rows", "role"), [(MENTORS, "mentors"), (MENTEES, "mentees")])
def test_the_role_is_guessed(write: Write, rows: list[list[str]], role: str) -> None:
    assert inspect_file(write("t.csv", rows)).role == role


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("mentees.csv", "mentees"),
        ("Mentoring 2027 - Mentee form.csv", "mentees"),
        ("mentors.csv", "mentors"),
        ("mentoring.csv", "mentors"),  # says neither: by the columns
        ("mentors-and-mentees.csv", "mentors"),
    ],
)
def test_a_role_in_the_name_counts_before_the_columns(write: Write, name: str, role: str) -> None:
    rows = [["Student", "Tell us about yourself"], ["Ada Test", "I like mud."]]
    assert inspect_file(write(name, rows)).role == role


def test_a_mapping_of_other_columns_counts_before_the_name(write: Write) -> None:
    path = write("mentees.csv", [["Who", "What"], ["Ada Test", "Grants"]])
    said = Mapping.of({"mentees": {"columns": {"Student": "name"}}})
    assert inspect_file(path).role == "mentees"
    assert inspect_file(path, mapping=said).role != "mentees"


def test_experts_are_told_by_their_own_columns(write: Write) -> None:
    rows = [["name", "organisation", "expertise", "consultations"], ["Ed", "A", "Grants", "3"]]
    assert inspect_file(write("t.csv", rows)).role == "experts"


def test_every_column_has_a_number_and_up_to_three_samples(write: Write) -> None:
    rows = [
        ["Name", "Organisation", "Shoe size"],
        *(["Ana", f"Org {n % 4}", "38"] for n in range(9)),
    ]
    look = inspect_file(write("m.csv", rows), "mentors")
    assert [c.samples for c in look.columns] == [("Ana",), ("Org 0", "Org 1", "Org 2"), ("38",)]
    assert [c.confidence for c in look.columns[:2]] == [100, 100]
    assert look.columns[2].confidence < 100
    lines = str(look).splitlines()
    for column in look.columns:
        assert any(re.match(rf" +\d+  '{column.header}' -> ", line) for line in lines)


def test_what_it_says_does_not_depend_on_the_order_of_rows(write: Write) -> None:
    body = [[f"Person {n}", "ELA", ("English", "French", "es", "日本語")[n % 4]] for n in range(30)]
    header = ["name", "organisation", "Tongues"]
    one = inspect_file(write("t.csv", [header, *body]), "mentors")
    other = inspect_file(write("t.csv", [header, *reversed(body)]), "mentors")
    assert (str(one), one.mapping_toml()) == (str(other), other.mapping_toml())
    assert {c.header: c.field for c in one.columns}["Tongues"] == "languages"


# --- the loop: look, edit, look again -------------------------------------------------------------

ODD = [
    ["Name", "Organisation", 'Shoe "size"\n(EU)', "Tongue twister\\", "Capacity", "CAPACITY",
     "Langauges spoken", "Mentee capacities you have", "Q\u200d", "Languages wanted"],
    ["Ana", "ELA", "38", "x", "1", "2", "en", "3", "en; fr", "English"],
    ["Bo", "SLA", "39", "y", "2", "1", "French", "1", "de", "French"],
]  # fmt: skip


def settled(look: Inspection) -> Mapping:
    """Read the mapping of a file with every open column left out by hand."""
    return Mapping.from_toml(look.mapping_toml().replace('" = "?"', '" = "ignore"'))


def test_after_the_mapping_nothing_is_asked_about_columns(write: Write) -> None:
    path = write("m.csv", ODD)
    look = inspect_file(path, "mentors")
    assert look.questions
    again = inspect_file(path, None, settled(look))
    assert {c.how for c in again.columns} == {"mapping"}
    assert not again.findings
    kept = {c.header: c.field or "ignore" for c in look.columns}
    assert {c.header: c.field for c in again.columns} == kept


def test_a_mapping_that_nobody_edited_leaves_every_question(write: Write) -> None:
    path = write("m.csv", ODD)
    look = inspect_file(path, "mentors")
    again = inspect_file(path, None, Mapping.from_toml(look.mapping_toml()))
    assert again.questions == look.questions
    assert {c.header for c in again.columns if c.field is None} == {
        c.header for c in look.columns if c.field is None
    }


def test_what_is_unsure_is_left_open_with_a_question_above(write: Write) -> None:
    text = inspect_file(write("m.csv", ODD), "mentors").mapping_toml()
    lines = text.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith('"Languages wanted"'))
    assert '= "?"' in lines[at]
    edited = text.replace('"Languages wanted" = "?"', '"Languages wanted" = "expertise"')
    again = inspect_file(write("m.csv", ODD), "mentors", Mapping.from_toml(edited))
    assert {c.header: c.field for c in again.columns}["Languages wanted"] == "expertise"
    unsure = [line for line in lines if line.startswith("# ? ")]
    assert any("Is this capacity?" in line for line in unsure)


@pytest.mark.parametrize("rendering", RENDERINGS, ids=lambda r: r.name)
@pytest.mark.parametrize("role", ["mentors", "mentees"])
def test_the_loop_for_every_export(write: Write, rendering: Rendering, role: Role) -> None:
    path = write(f"{role}-{rendering.file}", rendering.render(role))
    first = inspect_file(path, role)
    mapping = settled(first)
    again = inspect_file(path, role, mapping)
    assert {c.how for c in again.columns} == {"mapping"}
    assert not again.questions
    plain, mapped = (sheet_of(role, path, said) for said in (Mapping(), mapping))
    assert mapped[1] == [] or {f.column for f in mapped[1]} <= {f.column for f in plain[1]}
    assert mapped[0] == plain[0]


def sheet_of(role: Role, path: Path, said: Mapping) -> tuple[object, list[Finding]]:
    """Give what the rows say by field, and what is asked about columns."""
    journal = Journal()
    sheet = read_sheet(role, path, path.name, said, journal)
    assert sheet is not None
    assert not journal.problems
    cells = [
        {f: [c.text for c in row.cells(f)] for f in FIELDS[role] if f != "ignore"}
        for row in sheet.rows(Journal())
    ]
    asked = [f for f in journal.findings if f.severity == "question" and not DATES(f.understood)]
    return cells, asked


DATES = re.compile("Day or month first").match


def test_a_mapping_keeps_what_was_said_before(write: Write) -> None:
    said = Mapping.of(
        {
            "mentors": {"columns": {"job": "expertise"}, "defaults": {"capacity": "2"}},
            "mentees": {"defaults": {"organisation": ""}},
            "options": {
                "day_first": False,
                "sizes": [2, 9],
                "language_level": "B1",
                "labels": ["HR", "Law"],
            },
        }
    )
    rows = [["name", "organisation", "job"], ["Ana", "ELA", "HR"]]
    text = inspect_file(write("m.csv", rows), "mentors", said).mapping_toml(said)
    read = Mapping.from_toml(text)
    assert read.mentors.columns == {
        "name": "name",
        "organisation": "organisation",
        "job": "expertise",
    }
    assert read.mentors.defaults == {"capacity": "2"}
    assert read.mentees == said.mentees
    assert read.options == said.options


def test_what_a_tool_writes_for_nobody_stays_nobody_with_a_mapping(write: Write) -> None:
    path = write("msforms.csv", SMALL["msforms.csv"][1])
    said = Mapping.from_toml(inspect_file(path).mapping_toml())
    assert said.mentees.columns["Email"] == "email"
    sheet = read_sheet("mentees", path, "m.csv", said, Journal())
    assert sheet is not None
    found, _ = read_applicants(sheet, Journal())
    assert [a.email for a in found] == ["", "b@example.org"]


def test_two_files_of_a_role_do_not_make_two_sections(write: Write) -> None:
    looks = [inspect_file(write(f"{n}.csv", MENTORS)) for n in (1, 2)]
    text = mapping_toml([*looks, inspect_file(write("e.csv", MENTEES))])
    read = Mapping.from_toml(text)
    assert set(read.mentors.columns.values()) == set(MENTORS[0])
    assert set(read.mentees.columns.values()) == set(MENTEES[0])
    assert "2.csv is of mentors too, like 1.csv" in text


# --- columns that nothing is read from ------------------------------------------------------------

PEOPLE = [
    ["name", "organisation", "Wer kommt nicht in Frage?", "Signed", "Voice"],
    ["Ana Sample", "Org A", "Singers B", "Ana Sample", "Alto"],
    ["Bo Probe", "Org B", "", "Bo Probe", "Bass"],
]


def test_a_column_that_names_people_of_the_file_may_hold_exclusions(write: Write) -> None:
    rows = [PEOPLE[0], [*PEOPLE[1][:2], "Frau Bo Probe, Ana's sister", *PEOPLE[1][3:]], PEOPLE[2]]
    look = inspect_file(write("mentors.csv", rows))
    nearest = {c.header: c.nearest for c in look.columns}
    assert nearest["Wer kommt nicht in Frage?"] == "exclusions"
    assert (nearest["Signed"], nearest["Voice"]) == (None, None)  # one's own name names nobody else
    assert "# ? Is this exclusions?" in look.mapping_toml()
    (asked,) = look.questions
    assert "1 of 1 different answers name people" in asked.understood
    assert not [f for f in look.findings if f.column == asked.column and f is not asked]


def test_a_column_may_name_people_of_another_file(write: Write) -> None:
    mentors = write("mentors.csv", PEOPLE)
    mentees = write("mentees.csv", [["organisation", "goals"], ["Singers B", "Grants"]])
    assert not inspect_file(mentors).questions
    (look, _), problems = inspect_files([mentors, mentees])
    assert not problems
    assert {c.header for c in look.columns if c.nearest} == {"Wer kommt nicht in Frage?"}


# --- columns that may be what is missing ----------------------------------------------------------

CHOIR = [
    ["Wie heißen Sie?", "Für welchen Chor oder Verband sprechen Sie?", "Erfahrung als Mentorin",
     "Wobei können Sie anderen Chören helfen?", "Welche Stimmlage singen Sie?", "Los im Zelt"],
    *[[f"Person {n}", f"Chor {n}", "Chorleiterin", f"Thema {n}, Thema {n + 1}", "Alt", f"{n}"]
      for n in range(5)],
]  # fmt: skip


def test_the_columns_that_come_nearest_to_what_is_missing_are_asked_about(write: Write) -> None:
    path = write("mentors.csv", CHOIR)
    look = inspect_file(path)
    nearest = {c.header: c.nearest for c in look.columns if c.nearest}
    assert nearest == {CHOIR[0][1]: "organisation", CHOIR[0][3]: "expertise"}
    lines = look.mapping_toml().splitlines()
    for header, field in nearest.items():
        at = next(n for n, line in enumerate(lines) if line.startswith(f'"{header}" = "?"'))
        assert lines[at - 1].startswith(f"# ? Is this {field}? no column is read as {field}")
    text = look.mapping_toml()
    for header, field in nearest.items():
        text = text.replace(f'"{header}" = "?"', f'"{header}" = "{field}"')
    again = inspect_file(path, mapping=Mapping.from_toml(text))
    assert not again.questions
    assert "organisation" not in again.missing


def test_topics_that_are_told_in_text_only_are_missing(write: Write) -> None:
    rows = [["name", "organisation", "expertise_text", "Wobei helfen Sie anderen?"],
            ["Ana", "Org A", "A lot.", "Thema A"], ["Bo", "Org B", "I do.", "Thema B"]]  # fmt: skip
    look = inspect_file(write("mentors.csv", rows))
    assert "expertise" in look.missing
    assert {c.header: c.nearest for c in look.columns}["Wobei helfen Sie anderen?"] == "expertise"


def test_every_column_with_the_same_topics_to_choose_from_is_asked_about(write: Write) -> None:
    rows = [
        ["organisation", "The most important thing you would like help with", "And the second",
         "How did you come to us?"],
        ["Org A", "Thing 1", "Thing 2", "by train"],
        ["Org B", "Thing 2", "Thing 3", "on foot"],
        ["Org C", "Thing 3", "Thing 1", "by bus"],
    ]  # fmt: skip
    look = inspect_file(write("mentees.csv", rows))
    assert {c.header for c in look.columns if c.nearest == "goals"} == set(rows[0][1:3])


# --- layouts as small as the documentation of the tools shows them --------------------------------

SMALL: dict[str, tuple[Role, str | bytes, dict[str, str]]] = {
    "euro.csv": ("mentors", "sep=;\r\nOrganisation;Heures\r\nSLA Sud;2,5\r\n".encode("cp1252"),
                 {"Organisation": "organisation", "Heures": "hours_per_month"}),
    "unicode.txt": ("mentors",
                    'Organización\tLangues\r\nELA\t"English; Français"\r\n'.encode("utf-16"),
                    {"Organización": "organisation", "Langues": "languages"}),
    "gforms.csv": ("mentors",
        '"Timestamp","Username","Which areas can you support? (tick all)","What languages do you '
        'speak?","How many mentees?"\n"2025/11/13 9:07:12 AM GMT+1","a@example.org","Governance, '
        'board & strategy;Fundraising","English (fluent), un poco español","one or two"\n',
        {"Which areas can you support? (tick all)": "expertise", "How many mentees?": "capacity"}),
    "gsheets.csv": ("mentors",
        "Timestamp,Email Address,Which areas can you support? (tick all),What languages do you "
        'speak?,How many mentees?\n11/13/2025 9:07:12,a@example.org,"Advocacy, Fundraising",'
        "Français,one or two\n,,,,\n11/14/2025 22:39:41,b@example.org,Research,Français,\n",
        {"What languages do you speak?": "languages", "Email Address": "email"}),
    "limesurvey.csv": ("mentors",
        '\ufeff"id";"submitdate";"lastpage";"startlanguage";"G01Q02[SQ001]";"G01Q02[SQ002]";'
        '"G01Q02[other]";"G01Q05"\r\n"4";"2025-11-03 09:07:12";"2";"en";"Y";"";"registry";'
        '"Loan bank\nand respite"\r\n"5";"";"1";"fr";"";"Y";"";""\r\n\r\n',
        {"submitdate": "submitted"}),
    "msforms.csv": ("mentees",
        "\ufeffID,Start time,Completion time,Email,Name,Last modified time,Your organisation,"
        '"Areas of support needed\n(choose up to 3)",Hours per month\n1,11/13/25 9:01:22,11/13/25 '
        "9:07:12,anonymous,,,ELA Norte,Fundraising;Respite care;,2-3 hours\n2,11/14/25 10:00:00,"
        '11/14/25 10:09:59,b@example.org,Ana Sample,,"SLA, Sud",Advocacy;,2\n',
        {"Areas of support needed (choose up to 3)": "goals", "Your organisation": "organisation"}),
    "surveymonkey.csv": ("mentees",
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,"
        'Last Name,Custom Data 1,Contact information,,"Which areas, if any?",,,What is your main '
        'goal?\n,,,,,,,,,Name,Email,Fundraising,"Care, respite",Other (please specify),Open-Ended '
        "Response\n1,4,11/13/2025 09:01:22 AM,11/13/2025 09:07:12 AM,,,,,,Ana,a@example.org,"
        'Fundraising,"Care, respite",,Start a loan bank\n2,4,11/14/2025 10:00:00 PM,11/14/2025 '
        "10:09:59 PM,,,,,,Bo,b@example.org,,,Registry,\n",
        {"Which areas, if any?": "goals", "What is your main goal?": "goal_text"}),
    "typeform.csv": ("mentees",
        "#,Your name,Phone,Fundraising,Respite care,Other,Response Type,Start Date (UTC),Stage "
        "Date (UTC),Submit Date (UTC),Network ID,Tags,Ending\nhefup,Ana,'+5690000,"
        "Fundraising,,registry,completed,2025-11-03 09:01:22,,2025-11-03 09:07:12,98eebf3737,,\n",
        {"Topics": "goals", "Your name": "name"}),
}  # fmt: skip


@pytest.mark.parametrize("name", SMALL)
def test_small_layouts_are_read_with_a_reason_and_a_remedy_on_every_line(
    write: Write, name: str
) -> None:
    role, content, expected = SMALL[name]
    path = write(name, content)
    look = inspect_file(path)
    assert look.role == role
    fields = {c.header: c.field for c in look.columns}
    assert {h: fields.get(h) for h in expected} == expected
    for column in look.columns:
        assert column.field or column.why
    defaults = {"defaults": {"organisation": "", "name": "somebody"}}
    journal = Journal()
    sheet = read_sheet(role, path, name, Mapping.of({role: defaults}), journal)
    assert sheet is not None
    assert not journal.problems
    read_applicants(sheet, journal)
    for finding in journal.findings:
        assert finding.understood, finding
        assert finding.remedy, finding
    unread = {m.header for m in sheet.columns.matches if m.field is None}
    assert unread <= {f.column for f in journal.findings}
    assert not inspect_file(path, role, settled(look)).questions


def test_a_file_that_is_no_table(write: Write) -> None:
    with pytest.raises(InputError, match="empty"):
        inspect_file(write("t.csv", ""))
    with pytest.raises(InputError, match="names the column 'nix'"):
        inspect_file(
            write("t.csv", MENTORS),
            "mentors",
            Mapping.of({"mentors": {"columns": {"nix": "name"}}}),
        )
