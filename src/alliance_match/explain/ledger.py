"""What a change does, person by person and criterion by criterion: two sums of the same whole."""

from __future__ import annotations

from collections.abc import Mapping

from ..proposal import Proposal
from ..scoring.criteria import told_criteria
from ..words import Message, Speech
from ..words.templates import why_not as say
from .record import Explanation, Line, Loss, Move, PersonName, name_of

__all__ = ["CriterionEntry", "Ledger", "PersonEntry", "ledger"]


class Entry(Line):
    """Points of 1000 before and after.

    Attributes
    ----------
    before, after : int
        In this proposal, and in the other one.
    """

    before: int
    after: int

    @property
    def lost(self) -> int:
        """Points before less points after."""
        return self.before - self.after


class PersonEntry(Entry):
    """One mentee who changes: points before and after; without a mentor there are none.

    Attributes
    ----------
    move : Move
        From whom to whom.
    before, after : int
        Points of the mentee's pair, of 1000.
    """

    move: Move

    @property
    def message(self) -> Message:
        """Who moves, and the points."""
        return say.PERSON(
            move=self.move.message,
            before=self.before,
            after=self.after,
            change=_change(self.lost),
        )


class CriterionEntry(Entry):
    """One criterion: points of all mentees who change together, before and after.

    Attributes
    ----------
    criterion, label : str, Message
        Its name in the policy, and what people call it.
    before, after : int
        Sums of its points.
    """

    criterion: str
    label: Message

    @property
    def message(self) -> Message:
        """The criterion, and the points."""
        return say.CRITERION(
            label=self.label, before=self.before, after=self.after, change=_change(self.lost)
        )


class Ledger(Explanation):
    """What another proposal loses against this one, added up twice.

    Attributes
    ----------
    people : tuple of PersonEntry
        Every mentee whose mentor differs, the one who asks first; what they lose sums to the loss.
    criteria : tuple of CriterionEntry
        Every criterion, over these mentees; what is lost sums to the loss as well.
    """

    people: tuple[PersonEntry, ...]
    criteria: tuple[CriterionEntry, ...]

    @property
    def before(self) -> int:
        """Points of these mentees in this proposal."""
        return sum(one.before for one in self.people)

    @property
    def after(self) -> int:
        """Their points in the other one."""
        return sum(one.after for one in self.people)

    @property
    def matched_before(self) -> int:
        """How many of them have a mentor in this proposal."""
        return sum(one.move.before is not None for one in self.people)

    @property
    def matched_after(self) -> int:
        """How many of them have one in the other."""
        return sum(one.move.after is not None for one in self.people)

    @property
    def loss(self) -> Loss:
        """What the round loses."""
        return Loss(
            coverage=self.matched_before - self.matched_after, points=self.before - self.after
        )

    @property
    def sum(self) -> Message:
        """Say what all of them have together."""
        return say.SUM(before=self.before, after=self.after, change=_change(self.loss.points))

    def told(self, to: Speech) -> str:
        """Tell both tables, each with its sum; criteria without points are left out."""
        whole = to.say(self.sum)
        by_criterion = [one for one in self.criteria if one.before or one.after]
        lines = [to.heading(say.BY_MENTEE()), *(f"  {p.told(to)}" for p in self.people)]
        lines += [f"  {whole}"]
        if self.loss.coverage:
            matched = say.MATCHED(before=self.matched_before, after=self.matched_after)
            lines += [f"  {to.say(matched)}"]
        if by_criterion:
            lines += [to.heading(say.BY_CRITERION())]
            lines += [*(f"  {c.told(to)}" for c in by_criterion), f"  {whole}"]
        return "\n".join(lines)


def ledger(proposal: Proposal, after: Mapping[int, int], asker: int) -> Ledger:
    """Compare a proposal with another one.

    Parameters
    ----------
    proposal : Proposal
        This one.
    after : mapping of int to int
        The mentor of each matched mentee in the other one.
    asker : int
        The mentee who comes first.
    """
    before = {pair.row: pair.col for pair in proposal.pairs}
    rows = [i for i in range(len(proposal.round.mentees)) if before.get(i) != after.get(i)]
    rows.sort(key=lambda i: (i != asker, i))
    return Ledger(
        people=tuple(_person(proposal, i, before.get(i), after.get(i)) for i in rows),
        criteria=tuple(
            CriterionEntry(
                criterion=criterion.name,
                label=Message(criterion.label),
                before=_sum(proposal, k, rows, before),
                after=_sum(proposal, k, rows, after),
            )
            for k, criterion in told_criteria(proposal.policy)
        ),
    )


def _person(proposal: Proposal, row: int, before: int | None, after: int | None) -> PersonEntry:
    def points(col: int | None) -> int:
        return 0 if col is None else int(proposal.scored.points[row, col])

    def mentor(col: int | None) -> PersonName | None:
        return None if col is None else name_of(proposal.round, proposal.round.mentors[col])

    mentee = name_of(proposal.round, proposal.round.mentees[row])
    return PersonEntry(
        move=Move(mentee=mentee, before=mentor(before), after=mentor(after)),
        before=points(before),
        after=points(after),
    )


def _sum(proposal: Proposal, criterion: int, rows: list[int], chosen: Mapping[int, int]) -> int:
    parts = proposal.scored.contributions[criterion]
    return sum(int(parts[i, chosen[i]]) for i in rows if i in chosen)


def _change(lost: int) -> Message:
    if lost == 0:
        return say.SAME()
    return say.LOST(points=lost) if lost > 0 else say.GAINED(points=-lost)
