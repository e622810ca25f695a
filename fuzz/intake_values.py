"""Texts put together from telling pieces, straight into the parsers of values."""

from __future__ import annotations

from tests.intake.cells import is_lost
from tests.intake.test_parsers_never_fail import PARSERS, SAID

from alliance_match.intake.reading import Reading

from .given import Given

__all__ = ["one_input", "seeds"]

PIECES = [
    *SAID.split(), "\n", "Mon-Fri 9-17 CET", "lundi 18h-20h", "between 9 and 10 am", "flexible",
    "English i français", "nativo", "both native", "日本語 (母語)", "Europe/Paris",
    "(GMT+01:00) Rome",
    "Lisbon time", "2 h a week", "half an hour", "at least 1e9", "31 de marzo de 2026",
    "2026-13-45T99:99", "Apr 26, 2018 8:56:00 AM", "Grants (level 3)", "no events", "anything but",
    "loan bank", "the UK", "everyone", "n/a", "x" * 300, "(" * 300, "a i " * 80, "- " * 200,
    "9-5 " * 60, "\u202e", "\ud800", "1/2", "½", "²", "١٢", "0" * 40, "," * 50, "ﬁ", "İ",
]  # fmt: skip


def one_input(data: bytes) -> None:
    """Parse one text; where nothing is read, something must be said."""
    given = Given(data)
    parse = given.one_of(PARSERS)
    text = given.words(PIECES, 8)
    reading = parse(text)
    assert isinstance(reading, Reading)
    assert all(r.understood and r.severity for r in reading.remarks)
    assert not is_lost(text, reading), f"nothing is read of {text!r}, and nothing said"


def seeds() -> list[bytes]:
    """Give a text of each piece and each parser."""
    return [bytes([n % len(PARSERS), 1, 0, n]) for n in range(len(PIECES))]
