"""The journal of one intake: findings, and the problems that stop it, all told at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ..errors import InputError
from ..model.findings import FileRead, Finding, Severity
from .reading import Remark

__all__ = ["Journal", "Place", "mask"]

#: Begins where a word does: else a long word would be gone through again from each of its letters.
_EMAIL = re.compile(r"(?<![^\s@;,<>()\"'])([^\s@;,<>()\"']+)@([^\s@;,<>()\"']+\.[^\s@;,<>()\"']+)")
_SHOWN = 200


class Place(NamedTuple):
    """Where in the input something stands; row and column are ``None`` where they do not apply."""

    file: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row is not None else ""
        column = f", column {self.column!r}" if self.column is not None else ""
        return f"{self.file}{row}{column}"


def mask(text: str) -> str:
    """Hide the e-mail addresses of a text, and shorten it.

    Examples
    --------
    >>> mask("ana.ruiz@ela.org")
    'a***@ela.org'
    """
    hidden = _EMAIL.sub(lambda m: f"{m[1][0]}***@{m[2]}", text) if "@" in text else text
    return hidden if len(hidden) <= _SHOWN else hidden[: _SHOWN - 1] + "…"


def _without_emails(text: str) -> str:
    return _EMAIL.sub("(e-mail address)", text) if "@" in text else text


@dataclass
class Journal:
    """Collects what intake has to say while it reads.

    Parameters
    ----------
    findings : list of Finding
        What was guessed, flagged or dropped.
    problems : list of str
        What makes it impossible to go on.
    files : list of FileRead
        Per file, what became of its rows.
    """

    findings: list[Finding] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    files: list[FileRead] = field(default_factory=list)

    def add(
        self, severity: Severity, place: Place, understood: str, remedy: str = "", value: str = ""
    ) -> None:
        """Record one finding; e-mail addresses are masked."""
        self.findings.append(
            Finding(
                severity=severity,
                file=place.file,
                row=place.row,
                column=place.column,
                value=mask(value),
                understood=_without_emails(understood).rstrip("."),
                remedy=_without_emails(remedy),
            )
        )

    def remark(self, place: Place, remarks: Iterable[Remark], value: str = "") -> None:
        """Record the remarks that a parser made on the cell at a place."""
        for r in remarks:
            shown = value if r.value is None else r.value
            self.add(r.severity, place, r.understood, r.remedy, shown)

    def problem(self, place: Place, what: str, remedy: str, value: str = "") -> None:
        """Record a problem that stops the intake once everything was looked at."""
        shown = f": {mask(value)!r}" if value else ""
        self.problems.append(f"{place}{shown}: {_without_emails(f'{what}. {remedy}')}")

    def stop_on_problems(self) -> None:
        """Stop when there are problems.

        Raises
        ------
        InputError
            Naming every problem so far, each with its place and remedy.
        """
        if not self.problems:
            return
        told = list(dict.fromkeys(self.problems))
        if len(told) == 1:
            raise InputError(told[0])
        lines = "\n".join(f"- {line}" for line in told)
        raise InputError(f"{len(told)} problems stop the input from being read:\n{lines}")
