from __future__ import annotations

import pytest

from alliance_match.intake.values.languages import read_languages


def spoken(text: str) -> list[str]:
    value = read_languages(text).value
    return [f"{s.language}:{s.level}" if s.level else s.language for s in value or ()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("English (fluent), un poco español", ["en:C1", "es:A2"]),
        ("Français", ["fr"]),
        ("French C1", ["fr:C1"]),
        ("Portuguese - native; Spanish B2", ["pt:native", "es:B2"]),
        ("fr", ["fr"]),
        ("pt-BR", ["pt"]),
        ("es-419, en-US (C1)", ["es", "en:C1"]),
        ("en:C1; fr:B2", ["en:C1", "fr:B2"]),
        ("EN, ES", ["en", "es"]),
        ("English, fluent; German", ["en:C1", "de"]),
        ("English and some French", ["en", "fr:A2"]),
        ("anglais courant, espagnol notions", ["en:C1", "es:A2"]),
        ("Inglês fluente e um pouco de francês", ["en:C1", "fr:A2"]),
        ("Deutsch (Muttersprache), Englisch fließend", ["de:native", "en:C1"]),
        ("Español (nativo), Inglés (intermedio), Portugués", ["es:native", "en:B1", "pt"]),
        ("langue maternelle : français", ["fr:native"]),
        ("Español e inglés", ["es", "en"]),
        ("espanol y frances", ["es", "fr"]),
        ("English French Spanish", ["en", "fr", "es"]),
        ("English / Français / Español", ["en", "fr", "es"]),
        ("Mandarin", ["zh"]),
        ("中文, 日本語", ["zh", "ja"]),
        ("Castellano", ["es"]),
        ("Italian (working knowledge)", ["it:B2"]),
        ("English B2+", ["en:B2"]),
        ("Haitian Creole", ["ht"]),
        ("it", ["it"]),
        ("Kinyarwanda", ["rw"]),
        ("I speak English fluently", ["en:C1"]),
    ],
)
def test_reads_what_people_write(text: str, expected: list[str]) -> None:
    reading = read_languages(text)
    assert spoken(text) == expected
    assert not [r for r in reading.remarks if r.severity in ("question", "error")]


@pytest.mark.parametrize(
    "text", ["Blabla", "no", "none", "Bahasa", "I don't speak English", "sign language"]
)
def test_asks_rather_than_guesses(text: str) -> None:
    reading = read_languages(text)
    assert reading.value is None
    assert [r.severity for r in reading.remarks] == ["question"]


def test_keeps_what_it_can_read() -> None:
    reading = read_languages("English, Blabla (fluent)")
    assert spoken("English, Blabla (fluent)") == ["en"]
    assert [(r.severity, r.value) for r in reading.remarks] == [("question", "Blabla (fluent)")]


def test_the_lower_of_two_levels_counts() -> None:
    reading = read_languages("French B1/B2")
    assert spoken("French B1/B2") == ["fr:B1"]
    assert reading.remarks[0].severity == "note"


def test_the_answer_no_is_not_norwegian_but_a_list_may_hold_it() -> None:
    assert spoken("no") == []
    assert spoken("en; no") == ["en", "no"]
