"""One application file: its table, its format, what its columns mean, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

from ..model.people import LanguageLevel
from ..model.vocabulary import Vocabulary
from .bounds import DEFAULT_BOUNDS, Bounds
from .columns import match_columns
from .exact import RECORDS, exact_value, fills, is_exact
from .fields import JOINED, Role
from .formats import Recognition, recognise
from .grids import without_grids
from .journal import Journal, Place
from .kinds import refuse_misplaced
from .mapping import Mapping
from .matches import ColumnMatch, Columns
from .missing import note_ignored, note_missing, require_fields
from .reading import Reading, question
from .tables import Table, TableSource, read_table
from .values.dates import day_first_of, is_unclear, read_date, read_moment
from .values.sizes import USUAL_SIZES
from .values.terms import is_blank

__all__ = ["Cell", "Row", "Sheet", "read_sheet"]

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_DATES = ("submitted", "deadline", "goal_1_deadline", "goal_2_deadline", "goal_3_deadline")
#: Characters of a cell that answers a question by more than free text.
_LONGEST_ANSWER = 5_000
#: Fields whose text is never taken for "no answer": NA is Namibia, and an id is an id.
_VERBATIM = frozenset({"id", "country"})


class Cell(NamedTuple):
    """A cell that says something, and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True)
class Sheet:
    """An application file, understood as far as its columns go.

    Parameters
    ----------
    role : {"mentors", "mentees", "experts"}
        Who applies.
    table : Table
        The text.
    recognition : Recognition
        The export's format.
    columns : Columns
        What the columns mean.
    day_first : bool or None
        What the user says about dates in figures.
    sizes : tuple of int
        The most staff of a small and of a medium organisation.
    language_level : str or None
        The level of a language that is named without one.
    """

    role: Role
    table: Table
    recognition: Recognition
    columns: Columns
    day_first: bool | None = None
    sizes: tuple[int, int] = USUAL_SIZES
    language_level: LanguageLevel | None = None

    def rows(self, journal: Journal) -> Iterator[Row]:
        """Give the rows from top to bottom."""
        return (Row(self, number, cells, journal) for number, cells in self.table.rows)

    def once(self, parse: Callable[[str, *Ts], Reading[T]], text: str, *more: *Ts) -> Reading[T]:
        """Parse a text, once however many cells hold it."""
        key = (parse, text, *more)
        reading: Reading[T] | None = self.readings.get(key)
        if reading is None:
            reading = self.readings[key] = parse(text, *more)
        return reading

    @cached_property
    def readings(self) -> dict[tuple[Any, ...], Any]:
        """What has been parsed, by parser and text."""
        return {}

    @cached_property
    def orders(self) -> dict[int, bool | None]:
        """Whether the day comes first, by the position of each column of dates."""
        own = {m.position for m in self.columns.matches if m.by_tool}
        together = [cell for p in sorted(own) for cell in self.table.column(p)]
        orders = {}
        for match in (m for f in _DATES for m in self.columns.of(f)):
            cells = together if match.position in own else list(self.table.column(match.position))
            order = day_first_of(cells)
            orders[match.position] = self.day_first if order is None else order
        return orders


@dataclass(frozen=True)
class Row:
    """One row of a sheet, read by field."""

    sheet: Sheet
    number: int
    texts: tuple[str, ...]
    journal: Journal

    @property
    def place(self) -> Place:
        """The row as a whole."""
        return Place(self.sheet.table.file, self.number)

    @property
    def raw(self) -> dict[str, str]:
        """The row as it was written, by header."""
        return dict(zip(self.sheet.table.header, self.texts, strict=True))

    def cells(self, field: str) -> tuple[Cell, ...]:
        """Give the cells of a field that say something; its default where it has no column."""
        matches = self.sheet.columns.of(field)
        if not matches:
            default = self.sheet.columns.defaults.get(field, "")
            return (Cell(default, self.place),) if default.strip() else ()
        said = [(self._answer(field, match), match) for match in matches]
        return tuple([Cell(text, self._at(match)) for text, match in said if text])

    def _answer(self, field: str, match: ColumnMatch) -> str:
        """Give what a column says; empty where that is no answer."""
        text = self.texts[match.position].strip()
        if not text or is_exact(text) or (match.by_tool and self._is_absent(text)):
            return ""
        if field in _VERBATIM or not is_blank(text):
            return text
        self.journal.add("note", self._at(match), "Taken for no answer", "", text)
        return ""

    def _at(self, match: ColumnMatch) -> Place:
        return Place(self.sheet.table.file, self.number, match.header)

    @cached_property
    def exact(self) -> dict[str, Any]:
        """What cells say exactly, by the person's field that they fill."""
        found: dict[str, Any] = {}
        for match in self.sheet.columns.matches:
            if match.field and is_exact(text := self.texts[match.position].strip()):
                self._say(found, fills(match.field), text, match.header)
        return found

    def _say(self, found: dict[str, Any], name: str, text: str, header: str) -> None:
        try:
            if name != "organisation" and name not in RECORDS[self.sheet.role].model_fields:
                raise ValueError
            found[name] = exact_value(self.sheet.role, name, text)
        except ValueError:
            what = f"Begins as an exact value, but is none of {name}; left unknown"
            place = Place(self.sheet.table.file, self.number, header)
            self.journal.add("error", place, what, "Write the answer in words instead.", text)

    def _is_absent(self, text: str) -> bool:
        return text.casefold() in self.sheet.recognition.format.absent

    def text(self, field: str) -> str:
        """Give the text of a field, of several columns joined by ``"; "``; empty where blank."""
        matches = self.sheet.columns.of(field)
        if len(matches) == 1:
            return self._answer(field, matches[0])
        return "; ".join([c.text for c in self.cells(field)])

    def cell(self, field: str) -> Cell | None:
        """Give the one cell of a field; several columns are joined."""
        matches = self.sheet.columns.of(field)
        if len(matches) == 1:
            text = self._answer(field, matches[0])
            return Cell(text, self._at(matches[0])) if text else None
        cells = self.cells(field)
        if len(cells) <= 1 or field not in JOINED:
            return cells[0] if cells else None
        return Cell(self.text(field), cells[0].place)

    def read(self, field: str, parse: Callable[[str, *Ts], Reading[T]], *more: *Ts) -> T | None:
        """Parse a field and put the parser's remarks on record; ``None`` where it is blank."""
        matches = self.sheet.columns.of(field)
        alone = len(matches) == 1
        key = (field, parse, self.texts[matches[0].position] if alone else None, *more)
        reading: Reading[T] | Reading[None] | None = self.sheet.readings.get(key)
        if reading is None or reading.remarks:
            if (cell := self.cell(field)) is None:
                return None
            if reading is None:
                long = len(cell.text) > _LONGEST_ANSWER
                reading = _too_long(cell.text) if long else parse(cell.text, *more)
            if alone:
                self.sheet.readings[key] = reading
            self.journal.remark(cell.place, reading.remarks, cell.text)
        return reading.value

    def parsed(self, cell: Cell, parse: Callable[[str, *Ts], Reading[T]], *more: *Ts) -> T:
        """Parse one cell and put the parser's remarks on record."""
        reading = self.sheet.once(parse, cell.text, *more)
        self.journal.remark(cell.place, reading.remarks, cell.text)
        return reading.value

    def date(self, field: str) -> date | None:
        """Read a date; one whose order is unclear was asked about for the whole column."""
        order = self._order(field)
        if order is None and is_unclear(self.text(field)):
            return None
        return self.read(field, read_date, order)

    def moment(self, field: str) -> datetime | None:
        """Read a date with a time; one whose order is unclear was asked about for the column."""
        order = self._order(field)
        if order is None and is_unclear(self.text(field)):
            return None
        return self.read(field, read_moment, order)

    def _order(self, field: str) -> bool | None:
        matches = self.sheet.columns.of(field)
        orders = self.sheet.orders
        return orders[matches[0].position] if matches else self.sheet.day_first


def _too_long(text: str) -> Reading[None]:
    what = f"{len(text):,} characters are too many for an answer; left unknown"
    return Reading(None, (question(what, f"At most {_LONGEST_ANSWER:,} are read here."),))


def read_sheet(
    role: Role,
    source: TableSource,
    name: str,
    mapping: Mapping,
    journal: Journal,
    bounds: Bounds = DEFAULT_BOUNDS,
    vocabulary: Vocabulary | None = None,
) -> Sheet | None:
    """Read an application file as far as its columns.

    Parameters
    ----------
    role : {"mentors", "mentees", "experts"}
        Who applies.
    source : path or DataFrame
        The file.
    name : str
        Its name for messages.
    mapping : Mapping
        What the user says about columns.
    journal : Journal
        Where findings and problems go.
    bounds : Bounds
        How large the file may be.
    vocabulary : Vocabulary, optional
        The topics; by default what the mapping names, else those that ship with the library.

    Returns
    -------
    Sheet or None
        ``None`` when a problem was recorded.
    """
    table = read_table(source, name, journal, bounds)
    if table is None:
        return None
    recognition = recognise(table)
    table = without_grids(recognition.format.reshape(table, journal))
    said = mapping.role(role)
    may_be_misplaced = not said.columns and not recognition.format.has_roles
    if may_be_misplaced and refuse_misplaced(table, recognition.format, role, journal):
        return None
    if recognition.tied:
        what = f"The layout {recognition.why}; it is read as a plain table"
        journal.add("question", Place(name), what, "Check dates and cells with several options.")
    topics = vocabulary or mapping.vocabulary() or Vocabulary.alliance()
    columns = match_columns(table, role, recognition.format, said, journal, topics)
    options = mapping.options
    said_of = options.day_first, options.sizes, options.language_level
    sheet = Sheet(role, table, recognition, columns, *said_of)
    require_fields(role, table, columns, journal)
    note_missing(role, table.file, columns, journal)
    note_ignored(table.file, columns, journal)
    _ask_orders(sheet, journal)
    return sheet


def _ask_orders(sheet: Sheet, journal: Journal) -> None:
    headers = {m.position: m.header for m in sheet.columns.matches}
    for position, order in sheet.orders.items():
        cells = [c for c in sheet.table.column(position) if order is None and is_unclear(c)]
        if cells:
            what = f"Day or month first? Nothing tells, so {len(cells)} dates are left unknown"
            remedy = "Set day_first = true or false under [options] of a mapping."
            journal.add(
                "question", Place(sheet.table.file, None, headers[position]), what, remedy, cells[0]
            )
