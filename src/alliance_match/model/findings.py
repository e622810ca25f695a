"""What intake has to say about single cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from html import escape
from os import PathLike
from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from .record import Record

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["UNKNOWN_TOPIC", "FileRead", "Finding", "IntakeReport", "Severity"]

UNKNOWN_TOPIC = "Unknown topic"
"""How a finding on words that the vocabulary does not have begins."""

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


class FileRead(Record):
    """What became of the rows of one file: each is somebody's, a duplicate, blank or dropped.

    Parameters
    ----------
    file : str
        File name.
    format : str
        The export's format.
    kind : str
        What a row that counts is: ``"mentor"``, ``"mentee"``, ``"subject expert"``, ``"decision"``.
    rows : int or None
        Rows below the header, up to the last that is not blank; ``None`` where nobody counted.
    kept, duplicates, blank, dropped : int
        What they were; they sum to ``rows``. Each that was dropped has a finding that says why.
    columns : dict of str to str
        The field that each column which is used fills, by header.
    said : str
        What became of the rows in words, where nobody counted.
    """

    file: str
    format: str = ""
    kind: str = ""
    rows: int | None = Field(default=None, ge=0)
    kept: int = Field(default=0, ge=0)
    duplicates: int = Field(default=0, ge=0)
    blank: int = Field(default=0, ge=0)
    dropped: int = Field(default=0, ge=0)
    columns: dict[str, str] = Field(default_factory=dict)
    said: str = ""

    @model_validator(mode="after")
    def _nothing_lost(self) -> FileRead:
        counted = self.kept + self.duplicates + self.blank + self.dropped
        if self.rows is not None and counted != self.rows:
            raise ValueError(f"{self.file}: {self.rows} rows, but {counted} are accounted for")
        return self

    @property
    def words(self) -> str:
        """The format, and how many rows became what."""
        if self.rows is None:
            return self.said
        parts = [_counted(self.kept, self.kind)]
        parts += [_counted(self.duplicates, "duplicate")] if self.duplicates else []
        others = ((self.blank, "blank"), (self.dropped, "dropped"))
        parts += [f"{number} {word}" for number, word in others if number]
        return f"{self.format}: {_counted(self.rows, 'row')}: {', '.join(parts)}"


class IntakeReport(Record):
    """All findings of one intake, most serious first.

    Parameters
    ----------
    findings : tuple of Finding
        One per cell.
    files : tuple of FileRead
        One per file: how many rows became what.
    """

    findings: tuple[Finding, ...] = ()
    files: tuple[FileRead, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, given: object) -> object:
        """Accept what was saved before rows were counted: per file, words."""
        if not isinstance(given, dict) or "read" not in given:
            return given
        files = [{"file": file, "said": words} for file, words in given["read"].items()]
        return {name: value for name, value in given.items() if name != "read"} | {"files": files}

    @classmethod
    def of(
        cls, findings: Iterable[Finding], files: Iterable[FileRead] | Mapping[str, str] = ()
    ) -> IntakeReport:
        """Order findings by severity, file, row and column; files are counted, or told in words."""
        if isinstance(files, Mapping):
            files = (FileRead(file=file, said=words) for file, words in files.items())
        return cls(findings=tuple(sorted(set(findings), key=_rank)), files=tuple(files))

    @property
    def read(self) -> dict[str, str]:
        """Per file, in words: the format, and how many rows became what."""
        return {one.file: one.words for one in self.files}

    @cached_property
    def columns(self) -> dict[tuple[str, str], str]:
        """The field that each column fills, by file and header."""
        return {(one.file, header): f for one in self.files for header, f in one.columns.items()}

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

    def to_frame(self) -> pd.DataFrame:
        """Give the findings as a DataFrame, one row per cell, most serious first."""
        from ..report.frames import findings_frame

        return findings_frame(self)

    def to_csv(self, path: str | PathLike[str]) -> None:
        """Write the findings as a CSV file that a spreadsheet opens safely.

        Raises
        ------
        InputError
            When the file cannot be written.
        """
        from ..report.frames import write_findings

        write_findings(self, path)

    def _repr_html_(self) -> str:
        counts = escape("\n".join([*self._counts(), ""]))
        return f"<pre>{counts}</pre>{self.to_frame().to_html(index=False)}"

    def __str__(self) -> str:
        return "\n".join([*self._counts(), *map(str, self.findings)])

    def _counts(self) -> list[str]:
        said = ", ".join(f"{n} {s}{'s' * (n != 1)}" for s, n in self.counts().items())
        lines = [f"{file}: {words}" for file, words in self.read.items()]
        return [*lines, f"Findings: {said or 'none'}."]


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def _rank(f: Finding) -> tuple[int, str, int, str, str, str]:
    return (_ORDER[f.severity], f.file, f.row or 0, f.column or "", f.value, f.understood)
