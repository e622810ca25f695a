"""What is written out is read back as the same people: CSV and Excel, in words or exactly."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

import alliance_match as am
from alliance_match.errors import InputError
from alliance_match.intake.exact import exact_text, exact_value, fills
from alliance_match.intake.fields import FIELDS, ROLES
from alliance_match.intake.values.countries import read_country
from alliance_match.intake.values.quantities import read_capacity, read_count
from alliance_match.intake.values.sizes import read_size
from alliance_match.intake.values.terms import read_regions, read_term
from alliance_match.intake.values.topics import TopicReader
from alliance_match.intake.values.zones import read_zone
from alliance_match.intake.workbooks import HELP, LISTS
from alliance_match.model.people import STAGES, Expertise, Goal, Mentee, Mentor, Organisation
from alliance_match.model.record import Range, Record
from alliance_match.model.round import MatchRound
from alliance_match.report.form_fields import choices, form_columns, form_field
from alliance_match.report.forms import Form, form_csv, form_xlsx, write_forms, write_templates
from tests.strategies import FEW_TOPICS, maybe, rounds, some

DATA = Path(__file__).parents[2] / "examples" / "data"
FORMATS = ("csv", "xlsx")

#: What spreadsheets, CSV readers and our own parsers stumble over.
AWKWARD = st.sampled_from(
    [
        "=1+1",
        "'=1+1",
        "''-x",
        "-5",
        "- a list\n- of two",
        "+49 30",
        "@home",
        "＝full width",
        '="text"',
        "=SUM(A1:A2)",
        "#REF!",
        "'quoted'",
        'He said "no"; then, "yes"',
        "a;b;c\nd;e;f\ng",
        "line\r\nline\rline",
        "\ttab",
        " space ",
        "json: null",
        'json: "x"',
        "_x000D_",
        "n/a",
        "none",
        "no",
        "Total",
        "name",
        "Grants and foundations: our first; a second",
        "Board roles and responsibilities",
        "GOV.board",
        "2027-03-04",
        "02-Mar",
        "0012",
        "1e5",
        "http://example.org/?a=1",
        "\u200bunseen\u202e\x00\x07",
        "\u2028",
        "日本語・テスト",
        "",
    ]
)
TEXT = AWKWARD | st.text(st.characters(codec="utf-8"), max_size=30)
NAMES = TEXT.filter(bool)
QUANTITY = st.tuples(st.floats(0, 9) | st.integers(0, 9), st.floats(0, 9) | st.integers(0, 9)).map(
    lambda ends: Range(low=min(ends), high=max(ends))
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)) | st.just(  # noqa: DTZ001
    datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
)
GOALS = st.builds(
    Goal,
    topic=maybe(st.sampled_from(FEW_TOPICS)),
    priority=st.integers(1, 3),
    text=TEXT,
    success_measure=maybe(TEXT),
    deadline=maybe(DAYS),
)
SKILLS = st.builds(
    Expertise,
    topic=st.sampled_from(FEW_TOPICS),
    level=maybe(st.integers(1, 3)),
    evidence=TEXT,
)
COMMON = {"name": NAMES, "email": maybe(TEXT), "submitted": maybe(MOMENTS)}
CHANGES: dict[type, dict[str, st.SearchStrategy[Any]]] = {
    Mentor: COMMON
    | {
        "hours_per_month": maybe(QUANTITY),
        "capacity": maybe(QUANTITY),
        "expertise": maybe(some(SKILLS, 3)),
        "stages": maybe(some(st.sampled_from(STAGES), 4)),
    },
    Mentee: COMMON
    | {
        "goals": maybe(some(GOALS, 3)),
        "kind": maybe(st.sampled_from(["organisation", "individual"])),
        "key_people": some(TEXT, 2),
        "rounds_waited": st.integers(0, 5),
    },
    Organisation: {"name": TEXT},
}


def changed(draw: st.DrawFn, record: Record) -> Record:
    """Put awkward values in the place of some."""
    held = {
        name: draw(values)
        for name, values in CHANGES.get(type(record), {}).items()
        if draw(st.booleans())
    }
    return type(record).model_validate(dict(record) | held)


@st.composite
def awkward_rounds(draw: st.DrawFn) -> MatchRound:
    """Rounds of the shared strategies, with texts and numbers that are hard to carry."""
    plain = draw(rounds().filter(lambda r: r.mentors and r.mentees and len(r.vocabulary.topic)))
    kinds = ("mentors", "mentees", "organisations")
    return MatchRound.model_validate(
        dict(plain) | {k: tuple(changed(draw, r) for r in getattr(plain, k)) for k in kinds}
    )


def people_of(match_round: MatchRound) -> list[Any]:
    return [
        (person.model_copy(update={"source": None}), match_round.organisation_of(person))
        for role in ROLES
        for person in getattr(match_round, role)
    ]


def read(paths: tuple[Path, ...], match_round: MatchRound) -> MatchRound:
    mentors, mentees, *experts = paths
    return am.load_round(
        mentors,
        mentees,
        experts=experts[0] if experts else None,
        vocabulary=match_round.vocabulary,
    )


QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]


@pytest.mark.parametrize("file_format", FORMATS)
@settings(suppress_health_check=QUIET, deadline=None)
@given(match_round=rounds() | awkward_rounds())
def test_every_round_is_read_back_as_it_was(
    file_format: Any, match_round: MatchRound, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("round")
    if not (match_round.mentors and match_round.mentees):
        with pytest.raises(InputError, match="there are no applications to write"):
            am.save_applications(match_round, folder, file_format=file_format)
        return
    paths = am.save_applications(match_round, folder, file_format=file_format)
    assert people_of(read(paths, match_round)) == people_of(match_round)


@pytest.fixture(scope="module")
def example() -> MatchRound:
    return am.load_round(DATA / "mentors.csv", DATA / "mentees.csv", experts=DATA / "experts.csv")


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_example_round_is_written_in_words(
    file_format: Any, example: MatchRound, tmp_path: Path
) -> None:
    paths = am.save_applications(example, tmp_path, file_format=file_format)
    again = read(paths, example)
    assert people_of(again) == people_of(example)
    assert again.organisations == example.organisations
    assert set(again.report.counts()) <= {"note"}
    exact = [
        (person.id, header, text)
        for role in ROLES
        for person in getattr(again, role)
        for header, text in person.source.raw.items()
        if text.startswith("json:")
    ]
    # Their zone is unknown, and a blank would be filled with the only one of the country.
    assert exact == [("E04", "time_zone", "json: null")]


def test_it_is_written_byte_for_byte_alike_and_never_over_something(
    example: MatchRound, tmp_path: Path
) -> None:
    first = am.save_applications(example, tmp_path / "a")
    shuffled = example.model_copy(update={"mentors": example.mentors[::-1]})
    second = am.save_applications(MatchRound.model_validate(dict(shuffled)), tmp_path / "b")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    first[0].write_bytes(b"mine")
    with pytest.raises(InputError, match=r"holds mentors\.xlsx and mentees\.xlsx and experts"):
        am.save_applications(example, tmp_path / "a")
    assert first[0].read_bytes() == b"mine"
    am.save_applications(example, tmp_path / "a", overwrite=True)
    assert first[0].read_bytes() == second[0].read_bytes()


def test_headers_are_canonical_and_cells_are_text(example: MatchRound, tmp_path: Path) -> None:
    for path, role in zip(am.save_applications(example, tmp_path), ROLES, strict=True):
        book = CalamineWorkbook.from_path(str(path))
        header, *rows = book.get_sheet_by_index(0).to_python()
        assert {*header} <= {*FIELDS[role]}
        assert all(type(cell) is str for row in rows for cell in row)


def test_a_cell_too_long_for_a_workbook_is_refused_not_cut(
    example: MatchRound, tmp_path: Path
) -> None:
    goal = Goal(topic="GOV.board", text="Board roles and responsibilities: " + "x" * 40_000)
    mentee = example.mentees[0].model_copy(update={"goals": (goal,)})
    long = MatchRound.model_validate(dict(example) | {"mentees": (mentee,), "decisions": {}})
    with pytest.raises(InputError, match=r"row 2, column 'goal_1_text'.*Take the format csv"):
        am.save_applications(long, tmp_path)
    assert not list(tmp_path.iterdir())
    paths = am.save_applications(long, tmp_path, file_format="csv")
    assert people_of(read(paths, long)) == people_of(long)


def test_nothing_begins_as_a_formula() -> None:
    texts = ["=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝x", "'=1", "fine", "'fine'"]
    form = Form("mentors", ("name",), [(t,) for t in texts])
    (_, *rows) = csv.reader(io.StringIO(form_csv(form), newline=""))
    assert [row[0] for row in rows] == [f"'{t}" for t in texts[:-2]] + texts[-2:]
    book = CalamineWorkbook.from_filelike(io.BytesIO(form_xlsx(form, am.Vocabulary.alliance())))
    assert [r[0] for r in book.get_sheet_by_name("Mentors").to_python()[1:]] == [
        row[0] for row in rows
    ]


# ---- forms to fill in ----------------------------------------------------------------------------

#: What somebody writes who does as the help says; the topics are chosen from the lists.
FILLED = {
    "mentors": {"id": "M1", "expertise": "Support groups"},
    "mentees": {"kind": "individual", "name": "Bo Exempel", "organisation": "Exempel B"},
    "experts": {"name": "Cy Example"},
}


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_empty_form_says_that_nobody_has_applied_yet(file_format: Any, tmp_path: Path) -> None:
    mentors, mentees, experts = write_templates(tmp_path, file_format)
    with pytest.raises(InputError) as raised:
        am.load_round(mentors, mentees, experts=experts)
    said = str(raised.value)
    assert said.startswith("2 problems")
    for role in ("mentors", "mentees"):
        assert f"{role}.{file_format}: the file has a header but no {role}" in said
    assert "there is no application yet" in said


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_form_filled_as_its_help_says_is_read_without_a_question(
    file_format: Any, tmp_path: Path
) -> None:
    forms = []
    for role in ROLES:
        header = form_columns(role)
        row = [FILLED[role].get(c, form_field(c).examples) for c in header]
        forms.append(Form(role, header, [tuple(row)]))
    paths = write_forms(forms, tmp_path, file_format, am.Vocabulary.alliance())
    found = am.load_round(paths[0], paths[1], experts=paths[2])
    doubts = [str(f) for f in found.report.at("error", "question", "warning")]
    # The examples name people who are not in this round, and nothing else is doubtful.
    assert all("column 'exclusions'" in d or "column 'preferences'" in d for d in doubts), doubts
    assert {e.topic for e in found.mentors[0].expertise or ()} == {"SUP.groups", "FUN.grants"}
    assert [g.topic for g in found.mentees[0].goals or ()] == ["FUN.grants"]
    for role in ROLES:
        (person,) = getattr(found, role)
        asked = form_columns(role)
        unknown = {n for n in type(person).model_fields if n in asked and not getattr(person, n)}
        assert unknown <= {"exclusions", "preferences", "rounds_waited"}


def test_everything_that_can_be_chosen_is_read_as_itself() -> None:
    read_as = {
        "country": lambda t: read_country(t),
        "time_zone": lambda t: read_zone(t),
        "membership": lambda t: read_term("membership", t),
        "size": read_size,
        "panel_status": lambda t: read_term("panel_status", t),
        "kind": lambda t: read_term("kind", t),
        "stage": lambda t: read_term("stage", t),
        "region": read_regions,
        "few": read_capacity,
        "count": read_count,
        "topic": TopicReader(am.Vocabulary.alliance()).topics,
    }
    for name, entries in choices(am.Vocabulary.alliance()).items():
        readings = [read_as[name](entry) for entry in entries]
        assert not [r.remarks for r in readings if r.remarks]
        values = [repr(r.value) for r in readings]
        assert len({*values} - {"None"}) == len(entries) == len({*entries}) > 0


def lists_of(data: bytes) -> dict[str, list[str]]:
    """Say what each column of a form lets one choose from, as the file itself has it."""
    import re
    import zipfile

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    header = book.get_sheet_by_index(0).to_python()[0]
    held = book.get_sheet_by_name("Lists").to_python()
    xml = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    found: dict[str, list[str]] = {}
    rules = (
        r'type="list".*? sqref="([A-Z]+)2:[A-Z]+\d+"><formula1>Lists!\$([A-Z])\$3:\$[A-Z]\$(\d+)'
    )
    for column, at, last in re.findall(rules, xml):
        position = 0
        for letter in column:
            position = 26 * position + ord(letter) - ord("A") + 1
        cells = [str(row[ord(at) - ord("A")]) for row in held[2 : int(last)]]
        found[str(header[position - 1])] = cells
    return found


def test_the_lists_of_a_form_are_those_of_the_vocabulary() -> None:
    form = Form("mentees", form_columns("mentees"))
    flat = am.Vocabulary.of("Policy", "Security")
    lists = lists_of(form_xlsx(form, flat))
    assert lists["goal_1"] == lists["goal_3"] == ["Policy", "Security"]
    assert lists["stage"] == [*STAGES]
    assert "Peru" in lists["country"]
    assert len(lists_of(form_xlsx(form, am.Vocabulary.alliance()))["goal_2"]) == 67


def test_help_and_lists_are_no_applications_wherever_they_stand(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "mentors.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, first in (("Hilfe", HELP), ("Listen", LISTS), ("Daten", "name")):
            book.add_worksheet(name).write_row(0, 0, [first, "organisation"])
        book.worksheets()[2].write_row(1, 0, ["Ada Example", "Association A"])
    mentees = tmp_path / "mentees.csv"
    mentees.write_text("name,organisation\nBo,B\n", "utf-8")
    assert [m.name for m in am.load_round(path, mentees).mentors] == ["Ada Example"]
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("Help", "Daten"):
            book.add_worksheet(name).write_row(0, 0, ["name", "organisation"])
    with pytest.raises(InputError, match="2 sheets hold something"):
        am.load_round(path, mentees)


def test_every_field_but_the_parts_of_a_name_has_a_place_in_a_form() -> None:
    joined = {"goals", "goal_text", "success_measure", "deadline"}
    for role in ROLES:
        left_out = {*FIELDS[role]} - {*form_columns(role)}
        assert left_out == {"given_name", "family_name", "ignore"} | (joined & {*FIELDS[role]})
        for column in (*form_columns(role), *(joined & {*FIELDS[role]}), "scale.grade"):
            assert form_field(column).what.endswith(".")


# ---- the exact notation --------------------------------------------------------------------------


def test_exact_values_of_every_field_come_back(example: MatchRound) -> None:
    for role in ROLES:
        for person in getattr(example, role):
            for name in type(person).model_fields.keys() - {"source", "organisation"}:
                value = getattr(person, name)
                assert exact_value(role, name, exact_text(value)) == value
    assert {fills(c) for role in ROLES for c in FIELDS[role] if c != "ignore"} >= {
        *Mentor.model_fields,
        *Mentee.model_fields,
    } - {"source", "ranks", "group"}


def one(**cells: str) -> MatchRound:
    mentor = {"name": "Ada Example", "organisation": "Association A", **cells}
    mentee = {"name": "Bo Example", "organisation": "Association B", "kind": "individual"}
    import pandas as pd

    return am.load_round(pd.DataFrame([mentor]), pd.DataFrame([mentee]))


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("languages", "json: ["),
        ("languages", 'json: [{"language": "xx-none"}]'),
        ("capacity", 'json: "two"'),
        ("country", "json: null"),
        ("name", "json: null"),
    ],
)
def test_a_broken_exact_value_is_an_error_and_stays_unknown(column: str, text: str) -> None:
    found = one(**{column: text, "email": "a@example.org"})
    told = [f for f in found.report.at("error") if f.column == column]
    assert [f.value for f in told] == [text]
    assert "left unknown" in told[0].understood


def test_people_with_exact_ids_are_never_one_person() -> None:
    import pandas as pd

    row = {"name": "Ada Example", "organisation": "Association A", "email": "a@example.org"}
    mentee = pd.DataFrame([{"name": "Bo", "organisation": "B"}])
    twice = pd.DataFrame([{"id": 'json: "1"', **row}, {"id": 'json: "2"', **row}])
    assert [m.id for m in am.load_round(twice, mentee).mentors] == ["1", "2"]
    plain = pd.DataFrame([{"id": "1", **row}, {"id": "2", **row}])
    assert len(am.load_round(plain, mentee).mentors) == 1


def test_an_organisation_may_be_given_exactly_but_only_in_one_way() -> None:
    import pandas as pd

    def exact(**fields: str) -> str:
        return exact_text(Organisation(**{"id": "o1", "name": "Association A"} | fields))

    mentees = pd.DataFrame([{"name": "Bo", "organisation": "association a"}])
    mentors = pd.DataFrame([{"name": "Ada", "organisation": exact(country="PE")}])
    found = am.load_round(mentors, mentees)
    assert [o.id for o in found.organisations] == ["o1"]
    assert found.mentees[0].organisation == found.mentors[0].organisation == "o1"
    mentees = pd.DataFrame([{"name": "Bo", "organisation": exact(country="FR")}])
    with pytest.raises(InputError, match="'o1' is given in two ways"):
        am.load_round(mentors, mentees)
    mentees = pd.DataFrame([{"name": "Bo", "organisation": "O1"}])
    assert sorted(o.id for o in am.load_round(mentors, mentees).organisations) == ["o1", "o1-x"]
