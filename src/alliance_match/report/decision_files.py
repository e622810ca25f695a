"""The decision files of a folder: written beside the proposal, and never lost to the next one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from ..errors import BundleError
from ..proposal import Progress, Proposal
from ..words import LANGUAGES
from .bundle import read_bundle, restore
from .cells import CSV_ENCODING
from .decision_form import decisions_csv, decisions_xlsx

__all__ = ["DECISION_FILES", "keep_edited", "kept_decisions", "write_decisions"]

#: People edit these, so no hash of theirs is kept.
DECISION_FILES = ("decisions.csv", "decisions.xlsx")
_BEFORE = "-before"


def write_decisions(proposal: Proposal, folder: Path, tell: Progress, language: str) -> None:
    """Write the files in which the committee decides on a proposal."""
    for name in DECISION_FILES:
        try:
            data = next(_written(proposal, name, (language,)))
        except ModuleNotFoundError:
            continue  # the workbook's extra; the other workbooks have said so
        tell(f"writing {name}")
        (folder / name).write_bytes(data)


def keep_edited(held: Path, fresh: Path) -> None:
    """Copy decision files that were edited into the folder that replaces theirs.

    Parameters
    ----------
    held : Path
        The folder of the earlier proposal.
    fresh : Path
        The folder with what is to be moved into ``held``. An edited file comes to lie there under
        a name that ``held`` does not have, such as ``decisions-before.xlsx``.
    """
    found = {name: held / name for name in DECISION_FILES if (held / name).is_file()}
    data = {name: path.read_bytes() for name, path in found.items()}
    changed = [n for n, d in data.items() if not _is(fresh / n, d)]
    earlier = _earlier(held) if changed else None
    for name in changed:
        if earlier is None or data[name] not in _as_written(earlier, name):
            (fresh / _free_name(held, name)).write_bytes(data[name])


def kept_decisions(folder: Path) -> set[str]:
    """List the decision files of earlier proposals that a folder keeps."""
    return {p.name for p in folder.glob(f"decisions{_BEFORE}*") if p.is_file()}


def _is(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def _earlier(held: Path) -> Proposal | None:
    """Restore the proposal that a folder holds; None where it cannot be."""
    try:
        return restore(read_bundle(held))
    except BundleError:
        return None


def _as_written(proposal: Proposal, name: str) -> list[bytes]:
    """Give all that we would have written; nothing where that cannot be told."""
    try:
        return list(_written(proposal, name, tuple(LANGUAGES)))
    except ModuleNotFoundError:
        return []


def _written(proposal: Proposal, name: str, languages: tuple[str, ...]) -> Iterator[bytes]:
    if name.endswith(".csv"):
        yield decisions_csv(proposal).encode(CSV_ENCODING)
    else:
        yield from (decisions_xlsx(proposal, language) for language in languages)


def _free_name(folder: Path, name: str) -> str:
    stem, ending = name.split(".")
    names = (f"{stem}{_BEFORE}{'' if k == 1 else f'-{k}'}.{ending}" for k in count(1))
    return next(one for one in names if not (folder / one).exists())
