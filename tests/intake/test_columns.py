from __future__ import annotations

from collections import defaultdict

import pytest

from alliance_match.intake.aliases import _phrases, aliases
from alliance_match.intake.columns import match_columns
from alliance_match.intake.fields import FIELDS, ROLES, Role
from alliance_match.intake.formats.plain import FORMAT
from alliance_match.intake.headers import header_key
from alliance_match.intake.journal import Journal
from alliance_match.intake.mapping import RoleMapping
from alliance_match.intake.matches import ColumnMatch
from alliance_match.intake.tables import table_of


def matched(
    role: Role, *headers: str, rows: list[tuple[str, ...]] | None = None, **columns: str
) -> tuple[dict[str, ColumnMatch], Journal]:
    journal = Journal()
    body = rows or [tuple("x" for _ in headers)]
    table = table_of("t.csv", [(*headers, "pad"), *((*r, "y") for r in body)], journal)
    assert table is not None
    said = RoleMapping(columns={"pad": "ignore", **columns})
    found = match_columns(table, role, FORMAT, said, journal)
    return {m.header: m for m in found.matches}, journal


@pytest.mark.parametrize(
    ("role", "header", "field"),
    [
        ("mentors", "hours_per_month", "hours_per_month"),
        ("mentors", "Which areas can you support? (tick all that apply)", "expertise"),
        ("mentors", "What\u00a0languages do you\nspeak?", "languages"),
        ("mentors", "How many mentees could you take on?", "capacity"),
        ("mentors", "  COUNTRY * ", "country"),
        ("mentors", "Nom de l’association", "organisation"),
        ("mentors", "¿Cuál es su zona horaria?", "time_zone"),
        ("mentors", "Disponibilité", "availability"),
        ("mentors", "Conflitos de interesse", "exclusions"),
        ("mentors", "Wie viele Mentees können Sie betreuen?", "capacity"),
        ("mentees", "Areas of support needed (choose up to 3)", "goals"),
        ("mentees", "Goal 2", "goal_2"),
        ("mentees", "Second goal", "goal_2"),
        ("mentees", "Goal 1 deadline", "goal_1_deadline"),
        ("mentees", "What does success look like?", "success_measure"),
        ("experts", "How many consultations can you offer?", "consultations"),
    ],
)
def test_questions_as_forms_ask_them(role: Role, header: str, field: str) -> None:
    found, _ = matched(role, header)
    (match,) = [m for m in found.values() if m.header != "pad"]
    assert match.field == field


def test_a_near_miss_is_used_with_a_note_of_how_sure() -> None:
    found, journal = matched("mentors", "Langauges spoken")
    assert (found["Langauges spoken"].field, found["Langauges spoken"].how) == (
        "languages",
        "fuzzy",
    )
    (finding,) = journal.findings
    assert finding.severity == "note"
    assert "of 100 sure" in finding.understood


def test_a_farther_miss_is_asked_about_and_not_used() -> None:
    found, journal = matched("mentors", "Mentee capacities you have")
    match = found["Mentee capacities you have"]
    assert match.field is None
    assert [f.severity for f in journal.findings] == ["question" if match.nearest else "note"]


def test_a_not_is_never_overlooked() -> None:
    found, journal = matched("mentors", "Which areas can you not support?")
    assert found["Which areas can you not support?"].field is None
    assert [f.severity for f in journal.findings] == ["question"]


def test_what_is_nothing_like_a_field_is_noted() -> None:
    found, journal = matched("mentors", "Shoe size")
    assert found["Shoe size"].field is None
    assert [f.severity for f in journal.findings] == ["note"]


def test_of_two_columns_for_one_field_the_better_is_used_and_both_are_reported() -> None:
    found, journal = matched("mentors", "Name", "Full name", rows=[("Ana", "Ana Ruiz")])
    assert found["Name"].field == "name"
    assert found["Full name"].field is None
    assert {f.column for f in journal.findings if f.severity == "warning"} == {"Name", "Full name"}


def test_a_tie_is_a_question_and_neither_is_used() -> None:
    found, journal = matched("mentors", "Capacity", "Capacity", rows=[("1", "2")])
    assert found["Capacity"].field is None
    assert found["Capacity #2"].field is None
    assert [f.severity for f in journal.findings] == ["question", "note"]


def test_a_tie_with_a_blank_column_is_none() -> None:
    found, _ = matched("mentors", "Capacity", "Capacity", rows=[("", "2")])
    assert found["Capacity #2"].field == "capacity"


def test_several_columns_may_fill_a_list_together() -> None:
    found, journal = matched("mentors", "Expertise", "Skills", rows=[("a", "b")])
    assert found["Expertise"].field == found["Skills"].field == "expertise"
    assert not journal.findings


def test_a_mapping_comes_first_and_counts_duplicates() -> None:
    found, _ = matched(
        "mentors",
        "Email",
        "Email",
        "Grade",
        rows=[("a", "b", "c")],
        **{"Email #2": "email", "Email": "ignore", "grade": "scale.grade"},
    )
    assert found["Email"].field == "ignore"
    assert found["Email #2"].field == "email"
    assert found["Grade"].field == "scale.grade"


def test_a_mapped_header_that_is_not_there_is_a_problem() -> None:
    _, journal = matched("mentors", "Profession", Profesion="expertise")
    (problem,) = journal.problems
    assert "'Profesion'" in problem
    assert "Did you mean 'Profession'" in problem


@pytest.mark.parametrize("role", ROLES)
def test_no_alias_means_two_fields(role: Role) -> None:
    meanings = defaultdict(set)
    for name, phrases in _phrases().items():
        if name in FIELDS[role]:
            for phrase in phrases:
                meanings[header_key(phrase)].add(name)
    assert {key: names for key, names in meanings.items() if len(names) > 1} == {}
    assert set(aliases(role).values()) <= set(FIELDS[role])
    unnamed = set(FIELDS[role]) - set(aliases(role).values())
    assert unnamed == set()


def test_an_alias_never_shadows_another_field() -> None:
    for role in ROLES:
        canonical = {f.replace("_", " "): f for f in FIELDS[role]}
        for key, name in aliases(role).items():
            assert canonical.get(key, name) == name
