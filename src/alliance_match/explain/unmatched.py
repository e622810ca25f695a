"""Why is this mentee left without a mentor? Rules, competition for places, or points."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from ..assignment import competition
from ..model.people import Mentee
from ..proposal import Proposal
from ..scoring import evidence
from ..scoring.rules import RULES
from .conflict import Conflict, explain_conflict
from .record import Explanation, PersonName, name_of
from .words import joined, marks, plural, sentence

__all__ = ["BrokenRule", "MentorReason", "UnmatchedExplanation", "explain_unmatched"]


class BrokenRule(Explanation):
    """How many mentors one rule stops for this mentee, and for how many it is the only one."""

    rule: str
    label: str
    mentors: int
    alone: int

    @property
    def text(self) -> str:
        """One line of the table."""
        only = f", {self.alone} of them for this alone" if self.alone else ""
        return f"The rule “{self.label}” stops {plural(self.mentors, 'mentor')}{only}"


class MentorReason(Explanation):
    """Why one mentor is not eligible, all reasons in words."""

    mentor: PersonName
    reasons: tuple[str, ...]

    @property
    def text(self) -> str:
        """The mentor and the reasons."""
        return f"{self.mentor}: {joined(self.reasons)}"


class UnmatchedExplanation(Explanation):
    """Why a mentee is left without a mentor.

    Attributes
    ----------
    kind : str
        ``no_mentors``, ``no_eligible`` (rules stop every mentor), ``competition`` (too few places
        among the eligible), ``points`` (matching costs more than it brings), ``conflict`` (there
        is no proposal at all).
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
    conflict : Conflict or None
        With ``conflict``: why there is no proposal.
    """

    mentee: PersonName
    kind: Literal["no_mentors", "no_eligible", "competition", "points", "conflict"]
    broken: tuple[BrokenRule, ...] = ()
    mentors: tuple[MentorReason, ...] = ()
    rivals: tuple[PersonName, ...] = ()
    contested: tuple[PersonName, ...] = ()
    places: int = 0
    conflict: Conflict | None = None

    @property
    def reason(self) -> str:
        """The reason in one sentence."""
        if self.kind == "no_mentors":
            return "The round has no mentors."
        if self.conflict is not None:
            return f"There is no proposal for anybody: {self.conflict.cause}."
        if self.kind == "no_eligible":
            if not self.broken:
                return f"No mentor is eligible. Nearest: {self.mentors[0].text}."
            main = max(self.broken, key=lambda b: (b.alone, b.mentors))
            return f"No mentor is eligible. {main.text}."
        if self.kind == "competition":
            return (
                f"{plural(len(self.rivals), 'mentee')} ({joined([str(r) for r in self.rivals])}) "
                f"can only have {joined([str(c) for c in self.contested])}, with "
                f"{plural(self.places, 'place')} between them."
            )
        return "Another proposal with this mentee matched would have fewer points in all."

    @property
    def text(self) -> str:
        """The reason, then the nearest mentors and what stops each."""
        if self.conflict is not None:
            return f"{self.mentee} has no mentor. {self.conflict.text}"
        lines = [f"{self.mentee} has no mentor in this proposal. {self.reason}"]
        lines += [f"  {b.text}." for b in self.broken]
        lines += [sentence(f"Nearest: {m.text}") for m in self.mentors[:3]]
        return "\n".join(lines)


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
    if len(mentors) == len(proposal.round.mentors):
        return UnmatchedExplanation(mentee=who, kind="no_eligible", broken=broken, mentors=mentors)
    rivalry = competition(proposal.problem, proposal.assignment, row)
    if rivalry is None:
        return UnmatchedExplanation(mentee=who, kind="points", broken=broken, mentors=mentors)
    people = proposal.round
    return UnmatchedExplanation(
        mentee=who,
        kind="competition",
        broken=broken,
        mentors=mentors,
        rivals=tuple(name_of(people, people.mentees[i]) for i in rivalry.rows),
        contested=tuple(name_of(people, people.mentors[j]) for j in rivalry.cols),
        places=rivalry.places,
    )


def _broken(proposal: Proposal, row: int) -> tuple[BrokenRule, ...]:
    broken = [proposal.scored.broken(row, j) for j in range(len(proposal.round.mentors))]
    every = Counter(rule for rules in broken for rule in rules)
    alone = Counter(rules[0] for rules in broken if len(rules) == 1)
    return tuple(
        BrokenRule(rule=r.name, label=r.label, mentors=every[r.name], alone=alone[r.name])
        for r in sorted(RULES, key=lambda r: -every[r.name])
        if every[r.name]
    )


def _mentors(proposal: Proposal, row: int) -> tuple[MentorReason, ...]:
    """List every mentor this mentee cannot have, with all reasons."""
    scored, people = proposal.scored, proposal.round
    vetoed = {(d.mentee, d.mentor) for d in people.decisions.of_kind("veto")}
    found = []
    for col, mentor in enumerate(people.mentors):
        rules = scored.broken(row, col)
        reasons = [evidence.reason(scored, rule, row, col) for rule in rules]
        if scored.too_few_points[row, col] and not rules:
            points = marks(int(scored.points[row, col]))
            reasons.append(f"only {points} points, under the policy's least")
        if (people.mentees[row].id, mentor.id) in vetoed:
            reasons.append("vetoed by the committee")
        if not scored.capacity[col] and not rules:
            reasons.append("the mentor has no place")
        if reasons:
            found.append((len(reasons), -int(scored.points[row, col]), mentor, tuple(reasons)))
    found.sort(key=lambda f: (f[0], f[1], f[2].id))
    return tuple(MentorReason(mentor=name_of(people, m), reasons=r) for _, _, m, r in found)
