"""A look at a file before it is read: its format, and what its columns would be taken for."""

from __future__ import annotations

import os
from dataclasses import dataclass

from ..errors import PolicyError, did_you_mean
from .columns import match_columns
from .fields import FIELDS, ROLES, Role
from .formats import recognise
from .journal import Journal, mask
from .kinds import fit
from .mapping import Mapping
from .matches import ColumnMatch
from .tables import TableSource, file_name, read_table

__all__ = ["ColumnInspection", "Inspection", "inspect_file"]

_SAMPLES = 3
_SAMPLE_LENGTH = 60


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
        ``mapping``, ``exact``, ``alias``, ``fuzzy``, ``metadata`` or ``unused``.
    confidence : float
        0 to 100.
    nearest : str or None
        For a column that is not used: the field it may be meant for.
    samples : tuple of str
        Up to three different values, with e-mail addresses masked.
    """

    header: str
    field: str | None
    how: str
    confidence: float
    nearest: str | None
    samples: tuple[str, ...]


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
        Whether the role was guessed from the columns.
    rows : int
        Rows that are not blank.
    columns : tuple of ColumnInspection
        From left to right.
    findings : tuple of str
        What reading the table and its columns had to say.
    """

    file: str
    format: str
    why: str
    role: Role
    role_guessed: bool
    rows: int
    columns: tuple[ColumnInspection, ...]
    findings: tuple[str, ...] = ()

    def mapping_toml(self) -> str:
        """Write a mapping to edit: what is understood as it is, the rest as comments."""
        lines = [
            f"# Mapping for {self.file}, read as {self.format}.",
            f"# Fields of {self.role}: {', '.join(FIELDS[self.role])}, scale.NAME",
            "",
            f"[{self.role}.columns]",
            *(line for column in self.columns for line in _lines(column)),
            "",
            f"# [{self.role}.defaults]        # for fields that the file has no column for",
            "# [options]",
            "# day_first = true              # 03/04/2025 is in April",
            '# vocabulary = "topics.toml"',
        ]
        return "\n".join(lines) + "\n"

    def __str__(self) -> str:
        guessed = " (a guess)" if self.role_guessed else ""
        lines = [
            f"{self.file}: {self.format} ({self.why}); {self.rows} rows; {self.role}{guessed}",
            *(f"  {_described(c)}" for c in self.columns),
            *self.findings,
        ]
        return "\n".join(lines)


def _described(column: ColumnInspection) -> str:
    meaning = column.field or f"not used{f' (is it {column.nearest}?)' if column.nearest else ''}"
    shown = "; ".join(column.samples)
    sure = f", {column.confidence:.0f} of 100" if column.how == "fuzzy" else ""
    return f"{column.header!r} -> {meaning} [{column.how}{sure}] {shown}".rstrip()


def _lines(column: ColumnInspection) -> list[str]:
    shown = " | ".join(s.replace("\n", " ") for s in column.samples)
    entry = f"{_quoted(column.header)} = {_quoted(column.field or column.nearest or 'ignore')}"
    comment = f"  # {column.how}: {shown}" if shown else f"  # {column.how}"
    settled = column.field is not None and column.how != "metadata"
    return [f"{'' if settled else '# '}{entry}{comment}"]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(c if c.isprintable() else " " for c in escaped)}"'


def inspect_file(
    path: TableSource,
    role: Role | None = None,
    mapping: Mapping | str | os.PathLike[str] | None = None,
) -> Inspection:
    """Look at an application file without reading its cells.

    Parameters
    ----------
    path : path or DataFrame
        The file.
    role : {"mentors", "mentees", "experts"}, optional
        Whose applications it holds; by default the role whose fields its columns fit best.
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
    journal = Journal()
    said = (
        mapping if isinstance(mapping, Mapping) else Mapping.load(mapping) if mapping else Mapping()
    )
    table = read_table(path, file_name(path, role or "table"), journal)
    journal.stop_on_problems()
    assert table is not None
    recognition = recognise(table)
    table = recognition.format.reshape(table, journal)
    looks = {}
    for candidate in (role,) if role else ROLES:
        notes = Journal()
        columns = match_columns(table, candidate, recognition.format, said.role(candidate), notes)
        looks[candidate] = (columns.matches, notes)
    chosen = max(looks, key=lambda r: fit(looks[r][0], r))
    matches, notes = looks[chosen]
    notes.stop_on_problems()
    return Inspection(
        file=table.file,
        format=recognition.format.name,
        why=recognition.why,
        role=chosen,
        role_guessed=role is None,
        rows=len(table.rows),
        columns=tuple(_column(m, tuple(table.column(m.position))) for m in matches),
        findings=tuple(map(str, (*journal.findings, *notes.findings))),
    )


def _column(match: ColumnMatch, cells: tuple[str, ...]) -> ColumnInspection:
    values = dict.fromkeys(" ".join(c.split()) for c in cells if c.strip())
    samples = tuple(mask(v)[:_SAMPLE_LENGTH] for v in list(values)[:_SAMPLES])
    return ColumnInspection(
        match.header, match.field, match.how, match.confidence, match.nearest, samples
    )
