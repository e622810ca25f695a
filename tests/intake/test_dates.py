from __future__ import annotations

import pytest

from alliance_match.intake.values.dates import day_first_of, is_unclear, read_date, read_moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-31", "2026-03-31"),
        ("31/03/2026", "2026-03-31"),
        ("3.11.2025", "2025-11-03"),
        ("4/4/2026", "2026-04-04"),
        ("March 31, 2026", "2026-03-31"),
        ("31 March 2026", "2026-03-31"),
        ("31 de marzo de 2026", "2026-03-31"),
        ("31 de março de 2026", "2026-03-31"),
        ("31. März 2026", "2026-03-31"),
        ("1er avril 2026", "2026-04-01"),
        ("03-Apr-2026", "2026-04-03"),
        ("June 2026", "2026-06-30"),
        ("juin 2026", "2026-06-30"),
    ],
)
def test_dates(text: str, expected: str) -> None:
    assert str(read_date(text).value) == expected


@pytest.mark.parametrize(
    ("text", "day_first", "expected"),
    [
        ("2025/11/03 9:07:12 AM GMT+1", None, "2025-11-03 09:07:12"),
        ("2025/11/03 10:39:41 PM GMT+1", None, "2025-11-03 22:39:41"),
        ("2025/11/03 12:00:00 AM UTC-5", None, "2025-11-03 00:00:00"),
        ("11/3/2025 9:07:12", False, "2025-11-03 09:07:12"),
        ("11/3/2025 9:07:12", True, "2025-03-11 09:07:12"),
        ("11/3/25 9:01:22", False, "2025-11-03 09:01:22"),
        ("2025-11-03T09:07:12Z", None, "2025-11-03 09:07:12"),
        ("2025-11-03 09:07:12+01:00", None, "2025-11-03 09:07:12"),
        ("Nov 3, 2025 10:00 PM", None, "2025-11-03 22:00:00"),
    ],
)
def test_moments(text: str, day_first: bool | None, expected: str) -> None:
    assert str(read_moment(text, day_first).value) == expected


@pytest.mark.parametrize("text", ["soon", "31/02/2026", "Q3", "2026-13-01", "June 0000 x"])
def test_what_is_no_date_is_asked_about(text: str) -> None:
    reading = read_date(text)
    assert reading.value is None
    assert [r.severity for r in reading.remarks] == ["question"]


def test_the_column_decides_the_order() -> None:
    assert day_first_of(["03/04/2025", "25/04/2025"]) is True
    assert day_first_of(["03/04/2025", "04/25/2025"]) is False
    assert day_first_of(["03/04/2025", "05/06/2025"]) is None
    assert day_first_of(["25/04/2025", "04/25/2025"]) is None
    assert is_unclear("03/04/2025")
    assert not is_unclear("2025-04-03")
