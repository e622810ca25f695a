"""What the committee decided on a pair, in words, with who and why."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..model.decisions import Decision
from ..model.votes import is_committee, is_for
from ..proposal import Proposal
from ..scoring.rules import rules_of
from ..words import Message
from ..words.templates import counts
from ..words.templates import decisions as say
from .obstacles import obstacles
from .record import name_of

__all__ = [
    "by_whom",
    "disagreement",
    "kept_by",
    "kept_elsewhere",
    "not_kept",
    "pin_of",
    "pinned_mentors",
    "veto_words",
    "vetoed",
    "waivers_of",
]

#: Decisions that keep a pair, the strongest first, and how each is said.
_KEPT = {"pin": say.PINNED, "accept": say.ACCEPTED, "keep": say.KEPT, "quota": say.NEEDED}
_ELSEWHERE = {"accept": say.ACCEPTED_WITH, "keep": say.KEPT_WITH, "quota": say.NEEDED_WITH}


def _signed(what: Message, decision: Decision) -> Message:
    """Say a decision with who took it and why, as far as that is stated."""
    who, why = "" if is_committee(decision.who) else decision.who, decision.why
    if who and why:
        return say.BY_BECAUSE(what=what, who=who, why=why)
    if who:
        return say.BY(what=what, who=who)
    return say.BECAUSE(what=what, why=why) if why else what


def pin_of(proposal: Proposal, row: int, col: int) -> Message | None:
    """Say that a pair is kept by a decision, by whose and why; None where it is not."""
    kind = kept_by(proposal, row, col)
    if kind is None:
        return None
    return _signed(_KEPT[kind](), _of(proposal, kind, row, col)[0])


def kept_by(proposal: Proposal, row: int, col: int) -> str | None:
    """Name the kind of decision that keeps a pair: the strongest; None where there is none."""
    if not _has(proposal.problem.pins, row, col):
        return None
    return next((kind for kind in _KEPT if _of(proposal, kind, row, col)), None)


def by_whom(proposal: Proposal, what: Message, row: int, col: int) -> Message:
    """Add who decided that a pair stays, where anybody is named."""
    kind = kept_by(proposal, row, col)
    found = _of(proposal, kind, row, col) if kind else []
    who = tuple(dict.fromkeys(d.who for d in found if d.who))
    return say.DECIDED_BY(what=what, who=who) if who else what


def pinned_mentors(proposal: Proposal, row: int) -> tuple[int, ...]:
    """List the mentors whom a mentee keeps by a decision."""
    return tuple(col for i, col in proposal.problem.pins.tolist() if i == row)


def kept_elsewhere(proposal: Proposal, row: int) -> Message:
    """Say with which mentors a mentee stays by a decision."""
    people, cols = proposal.round, pinned_mentors(proposal, row)
    kind = kept_by(proposal, row, cols[0])
    template = _ELSEWHERE.get(str(kind), say.PINNED_TO)
    mentors = tuple(str(name_of(people, people.mentors[col])) for col in cols)
    return template(mentee=str(name_of(people, people.mentees[row])), mentors=mentors)


def not_kept(proposal: Proposal) -> tuple[tuple[Decision, tuple[Message, ...]], ...]:
    """List the accepted pairs that the proposal could not keep, each with the reasons."""
    if proposal.status == "infeasible":
        return ()
    people = proposal.round
    row = {m.id: i for i, m in enumerate(people.mentees)}
    col = {m.id: j for j, m in enumerate(people.mentors)}
    accepted = ((d, row[d.mentee], col[d.mentor]) for d in people.decisions.of_kind("accept"))
    return tuple(
        (d, _why_not_kept(proposal, i, j))
        for d, i, j in accepted
        if not _has(proposal.problem.pins, i, j)
    )


def _why_not_kept(proposal: Proposal, row: int, col: int) -> tuple[Message, ...]:
    if found := obstacles(proposal, row, col):
        return found
    if (row, col) in vetoed(proposal):
        return (say.IS_VETOED(),)
    if pinned_mentors(proposal, row):
        return (kept_elsewhere(proposal, row),)
    people, places = proposal.round, int(proposal.problem.capacity[col])
    there = [i for i, j in proposal.problem.pins.tolist() if j == col]
    if len(there) < places:
        return (say.MIN_LOADS(),)
    mentor, held = str(name_of(people, people.mentors[col])), counts.PLACES(count=places)
    others = tuple(str(name_of(people, people.mentees[i])) for i in there)
    return (say.PLACES_DECIDED(mentor=mentor, places=held, others=others),)


def disagreement(proposal: Proposal, votes: tuple[Decision, ...]) -> Message:
    """Say who is for and who is against a pair, and why."""
    people, one = proposal.round, votes[0]
    return say.DISAGREEMENT(
        mentee=str(name_of(people, people.mentee(one.mentee))),
        mentor=str(name_of(people, people.mentor(one.mentor))),
        votes=tuple(_vote(d) for d in votes),
    )


def _vote(vote: Decision) -> Message:
    who = vote.who or say.UNNAMED()
    if vote.why:
        return (say.FOR_BECAUSE if is_for(vote) else say.AGAINST_BECAUSE)(who=who, why=vote.why)
    return (say.FOR if is_for(vote) else say.AGAINST)(who=who)


def vetoed(proposal: Proposal) -> set[tuple[int, int]]:
    """List the vetoed pairs."""
    return {(row, col) for row, col in proposal.problem.forbidden.tolist()}


def veto_words(proposal: Proposal, row: int, col: int) -> Message | None:
    """Say that a pair is vetoed, by whom and why; None where it is not."""
    found = _of(proposal, "veto", row, col)
    if not found:
        return None
    who, why = found[0].who, found[0].why
    what = say.VETOED_BY(who=who) if who and not is_committee(who) else say.VETOED()
    return say.BECAUSE(what=what, why=why) if why else what


def waivers_of(proposal: Proposal, row: int, col: int) -> tuple[Message, ...]:
    """Say which rules are waived for a pair, by whom and why."""
    label = {rule.name: rule.label for rule in rules_of(proposal.policy)}
    return tuple(_signed(Message(label[str(d.rule)]), d) for d in _of(proposal, "waive", row, col))


def _of(proposal: Proposal, kind: str, row: int, col: int) -> list[Decision]:
    pair = proposal.round.mentees[row].id, proposal.round.mentors[col].id
    found = [d for d in proposal.round.decisions.of_kind(kind) if d.pair == pair]
    return sorted(found, key=lambda d: (d.rule or "", not is_committee(d.who), d.who, d.why))


def _has(pairs: NDArray[np.int64], row: int, col: int) -> bool:
    return bool((pairs == (row, col)).all(axis=1).any())
