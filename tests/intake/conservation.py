"""What holds for every file, however broken: nobody gets lost, and only our own errors are raised.

Used by the tests here and by the fuzzing harness in ``fuzz/``.
"""

from __future__ import annotations

import re
from pathlib import Path

from alliance_match.errors import AllianceMatchError
from alliance_match.intake import load_round
from alliance_match.intake.decoding import decode
from alliance_match.intake.delimited import records_of
from alliance_match.intake.journal import Journal, Place
from alliance_match.intake.tables import Table, read_table
from alliance_match.intake.workbooks import is_workbook
from alliance_match.model.round import MatchRound

from .conftest import VOCABULARY

#: Form tools write up to this many rows of headers.
HEADER_ROWS = 3
_COUNTS = re.compile(r"(?:.*: )?(\d+) rows?: (.*)", re.DOTALL)
_OTHERS = {
    "mentors": "name,organisation,email,expertise\nZed Muster,ALS Muster,zed@example.org,Grants\n",
    "mentees": "name,organisation,email,goals\nYan Muster,ALS Probe,yan@example.org,Grants\n",
}


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
        check_rows(path.read_bytes(), table, journal)
    for role in _OTHERS:
        check_round(path, role, table, journal)


def check_rows(data: bytes, table: Table, journal: Journal) -> None:
    """Every record of a text that is not blank is a row, the header, or in a finding."""
    assert len(set(table.header)) == len(table.header)
    assert all(len(cells) == len(table.header) for _, cells in table.rows)
    if is_workbook(data):
        return
    text = decode(data, Place("again"), Journal())
    assert text is not None
    records = records_of(text, Place("again"), Journal())
    assert records is not None
    filled = {n for n, cells in enumerate(records, 1) if any(c.strip() for c in cells)}
    told = {f.row for f in journal.findings}
    missing = filled - {n for n, _ in table.rows} - told
    unseen = {n for n in missing if not any(map(str.isprintable, "".join(records[n - 1])))}
    assert len(missing - unseen) <= 1, f"rows lost without a word: {sorted(missing)}"


def check_round(path: Path, role: str, table: Table | None, journal: Journal) -> None:
    """Every row of a table is somebody's, a duplicate, or dropped with a reason."""
    other = path.parent / f"other-than-{role}.csv"
    name = "mentees" if role == "mentors" else "mentors"
    other.write_text(_OTHERS[name], "utf-8")
    mentors, mentees = (path, other) if role == "mentors" else (other, path)
    try:
        found = load_round(mentors, mentees, vocabulary=VOCABULARY)
    except AllianceMatchError:
        return
    assert table is not None, f"read as {role}, though no table: {journal.problems}"
    _check_counts(found, path.name)
    people = found.mentors if role == "mentors" else found.mentees
    of_people = {p.source.row for p in people if p.source and p.source.file == path.name}
    told = {f.row for f in found.report.findings if f.file == path.name}
    headers = {n for n, _ in table.rows[: HEADER_ROWS - 1]}
    lost = {n for n, _ in table.rows} - of_people - told - headers
    assert not lost, f"rows lost without a word: {sorted(lost)}"


def _check_counts(found: MatchRound, file: str) -> None:
    said = _COUNTS.fullmatch(found.report.read[file])
    assert said, found.report.read[file]
    parts = [int(n) for n in re.findall(r"(?:^|, )(\d+) ", said[2])]
    assert sum(parts) == int(said[1]), found.report.read[file]
