"""Write a proposal's folder: all files aside first, then each moved into its place."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path

from ..errors import BundleError, InputError
from ..proposal import Progress, Proposal
from ..words import speech
from .bundle import BUNDLE, read_bundle, to_bundle
from .cells import CSV_ENCODING
from .certificate_xlsx import certificate_xlsx
from .decision_files import DECISION_FILES, keep_edited, write_decisions
from .dossier import render_dossier
from .intake_tables import completeness_csv, intake_report_csv, questions_csv
from .letters import LETTERS, is_letter, letters
from .records import DossierView
from .tables import proposal_csv, proposal_xlsx, unmatched_csv
from .view import dossier_view
from .why_not_page import WHY_NOT, render_why_not

__all__ = ["DOSSIER", "FILES", "save", "without_loss"]

DOSSIER = "dossier.html"
#: Every file, and the folder of letters, that a saved proposal may hold.
FILES = (
    DOSSIER,
    WHY_NOT,
    "proposal.csv",
    "proposal.xlsx",
    "unmatched.csv",
    "questions.csv",
    "completeness.csv",
    "intake-report.csv",
    "certificate.xlsx",
    *DECISION_FILES,
    LETTERS,
    BUNDLE,
)


def save(
    proposal: Proposal,
    folder: Path,
    progress: Progress | None = None,
    view: DossierView | None = None,
    language: str = "en",
) -> Path:
    """Write dossier, tables, letters and bundle into a folder.

    Parameters
    ----------
    proposal : Proposal
        What is written.
    folder : Path
        Created when missing; a link is followed. Files of an earlier proposal are replaced, its
        letters removed; anything else in it stays. Decision files that were edited are kept as
        ``decisions-before.csv`` and ``decisions-before.xlsx``.
    progress : callable, optional
        Told each step.
    view : DossierView, optional
        What the dossier shows, where it has been computed already.
    language : {"en", "fr", "es"}
        Of the dossier, the letters, and the words in tables.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InputError
        When the folder cannot be written, or the language is not spoken; an earlier proposal in it
        is then as it was.
    """
    speech(language)  # one that is not spoken is refused before anything is written
    tell = progress or (lambda words: None)
    try:
        target = Path(os.path.realpath(folder))
        if target.exists() and not target.is_dir():
            raise InputError(f"{folder} is a file; name a folder for the proposal.")
        near = target if target.is_dir() else target.parent
        near.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".alliance-match-", dir=near) as aside:
            fresh = Path(aside) / "new"
            fresh.mkdir()
            _write(proposal, view or dossier_view(proposal, tell), fresh, tell, language)
            if near is target:
                _keep_others(target / LETTERS, fresh / LETTERS)
                keep_edited(target, fresh)
                _exchange(target, fresh, Path(aside) / "old")
            else:
                fresh.rename(target)
    except OSError as error:
        raise InputError(f"The folder {folder} cannot be written: {error}.") from None
    return folder


def without_loss(proposal: Proposal, folder: Path) -> Path:
    """Choose where to write a proposal so that none that stands gives way to one that does not.

    Parameters
    ----------
    proposal : Proposal
        What is to be written.
    folder : Path
        Where it was asked for.

    Returns
    -------
    Path
        The folder itself; for an infeasible proposal, where the folder holds one that is not, the
        folder's name with ``-conflict`` added.
    """
    while proposal.status == "infeasible" and _holds_a_proposal(folder):
        target = Path(os.path.realpath(folder))
        folder = target.with_name(f"{target.name}-conflict")
    return folder


def _holds_a_proposal(folder: Path) -> bool:
    """Tell whether a folder holds a proposal that stands, or one that cannot be read any more."""
    if not (folder / BUNDLE).exists():
        return False
    try:
        result = read_bundle(folder).get("result")
    except BundleError:
        return True
    return not isinstance(result, dict) or result.get("status") != "infeasible"


def _write(
    proposal: Proposal, view: DossierView, folder: Path, tell: Progress, language: str
) -> None:
    files = {
        DOSSIER: render_dossier(view, language).encode(),
        WHY_NOT: render_why_not(proposal, language).encode(),
        "proposal.csv": proposal_csv(proposal, language).encode(CSV_ENCODING),
        "unmatched.csv": unmatched_csv(proposal, language).encode(CSV_ENCODING),
        "questions.csv": questions_csv(proposal.questions(), language).encode(CSV_ENCODING),
        "completeness.csv": completeness_csv(view.completeness, language).encode(CSV_ENCODING),
        "intake-report.csv": intake_report_csv(proposal.round.report).encode(CSV_ENCODING),
    }
    try:
        files["proposal.xlsx"] = proposal_xlsx(proposal, language)
        if proof := certificate_xlsx(proposal, language):
            files["certificate.xlsx"] = proof
    except ModuleNotFoundError:
        tell('Excel files are left out: pip install "alliance-match[excel]" adds them')
    files |= {f"{LETTERS}/{name}": page.encode() for name, page in letters(proposal, language)}
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    bundle = json.dumps(to_bundle(proposal, hashes, language), indent=1, ensure_ascii=False)
    files[BUNDLE] = f"{bundle}\n".encode()
    for name, data in files.items():
        place = folder / name
        if place.parent == folder:
            tell(f"writing {name}")
        elif not place.parent.exists():
            tell(f"writing {place.parent.name}")
            place.parent.mkdir()
        place.write_bytes(data)
    write_decisions(proposal, folder, tell, language)


def _keep_others(held: Path, fresh: Path) -> None:
    """Copy what is no letter of ours from the old folder of letters into the fresh one."""
    if held.is_symlink() or (held.exists() and not held.is_dir()):
        raise InputError(f"{held} is not a folder, and letters are to be written there; move it.")
    if not held.is_dir():
        return
    others = [path for path in held.iterdir() if not is_letter(path.name)]
    if others:
        fresh.mkdir(exist_ok=True)
    for path in others:
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, fresh / path.name, symlinks=True)
        else:
            shutil.copy2(path, fresh / path.name, follow_symlinks=False)


def _exchange(folder: Path, fresh: Path, old: Path) -> None:
    """Move our files out of a folder and the fresh ones in; or leave it as it was."""
    old.mkdir()
    held = {path.name for path in folder.iterdir()}
    new = [path.name for path in fresh.iterdir()]
    try:
        for name in held & set(FILES):
            (folder / name).rename(old / name)
        for name in new:
            (fresh / name).rename(folder / name)
    except (OSError, KeyboardInterrupt):
        for name in new:
            if not (fresh / name).exists():
                (folder / name).rename(fresh / name)
        for path in old.iterdir():
            path.rename(folder / path.name)
        raise
