"""What holds for every file, however broken: nobody gets lost, and only our own errors are raised.

Rows in are people, duplicates, blank rows and rows dropped with a reason; cells in are read or told
(``cells.py``); letters in are letters of a record. Used by the tests here, which check whatever
they load, and by the harnesses in ``fuzz/``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest import mock

from alliance_match.errors import AllianceMatchError
from alliance_match.intake import load, load_round, sheets, tables
from alliance_match.intake.decoding import decode
from alliance_match.intake.delimited import records_of
from alliance_match.intake.journal import Journal, Place
from alliance_match.intake.sheets import Sheet
from alliance_match.intake.tables import Table, read_table
from alliance_match.intake.workbooks import is_workbook
from alliance_match.model.round import MatchRound
from alliance_match.model.vocabulary import Vocabulary

from .cells import losses, lost_by_layout

#: Form tools write up to this many rows of headers.
HEADER_ROWS = 3
VOCABULARY = Vocabulary.of("Grants", "Events", "Loan bank")
_COUNTS = re.compile(r"(?:.*: )?(\d+) rows?: (.*)", re.DOTALL)
_OTHERS = {
    "mentors": "name,organisation,email,expertise\nZed Muster,ALS Muster,zed@example.org,Grants\n",
    "mentees": "name,organisation,email,goals\nYan Muster,ALS Probe,yan@example.org,Grants\n",
}


# --- of one file ----------------------------------------------------------------------------------


def check_file(path: Path) -> None:
    """Read a file as a table, as mentors and as mentees, and check what must hold.

    Parameters
    ----------
    path : Path
        The file; a second one is written next to it.
    """
    journal = Journal()
    table = read_table(path, path.name, journal)
    assert (table is None) == bool(journal.problems), "no table and no word why"
    if table is not None:
        check_letters(path.read_bytes())
        for role in _OTHERS:
            check_round(path, role)


def check_letters(data: bytes) -> None:
    """Every letter and figure of a text stands in a record; only a first line "sep=;" does not."""
    if is_workbook(data):
        return
    text = decode(data, Place("again"), Journal())
    assert text is not None
    records = records_of(text, Place("again"), Journal())
    assert records is not None
    text = re.sub(r"\A\s*\"?sep=.*", "", text, flags=re.IGNORECASE)
    lost = _letters(text) - _letters("".join(c for r in records for c in r))
    assert not lost, f"letters that are in no cell: {lost}"


def _letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalnum, text))


def check_round(path: Path, role: str) -> None:
    """Read a file as one role's applications, next to a round's other file."""
    other = path.parent / f"other-than-{role}.csv"
    name = "mentees" if role == "mentors" else "mentors"
    other.write_text(_OTHERS[name], "utf-8")
    mentors, mentees = (path, other) if role == "mentors" else (other, path)
    with watched(), suppress(AllianceMatchError):
        load_round(mentors, mentees, vocabulary=VOCABULARY)


# --- of everything that is loaded -----------------------------------------------------------------


@contextmanager
def watched() -> Iterator[None]:
    """Check every round that is loaded within: its tables, its rows and its cells.

    The sheets are caught where ``load_round`` reads them and the round where it is put together,
    so that whatever a test loads is checked, from files and from frames, without asking for it.
    """
    watch = _Watch()
    with (
        mock.patch.object(tables, "table_of", watch.table_of(tables.table_of)),
        mock.patch.object(sheets, "read_table", watch.read_table(sheets.read_table)),
        mock.patch.object(load, "read_sheet", watch.read_sheet(load.read_sheet)),
        mock.patch.object(load, "MatchRound", watch.match_round(load.MatchRound)),
    ):
        yield


class _Watch:
    def __init__(self) -> None:
        self.read: dict[str, tuple[Table, Sheet]] = {}
        self.last: Table | None = None

    def table_of(self, make: Callable[..., Table | None]) -> Callable[..., Table | None]:
        def made(name: str, records: list[tuple[str, ...]], journal: Journal) -> Table | None:
            table = make(name, records, journal)
            if table is not None:
                check_rows(records, table, journal)
            return table

        return made

    def read_table(self, read: Callable[..., Table | None]) -> Callable[..., Table | None]:
        def caught(*given: Any) -> Table | None:
            self.last = read(*given)
            return self.last

        return caught

    def read_sheet(self, read: Callable[..., Sheet | None]) -> Callable[..., Sheet | None]:
        def caught(role: str, *given: Any) -> Sheet | None:
            if role == "mentors":  # a round begins with them
                self.read.clear()
            sheet = read(role, *given)
            if sheet is not None and self.last is not None:
                self.read[role] = self.last, sheet
            return sheet

        return caught

    def match_round(self, make: Callable[..., MatchRound]) -> Callable[..., MatchRound]:
        def made(**parts: Any) -> MatchRound:
            found = make(**parts)
            for original, sheet in self.read.values():
                check_sheet(original, sheet, found)
            return found

        return made


def check_rows(records: list[tuple[str, ...]], table: Table, journal: Journal) -> None:
    """Every record that is not blank is a row, the header, or in a finding."""
    assert len(set(table.header)) == len(table.header)
    assert all(len(cells) == len(table.header) for _, cells in table.rows)
    filled = {n for n, cells in enumerate(records, 1) if "".join(cells).strip()}
    told = {f.row for f in journal.findings if f.file == table.file}
    missing = filled - {n for n, _ in table.rows} - told
    unseen = {n for n in missing if not any(map(_is_seen, "".join(records[n - 1])))}
    assert len(missing - unseen) <= 1, f"rows lost without a word: {sorted(missing)}"
    kept = {n: _letters("".join(cells)) for n, cells in table.rows}
    cut = [
        n for n, held in kept.items() if n not in told and _letters("".join(records[n - 1])) > held
    ]
    assert not cut or any(not f.row for f in journal.findings), f"cells cut off in rows {cut}"


def _is_seen(letter: str) -> bool:
    return letter.isprintable() and not letter.isspace()


def check_sheet(original: Table, sheet: Sheet, found: MatchRound) -> None:
    """Every row of a file is somebody's or told, as many as are reported; every cell likewise."""
    table = sheet.table
    people = [p.source.row for p in getattr(found, sheet.role) if p.source]
    told: dict[int, str] = {}
    for f in found.report.findings:
        if f.file == table.file and f.row is not None and f.column is None:
            told[f.row] = f"{told.get(f.row, '')}\n{f.understood}"
    others = {n for n, _ in table.rows} - {*people}
    duplicates = {n for n in others if "which is used instead" in told.get(n, "")}
    dropped = {n for n in others if re.search("dropped$", told.get(n, ""), re.MULTILINE)}
    assert others == duplicates | dropped, f"rows lost: {sorted(others - duplicates - dropped)}"
    headers = {n for n, _ in original.rows} - {n for n, _ in table.rows}
    assert headers <= {n for n, _ in original.rows[: HEADER_ROWS - 1]}, "rows lost by the layout"
    counts = _counts(found.report.read[table.file])
    expected = (len(people), len(duplicates), table.blank, len(dropped))
    assert counts == expected, f"{found.report.read[table.file]}, but {expected}"
    lost = [*lost_by_layout(original, sheet, found), *losses(sheet, found)]
    assert not lost, "cells lost without a word:\n" + "\n".join(dict.fromkeys(lost))


def _counts(said: str) -> tuple[int, int, int, int]:
    """Take apart "8 rows: 5 mentors, 1 duplicate, 1 blank, 1 dropped"."""
    match = _COUNTS.fullmatch(said)
    assert match, said
    parts = {word.rstrip("s"): int(n) for n, word in re.findall(r"(?:^|, )(\d+) (\w+)", match[2])}
    assert sum(parts.values()) == int(match[1]), said
    people = sum(n for word, n in parts.items() if word not in ("duplicate", "blank", "dropped"))
    return people, parts.get("duplicate", 0), parts.get("blank", 0), parts.get("dropped", 0)
