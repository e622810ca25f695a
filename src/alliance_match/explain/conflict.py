"""Why is there no proposal? What cannot be kept together, in people's words, and the remedy."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import reduce

import numpy as np

from ..assignment import AssignmentProblem, Constraint, find_conflict
from ..proposal import Proposal
from ..scoring.quotas import Limit
from ..scoring.rules import rules_of
from ..words import Message, Speech
from ..words.templates import conflict as say
from ..words.templates import counts
from .decided import by_whom, kept_by, vetoed
from .obstacles import obstacles
from .record import Explanation, name_of

__all__ = ["Conflict", "explain_conflict", "explain_conflicts", "parts_of", "places_words"]

_CALLED = {"pin": say.THE_PINS, "min_load": say.THE_MIN_LOAD, "side": say.THE_SIDE}
_STAYS = {
    "pin": (say.PINNED, say.PINNED_TO_PLACES),
    "accept": (say.ACCEPTED, say.ACCEPTED_PLACES),
    "keep": (say.KEPT, say.KEPT_PLACES),
    "quota": (say.NEEDED, say.NEEDED_PLACES),
}
_ALONE = {("pin",): say.PINS, ("min_load",): say.MIN_LOAD, ("side",): say.SIDE}


class Conflict(Explanation):
    """Pins and minimum loads that cannot all be kept.

    Attributes
    ----------
    cause : Message
        What contradicts what, in a few words.
    parts : tuple of Message
        The smallest set that cannot be kept: without any one of them the others can.
    remedy : Message
        What to change.
    further : bool
        Whether another conflict is told before it.
    """

    cause: Message
    parts: tuple[Message, ...]
    remedy: Message
    further: bool = False

    def told(self, to: Speech) -> str:
        """Tell the cause, each part in a line, and the remedy."""
        template = say.FURTHER if self.further else say.HEAD
        head = to.heading(template(cause=self.cause))
        parts = (f"  {to.sentence(part)}" for part in self.parts)
        return "\n".join([head, *parts, to.sentence(self.remedy)])


def explain_conflict(proposal: Proposal) -> Conflict:
    """Say which decisions and bounds leave no proposal.

    Parameters
    ----------
    proposal : Proposal
        An infeasible one.
    """
    return _conflict(proposal, proposal.assignment.conflict, further=False)


def explain_conflicts(proposal: Proposal) -> tuple[Conflict, ...]:
    """Say all that leaves no proposal at once: sets that share no pin, each a smallest one.

    Parameters
    ----------
    proposal : Proposal
        An infeasible one; the first set is that of :func:`explain_conflict`.
    """
    told = list[Conflict]()
    problem, found = proposal.problem, proposal.assignment.conflict
    while found:
        told.append(_conflict(proposal, found, further=bool(told)))
        problem = _without(problem, found)
        found = find_conflict(problem)
    return tuple(told)


def _conflict(proposal: Proposal, found: tuple[Constraint, ...], further: bool) -> Conflict:
    return Conflict(
        cause=_cause(found),
        parts=parts_of(proposal, found),
        remedy=_remedy(proposal, found),
        further=further,
    )


def _without(problem: AssignmentProblem, found: tuple[Constraint, ...]) -> AssignmentProblem:
    """Take the pins of a conflict out of a problem; where it has none, its minimum loads."""
    pins = {(one.row, one.col) for one in found if one.kind == "pin"}
    if pins:
        kept = [pair for pair in problem.pins.tolist() if tuple(pair) not in pins]
        return replace(problem, pins=np.array(kept, dtype=np.int64).reshape(-1, 2))
    least = problem.min_load.copy()
    least[[one.col for one in found if one.kind == "min_load" and one.col is not None]] = 0
    bounds = {one.side for one in found if one.kind == "side"}
    side = tuple(row for k, row in enumerate(problem.side) if k not in bounds)
    return replace(problem, min_load=least, side=side)


def parts_of(proposal: Proposal, found: tuple[Constraint, ...]) -> tuple[Message, ...]:
    """Say each pin and bound of a conflict, with what stands in its way."""
    return tuple(_part(proposal, one, found) for one in found)


def places_words(places: int) -> Message:
    """Say how many places there are."""
    return counts.PLACES(count=places) if places else say.NO_PLACE()


def _kinds(found: tuple[Constraint, ...]) -> set[str]:
    return {one.kind for one in found}


def _cause(found: tuple[Constraint, ...]) -> Message:
    if len(found) == 1 and found[0].kind == "pin":
        return say.ONE_PIN()
    kinds = tuple(kind for kind in _CALLED if kind in _kinds(found))
    if kinds in _ALONE:
        return _ALONE[kinds]()
    return say.TOGETHER(names=tuple(_CALLED[kind]() for kind in kinds))


def _part(proposal: Proposal, one: Constraint, found: tuple[Constraint, ...]) -> Message:
    if one.col is None:
        return _quota(proposal, one)
    people = proposal.round
    mentor = str(name_of(people, people.mentors[one.col]))
    if one.row is None:
        allowed = proposal.scored.eligible[:, one.col].copy()
        allowed[[row for row, col in vetoed(proposal) if col == one.col]] = False
        least = counts.MENTEES(count=int(proposal.problem.min_load[one.col]))
        return say.LEAST(mentor=mentor, least=least, able=int(allowed.sum()))
    mentee = str(name_of(people, people.mentees[one.row]))
    if blocked := _blocked(proposal, one.row, one.col):
        return say.PINNED_BUT(mentee=mentee, mentor=mentor, obstacles=blocked)
    places = int(proposal.problem.capacity[one.col])
    crowd = sum(c.kind == "pin" and c.col == one.col for c in found)
    stays, in_a_crowd = _STAYS[kept_by(proposal, one.row, one.col) or "pin"]
    said = stays(mentee=mentee, mentor=mentor)
    if crowd > places:
        said = in_a_crowd(mentee=mentee, mentor=mentor, places=places_words(places))
    return by_whom(proposal, said, one.row, one.col)


def _quota(proposal: Proposal, one: Constraint) -> Message:
    """Say a quota; of one that asks for pairs, how many mentees can come under it."""
    limit = _limit(proposal, one)
    if limit is None:
        return say.BOUND(text=one.text)
    if limit.at_least is None:
        return limit.message
    rows, cols = limit.places
    able = np.unique(rows[proposal.scored.eligible[rows, cols]]).size
    if able:
        return say.AT_LEAST_OF(limit=limit.message, able=able)
    if not rows.size:
        return say.AT_LEAST_OF_NOBODY(limit=limit.message)
    return _stopped(proposal, limit.message, np.column_stack(limit.places).tolist())


def _limit(proposal: Proposal, one: Constraint) -> Limit | None:
    label = "" if one.side is None else proposal.problem.side[one.side].label
    return next((n for n in proposal.scored.facts.limits if n.key == label), None)


def _is_stopped(proposal: Proposal, one: Constraint) -> bool:
    """Whether rules alone leave nobody whom a quota of at least so many could count."""
    limit = _limit(proposal, one)
    if limit is None or limit.at_least is None or not limit.code.size:
        return False
    return not proposal.scored.eligible[limit.places].any()


def _stopped(proposal: Proposal, limit: Message, pairs: list[list[int]]) -> Message:
    """Say that no pair under a quota keeps the rules, and which rule stops the most of them."""
    every, alone = Counter[str](), Counter[str]()
    for row, col in pairs:
        broken = proposal.scored.broken(row, col)
        every.update(broken)
        alone.update(broken if len(broken) == 1 else ())
    if not every:
        return say.AT_LEAST_OF_NONE(limit=limit)
    rules = [rule for rule in rules_of(proposal.policy) if every[rule.name]]
    main = max(rules, key=lambda rule: (alone[rule.name], every[rule.name]))
    stopped = every[main.name]
    label = Message(main.label)
    return say.AT_LEAST_STOPPED(limit=limit, rule=label, stopped=stopped, count=len(pairs))


def _blocked(proposal: Proposal, row: int, col: int) -> tuple[Message, ...]:
    """Say what makes a pinned pair impossible by itself, places aside."""
    if proposal.scored.eligible[row, col]:
        return (say.SAME_PAIR_VETOED(),) if (row, col) in vetoed(proposal) else ()
    return obstacles(proposal, row, col)


def _remedy(proposal: Proposal, found: tuple[Constraint, ...]) -> Message:
    pins = [one for one in found if one.kind == "pin"]
    if len(found) == len(pins) == 1:
        return _remedy_of_one(proposal, pins[0])
    ways = [say.WITHDRAW_ONE() if len(pins) > 1 else say.WITHDRAW_THE_PIN()] if pins else []
    columns = [one.col for one in found if one.kind == "min_load" and one.col is not None]
    led = [proposal.round.mentors[col].group for col in columns]
    ways += [say.LOWER_LOAD()] if None in led else []
    ways += [say.LOWER_LEAST()] if any(led) else []
    ways += [say.WIDEN()] if "side" in _kinds(found) else []
    ways += [say.WAIVE_FOR_A_PAIR()] if any(_is_stopped(proposal, one) for one in found) else []
    return reduce(lambda one, other: say.OR(one=one, other=other), ways)


def _remedy_of_one(proposal: Proposal, pin: Constraint) -> Message:
    assert pin.row is not None, "a pin has a row"
    assert pin.col is not None, "a pin has a column"
    if broken := proposal.scored.broken(pin.row, pin.col):
        return say.WAIVE(rules=tuple(map(repr, broken)))
    if proposal.scored.too_few_points[pin.row, pin.col]:
        return say.LOWER_POINTS()
    both = (pin.row, pin.col) in vetoed(proposal)
    return say.WITHDRAW_PIN_OR_VETO() if both else say.WITHDRAW_THE_PIN()
