from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_match.model.vocabulary import normalise


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Équipement: prêt/location ", "equipement pret location"),
        ("Tiếng Việt", "tieng viet"),
        ("Άγιος Ё й", "αγιοσ е и"),
        ("İSTANBUL", "istanbul"),
        ("العَرَبِيَّة", "العربية"),
        ("می\u200cخواهم", "میخواهم"),
        ("❤️ ELA", "ela"),
        ("snake_case-word", "snake_case word"),
    ],
)
def test_accents_that_a_word_can_lack_are_left_out(text: str, folded: str) -> None:
    assert normalise(text) == folded


@pytest.mark.parametrize("word", ["हिन्दी", "தமிழ்", "বাংলা", "ไทย", "ភាសាខ្មែរ", "ガイド", "සිංහල"])
def test_words_with_vowel_signs_stay_whole_and_differ_without_them(word: str) -> None:
    assert len(normalise(f"({word})").split()) == 1
    assert normalise(f"{word}, {word}").split() == [normalise(word)] * 2
    assert normalise("ガ") != normalise("カ")
    assert normalise("हिन्दी") != normalise("हनद")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
