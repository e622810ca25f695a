"""The command that compares a committee's own pairs with a saved proposal."""

from __future__ import annotations

import json
import sys
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
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write a page and a table too, into this folder."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write them over those that are there.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")] = False,
    language: Language = "en",
) -> None:
    """Compare your pairs with the proposal: final ones, or those of a file."""
    from .intake import load_pairs
    from .quality import quality_report
    from .report import load_proposal, save_quality

    proposal = load_proposal(folder)
    own = None if pairs is None else load_pairs(pairs, proposal.round)
    found = quality_report(proposal, own, "" if pairs is None else pairs.name)
    written = () if out is None else save_quality(found, out, language, replace)
    if as_json:
        print(json.dumps(found.to_dict(language), ensure_ascii=False, indent=1))
    else:
        print(found.in_language(language))
    for path in written:
        print(path, file=sys.stderr if as_json else sys.stdout)
