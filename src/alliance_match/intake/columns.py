"""Which column holds what: the mapping first, then names, aliases and near misses, then answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..errors import did_you_mean
from ..model.vocabulary import Vocabulary
from .aliases import aliases, nearest
from .fields import FIELDS, OPEN, Role, is_field
from .format import Format
from .guesses import with_guesses
from .header_words import speaks_of
from .headers import header_key, header_keys
from .journal import Journal, Place
from .mapping import RoleMapping
from .matches import ColumnMatch, Columns
from .rivals import without_rivals
from .tables import Table
from .values.topics import TopicReader

__all__ = ["ACCEPTED", "ASKED", "NOT_USED", "match_columns", "tell_unused"]

#: Likeness, of 100, from which a near miss is used, and from which it is asked about.
ACCEPTED = 90.0
ASKED = 70.0
_ASKED_SHORT = 80.0
_SHORT = 8
#: How a note on a column that nothing is read from begins.
NOT_USED = ("This column is not used", "Not used")


def match_columns(
    table: Table,
    role: Role,
    layout: Format,
    said: RoleMapping,
    journal: Journal,
    vocabulary: Vocabulary | None = None,
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
    vocabulary : Vocabulary, optional
        The topics by which a column of topics is known; without them, headers alone count.
    """
    metadata = layout.metadata_fields(table.header)
    mapped = _mapped(table, role, said, frozenset(metadata), journal)
    named = {header_key(h) for h in table.header}
    proposed = [
        mapped.get(p) or _metadata(p, h, metadata) or _proposed(p, h, named, role)
        for p, h in enumerate(table.header)
    ]
    settled = _with_fallbacks(without_rivals(table, proposed, journal))
    lost = {m.position for m in settled if m.why}
    if vocabulary is not None:
        topics = TopicReader(vocabulary, layout.separator)
        settled = with_guesses(table, role, settled, said.defaults, topics)
    _tell_codes(table.file, layout, settled, journal)
    for match in settled:
        if match.position not in lost:
            _tell(match, settled[: match.position], Place(table.file, None, match.header), journal)
    filled = {m.field for m in settled}
    defaults = {f: text for f, text in said.defaults.items() if f not in filled}
    return Columns(tuple(settled), defaults)


def _mapped(
    table: Table, role: Role, said: RoleMapping, by_tool: frozenset[int], journal: Journal
) -> dict[int, ColumnMatch]:
    found = {}
    for header, name in said.columns.items():
        position = _position(table.header, header)
        if position is not None and name == OPEN:
            continue  # as if nothing were said
        if position is None:
            remedy = f"Correct the mapping.{did_you_mean(header, table.header)}"
            what = f"the mapping of {role} names the column {header!r}, which is not there"
            journal.problem(Place(table.file), what, remedy)
        else:
            label = table.header[position]
            found[position] = ColumnMatch(
                position, label, name, "mapping", 100.0, by_tool=position in by_tool
            )
    return found


def _position(labels: tuple[str, ...], header: str) -> int | None:
    wanted = " ".join(header.split())
    if wanted in labels:
        return labels.index(wanted)
    for fold in (str.casefold, header_key):
        same = [p for p, label in enumerate(labels) if fold(label) == fold(wanted)]
        if len(same) == 1:
            return same[0]
    return None


def _metadata(position: int, header: str, metadata: dict[int, str]) -> ColumnMatch | None:
    if position not in metadata:
        return None
    return ColumnMatch(position, header, metadata[position], "metadata", 100.0, by_tool=True)


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
    if likeness >= ACCEPTED and (name != "size" or _asks_size(keys[-1])):
        return ColumnMatch(position, header, name, "fuzzy", likeness)
    near = name if name != "ignore" and _worth_asking(keys[-1], alias, likeness) else None
    return ColumnMatch(position, header, None, "unused", likeness, near)


def _asks_size(key: str) -> bool:
    """Tell "How many staff does ... have" from the same question on anything else."""
    return speaks_of(key, "size") or speaks_of(key, "sizes")


def _worth_asking(key: str, alias: str, likeness: float) -> bool:
    """Tell a likely slip of the pen; short words are alike by chance."""
    if len(key) < _SHORT:
        return likeness >= _ASKED_SHORT and key[:1] == alias[:1]
    return likeness >= ASKED


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


def _tell_codes(
    file: str, layout: Format, matches: Sequence[ColumnMatch], journal: Journal
) -> None:
    """Ask once for an export with words, where no answers tell what is asked."""
    unread = [m.header for m in matches if m.field is None and m.nearest is None]
    codes = [h for h in unread if layout.codes and re.fullmatch(layout.codes, h, re.IGNORECASE)]
    if codes:
        what = f"The questions are given by their codes only ({', '.join(codes[:5])})"
        remedy = f"{layout.without_codes}; or say in a mapping what each code means."
        journal.add("question", Place(file), what, remedy)


def _tell(
    match: ColumnMatch, before: Sequence[ColumnMatch], place: Place, journal: Journal
) -> None:
    remedy = f'To change it, write a mapping: "{match.header}" = "…".'
    if match.how in ("fuzzy", "values"):
        reason = f"; {match.why}" if match.why else ""
        what = f"Read as {match.field} ({match.confidence:.0f} of 100 sure{reason})"
        journal.add("note", place, what, remedy)
    elif match.how == "metadata" and match.field in ("name", "email"):
        what = f"The form does not ask for it, so the account's {match.field} is used"
        journal.add("note", place, what, remedy)
    elif match.how == "unused":
        tell_unused(match, before, place, journal)


def tell_unused(
    match: ColumnMatch, before: Sequence[ColumnMatch], place: Place, journal: Journal
) -> None:
    """Ask about a column that is not used, or note it.

    Parameters
    ----------
    match : ColumnMatch
        The column.
    before : sequence of ColumnMatch
        Columns of which one may have been asked about for the same field.
    place : Place
        Where it stands.
    journal : Journal
        Where it is told.
    """
    fix = f'Write in a mapping: "{match.header}" = "{match.nearest or "…"}", or "ignore".'
    asked = next((m.header for m in before if m.nearest and m.nearest == match.nearest), None)
    reason = f": {match.why}" if match.why else ""
    if asked is not None:
        what = f"{NOT_USED[1]}; it may be {match.nearest}, as may {asked!r}{reason}"
        journal.add("note", place, what, f"Answer the question on {asked!r}.")
    elif match.nearest:
        sure = f"{match.confidence:.0f} of 100 sure"
        what = f"Is this {match.nearest}? ({sure}{reason}.) The column is not used"
        journal.add("question", place, what, fix)
    else:
        journal.add("note", place, f"{NOT_USED[0]}{reason}", fix)
