"""A copy of a saved record without names, addresses and free text, which still verifies."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Literal

from ..errors import BundleError, InputError
from ..words import Speech, speech
from ..words.templates import record as say
from .bundle import BUNDLE, read_bundle, to_bundle
from .cells import CSV_ENCODING
from .entries import digest
from .other_answers import OtherAnswers
from .pseudonyms import Pseudonyms
from .redaction import without_names
from .saved_tables import TABLES
from .verify import load_proposal, verify

__all__ = ["Redacted", "redact"]


@dataclass(frozen=True)
class Redacted:
    """Where a record without names is, and what is to be known of it.

    Attributes
    ----------
    folder : Path
        Holds the bundle and the tables that can be verified without a solver.
    ids : {"kept", "replaced"}
        Whether people keep their ids.
    """

    folder: Path
    ids: Literal["kept", "replaced"]

    def told(self, to: Speech) -> str:
        """Tell what was written, and what may still give people away."""
        parts = (
            say.REDACTED_INTO(folder=str(self.folder)),
            say.IDS_KEPT() if self.ids == "kept" else say.IDS_REPLACED(),
            say.STILL_TELLING(),
        )
        return "\n".join(map(to.say, parts))

    def in_language(self, language: str) -> str:
        """Tell it in English (``en``), French (``fr``) or Spanish (``es``)."""
        return self.told(speech(language))

    def __str__(self) -> str:
        return self.told(speech("en"))

    __repr__ = __str__


def redact(folder: str | PathLike[str], out: str | PathLike[str]) -> Redacted:
    """Write a record once more without names, addresses and free text.

    What rules and points rest on stays: topics, levels, languages, free hours, time zones,
    countries, memberships, places and decisions. Ids stay where they are a number behind a few
    capitals that are the same for all; else people get others. Names of people and organisations,
    addresses, the applications' own words, who decided and why, and what intake found are left out,
    and so are pages, letters and questions. Answers in a column of the programme's own by which a
    quota counts get other words too, and so do the steps of such a scale.

    Parameters
    ----------
    folder : path
        A saved proposal, which must verify.
    out : path
        A folder that is not there yet, or is empty.

    Returns
    -------
    Redacted
        Prints as what to know of it.

    Raises
    ------
    BundleError
        When the record does not verify, or is redacted already.
    InputError
        When ``out`` is taken, or cannot be written.
    """
    place, target = Path(folder), Path(out)
    proposal, saved = load_proposal(place), read_bundle(place)
    if saved.bundle.get("redaction") is not None:
        raise BundleError(f"{place} is without names already.")
    gone = [] if proposal.kept is None else [mentor for _, mentor in proposal.kept.before]
    salt = digest(saved.bundle["round"])
    names = Pseudonyms.of(proposal.round, gone, salt)
    answers = OtherAnswers.of(proposal.round, proposal.policy, salt)
    bare = without_names(proposal, names, answers)
    language = str(saved.language)
    files = {name: table(bare, language).encode(CSV_ENCODING) for name, table in TABLES.items()}
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    redaction = {"of": saved.record, "ids": names.people}
    bundle = json.dumps(to_bundle(bare, hashes, language, redaction), indent=1, ensure_ascii=False)
    _write(target, {**files, BUNDLE: f"{bundle}\n".encode()})
    return Redacted(target, names.people)


def _write(target: Path, files: Mapping[str, bytes]) -> None:
    """Write the files aside, verify them, and move them into place."""
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise InputError(f"{target} is there already; name a new folder for the copy.")
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".alliance-match-", dir=target.parent) as aside:
            fresh = Path(aside) / "new"
            fresh.mkdir()
            for name, data in files.items():
                (fresh / name).write_bytes(data)
            if not (checked := verify(fresh)):
                raise BundleError(f"The copy would not verify, so it was not written:\n{checked}")
            fresh.rename(target)
    except OSError as error:
        raise InputError(f"The folder {target} cannot be written: {error}.") from None
