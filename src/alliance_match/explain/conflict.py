"""Why is there no proposal? What cannot be kept together, in people's words, and the remedy."""

from __future__ import annotations

from ..assignment import Constraint
from ..proposal import Proposal
from ..scoring import evidence
from .record import Explanation, name_of
from .words import joined, marks, plural, sentence

__all__ = ["Conflict", "explain_conflict"]

_LOWER = "lower min_load under [places] in the policy"
_CALLED = {
    "pin": "the committee's pins",
    "min_load": "the policy's minimum load",
    "side": "the bounds on groups",
}


class Conflict(Explanation):
    """Pins and minimum loads that cannot all be kept.

    Attributes
    ----------
    cause : str
        What contradicts what, in a few words.
    parts : tuple of str
        The smallest set that cannot be kept: without any one of them the others can.
    remedy : str
        What to change.
    """

    cause: str
    parts: tuple[str, ...]
    remedy: str

    @property
    def text(self) -> str:
        """The cause, each part in a line, and the remedy."""
        head = f"No proposal is possible: {self.cause}. In conflict:"
        return "\n".join([head, *(f"  {sentence(part)}" for part in self.parts), self.remedy])


def explain_conflict(proposal: Proposal) -> Conflict:
    """Say which decisions and bounds leave no proposal.

    Parameters
    ----------
    proposal : Proposal
        An infeasible one.
    """
    found = proposal.assignment.conflict
    return Conflict(
        cause=_cause(found),
        parts=tuple(_part(proposal, one) for one in found),
        remedy=sentence(_remedy(proposal, found)),
    )


def _kinds(found: tuple[Constraint, ...]) -> set[str]:
    return {one.kind for one in found}


def _cause(found: tuple[Constraint, ...]) -> str:
    if len(found) == 1 and found[0].kind == "pin":
        return "a pin of the committee cannot be kept"
    names = [name for kind, name in _CALLED.items() if kind in _kinds(found)]
    if names in ([_CALLED["min_load"]], [_CALLED["side"]]):
        return f"{names[0]} cannot be kept"
    return f"{joined(names)} contradict each other"


def _part(proposal: Proposal, one: Constraint) -> str:
    if one.col is None:
        return one.text
    people = proposal.round
    mentor = name_of(people, people.mentors[one.col])
    if one.row is None:
        allowed = proposal.scored.eligible[:, one.col].copy()
        allowed[[row for row, col in _vetoed(proposal) if col == one.col]] = False
        least = plural(int(proposal.problem.min_load[one.col]), "mentee")
        return (
            f"{mentor} must get at least {least}, of {int(allowed.sum())} who may have this mentor"
        )
    pinned = f"{name_of(people, people.mentees[one.row])} is pinned to {mentor}"
    if obstacle := _obstacle(proposal, one.row, one.col):
        return f"{pinned}, but {obstacle}"
    places = int(proposal.problem.capacity[one.col])
    crowd = sum(c.kind == "pin" and c.col == one.col for c in proposal.assignment.conflict)
    offered = plural(places, "place") if places else "no place"
    return f"{pinned}, who has {offered}" if crowd > places else pinned


def _obstacle(proposal: Proposal, row: int, col: int) -> str:
    """Say what makes a pair impossible by itself; empty where nothing does."""
    scored = proposal.scored
    if broken := scored.broken(row, col):
        return joined([evidence.reason(scored, rule, row, col) for rule in broken])
    if scored.too_few_points[row, col]:
        points, least = marks(int(scored.points[row, col])), proposal.policy.min_points
        return f"the pair's {points} points are under the policy's {least:g}"
    return "the same pair is vetoed" if (row, col) in _vetoed(proposal) else ""


def _vetoed(proposal: Proposal) -> set[tuple[int, int]]:
    return {(row, col) for row, col in proposal.problem.forbidden.tolist()}


def _remedy(proposal: Proposal, found: tuple[Constraint, ...]) -> str:
    pins = [one for one in found if one.kind == "pin"]
    if len(found) == len(pins) == 1:
        return _remedy_of_one(proposal, pins[0])
    ways = ["withdraw one of these pins" if len(pins) > 1 else "withdraw the pin"] if pins else []
    ways += [_LOWER] if "min_load" in _kinds(found) else []
    ways += ["widen a bound"] if "side" in _kinds(found) else []
    return ", or ".join(ways)


def _remedy_of_one(proposal: Proposal, pin: Constraint) -> str:
    assert pin.row is not None, "a pin has a row"
    assert pin.col is not None, "a pin has a column"
    if broken := proposal.scored.broken(pin.row, pin.col):
        rules = joined([repr(rule) for rule in broken])
        return f"withdraw the pin, or waive {rules} for this pair by a decision"
    if proposal.scored.too_few_points[pin.row, pin.col]:
        return "withdraw the pin, or lower min_points in the policy"
    vetoed = (pin.row, pin.col) in _vetoed(proposal)
    return "withdraw the pin or the veto" if vetoed else "withdraw the pin"
