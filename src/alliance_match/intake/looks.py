"""Looking at files before they are read: format, role, and what the columns may be."""

from __future__ import annotations

import heapq
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ..errors import InputError, PolicyError, did_you_mean
from ..model.vocabulary import Vocabulary
from .candidates import ask_for_missing
from .columns import match_columns
from .fields import ROLES, Role
from .formats import Recognition, recognise
from .grids import without_grids
from .inspection import ColumnInspection, Inspection
from .journal import Journal, mask
from .kinds import fit
from .mapping import Mapping
from .matches import ColumnMatch, Columns
from .missing import wanting_fields
from .tables import Table, TableSource, file_name, read_table
from .unread import ask_for_names, names_in

__all__ = ["inspect_file", "inspect_files"]

_SAMPLES = 3
_SAMPLE_LENGTH = 60


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
    look = _looked(path, role, _said(mapping))
    return look.inspection(names_in(look.table, look.columns))


def inspect_files(
    paths: Iterable[TableSource],
    role: Role | None = None,
    mapping: Mapping | str | os.PathLike[str] | None = None,
) -> tuple[tuple[Inspection, ...], tuple[str, ...]]:
    """Look at files of one round: a column of one may name people of another.

    Parameters
    ----------
    paths : iterable of path or DataFrame
        The files.
    role : {"mentors", "mentees", "experts"}, optional
        Whose applications they hold, as for :func:`inspect_file`.
    mapping : Mapping or path, optional
        What is already said about their columns.

    Returns
    -------
    tuple of (tuple of Inspection, tuple of str)
        What could be looked at, and why others could not.

    Raises
    ------
    PolicyError
        When there is no such role, or the mapping holds something that means nothing.
    """
    looks, problems, said = list[_Look](), list[str](), _said(mapping)
    for path in paths:
        try:
            looks.append(_looked(path, role, said))
        except InputError as error:
            problems.append(str(error))
    names = frozenset[str]().union(*(names_in(look.table, look.columns) for look in looks))
    return tuple(look.inspection(names) for look in looks), tuple(problems)


def _said(mapping: Mapping | str | os.PathLike[str] | None) -> Mapping:
    if isinstance(mapping, Mapping):
        return mapping
    return Mapping.load(mapping) if mapping else Mapping()


@dataclass(frozen=True)
class _Look:
    """A file as far as its own columns tell."""

    table: Table
    recognition: Recognition
    role: Role
    guessed: bool
    columns: Columns
    journal: Journal

    def inspection(self, names: Collection[str]) -> Inspection:
        """Tell what it looks like, where people of the round have these names."""
        columns = ask_for_names(self.table, self.columns, names, self.journal)
        columns = ask_for_missing(self.table, self.role, columns, self.journal)
        return Inspection(
            file=self.table.file,
            format=self.recognition.format.name,
            why=self.recognition.why,
            role=self.role,
            role_guessed=self.guessed,
            rows=len(self.table.rows),
            columns=tuple(_column(m, self.table) for m in columns.matches),
            findings=tuple(self.journal.findings),
            missing=wanting_fields(self.role, columns),
        )


def _looked(path: TableSource, role: Role | None, said: Mapping) -> _Look:
    if role is not None and role not in ROLES:
        raise PolicyError(f"There is no role {role!r}.{did_you_mean(role, ROLES)}")
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
    return _Look(table, recognition, chosen, role is None, columns, journal)


def _guessed_role(table: Table, recognition: Recognition, said: Mapping) -> Role:
    """Choose the role that name and headers fit best; the mapping may name no other columns."""
    named = [r for r in ROLES if re.search(rf"(?<![a-z]){r}?(?![a-z])", table.file.casefold())]

    def fits(role: Role) -> tuple[bool, bool, tuple[float, int]]:
        notes = Journal()
        columns = match_columns(table, role, recognition.format, said.role(role), notes)
        return not notes.problems, named == [role], fit(columns.matches, role)

    return max(ROLES, key=fits)


def _column(match: ColumnMatch, table: Table) -> ColumnInspection:
    counted = Counter(" ".join(c.split()) for c in table.column(match.position))
    del counted[""]
    chosen = heapq.nsmallest(_SAMPLES, counted, key=lambda value: (-counted[value], value))
    samples = tuple(mask(value)[:_SAMPLE_LENGTH] for value in chosen)
    return ColumnInspection(
        match.header, match.field, match.how, match.confidence, match.nearest, samples, match.why
    )
