"""What intake has to say about single cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from .record import Record

__all__ = ["Finding", "IntakeReport", "Severity"]

Severity = Literal["error", "question", "warning", "note"]
_ORDER = {"error": 0, "question": 1, "warning": 2, "note": 3}


class Finding(Record):
    """One cell that was guessed, flagged, dropped or unreadable.

    Parameters
    ----------
    severity : {"error", "question", "warning", "note"}
        ``error``: something was lost; ``question``: somebody must answer; ``warning``: read, but
        look at it; ``note``: for the record.
    file : str
        File name.
    row : int or None
        Row as a spreadsheet shows it; ``None`` for the whole file or column.
    column : str or None
        Header; ``None`` for the whole row.
    value : str
        The cell as written.
    understood : str
        What was made of it.
    remedy : str
        What to do about it.
    """

    severity: Severity
    file: str
    row: int | None = None
    column: str | None = None
    value: str = ""
    understood: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        place = ", ".join(
            [self.file]
            + ([f"row {self.row}"] if self.row is not None else [])
            + ([f"column {self.column!r}"] if self.column is not None else [])
        )
        value = f": {self.value!r}" if self.value else ""
        return f"{self.severity}: {place}{value}: {self.understood}. {self.remedy}".rstrip()


class IntakeReport(Record):
    """All findings of one intake, most serious first.

    Parameters
    ----------
    findings : tuple of Finding
        One per cell.
    read : dict of str to str
        Per file, in words: the format, and how many rows became what.
    """

    findings: tuple[Finding, ...] = ()
    read: dict[str, str] = Field(default_factory=dict)

    @classmethod
    def of(cls, findings: Iterable[Finding], read: dict[str, str] | None = None) -> IntakeReport:
        """Order findings by severity, file, row and column."""
        return cls(findings=tuple(sorted(set(findings), key=_rank)), read=read or {})

    def at(self, *severities: Severity) -> tuple[Finding, ...]:
        """Give the findings of the severities named."""
        return tuple(f for f in self.findings if f.severity in severities)

    def counts(self) -> dict[str, int]:
        """Count the findings by severity, most serious first."""
        counted: Counter[str] = Counter(f.severity for f in self.findings)
        return {s: counted[s] for s in _ORDER if counted[s]}

    def records(self) -> list[dict[str, object]]:
        """Give one plain dict per finding, ready for ``pandas.DataFrame``."""
        return [f.model_dump() for f in self.findings]

    def __str__(self) -> str:
        said = ", ".join(f"{n} {s}{'s' * (n != 1)}" for s, n in self.counts().items())
        lines = [*(f"{file}: {words}" for file, words in self.read.items())]
        return "\n".join([*lines, f"Findings: {said or 'none'}.", *map(str, self.findings)])


def _rank(f: Finding) -> tuple[int, str, int, str, str, str]:
    return (_ORDER[f.severity], f.file, f.row or 0, f.column or "", f.value, f.understood)
