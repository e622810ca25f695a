"""What became of every cell of an application: read into a field, or told in a finding.

The check knows nothing of the parsers: it looks at the text of a cell, at the person that was made
of its row, and at what the report says of that place. A field is not filled by a text that only
left it as it would be without the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from alliance_match.intake.journal import mask
from alliance_match.intake.layouts import is_ticked, is_unticked
from alliance_match.intake.reading import Reading
from alliance_match.intake.sheets import Sheet
from alliance_match.intake.tables import Table
from alliance_match.intake.values.availability import StatedTimes
from alliance_match.intake.values.terms import is_blank, is_nobody
from alliance_match.model.findings import Finding
from alliance_match.model.people import Mentee, Mentor, Organisation, Person, SubjectExpert
from alliance_match.model.round import MatchRound
from alliance_match.model.vocabulary import normalise

Anyone = Mentor | Mentee | SubjectExpert

#: Longer texts are shortened in findings.
_SHOWN = 150
_DAYS = {
    word: n
    for n, words in enumerate(
        ("mon monday", "tue tuesday", "wed wednesday", "thu thursday", "fri friday", "sat saturday",
         "sun sunday")
    )
    for word in words.split()
}  # fmt: skip
_LANGUAGES = {"english": "en", "french": "fr", "spanish": "es", "german": "de", "portuguese": "pt",
              "japanese": "ja", "italian": "it", "dutch": "nl"}  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A cell that says something, the person of its row, and that person's organisation."""

    text: str
    person: Anyone
    home: Organisation | None
    field: str

    def of(self, name: str) -> object:
        """Give the person's value of that name; some have it not."""
        return getattr(self.person, name, None)


def words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text)
    return re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)).casefold())


def pieces(text: str) -> list[str]:
    """Split where nobody doubts that a new answer begins."""
    return [p.strip() for p in re.split(r"[;\n|]", text) if words(p)]


# --- what fills each field ------------------------------------------------------------------------


def _named(c: Cell) -> bool:
    shown = [c.person.name, *(c.person.key_people if isinstance(c.person, Mentee) else ())]
    return {*words(c.text)} <= {w for name in shown for w in words(name)}


def _in_the_organisation(name: str) -> Callable[[Cell], bool]:
    return lambda c: c.home is not None and getattr(c.home, name) is not None


def _filled(name: str) -> Callable[[Cell], bool]:
    return lambda c: c.of(name) not in (None, (), "")


def _number(name: str) -> Callable[[Cell], bool]:
    """A plain figure is that figure; anything else is not nothing."""

    def kept(c: Cell) -> bool:
        value = c.of(name)
        if not re.fullmatch(r"[0-9]{1,4}", c.text):
            return value is not None
        return str(value) == str(int(c.text))

    return kept


def _languages(c: Cell) -> bool:
    spoken = {s.language for s in c.person.languages or ()}
    named = {_LANGUAGES[w] for w in map(str.casefold, re.split(r"\s*[,;\n]\s*", c.text))
             if w in _LANGUAGES}  # fmt: skip
    return bool(spoken) and named <= spoken


def _availability(c: Cell) -> bool:
    held = {w.day for w in c.person.availability or ()}
    return bool(held) and {_DAYS[w] for w in words(c.text) if w in _DAYS} <= held


def _named_ids(name: str) -> Callable[[Cell], bool]:
    """Each name, where nothing is said of the cell, gives one somebody; "none" gives nobody."""

    def kept(c: Cell) -> bool:
        ids = c.of(name)
        assert isinstance(ids, tuple)
        return is_nobody(c.text) or bool(ids)

    return kept


def _expertise(c: Cell) -> bool:
    said = [normalise(e.evidence) for e in getattr(c.person, "expertise", None) or ()]
    if is_nobody(c.text):
        return c.of("expertise") is not None
    return all(any(_alike(normalise(p), held) for held in said) for p in pieces(c.text))


def _alike(one: str, other: str) -> bool:
    """Topics that are named twice are kept once, in the words of the higher level."""
    return one in other or other in one or _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return re.sub(r"\W*(level )?\d\W*$", "", text)


def _mentioned(c: Cell) -> bool:
    said = [normalise(e.evidence) for e in getattr(c.person, "expertise", None) or ()]
    return is_nobody(c.text) or any(held and held in normalise(c.text) for held in said)


def _goals(name: str) -> Callable[[Cell], bool]:
    def kept(c: Cell) -> bool:
        held = [str(getattr(g, name) or "") for g in getattr(c.person, "goals", None) or ()]
        if name == "deadline":
            return any(held)
        together = (
            held if c.field != "goals" else [" ".join(held)]
        )  # options are goals of their own
        return any({*words(c.text)} <= {*words(h)} for h in together)

    return kept


def _key_people(c: Cell) -> bool:
    held = {normalise(p) for p in getattr(c.person, "key_people", ())}
    return is_nobody(c.text) or all(
        normalise(p) in held for p in re.split(r"[;\n]|, ", c.text) if words(p)
    )


def _step(c: Cell) -> bool:
    return any(c.field == f"scale.{r.scale}" and c.text in r.step for r in c.person.ranks)


_FILLS: dict[str, Callable[[Cell], bool]] = {
    "id": lambda c: c.person.id == c.text,
    **dict.fromkeys(("name", "given_name", "family_name"), _named),
    "email": lambda c: c.person.email == " ".join(c.text.split()),
    "organisation": lambda c: c.home is not None and normalise(c.home.name) == normalise(c.text),
    "country": _in_the_organisation("country"),
    "membership": _in_the_organisation("membership"),
    "size": _in_the_organisation("size"),
    "languages": _languages,
    "availability": _availability,
    "exclusions": _named_ids("exclusions"),
    "preferences": _named_ids("preferences"),
    "hours_per_month": _number("hours_per_month"),
    "capacity": _number("capacity"),
    "consultations": _number("consultations"),
    "mentoring_experience": _number("mentoring_experience"),
    "rounds_waited": _number("rounds_waited"),
    "expertise": _expertise,
    "expertise_text": _mentioned,
    "regions": lambda c: is_nobody(c.text) or bool(c.of("regions")),
    "key_people": _key_people,
    "goals": _goals("text"),
    "goal_text": _goals("text"),
    "success_measure": _goals("success_measure"),
    "deadline": _goals("deadline"),
    **{f"goal_{n}{part}": _goals("text") for n in (1, 2, 3) for part in ("", "_text")},
    **{f"goal_{n}_success": _goals("success_measure") for n in (1, 2, 3)},
    **{f"goal_{n}_deadline": _goals("deadline") for n in (1, 2, 3)},
}


def is_read(cell: Cell) -> bool:
    """Whether the person holds what the cell says."""
    if cell.field.startswith("scale."):
        return _step(cell)
    if "goal" in cell.field and not cell.field.endswith("deadline") and is_nobody(cell.text):
        return True
    return _FILLS.get(cell.field, _filled(cell.field))(cell)


def is_lost(text: str, reading: Reading[Any]) -> bool:
    """Whether nothing was read of an answer, and nothing said of it."""
    value = reading.value.windows if isinstance(reading.value, StatedTimes) else reading.value
    is_answer = words(text) and not is_blank(text) and not is_nobody(text)
    return bool(is_answer) and value in (None, ()) and not reading.remarks


# --- what is told ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """The findings of one file, by place."""

    cells: frozenset[tuple[int, str]]
    rows: dict[int, tuple[Finding, ...]]
    columns: dict[str, tuple[Finding, ...]]
    whole: str

    @classmethod
    def of(cls, findings: Iterable[Finding], file: str) -> Told:
        """Sort the findings of a file."""
        cells, rows, columns, whole = set(), defaultdict(list), defaultdict(list), []
        for f in findings:
            if f.file != file:
                continue
            if f.row is not None and f.column is not None:
                cells.add((f.row, f.column))
            elif f.row is not None:
                rows[f.row].append(f)
            elif f.column is not None:
                columns[f.column].append(f)
            else:
                whole.append(f.understood)
        return cls(
            frozenset(cells),
            {n: tuple(fs) for n, fs in rows.items()},
            {h: tuple(fs) for h, fs in columns.items()},
            "\n".join(whole),
        )

    def says(self, row: int, headers: Iterable[str], text: str, field: str) -> bool:
        """Whether anything is said of a cell: at its place, or of its row with its own words."""
        of_all = ("country", "membership", "size")
        shared = f"the {field}" if field in of_all else text
        return (
            any((row, h) in self.cells for h in headers)
            or any(
                mask(text)[:_SHOWN] in f.value or shared in f.understood
                for f in self.rows.get(row, ())
            )
            or any("Day or month first" in f.understood for h in headers for f in self._at(h))
        )

    def leaves_out(self, header: str) -> bool:
        """Whether it is said that a column is not used."""
        return bool(self._at(header)) or repr(header) in self.whole

    def _at(self, header: str) -> tuple[Finding, ...]:
        return self.columns.get(header, ())


# --- the check ------------------------------------------------------------------------------------


def losses(sheet: Sheet, found: MatchRound) -> Iterator[str]:
    """Give every cell of a file that is neither read nor told, with its place."""
    told = Told.of(found.report.findings, sheet.table.file)
    homes = {o.id: o for o in found.organisations}
    rows = dict(sheet.table.rows)
    fields = defaultdict(list)
    for match in sheet.columns.matches:
        fields[match.field].append(match.header)
    for person in _people(sheet, found):
        assert person.source is not None
        number = person.source.row
        for match in sheet.columns.matches:
            text = rows[number][match.position].strip()
            if not words(text) or _is_absent(text, match.how, sheet):
                continue
            if match.field is None or match.field == "ignore":
                if not told.leaves_out(match.header):
                    yield f"column {match.header!r} is not used"
                continue
            home = homes.get(person.organisation or "")
            cell = Cell(text, person, home, match.field)
            if not is_read(cell) and not told.says(number, fields[match.field], text, match.field):
                yield f"row {number}, column {match.header!r} ({match.field}): {text!r}"


def _people(sheet: Sheet, found: MatchRound) -> Iterator[Person]:
    for person in getattr(found, sheet.role):
        if person.source is not None and person.source.file == sheet.table.file:
            yield person


def _is_absent(text: str, how: str, sheet: Sheet) -> bool:
    return how == "metadata" and text.casefold() in sheet.recognition.format.absent


def lost_by_layout(original: Table, sheet: Sheet, found: MatchRound) -> Iterator[str]:
    """Give the cells of the table as it was whose words are in no cell of its row any more.

    A tick stands for its option, which the header of its column holds; a "no" for nothing.
    """
    if original is sheet.table:
        return
    rows = dict(sheet.table.rows)
    told = {(f.row, f.value) for f in found.report.findings if f.file == sheet.table.file}
    for number, cells in original.rows:
        if number not in rows:
            continue
        left = {w for c in rows[number] for w in words(c)}
        run = [_run(c) for c in rows[number]]
        for header, text in zip(original.header, cells, strict=True):
            option = re.split(r"[\[/]| - ", header)[-1].strip("] ")
            missing = {*words(text)} - left
            kept = is_unticked(text) or _stands(text, option, left) or (number, mask(text)) in told
            if missing and not kept and not any(_run(text) in c for c in run):
                yield f"row {number}, column {header!r}: {text!r}"


def _run(text: str) -> str:
    """Leave out all but letters and figures: a layout may take quotation marks off."""
    return "".join(words(text))


def _stands(text: str, option: str, left: set[str]) -> bool:
    return is_ticked(text, option) and {*words(option)} <= left
