"""The topics, and the words by which texts name them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from alliance_match.errors import InputError
from alliance_match.model.vocabulary import Area, Mention, Topic, Vocabulary, normalise

ALLIANCE = Vocabulary.alliance()
LANGUAGES = ("en", "fr", "es", "pt", "de")
TINY = Vocabulary.from_toml(
    """
    [[area]]
    id = "MONEY"
    label = { en = "Money", fr = "Argent" }
    synonyms = { en = ["raising money", "funds"] }

    [[topic]]
    id = "MONEY.grants"
    area = "MONEY"
    label = { en = "Grants", fr = "Subventions" }
    synonyms = { en = ["raising money by grants", "grant"], fr = ["équipe des dons"] }

    [[area]]
    id = "TOOLS"
    label = { en = "Tools" }
    """
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("  Loan-closet!  ", "loan closet"),
        ("ÉQUIPE", "equipe"),
        ("Straße", "strasse"),
        ("ﬁve", "five"),
        ("a_b", "a_b"),
        ("l’équipe / 2", "l equipe 2"),
        ("東京", "東京"),
    ],
)
def test_normalise(text, folded):
    assert normalise(text) == folded


@given(st.text(max_size=12))
def test_normalise_settles(text):
    once = normalise(text)
    assert normalise(once) == once
    assert normalise(f" {text}.") == once
    assert once == " ".join(once.split())


# --- finding --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("nothing of the kind", []),
        ("We need TOOLS", [("TOOLS", "tools")]),
        ("toolset and moneyed", []),  # whole words only
        # The longest name wins, though a shorter one begins it.
        ("raising money by grants", [("MONEY.grants", "raising money by grants")]),
        ("raising money by dances", [("MONEY", "raising money")]),
        # An area named together with its own topic is left out, another area is not.
        ("Money, that is: a grant", [("MONEY.grants", "grant")]),
        ("Tools; subventions", [("TOOLS", "tools"), ("MONEY.grants", "subventions")]),
        # Accents and hyphens do not count; each id once, as it was first named.
        ("Equipe-des-dons, grants", [("MONEY.grants", "equipe des dons")]),
        ("grants, tools, tools, grant", [("MONEY.grants", "grants"), ("TOOLS", "tools")]),
    ],
)
def test_mentions(text, expected):
    assert TINY.mentions(text) == tuple(Mention(id=i, words=w) for i, w in expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MONEY", "MONEY"),
        ("money.grants", None),  # an id is written exactly
        ("MONEY.grants", "MONEY.grants"),
        ("  argent ", "MONEY"),
        ("Équipe des dons", "MONEY.grants"),
        ("grants and more", None),
        ("", None),
    ],
)
def test_exact(text, expected):
    assert TINY.exact(text) == expected


def names(words: Vocabulary) -> dict[str, str]:
    return {normalise(n): entry.id for entry in (*words.area, *words.topic) for n in entry.names}


#: All names of the shipped vocabulary, the longest first, as one pattern.
OWNER = names(ALLIANCE)
LONGEST_FIRST = sorted(OWNER, key=lambda name: -len(name.split()))
PATTERN = re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, LONGEST_FIRST))})(?!\S)")
WORDS = sorted({word for name in OWNER for word in name.split()} | {"and", "our", "2026"})
TEXTS = st.lists(
    st.sampled_from(WORDS) | st.sampled_from(sorted(OWNER)) | st.text("aé- ", max_size=3),
    max_size=8,
).map(" ".join)


@given(TEXTS)
def test_mentions_are_those_of_one_longest_first_pattern(text):
    found = dict[str, str]()
    for match in PATTERN.finditer(normalise(text)):
        found.setdefault(OWNER[match.group()], match.group())
    areas = {ALLIANCE.area_of(i) for i in found if ALLIANCE.area_of(i) != i}
    expected = [(i, words) for i, words in found.items() if i not in areas]
    assert [(m.id, m.words) for m in ALLIANCE.mentions(text)] == expected


@given(TEXTS)
def test_mentions_are_words_of_the_text(text):
    for mention in ALLIANCE.mentions(text):
        assert mention.words in normalise(text)
        assert ALLIANCE.exact(mention.words) == mention.id


# --- the vocabulary that ships --------------------------------------------------------------------


def test_the_alliance_vocabulary_is_complete():
    assert len(ALLIANCE.area) == 10
    assert len(ALLIANCE.topic) > 50
    for entry in (*ALLIANCE.area, *ALLIANCE.topic):
        assert set(entry.label) == set(LANGUAGES), entry.id
        for language in LANGUAGES:
            assert ALLIANCE.label(entry.id, language) == entry.label[language]
    for area in ALLIANCE.area:
        assert any(topic.area == area.id for topic in ALLIANCE.topic)
    assert all(topic.id.startswith(f"{topic.area}.") for topic in ALLIANCE.topic)


def test_every_name_finds_its_owner():
    for entry in (*ALLIANCE.area, *ALLIANCE.topic):
        assert ALLIANCE.exact(entry.id) == entry.id
        for name in entry.names:
            assert ALLIANCE.exact(name) == entry.id, name
            assert [m.id for m in ALLIANCE.mentions(f"({name.upper()})")] == [entry.id], name


def test_it_is_loaded_once():
    assert Vocabulary.alliance() is ALLIANCE


def test_areas_labels_and_membership():
    assert TINY.area_of("MONEY.grants") == TINY.area_of("MONEY") == "MONEY"
    assert TINY.label("MONEY.grants", "fr") == "Subventions"
    assert TINY.label("TOOLS", "fr") == "Tools"
    french = Vocabulary(area=(Area(id="A", label={"fr": "Aide"}),))
    assert french.label("A") == french.label("A", "de") == "Aide"
    assert "MONEY" in TINY
    assert "MONEY.loans" not in TINY
    assert None not in TINY


def test_a_flat_vocabulary():
    flat = Vocabulary.of("Policy", "Human Resources")
    assert flat.exact("human-resources") == "Human Resources"
    assert flat.area_of("Policy") == "Policy"
    assert [m.id for m in flat.mentions("HR policy")] == ["Policy"]


# --- ambiguity ------------------------------------------------------------------------------------


def area(name: str, *synonyms: str) -> Area:
    return Area(id=name, label={"en": name}, synonyms={"en": synonyms})


def topic(name: str, of: str, *synonyms: str) -> Topic:
    return Topic(id=name, area=of, label={"en": name}, synonyms={"fr": synonyms})


@pytest.mark.parametrize(
    ("areas", "topics", "words"),
    [
        ((), (), "at least 1"),
        ((area("A"), area("A")), (), "ids used twice: A"),
        ((area("A"), area("B")), (topic("B", "A"),), "ids used twice: B"),
        ((area("A"),), (topic("t", "Z"),), "topic 't' names the unknown area 'Z'"),
        ((area("A", "Help"), area("B", "hélp")), (), "'hélp' means both 'A' and 'B'"),
        ((area("A", "t"),), (topic("t", "A"),), "'t' means both 'A' and 't'"),
        ((area("A"),), (topic("t", "A", "x y"), topic("u", "A", "X-Y")), "means both 't' and 'u'"),
    ],
)
def test_what_is_ambiguous_is_refused(areas, topics, words):
    with pytest.raises(ValidationError, match=words):
        Vocabulary(area=areas, topic=topics)


def test_one_entry_may_have_a_name_twice():
    assert Vocabulary(area=(area("A", "help", "Help!"),)).exact("HELP") == "A"


@pytest.mark.parametrize(
    "text", ["[[area]", "area = 3", "[[area]]\nid = 'A'", "[[area]]\nid='A'\nlabel={en='a'}\nx=1"]
)
def test_a_vocabulary_file_that_cannot_be_used(text):
    with pytest.raises(InputError, match="The vocabulary cannot be used"):
        Vocabulary.from_toml(text)
