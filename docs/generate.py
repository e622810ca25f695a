"""Write the pages that say what the code says: all settings, and all commands.

``python docs/generate.py`` writes them anew; a test compares them with what it would write.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import GenericAlias
from typing import Any, Literal, Union, get_args, get_origin

import typer

from alliance_match.cli import app
from alliance_match.model.groups import Group
from alliance_match.model.policy import Policy
from alliance_match.model.quotas import Quota
from alliance_match.model.record import Record
from alliance_match.model.settings import Criterion, Rule, Scale

PLACE = Path(__file__).parent / "reference"

POLICY = """\
# Every setting of the policy

<!-- Written by docs/generate.py from the settings themselves. -->

`alliance-match policy > policy.toml` writes all of this as a file with a comment on each setting;
`--policy policy.toml` reads it. A line that is left out keeps its default. A setting that does
not exist, or a value that cannot be, is an error that names the nearest right one. How to change
what: [settings](../howto/settings.md).

```python
>>> import alliance_match as am
>>> policy = am.Policy.from_toml("[rules.shared_language]\\nmin_level = 'B1'")
>>> policy.rules.shared_language.min_level, policy.rules.shared_language.on
('B1', True)
>>> am.Policy(weak_bellow=40)
Traceback (most recent call last):
    ...
alliance_match.errors.PolicyError: The policy cannot be used:
- weak_bellow: there is no such setting. Did you mean 'weak_below'?

```
"""

COMMANDS = """\
# Every command

<!-- Written by docs/generate.py from the command line itself. -->

`alliance-match COMMAND --help` says the same. A command ends with 0 when it is done, and with 2
when the input or the call is at fault, or when something does not hold; a run that fails leaves the
old folder as it was. What to do with them: [deciding](../deciding.md), [asking](../howto/ask.md).

Before the command may stand `--own FILE.py`, a Python file of yours that registers
[rules and criteria](../howto/own.md). It is run first, as in
`alliance-match --own ours.py verify round-2027`.
"""


def policy_page() -> str:
    """Tell all settings, table by table."""
    return "\n".join([POLICY, *_tables("", Policy(), "At the top of the file"), ""])


def _tables(name: str, record: Record, words: str) -> Iterator[str]:
    """Tell a table of settings, then each table in it."""
    fields = type(record).model_fields
    plain = [n for n in fields if not isinstance(getattr(record, n), Record) and n not in REPEATED]
    yield from _table(name, record, plain, words)
    for inner in (n for n in fields if n not in plain):
        said = fields[inner].description or ""
        if inner in REPEATED:
            yield from _repeated(inner, said)
        elif inner in FAMILIES:
            yield from _family(inner, getattr(record, inner), said)
        else:
            yield from _tables(inner, getattr(record, inner), said)


#: Tables whose entries are all of one kind, told beside each other.
FAMILIES: dict[str, type[Record]] = {"rules": Rule, "criteria": Criterion}


def _family(name: str, record: Record, words: str) -> Iterator[str]:
    """Tell entries of one kind in one table, and what only some of them have after it."""
    shared, fields = FAMILIES[name].model_fields, type(record).model_fields
    yield from (
        f"## `[{name}]`",
        "",
        f"{words} Each is a table such as `[{name}.{next(iter(fields))}]`, with",
        "",
    )
    yield from ("| setting | values | what it does |", "|---|---|---|")
    for field, info in shared.items():
        yield f"| `{field}` | {_kind(info)} | {info.description} |"
    yield from (
        "",
        f"| `[{name}.…]` | {' | '.join(f'`{f}`' for f in shared)} | |",
        "|---" * (len(shared) + 2) + "|",
    )
    for entry, info in fields.items():
        values = " | ".join(_value(getattr(getattr(record, entry), field)) for field in shared)
        yield f"| `{entry}` | {values} | {info.description} |"
    yield ""
    for entry in fields:
        inner = getattr(record, entry)
        more = [field for field in type(inner).model_fields if field not in shared]
        if more:
            yield from _table(f"{name}.{entry}", inner, more, "Besides:")


#: Tables that a policy may hold several of, and what is told in place of their defaults.
REPEATED: dict[str, tuple[str, type[Record]]] = {
    "quotas": ("[[quotas]]", Quota),
    "groups": ("[[groups]]", Group),
    "own_rules": ("[own_rules.NAME]", Rule),
    "own_criteria": ("[own_criteria.NAME]", Criterion),
    "scales": ("[scales.NAME]", Scale),
}


def _repeated(name: str, words: str) -> Iterator[str]:
    header, kind = REPEATED[name]
    yield from (f"## `{header}`", "", words, "", *_header())
    for field, info in kind.model_fields.items():
        default = "needed" if info.is_required() else _value(info.default)
        yield _row(field, default, info)
    yield ""


def _table(name: str, record: Record, plain: list[str], words: str) -> Iterator[str]:
    depth = "###" if "." in name else "##"
    yield from (f"{depth} `[{name}]`" if name else f"## {words}", "")
    if name:
        yield from (words, "")
    if not plain:
        return
    yield from _header()
    for field in plain:
        yield _row(field, _value(getattr(record, field)), type(record).model_fields[field])
    yield ""


def _header() -> list[str]:
    return ["| setting | default | values | what it does |", "|---|---|---|---|"]


def _row(field: str, default: str, info: Any) -> str:
    said = (info.description or "").replace("|", "\\|")
    return f"| `{field}` | {default} | {_kind(info)} | {said} |"


def _value(value: object) -> str:
    """Write a default as TOML would hold it."""
    if value is None or value == ():
        return "nothing"
    if isinstance(value, date):
        return f"`{value.isoformat()}`"
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _kind(info: Any) -> str:
    """Say what values a setting takes."""
    bounds = [_bound(one) for one in info.metadata]
    return ", ".join([_type(info.annotation), *filter(None, bounds)])


def _bound(bound: object) -> str:
    """Say a bound that pydantic keeps."""
    words = {"ge": "at least", "le": "at most", "gt": "more than", "multiple_of": "a multiple of"}
    said = (
        f"{word} {getattr(bound, name)}" for name, word in words.items() if hasattr(bound, name)
    )
    return next(said, "")


def _type(kind: Any) -> str:
    names = {bool: "true or false", int: "whole number", float: "number", str: "text", date: "date"}
    if kind in names:
        return names[kind]
    parts = [one for one in get_args(kind) if one not in (type(None), ...)]
    if get_origin(kind) is Literal:
        return ", ".join(f"`{part}`" for part in parts)
    if get_origin(kind) is tuple or isinstance(kind, GenericAlias):
        return "list of " + " or ".join(dict.fromkeys(map(_type, parts)))
    if get_origin(kind) is Union or parts:
        return " or ".join(map(_type, parts))
    return kind.__name__


def commands_page() -> str:
    """Tell all commands with their arguments and options."""
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    return "\n".join([COMMANDS, *(line for c in commands.values() for line in _command(c))])


def _command(command: Any) -> Iterator[str]:
    takes = [_argument(one) for one in command.params if one.param_type_name == "argument"]
    yield from (f"## `{command.name}`", "", command.help.strip(), "", "```text")
    yield from (" ".join(["alliance-match", command.name, *takes, "[options]"]), "```", "")
    yield from ("| | | left out |", "|---|---|---|")
    for one in command.params:
        yield f"| {_named(one)} | {one.help} | {_left_out(one)} |"
    if not command.params:
        yield "| | takes nothing | |"
    yield ""


def _argument(one: Any) -> str:
    name = one.name.upper() + ("..." if one.nargs == -1 else "")
    return name if one.required else f"[{name}]"


def _named(one: Any) -> str:
    if one.param_type_name == "argument":
        return f"`{one.name.upper()}`"
    return ", ".join(f"`{flag}`" for flag in one.opts)


def _left_out(one: Any) -> str:
    if one.required:
        return "needed"
    default = one.default
    return "" if default in (None, False, (), []) or callable(default) else f"`{default}`"


PAGES = {"policy.md": policy_page, "commands.md": commands_page}


def main() -> None:
    """Write all pages."""
    for name, page in PAGES.items():
        (PLACE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
