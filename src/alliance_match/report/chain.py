"""Whether a record follows the one before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..proposal import Proposal
from ..words.templates import record as say
from .bundle import Saved, read_bundle
from .checks import Check
from .differences import few

__all__ = ["check_chain"]


def check_chain(saved: Saved, proposal: Proposal, folder: Path) -> Iterator[Check]:
    """Compare the record that a bundle names with the one in a folder, and the earlier pairs.

    Parameters
    ----------
    saved : Saved
        The later bundle.
    proposal : Proposal
        As restored from it.
    folder : Path
        Where the earlier record is; it is not verified here.

    Raises
    ------
    BundleError
        When there is no bundle in the folder.
    """
    earlier, where = read_bundle(folder), str(folder)
    if proposal.follows is None:
        yield Check("chain", False, say.CHAIN_NONE(folder=where))
        return
    if proposal.follows != earlier.record:
        named = {"said": proposal.follows, "found": earlier.record}
        yield Check("chain", False, say.CHAIN_BROKEN(folder=where, **named))
        return
    yield Check("chain", True, say.CHAIN(record=earlier.record, folder=where))
    redaction = saved.bundle.get("redaction")
    if redaction is None or redaction.get("ids") == "kept":
        yield from _before(proposal, earlier, where)


def _before(proposal: Proposal, earlier: Saved, where: str) -> Iterator[Check]:
    if proposal.kept is None:
        return
    here = {m.id for m in proposal.round.mentees}
    pairs = earlier.bundle.get("pairs", [])
    true = {(p["mentee"], p["mentor"]) for p in pairs if p["mentee"] in here}
    wrong = sorted(true ^ set(proposal.kept.before))
    if wrong:
        told = few(say.PAIR(mentee=mentee, mentor=mentor) for mentee, mentor in wrong)
        yield Check("before", False, say.BEFORE_DIFFERS(folder=where, pairs=told))
    else:
        yield Check("before", True, say.BEFORE_SAME(folder=where))
