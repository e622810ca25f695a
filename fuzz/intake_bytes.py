"""Mutated bytes as files: text in any encoding, and workbooks."""

from __future__ import annotations

from tests.intake import conservation

from .given import FOLDER
from .seeds import files as seeds

__all__ = ["one_input", "seeds"]

SUFFIXES = (".csv", ".xlsx")


def one_input(data: bytes) -> None:
    """Read one input as a file; the suffix never matters to what is read."""
    path = FOLDER / f"input{SUFFIXES[len(data) % len(SUFFIXES)]}"
    path.write_bytes(data)
    conservation.check_file(path)
