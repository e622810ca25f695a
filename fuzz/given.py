"""Choices that are taken from bytes, so that a fuzzer which changes bytes changes choices."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

__all__ = ["FOLDER", "Given"]

T = TypeVar("T")

#: Where inputs are written; in memory where the system has a folder there.
FOLDER = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))


class Given:
    """Takes choices from bytes, one after the other; at their end every choice is the first one."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def number(self, most: int) -> int:
        """Take a number from 0 to ``most``."""
        taken = self._data[self._at : self._at + 1 + (most > 255)]
        self._at += len(taken)
        return int.from_bytes(taken, "little") % (most + 1)

    def one_of(self, choices: Sequence[T]) -> T:
        """Take one of several."""
        return choices[self.number(len(choices) - 1)]

    def text(self, most: int) -> str:
        """Take some letters of any script, half characters among them."""
        taken = self._data[self._at : self._at + self.number(most)]
        self._at += len(taken)
        return taken.decode("utf-8", "surrogateescape")

    def words(self, pieces: Sequence[str], most: int) -> str:
        """Put telling pieces together, now and then with letters in between."""
        said = [
            self.text(8) if self.number(9) == 9 else self.one_of(pieces)
            for _ in range(self.number(most))
        ]
        return self.one_of((" ", "", ", ", "; ", "\n")).join(said)
