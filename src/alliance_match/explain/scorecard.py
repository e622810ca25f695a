"""The scorecard of a pair: points per criterion and goals served, each with its reason in words."""

from __future__ import annotations

from ..model.people import Goal, Mentee, Mentor
from ..proposal import Proposal
from ..scoring import evidence
from ..scoring.criteria import CRITERIA
from .record import Explanation, PersonName, name_of
from .words import joined, language_name, marks

__all__ = ["Contribution", "GoalServed", "contributions", "goals_served", "language_words"]


class Contribution(Explanation):
    """Points that one criterion gives, out of its full marks, and why."""

    criterion: str
    label: str
    points: int
    full: int
    why: str

    @property
    def text(self) -> str:
        """One line of the scorecard."""
        return f"{self.label}: {marks(self.points)} of {marks(self.full)}: {self.why}"


class GoalServed(Explanation):
    """One goal of the mentee, and who serves it how well (share of 10,000)."""

    goal: Goal
    topic: str | None
    share: int
    covered: bool
    how: str
    expert: PersonName | None

    @property
    def text(self) -> str:
        """The goal and how it is served."""
        return f"{self.topic or self.goal.text}: {self.how}"


def contributions(proposal: Proposal, row: int, col: int) -> tuple[Contribution, ...]:
    """Give the points of a pair by criterion; they sum to the pair's points."""
    weights = proposal.policy.weights
    return tuple(
        Contribution(
            criterion=criterion.name,
            label=criterion.label,
            points=int(proposal.scored.contributions[k, row, col]),
            full=weights[criterion.name],
            why=_WHY[criterion.name](proposal, row, col),
        )
        for k, criterion in enumerate(CRITERIA)
    )


def goals_served(proposal: Proposal, row: int, col: int) -> tuple[GoalServed, ...]:
    """Say for each goal of the mentee how the mentor serves it, or which expert could."""
    experts = {x.id: name_of(proposal.round, x) for x in proposal.round.experts}
    return tuple(
        GoalServed(
            goal=g.goal,
            topic=g.topic,
            share=g.share,
            covered=g.covered,
            how=_how(g),
            expert=None if g.expert is None else experts[g.expert],
        )
        for g in evidence.goals(proposal.scored, row, col)
    )


def _how(g: evidence.GoalEvidence) -> str:
    if not g.known:
        return "not known, because a topic or the mentor's expertise is missing"
    if g.by is None or not g.share:
        return "not served by the mentor"
    level = "level not stated" if g.by.level is None else f"level {g.by.level}"
    if g.by.topic == g.goal.topic:
        return f"served by the mentor ({level})"
    return f"served in part through {g.by_topic} ({level})"


def _why_goals(proposal: Proposal, row: int, col: int) -> str:
    said = [
        f"{g.topic or 'a goal without a topic'} {g.how}" for g in goals_served(proposal, row, col)
    ]
    return joined(said) if said else "the mentee gave no goal"


def language_words(s: evidence.SharedLanguage) -> str:
    """Write a shared language with both levels."""
    levels = [
        f"{who} {level or 'not stated'}"
        for who, level in (("mentee", s.mentee), ("mentor", s.mentor))
    ]
    return f"{language_name(s.language)} ({', '.join(levels)})"


def _why_language(proposal: Proposal, row: int, col: int) -> str:
    shared = evidence.languages(proposal.scored.facts, row, col)
    if shared:
        return language_words(shared[0])
    if proposal.scored.facts.spoken.answered[row, col]:
        return "no language in common"
    return "the languages of one of them are not known"


def _why_stage(proposal: Proposal, row: int, col: int) -> str:
    mentee, mentor = proposal.round.mentees[row], proposal.round.mentors[col]
    if mentee.stage is None or mentor.stages is None:
        stage = "the stage is not known"
    elif mentee.stage in mentor.stages:
        stage = f"the mentor knows {mentee.stage} associations"
    else:
        stage = f"the mentor does not name {mentee.stage} associations"
    return f"{stage}; {_why_region(proposal, mentee, mentor)}"


def _why_region(proposal: Proposal, mentee: Mentee, mentor: Mentor) -> str:
    asked = proposal.round.organisation_of(mentee)
    own = proposal.round.organisation_of(mentor)
    region = None if asked is None else asked.region
    home = own.region if own else None
    if region is not None and region in {home, *mentor.regions}:
        return f"knows {region}"
    if region is None or home is None:
        return "the region is not known"
    return f"is new to {region}"


def _why_time(proposal: Proposal, row: int, col: int) -> str:
    facts = proposal.scored.facts
    if missing := evidence.waits_for(facts, row, col):
        return missing
    winter, summer = (x[row, col] / 2 for x in (facts.overlap.winter, facts.overlap.summer))
    return f"{winter:g} h a week in winter, {summer:g} h in summer"


def _why_preference(proposal: Proposal, row: int, col: int) -> str:
    facts = proposal.scored.facts
    by_mentee = facts.named_by_mentee(lambda p: p.preferences)[row, col]
    by_mentor = facts.named_by_mentor(lambda p: p.preferences)[row, col]
    if by_mentee and by_mentor:
        return "both asked for each other"
    if by_mentee or by_mentor:
        return f"the {'mentee' if by_mentee else 'mentor'} asked for it"
    people = (("the mentee", facts.mentees[row]), ("the mentor", facts.mentors[col]))
    others = [who for who, person in people if person.preferences]
    return f"{joined(others)} asked for others" if others else "nobody stated a preference"


def _why_experience(proposal: Proposal, row: int, col: int) -> str:
    past = proposal.round.mentors[col].mentoring_experience
    if past is None:
        return "not stated"
    return f"{past} mentored before" if past else "mentors for the first time"


def _why_scales(proposal: Proposal, row: int, col: int) -> str:
    said = []
    for name in proposal.policy.scales:
        ahead, known = (x[row, col] for x in proposal.scored.facts.ahead(name))
        said.append(f"{name}: {f'mentor {ahead:+d}' if known else 'not known'}")
    return joined(said) if said else "no scale is set"


_WHY = {
    "goal_coverage": _why_goals,
    "language": _why_language,
    "stage_and_context": _why_stage,
    "availability": _why_time,
    "preference": _why_preference,
    "mentoring_experience": _why_experience,
    "scales": _why_scales,
}
