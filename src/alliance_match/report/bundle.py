"""The bundle: inputs, policy, points, pairs and proof of a proposal as one JSON file."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from ..assignment import Assignment
from ..errors import BundleError
from ..matching import TIE_BREAK
from ..proposal import Proposal
from ..scoring.criteria import told_criteria
from .entries import digest, entries
from .exchange import cut_off

__all__ = ["BUNDLE", "FIRST_SCHEMA", "HASHED", "SCHEMA", "Saved", "read_bundle", "to_bundle"]

BUNDLE = "bundle.json"
SCHEMA = "alliance-match/bundle/2"
#: Every file beside the bundle whose hash it holds, letters apart.
HASHED = (
    "dossier.html",
    "why-not.html",
    "proposal.csv",
    "proposal.xlsx",
    "unmatched.csv",
    "questions.csv",
    "completeness.csv",
    "intake-report.csv",
    "certificate.xlsx",
)
#: Without ``previous``, ``rematch``, ``redaction``, ``quotas``, ``experts``,
#: ``co_mentors`` and ``hashes.entries``.
FIRST_SCHEMA = "alliance-match/bundle/1"
#: The software whose versions are recorded.
_SOFTWARE = ("alliance-match", "ortools", "numpy", "scipy", "tzdata")


@dataclass(frozen=True)
class Saved:
    """A bundle as it was read, and the hash by which it is known.

    Attributes
    ----------
    bundle : dict
        The JSON.
    record : str
        SHA-256 of the file, byte by byte.
    """

    bundle: dict[str, Any]
    record: str

    @property
    def is_first(self) -> bool:
        """Whether it is of the first schema."""
        return bool(self.bundle["schema"] == FIRST_SCHEMA)

    @property
    def language(self) -> object:
        """In which the files beside it are; the first schema does not always say."""
        return self.bundle.get("language", "en")

    @property
    def version(self) -> str:
        """The version of alliance-match that wrote it, as it says."""
        said = self.bundle.get("versions")
        return str(said.get("alliance-match")) if isinstance(said, dict) else "None"

    @property
    def is_before_experts(self) -> bool:
        """Whether it was written before experts were shared out: its policy does not say how."""
        policy = self.bundle.get("policy")
        return "experts" not in self.bundle and isinstance(policy, dict) and "experts" not in policy

    @property
    def is_other(self) -> bool:
        """Whether another version wrote it, which may have said things in other words."""
        return self.is_before_experts or self.is_first or self.version != version("alliance-match")


def to_bundle(
    proposal: Proposal,
    files: Mapping[str, str],
    language: str = "en",
    redaction: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Give a proposal as plain JSON types.

    Parameters
    ----------
    proposal : Proposal
        What is recorded.
    files : mapping of str to str
        SHA-256 of each file that is saved beside the bundle.
    language : {"en", "fr", "es"}
        In which these are.
    redaction : mapping of str to str, optional
        Of a record without names: the hash of the whole record (``of``), and whether ids are
        ``kept`` or ``replaced`` (``ids``).

    Returns
    -------
    dict
        Holds all applications as they were written: keep it as you keep those.
    """
    inputs = proposal.round.model_dump(mode="json", exclude={"vocabulary"})
    inputs["vocabulary"] = _labels(proposal)
    follows = proposal.follows
    parts: dict[str, Any] = {
        "schema": SCHEMA,
        "language": language,
        "versions": {
            **{name: version(name) for name in _SOFTWARE},
            "python": platform.python_version(),
        },
        "previous": None if follows is None else {"hash": follows},
        "redaction": None if redaction is None else dict(redaction),
        "round": inputs,
        "policy": proposal.policy.model_dump(mode="json"),
        "points": _points(proposal),
        "capacity": proposal.scored.capacity.tolist(),
        "rematch": _rematch(proposal),
        "result": _result(proposal.assignment)
        | {"conflict": [c.text for c in proposal.assignment.conflict]},
        "pairs": _pairs(proposal),
        "unmatched": [m.id for m in proposal.unmatched],
        "certificate": _certificate(proposal.assignment),
        "quotas": None if proposal.quotas is None else proposal.quotas.to_dict(),
        "experts": None if proposal.experts is None else proposal.experts.to_dict(),
        "co_mentors": None if proposal.co_mentors is None else proposal.co_mentors.to_dict(),
        "tie_break": TIE_BREAK,
    }
    hashes = {
        "parts": {name: digest(part) for name, part in parts.items()},
        "entries": entries(parts),
        "files": dict(files),
    }
    return {**parts, "hashes": hashes}


def _rematch(proposal: Proposal) -> dict[str, Any] | None:
    """Give which earlier pairs are kept, and the proof that no other choice is better."""
    kept, people = proposal.kept, proposal.round
    if kept is None:
        return None
    chosen = [(people.mentees[i].id, people.mentors[j].id) for i, j in kept.chosen.pairs.tolist()]
    return {
        "before": [list(pair) for pair in kept.before],
        "kept": [list(pair) for pair in kept.pairs],
        "chosen": {
            "pairs": [list(pair) for pair in chosen],
            "result": _result(kept.chosen),
            "certificate": _certificate(kept.chosen),
        },
    }


def _labels(proposal: Proposal) -> dict[str, Any]:
    """Give the vocabulary without its synonyms, which only intake needs."""
    words = proposal.round.vocabulary
    drop = {"synonyms"}
    return {
        "area": [a.model_dump(mode="json", exclude=drop) for a in words.area],
        "topic": [t.model_dump(mode="json", exclude=drop) for t in words.topic],
    }


def _points(proposal: Proposal) -> list[list[int | None]]:
    """Give points per mentee and mentor, ``None`` where the pair is not eligible."""
    scored = proposal.scored
    table = np.where(scored.eligible, scored.points, -1).tolist()
    return [[None if p < 0 else p for p in row] for row in table]


def _result(assignment: Assignment) -> dict[str, Any]:
    fields = ("status", "objective", "value", "coverage", "weight", "bound", "gap")
    return {name: getattr(assignment, name) for name in fields}


def _pairs(proposal: Proposal) -> list[dict[str, Any]]:
    return [
        {
            "mentee": pair.mentee.id,
            "mentor": pair.mentor.id,
            "points": pair.points,
            "contributions": {
                c.name: int(proposal.scored.contributions[k, pair.row, pair.col])
                for k, c in told_criteria(proposal.policy)
            },
        }
        for pair in proposal.pairs
    ]


def _certificate(assignment: Assignment) -> dict[str, Any] | None:
    return None if assignment.certificate is None else dict(assignment.certificate.to_dict())


def read_bundle(folder: Path) -> Saved:
    """Read the bundle of a folder.

    Raises
    ------
    BundleError
        When there is none, or it is not a bundle this version can read.
    """
    path = folder / BUNDLE
    for old in cut_off(folder):
        raise BundleError(
            f"A save into {folder} was cut off, or is still going on. The earlier files are in "
            f"{old}; saving into {folder} again puts them back first."
        )
    try:
        data = path.read_bytes()
        bundle = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except FileNotFoundError:
        raise BundleError(
            f"There is no {BUNDLE} in {folder}. Give the folder that `propose` wrote."
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise BundleError(
            f"{path} cannot be read ({error}). Give the folder that `propose` wrote."
        ) from None
    found = bundle.get("schema") if isinstance(bundle, dict) else None
    if found not in (SCHEMA, FIRST_SCHEMA):
        reads = f"{FIRST_SCHEMA!r} and {SCHEMA!r}"
        raise BundleError(f"{path} is of schema {found!r}; this version reads {reads}.")
    return Saved(dict(bundle), hashlib.sha256(data).hexdigest())


def _once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name that is given twice: of two readers each could take another one."""
    found = dict(members)
    if len(found) < len(members):
        names = [name for name, _ in members]
        raise ValueError(f"{next(n for n in names if names.count(n) > 1)!r} is given twice")
    return found
