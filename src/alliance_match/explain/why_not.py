"""Why not that mentor? The rules that the pair breaks, or what it would cost, exactly."""

from __future__ import annotations

from typing import Literal

from ..assignment import Regret, regret
from ..proposal import Proposal
from ..scoring import evidence
from .conflict import explain_conflict
from .record import Explanation, Loss, Move, PersonName, name_of
from .words import joined, marks, plural, sentence

__all__ = ["WhyNot", "moves", "why_not"]


class WhyNot(Explanation):
    """Why a mentee does not have a certain mentor.

    Attributes
    ----------
    verdict : str
        ``proposed`` (it is the proposal), ``ineligible`` (rules are broken), ``vetoed``,
        ``pinned`` (the committee pinned the mentee elsewhere or filled the mentor by pins),
        ``as_good`` (another proposal of equal worth has it), ``costs`` (the round would lose),
        ``no_proposal`` (pins and minimum loads contradict each other).
    reasons : tuple of str
        Broken rules, in words.
    points : int
        What the pair would earn, of 1000.
    loss : Loss or None
        What the whole proposal loses when the pair is forced.
    moves : tuple of Move
        Who else would change, and how.
    """

    mentee: PersonName
    mentor: PersonName
    current: PersonName | None
    verdict: Literal[
        "proposed", "ineligible", "vetoed", "pinned", "as_good", "costs", "no_proposal"
    ]
    reasons: tuple[str, ...] = ()
    points: int
    loss: Loss | None = None
    moves: tuple[Move, ...] = ()

    @property
    def text(self) -> str:
        """Verdict first, then the price and who would move."""
        pair = f"{self.mentee} with {self.mentor}"
        if self.verdict == "proposed":
            return f"{pair} is the proposal, {marks(self.points)} of 100."
        if self.verdict == "ineligible":
            return f"{pair} is not eligible: {joined(self.reasons)}."
        if self.verdict in ("vetoed", "pinned", "no_proposal"):
            return sentence(f"{pair} is not possible: {joined(self.reasons)}")
        now = f"instead of {self.current}" if self.current else "who has no mentor in the proposal"
        head = f"{pair} ({marks(self.points)} of 100), {now}, "
        told = [sentence(str(m)) for m in self.moves]
        if self.verdict == "as_good":
            return " ".join([f"{head}is as good: the data do not decide this.", *told])
        return " ".join([f"{head}would cost the round {self.loss}.", *told])


def why_not(proposal: Proposal, mentee: str, mentor: str) -> WhyNot:
    """Say why a mentee does not have a certain mentor.

    Raises
    ------
    UnknownNameError
        When there is no such person.
    ProblemError
        When the proposal is neither proved optimal nor infeasible, so that no regret is exact.
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
    )
    if now is not None and now.col == col:
        return answer
    verdict, reasons = _impossible(proposal, row, col)
    if reasons:
        return answer.model_copy(update={"verdict": verdict, "reasons": reasons})
    cost = regret(proposal.problem, proposal.assignment, row, col)
    if cost.coverage is None or cost.value is None:
        why = ("the committee's pins and minimum loads leave no place for it",)
        return answer.model_copy(update={"verdict": "pinned", "reasons": why})
    loss = Loss(coverage=cost.coverage, points=cost.value)
    return answer.model_copy(
        update={
            "verdict": "as_good" if loss.nothing else "costs",
            "loss": loss,
            "moves": moves(proposal, cost),
        }
    )


def _impossible(proposal: Proposal, row: int, col: int) -> tuple[str, tuple[str, ...]]:
    """Say which rule, veto, pin or conflict rules a pair out, if any does."""
    people, scored = proposal.round, proposal.scored
    pair = people.mentees[row].id, people.mentors[col].id
    if broken := scored.broken(row, col):
        return "ineligible", tuple(evidence.reason(scored, rule, row, col) for rule in broken)
    if scored.too_few_points[row, col]:
        least = proposal.policy.min_points
        return "ineligible", (
            f"its {marks(int(scored.points[row, col]))} points are under the policy's {least:g}",
        )
    for veto in people.decisions.of_kind("veto"):
        if (veto.mentee, veto.mentor) == pair:
            who, why = veto.who or "the committee", f": {veto.why}" if veto.why else ""
            return "vetoed", (f"vetoed by {who}{why}",)
    pins = {(pin.mentee, pin.mentor) for pin in people.decisions.of_kind("pin")}
    if pair not in pins and (there := sorted(b for a, b in pins if a == pair[0])):
        mentee = name_of(people, people.mentees[row])
        whom = joined([str(name_of(people, people.mentor(m))) for m in there])
        return "pinned", (f"the committee pinned {mentee} to {whom}",)
    if proposal.status == "infeasible":
        return "no_proposal", _conflicting(proposal, row, col)
    if not scored.capacity[col]:
        return "ineligible", ("the mentor has no place",)
    return "", ()


def _conflicting(proposal: Proposal, row: int, col: int) -> tuple[str, ...]:
    """Say why there is no proposal, from the side of one pair."""
    people, found = proposal.round, proposal.assignment.conflict
    pinned = [one.row for one in found if one.kind == "pin" and one.col == col]
    places = int(proposal.problem.capacity[col])
    if row not in pinned or len(pinned) <= places:
        conflict = explain_conflict(proposal)
        return (f"there is no proposal, because {conflict.cause}", *conflict.parts)
    others = [str(name_of(people, people.mentees[i])) for i in pinned if i not in (None, row)]
    offered = f"{name_of(people, people.mentors[col])} has {plural(places, 'place')}"
    too = f", and {joined(others)} {'is' if len(others) == 1 else 'are'} pinned there too"
    return (offered + (too if others else ""),)


def moves(proposal: Proposal, changed: Regret) -> tuple[Move, ...]:
    """List who else changes mentor in the best proposal that has a forced pair."""
    before = proposal.assignment.choice(proposal.problem.n_rows)
    after = dict(changed.pairs.tolist())

    def mentor(at: int | None) -> PersonName | None:
        if at is None or at < 0:
            return None
        return name_of(proposal.round, proposal.round.mentors[at])

    return tuple(
        Move(
            mentee=name_of(proposal.round, proposal.round.mentees[i]),
            before=mentor(int(before[i])),
            after=mentor(after.get(i)),
        )
        for i in changed.moved
        if i != changed.row
    )
