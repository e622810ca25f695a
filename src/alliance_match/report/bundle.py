"""The bundle: inputs, policy, points, pairs and proof of a proposal as one JSON file."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from ..assignment import TIE_BREAK, Assignment, AssignmentProblem, Certificate, find_conflict
from ..assignment.result import Status
from ..errors import AllianceMatchError, BundleError
from ..experts import ExpertPlan
from ..model.policy import Policy
from ..model.round import MatchRound
from ..proposal import Proposal
from ..round_problem import build_problem
from ..scoring.criteria import told_criteria
from ..scoring.score import score

__all__ = ["BUNDLE", "SCHEMA", "digest", "load_proposal", "read_bundle", "restore", "to_bundle"]

BUNDLE = "bundle.json"
SCHEMA = "alliance-match/bundle/1"


def to_bundle(proposal: Proposal, files: dict[str, str], language: str = "en") -> dict[str, Any]:
    """Give a proposal as plain JSON types.

    Parameters
    ----------
    proposal : Proposal
        What is recorded.
    files : dict of str to str
        SHA-256 of each file that is saved beside the bundle.
    language : {"en", "fr", "es"}
        In which these are.

    Returns
    -------
    dict
        Holds all applications as they were written: keep it as you keep those.
    """
    inputs = proposal.round.model_dump(mode="json", exclude={"vocabulary"})
    inputs["vocabulary"] = _labels(proposal)
    parts: dict[str, Any] = {
        "schema": SCHEMA,
        "language": language,
        "versions": {name: version(name) for name in ("alliance-match", "ortools", "numpy")},
        "round": inputs,
        "policy": proposal.policy.model_dump(mode="json"),
        "points": _points(proposal),
        "capacity": proposal.scored.capacity.tolist(),
        "result": _result(proposal.assignment),
        "pairs": _pairs(proposal),
        "unmatched": [m.id for m in proposal.unmatched],
        "certificate": _certificate(proposal.assignment),
        "tie_break": TIE_BREAK,
    }
    if proposal.experts is not None:
        parts["experts"] = proposal.experts.to_dict()
    hashes = {"parts": {name: digest(part) for name, part in parts.items()}, "files": files}
    return {**parts, "hashes": hashes}


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
    return {name: getattr(assignment, name) for name in fields} | {
        "conflict": [c.text for c in assignment.conflict]
    }


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


def digest(value: object) -> str:
    """Hash a JSON value: SHA-256 of its canonical form."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def read_bundle(folder: Path) -> dict[str, Any]:
    """Read the bundle of a folder.

    Raises
    ------
    BundleError
        When there is none, or it is not a bundle this version can read.
    """
    path = folder / BUNDLE
    try:
        bundle = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BundleError(
            f"{path} cannot be read ({error}). Give the folder that `propose` wrote."
        ) from None
    found = bundle.get("schema") if isinstance(bundle, dict) else None
    if found != SCHEMA:
        raise BundleError(f"{path} is of schema {found!r}; this version reads {SCHEMA!r}.")
    return dict(bundle)


def restore(bundle: dict[str, Any]) -> Proposal:
    """Rebuild the proposal of a bundle from its inputs, without solving.

    Points and eligibility are computed anew; only the pairs and the certificate are taken over. Its
    status is ``optimal`` only if the certificate holds for the problem as computed anew.

    Raises
    ------
    BundleError
        When parts are missing or contradict each other.
    """
    try:
        match_round = MatchRound.model_validate(bundle["round"])
        policy = Policy.model_validate(bundle["policy"])
        saved = bundle.get("experts")
        experts = None if saved is None else ExpertPlan.from_dict(saved)
        without = frozenset(() if experts is None else experts.without_expert)
        scored = score(match_round, policy, without)
        problem = build_problem(scored)
        row = {m.id: i for i, m in enumerate(match_round.mentees)}
        col = {m.id: j for j, m in enumerate(match_round.mentors)}
        pairs = sorted((row[p["mentee"]], col[p["mentor"]]) for p in bundle["pairs"])
        said = bundle["result"]
        proof = bundle["certificate"]
        assignment = Assignment(
            status=said["status"],
            objective=said["objective"],
            pairs=np.array(pairs, dtype=np.int64).reshape(-1, 2),
            value=said["value"],
            coverage=said["coverage"],
            weight=said["weight"],
            bound=said["bound"],
            certificate=None if proof is None else Certificate.from_dict(proof),
            conflict=find_conflict(problem) if said["status"] == "infeasible" else (),
        )
        assignment = replace(assignment, status=_status(problem, assignment))
    except KeyError as error:
        raise BundleError(f"The bundle lacks, or does not know, {error}.") from None
    except (TypeError, ValidationError, AllianceMatchError) as error:
        raise BundleError(f"The bundle is damaged: {error}") from None
    return Proposal(match_round, policy, scored, problem, assignment, experts=experts)


def _status(problem: AssignmentProblem, assignment: Assignment) -> Status:
    """Say what the assignment is, whatever the bundle says of it."""
    if assignment.certificate is None:
        return "infeasible"
    proved = replace(assignment, status="optimal")
    return "optimal" if assignment.certificate.check(problem, proved) else "feasible"


def load_proposal(folder: str | Path) -> Proposal:
    """Load a saved proposal, refusing one whose proof or hashes do not hold.

    Parameters
    ----------
    folder : path
        Where :meth:`Proposal.save` wrote.

    Returns
    -------
    Proposal

    Raises
    ------
    BundleError
        When something does not hold; the message says what.
    """
    from .verify import verify

    checked = verify(folder)
    if not checked.ok:
        failed = "\n".join(f"- {c.text}" for c in checked.checks if not c.ok)
        raise BundleError(f"{folder} does not verify, so nothing is explained from it:\n{failed}")
    return restore(read_bundle(Path(folder)))
