"""What changed between two proposals, and which change reaches whom.

Mentees who change are joined where one has the place that another left. From each thing that
happened (somebody left or came, a decision, a place more or less, an answer) causes spread along
these joints, the nearest first; so each change is put down to one thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..proposal import Proposal
from ..words import Message
from ..words.templates import comparison as say
from .decided import kept_by, pin_of, veto_words, waivers_of
from .obstacles import obstacles
from .record import PersonName, name_of

__all__ = ["Cause", "Causes"]


@dataclass(frozen=True)
class Cause:
    """One thing that happened, and whether it happened to the mentee or reached them by others."""

    what: Message
    direct: bool

    @property
    def message(self) -> Message:
        """The cause as a sentence."""
        return (say.DIRECT if self.direct else say.FOLLOWS)(cause=self.what)


@dataclass(frozen=True)
class _Side:
    """One of the two proposals, by ids."""

    proposal: Proposal

    @cached_property
    def row(self) -> dict[str, int]:
        return {m.id: i for i, m in enumerate(self.proposal.round.mentees)}

    @cached_property
    def col(self) -> dict[str, int]:
        return {m.id: j for j, m in enumerate(self.proposal.round.mentors)}

    @cached_property
    def mentor(self) -> dict[str, str]:
        return {pair.mentee.id: pair.mentor.id for pair in self.proposal.pairs}

    def places(self, mentor: str) -> int:
        return int(self.proposal.problem.capacity[self.col[mentor]])

    def decided(self, kind: str, mentee: str, mentor: str) -> bool:
        decisions = self.proposal.round.decisions.of_kind(kind)
        return any((d.mentee, d.mentor) == (mentee, mentor) for d in decisions)

    def eligible(self, mentee: str, mentor: str) -> bool:
        return bool(self.proposal.scored.eligible[self.row[mentee], self.col[mentor]])


@dataclass(frozen=True)
class Causes:
    """Causes of all differences between two proposals.

    Attributes
    ----------
    old, new : Proposal
        Before and now.
    """

    old: Proposal
    new: Proposal

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """Ids of the mentees whose mentor differs, in order."""
        here, there = self._before.mentor, self._now.mentor
        return tuple(sorted(i for i in {*here, *there} if here.get(i) != there.get(i)))

    def of(self, mentee: str) -> Cause:
        """Give the cause of one mentee's change."""
        return self._found[mentee]

    @cached_property
    def _before(self) -> _Side:
        return _Side(self.old)

    @cached_property
    def _now(self) -> _Side:
        return _Side(self.new)

    def mentee(self, who: str) -> PersonName:
        """Give a mentee's name, from either round."""
        side = self._now if who in self._now.row else self._before
        people = side.proposal.round
        return name_of(people, people.mentees[side.row[who]])

    def mentor(self, who: str) -> PersonName:
        """Give a mentor's name, from either round."""
        side = self._now if who in self._now.col else self._before
        people = side.proposal.round
        return name_of(people, people.mentors[side.col[who]])

    # --- spreading -------------------------------------------------------------------------------

    @cached_property
    def _found(self) -> dict[str, Cause]:
        found = {who: Cause(what, True) for who, what in self._direct.items()}
        wave = sorted(found)
        for mentor, what in sorted(self._at_mentors.items()):
            for who in sorted(self._around[mentor]):
                if who not in found:
                    found[who] = Cause(what, False)
                    wave.append(who)
        while wave:
            reached: dict[str, Cause] = {}
            for who in wave:
                for mentor in self._ends(who):
                    for other in sorted(self._around[mentor]):
                        if other not in found:
                            reached.setdefault(other, Cause(found[who].what, False))
            found |= reached
            wave = sorted(reached)
        return {who: found.get(who, Cause(self._rest, True)) for who in self.changed}

    @property
    def _rest(self) -> Message:
        """What is left to say where nothing happened to anybody near."""
        if self.old.status == "infeasible":
            return say.NONE_BEFORE()
        if self.new.status == "infeasible":
            return say.NONE_NOW()
        return say.POINTS_CHANGED() if self._worth_changed else say.NO_CAUSE()

    def _ends(self, who: str) -> list[str]:
        ends = (self._before.mentor.get(who), self._now.mentor.get(who))
        return [mentor for mentor in ends if mentor is not None]

    @cached_property
    def _around(self) -> Mapping[str, set[str]]:
        """Who leaves or comes to each mentor."""
        around: defaultdict[str, set[str]] = defaultdict(set)
        for who in self.changed:
            for mentor in self._ends(who):
                around[mentor].add(who)
        return around

    @cached_property
    def _worth_changed(self) -> bool:
        """Whether some pair that is in both rounds is worth something else."""
        if self.old.policy != self.new.policy:
            return True
        here, there = self._before, self._now
        mentees = sorted(here.row.keys() & there.row.keys())
        mentors = sorted(here.col.keys() & there.col.keys())
        tables = [
            side.proposal.scored.points[[side.row[i] for i in mentees]][
                :, [side.col[j] for j in mentors]
            ]
            for side in (here, there)
        ]
        return bool((tables[0] != tables[1]).any())

    # --- what happened ---------------------------------------------------------------------------

    @cached_property
    def _direct(self) -> dict[str, Message]:
        """What happened to a mentee who changes, or to the pair they had or have."""
        return {who: what for who in self.changed if (what := next(self._events(who), None))}

    def _events(self, who: str) -> Iterator[Message]:
        before, now = self._before.mentor.get(who), self._now.mentor.get(who)
        mentee = str(self.mentee(who))
        if who not in self._now.row:
            yield say.MENTEE_GONE(mentee=mentee)
            return
        if before is not None:
            yield from self._lost(who, before)
        if now is not None:
            yield from self._won(who, now)
        if who not in self._before.row:
            yield say.MENTEE_NEW(mentee=mentee)
        lifted = before is not None and self._before.decided("pin", who, before)
        if before is not None and lifted and not self._now.decided("pin", who, before):
            yield say.PIN_LIFTED(mentee=mentee, mentor=str(self.mentor(before)))

    def _lost(self, who: str, mentor: str) -> Iterator[Message]:
        """Say what became of the pair that a mentee had."""
        pair = {"mentee": str(self.mentee(who)), "mentor": str(self.mentor(mentor))}
        if mentor not in self._now.col:
            yield say.MENTOR_GONE(mentor=pair["mentor"])
            return
        row, col = self._now.row[who], self._now.col[mentor]
        veto = veto_words(self.new, row, col)
        if veto is not None:
            yield say.VETOED(**pair, veto=veto)
        elif not self._now.eligible(who, mentor):
            yield say.NOT_ELIGIBLE(**pair, reasons=obstacles(self.new, row, col))

    def _won(self, who: str, mentor: str) -> Iterator[Message]:
        """Say what became of the pair that a mentee has now."""
        pair = {"mentee": str(self.mentee(who)), "mentor": str(self.mentor(mentor))}
        row, col = self._now.row[who], self._now.col[mentor]
        if kept_by(self.new, row, col) in ("pin", "accept"):
            yield say.PINNED(**pair, pin=pin_of(self.new, row, col))
        if who in self._before.row and mentor in self._before.col:
            if self._before.decided("veto", who, mentor):
                yield say.VETO_LIFTED(**pair)
            elif not self._before.eligible(who, mentor):
                waivers = waivers_of(self.new, row, col)
                yield say.WAIVED(**pair, waivers=waivers) if waivers else say.NOW_ELIGIBLE(**pair)

    @cached_property
    def _at_mentors(self) -> dict[str, Message]:
        """What happened to mentors: new in the round, more places or fewer."""
        found: dict[str, Message] = {}
        for who in self._around:
            name = str(self.mentor(who))
            if who not in self._before.col:
                found[who] = say.MENTOR_NEW(mentor=name)
            elif who in self._now.col:
                before, after = self._before.places(who), self._now.places(who)
                if before != after:
                    places = say.FEWER_PLACES if after < before else say.MORE_PLACES
                    found[who] = places(mentor=name, before=before, after=after)
        return found
