"""The checks of a saved record: each part as it was saved, and as it follows from the inputs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..assignment import Certificate, find_conflict
from ..assignment.rules import plain_total
from ..proposal import Proposal
from ..quotas import before_quotas
from ..rematch import Kept, without_kept
from ..round_problem import build_problem
from ..scoring.score import score
from ..words import LANGUAGES, Message, Value
from ..words.templates import counts
from ..words.templates import record as say
from .bundle import HASHED, Saved, to_bundle
from .differences import ALWAYS, SAME_VERSION, differences, few
from .entries import digest, entries
from .letters import LETTERS, is_letter
from .saved_tables import LATER_TABLES, TABLES, table_check

__all__ = [
    "Check",
    "check_co_mentors",
    "check_experts",
    "check_files",
    "check_kept",
    "check_parts",
    "check_proof",
    "check_quotas",
    "check_record",
    "check_tables",
]

#: Parts of the second schema.
_PARTS = {
    *ALWAYS,
    *SAME_VERSION,
    *("schema", "language", "versions", "redaction", "certificate", "hashes"),
}
_PLANS = ("quotas", "experts", "co_mentors")
_LATER_PARTS = {"previous", "rematch", "redaction", *_PLANS}


@dataclass(frozen=True)
class Check:
    """One thing that was checked, whether it holds, and what that means in words."""

    name: str
    ok: bool
    message: Message

    @property
    def text(self) -> str:
        """What it means, in English."""
        return str(self.message)


# --- as it was saved -------------------------------------------------------------------------


def check_parts(saved: Saved) -> Iterator[Check]:
    """Compare every part of the bundle, and every person and decision, with its hash."""
    bundle, hashes = saved.bundle, saved.bundle.get("hashes")
    listed = hashes.get("parts") if isinstance(hashes, dict) else None
    listed = listed if isinstance(listed, dict) else {}
    names = sorted({*bundle, *listed} - {"hashes"})
    changed = [n for n in names if n not in bundle or digest(bundle[n]) != listed.get(n)]
    if changed:
        yield Check("parts", False, say.PARTS_CHANGED(parts=tuple(changed)))
    else:
        yield Check("parts", True, say.PARTS_SAME())
    known = _PARTS - _LATER_PARTS if saved.is_first else _PARTS
    if unknown := sorted(set(bundle) - known):
        yield Check("parts", False, say.PART_UNKNOWN(parts=tuple(unknown)))
    may_lack = {"language"} if saved.is_first else set[str]()
    may_lack |= {*_PLANS} if saved.is_before_experts else set()
    if missing := sorted(known - set(bundle) - may_lack):
        yield Check("parts", False, say.PART_MISSING(parts=tuple(missing)))
    if not saved.is_first and isinstance(hashes, dict):
        yield from _entries(bundle, hashes.get("entries"))


def _entries(bundle: Mapping[str, Any], listed: object) -> Iterator[Check]:
    try:
        held = entries(bundle)
    except (KeyError, TypeError, AttributeError):
        return  # not restored either, and said so there
    listed = listed if isinstance(listed, dict) else {}
    both = set(held) & set(listed)
    for template, names in (
        (say.ENTRIES_CHANGED, sorted(n for n in both if held[n] != listed[n])),
        (say.ENTRIES_GONE, sorted(set(listed) - both)),
        (say.ENTRIES_NEW, sorted(set(held) - both)),
    ):
        if names:
            yield Check("entries", False, template(entries=few(map(_entry, names))))


def _entry(name: str) -> Value:
    kind, _, rest = name.partition(" ")
    return say.ENTRIES[kind](name=rest) if kind in say.ENTRIES else name


def check_files(folder: Path, saved: Saved, listed: Mapping[str, Any]) -> Iterator[Check]:
    """Compare every file with its hash, and find files and letters that are not of the record."""
    wrong = [
        Check(name, False, template(file=name))
        for name, expected in sorted(listed.items())
        if (template := _file_fault(folder, name, expected))
    ]
    yield from wrong
    if listed and not wrong:
        yield Check("files", True, say.FILES_SAME(count=len(listed)))
    for name in HASHED:
        if name not in listed and (folder / name).exists():
            yield Check(name, False, say.FILE_UNLISTED(file=name))
    needed = set(TABLES) - set(LATER_TABLES if saved.is_first else ())
    for name in sorted(needed - set(listed)):
        yield Check(name, False, say.FILE_NOT_SAVED(file=name))
    for path in sorted((folder / LETTERS).glob("*")):
        name = f"{LETTERS}/{path.name}"
        if is_letter(path.name) and name not in listed:
            yield Check(name, False, say.LETTER_STRANGE(file=name))


def _file_fault(folder: Path, name: str, expected: object) -> Any:
    """Say what is wrong with a listed file; nothing outside the folder is opened."""
    base, _, letter = name.rpartition("/")
    if name not in HASHED and not (base == LETTERS and is_letter(letter)):
        return say.FILE_UNLISTED
    try:
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    except OSError:
        return say.FILE_MISSING
    return None if found == expected else say.FILE_CHANGED


# --- what follows from the inputs ------------------------------------------------------------


def check_record(saved: Saved, proposal: Proposal) -> Check:
    """Compare everything that the bundle says with what follows from its inputs."""
    again = to_bundle(proposal, {})
    parts = ALWAYS if saved.is_other else (*ALWAYS, *SAME_VERSION)
    wrong, what = differences(saved.bundle, again, parts)
    if wrong:
        named = what or tuple(wrong)
        return Check("record", False, say.RECORD_DIFFERS(parts=tuple(wrong), what=named))
    count = sum(p is not None for row in again["points"] for p in row)
    return Check("record", True, say.RECORD_SAME(pairs=count))


def check_proof(proposal: Proposal) -> Check:
    """Check the prices; or that there is no proposal, or how far it may be from the best."""
    problem, assignment = proposal.problem, proposal.assignment
    if assignment.status == "infeasible":
        empty = plain_total(problem, assignment.pairs[:0])
        told = (len(assignment.pairs), assignment.coverage, assignment.value, assignment.bound)
        found = bool(assignment.conflict) and told == (0, 0, empty, None)
        return Check("proof", found, say.IMPOSSIBLE() if found else say.POSSIBLE())
    proof = assignment.certificate
    assert isinstance(proof, Certificate), "restored with another proof"
    is_open = assignment.status == "feasible"
    reasons = (proof.faults if is_open else proof.failures)(problem, assignment)
    if reasons:
        return Check("proof", False, say.NO_PROOF(reasons="; ".join(reasons)))
    if is_open:
        return Check("proof", True, say.GAP(points=assignment.gap or 0))
    best = counts.MENTEES(count=assignment.coverage)
    return Check("proof", True, say.PROVED(mentees=best, points=assignment.value))


def check_kept(proposal: Proposal) -> Iterator[Check]:
    """Check who stays in a re-match: the choice is the best, and no other pair is kept."""
    people, kept = proposal.round, proposal.kept
    held = {(d.mentee, d.mentor) for d in people.decisions.entries if d.kind == "keep"}
    if kept is None:
        if held:
            yield Check("kept", False, say.KEPT_WITHOUT_PROOF(pairs=_told(held)))
        return
    chosen = set(kept.pairs)
    if more := held - chosen:
        yield Check("kept", False, say.KEPT_TOO_MANY(pairs=_told(more)))
    if fewer := chosen - held:
        yield Check("kept", False, say.KEPT_TOO_FEW(pairs=_told(fewer)))
    yield _choice(proposal, kept)


def _choice(proposal: Proposal, kept: Kept) -> Check:
    free = without_kept(proposal.round, ("keep",))
    scored = proposal.scored
    problem = build_problem(replace(scored, facts=replace(scored.facts, round=free)))
    if kept.chosen.certificate is None and not kept.pairs and find_conflict(problem):
        return Check("kept", True, say.KEPT_NONE())
    try:
        reasons = kept.failures(free, problem, proposal.policy)
    except KeyError as error:
        reasons = [f"there is no mentee {error}"]
    if reasons:
        return Check("kept", False, say.KEPT_WRONG(reasons="; ".join(reasons)))
    numbers = {"kept": len(kept.pairs), "before": len(kept.before)}
    return Check("kept", True, say.KEPT_PROVED(**numbers))


def check_experts(proposal: Proposal) -> Iterator[Check]:
    """Check that the subject experts keep their limits, and that no other plan is better."""
    plan, policy = proposal.experts, proposal.policy
    shared_out = bool(proposal.round.experts) and policy.experts.on
    if plan is None or not shared_out:
        if (plan is not None) != shared_out:
            yield Check(
                "experts", False, say.EXPERTS_MISSING() if shared_out else say.EXPERTS_OFF()
            )
        return
    unlimited = build_problem(score(without_kept(proposal.round), policy))
    reasons = plan.failures(proposal.scored, proposal.assignment, unlimited)
    if plan.given is not None and plan.kept != _came_first(proposal):
        reasons.append("whether earlier pairs were kept is not told as it is")
    if reasons:
        yield Check("experts", False, say.EXPERTS_WRONG(reasons="; ".join(reasons)))
        return
    told = say.EXPERTS_PROVED if plan.proved else say.EXPERTS_GAP
    told = say.EXPERTS_KEPT if plan.kept else told
    offered = int(proposal.scored.facts.consultations.sum())
    yield Check("experts", True, told(count=len(plan.consults), offered=offered))


def _came_first(proposal: Proposal) -> bool:
    return proposal.kept is not None or proposal.quotas is not None


def check_quotas(proposal: Proposal) -> Iterator[Check]:
    """Check that the quotas are kept, and that nothing better keeps them."""
    plan, free = proposal.quotas, before_quotas(proposal.scored)
    if (plan is None) != (not free.facts.limits):
        yield Check("quotas", False, say.QUOTAS_MISSING() if plan is None else say.QUOTAS_OFF())
    if plan is None or plan.chosen.status == "infeasible":
        return
    reasons = plan.failures(free, proposal.assignment)
    held = {d.pair for d in proposal.round.decisions.entries if d.kind == "quota"}
    reasons += [] if held == set(plan.needed) else ["other pairs are kept than quotas need"]
    if reasons:
        yield Check("quotas", False, say.QUOTAS_WRONG(reasons="; ".join(reasons)))
        return
    yield Check("quotas", True, say.QUOTAS_PROVED(count=len(free.facts.limits)))


def check_co_mentors(proposal: Proposal) -> Iterator[Check]:
    """Check that second mentors keep the rules, and that there are none better."""
    plan, wanted = proposal.co_mentors, proposal.policy.co_mentors.to != "nobody"
    if plan is None or not wanted:
        if (plan is not None) or (wanted and proposal.status != "infeasible"):
            missing = say.SECONDS_MISSING() if wanted else say.SECONDS_OFF()
            yield Check("co_mentors", False, missing)
        return
    if reasons := plan.failures(proposal.scored, proposal.assignment):
        yield Check("co_mentors", False, say.SECONDS_WRONG(reasons="; ".join(reasons)))
        return
    yield Check("co_mentors", True, say.SECONDS_PROVED(count=len(plan.pairs)))


def _told(pairs: set[tuple[str, str]]) -> tuple[Value, ...]:
    return few(say.PAIR(mentee=mentee, mentor=mentor) for mentee, mentor in sorted(pairs))


def check_tables(folder: Path, saved: Saved, proposal: Proposal) -> Iterator[Check]:
    """Work every table out again that takes no solver, and compare every cell."""
    language = saved.language
    if not isinstance(language, str) or language not in LANGUAGES:
        yield Check("language", False, say.NOT_SPOKEN(language=str(language)))
        return
    for name in TABLES:
        try:
            data = (folder / name).read_bytes()
        except OSError:
            continue  # named among the files
        same, words = table_check(name, data, proposal, language, saved.is_other)
        yield Check(f"{name} numbers", same, words)
