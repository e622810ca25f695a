"""Check a saved proposal again from its inputs, without a solver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from os import PathLike
from pathlib import Path
from typing import Any

from ..errors import BundleError, OwnFunctionError, UnregisteredError
from ..proposal import Proposal
from ..words import Message, Speech, Value, speech
from ..words.templates import record as say
from .bundle import HASHED, Saved, read_bundle
from .chain import check_chain
from .checks import (
    Check,
    check_co_mentors,
    check_experts,
    check_files,
    check_kept,
    check_parts,
    check_proof,
    check_quotas,
    check_record,
    check_tables,
)
from .letters import LETTERS
from .restore import restore
from .saved_tables import TABLES

__all__ = ["Check", "Verification", "load_proposal", "verify"]

Folder = str | PathLike[str]


@dataclass(frozen=True)
class Verification:
    """All that was checked of a saved proposal, and what cannot be.

    Attributes
    ----------
    record : str
        SHA-256 of the bundle: by it the whole record is known.
    title : Message
        Which record it is.
    checks : tuple of Check
        In the order in which they were made.
    unproved : tuple of Message
        What the checks do not prove.
    verdict : tuple of Message
        What follows from all of them.
    """

    record: str
    title: Message
    checks: tuple[Check, ...]
    unproved: tuple[Message, ...]
    verdict: tuple[Message, ...]

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return all(check.ok for check in self.checks)

    def __bool__(self) -> bool:
        return self.ok

    def told(self, to: Speech) -> str:
        """Tell all of it in the words of a language; reasons of a broken proof stay English."""
        lines = [to.say(self.title), to.say(say.CHECKED())]
        for check in self.checks:
            lines.append(to.say((say.HOLDS if check.ok else say.FAILS)(what=check.message)))
        lines.append(to.say(say.NOT_PROVED()))
        lines += [f"  - {to.sentence(one)}" for one in self.unproved]
        return "\n".join([*lines, " ".join(map(to.sentence, self.verdict))])

    def in_language(self, language: str) -> str:
        """Tell all of it in English (``en``), French (``fr``) or Spanish (``es``)."""
        return self.told(speech(language))

    def __str__(self) -> str:
        return self.told(speech("en"))

    __repr__ = __str__


def verify(folder: Folder, previous: Folder | None = None) -> Verification:
    """Check a saved proposal: files, inputs, rules, points, sums, tables and the proofs.

    Parameters
    ----------
    folder : path
        Where :meth:`Proposal.save` wrote.
    previous : path, optional
        Where the record is that this one should follow.

    Returns
    -------
    Verification
        True when everything holds; prints in words what is proved and what is not.

    Raises
    ------
    BundleError
        When there is no bundle, or one that cannot be read at all.

    Notes
    -----
    Rules and points are computed anew from the saved applications and policy, the optimality from
    the saved prices. No solver is loaded.
    """
    return _examined(Path(folder), None if previous is None else Path(previous))[0]


def load_proposal(folder: Folder) -> Proposal:
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
    checked, proposal = _examined(Path(folder), None)
    if proposal is None or not checked:
        failed = [c for c in checked.checks if not c.ok]
        only_own = {c.name for c in failed} <= {"own", "own function"}
        said = "cannot be checked here" if only_own else "does not verify"
        lines = "\n".join(f"- {c.text}" for c in failed)
        raise BundleError(f"{folder} {said}, so nothing is explained from it:\n{lines}")
    return proposal


def _examined(folder: Path, previous: Path | None) -> tuple[Verification, Proposal | None]:
    saved = read_bundle(folder)
    hashes = saved.bundle.get("hashes")
    files = hashes.get("files") if isinstance(hashes, dict) else None
    listed: dict[str, Any] = files if isinstance(files, dict) else {}
    proposal, checks = None, [*check_parts(saved), *check_files(folder, saved, listed)]
    try:
        proposal = restore(saved)
    except BundleError as error:
        checks.append(Check("restore", False, say.DAMAGED(why=str(error))))
    except UnregisteredError as error:
        checks.append(Check("own", False, say.NOT_REGISTERED(why=str(error))))
    except OwnFunctionError as error:
        checks.append(Check("own function", False, say.OWN_FAILS(why=str(error))))
    else:
        checks += [check_record(saved, proposal), check_proof(proposal), *check_kept(proposal)]
        checks += [*check_quotas(proposal), *check_experts(proposal)]
        checks += check_co_mentors(proposal)
        checks += check_tables(folder, saved, proposal)
        checks += [] if previous is None else check_chain(saved, proposal, previous)
    schema = str(saved.bundle["schema"]).rpartition("/")[2]
    found = Verification(
        record=saved.record,
        title=say.RECORD(record=saved.record, schema=schema, version=saved.version),
        checks=tuple(checks),
        unproved=tuple(_unproved(saved, listed, checks, previous is not None)),
        verdict=tuple(_verdict(saved, {check.name for check in checks if not check.ok})),
    )
    return found, proposal


def _unproved(
    saved: Saved, listed: dict[str, Any], checks: list[Check], with_previous: bool
) -> Iterator[Message]:
    letters = sum(name.startswith(f"{LETTERS}/") for name in listed)
    pages: list[Value] = [
        name for name in HASHED if name in listed and name not in TABLES and name != "questions.csv"
    ]
    pages += [say.LETTERS(count=letters)] if letters else []
    if pages:
        yield say.BY_HASH(files=tuple(pages))
    if "questions.csv" in listed:
        yield say.QUESTIONS(file="questions.csv")
    other = [c.message.values["file"] for c in checks if _in_other_words(c)]
    if other:
        yield say.WORDS_BY_HASH(files=tuple(other))
    yield say.TIES()
    yield from _unproved_past(saved.bundle, with_previous)
    if saved.is_first:
        yield say.OLDER(schema=1)
    if saved.is_before_experts and saved.bundle.get("round", {}).get("experts"):
        yield say.BEFORE_EXPERTS()
    yield say.INPUTS()


def _in_other_words(check: Check) -> bool:
    return check.message.template == say.FOLLOWS_IN_OTHER_WORDS.one


def _unproved_past(bundle: dict[str, Any], with_previous: bool) -> Iterator[Message]:
    previous, redaction = bundle.get("previous"), bundle.get("redaction")
    if isinstance(previous, dict) and not with_previous:
        yield say.FOLLOWS_UNSEEN(record=str(previous.get("hash")))
    if bundle.get("rematch") is not None and previous is None:
        yield say.EARLIER_UNSAVED()
    if isinstance(redaction, dict):
        if redaction.get("ids") != "kept" and bundle.get("rematch") is not None:
            yield say.EARLIER_RENAMED()
        yield say.REDACTED(record=str(redaction.get("of")))


def _verdict(saved: Saved, failed: set[str]) -> Iterator[Message]:
    ok = not failed
    alone = {
        "chain": say.CHAIN_ALONE,
        "own": say.OWN_ALONE,
        "own function": say.OWN_FAILS_ALONE,
    }
    only = next(iter(failed)) if len(failed) == 1 else ""
    yield say.ALL_HOLDS() if ok else alone.get(only, say.BROKEN)()
    here = version("alliance-match")
    if not ok and saved.version != here:
        yield say.OTHER_VERSION(version=saved.version, here=here)
