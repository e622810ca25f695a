"""The commands about a record: verify it, and copy it without names."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["Existing", "Language", "redact", "verify"]

Existing = Annotated[Path, typer.Argument(help="A folder that `propose` wrote.")]
Language = Annotated[
    str, typer.Option("--language", "-l", help="Of what is written and printed: en, fr or es.")
]


def verify(
    folder: Existing,
    previous: Annotated[
        Path | None, typer.Option("--previous", help="Folder of the record that it follows.")
    ] = None,
    language: Language = "en",
) -> None:
    """Check a saved proposal again from its inputs, without a solver."""
    from .report import verify as check

    checked = check(folder, previous)
    print(checked.in_language(language))
    if not checked:
        raise typer.Exit(2)


def redact(
    folder: Existing,
    out: Annotated[Path, typer.Option("--out", "-o", help="A new folder for the copy.")],
    language: Language = "en",
) -> None:
    """Copy a saved proposal without names, addresses and free text; the copy still verifies."""
    from .report import redact as bare

    print(bare(folder, out).in_language(language))
