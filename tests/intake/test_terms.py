from __future__ import annotations

import pandas as pd
import pytest

from alliance_match.intake import load_round
from alliance_match.intake.values import countries
from alliance_match.intake.values.countries import read_country
from alliance_match.intake.values.terms import (
    is_blank,
    is_nobody,
    read_regions,
    read_term,
    read_terms,
)


@pytest.mark.parametrize(
    ("table", "text", "expected"),
    [
        ("membership", "Full member", "full"),
        ("membership", "Miembro pleno", "full"),
        ("membership", "affilié", "affiliate"),
        ("membership", "Ehrenmitglied", "honorary"),
        ("membership", "not a member yet", "none"),
        ("membership", "No", "none"),
        ("membership", "yes", "member"),
        ("membership", "Member", "member"),
        ("membership", "Oui, bien sûr", "member"),
        ("panel_status", "approved", "approved"),
        ("panel_status", "Advised to reapply", "advised_to_reapply"),
        ("panel_status", "not approved", "not_approved"),
        ("panel_status", "rejected", "not_approved"),
        ("panel_status", "Declined", "not_approved"),
        ("panel_status", "abgelehnt", "not_approved"),
        ("panel_status", "not yet approved", "applied"),
        ("panel_status", "en attente", "applied"),
        ("panel_status", "zurückgezogen", "withdrawn"),
        ("stage", "Emerging", "emerging"),
        ("stage", "en desarrollo", "developing"),
        ("stage", "etabliert", "established"),
        ("stage", "We are a growing association", "developing"),
        ("kind", "On behalf of an organisation", "organisation"),
        ("kind", "Individual", "individual"),
        ("kind", "Einzelperson", "individual"),
    ],
)
def test_terms(table: str, text: str, expected: str) -> None:
    assert read_term(table, text).value == expected


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("membership", "not a full member of it"),
        ("membership", "purple"),
        ("stage", "emerging or established"),
    ],
)
def test_unclear_terms_are_questions(table: str, text: str) -> None:
    reading = read_term(table, text)
    assert reading.value is None
    assert [r.severity for r in reading.remarks] == ["question"]


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("rejected", "Read as not approved"),
        ("left", "Read as withdrawn"),
        ("Not approved", None),
        ("withdrawn", None),
        ("accepted", None),
        ("reapply", None),
    ],
)
def test_a_refusal_in_other_words_is_noted(text: str, noted: str | None) -> None:
    said = [(r.severity, r.understood) for r in read_term("panel_status", text).remarks]
    assert said == ([] if noted is None else [("note", noted)])


def test_several_stages_and_regions() -> None:
    assert read_terms("stage", "Established, emerging").value == ("emerging", "established")
    assert read_regions("Europe; Peru").value == (
        "Western Europe",
        "Latin America and the Caribbean",
    )
    assert [r.severity for r in read_regions("Atlantis").remarks] == ["question"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NA", "NA"),
        ("es", "ES"),
        ("PER", "PE"),
        ("UK", "GB"),
        ("USA", "US"),
        ("Pérou", "PE"),
        ("Alemania", "DE"),
        ("Deutschland", "DE"),
        ("Brasil", "BR"),
        ("The Gambia", "GM"),
        ("日本", "JP"),
        ("Scotland", "GB"),
        ("Reino Unido", "GB"),
        ("Қазақстан", "KZ"),
        ("Türkiye", "TR"),
        ("भारत", "IN"),
        ("العراق", "IQ"),
        ("Magyarország", "HU"),
        ("საქართველო", "GE"),
    ],
)
def test_countries(text: str, code: str) -> None:
    assert read_country(text).value == code


def test_an_unknown_country_is_a_question() -> None:
    assert [r.severity for r in read_country("Gremnay").remarks] == ["question"]
    assert "germany" in read_country("Gremnay").remarks[0].remedy


@pytest.mark.parametrize(("text", "code"), [("Germny", "DE"), ("Phillipines", "PH")])
def test_a_country_with_a_slip_of_the_pen_is_read_with_a_warning(text: str, code: str) -> None:
    reading = read_country(text)
    assert reading.value == code
    assert [r.severity for r in reading.remarks] == ["warning"]


@pytest.mark.parametrize("text", ["Austrla", "Nigera", "Mal", "Iram"])
def test_a_slip_that_may_mean_two_countries_is_a_question(text: str) -> None:
    assert read_country(text).value is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bogotá, Colombia", "CO"),
        ("Suisse / Schweiz", "CH"),
        ("Korea, Republic of", "KR"),
        ("Spain and Portugal", None),
        ("Atlanta, Georgia", None),
        ("Portland, ME", None),
        ("Congo", None),
    ],
)
def test_parts_that_name_one_country_and_no_other(text: str, code: str | None) -> None:
    assert read_country(text).value == code


def test_blank_is_not_none() -> None:
    assert is_blank("n/a")
    assert is_blank(" - ")
    assert not is_blank("none")
    assert is_nobody("aucun")


def test_other_languages_are_loaded_only_for_names_that_need_them() -> None:
    countries._own_names.cache_clear()
    assert [read_country(t).value for t in ("Peru", "Pérou", "Alemania")] == ["PE", "PE", "DE"]
    assert countries._own_names.cache_info().currsize == 0
    assert read_country("Україна").value == "UA"
    assert countries._own_names.cache_info().currsize == 1


@pytest.mark.parametrize(
    ("said", "membership"),
    [
        (("yes", "affiliate"), "affiliate"),
        (("yes", "yes"), "member"),
        (("yes", "no"), None),
        (("", "yes"), "member"),
    ],
)
def test_whoever_says_the_kind_of_member_is_believed(said, membership):
    mentors = pd.DataFrame(
        [{"name": "Ann Sample", "organisation": "Org A", "expertise": "Fundraising"}]
    )
    mentees = pd.DataFrame(
        [
            {
                "name": f"Bo {'XYZ'[n]}",
                "organisation": "ALS Probe",
                "membership": one,
                "goal_1": "Fundraising",
            }
            for n, one in enumerate(said)
        ]
    )
    found = load_round(mentors, mentees)
    assert [o.membership for o in found.organisations if o.name == "ALS Probe"] == [membership]
