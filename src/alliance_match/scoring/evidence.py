"""What single pairs earned or broke, and why: the words of the application behind the arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..model.own import own_rule
from ..model.people import LEVELS, Expertise, Goal, LanguageSkill
from ..words import Message
from ..words.templates import rules as say
from .coverage import earned
from .facts import Facts
from .plan_reasons import no_expert, other_goals, quota_full
from .score import ScoredPairs

__all__ = ["GoalEvidence", "SharedLanguage", "goals", "languages", "reason", "waits_for"]


@dataclass(frozen=True)
class GoalEvidence:
    """How one goal is served.

    Attributes
    ----------
    goal : Goal
        As the mentee wrote it.
    topic : str or None
        Label of its topic.
    share : int
        How well the mentor serves it, 0 to 10,000.
    known : bool
        Whether goal and expertise are known, so that the share is not just neutral.
    covered : bool
        Whether the share is enough to count as covered.
    by : Expertise or None
        The mentor's expertise that serves it best.
    by_topic : str or None
        Label of that expertise's topic.
    expert : str or None
        Id of the subject expert who is to serve it, where the mentor does not serve it well enough.
    taken : str or None
        Where none is: id of the one who would serve it best, but has no consultation left.
    """

    goal: Goal
    topic: str | None
    share: int
    known: bool
    covered: bool
    by: Expertise | None
    by_topic: str | None
    expert: str | None
    taken: str | None = None


@dataclass(frozen=True)
class SharedLanguage:
    """A language of both, with the level each stated (``None``: not stated)."""

    language: str
    mentee: str | None
    mentor: str | None


def goals(
    scored: ScoredPairs, row: int, col: int, planned: Mapping[int, str] | None = None
) -> tuple[GoalEvidence, ...]:
    """Say for each goal of a mentee how well a mentor serves it, and by which expertise.

    Parameters
    ----------
    scored : ScoredPairs
        The judged round.
    row, col : int
        The pair.
    planned : mapping of int to str, optional
        The expert's id for each goal of the mentee that has one. Without a plan, the best is named
        for every goal, as if each had time for all.
    """
    facts = scored.facts
    mentee, mentor = facts.mentees[row], facts.mentors[col]
    first = int((facts.goal_owner < row).sum())
    able = facts.expert_serves if planned is None else facts.consultable
    found = []
    for number, goal in enumerate(mentee.goals or (), start=first):
        share = int(facts.goal_cover.value[number, col])
        known = goal.topic is not None and mentor.expertise is not None
        by = _best(facts, goal, mentor.expertise or ()) if known and share else None
        covered = bool(facts.goal_served[number, col])
        best = None if covered else _expert(facts, number, able[number])
        expert = best if planned is None or covered else planned.get(number - first)
        found.append(
            GoalEvidence(
                goal=goal,
                topic=None if goal.topic is None else facts.round.vocabulary.label(goal.topic),
                share=share,
                known=known,
                covered=covered,
                by=by,
                by_topic=None if by is None else facts.round.vocabulary.label(by.topic),
                expert=expert,
                taken=best if expert is None else None,
            )
        )
    return tuple(found)


def _best(facts: Facts, goal: Goal, offered: tuple[Expertise, ...]) -> Expertise | None:
    """Pick the expertise that earns most for a goal; among equals the same topic, then level."""

    def worth(item: Expertise) -> tuple[int, bool, int]:
        share = earned(facts.round, facts.policy, goal.topic or "", item)
        return share, item.topic == goal.topic, item.level or 2

    best = max(offered, key=worth, default=None)
    return best if best and worth(best)[0] else None


def _expert(facts: Facts, goal_number: int, able: NDArray[np.bool_]) -> str | None:
    """Pick the subject expert who serves a goal best, the first among equals."""
    if not able.any():
        return None
    shares = facts.expert_cover.value[goal_number] * able
    return facts.round.experts[int(shares.argmax())].id


def languages(facts: Facts, row: int, col: int) -> tuple[SharedLanguage, ...]:
    """List the languages that both speak, the best first."""
    mentee = {s.language: s for s in facts.mentees[row].languages or ()}
    mentor = {s.language: s for s in facts.mentors[col].languages or ()}

    def rank(skill: LanguageSkill) -> int:
        return 0 if skill.level is None else LEVELS.index(skill.level) + 1

    both = [(mentee[tag], mentor[tag]) for tag in sorted(mentee.keys() & mentor.keys())]
    both.sort(key=lambda pair: -min(map(rank, pair)))
    return tuple(SharedLanguage(a.language, a.level, b.level) for a, b in both)


def reason(scored: ScoredPairs, rule: str, row: int, col: int) -> Message:
    """Say why a pair breaks a rule, or what about it is not known.

    Parameters
    ----------
    scored : ScoredPairs
        The judged round.
    rule : str
        The rule's name in the policy.
    row, col : int
        The pair.
    """
    if rule in _REASONS:
        return _REASONS[rule](scored.facts, row, col)
    own = own_rule(rule)
    is_known = own.holds(scored.facts.mentees[row], scored.facts.mentors[col], scored.facts.round)
    return say.OWN_UNKNOWN(rule=own.label) if is_known is None else say.OWN_BROKEN(text=own.broken)


_PANEL = {
    "applied": say.PANEL_APPLIED,
    "not_approved": say.PANEL_NOT_APPROVED,
    "advised_to_reapply": say.PANEL_REAPPLY,
    "withdrawn": say.PANEL_WITHDRAWN,
}


def _panel(f: Facts, row: int, col: int) -> Message:
    return _PANEL.get(str(f.mentors[col].panel_status), say.PANEL_UNKNOWN)()


def _mentor_member(f: Facts, row: int, col: int) -> Message:
    return _member(f, f.mentors[col].organisation, say.MENTOR_ORGANISATION_UNKNOWN())


def _mentee_member(f: Facts, row: int, col: int) -> Message:
    return _member(f, f.mentees[row].organisation, say.MENTEE_ORGANISATION_UNKNOWN())


def _member(f: Facts, organisation: str | None, unknown: Message) -> Message:
    known = next((o for o in f.round.organisations if o.id == organisation), None)
    if known is None:
        return unknown
    if known.membership is None:
        return say.MEMBERSHIP_UNKNOWN(organisation=known.name)
    return say.NO_MEMBER(organisation=known.name)


def _same_person(f: Facts, row: int, col: int) -> Message:
    return say.SAME_PERSON()


def _same_organisation(f: Facts, row: int, col: int) -> Message:
    mentee, mentor = f.mentees[row], f.mentors[col]
    if mentee.organisation is None or mentor.organisation is None:
        return say.ORGANISATION_UNKNOWN()
    organisation = f.round.organisation_of(mentee)
    name = organisation.name if organisation else mentee.organisation
    return say.SAME_ORGANISATION(organisation=name)


def _excluded(f: Facts, row: int, col: int) -> Message:
    mentee, mentor = f.mentees[row], f.mentors[col]
    if {mentor.id, mentor.organisation} & set(mentee.exclusions):
        return say.EXCLUDED_BY_MENTEE()
    return say.EXCLUDED_BY_MENTOR()


def _language(f: Facts, row: int, col: int) -> Message:
    least = f.policy.rules.shared_language.min_level
    mentee, mentor, native = f.mentees[row], f.mentors[col], least == "native"
    if mentee.languages is None:
        return say.MENTEE_LANGUAGES_UNKNOWN()
    if mentor.languages is None:
        return say.MENTOR_LANGUAGES_UNKNOWN()
    if f.spoken.possible[row, col] == 0:
        return say.NO_COMMON_LANGUAGE()
    if f.spoken.possible[row, col] >= LEVELS.index(least) + 1:
        return say.NATIVE_UNKNOWN() if native else say.LEVELS_UNKNOWN(level=least)
    return say.NATIVE_TOO_LOW() if native else say.LEVELS_TOO_LOW(level=least)


def _overlap(f: Facts, row: int, col: int) -> Message:
    if missing := waits_for(f, row, col):
        return say.TIME_UNKNOWN(missing=missing)
    return say.TOO_LITTLE_TIME(
        winter=float(f.overlap.winter[row, col]) / 2,
        summer=float(f.overlap.summer[row, col]) / 2,
        least=f.policy.rules.weekly_overlap.min_hours,
    )


def waits_for(f: Facts, row: int, col: int) -> tuple[Message, ...]:
    """Say which answers about time are missing for a pair; empty when none is."""
    mentee, mentor = f.mentees[row], f.mentors[col]
    answers = (
        (mentee.availability, say.MENTEE_AVAILABILITY),
        (mentee.time_zone, say.MENTEE_ZONE),
        (mentor.availability, say.MENTOR_AVAILABILITY),
        (mentor.time_zone, say.MENTOR_ZONE),
    )
    return tuple(missing() for answer, missing in answers if answer is None)


def _goal(f: Facts, row: int, col: int) -> Message:
    goals_asked = f.mentees[row].goals
    if not goals_asked:
        return say.GOALS_UNKNOWN()
    best = min(g.priority for g in goals_asked)
    top = [g for g in goals_asked if g.priority == best]
    topics = tuple(f.round.vocabulary.label(g.topic) for g in top if g.topic is not None)
    if len(topics) < len(top):
        return say.TOP_GOAL_UNKNOWN()
    if f.mentors[col].expertise is None:
        return say.EXPERTISE_UNKNOWN()
    either = f.policy.rules.top_goal_covered.experts_count
    if _might_serve(f, np.flatnonzero((f.goal_owner == row) & (f.goal_priority == best)), col):
        return (say.PERHAPS_SERVED_BY_EITHER if either else say.PERHAPS_SERVED)(topics=topics)
    return (say.NOT_SERVED_BY_EITHER if either else say.NOT_SERVED)(topics=topics)


def _might_serve(f: Facts, numbers: NDArray[np.int64], col: int) -> bool:
    """Tell whether some of the goals could be served, were every level known."""
    if (f.goal_cover.high[numbers, col] >= f.least_cover).any():
        return True
    counts = f.policy.rules.top_goal_covered.experts_count
    return counts and bool((f.expert_cover.high[numbers] >= f.least_cover).any())


def _steps(f: Facts, row: int, col: int) -> Message:
    said = []
    for name, scale in f.policy.scales.items():
        ahead, known = (x[row, col] for x in f.ahead(name))
        low, high = scale.min_ahead, scale.max_ahead
        if low is None and high is None:
            continue
        if not known:
            said.append(say.STEP_UNKNOWN(scale=name))
        elif (low is not None and ahead < low) or (high is not None and ahead > high):
            said.append(_step(name, int(ahead)))
    return said[0] if len(said) == 1 else say.SEVERAL(reasons=tuple(said))


def _step(scale: str, ahead: int) -> Message:
    if ahead == 0:
        return say.STEP_SAME(scale=scale)
    where = say.STEP_ABOVE if ahead > 0 else say.STEP_BELOW
    return where(scale=scale, count=abs(ahead))


_REASONS: dict[str, Callable[[Facts, int, int], Message]] = {
    "mentor_on_panel": _panel,
    "mentor_is_member": _mentor_member,
    "mentee_is_member": _mentee_member,
    "different_person": _same_person,
    "different_organisation": _same_organisation,
    "no_exclusion": _excluded,
    "shared_language": _language,
    "weekly_overlap": _overlap,
    "top_goal_covered": _goal,
    "expert_free": no_expert,
    "group_topic": other_goals,
    "within_quota": quota_full,
    "scales": _steps,
}
