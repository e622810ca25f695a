"""A mapping file to edit, written from what files look like."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from .fields import FIELDS, JOINED, OPEN, ROLES, Role
from .inspection import BECAUSE, ColumnInspection, Inspection
from .mapping import Mapping, MappingOptions

__all__ = ["mapping_toml"]

_WIDTH = 100


def mapping_toml(inspections: Sequence[Inspection], said: Mapping | None = None) -> str:
    """Write a mapping of every column of some files: as understood, left out, or ``"?"``.

    What was not understood is ``"?"`` and counts as not read until somebody writes the field
    instead, or ``"ignore"``; when none is left, the files leave no question on columns.

    Parameters
    ----------
    inspections : sequence of Inspection
        The files, one a role; further ones of a role are written as comments.
    said : Mapping, optional
        The mapping that they were looked at with: its defaults and options are kept.
    """
    said = said or Mapping()
    lines = [
        '# What each column means. Change a field; in place of "?" write one, or "ignore" where',
        "# the column is not needed: until then nothing is read of it, and it is named as unread.",
        "# A question above says what it may be. The number says how sure that is, of 100; after",
        "# it come the most frequent answers.",
    ]
    firsts: dict[Role, Inspection] = {}
    for look in inspections:
        first = firsts.setdefault(look.role, look)
        section = _section(look, said)
        lines += ["", *(section if first is look else _as_comment(look, first, section))]
    for role in ROLES:
        kept = () if role in firsts else _kept(role, said)
        lines += ["", *kept] if kept else []
    return "\n".join([*lines, "", *_options(said)]) + "\n"


def _as_comment(look: Inspection, first: Inspection, section: Iterable[str]) -> Iterator[str]:
    yield f"# {_plain(look.file)} is of {look.role} too, like {_plain(first.file)}: a mapping is of"
    yield "# one file a role. Look at it alone, with --out, or say whose it is with --role:"
    yield from (f"#   {line}".rstrip() for line in section)


def _section(look: Inspection, said: Mapping) -> Iterator[str]:
    guessed = " (a guess)" if look.role_guessed else ""
    yield f"# {_plain(look.file)}: {look.format}, {look.role}{guessed}"
    fields = f"Fields of {look.role}: {', '.join(FIELDS[look.role])}, scale.NAME"
    yield from textwrap.wrap(fields, _WIDTH, initial_indent="# ", subsequent_indent="#   ")
    yield f"[{look.role}.columns]"
    taken = set[str]()
    for column in look.columns:
        yield from _lines(column, taken)
    yield ""
    yield from _defaults(look, said)


def _lines(column: ColumnInspection, taken: set[str]) -> Iterator[str]:
    field = column.field or OPEN
    if field in taken and field not in JOINED and field != OPEN:
        field = "ignore"  # a second column of the tool's own
    taken.add(field)
    if column.nearest:
        why = f" {_plain(column.why)}." if column.why else ""
        yield f"# ? Is this {column.nearest}?{why} Then write {_quoted(column.nearest)} below."
    shown = " | ".join(map(_plain, column.samples)) or "no answers"
    because = BECAUSE[column.how]
    if column.field is None and not column.nearest and column.why:
        because = _plain(column.why)
    comment = f"{column.confidence:.0f}, {because}: {shown}"
    yield f"{_quoted(column.header)} = {_quoted(field)}  # {comment}"


def _defaults(look: Inspection, said: Mapping) -> Iterator[str]:
    """Write the defaults that were given, and propose those for what no column holds."""
    given = said.role(look.role).defaults
    proposed = [f for f in look.missing if f not in given]
    active = "" if given else "# "
    yield f"{active}[{look.role}.defaults]  # for fields that the file has no column for"
    yield from (f"{_quoted(f)} = {_quoted(text)}" for f, text in given.items())
    for field in proposed:
        what = "nobody has one" if field == "organisation" else "what holds for everybody"
        yield f'# {field} = ""  # {what}'


def _kept(role: Role, said: Mapping) -> list[str]:
    """Keep what the mapping says of a role whose file was not looked at."""
    given = said.role(role)
    lines = list[str]()
    for part, entries in (("columns", given.columns), ("defaults", given.defaults)):
        if entries:
            lines.append(f"[{role}.{part}]")
            lines += [f"{_quoted(key)} = {_quoted(text)}" for key, text in entries.items()]
    return lines


def _options(said: Mapping) -> Iterator[str]:
    given = said.options
    chosen = given != MappingOptions()
    yield "[options]" if chosen else "# [options]"
    day_first = "true" if given.day_first is None else str(given.day_first).lower()
    yield f"{'# ' * (given.day_first is None)}day_first = {day_first}  # 03/04/2027 is in April"
    reckons = given.sizes != MappingOptions().sizes
    most = "the most staff of a small and of a medium organisation"
    yield f"{'# ' * (not reckons)}sizes = {list(given.sizes)}  # {most}"
    level = _quoted(given.language_level or "B2")
    about = "of languages that are named without a level"
    yield f"{'# ' * (given.language_level is None)}language_level = {level}  # {about}"
    if given.labels:
        yield f"labels = [{', '.join(map(_quoted, given.labels))}]"
    else:
        named = _quoted(given.vocabulary or "topics.toml")
        yield f"{'# ' * (given.vocabulary is None)}vocabulary = {named}"


def _plain(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in escaped) + '"'
