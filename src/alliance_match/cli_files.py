"""Commands on files of applications: look at them, and write empty forms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

if TYPE_CHECKING:
    from .intake.fields import Role
    from .report.forms import FormFormat

__all__ = ["inspect", "template"]


def inspect(
    files: Annotated[list[Path], typer.Argument(help="Application files, CSV or XLSX.")],
    mapping: Annotated[
        Path | None, typer.Option("--mapping", help="What is already known of the columns.")
    ] = None,
    role: Annotated[
        str | None,
        typer.Option("--role", help="mentors, mentees or experts; guessed unless given."),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Where to write the mapping to edit.")
    ] = Path("mapping.toml"),
    replace: Annotated[
        bool, typer.Option("--replace", help="Write it over a file that is there.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Print every column with three of its answers.")
    ] = False,
) -> None:
    """Show how each column of files is understood, and write a mapping to edit."""
    from .errors import InputError
    from .intake import Mapping, inspect_files, mapping_toml

    said = Mapping() if mapping is None else Mapping.load(mapping)
    looks, problems = inspect_files(files, cast("Role | None", role), said)
    for look in looks:
        print(f"{look if every else look.brief()}\n")
    if looks:
        asked = sum(len(look.questions) for look in looks)
        print(f"{asked or 'No'} question{'s' * (asked != 1)} on columns.")
        settled = all(c.how == "mapping" for look in looks for c in look.columns)
        if settled and not replace:
            print(f"{mapping} settles every column.")
        else:
            print(_written(mapping_toml(looks, said), out, replace))
        if not every:
            print("Every column with three of its answers: --all.")
    if problems:
        raise InputError("\n".join(problems))


def _written(mapping: str, out: Path, replace: bool) -> str:
    """Write a mapping where none is, and say so."""
    if out.exists() and not replace:
        return (
            f"{out} is there already and is left as it is. To use it: --mapping {out}. To write "
            "it anew: --replace. To write another: --out FILE."
        )
    out.write_text(mapping, "utf-8")
    return f"Written to {out}: edit it, and give it as --mapping {out}."


def template(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the form sheets.")] = Path(
        "forms"
    ),
    file_format: Annotated[
        str, typer.Option("--format", help="xlsx, with lists to choose from, or csv.")
    ] = "xlsx",
    vocabulary: Annotated[
        Path | None, typer.Option("--vocabulary", help="Topics of your own (TOML).")
    ] = None,
) -> None:
    """Write empty form sheets to fill in: mentors, mentees, experts."""
    from .intake.mapping import load_vocabulary
    from .report import write_templates

    words = None if vocabulary is None else load_vocabulary(vocabulary)
    for path in write_templates(out, cast("FormFormat", file_format), words):
        print(path)
