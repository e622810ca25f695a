"""A look at a file before it is read: its format, and what its columns would be taken for."""

from __future__ import annotations

import heapq
import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import PolicyError, did_you_mean
from ..model.findings import Finding
from ..model.vocabulary import Vocabulary
from .columns import match_columns
from .fields import ROLES, Role
from .formats import Recognition, recognise
from .grids import without_grids
from .journal import Journal, mask
from .kinds import fit
from .mapping import Mapping
from .matches import ColumnMatch, Columns, How
from .missing import listed, missing_fields, stopping_fields
from .tables import Table, TableSource, file_name, read_table

__all__ = ["BECAUSE", "ColumnInspection", "Inspection", "inspect_file"]

_SAMPLES = 3
_SAMPLE_LENGTH = 60

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


def inspect_file(
    path: TableSource,
    role: Role | None = None,
    mapping: Mapping | str | os.PathLike[str] | None = None,
) -> Inspection:
    """Look at an application file without reading it as applications.

    Parameters
    ----------
    path : path or DataFrame
        The file.
    role : {"mentors", "mentees", "experts"}, optional
        Whose applications it holds; by default the one role that the file's name names, else the
        role whose fields its columns fit best.
    mapping : Mapping or path, optional
        What is already said about its columns.

    Raises
    ------
    InputError
        When the file cannot be read as a table.
    PolicyError
        When there is no such role, or the mapping holds something that means nothing.
    """
    if role is not None and role not in ROLES:
        raise PolicyError(f"There is no role {role!r}.{did_you_mean(role, ROLES)}")
    said = mapping if isinstance(mapping, Mapping) else Mapping.load(mapping) if mapping else None
    said = said or Mapping()
    journal = Journal()
    table = read_table(path, file_name(path, role or "table"), journal)
    journal.stop_on_problems()
    assert table is not None
    recognition = recognise(table)
    table = without_grids(recognition.format.reshape(table, journal))
    chosen = role or _guessed_role(table, recognition, said)
    topics = said.vocabulary() or Vocabulary.alliance()
    columns = match_columns(table, chosen, recognition.format, said.role(chosen), journal, topics)
    journal.stop_on_problems()
    return _inspection(table, recognition, chosen, role is None, columns, journal.findings)


def _guessed_role(table: Table, recognition: Recognition, said: Mapping) -> Role:
    """Choose the role that name and headers fit best; the mapping may name no other columns."""
    named = [r for r in ROLES if re.search(rf"(?<![a-z]){r}?(?![a-z])", table.file.casefold())]

    def fits(role: Role) -> tuple[bool, bool, tuple[float, int]]:
        notes = Journal()
        columns = match_columns(table, role, recognition.format, said.role(role), notes)
        return not notes.problems, named == [role], fit(columns.matches, role)

    return max(ROLES, key=fits)


def _inspection(
    table: Table,
    recognition: Recognition,
    role: Role,
    guessed: bool,
    columns: Columns,
    findings: Iterable[Finding],
) -> Inspection:
    return Inspection(
        file=table.file,
        format=recognition.format.name,
        why=recognition.why,
        role=role,
        role_guessed=guessed,
        rows=len(table.rows),
        columns=tuple(_column(m, table) for m in columns.matches),
        findings=tuple(findings),
        missing=missing_fields(role, columns),
    )


def _column(match: ColumnMatch, table: Table) -> ColumnInspection:
    counted = Counter(" ".join(c.split()) for c in table.column(match.position))
    del counted[""]
    chosen = heapq.nsmallest(_SAMPLES, counted, key=lambda value: (-counted[value], value))
    samples = tuple(mask(value)[:_SAMPLE_LENGTH] for value in chosen)
    return ColumnInspection(
        match.header, match.field, match.how, match.confidence, match.nearest, samples, match.why
    )
