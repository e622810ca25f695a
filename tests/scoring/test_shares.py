"""Shares, their means, and the one place where they become points."""

from __future__ import annotations

import numpy as np
import plain_cards
from hypothesis import given
from hypothesis import strategies as st

from alliance_match.scoring.shares import FULL, Shares, largest_remainder

PARTS = st.lists(st.integers(0, 9) | st.integers(0, 3_000_000), min_size=1, max_size=8)


@given(st.lists(PARTS, min_size=1, max_size=5), st.sampled_from([1, 2, 3, 10, FULL]))
def test_largest_remainder(columns, unit):
    size = min(map(len, columns))
    raw = np.array([column[:size] for column in columns], dtype=np.int64).T
    whole = largest_remainder(raw, unit)
    assert (whole.sum(axis=0) == (2 * raw.sum(axis=0) + unit) // (2 * unit)).all()
    assert (whole >= raw // unit).all()
    assert (whole <= -(-raw // unit)).all()


@given(PARTS)
def test_largest_remainder_against_sorting(parts):
    raw = np.array(parts, dtype=np.int64)
    assert largest_remainder(raw, FULL).tolist() == plain_cards.largest_remainder(parts)


def test_largest_remainder_by_hand():
    def shared(*parts: int) -> list[int]:
        return largest_remainder(np.array(parts), 10).tolist()

    assert shared(14, 13, 13) == [2, 1, 1]
    assert shared(13, 14, 13) == [1, 2, 1]
    assert shared(13, 13, 13) == [2, 1, 1]  # 39 is nearly 4; ties go to the earlier part
    assert shared(5, 0) == [1, 0]  # halves go up
    assert shared(4, 0) == [0, 0]
    assert shared(0, 15, 15) == [0, 2, 1]
    assert shared() == []


def test_the_raw_parts_stay_as_they_are():
    raw = np.array([14, 13, 13])
    largest_remainder(raw, 10)
    assert raw.tolist() == [14, 13, 13]


def test_mean_rounds_half_up():
    def known(value: int) -> Shares:
        return Shares.known(np.array([value]))

    assert Shares.mean((1, known(0)), (1, known(1))).value.tolist() == [1]
    assert Shares.mean((2, known(10)), (1, known(0))).value.tolist() == [7]
    assert Shares.mean((3, known(10_000))).value.tolist() == [10_000]


def test_where_known():
    shares = Shares.where_known(np.array([True, False]), np.array([7, 7]), 5000)
    assert shares.value.tolist() == [7, 5000]
    assert shares.low.tolist() == [7, 0]
    assert shares.high.tolist() == [7, FULL]
