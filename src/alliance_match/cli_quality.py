"""The command that compares a committee's own pairs with a saved proposal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from .cli_record import Existing, Language

__all__ = ["quality"]


def quality(
    folder: Existing,
    pairs: Annotated[
        Path | None,
        typer.Option("--pairs", help="Pairs made by hand, or last year's: mentee, mentor."),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for page and table.")] = Path(
        "quality"
    ),
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, and write nothing.")] = False,
    language: Language = "en",
) -> None:
    """Compare your pairs with the proposal: final ones, or those of a file."""
    from .intake import load_pairs
    from .quality import quality_report
    from .report import load_proposal, save_quality

    proposal = load_proposal(folder)
    own = None if pairs is None else load_pairs(pairs, proposal.round)
    found = quality_report(proposal, own, "" if pairs is None else pairs.name)
    if as_json:
        print(json.dumps(found.to_dict(language), ensure_ascii=False, indent=1))
        return
    print(found.in_language(language))
    for path in save_quality(found, out, language):
        print(path)
