"""Why not that mentor? What stands against the pair, or what it would cost, exactly."""

from __future__ import annotations

from typing import Literal

from ..assignment import Constraint, force, regret
from ..proposal import Proposal
from ..words import Message, Speech
from ..words.templates import experts
from ..words.templates import quotas as quota
from ..words.templates import why_not as say
from .conflict import explain_conflict, parts_of, places_words
from .consulted import experts_instead
from .decided import kept_elsewhere, pin_of, pinned_mentors, veto_words
from .disruption import MoverStep, disruption
from .ledger import Ledger, ledger
from .obstacles import obstacles
from .quotas import priced_beside_quotas
from .record import Explanation, Loss, Move, PersonName, name_of

__all__ = ["WhyNot", "why_not"]

Verdict = Literal[
    "proposed",
    "ineligible",
    "vetoed",
    "pinned",
    "min_load",
    "as_good",
    "costs",
    "not_proved",
    "no_proposal",
]


class WhyNot(Explanation):
    """Why a mentee does not have a certain mentor.

    Attributes
    ----------
    verdict : str
        ``proposed`` (it is the proposal), ``ineligible`` (rules are broken), ``vetoed``,
        ``pinned`` (the committee pinned the mentee elsewhere or filled the mentor by pins),
        ``min_load`` (minimum loads leave no room), ``as_good`` (another proposal of equal worth
        has it), ``costs`` (the round would lose), ``not_proved`` (the proposal is not proved
        optimal, so that the price is one that was found, not the least), ``no_proposal`` (pins and
        minimum loads contradict each other).
    reasons : tuple of Message
        What makes the pair impossible.
    points : int
        What the pair would earn, of 1000.
    pinned : Message or None
        With ``proposed``: that the committee pinned it, who and why.
    ledger : Ledger or None
        With ``as_good``, ``costs`` and ``not_proved``: who changes, and what is lost by person and
        by criterion. As few mentees change as can be without losing more. With ``ineligible``
        where nothing but a quota stops the pair: what it would cost if others made room.
    frontier : tuple of MoverStep
        With ``as_good`` and ``costs``: the least loss when one mentee changes, two, and so on.
    experts : tuple of Message
        Where this mentor, or the present one, needs a subject expert for the most important goal:
        who would be asked instead of whom, in the whole round.
    """

    mentee: PersonName
    mentor: PersonName
    current: PersonName | None
    verdict: Verdict
    reasons: tuple[Message, ...] = ()
    points: int
    pinned: Message | None = None
    ledger: Ledger | None = None
    frontier: tuple[MoverStep, ...] = ()
    experts: tuple[Message, ...] = ()

    @property
    def loss(self) -> Loss | None:
        """What the whole proposal loses when the pair is forced."""
        return None if self.ledger is None else self.ledger.loss

    @property
    def moves(self) -> tuple[Move, ...]:
        """Who else would change, and how."""
        people = () if self.ledger is None else self.ledger.people
        return tuple(one.move for one in people if one.move.mentee != self.mentee)

    @property
    def message(self) -> Message:
        """The verdict in one sentence."""
        pair = {"mentee": str(self.mentee), "mentor": str(self.mentor)}
        if self.verdict == "proposed":
            if self.pinned is not None:
                return say.PROPOSED_PINNED(**pair, points=self.points, pinned=self.pinned)
            return say.PROPOSED(**pair, points=self.points)
        if self.verdict == "ineligible":
            return say.INELIGIBLE(**pair, reasons=self.reasons)
        if self.loss is None:
            return say.IMPOSSIBLE(**pair, reasons=self.reasons)
        return self._priced(pair, self.loss.message)

    def _priced(self, pair: dict[str, str], loss: Message) -> Message:
        """Say what the pair would cost."""
        if self.verdict == "not_proved":
            return say.NOT_PROVED(**pair, points=self.points, loss=loss)
        if self.current is None:
            if self.verdict == "as_good":
                return say.AS_GOOD_UNMATCHED(**pair, points=self.points)
            return say.COSTS_UNMATCHED(**pair, points=self.points, loss=loss)
        if self.verdict == "as_good":
            return say.AS_GOOD(**pair, points=self.points, current=str(self.current))
        return say.COSTS(**pair, points=self.points, current=str(self.current), loss=loss)

    def told(self, to: Speech) -> str:
        """Tell the verdict first, then both ledgers, then the price of moving fewer people."""
        lines = [to.sentence(self.message)]
        if self.verdict == "ineligible" and self.ledger is not None:
            lines.append(to.heading(quota.MAKES_ROOM()))
        if self.ledger is not None:
            lines.append(self.ledger.told(to))
        if self.experts:
            lines.append(to.heading(experts.CHANGES()))
            lines += [f"  {to.sentence(change)}" for change in self.experts]
        if len(self.frontier) > 1:
            lines.append(to.heading(say.FEW_MOVE()))
            lines += [f"  {to.sentence(step.message)}" for step in self.frontier]
        elif self.frontier and self.frontier[0].movers > 1:
            lines.append(to.sentence(say.NO_FEWER()))
        return "\n".join(lines)


def why_not(proposal: Proposal, mentee: str, mentor: str) -> WhyNot:
    """Say why a mentee does not have a certain mentor.

    Parameters
    ----------
    proposal : Proposal
        Any proposal; prices are exact where it is proved optimal.
    mentee, mentor : str
        Ids, or names where they are unique.

    Raises
    ------
    UnknownNameError
        When there is no such person; the message names the nearest.

    Examples
    --------
    >>> import alliance_match as am
    >>> people = am.load_round("examples/data/mentors.csv", "examples/data/mentees.csv")
    >>> why_not(am.propose(people), "ELA Ejemplo Andina", "Inés Ejemplo").verdict
    'costs'
    """
    who, whom = proposal.round.mentee(mentee), proposal.round.mentor(mentor)
    row, col = proposal.round.mentees.index(who), proposal.round.mentors.index(whom)
    now = proposal.mentor_of.get(who.id)
    answer = WhyNot(
        mentee=name_of(proposal.round, who),
        mentor=name_of(proposal.round, whom),
        current=None if now is None else name_of(proposal.round, now.mentor),
        verdict="proposed",
        points=int(proposal.scored.points[row, col]),
        pinned=pin_of(proposal, row, col),
    )
    if now is not None and now.col == col:
        return answer
    verdict, reasons = _impossible(proposal, row, col)
    if reasons:
        room = priced_beside_quotas(proposal, row, col) if verdict == "ineligible" else None
        found = {"verdict": verdict, "reasons": reasons, "ledger": room}
        return answer.model_copy(update=found)
    return answer.model_copy(update=_priced(proposal, row, col))


# --- what stands against the pair ----------------------------------------------------------------


def _impossible(proposal: Proposal, row: int, col: int) -> tuple[Verdict, tuple[Message, ...]]:
    """Say which rule, veto, pin or conflict rules a pair out, if any does."""
    veto = veto_words(proposal, row, col)
    if broken := obstacles(proposal, row, col):
        return "ineligible", broken if veto is None else (*broken, veto)
    if veto is not None:
        return "vetoed", (veto,)
    pinned = pinned_mentors(proposal, row)
    if pinned and col not in pinned:
        return "pinned", (kept_elsewhere(proposal, row),)
    if proposal.status == "infeasible":
        return "no_proposal", _conflicting(proposal, row, col)
    return "costs", ()


def _conflicting(proposal: Proposal, row: int, col: int) -> tuple[Message, ...]:
    """Say why there is no proposal, from the side of one pair."""
    people, found = proposal.round, proposal.assignment.conflict
    pinned = [one.row for one in found if one.kind == "pin" and one.col == col]
    places = int(proposal.problem.capacity[col])
    if row not in pinned or len(pinned) <= places:
        conflict = explain_conflict(proposal)
        return (say.NO_PROPOSAL(cause=conflict.cause), *conflict.parts)
    others = [str(name_of(people, people.mentees[i])) for i in pinned if i not in (None, row)]
    mentor, offered = str(name_of(people, people.mentors[col])), places_words(places)
    if not others:
        return (say.HAS_PLACES(mentor=mentor, places=offered),)
    names, count = tuple(others), len(others)
    return (say.HAS_PLACES_FOR(mentor=mentor, places=offered, others=names, count=count),)


# --- what it would cost --------------------------------------------------------------------------


def _priced(proposal: Proposal, row: int, col: int) -> dict[str, object]:
    """Find the best proposal with a pair, and compare; or say why there is none."""
    problem, now = proposal.problem, proposal.assignment
    if proposal.status == "feasible":
        forced = force(problem, row, col, now.objective, near=now)
        if forced.status == "infeasible":
            return _no_room(proposal, row, col, forced.conflict)
        found = ledger(proposal, dict(forced.pairs.tolist()), row)
        asked = experts_instead(proposal, forced.pairs, row, col)
        return {"verdict": "not_proved", "ledger": found, "experts": asked}
    if not proposal.regrets.possible[row, col]:
        return _no_room(proposal, row, col, regret(problem, now, row, col).conflict)
    cost = proposal.displacements.best_with(row, col)
    counts = now.objective == "coverage_total"
    nothing = cost.value == 0 and not (counts and cost.coverage)
    return {
        "verdict": "as_good" if nothing else "costs",
        "ledger": ledger(proposal, dict(cost.pairs.tolist()), row),
        "frontier": disruption(proposal, row, col),
        "experts": experts_instead(proposal, cost.pairs, row, col),
    }


def _no_room(
    proposal: Proposal, row: int, col: int, found: tuple[Constraint, ...]
) -> dict[str, object]:
    """Name the pins and minimum loads that leave no room for a pair."""
    told = zip(found, parts_of(proposal, found), strict=True)
    rest = [(one.kind, part) for one, part in told if (one.row, one.col) != (row, col)]
    pins = any(kind == "pin" for kind, _ in rest)
    reasons = tuple(part for _, part in rest)
    return {"verdict": "pinned" if pins else "min_load", "reasons": reasons}
