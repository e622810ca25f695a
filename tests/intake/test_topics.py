from __future__ import annotations

import pytest

from alliance_match.intake.values.lists import split_options
from alliance_match.intake.values.topics import TopicReader
from alliance_match.model.vocabulary import Vocabulary

COMMAS = ", "


def options(vocabulary: Vocabulary, text: str, separator: str | None = COMMAS) -> tuple[str, ...]:
    return TopicReader(vocabulary, separator).options(text).value


def test_options_that_hold_commas(vocabulary: Vocabulary) -> None:
    text = "Governance, board & strategy, Fundraising, Care, respite & equipment"
    assert options(vocabulary, text) == (
        "Governance, board & strategy",
        "Fundraising",
        "Care, respite & equipment",
    )


def test_several_ways_to_split_are_listed_and_only_what_is_common_is_used() -> None:
    known = {"Care", "Equipment", "Care, Equipment", "Events"}
    split = split_options("Care, Equipment, Events", COMMAS, known.__contains__)
    assert split.options == ("Events",)
    (remark,) = split.remarks
    assert remark.severity == "question"
    assert "Care | Equipment | Events" in remark.understood
    assert "Care, Equipment | Events" in remark.understood


def test_a_semicolon_divides_where_the_export_says_so(vocabulary: Vocabulary) -> None:
    text = "Governance, board & strategy;Fundraising;"
    assert options(vocabulary, text, ";") == ("Governance, board & strategy", "Fundraising")
    assert options(vocabulary, text, None) == ("Governance, board & strategy", "Fundraising")


def test_an_unknown_piece_in_lower_case_goes_on_with_the_one_before(vocabulary: Vocabulary) -> None:
    assert options(vocabulary, "Clinics, trials & more, Fundraising") == (
        "Clinics, trials & more",
        "Fundraising",
    )


@pytest.mark.parametrize(
    ("text", "topic", "level"),
    [
        ("Grants (level 3)", "FUN.grants", 3),
        ("Events - 2", "FUN.events", 2),
        ("Events: 1", "FUN.events", 1),
        ("Grants (niveau 2)", "FUN.grants", 2),
        ("Fördermittel", "FUN.grants", None),
        ("FUN.grants", "FUN.grants", None),
        ("prêt de matériel", "EQT.loan", None),
    ],
)
def test_levels_and_languages(
    vocabulary: Vocabulary, text: str, topic: str, level: int | None
) -> None:
    (item,) = TopicReader(vocabulary, ";").expertise(text).value or ()
    assert (item.topic, item.level, item.evidence) == (topic, level, text)


def test_a_mention_counts_as_whole_words_with_a_note(vocabulary: Vocabulary) -> None:
    reading = TopicReader(vocabulary).topics("We would like to start a loan bank for all")
    assert reading.value == ("EQT.loan",)
    assert [r.severity for r in reading.remarks] == ["note"]
    assert TopicReader(vocabulary).topics("Grantsmanship").value == ()


def test_a_slip_of_the_pen_is_read_with_a_warning(vocabulary: Vocabulary) -> None:
    reading = TopicReader(vocabulary).topics("Fundrasing")
    assert reading.value == ("FUN",)
    assert [r.severity for r in reading.remarks] == ["warning"]


def test_an_unknown_topic_is_a_question_with_the_nearest(vocabulary: Vocabulary) -> None:
    reading = TopicReader(vocabulary).topics("Volunteering x")
    assert reading.value == ()
    assert reading.remarks[0].severity == "question"
    assert "Did you mean 'Volunteers'" in reading.remarks[0].remedy


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("no fundraising", ()),
        ("No Fundraising, please", ()),
        ("anything except fundraising", ()),
        ("everything but grants and events", ()),
        ("not grants, but events", ("FUN.events",)),
        ("Equipment loan bank; no fundraising", ("EQT.loan",)),
        ("Grants: no", ()),
        ("I don't do events", ()),
        ("anything apart from events", ()),
        ("todo menos captación de fondos", ()),
        ("pas de prêt de matériel", ()),
        ("keine Fördermittel", ()),
    ],
)
def test_a_negation_is_a_question_and_never_expertise(
    vocabulary: Vocabulary, text: str, counted: tuple[str, ...]
) -> None:
    reading = TopicReader(vocabulary).expertise(text)
    assert tuple(e.topic for e in reading.value or ()) == counted
    (asked,) = [r for r in reading.remarks if r.severity == "question"]
    assert "seems to say no; not counted" in asked.understood


def test_a_no_within_a_topics_own_name_denies_nothing() -> None:
    words = Vocabulary.of("Non-profit law", "No-lifting policy", "Grants")
    for text in ("Non-profit law", "some non-profit law", "our no-lifting policy", "non-EU grants"):
        reading = TopicReader(words).expertise(text)
        assert reading.value, text
        assert not [r for r in reading.remarks if r.severity == "question"]


def test_negations_in_a_free_text_cost_only_their_clause(vocabulary: Vocabulary) -> None:
    text = "I ran a loan bank for years, but never did any grant writing. No volunteers."
    reading = TopicReader(vocabulary).mentioned(text)
    assert [e.topic for e in reading.value] == ["EQT.loan"]
    assert [(r.severity, r.understood, r.value) for r in reading.remarks] == [
        (
            "question",
            "Names Grants, but seems to say no; not counted",
            "never did any grant writing",
        ),
        ("note", "Mentions Equipment loan bank", text),
        ("note", "Mentions Volunteers; not counted", text),
    ]
    chosen = TopicReader(vocabulary).mentioned(text, frozenset({"OPS"}))
    assert [r.value for r in chosen.remarks if r.severity == "question"] == [
        "never did any grant writing",
        "No volunteers",
    ]


def test_a_goal_may_say_what_there_is_not(vocabulary: Vocabulary) -> None:
    reader = TopicReader(vocabulary)
    assert reader.topics("There is no loan bank in our country yet").value == ("EQT.loan",)
    assert reader.topics("anything except grants").value == ()
    assert reader.topics("no events").remarks[0].severity == "question"


def test_a_level_off_the_scale_is_asked_about(vocabulary: Vocabulary) -> None:
    reading = TopicReader(vocabulary, ";").expertise("Grants (level 7)")
    assert reading.value is not None
    assert reading.value[0].level is None
    assert [r.severity for r in reading.remarks] == ["question"]


def test_a_single_word_of_a_free_text_counts_only_in_an_area_that_was_chosen(
    vocabulary: Vocabulary,
) -> None:
    reader = TopicReader(vocabulary)
    text = "I run a loan bank with one van and nine volunteers."
    reading = reader.mentioned(text)
    assert [e.topic for e in reading.value] == ["EQT.loan"]
    assert [r.understood for r in reading.remarks] == [
        "Mentions Equipment loan bank",
        "Mentions Volunteers; not counted",
    ]
    chosen = reader.mentioned(text, frozenset({"GOV"}))
    assert [e.topic for e in chosen.value] == ["EQT.loan", "OPS"]
    assert len(chosen.remarks) == 1
