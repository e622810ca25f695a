"""What a file looks like before it is read: its format, and what its columns would be taken for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..model.findings import Finding
from .fields import ROLES, Role
from .mapping import Mapping
from .matches import How
from .missing import listed, stopping_fields

__all__ = ["BECAUSE", "ColumnInspection", "Inspection"]

#: What speaks for a column's meaning, in words.
BECAUSE: dict[How, str] = {
    "mapping": "the mapping says so",
    "exact": "the field's name",
    "alias": "a known phrase",
    "fuzzy": "nearly a known phrase",
    "values": "by its answers",
    "metadata": "the form tool's own column",
    "unused": "not read",
}


@dataclass(frozen=True)
class ColumnInspection:
    """What one column would be taken for.

    Parameters
    ----------
    header : str
        As the file has it.
    field : str or None
        The field; ``None`` when the column is not used.
    how : str
        ``mapping``, ``exact``, ``alias``, ``fuzzy``, ``values``, ``metadata`` or ``unused``.
    confidence : float
        0 to 100: in the field, or for a column that is not used in the one it comes nearest to.
    nearest : str or None
        For a column that is not used: the field it may be meant for.
    samples : tuple of str
        Up to three different values, the most frequent first, with e-mail addresses masked.
    why : str
        What the answers say, or why the column is not used.
    """

    header: str
    field: str | None
    how: How
    confidence: float
    nearest: str | None
    samples: tuple[str, ...]
    why: str = ""

    @property
    def line(self) -> str:
        """What it would be taken for, how sure that is, and why."""
        meaning = self.field or (f"is it {self.nearest}?" if self.nearest else "not read")
        because = [BECAUSE[self.how]] * (self.how != "unused") + [self.why] * bool(self.why)
        said = f" ({'; '.join(because)})" if because else ""
        return f"{self.confidence:5.0f}  {self.header!r} -> {meaning}{said}"

    def __str__(self) -> str:
        return f"{self.line}\n         {' | '.join(self.samples) or 'no answers'}"


@dataclass(frozen=True)
class Inspection:
    """What a file looks like.

    Parameters
    ----------
    file : str
        Its name.
    format, why : str
        The export that it is taken for, and what speaks for it.
    role : {"mentors", "mentees", "experts"}
        Whose applications it holds.
    role_guessed : bool
        Whether the role was guessed from the name and the columns.
    rows : int
        Rows that are not blank.
    columns : tuple of ColumnInspection
        From left to right.
    findings : tuple of Finding
        What reading the table and its columns had to say.
    missing : tuple of str
        Fields that this role lives on and that no column fills.
    """

    file: str
    format: str
    why: str
    role: Role
    role_guessed: bool
    rows: int
    columns: tuple[ColumnInspection, ...]
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()

    def mapping_toml(self, said: Mapping | None = None) -> str:
        """Write a mapping to edit; see :func:`~.mapping_file.mapping_toml`."""
        from .mapping_file import mapping_toml

        return mapping_toml([self], said)

    @property
    def questions(self) -> tuple[Finding, ...]:
        """What is asked about the columns."""
        return tuple(f for f in self.findings if f.severity == "question")

    def __str__(self) -> str:
        read = [str(c) for c in self.columns if c.field not in (None, "ignore")]
        left = [str(c) for c in self.columns if c.field == "ignore"]
        open_ones = [str(c) for c in self.columns if c.field is None]
        told = [f for f in self.findings if f.severity != "note" or f.column is None]
        lines = [
            self._head(),
            f"  Why {self.format}: {self.why}.",
            *_block(" sure  column -> field", read),
            *_block("Left out on purpose:", left),
            *_block("Not read:", open_ones),
            *([f"  No column for: {', '.join(self.missing)}."] if self.missing else []),
            *_block("To look at:", [f"- {finding}" for finding in told]),
        ]
        return "\n".join(lines)

    def brief(self) -> str:
        """Tell what comes first: what stops the run, what is asked, what is read; count the rest.

        Printing the inspection tells of every column, with its answers.
        """
        stops = stopping_fields(self.missing)
        others = " or ".join(role for role in ROLES if role != self.role)
        other = f" If these are no {self.role}: --role {others}." if self.role_guessed else ""
        unknown = [f for f in self.missing if f not in stops]
        asked = [c for c in self.columns if c.field is None and c.nearest]
        shown = {(c.header, f"Is this {c.nearest}?") for c in asked}
        told = [
            f
            for f in self.findings
            if (f.severity != "note" or f.column is None)
            and not any(f.column == h and f.understood.startswith(words) for h, words in shown)
        ]
        left = [c.header for c in self.columns if c.field == "ignore"]
        unread = [c.header for c in self.columns if c.field is None and not c.nearest]
        lines = [
            self._head(),
            *([f"  Stops the run: no column for {' and '.join(stops)}.{other}"] if stops else []),
            *_block("Asked, and not read until the mapping says what they are:", map(str, asked)),
            *_block("To look at:", [f"- {finding}" for finding in told]),
            *_block("Read:", [c.line for c in self.columns if c.field not in (None, "ignore")]),
            *([f"  No column for: {', '.join(unknown)}."] if unknown else []),
            *([f"  Not read, {listed(unread)}."] if unread else []),
            *([f"  Left out on purpose, {listed(left)}."] if left else []),
        ]
        return "\n".join(lines)

    def _head(self) -> str:
        guessed = ", guessed by the name and the columns" if self.role_guessed else ""
        rows = f"{self.rows} row{'s' * (self.rows != 1)}"
        return f"{self.file}: {self.format}; {rows} of {self.role}{guessed}"


def _block(title: str, entries: Iterable[str]) -> list[str]:
    lines = [f"  {entry}" for entry in entries]
    return [f"  {title}", *lines] if lines else []
