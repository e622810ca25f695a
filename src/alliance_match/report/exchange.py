"""Exchange the files of a folder for fresh ones, so that a cut at any moment loses nothing.

The fresh files lie aside in ``new``. First the old ones are moved to ``old``; then ``new`` is
renamed to ``moving``, and its files are moved in. Whatever is found later says how far it came.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

__all__ = ["ASIDE", "NEW", "cut_off", "exchange", "mend"]

#: How the folder begins, within the one that is written, in which files lie aside.
ASIDE = ".alliance-match-"
NEW, _OLD, _MOVING = "new", "old", "moving"


def exchange(folder: Path, aside: Path, names: Collection[str]) -> None:
    """Move our files out of a folder and the fresh ones in; or leave it as it was.

    Parameters
    ----------
    folder : Path
        What is written.
    aside : Path
        Within it; holds the fresh files in ``new``.
    names : collection of str
        What our files are called; all else stays.
    """
    old, moving = aside / _OLD, aside / _MOVING
    old.mkdir()
    try:
        _move(folder, old, names)
        (aside / NEW).rename(moving)
        _move(moving, folder, names)
    except BaseException:
        _put_back(folder, aside, names)
        raise


def cut_off(folder: Path) -> Iterator[Path]:
    """List where the files lie that a save had moved out of a folder when it was cut off."""
    yield from (old for old in sorted(folder.glob(f"{ASIDE}*/{_OLD}")) if any(old.iterdir()))


def mend(folder: Path, names: Collection[str]) -> None:
    """Put back what a save had moved out of a folder when it was cut off."""
    for aside in sorted(folder.glob(f"{ASIDE}*")):
        _put_back(folder, aside, names)
        shutil.rmtree(aside)


def _put_back(folder: Path, aside: Path, names: Collection[str]) -> None:
    """Undo an exchange; when this is cut off too, it can be done again."""
    if (aside / _MOVING).exists():  # all old files are out: ours in the folder are fresh ones
        _move(folder, aside / _MOVING, names)
        (aside / _MOVING).rename(aside / NEW)
    if (aside / _OLD).exists():
        _move(aside / _OLD, folder, names)


def _move(source: Path, target: Path, names: Collection[str]) -> None:
    for name in sorted({path.name for path in source.iterdir()} & set(names)):
        (source / name).rename(target / name)
