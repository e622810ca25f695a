from __future__ import annotations

import pytest

from alliance_match.intake.values.tzinfo import country_zones, fixed_zone, offsets
from alliance_match.intake.values.zones import read_zone, zone_of_country


@pytest.mark.parametrize(
    ("text", "country", "zone"),
    [
        ("Europe/Paris", None, "Europe/Paris"),
        ("america/sao paulo", None, "America/Sao_Paulo"),
        ("GMT+2", None, "Etc/GMT-2"),
        ("GMT+2", "ES", "Europe/Madrid"),
        ("UTC-5", "PE", "America/Lima"),
        ("UTC -3", None, "Etc/GMT+3"),
        ("UTC+05:30", None, "Asia/Kolkata"),
        ("UTC+5:45", "NP", "Asia/Kathmandu"),
        ("CET", "DE", "Europe/Berlin"),
        ("CEST", "IT", "Europe/Rome"),
        ("CET", None, "Europe/Paris"),
        ("GMT", "GB", "Europe/London"),
        ("UTC", "PE", "Etc/UTC"),
        ("CST", "US", "America/Chicago"),
        ("CST", "CN", "Asia/Shanghai"),
        ("CST", "MX", "America/Mexico_City"),
        ("IST", "IN", "Asia/Kolkata"),
        ("IST", "IE", "Europe/Dublin"),
        ("BST", "GB", "Europe/London"),
        ("EST", "US", "America/New_York"),
        ("EST", "AU", "Australia/Sydney"),
        ("Eastern Time", "US", "America/New_York"),
        ("Central European Time", "AT", "Europe/Vienna"),
        ("Lima", "PE", "America/Lima"),
        ("São Paulo time", None, "America/Sao_Paulo"),
        ("hora de Lima", None, "America/Lima"),
        ("heure de Paris", None, "Europe/Paris"),
        ("Londres", None, "Europe/London"),
        ("UK time", None, "Europe/London"),
        ("GMT+2 (Madrid)", None, "Europe/Madrid"),
        ("SA Pacific Standard Time", None, "America/Bogota"),
        ("Perú", None, "America/Lima"),
        ("Washington DC", None, "America/New_York"),
        ("Asia/Calcutta", None, "Asia/Kolkata"),
        ("asia/calcutta", "IN", "Asia/Kolkata"),
        ("America/Buenos_Aires", None, "America/Argentina/Buenos_Aires"),
        ("US/Eastern", None, "America/New_York"),
        ("Europe/Kiev", None, "Europe/Kyiv"),
        ("Europe/Oslo", None, "Europe/Oslo"),
        ("India Standard Time", None, "Asia/Kolkata"),
        ("w. europe standard time", None, "Europe/Berlin"),
        ("Calcutta", None, "Asia/Kolkata"),
    ],
)
def test_reads_zones(text: str, country: str | None, zone: str) -> None:
    assert read_zone(text, country).value == zone


def test_the_windows_list_of_cities_has_the_right_offset() -> None:
    zone = read_zone("(UTC-05:00) Bogota, Lima, Quito, Rio Branco").value
    assert zone is not None
    assert offsets(zone) == (-300, -300)


@pytest.mark.parametrize("short", ["CST", "IST", "BST", "EST", "PST", "AST", "MST"])
def test_ambiguous_abbreviations_are_asked_about_with_candidates(short: str) -> None:
    reading = read_zone(short)
    assert reading.value is None
    (remark,) = reading.remarks
    assert remark.severity == "question"
    assert remark.understood.count("(") >= 2


@pytest.mark.parametrize("text", ["whatever", "5pm", "GMT+25", "Brazil"])
def test_unreadable_zones_are_asked_about(text: str) -> None:
    reading = read_zone(text)
    assert reading.value is None
    assert [r.severity for r in reading.remarks] == ["question"]


def test_an_abbreviation_against_the_country_is_flagged() -> None:
    reading = read_zone("CET", "PE")
    assert reading.value == "Europe/Paris"
    assert reading.remarks[0].severity == "warning"


def test_etc_signs_are_inverted_back() -> None:
    assert offsets("Etc/GMT-2") == (120, 120)
    for minutes in range(-720, 841, 60):
        zone = fixed_zone(minutes)
        assert zone is not None
        assert offsets(zone) == (minutes, minutes)


def test_a_country_with_one_zone_gives_it() -> None:
    assert zone_of_country("PE").value == "America/Lima"
    assert zone_of_country("DE").value == "Europe/Berlin"
    assert zone_of_country(None).value is None
    several = zone_of_country("US")
    assert several.value is None
    assert several.remarks[0].severity == "question"


def test_zones_of_a_country_that_never_differ_count_once() -> None:
    assert country_zones("DE") == ("Europe/Berlin",)
    assert len(country_zones("US")) < 12


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Birmingham, Alabama", "America/Chicago"),
        ("Seattle, WA", "America/Los_Angeles"),
        ("Perth WA", "Australia/Perth"),
        ("Berlin, DE", "Europe/Berlin"),
        ("Tbilisi, Georgia", "Asia/Tbilisi"),
        ("Atlanta, Georgia", "America/New_York"),
        ("Москва", "Europe/Moscow"),
    ],
)
def test_a_city_is_in_its_state_and_has_names_of_its_own(text: str, zone: str) -> None:
    assert read_zone(text).value == zone


@pytest.mark.parametrize(
    "text", ["London, Ontario", "Georgia", "Kutaisi, Georgia", "Central", "MST"]
)
def test_a_state_of_several_zones_or_a_namesake_is_asked_about(text: str) -> None:
    assert read_zone(text).value is None
