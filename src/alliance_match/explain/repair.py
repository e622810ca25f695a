"""What would get this mentee a mentor? The fewest waivers, answers and places, also elsewhere."""

from __future__ import annotations

from typing import Literal

import numpy as np

from ..assignment import Assignment, solve
from ..model.people import Mentee
from ..proposal import Proposal
from ..scoring import evidence
from ..words import Message, Speech
from ..words.templates import repair as words
from .changeable import Changeable
from .differences import differences
from .questions import missing
from .record import Explanation, Move, PersonName, name_of

__all__ = ["Change", "CheapestChange", "cheapest_change", "cheapest_changes"]


class Change(Explanation):
    """One thing that the committee could change, or find out.

    Attributes
    ----------
    kind : {"waiver", "answer", "place"}
        A rule is lifted for a pair; what is unknown about a pair is asked, and answered favourably;
        or a mentor takes one more.
    mentor : PersonName
        Of the pair, or with the place.
    mentee : PersonName or None
        Of the pair; need not be the one who asks.
    rule : str
        The rule that is lifted, or the rule or criterion that lacks an answer, as people call it.
    why : Message or str
        What stands against the pair now; empty for a place.
    asks : tuple of Message
        What to ask; all of it, for one favourable answer.
    """

    kind: Literal["waiver", "answer", "place"]
    mentor: PersonName
    mentee: PersonName | None = None
    rule: str = ""
    why: Message | str = ""
    asks: tuple[Message, ...] = ()

    def told(self, to: Speech) -> str:
        """Tell the change."""
        return to.say(self.message(to))

    def message(self, to: Speech) -> Message:
        """Say the change as a part of a sentence."""
        mentor, mentee = str(self.mentor), str(self.mentee)
        if self.kind == "place":
            return words.PLACE(mentor=mentor)
        if self.kind == "answer":
            return words.ANSWER(asks=self.asks, mentee=mentee, mentor=mentor)
        rule = to.gettext(self.rule)
        return words.WAIVER(rule=rule, mentee=mentee, mentor=mentor, why=self.why)


class CheapestChange(Explanation):
    """The fewest changes by which a mentee gets a mentor and nobody else loses theirs.

    Attributes
    ----------
    mentee : PersonName
        Who has no mentor now.
    changes : tuple of Change
        All of them are needed; between equally few, answers go before waivers and places, and then
        the most points decide. None where the mentee has a mentor already.
    moves : tuple of Move
        Who would have whom then, where that differs.
    possible : bool
        False where vetoes, pins or too few points leave nothing that could be changed.
    """

    mentee: PersonName
    changes: tuple[Change, ...]
    moves: tuple[Move, ...]
    possible: bool = True

    @property
    def elsewhere(self) -> bool:
        """Whether some waiver or answer is about another mentee."""
        return bool(self._kinds_elsewhere)

    @property
    def _kinds_elsewhere(self) -> set[str]:
        return {one.kind for one in self.changes if one.mentee not in (None, self.mentee)}

    def told(self, to: Speech) -> str:
        """Tell the changes, then who would move."""
        mentee = str(self.mentee)
        if not self.possible:
            return to.say(words.IMPOSSIBLE(mentee=mentee))
        if not self.changes:
            return to.say(words.HAS_ONE(mentee=mentee))
        changes = tuple(one.message(to) for one in self.changes)
        said = [to.say(words.LEAST(mentee=mentee, count=len(changes), changes=changes))]
        if "waiver" in self._kinds_elsewhere:
            said.append(to.say(words.WAIVER_ELSEWHERE()))
        if "answer" in self._kinds_elsewhere:
            said.append(to.say(words.ANSWER_ELSEWHERE()))
        return " ".join([*said, *(to.sentence(move.message) for move in self.moves)])


def cheapest_change(proposal: Proposal, mentee: str) -> CheapestChange:
    """Find the fewest waivers, answers and extra places that get a mentee a mentor.

    Parameters
    ----------
    proposal : Proposal
        A proposal.
    mentee : str
        Id, or name where it is unique, of somebody without a mentor.

    Returns
    -------
    CheapestChange
        Without changes where the mentee has a mentor already.

    Raises
    ------
    UnknownNameError
        When there is no such mentee.

    Notes
    -----
    One assignment problem: pairs that break rules, or lack answers or points, may be used at a
    price for each such rule and criterion, places beyond a mentor's own at the same price, and the
    price is more than all points together. The mentee, and everybody who has a mentor now, must
    have one. What one answer would settle for two pairs counts for each of them.
    """
    return _cheapest(Changeable(proposal), proposal.round.mentee(mentee))


def cheapest_changes(proposal: Proposal) -> tuple[CheapestChange, ...]:
    """Find the fewest changes for each mentee without a mentor, one at a time.

    Parameters
    ----------
    proposal : Proposal
        A proposal.

    Returns
    -------
    tuple of CheapestChange
        In the order of the mentees.
    """
    changeable = Changeable(proposal)
    return tuple(_cheapest(changeable, who) for who in proposal.unmatched)


def _cheapest(changeable: Changeable, who: Mentee) -> CheapestChange:
    proposal = changeable.proposal
    named = name_of(proposal.round, who)
    if who.id in proposal.mentor_of:
        return CheapestChange(mentee=named, changes=(), moves=())
    problem, bar = changeable.problem(proposal.round.mentees.index(who))
    found = solve(problem, "total")
    if found.status == "infeasible" or found.value < bar:
        return CheapestChange(mentee=named, changes=(), moves=(), possible=False)
    moves = differences(proposal, dict(found.pairs.tolist()))
    return CheapestChange(
        mentee=named,
        changes=_changes(changeable, found),
        moves=tuple(sorted(moves, key=lambda move: move.mentee.id != who.id)),
    )


def _changes(changeable: Changeable, found: Assignment) -> tuple[Change, ...]:
    """List what the new pairs break or lack, and the places that they need besides."""
    people, scored = changeable.proposal.round, changeable.proposal.scored
    changes = []
    for i, j in found.pairs.tolist():
        pair = {
            "mentee": name_of(people, people.mentees[i]),
            "mentor": name_of(people, people.mentors[j]),
        }
        for name, label in changeable.answers(i, j):
            asks = missing(scored.facts, name, i, j)
            changes.append(Change(kind="answer", rule=label, asks=asks, **pair))
        for rule, label in changeable.waivers(i, j):
            why = evidence.reason(scored, rule, i, j)
            changes.append(Change(kind="waiver", rule=label, why=why, **pair))
    load = np.bincount(found.pairs[:, 1], minlength=len(people.mentors))
    for j, more in enumerate((load - changeable.proposal.problem.capacity).tolist()):
        changes += [Change(kind="place", mentor=name_of(people, people.mentors[j]))] * max(0, more)
    return tuple(changes)
