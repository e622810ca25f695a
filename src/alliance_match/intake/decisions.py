"""The committee's decisions, from a table of pins, vetoes, waivers and recusals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias, TypeVar

from pydantic import ValidationError

from ..errors import did_you_mean
from ..model.decisions import Decision, Decisions
from ..model.findings import FileRead
from ..model.people import Mentee, Mentor
from ..model.record import Source
from ..model.vocabulary import normalise
from .headers import header_key
from .journal import Journal, Place
from .tables import Table, TableSource, file_name, read_table

__all__ = ["load_decisions", "read_decisions"]

P = TypeVar("P", Mentor, Mentee)
Kind: TypeAlias = Literal["pin", "veto", "waive", "recuse"]

_KINDS: tuple[Kind, ...] = ("pin", "veto", "waive", "recuse")
_COLUMNS = ("mentee", "mentor", "decision", "rule", "who", "why")
_REQUIRED = ("mentee", "mentor", "decision")
_ALSO = {"kind": "decision", "by": "who", "decided by": "who", "reason": "why"}
_ALSO_KINDS: dict[str, Kind] = {
    "pinned": "pin",
    "vetoed": "veto",
    "waived": "waive",
    "waiver": "waive",
    "recused": "recuse",
    "recusal": "recuse",
}


def load_decisions(
    source: TableSource, mentors: Sequence[Mentor], mentees: Sequence[Mentee]
) -> Decisions:
    """Read decisions on the people of a round.

    Parameters
    ----------
    source : path or DataFrame
        Columns ``mentee, mentor, decision, rule, who, why``; people by id, name or e-mail address.
    mentors, mentees : sequence
        The people of the round.

    Raises
    ------
    InputError
        Naming every row that cannot be read, each with the nearest valid names.
    """
    journal = Journal()
    decisions = read_decisions(source, mentors, mentees, journal)
    journal.stop_on_problems()
    return decisions


def read_decisions(
    source: TableSource, mentors: Sequence[Mentor], mentees: Sequence[Mentee], journal: Journal
) -> Decisions:
    """Read decisions, with problems put on record; see :func:`load_decisions`."""
    table = read_table(source, file_name(source, "decisions"), journal)
    if table is None:
        return Decisions()
    positions = _positions(table, journal)
    if not all(name in positions for name in _REQUIRED):
        return Decisions()
    reader = _Reader(table.file, positions, mentors, mentees, journal, table.header)
    entries = [reader.decision(row, cells) for row, cells in table.rows]
    kept = tuple(e for e in entries if e is not None)
    journal.files.append(
        FileRead(
            file=table.file,
            format="decisions",
            kind="decision",
            rows=len(table.rows) + table.blank,
            kept=len(kept),
            blank=table.blank,
            dropped=len(table.rows) - len(kept),
            columns={table.header[position]: name for name, position in positions.items()},
        )
    )
    return Decisions(entries=kept)


def _positions(table: Table, journal: Journal) -> dict[str, int]:
    positions: dict[str, int] = {}
    for position, header in enumerate(table.header):
        key = header_key(header)
        name = _ALSO.get(key, key)
        if name in _COLUMNS:
            positions.setdefault(name, position)
        else:
            near = did_you_mean(key, _COLUMNS)
            place = Place(table.file, None, header)
            journal.add("note", place, "This column is not used", near.strip())
    for name in _REQUIRED:
        if name not in positions:
            remedy = f"The columns are {', '.join(_COLUMNS)}.{did_you_mean(name, table.header)}"
            journal.problem(Place(table.file, 1), f"there is no column {name!r}", remedy)
    return positions


class _Reader:
    """Reads the rows of one table of decisions."""

    def __init__(
        self,
        file: str,
        positions: dict[str, int],
        mentors: Sequence[Mentor],
        mentees: Sequence[Mentee],
        journal: Journal,
        header: tuple[str, ...],
    ) -> None:
        self.file, self.positions, self.journal, self.header = file, positions, journal, header
        self.mentors, self.mentees = _called(mentors), _called(mentees)
        self.mentor_names = [n for m in mentors for n in (m.id, m.name)]
        self.mentee_names = [n for m in mentees for n in (m.id, m.name)]

    def decision(self, row: int, cells: tuple[str, ...]) -> Decision | None:
        """Read one row; ``None`` when problems were recorded."""
        texts = {n: " ".join(cells[p].split()) for n, p in self.positions.items()}
        mentee = self._person("mentee", texts["mentee"], self.mentees, self.mentee_names, row)
        mentor = self._person("mentor", texts["mentor"], self.mentors, self.mentor_names, row)
        kind = self._kind(texts["decision"], row)
        rule = self._rule(kind, texts.get("rule", ""), row)
        if mentee is None or mentor is None or kind is None or rule is False:
            return None
        raw = dict(zip(self.header, cells, strict=True))
        try:
            return Decision(
                kind=kind,
                mentee=mentee,
                mentor=mentor,
                rule=rule or None,
                who=texts.get("who", ""),
                why=texts.get("why", ""),
                source=Source(file=self.file, row=row, raw=raw),
            )
        except ValidationError as error:
            for wrong in error.errors():
                what = wrong["msg"].removeprefix("Value error, ").rstrip(".")
                self.journal.problem(Place(self.file, row), what, "Correct this row.", rule)
            return None

    def _person(
        self, role: str, text: str, called: dict[str, set[str]], names: Sequence[str], row: int
    ) -> str | None:
        found = called.get(text.casefold()) or called.get(normalise(text)) or set()
        if len(found) == 1:
            return next(iter(found))
        place = Place(self.file, row, self.header[self.positions[role]])
        if found:
            remedy = f"Give the id: {', '.join(sorted(found))}."
            self.journal.problem(place, f"{len(found)} {role}s go by this name", remedy, text)
        elif text:
            remedy = f"Give an id or a name of this round.{did_you_mean(text, names)}"
            self.journal.problem(place, f"there is no such {role} in this round", remedy, text)
        else:
            self.journal.problem(place, f"no {role} is named", "Give an id or a name.")
        return None

    def _kind(self, text: str, row: int) -> Kind | None:
        folded = normalise(text)
        for kind in _KINDS:
            if kind == _ALSO_KINDS.get(folded, folded):
                return kind
        place = Place(self.file, row, self.header[self.positions["decision"]])
        remedy = f"Say one of: {', '.join(_KINDS)}.{did_you_mean(folded, _KINDS)}"
        self.journal.problem(place, "this is not a decision", remedy, text)
        return None

    def _rule(self, kind: Kind | None, text: str, row: int) -> str | Literal[False]:
        if kind is None or (kind == "waive") == bool(text):
            return text
        place = Place(self.file, row)
        if kind == "waive":
            remedy = "Name the rule in the column 'rule', such as different_organisation."
            self.journal.problem(place, "the rule that is waived is not named", remedy)
        else:
            remedy = "Only a waiver names a rule; leave the cell blank."
            self.journal.problem(place, f"a {kind} names no rule", remedy, text)
        return False


def _called(people: Sequence[P]) -> dict[str, set[str]]:
    """Give the ids by everything that people are called; an exact id always wins."""
    called: dict[str, set[str]] = {}
    for person in people:
        for name in (normalise(person.name), (person.email or "").casefold()):
            if name:
                called.setdefault(name, set()).add(person.id)
    for person in people:
        called[person.id.casefold()] = {person.id}
        called[normalise(person.id)] = {person.id}
    return called
