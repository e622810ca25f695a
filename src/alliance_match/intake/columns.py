"""Which column holds what: the mapping file first, then names, aliases and near misses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from ..errors import did_you_mean
from .aliases import aliases, nearest
from .fields import FIELDS, JOINED, Role, is_field
from .format import Format
from .headers import header_key, header_keys
from .journal import Journal, Place
from .mapping import RoleMapping
from .tables import Table

__all__ = ["ACCEPTED", "ASKED", "ColumnMatch", "Columns", "match_columns"]

How = Literal["mapping", "exact", "alias", "fuzzy", "metadata", "unused"]
_RANK: dict[How, int] = {
    "mapping": 4,
    "exact": 3,
    "alias": 2,
    "fuzzy": 1,
    "metadata": 0,
    "unused": 0,
}

#: Likeness, of 100, from which a near miss is used, and from which it is asked about.
ACCEPTED = 90.0
ASKED = 70.0
_ASKED_SHORT = 80.0
_SHORT = 8


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """What one column was taken for.

    Parameters
    ----------
    position : int
        Counted from 0.
    header : str
        As the table labels it.
    field : str or None
        The field it fills; ``None`` when the column is not used.
    how : {"mapping", "exact", "alias", "fuzzy", "metadata", "unused"}
        What speaks for it.
    confidence : float
        0 to 100.
    nearest : str or None
        For a column that is not used: the field it comes nearest to, where that is near enough
        to ask.
    """

    position: int
    header: str
    field: str | None
    how: How
    confidence: float
    nearest: str | None = None


@dataclass(frozen=True)
class Columns:
    """The columns of a table with what they mean, and the defaults for fields without a column."""

    matches: tuple[ColumnMatch, ...]
    defaults: dict[str, str]

    def of(self, field: str) -> tuple[ColumnMatch, ...]:
        """Give the columns that fill a field, from left to right."""
        return self._by_field.get(field, ())

    @cached_property
    def _by_field(self) -> dict[str, tuple[ColumnMatch, ...]]:
        found: dict[str, tuple[ColumnMatch, ...]] = {}
        for match in self.matches:
            if match.field is not None:
                found[match.field] = (*found.get(match.field, ()), match)
        return found

    def has(self, *fields: str) -> bool:
        """Tell whether any of these fields has a column or a default."""
        return any(self.of(f) or f in self.defaults for f in fields)

    @cached_property
    def scales(self) -> tuple[str, ...]:
        """The programme's own scales that columns or defaults give steps of."""
        named = [m.field for m in self.matches if m.field] + list(self.defaults)
        return tuple(sorted({f.removeprefix("scale.") for f in named if f.startswith("scale.")}))


def match_columns(
    table: Table, role: Role, layout: Format, said: RoleMapping, journal: Journal
) -> Columns:
    """Find out what the columns of a table mean.

    Parameters
    ----------
    table : Table
        The table.
    role : {"mentors", "mentees", "experts"}
        Whose file it is.
    layout : Format
        The export's format; its own columns fill a field only where no question does.
    said : RoleMapping
        What the user says about the columns.
    journal : Journal
        Where findings and problems go.
    """
    mapped = _mapped(table, role, said, journal)
    metadata = layout.metadata_fields(table.header)
    named = {header_key(h) for h in table.header}
    proposed = [
        mapped.get(p) or _metadata(p, h, metadata) or _proposed(p, h, named, role)
        for p, h in enumerate(table.header)
    ]
    settled = _with_fallbacks(_without_rivals(table, proposed, journal))
    for match in settled:
        _tell(match, Place(table.file, None, match.header), journal)
    filled = {m.field for m in settled}
    defaults = {f: text for f, text in said.defaults.items() if f not in filled}
    return Columns(tuple(settled), defaults)


def _mapped(
    table: Table, role: Role, said: RoleMapping, journal: Journal
) -> dict[int, ColumnMatch]:
    found = {}
    for header, name in said.columns.items():
        position = _position(table.header, header)
        if position is None:
            remedy = f"Correct the mapping.{did_you_mean(header, table.header)}"
            what = f"the mapping of {role} names the column {header!r}, which is not there"
            journal.problem(Place(table.file), what, remedy)
        else:
            label = table.header[position]
            found[position] = ColumnMatch(position, label, name, "mapping", 100.0)
    return found


def _position(labels: tuple[str, ...], header: str) -> int | None:
    wanted = " ".join(header.split()).casefold()
    for position, label in enumerate(labels):
        if label.casefold() == wanted:
            return position
    same = [p for p, label in enumerate(labels) if header_key(label) == header_key(header)]
    return same[0] if len(same) == 1 else None


def _metadata(position: int, header: str, metadata: dict[int, str]) -> ColumnMatch | None:
    if position not in metadata:
        return None
    return ColumnMatch(position, header, metadata[position], "metadata", 100.0)


def _proposed(position: int, header: str, named: set[str], role: Role) -> ColumnMatch:
    keys = header_keys(header)
    base = keys[-1][:-1]
    if keys[-1][-1:].isdigit() and base in named:
        keys = (*keys, base)  # Microsoft Forms calls the second "Name" column "Name2"
    if header.startswith("scale.") and is_field(role, header):
        return ColumnMatch(position, header, header, "exact", 100.0)
    known = aliases(role)
    for key in keys:
        if key.replace(" ", "_") in FIELDS[role]:
            return ColumnMatch(position, header, key.replace(" ", "_"), "exact", 100.0)
    for key in keys:
        if key in known:
            return ColumnMatch(position, header, known[key], "alias", 100.0)
    name, alias, likeness = max((nearest(key, role) for key in keys), key=lambda n: n[2])
    if likeness >= ACCEPTED:
        return ColumnMatch(position, header, name, "fuzzy", likeness)
    near = name if name != "ignore" and _worth_asking(keys[-1], alias, likeness) else None
    return ColumnMatch(position, header, None, "unused", likeness, near)


def _worth_asking(key: str, alias: str, likeness: float) -> bool:
    """Tell a likely slip of the pen; short words are alike by chance."""
    if len(key) < _SHORT:
        return likeness >= _ASKED_SHORT and key[:1] == alias[:1]
    return likeness >= ASKED


def _without_rivals(
    table: Table, proposed: list[ColumnMatch], journal: Journal
) -> list[ColumnMatch]:
    """Settle which column fills a field that takes only one."""
    settled = list(proposed)
    single = {
        m.field for m in proposed if m.field and m.field not in JOINED and m.how != "metadata"
    }
    for name in sorted(single):
        rivals = [m for m in proposed if m.field == name and m.how != "metadata"]
        if len(rivals) > 1:
            winner = _winner(table, rivals)
            for loser in rivals:
                if loser is not winner:
                    settled[loser.position] = replace(loser, field=None, how="unused")
            _tell_rivals(table.file, name, rivals, winner, journal)
    return settled


def _winner(table: Table, rivals: list[ColumnMatch]) -> ColumnMatch | None:
    def strength(match: ColumnMatch) -> tuple[int, float]:
        return _RANK[match.how], match.confidence

    best = [m for m in rivals if strength(m) == max(map(strength, rivals))]
    contents = {m.position: tuple(table.column(m.position)) for m in best}
    filled = [m for m in best if any(c.strip() for c in contents[m.position])]
    if len(filled) <= 1:
        return (filled or best)[0]
    alike = len(set(contents.values())) == 1
    return filled[0] if alike else None


def _tell_rivals(
    file: str, name: str, rivals: list[ColumnMatch], winner: ColumnMatch | None, journal: Journal
) -> None:
    headers = ", ".join(repr(m.header) for m in rivals)
    remedy = f'Say in a mapping which one is meant, such as "{rivals[0].header}" = "{name}".'
    for match in rivals:
        place = Place(file, None, match.header)
        if winner is None:
            what = f"The columns {headers} all look like {name}; none of them is used"
            journal.add("question", place, what, remedy)
        elif match is winner:
            journal.add("warning", place, f"Used for {name}, which {headers} look like", remedy)
        else:
            what = f"Not used, because {winner.header!r} is used for {name}"
            journal.add("warning", place, what, remedy)


def _with_fallbacks(matches: Sequence[ColumnMatch]) -> list[ColumnMatch]:
    """Let a tool's own column fill a field only where no question fills it, nor another of them."""
    asked = {m.field for m in matches if m.how != "metadata"}
    if asked & {"given_name", "family_name"}:
        asked.add("name")
    settled = []
    for match in matches:
        own = match.how == "metadata" and match.field != "ignore"
        settled.append(replace(match, field="ignore") if own and match.field in asked else match)
        asked |= {match.field} if own else set()
    return settled


def _tell(match: ColumnMatch, place: Place, journal: Journal) -> None:
    remedy = f'To change it, write a mapping: "{match.header}" = "…".'
    if match.how == "fuzzy":
        what = f"Read as {match.field} ({match.confidence:.0f} of 100 sure)"
        journal.add("note", place, what, remedy)
    elif match.how == "metadata" and match.field in ("name", "email"):
        what = f"The form does not ask for it, so the account's {match.field} is used"
        journal.add("note", place, what)
    elif match.how == "unused" and match.nearest:
        what = (
            f"Is this {match.nearest}? ({match.confidence:.0f} of 100 sure.) The column is not used"
        )
        fix = f'Write in a mapping: "{match.header}" = "{match.nearest}", or "ignore".'
        journal.add("question", place, what, fix)
    elif match.how == "unused" and match.confidence < ACCEPTED:
        journal.add("note", place, "This column is not used", remedy)
