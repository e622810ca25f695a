"""Check a saved proposal again from its inputs, without a solver."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from ..errors import BundleError
from ..explain import completeness
from ..proposal import Proposal
from ..rematch import without_kept
from ..round_problem import build_problem
from ..scoring.score import score
from ..words import LANGUAGES, speech
from ..words.templates import counts
from .bundle import digest, read_bundle, restore, to_bundle
from .cells import CSV_ENCODING
from .intake_tables import completeness_csv, intake_report_csv
from .letters import LETTERS, is_letter
from .tables import proposal_csv, unmatched_csv

__all__ = ["Check", "Verification", "verify"]


@dataclass(frozen=True)
class Check:
    """One thing that was checked, whether it holds, and what that means in words."""

    name: str
    ok: bool
    text: str


@dataclass(frozen=True)
class Verification:
    """All that was checked of a saved proposal.

    Attributes
    ----------
    checks : tuple of Check
        In the order in which they were made.
    """

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return all(check.ok for check in self.checks)

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        lines = [f"{'ok  ' if c.ok else 'FAIL'}  {c.text}" for c in self.checks]
        verdict = (
            "Everything holds. Pages, letters, workbooks and questions are compared with their "
            "hashes only; what takes a solver in them is not computed again."
            if self.ok
            else "This folder is not what was saved, or its proof does not hold. Do not rely on it."
        )
        return "\n".join([*lines, verdict])

    __repr__ = __str__


def verify(folder: str | PathLike[str]) -> Verification:
    """Check a saved proposal: files, inputs, rules, points, sums and the proof of optimality.

    Parameters
    ----------
    folder : path
        Where :meth:`Proposal.save` wrote.

    Returns
    -------
    Verification
        True when everything holds; prints as a list in words.

    Raises
    ------
    BundleError
        When there is no bundle, or one that cannot be read at all.

    Notes
    -----
    Rules and points are computed anew from the saved applications and policy, the optimality from
    the saved prices. No solver is loaded.
    """
    place = Path(folder)
    bundle = read_bundle(place)
    return Verification(tuple(_checks(place, bundle)))


def _checks(folder: Path, bundle: dict[str, Any]) -> Iterator[Check]:
    hashes = bundle.get("hashes", {})
    yield _parts(bundle, hashes.get("parts", {}))
    yield from _files(folder, hashes.get("files", {}))
    try:
        proposal = restore(bundle)
    except BundleError as error:
        yield Check("restore", False, str(error))
        return
    yield _record(bundle, proposal)
    yield _proof(proposal)
    yield from _experts(proposal)
    yield from _tables(folder, proposal, hashes.get("files", {}), bundle.get("language", "en"))


def _parts(bundle: dict[str, Any], hashes: dict[str, str]) -> Check:
    names = sorted({*bundle, *hashes} - {"hashes"})
    changed = [n for n in names if n not in bundle or digest(bundle[n]) != hashes.get(n)]
    if changed:
        words = f"these parts of the bundle were changed after it was saved: {', '.join(changed)}"
        return Check("parts", False, words)
    return Check("parts", True, "every part of the bundle is as it was saved")


def _files(folder: Path, hashes: dict[str, str]) -> Iterator[Check]:
    for name, expected in sorted(hashes.items()):
        try:
            same = hashlib.sha256((folder / name).read_bytes()).hexdigest() == expected
            words = "is as it was saved" if same else "was changed after it was saved"
        except OSError:
            same, words = False, "is missing"
        yield Check(name, same, f"{name} {words}")
    yield from _strangers(folder, hashes)


def _strangers(folder: Path, listed: Container[str]) -> Iterator[Check]:
    """Find letters that are not of this proposal."""
    for path in sorted((folder / LETTERS).glob("*")):
        name = f"{LETTERS}/{path.name}"
        if is_letter(path.name) and name not in listed:
            yield Check(name, False, f"{name} is no letter of this proposal")


def _record(bundle: dict[str, Any], proposal: Proposal) -> Check:
    """Compare everything that the bundle says with what follows from its inputs."""
    again = to_bundle(proposal, bundle.get("hashes", {}).get("files", {}))
    wrong = [
        name
        for name in ("points", "capacity", "pairs", "unmatched", "result")
        if again[name] != bundle.get(name)
    ]
    if wrong:
        return Check("record", False, f"computed anew, these differ: {', '.join(wrong)}")
    count = sum(p is not None for row in again["points"] for p in row)
    return Check(
        "record",
        True,
        f"rules and points computed anew give the same eligible pairs ({count:,}) with the "
        "same points, and every pair's criteria sum to its points",
    )


def _proof(proposal: Proposal) -> Check:
    assignment = proposal.assignment
    if assignment.status == "infeasible":
        found = bool(assignment.conflict)
        words = (
            "no proposal is possible, as the dossier says" if found else "a proposal is possible"
        )
        return Check("proof", found, words)
    assert assignment.certificate is not None, "restored without a certificate"
    failures = assignment.certificate.failures(proposal.problem, assignment)
    if assignment.status == "feasible":
        gap = speech().marks(assignment.gap or 0)
        words = f"the proof leaves a gap of {gap} points, as the dossier says"
        return Check("proof", True, words)
    if failures:
        return Check("proof", False, f"the proof does not hold: {'; '.join(failures)}")
    return Check(
        "proof",
        True,
        f"the prices prove that {counts.MENTEES(count=assignment.coverage)} with "
        f"{speech().marks(assignment.value)} points is the best possible under this policy",
    )


def _experts(proposal: Proposal) -> Iterator[Check]:
    """Check that the subject experts keep their limits, and that no other plan is better."""
    plan = proposal.experts
    if plan is None:
        if proposal.round.experts and proposal.policy.experts.on:
            yield Check("experts", False, "the bundle does not say which expert serves which goal")
        return
    unlimited = build_problem(score(without_kept(proposal.round), proposal.policy))
    failures = plan.failures(proposal.scored, proposal.assignment, unlimited)
    said = f"the subject experts' {len(plan.consults)} consultations keep every limit, and "
    known = "nothing better is possible" if plan.proved else "the dossier names the gap"
    words = f"the experts' plan does not hold: {'; '.join(failures)}" if failures else said + known
    yield Check("experts", not failures, words)


def _tables(
    folder: Path, proposal: Proposal, listed: Container[str], language: object
) -> Iterator[Check]:
    if not isinstance(language, str) or language not in LANGUAGES:
        yield Check("language", False, f"nothing is said in the bundle's language, {language!r}")
        return
    texts = {
        "proposal.csv": proposal_csv(proposal, language),
        "unmatched.csv": unmatched_csv(proposal, language),
        "intake-report.csv": intake_report_csv(proposal.round.report),
    }
    if "completeness.csv" in listed or (folder / "completeness.csv").exists():  # a later addition
        texts["completeness.csv"] = completeness_csv(completeness(proposal.round), language)
    for name, text in texts.items():
        try:
            same = (folder / name).read_bytes() == text.encode(CSV_ENCODING)
        except OSError:
            same = False
        words = "says what follows from the inputs" if same else "does NOT follow from the inputs"
        yield Check(f"{name} numbers", same, f"{name} {words}")
