"""Whatever people write, a parser gives a value or says what to ask: it never raises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_match.intake.reading import Reading
from alliance_match.intake.values.availability import read_availability
from alliance_match.intake.values.countries import read_country
from alliance_match.intake.values.dates import read_date, read_moment
from alliance_match.intake.values.languages import read_languages
from alliance_match.intake.values.quantities import read_capacity, read_count, read_hours
from alliance_match.intake.values.sizes import read_size
from alliance_match.intake.values.terms import read_regions, read_term
from alliance_match.intake.values.topics import TopicReader
from alliance_match.intake.values.zones import read_zone

from .cells import is_lost
from .conftest import VOCABULARY

SAID = (
    "Mon Tue-Fri 9 17 6pm 18:00 - , ; / ( ) and or to pm CET GMT+2 CST evening weekdays until "
    "English fluent B2 un poco español fr no 2-3 up to 31/12/2026 12:00 AM June 2026 '= -1 Grants "
    "level 3 ² ٣"
)
WORDS = [*SAID.split(), "\n"]
texts = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))

PARSERS: list[Callable[[str], Reading[Any]]] = [
    read_availability,
    read_country,
    read_date,
    read_moment,
    read_languages,
    read_capacity,
    read_count,
    read_hours,
    read_regions,
    read_zone,
    lambda text: read_zone(text, "ES"),
    lambda text: read_term("membership", text),
    read_size,
    TopicReader(VOCABULARY, ", ").expertise,
    TopicReader(VOCABULARY).topics,
]


@pytest.mark.parametrize("parse", PARSERS)
@settings(deadline=None)
@given(text=texts)
def test_parsers_never_raise(parse: Callable[[str], Reading[Any]], text: str) -> None:
    reading = parse(text)
    assert isinstance(reading, Reading)
    for remark in reading.remarks:
        assert remark.understood
    assert not is_lost(text, reading)
