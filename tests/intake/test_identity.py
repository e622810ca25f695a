from __future__ import annotations

from itertools import permutations

import pandas as pd
import pytest

from alliance_match.intake import load_round
from alliance_match.intake.organisations import slug
from alliance_match.model.round import MatchRound

from .conftest import MENTEES, VOCABULARY

HEADER = ["name", "organisation", "email", "submitted", "country", "exclusions", "preferences"]


def loaded(*rows: tuple[str, ...], mentees: list[list[str]] | None = None) -> MatchRound:
    body = [[*r, *[""] * (len(HEADER) - len(r))] for r in rows]
    others = mentees or MENTEES
    return load_round(
        pd.DataFrame(body, columns=HEADER, dtype=str),
        pd.DataFrame(others[1:], columns=others[0], dtype=str),
        vocabulary=VOCABULARY,
    )


def warned(found: MatchRound, words: str) -> list[int | None]:
    return [f.row for f in found.report.at("warning", "question") if words in f.understood]


def test_the_latest_of_duplicates_counts_and_both_rows_are_reported() -> None:
    found = loaded(
        ("Ana Ruiz", "ELA", "ana@x.org", "2025-11-05"),
        ("Ana Ruíz", "ELA", "ANA@x.org", "2025-11-03"),
        ("ana ruiz", "E.L.A.", "", "2025-11-01"),
    )
    assert [m.source.row for m in found.mentors if m.source] == [4, 2]
    assert warned(found, "may be the same organisation") == [2]
    assert warned(found, "The same person as in row") == [2, 3]


@pytest.mark.parametrize("dates", [("", "", ""), ("2025-11-05",) * 3, ("", "2025-11-05", "")])
def test_without_dates_it_is_asked_which_duplicate_is_newer(dates: tuple[str, ...]) -> None:
    rows = [
        ("Ana Ruiz", "ELA", "ana@x.org", dates[0], "ES"),
        ("Ana Ruiz", "ELA", "", dates[1], "ES", "", "ALS Tokyo"),
        ("Ana Ruiz", "ELA", "", dates[2], "ES", "", "AISLA"),
    ]
    kept = set()
    for order in permutations(rows):
        found = loaded(*order)
        (ana,) = found.mentors
        assert ana.source is not None
        kept.add(tuple(ana.source.raw.items()))
        (asked,) = [f for f in found.report.at("question") if "no date tells" in f.understood]
        assert (asked.row, asked.value) == (ana.source.row, "Ana Ruiz")
        assert "column 'submitted'" in asked.remedy
        assert "sent last" not in str(found.report)
        assert len(warned(found, f"in row {asked.row}, which is used instead")) == 2
    assert len(kept) == 1


def test_the_same_application_twice_is_no_question() -> None:
    found = loaded(("Ana Ruiz", "ELA", "ana@x.org"), ("Ana Ruiz", "ELA", "ana@x.org"))
    assert len(found.mentors) == 1
    assert warned(found, "The same application as in row") == [3]
    assert not found.report.at("error", "question")


def test_one_organisation_and_name_is_one_person() -> None:
    found = loaded(("Ana Ruiz", "ELA", "a@x.org"), ("ANA RUIZ", "Ela", "b@x.org"))
    assert len(found.mentors) == 1


def test_two_people_of_one_organisation_are_two() -> None:
    assert len(loaded(("Ana", "ELA"), ("Bo", "ELA")).mentors) == 2


def test_one_address_with_two_names_is_two_people_and_a_warning() -> None:
    found = loaded(("Ana Ruiz", "ELA", "info@x.org"), ("Bo Li", "ELA", "info@x.org"))
    assert len(found.mentors) == 2
    assert warned(found, "Different names with one e-mail address") == [2, 3]


def test_one_address_and_a_longer_name_is_one_person() -> None:
    found = loaded(("Ana Ruiz", "ELA", "a@x.org"), ("Ruiz Lopez, Ana", "SLA", "a@x.org"))
    assert len(found.mentors) == 1


def test_exclusions_of_a_replaced_application_are_not_forgotten() -> None:
    found = loaded(
        ("Ana", "ELA", "a@x.org", "2025-11-03", "", "AISLA"),
        ("Ana", "ELA", "a@x.org", "2025-11-05"),
    )
    assert found.mentors[0].exclusions == ()
    assert warned(found, "Declares exclusions that row 3") == [2]


def test_organisations_are_one_in_any_spelling() -> None:
    found = loaded(("Ana", "ELA  Norte", "", "", "ES"), ("Bo", "Éla-Norte"), ("Cy", "ela norte"))
    assert {m.organisation for m in found.mentors} == {"ela-norte"}
    (norte,) = [o for o in found.organisations if o.id == "ela-norte"]
    assert norte.country == "ES"


def test_contradictory_countries_are_flagged() -> None:
    found = loaded(
        ("Ana", "ELA", "", "", "ES"), ("Bo", "ELA", "", "", "PE"), ("Cy", "ELA", "", "", "ES")
    )
    assert next(o for o in found.organisations if o.id == "ela").country == "ES"
    assert warned(found, "said to have the country") == [3]
    tied = loaded(("Ana", "ELA", "", "", "ES"), ("Bo", "ELA", "", "", "PE"))
    assert next(o for o in tied.organisations if o.id == "ela").country is None
    assert len(warned(tied, "left unknown")) == 2


@pytest.mark.parametrize(
    ("one", "other", "flagged"),
    [
        ("ALS Assocation of Peru", "ALS Association of Peru", True),
        ("ALS Society", "The ALS Society Inc.", True),
        ("ALS Society 1", "ALS Society 2", False),
        ("ELA Norte", "SLA Sud", False),
    ],
)
def test_near_identical_organisations_are_warned_about(one: str, other: str, flagged: bool) -> None:
    found = loaded(("Ana", one), ("Bo", other))
    assert bool(warned(found, "may be the same organisation")) == flagged


def test_slugs_are_ascii_and_never_shared() -> None:
    assert slug("Asociación ELA – Perú") == "asociacion-ela-peru"
    assert slug("日本協会").startswith("org-")
    found = loaded(("Ana", "ELA 日本"), ("Bo", "ELA 東京"), ("Cy", "ELA 2"))
    assert sorted(m.organisation or "" for m in found.mentors) == ["ela", "ela-2", "ela-2-x"]


def test_a_mentee_that_is_an_organisation_takes_its_name() -> None:
    rows = [
        ["name", "organisation", "kind", "goals"],
        ["", "SLA Sud", "organisation", "Grants"],
        ["ELA Norte", "", "organisation", "Grants"],
    ]
    found = loaded(("Ana", "ELA"), mentees=rows)
    assert {(m.name, m.organisation) for m in found.mentees} == {
        ("SLA Sud", "sla-sud"),
        ("ELA Norte", "ela-norte"),
    }


# ---- exclusions and preferences ------------------------------------------------------------------


def excluded(text: str, preferences: str = "") -> tuple[MatchRound, tuple[str, ...]]:
    found = loaded(("Ana", "ELA", "", "", "", text, preferences), ("Bo Li", "SLA, Sud", "bo@x.org"))
    return found, found.mentor("Ana").exclusions


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ()),
        ("none", ()),
        ("N/A", ()),
        ("aucun", ()),
        ("E01", ("E01",)),
        ("Cy Kato", ("E01",)),
        ("Kato, Cy", ("E01",)),
        ("cy@x.org", ("E01",)),
        ("ALS Tokyo", ("als-tokyo",)),
        ("aisla; Di Rossi", ("aisla", "E02")),
        ("SLA, Sud, Cy Kato", ("sla-sud", "E01")),
        ("SLA, Sud", ("sla-sud",)),
        ("AISLA\nCy Kato (Tokyo)", ("aisla", "E01")),
    ],
)
def test_exclusions_become_ids(text: str, ids: tuple[str, ...]) -> None:
    found, got = excluded(text)
    assert got == ids
    assert not found.report.at("error", "question", "warning")


@pytest.mark.parametrize("text", ["ALS  Tokyoo", "I sit on the board of ALS Tokyo"])
def test_a_conflict_is_not_missed_for_a_slip_of_the_pen(text: str) -> None:
    found, got = excluded(text)
    assert got == ("als-tokyo",)
    assert warned(found, "Read as als-tokyo") == [2]


def test_an_unknown_exclusion_is_a_question_and_a_bare_yes_too() -> None:
    assert warned(excluded("Zz Top")[0], "Nobody in this round") == [2]
    assert warned(excluded("yes")[0], "with whom is not said") == [2]


def test_of_several_matches_all_are_excluded_but_none_preferred() -> None:
    mentees = [["name", "organisation", "goals"], ["Cy", "A", "Grants"], ["Cy", "B", "Grants"]]
    found = loaded(("Ana", "ELA", "", "", "", "Cy", "Cy"), mentees=mentees)
    (ana,) = found.mentors
    assert (ana.exclusions, ana.preferences) == (("E01", "E02"), ())
    assert warned(found, "Several go by this name") == [2, 2]


def test_naming_somebody_of_ones_own_side_is_noted_and_has_no_effect() -> None:
    found, got = excluded("Bo Li, AISLA", "bo@x.org")
    assert got == ("aisla",)
    assert found.mentor("Ana").preferences == ()
    said = [f.value for f in found.report.at("note") if "has no effect" in f.understood]
    assert sorted(said) == ["Bo Li", "b***@x.org"]
    assert not found.report.at("error", "question", "warning")


def test_ids_count_within_their_own_file() -> None:
    """Both files number their people from 1: an id means somebody of the other side."""
    mentors = [
        ["id", "name", "organisation", "exclusions", "preferences"],
        ["1", "Ana", "ELA", "", ""],
        ["2", "Bo", "ALS", "Ana", "1"],
        ["3", "Cy", "SLA", "Di", "Ana; Ed"],
    ]
    mentees = [
        ["id", "name", "organisation", "goals", "exclusions"],
        ["1", "Di", "AISLA", "Grants", "Ed; 2"],
        ["2", "Ed", "MND", "Grants", ""],
    ]
    found = load_round(
        pd.DataFrame(mentors[1:], columns=mentors[0], dtype=str),
        pd.DataFrame(mentees[1:], columns=mentees[0], dtype=str),
        vocabulary=VOCABULARY,
    )
    named = {m.name: (m.exclusions, m.preferences) for m in (*found.mentors, *found.mentees)}
    assert named == {
        "Ana": ((), ()),
        "Bo": ((), ("1",)),  # Ana is a mentor too; mentee 1 is Di
        "Cy": (("1",), ("2",)),
        "Di": (("2",), ()),
        "Ed": ((), ()),
    }


def test_preferences_keep_their_order() -> None:
    found, _ = excluded("", "Di Rossi; ALS Tokyo")
    assert found.mentor("Ana").preferences == ("E02", "als-tokyo")
