"""Write a proposal's folder: complete beside the old one first, then moved into its place."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

from ..errors import InputError
from ..proposal import Progress, Proposal
from .bundle import BUNDLE, to_bundle
from .dossier import render_dossier
from .records import DossierView
from .tables import CSV_ENCODING, intake_report_csv, proposal_csv, proposal_xlsx, unmatched_csv
from .view import dossier_view

__all__ = ["DOSSIER", "FILES", "save"]

DOSSIER = "dossier.html"
#: Every file that a saved proposal may hold.
FILES = (
    DOSSIER,
    "proposal.csv",
    "proposal.xlsx",
    "unmatched.csv",
    "intake-report.csv",
    BUNDLE,
)


def save(
    proposal: Proposal,
    folder: Path,
    progress: Progress | None = None,
    view: DossierView | None = None,
) -> Path:
    """Write dossier, tables and bundle into a folder.

    Parameters
    ----------
    proposal : Proposal
        What is written.
    folder : Path
        Created when missing. Files of an earlier proposal are replaced; anything else in it stays.
    progress : callable, optional
        Told each step.
    view : DossierView, optional
        What the dossier shows, where it has been computed already.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InputError
        When the folder cannot be written; an earlier proposal in it is then as it was.
    """
    tell = progress or (lambda words: None)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
            fresh = Path(beside) / "new"
            fresh.mkdir()
            _write(proposal, view or dossier_view(proposal, tell), fresh, tell)
            _replace(folder, fresh, Path(beside) / "old")
    except OSError as error:
        raise InputError(f"The folder {folder} cannot be written: {error}.") from None
    return folder


def _write(proposal: Proposal, view: DossierView, folder: Path, tell: Progress) -> None:
    files = {
        DOSSIER: render_dossier(view).encode(),
        "proposal.csv": proposal_csv(proposal).encode(CSV_ENCODING),
        "unmatched.csv": unmatched_csv(proposal).encode(CSV_ENCODING),
        "intake-report.csv": intake_report_csv(proposal.round.report).encode(CSV_ENCODING),
    }
    try:
        files["proposal.xlsx"] = proposal_xlsx(proposal)
    except ModuleNotFoundError:
        tell('proposal.xlsx is left out: pip install "alliance-match[excel]" adds it')
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    bundle = json.dumps(to_bundle(proposal, hashes), indent=1, ensure_ascii=False)
    files[BUNDLE] = f"{bundle}\n".encode()
    for name, data in files.items():
        tell(f"writing {name}")
        (folder / name).write_bytes(data)


def _replace(folder: Path, fresh: Path, old: Path) -> None:
    """Put the fresh folder in place of the old one, and carry over what is not ours."""
    if not folder.exists():
        fresh.rename(folder)
        return
    if not folder.is_dir():
        raise InputError(f"{folder} is a file; name a folder for the proposal.")
    folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    for entry in old.iterdir():
        if entry.name not in FILES:
            shutil.move(entry, folder / entry.name)
