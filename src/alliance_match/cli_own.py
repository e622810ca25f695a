"""Rules and criteria of a programme's own, for every command: a Python file that registers them."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["own"]


def own(
    files: Annotated[
        list[Path] | None,
        typer.Option(
            "--own",
            help="A Python file of yours that registers rules and criteria; it is run first.",
        ),
    ] = None,
) -> None:
    """Match mentors with mentees, prove it, and justify every pairing."""
    for file in files or ():
        _run(file)


def _run(file: Path) -> None:
    from .errors import AllianceMatchError, InputError

    if not file.is_file():
        raise InputError(f"--own {file}: there is no such file.")
    try:
        runpy.run_path(str(file))
    except AllianceMatchError:
        raise
    except Exception as error:
        raise InputError(f"--own {file} cannot be run: {type(error).__name__}: {error}") from error
