"""Why is this mentee left without a mentor? Rules, competition for places, or points."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import numpy as np

from ..assignment import competition
from ..model.people import Mentee
from ..proposal import Proposal
from ..scoring.rules import rules_of
from ..words import Message, Speech
from ..words.templates import quotas as quota
from ..words.templates import unmatched as say
from .but_for import but_for
from .conflict import Conflict, explain_conflict, places_words
from .decided import veto_words
from .obstacles import obstacles
from .quotas import used_up
from .record import Explanation, Line, Loss, PersonName, name_of
from .shared import spoken_level

__all__ = ["BrokenRule", "MentorReason", "UnmatchedExplanation", "explain_unmatched"]

_QUOTA = "within_quota"

Kind = Literal[
    "no_mentors",
    "no_eligible",
    "quota",
    "competition",
    "points",
    "no_room",
    "not_proved",
    "conflict",
]


class BrokenRule(Line):
    """How many mentors one rule stops for this mentee, and for how many it is the only one."""

    rule: str
    label: Message
    mentors: int
    alone: int

    @property
    def message(self) -> Message:
        """One line of the table."""
        if not self.alone:
            return say.STOPS(rule=self.label, count=self.mentors)
        if self.alone == self.mentors:
            return say.ALONE_STOPS(rule=self.label, count=self.mentors)
        return say.STOPS_SOME_ALONE(rule=self.label, mentors=self.mentors, alone=self.alone)


class MentorReason(Line):
    """Why one mentor is not eligible, all reasons in words."""

    mentor: PersonName
    reasons: tuple[Message, ...]

    @property
    def message(self) -> Message:
        """The mentor and the reasons."""
        return say.MENTOR(mentor=str(self.mentor), reasons=self.reasons)


class UnmatchedExplanation(Explanation):
    """Why a mentee is left without a mentor.

    Attributes
    ----------
    kind : str
        ``no_mentors``, ``no_eligible`` (rules stop every mentor), ``quota`` (but for a quota that
        is used up there would be one), ``competition`` (too few places among the eligible),
        ``points`` (matching costs more than it brings), ``no_room`` (the committee's pins and the
        minimum loads leave no place), ``not_proved`` (others could move, but the proposal is not
        proved optimal), ``conflict`` (there is no proposal at all).
    broken : tuple of BrokenRule
        Counts by rule.
    mentors : tuple of MentorReason
        Per ineligible mentor, those that break the fewest rules first.
    rivals : tuple of PersonName
        With ``competition``: the mentees who compete, this one included.
    contested : tuple of PersonName
        With ``competition``: the only mentors these mentees could have.
    places : int
        With ``competition``: the places of these mentors together.
    languages : tuple of Message
        Where language stops every mentor: what the mentee speaks, with the levels.
    nearest : PersonName or None
        With ``points``: the mentor with whom matching this mentee would cost the round least.
    loss : Loss or None
        With ``points``: what it would cost.
    quotas : tuple of Message
        With ``quota``: the quotas that stand in the way.
    conflict : Conflict or None
        With ``conflict``: why there is no proposal.
    decisions : tuple of Message
        The vetoes, and the pairs that somebody pinned, accepted or keeps, without which the mentee
        could have a mentor.
    """

    mentee: PersonName
    kind: Kind
    broken: tuple[BrokenRule, ...] = ()
    mentors: tuple[MentorReason, ...] = ()
    rivals: tuple[PersonName, ...] = ()
    contested: tuple[PersonName, ...] = ()
    places: int = 0
    languages: tuple[Message, ...] = ()
    nearest: PersonName | None = None
    loss: Loss | None = None
    quotas: tuple[Message, ...] = ()
    conflict: Conflict | None = None
    decisions: tuple[Message, ...] = ()

    @property
    def reason(self) -> Message:
        """The reason, after what was decided where that is why."""
        return self.after_decisions(self._cause)

    def after_decisions(self, cause: Message) -> Message:
        """Put first what was decided, where the mentee could have a mentor otherwise."""
        if not self.decisions:
            return cause
        return say.BUT_FOR(mentee=str(self.mentee), decisions=self.decisions, cause=cause)

    @property
    def _cause(self) -> Message:
        if self.conflict is not None:
            return say.NO_PROPOSAL(cause=self.conflict.cause)
        if self.kind == "quota":
            return quota.ONLY_A_QUOTA(quotas=self.quotas)
        if self.kind == "no_eligible":
            return self._nobody_eligible()
        if self.kind == "competition":
            return self._hall()
        if self.nearest is not None and self.loss is not None:
            mentor = str(self.nearest)
            if self.loss.nothing:
                return say.POINTS_TIE(mentor=mentor)
            return say.POINTS(mentor=mentor, loss=self.loss.message)
        return _PLAIN[self.kind]()

    @property
    def deciding(self) -> tuple[BrokenRule, ...]:
        """The rules that decide: a quota only where nothing else stops some mentor."""
        return tuple(one for one in self.broken if one.alone or one.rule != _QUOTA)

    @property
    def speaks(self) -> Message | None:
        """What the mentee speaks, where that stops every mentor."""
        if not self.languages:
            return None
        return say.SPEAKS(mentee=str(self.mentee), languages=self.languages)

    def _nobody_eligible(self) -> Message:
        if not self.deciding:
            return say.NOBODY_ELIGIBLE_NEAREST(nearest=self.mentors[0].message)
        main = max(self.deciding, key=lambda b: (b.alone, b.mentors))
        return say.NOBODY_ELIGIBLE(main=main.message)

    def _hall(self) -> Message:
        """Name the mentees who compete, all the mentors they could have, and the places."""
        contested, places = tuple(map(str, self.contested)), places_words(self.places)
        if len(self.rivals) == 1:
            return say.ONE_RIVAL(mentee=str(self.mentee), contested=contested, places=places)
        return say.HALL(
            rivals=len(self.rivals),
            names=tuple(map(str, self.rivals)),
            contested=contested,
            places=places,
            short=len(self.rivals) - self.places,
        )

    def told(self, to: Speech) -> str:
        """Tell the reason, then the nearest mentors and what stops each."""
        if self.conflict is not None:
            none = to.sentence(say.NO_MENTOR_AT_ALL(mentee=str(self.mentee)))
            return f"{none} {self.conflict.told(to)}"
        none = to.sentence(say.NO_MENTOR(mentee=str(self.mentee)))
        lines = [f"{none} {to.sentence(self.reason)}"]
        lines += [f"  {to.sentence(b.message)}" for b in self.deciding]
        lines += [] if self.speaks is None else [f"  {to.sentence(self.speaks)}"]
        lines += [to.sentence(say.NEAREST(nearest=m.message)) for m in self.mentors[:3]]
        return "\n".join(lines)


_PLAIN = {
    "no_mentors": say.NO_MENTORS,
    "no_room": say.NO_ROOM,
    "not_proved": say.NOT_PROVED,
}


def explain_unmatched(proposal: Proposal, mentee: Mentee) -> UnmatchedExplanation:
    """Say why a mentee has no mentor.

    Parameters
    ----------
    proposal : Proposal
        The proposal.
    mentee : Mentee
        One of ``proposal.unmatched``.
    """
    who, row = name_of(proposal.round, mentee), proposal.round.mentees.index(mentee)
    if proposal.status == "infeasible":
        conflict = explain_conflict(proposal)
        return UnmatchedExplanation(mentee=who, kind="conflict", conflict=conflict)
    if not proposal.round.mentors:
        return UnmatchedExplanation(mentee=who, kind="no_mentors")
    broken, mentors = _broken(proposal, row), _mentors(proposal, row)
    told = UnmatchedExplanation(
        mentee=who,
        kind="no_eligible",
        broken=broken,
        mentors=mentors,
        languages=_languages(mentee, broken, len(proposal.round.mentors)),
    )
    if len(mentors) < len(proposal.round.mentors):
        told = told.model_copy(update=_competition(proposal, row) or _points(proposal, row))
    elif stopped := used_up(proposal, row):
        told = told.model_copy(update={"kind": "quota", "quotas": stopped})
    return told.model_copy(update={"decisions": _decisions(proposal, row, told)})


def _decisions(proposal: Proposal, row: int, told: UnmatchedExplanation) -> tuple[Message, ...]:
    """List the decisions but for which a mentee could have a mentor."""
    if proposal.status != "optimal" or told.kind == "quota":
        return ()
    if told.kind == "no_eligible":
        return but_for(proposal, row, ())
    if told.kind == "competition":
        ids = {rival.id for rival in told.rivals}
        who = [i for i, one in enumerate(proposal.round.mentees) if one.id in ids]
        return but_for(proposal, row, who)
    return but_for(proposal, row, range(len(proposal.round.mentees)))


def _languages(mentee: Mentee, broken: tuple[BrokenRule, ...], mentors: int) -> tuple[Message, ...]:
    """List what a mentee speaks whom no mentor shares a language with."""
    if not any(b.rule == "shared_language" and b.mentors == mentors for b in broken):
        return ()
    return tuple(
        say.LANGUAGE(language=skill.language, level=spoken_level(skill.level))
        for skill in mentee.languages or ()
    )


def _competition(proposal: Proposal, row: int) -> dict[str, object]:
    """Find the mentees who compete with one for too few places; empty where a place can be had."""
    found, people = competition(proposal.problem, proposal.assignment, row), proposal.round
    if found is None:
        return {}
    return {
        "kind": "competition",
        "rivals": tuple(name_of(people, people.mentees[i]) for i in found.rows),
        "contested": tuple(name_of(people, people.mentors[j]) for j in found.cols),
        "places": found.places,
    }


def _points(proposal: Proposal, row: int) -> dict[str, object]:
    """Find the mentor with whom matching a mentee would cost the round least."""
    if proposal.status != "optimal":
        return {"kind": "not_proved"}
    table, key = proposal.regrets, proposal.problem.col_key
    able = np.flatnonzero(table.possible[row]).tolist()
    if not able:
        return {"kind": "no_room"}
    col = min(able, key=lambda j: (table.coverage[row, j], table.value[row, j], key[j]))
    loss = Loss(coverage=int(table.coverage[row, col]), points=int(table.value[row, col]))
    nearest = name_of(proposal.round, proposal.round.mentors[col])
    return {"kind": "points", "nearest": nearest, "loss": loss}


def _broken(proposal: Proposal, row: int) -> tuple[BrokenRule, ...]:
    broken = [proposal.scored.broken(row, j) for j in range(len(proposal.round.mentors))]
    every = Counter(rule for rules in broken for rule in rules)
    alone = Counter(rules[0] for rules in broken if len(rules) == 1)
    return tuple(
        BrokenRule(rule=r.name, label=Message(r.label), mentors=every[r.name], alone=alone[r.name])
        for r in sorted(rules_of(proposal.policy), key=lambda r: -every[r.name])
        if every[r.name]
    )


def _mentors(proposal: Proposal, row: int) -> tuple[MentorReason, ...]:
    """List every mentor this mentee cannot have, with the reasons; quotas where they decide."""
    found = []
    for col, mentor in enumerate(proposal.round.mentors):
        veto = veto_words(proposal, row, col)
        reasons = obstacles(proposal, row, col, aside=_QUOTA)
        reasons += () if veto is None else (veto,)
        if reasons:
            points = int(proposal.scored.points[row, col])
            found.append((len(reasons), -points, mentor.id, mentor, reasons))
    found.sort(key=lambda f: f[:3])
    people = proposal.round
    return tuple(MentorReason(mentor=name_of(people, m), reasons=r) for *_, m, r in found)
