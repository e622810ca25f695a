from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from alliance_match.intake.nearness import NameIndex, suggestion

names = st.text("abc é", max_size=14)


@given(st.lists(names, max_size=40), st.data())
def test_finds_exactly_the_names_that_a_comparison_with_each_finds(
    held: list[str], data: st.DataObject
) -> None:
    text = data.draw(names | st.sampled_from(held) if held else names)
    text += data.draw(st.sampled_from(["", "a", "bc"]))
    expected = sorted(n for n in held if fuzz.ratio(text, n) >= 90)
    assert sorted(NameIndex(held).near(text, 90.0)) == expected


def test_suggestions_are_those_of_a_misspelling() -> None:
    held = ["Jean-Luc Échantillon", "Ana Ruiz", "Bo Li"]
    assert suggestion("Ana Riuz", held) == " Did you mean 'Ana Ruiz'?"
    assert NameIndex(held).suggestion("Anna Ruiz") == " Did you mean 'Ana Ruiz'?"
    assert NameIndex(held).suggestion("Somebody Else") == ""
