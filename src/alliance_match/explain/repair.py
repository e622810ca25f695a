"""What would get this mentee a mentor? The fewest waivers, answers and places, also elsewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from heapq import heappop, heappush
from itertools import count
from typing import Literal

import numpy as np

from ..assignment import Assignment, AssignmentProblem, solve
from ..model.people import Mentee
from ..proposal import Proposal
from ..scoring import evidence
from ..words import Message, Speech
from ..words.templates import counts
from ..words.templates import repair as words
from .changeable import Changeable
from .ledger import Ledger, ledger
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
    setting, rule : str
        The rule that is lifted, or the rule or criterion that lacks an answer: its name in the
        policy, and what people call it.
    why : Message or str
        What stands against the pair now; empty for a place.
    asks : tuple of Message
        What to ask; all of it, for one favourable answer.
    """

    kind: Literal["waiver", "answer", "place"]
    mentor: PersonName
    mentee: PersonName | None = None
    setting: str = ""
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

    @property
    def warning(self) -> Message | None:
        """What the two would have to live with, where they could hardly talk or meet."""
        if self.kind != "waiver" or self.setting not in _WARNINGS:
            return None
        return _WARNINGS[self.setting](mentee=str(self.mentee), mentor=str(self.mentor))


_WARNINGS = {"shared_language": words.NO_LANGUAGE, "weekly_overlap": words.NO_TIME}


class CheapestChange(Explanation):
    """The fewest changes by which a mentee gets a mentor and nobody else loses theirs.

    Where the mentor would come under the minimum load thereby, others come along.

    Attributes
    ----------
    mentee : PersonName
        Who has no mentor now.
    changes : tuple of Change
        All of them are needed; between equally few, answers go before waivers and places, and then
        the most points decide. None where the mentee has a mentor already.
    ledger : Ledger or None
        Who would have whom then, where that differs, with the points before and after: those of
        what is known now, whatever an answer may add. None where nothing is to change.
    possible : bool
        False where vetoes, pins or too few points leave nothing that could be changed.
    """

    mentee: PersonName
    changes: tuple[Change, ...]
    ledger: Ledger | None = None
    possible: bool = True

    @property
    def moves(self) -> tuple[Move, ...]:
        """Who would have whom then, the mentee first."""
        return () if self.ledger is None else tuple(one.move for one in self.ledger.people)

    @property
    def movers(self) -> int:
        """How many others would have another mentor."""
        return sum(move.mentee != self.mentee for move in self.moves)

    @property
    def matches(self) -> int:
        """How many more mentees would have a mentor."""
        return 0 if self.ledger is None else -self.ledger.loss.coverage

    @property
    def points(self) -> int:
        """What the round gains in points of 1000; negative where it loses."""
        return 0 if self.ledger is None else -self.ledger.loss.points

    @property
    def elsewhere(self) -> bool:
        """Whether some waiver or answer is about another mentee."""
        return bool(self._elsewhere)

    @property
    def _elsewhere(self) -> list[Change]:
        return [one for one in self.changes if one.mentee not in (None, self.mentee)]

    @property
    def _together(self) -> list[PersonName]:
        """Mentors who would get several by changes: a minimum load allows no fewer."""
        pairs = {(one.mentor.id, one.mentee.id) for one in self.changes if one.mentee is not None}
        several = Counter(mentor for mentor, _ in pairs)
        mentors = {one.mentor.id: one.mentor for one in self.changes}
        return [mentor for who, mentor in mentors.items() if several[who] > 1]

    def told(self, to: Speech) -> str:
        """Tell the changes and their price, then who would move, with points before and after."""
        if self.ledger is None:
            return self.summary(to)
        lines = [self.summary(to), *(to.sentence(one.message) for one in self.ledger.people)]
        return "\n  ".join([*lines, to.sentence(self.ledger.sum)])

    def summary(self, to: Speech) -> str:
        """Tell the changes, what they mean, and what the round gains and loses."""
        if not self.possible:
            return to.say(words.IMPOSSIBLE(mentee=str(self.mentee)))
        if not self.changes:
            return to.say(words.HAS_ONE(mentee=str(self.mentee)))
        said = [self._least(to)]
        together = self._together
        room = {one.kind for one in self._elsewhere if one.mentor not in together}
        said += [words.WAIVER_ELSEWHERE()] if "waiver" in room else []
        said += [words.ANSWER_ELSEWHERE()] if "answer" in room else []
        said += [words.TOGETHER(mentor=str(mentor)) for mentor in together]
        said += [one.warning for one in self.changes if one.warning is not None]
        said += [self._price]
        said += [words.AS_KNOWN()] if any(one.kind == "answer" for one in self.changes) else []
        return " ".join(map(to.say, said))

    def _least(self, to: Speech) -> Message:
        """Say the changes, and how many others move."""
        changes, mentee = tuple(one.message(to) for one in self.changes), str(self.mentee)
        if not self.movers:
            return words.LEAST(mentee=mentee, count=len(changes), changes=changes)
        moving = words.MOVE(count=self.movers)
        return words.LEAST_AND_MOVE(
            mentee=mentee, count=len(changes), moving=moving, changes=changes
        )

    @property
    def _price(self) -> Message:
        """Say what the round gains and loses."""
        matches, points = counts.MATCHED_MENTEES(count=self.matches), abs(self.points)
        if not points:
            return words.GAINS_ALONE(matches=matches)
        return (words.GAINS if self.points > 0 else words.LOSES)(matches=matches, points=points)


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
    have one. What one answer would settle for two pairs counts for each of them. A mentor who has
    nobody eligible comes under the minimum load with the first: such a mentor is tried with as many
    as that, and without anybody.
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
        return CheapestChange(mentee=named, changes=())
    row = proposal.round.mentees.index(who)
    found = _fewest(changeable, row)
    if found is None:
        return CheapestChange(mentee=named, changes=(), possible=False)
    return CheapestChange(
        mentee=named,
        changes=_changes(changeable, found),
        ledger=ledger(proposal, dict(found.pairs.tolist()), row),
    )


def _fewest(changeable: Changeable, row: int) -> Assignment | None:
    """Find the pairs that take the fewest changes; None where nothing would do."""
    problem, bar = changeable.problem(row)
    number = count()
    parts: tuple[AssignmentProblem, ...] = (problem,)
    heap: list[tuple[int, int, AssignmentProblem, Assignment]] = []
    while True:
        for part in parts:
            found = solve(part, "total")
            if found.status != "infeasible" and found.value >= bar:
                heappush(heap, (-found.value, next(number), part, found))
        if not heap:
            return None
        *_, part, found = heappop(heap)
        col = _too_few(changeable, found)
        if col is None:
            return found
        parts = _with_or_without(part, col, int(changeable.least[col]))


def _too_few(changeable: Changeable, found: Assignment) -> int | None:
    """Name a mentor who has somebody, but not as many as the policy asks."""
    key = changeable.proposal.problem.col_key
    load = np.bincount(found.pairs[:, 1], minlength=len(key))
    short = np.flatnonzero((load > 0) & (load < changeable.least)).tolist()
    return min(short, key=lambda col: key[col], default=None)


def _with_or_without(
    problem: AssignmentProblem, col: int, least: int
) -> tuple[AssignmentProblem, ...]:
    """Give a mentor as many as the policy asks, or nobody."""
    loads, places = problem.min_load.copy(), problem.capacity.copy()
    loads[col], places[col] = least, 0
    return replace(problem, min_load=loads), replace(problem, capacity=places)


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
            changes.append(Change(kind="answer", setting=name, rule=label, asks=asks, **pair))
        for rule, label in changeable.waivers(i, j):
            why = evidence.reason(scored, rule, i, j)
            changes.append(Change(kind="waiver", setting=rule, rule=label, why=why, **pair))
    load = np.bincount(found.pairs[:, 1], minlength=len(people.mentors))
    for j, more in enumerate((load - changeable.proposal.problem.capacity).tolist()):
        changes += [Change(kind="place", mentor=name_of(people, people.mentors[j]))] * max(0, more)
    return tuple(changes)
