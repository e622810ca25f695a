"""What users write themselves: mappings and vocabularies in TOML, and tables of decisions."""

from __future__ import annotations

import csv
import io
from contextlib import suppress

from tests.intake.conftest import MENTEES, MENTORS, as_csv
from tests.intake.conservation import VOCABULARY, watched

from alliance_match.errors import AllianceMatchError
from alliance_match.intake import Mapping, load_round
from alliance_match.intake.decisions import read_decisions
from alliance_match.intake.fields import FIELDS
from alliance_match.intake.journal import Journal
from alliance_match.intake.tables import read_table

from .given import FOLDER, Given

__all__ = ["one_input", "seeds"]

MAPPING = [
    "[mentors.columns]\n", "[mentees.columns]\n", "[mentors.defaults]\n", "[mentees.defaults]\n",
    "[options]\n", "[experts]\n", "day_first = true\n", 'labels = ["Grants", "Law"]\n',
    "sizes = [10, 50]\n",
    'vocabulary = "none.toml"\n', "columns = 1\n", '"x" = ', "= 1e400\n", "[[area]]\n", "\n", "#",
    *(f'"{header}" = ' for header in MENTORS[0]),
    *(f'"{field}"\n' for field in FIELDS["mentors"] + FIELDS["mentees"]),
    '"scale.grade"\n', '"scale."\n', "capacity = 2\n", 'organisation = ""\n', 'languages = "en"\n',
]  # fmt: skip
VOCABULARIES = [
    "[[area]]\n", "[[topic]]\n", 'id = "A"\n', 'id = "A.b"\n', 'area = "A"\n', 'area = "Z"\n',
    'label = { en = "Grants" }\n', 'label = { xx = "" }\n', "label = 1\n", "\n", 'id = ""\n',
    'synonyms = { en = ["Grants", "law"], fr = [] }\n', "synonyms = []\n", "x = nan\n", "[area]\n",
]  # fmt: skip
DECISIONS = [
    "mentee", "mentor", "decision", "rule", "who", "why", "E01", "E02", "M01", "M02", "Ana Ruiz",
    "Cy Kato", "ana@x.org", "pin", "veto", "waive", "recused", "different_organisation", "", "nix",
    "M1", "=1+1", "\u202e", "a\nb", "x" * 300,
]  # fmt: skip


def one_input(data: bytes) -> None:
    """Read one mapping, vocabulary or table of decisions, and use it."""
    given = Given(data)
    given.one_of((_mapping, _vocabulary, _decisions))(given)


def _toml(given: Given, pieces: list[str]) -> str:
    return "".join(given.text(6) if given.number(15) == 15 else given.one_of(pieces)
                   for _ in range(given.number(20)))  # fmt: skip


def _files() -> list[str]:
    made = []
    for name, rows in (("mentors.csv", MENTORS), ("mentees.csv", MENTEES)):
        (FOLDER / name).write_text(as_csv(rows), "utf-8")
        made.append(str(FOLDER / name))
    return made


def _mapping(given: Given) -> None:
    path = FOLDER / "mapping.toml"
    path.write_bytes(_toml(given, MAPPING).encode("utf-8", "surrogateescape"))
    with suppress(AllianceMatchError), watched():
        load_round(*_files(), mapping=Mapping.load(path), vocabulary=VOCABULARY)


def _vocabulary(given: Given) -> None:
    path = FOLDER / "vocabulary.toml"
    path.write_bytes(_toml(given, VOCABULARIES).encode("utf-8", "surrogateescape"))
    with suppress(AllianceMatchError), watched():
        load_round(*_files(), vocabulary=path)


def _decisions(given: Given) -> None:
    rows = [["mentee", "mentor", "decision", "rule", "who", "why"], *(
        [given.text(9) if given.number(19) == 19 else given.one_of(DECISIONS)
         for _ in range(given.number(7))] for _ in range(given.number(4)))]  # fmt: skip
    if given.number(3) == 3:
        given.one_of(rows).reverse()
    held = io.StringIO()
    csv.writer(held).writerows(rows)
    path = FOLDER / "decisions.csv"
    path.write_bytes(held.getvalue().encode("utf-8", "surrogateescape"))
    people = load_round(*_files(), vocabulary=VOCABULARY)
    with suppress(AllianceMatchError):
        journal = Journal()
        decided = read_decisions(path, people.mentors, people.mentees, journal)
        journal.stop_on_problems()
        table = read_table(path, path.name, Journal())
        assert table is not None
        told = journal.files[-1]
        at = [told.columns.get(header) for header in table.header].index("decision")
        blank = sum(not cells[at].strip() for _, cells in table.rows)
        counted = len(decided.entries) + told.duplicates + blank
        assert counted == len(table.rows), "a decision is lost"


def seeds() -> list[bytes]:
    """Give one of each piece."""
    return [bytes([kind, 0, n, 1, n]) for kind in range(3) for n in range(20)]
