"""Pairs that somebody made by hand, such as last year's: a table of mentees and their mentors."""

from __future__ import annotations

from ..model.round import MatchRound
from .decision_rows import RowReader
from .decision_words import columns
from .headers import header_key
from .journal import Journal, Place
from .tables import Table, TableSource, file_name, read_table

__all__ = ["load_pairs"]

_REQUIRED = ("mentee", "mentor")


def load_pairs(source: TableSource, match_round: MatchRound) -> dict[str, str]:
    """Read who was paired with whom.

    Parameters
    ----------
    source : path or DataFrame
        Columns ``mentee`` and ``mentor``, one row per pair; people by id, name or e-mail address. A
        row without a mentor says that this mentee had none. Other columns are not used, so that the
        ``proposal.csv`` of an earlier round will do.
    match_round : MatchRound
        The round that all of them belong to.

    Returns
    -------
    dict of str to str
        Ids of mentors by those of mentees.

    Raises
    ------
    InputError
        Naming every row that cannot be read, with the nearest valid names.
    """
    journal, pairs = Journal(), dict[str, str]()
    table = read_table(source, file_name(source, "pairs"), journal)
    if table is not None:
        pairs = _pairs(table, match_round, journal)
    journal.stop_on_problems()
    return pairs


def _pairs(table: Table, people: MatchRound, journal: Journal) -> dict[str, str]:
    known, positions = columns(), dict[str, int]()
    for position, header in enumerate(table.header):
        name = known.get(header_key(header))
        if name is not None:
            positions.setdefault(name, position)
    missing = [name for name in _REQUIRED if not {name, f"{name}_name"} & positions.keys()]
    for name in missing:
        remedy = f"Name one so; the columns are {', '.join(map(repr, table.header))}."
        journal.problem(Place(table.file, 1), f"there is no column {name!r}", remedy)
    if missing:
        return {}
    reader = RowReader(
        table.file, positions, "", people.mentors, people.mentees, journal, table.header
    )
    pairs, seen = dict[str, str](), dict[str, int]()
    for row, cells in table.rows:
        texts = reader.texts(cells)
        alone = not texts["mentor"] and not texts["mentor_name"]
        mentee = reader.person("mentee", texts, row)
        mentor = None if alone else reader.person("mentor", texts, row)
        if mentee is None:
            continue
        if seen.setdefault(mentee, row) != row:
            what = f"{mentee} stands in row {seen[mentee]} already"
            journal.problem(Place(table.file, row), what, "Every mentee has one row.")
        elif mentor is not None:
            pairs[mentee] = mentor
    return pairs
