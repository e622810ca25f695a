from __future__ import annotations

import pytest

from alliance_match.errors import PolicyError
from alliance_match.intake import load_round
from alliance_match.intake.mapping import Mapping
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
        ("हिन्दी", ["hi"]),
        ("मराठी; हिन्दी (मातृभाषा)", ["mr", "hi:native"]),
        ("தமிழ் (native), বাংলা B2, ไทย C1", ["ta:native", "bn:B2", "th:C1"]),
        ("Italiano (madrelingua); inglese fluente", ["it:native", "en:C1"]),
        ("francese buono, tedesco base, spagnolo scolastico", ["fr:B2", "de:A2", "es:A2"]),
        ("català (natiu), castellà fluid", ["ca:native", "es:C1"]),
        ("català (nadiua)", ["ca:native"]),
        ("Türkçe (ana dili), İngilizce akıcı", ["tr:native", "en:C1"]),
        ("İngilizce iyi; Almanca orta", ["en:B2", "de:B1"]),
        ("русский (родной), английский свободно", ["ru:native", "en:C1"]),
        ("polski (ojczysty)", ["pl:native"]),
        ("Nederlands (moedertaal), Engels vloeiend", ["nl:native", "en:C1"]),
        ("العربية (اللغة الأم)، الإنجليزية", ["ar:native", "en"]),
        ("日本語（母語）、英語（ネイティブ）", ["ja:native", "en:native"]),
        ("中文（母语）", ["zh:native"]),
        ("Kiswahili (lugha ya mama)", ["sw:native"]),
        ("te reo Māori (fluent)", ["mi:C1"]),
        ("Māori language", ["mi"]),
        ("Қазақша (native)", ["kk:native"]),
        ("қазақ тілі (ана тілі)", ["kk:native"]),
        ("lingua italiana; langue française C1", ["it", "fr:C1"]),
        ("русский язык", ["ru"]),
        ("the Welsh language", ["cy"]),
        ("anglès i català", ["en", "ca"]),
        ("inglese e italiano", ["en", "it"]),
        ("Engels en Frans", ["en", "fr"]),
        ("polski i angielski", ["pl", "en"]),
        ("fluido en inglés", ["en:C1"]),
    ],
)
def test_reads_what_people_write(text: str, expected: list[str]) -> None:
    reading = read_languages(text)
    assert spoken(text) == expected
    assert not [r for r in reading.remarks if r.severity in ("question", "error")]


@pytest.mark.parametrize(
    "text", ["Blabla", "no", "none", "fluent", "Bahasa", "I don't speak English", "sign language"]
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


@pytest.mark.parametrize(
    ("text", "expected", "named"),
    [
        ("English and Welsh, both native", ["en:native", "cy:native"], "English"),
        ("English and Welsh (both native)", ["en:native", "cy:native"], "English"),
        ("inglés y español, nativos", ["en:native", "es:native"], "English"),
        ("anglès i català, nadius", ["en:native", "ca:native"], "English"),
        ("French C1; German and Italian, both B2", ["fr:C1", "de:B2", "it:B2"], "German"),
    ],
)
def test_a_level_of_several_languages(text: str, expected: list[str], named: str) -> None:
    reading = read_languages(text)
    assert spoken(text) == expected
    assert [(r.severity, named in r.understood) for r in reading.remarks] == [("note", True)]


def test_a_level_without_both_is_of_the_last_language() -> None:
    assert spoken("English and French, native") == ["en", "fr:native"]


def test_findings_name_languages_in_words() -> None:
    (only,) = read_languages("Italian dialect xyz").remarks
    assert only.understood == "Only Italian was understood"
    (two,) = read_languages("Italian B1, Italian C1").remarks
    assert two.understood.startswith("Two levels for Italian")


@pytest.mark.parametrize(
    ("text", "expected", "asked"),
    [
        ("Inglês - só leitura", [], True),
        ("I understand Dutch, I speak German", ["de"], True),
        ("English (read, written and spoken)", ["en"], False),
        ("English; my husband speaks Japanese", ["en"], True),
        ("Programming: Python, Java", [], True),
        ("Fluent in English and French; German", ["en:C1", "fr:C1", "de"], False),
        ("Fluent in English, and I get by in Italian", ["en:C1", "it:B1"], False),
        ("Native English speaker with basic French", ["en:native", "fr:A2"], False),
        ("Deutsch/Englisch (C2/B1)", ["de:C2", "en:B1"], False),
        ("Englsih (fluent)", ["en:C1"], False),
    ],
)
def test_whole_sentences_and_what_is_not_spoken(
    text: str, expected: list[str], asked: bool
) -> None:
    assert spoken(text) == expected
    assert any(r.severity == "question" for r in read_languages(text).remarks) == asked


def test_a_form_that_asks_for_no_levels_can_say_what_a_language_counts() -> None:
    """By the mapping alone: a level that somebody states stays, and each other is noted."""
    import pandas as pd

    people = [{"name": "Ana", "organisation": "ELA Muestra", "languages": "English, French A2"}]
    others = [{"name": "Bo", "organisation": "ALS Probe", "languages": "English C2"}]
    tables = pd.DataFrame(people), pd.DataFrame(others)
    mapping = Mapping.from_toml('[options]\nlanguage_level = "B1"')
    plain, told = load_round(*tables), load_round(*tables, mapping=mapping)
    ana, bo = (found.mentors[0].languages for found in (plain, told))
    assert [(s.language, s.level) for s in ana] == [("en", None), ("fr", "A2")]
    assert [(s.language, s.level) for s in bo] == [("en", "B1"), ("fr", "A2")]
    said = [f.understood for f in told.report.findings]
    assert sum("taken as B1, as the mapping has it" in one for one in said) == 1
    with pytest.raises(PolicyError, match="language_level"):
        Mapping.from_toml('[options]\nlanguage_level = "fluent"')
