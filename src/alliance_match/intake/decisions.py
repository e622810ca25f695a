"""The committee's decisions, from the files of its members."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from ..errors import did_you_mean
from ..model.decisions import Decision, Decisions
from ..model.findings import FileRead
from ..model.people import Mentee, Mentor
from ..model.votes import member
from .decision_checks import check_decisions, check_fingerprints
from .decision_rows import RowReader
from .decision_words import COLUMNS, columns
from .frames import is_frame
from .headers import header_key
from .journal import Journal, Place
from .tables import Table, TableSource, file_name, read_table

__all__ = ["DecisionSources", "load_decisions", "read_decisions"]

#: One table or several; or tables by the name of the member who filled each in.
DecisionSources: TypeAlias = "TableSource | Sequence[TableSource] | Mapping[str, TableSource]"

_REQUIRED = ("mentee", "mentor", "decision")


def load_decisions(
    source: DecisionSources,
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    on_proposal: str | None = None,
) -> Decisions:
    """Read decisions on the people of a round.

    Parameters
    ----------
    source : path or DataFrame, a sequence of these, or a mapping
        Columns ``mentee, mentor, decision, rule, who, why``, as in the file that ``propose``
        writes; people by id, name or e-mail address. A mapping gives for each table the name of
        the member who decided wherever the column ``who`` is blank. Names of files are not taken
        for names of members.
    mentors, mentees : sequence
        The people of the round.
    on_proposal : str, optional
        The fingerprint of the proposal that was decided on; decisions on another are refused.

    Returns
    -------
    Decisions
        The same for any order of the files; what stands in several files counts once.

    Raises
    ------
    InputError
        Naming every row that cannot be read, each with the nearest valid names; everything that
        one member cannot mean both; decisions on another proposal.
    """
    journal = Journal()
    decisions = read_decisions(source, mentors, mentees, journal, on_proposal)
    journal.stop_on_problems()
    return decisions


def read_decisions(
    source: DecisionSources,
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    journal: Journal,
    on_proposal: str | None = None,
) -> Decisions:
    """Read decisions, with problems put on record; see :func:`load_decisions`."""
    read = [
        _read_file(table, who, mentors, mentees, journal)
        for who, name, given in _sources(source)
        if (table := read_table(given, name, journal)) is not None
    ]
    check_fingerprints([(f.file, f.fingerprints) for f in read], on_proposal, journal)
    entries = _once(read, journal)
    for file in read:
        journal.files.append(file.counted())
    check_decisions(entries, mentors, mentees, journal)
    return Decisions(entries=tuple(entries))


def _sources(given: DecisionSources) -> Iterator[tuple[str, str, TableSource]]:
    """Give each table with its member, where known, and a name that no other table has."""
    if isinstance(given, Mapping):
        tables = [(str(who), table) for who, table in given.items()]
    elif isinstance(given, str | os.PathLike) or is_frame(given) or not isinstance(given, Sequence):
        tables = [("", given)]
    else:
        tables = [("", table) for table in given]
    names = [file_name(table, "decisions") for _, table in tables]
    repeated = {name for name, count in Counter(names).items() if count > 1}
    for number, ((who, table), name) in enumerate(zip(tables, names, strict=True), 1):
        yield who, _apart(table, name, number) if name in repeated else name, table


def _apart(table: TableSource, name: str, number: int) -> str:
    """Tell a table from another one of the same name: by its folder, or by its number."""
    if isinstance(table, str | os.PathLike):
        return f"{Path(os.fspath(table)).absolute().parent.name}/{name}"
    return name.replace("decisions", f"decisions {number}")


@dataclass
class _FileOfDecisions:
    """What one table holds."""

    table: Table
    columns: dict[str, str]
    entries: list[Decision] = field(default_factory=list)
    fingerprints: list[tuple[int, str]] = field(default_factory=list)
    undecided: int = 0
    duplicates: int = 0

    @property
    def file(self) -> str:
        return self.table.file

    def counted(self) -> FileRead:
        """Count what became of the rows; those without a decision as blank."""
        table, kept = self.table, len(self.entries) - self.duplicates
        return FileRead(
            file=table.file,
            format="decisions",
            kind="decision",
            rows=len(table.rows) + table.blank,
            kept=kept,
            duplicates=self.duplicates,
            blank=table.blank + self.undecided,
            dropped=len(table.rows) - len(self.entries) - self.undecided,
            columns=self.columns,
        )


def _once(read: Sequence[_FileOfDecisions], journal: Journal) -> list[Decision]:
    """Put all files together in the order of their names; what is said twice counts once."""
    first: dict[tuple[str, ...], str] = {}
    entries: list[Decision] = []
    for file in sorted(read, key=lambda f: f.file):
        for one in file.entries:
            assert one.source is not None, "a decision that was read has a source"
            key = (one.kind, *one.pair, one.rule or "", member(one.who), one.why)
            here = f"{file.file}, row {one.source.row}"
            if first.setdefault(key, here) == here:
                entries.append(one)
                continue
            file.duplicates += 1
            what = f"The same decision as in {first[key]}, which is used instead"
            journal.add("note", Place(file.file, one.source.row), what)
    return entries


def _read_file(
    table: Table,
    who: str,
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    journal: Journal,
) -> _FileOfDecisions:
    positions = _positions(table, journal)
    read = _FileOfDecisions(table, {table.header[at]: name for name, at in positions.items()})
    if not all(name in positions for name in _REQUIRED):
        return read
    reader = RowReader(table.file, positions, who, mentors, mentees, journal, table.header)
    for row, cells in table.rows:
        texts = reader.texts(cells)
        if proposal := texts["proposal"]:
            read.fingerprints.append((row, proposal))
        if not texts["decision"]:
            reader.undecided(row, texts)
            read.undecided += 1
        elif (found := reader.decision(row, cells, texts)) is not None:
            read.entries.append(found)
    if read.undecided:
        what = f"{read.undecided} row{'s' * (read.undecided != 1)} without a decision yet"
        journal.add("note", Place(table.file), what)
    return read


def _positions(table: Table, journal: Journal) -> dict[str, int]:
    positions: dict[str, int] = {}
    known = columns()
    for position, header in enumerate(table.header):
        key = header_key(header)
        name = known.get(key)
        if name is not None and name not in positions:
            positions[name] = position
        else:
            near = "" if name else did_you_mean(key, COLUMNS)
            place = Place(table.file, None, header)
            journal.add("note", place, "This column is not used", near.strip())
    for name in _REQUIRED:
        if name not in positions:
            remedy = f"The columns are {', '.join(COLUMNS)}.{did_you_mean(name, table.header)}"
            journal.problem(Place(table.file, 1), f"there is no column {name!r}", remedy)
    return positions
