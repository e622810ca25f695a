"""What is different between two proposals: who changed, through what, and the points of each."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Literal

from ..model.same import require_same_people
from ..proposal import Proposal
from ..words import Message, Speech
from ..words.templates import comparison as say
from .causes import Causes
from .record import Explanation, Line, PersonName

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ChangedMentee", "Comparison", "SumByCause", "compare"]

Kind = Literal["moves", "loses", "gets", "left", "joined", "stays"]

_SAID = {
    "moves": say.MOVES,
    "loses": say.LOSES,
    "gets": say.GETS,
    "left": say.LEFT,
    "joined": say.JOINED,
    "stays": say.STAYS,
}


class ChangedMentee(Line):
    """One mentee whose mentor, or whose points, differ.

    Attributes
    ----------
    kind : str
        ``moves`` to another mentor, ``loses`` theirs, ``gets`` one, has ``left`` or ``joined`` the
        round, ``stays`` with other points.
    mentee, before, after : PersonName
        The mentee, and the mentors.
    points_before, points_after : int
        Of 1000; 0 without a mentor.
    cause : Message
        What it comes from, the same for all that come from it.
    why : Message
        The cause as a sentence, direct or by way of others.
    """

    kind: Kind
    mentee: PersonName
    before: PersonName | None
    after: PersonName | None
    points_before: int
    points_after: int
    cause: Message
    why: Message

    @property
    def gained(self) -> int:
        """Points now less points before."""
        return self.points_after - self.points_before

    @property
    def message(self) -> Message:
        """Who changes how, the points, and why."""
        template = _SAID[self.kind]
        people = {"mentee": self.mentee, "before": self.before, "after": self.after}
        names = {name for name, _ in template.places}
        return say.CHANGE(
            what=template(**{name: str(people[name]) for name in names}),
            before=self.points_before,
            after=self.points_after,
            change=self.gained,
            why=self.why,
        )


class SumByCause(Line):
    """All changes that come from one thing."""

    cause: Message
    changes: int
    gained: int

    @property
    def message(self) -> Message:
        """The thing, and the sum of the points."""
        return say.SUM(cause=self.cause, count=self.changes, change=self.gained)


class Comparison(Explanation):
    """What is different between two proposals.

    Attributes
    ----------
    matched_before, matched_after : int
        How many mentees have a mentor.
    points_before, points_after : int
        Total points, in tenths.
    stayed : int
        How many mentees keep the mentor that they had.
    changes : tuple of ChangedMentee
        In the order of the mentees' ids; what they gain sums to the difference of the totals.
    waiting : tuple of PersonName
        Mentees who are new in the round and have no mentor.
    """

    matched_before: int
    matched_after: int
    points_before: int
    points_after: int
    stayed: int
    changes: tuple[ChangedMentee, ...]
    waiting: tuple[PersonName, ...] = ()

    @property
    def gained(self) -> int:
        """Total points now less those before."""
        return self.points_after - self.points_before

    @property
    def sums(self) -> tuple[SumByCause, ...]:
        """The changes by what they come from; these sum to the same difference."""
        by_cause: dict[str, list[ChangedMentee]] = {}
        for one in self.changes:
            by_cause.setdefault(str(one.cause), []).append(one)
        return tuple(
            SumByCause(cause=own[0].cause, changes=len(own), gained=sum(c.gained for c in own))
            for _, own in sorted(by_cause.items())
        )

    def told(self, to: Speech) -> str:
        """Tell the sums first, then every change."""
        whole = say.SUMMARY(
            stayed=self.stayed,
            had=self.matched_before,
            before=self.matched_before,
            before_points=self.points_before,
            after=self.matched_after,
            after_points=self.points_after,
        )
        lines = [to.sentence(whole)]
        if self.waiting:
            lines += [to.sentence(say.WAITING(mentees=tuple(map(str, self.waiting))))]
        if not self.changes:
            return "\n".join([*lines, to.sentence(say.NOTHING())])
        lines += [to.heading(say.SUMS())]
        lines += [f"  {to.sentence(one.message)}" for one in self.sums]
        lines += [f"  {to.sentence(say.WHOLE(change=self.gained))}"]
        lines += [to.heading(say.CHANGES())]
        return "\n".join([*lines, *(f"  {to.sentence(one.message)}" for one in self.changes)])

    def rows(self) -> list[dict[str, object]]:
        """One plain row per change, points of 100."""
        return [
            {
                "mentee": one.mentee.id,
                "mentee_name": one.mentee.name,
                "change": one.kind,
                "before": one.before and one.before.id,
                "after": one.after and one.after.id,
                "points_before": one.points_before / 10,
                "points_after": one.points_after / 10,
                "gained": one.gained / 10,
                "because": str(one.cause),
            }
            for one in self.changes
        ]

    def to_frame(self) -> pd.DataFrame:
        """Give :meth:`rows` as a DataFrame."""
        from ..report.frames import comparison_frame

        return comparison_frame(self)

    def _repr_html_(self) -> str:
        first = escape(self.text.split("\n", 1)[0])
        return f"<p>{first}</p>{self.to_frame().to_html(index=False)}"


def compare(old: Proposal, new: Proposal) -> Comparison:
    """Say what is different between two proposals, who is concerned and why.

    Parameters
    ----------
    old, new : Proposal
        Of one round, or of rounds that share people by their ids.

    Returns
    -------
    Comparison

    Raises
    ------
    InputError
        When the same ids stand for different people.

    Examples
    --------
    >>> import alliance_match as am
    >>> people = am.load_round("examples/data/mentors.csv", "examples/data/mentees.csv")
    >>> before = am.propose(people)
    >>> after = am.propose(people, am.Policy(rules={"top_goal_covered": {"on": False}}))
    >>> change = compare(before, after)
    >>> change.matched_before, change.matched_after
    (15, 17)
    """
    require_same_people(old.round, new.round)
    causes = Causes(old, new)
    here = {pair.mentee.id: pair for pair in old.pairs}
    there = {pair.mentee.id: pair for pair in new.pairs}
    known = {m.id for m in new.round.mentees}, {m.id for m in old.round.mentees}
    changes = []
    for who in sorted(here.keys() | there.keys()):
        a, b = here.get(who), there.get(who)
        same = a is not None and b is not None and a.mentor.id == b.mentor.id
        points = (0 if a is None else a.points), (0 if b is None else b.points)
        if same and points[0] == points[1]:
            continue
        cause = None if same else causes.of(who)
        changes.append(
            ChangedMentee(
                kind=_kind(who, a is not None, b is not None, same, known),
                mentee=causes.mentee(who),
                before=None if a is None else causes.mentor(a.mentor.id),
                after=None if b is None else causes.mentor(b.mentor.id),
                points_before=points[0],
                points_after=points[1],
                cause=say.POINTS_CHANGED() if cause is None else cause.what,
                why=say.DIRECT(cause=say.POINTS_CHANGED()) if cause is None else cause.message,
            )
        )
    kept = [w for w in here.keys() & there.keys() if here[w].mentor.id == there[w].mentor.id]
    return Comparison(
        matched_before=len(here),
        matched_after=len(there),
        points_before=sum(p.points for p in old.pairs),
        points_after=sum(p.points for p in new.pairs),
        stayed=len(kept),
        changes=tuple(changes),
        waiting=tuple(causes.mentee(who) for who in sorted(known[0] - known[1] - there.keys())),
    )


def _kind(who: str, had: bool, has: bool, same: bool, known: tuple[set[str], set[str]]) -> Kind:
    now, before = known
    if same:
        return "stays"
    if had and has:
        return "moves"
    if had:
        return "loses" if who in now else "left"
    return "gets" if who in before else "joined"
