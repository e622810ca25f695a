"""What single pairs earned or broke, and why: the words of the application behind the arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..model.people import LEVELS, Expertise, Goal, LanguageSkill
from .coverage import earned
from .facts import Facts
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
        Id of the subject expert who serves it best and well enough, where the mentor does not.
    """

    goal: Goal
    topic: str | None
    share: int
    known: bool
    covered: bool
    by: Expertise | None
    by_topic: str | None
    expert: str | None


@dataclass(frozen=True)
class SharedLanguage:
    """A language of both, with the level each stated (``None``: not stated)."""

    language: str
    mentee: str | None
    mentor: str | None


def goals(scored: ScoredPairs, row: int, col: int) -> tuple[GoalEvidence, ...]:
    """Say for each goal of a mentee how well a mentor serves it, and by which expertise."""
    facts = scored.facts
    mentee, mentor = facts.mentees[row], facts.mentors[col]
    first = int((facts.goal_owner < row).sum())
    found = []
    for number, goal in enumerate(mentee.goals or (), start=first):
        share = int(facts.goal_cover.value[number, col])
        known = goal.topic is not None and mentor.expertise is not None
        by = _best(facts, goal, mentor.expertise or ()) if known and share else None
        covered = bool(facts.goal_served[number, col])
        found.append(
            GoalEvidence(
                goal=goal,
                topic=None if goal.topic is None else facts.round.vocabulary.label(goal.topic),
                share=share,
                known=known,
                covered=covered,
                by=by,
                by_topic=None if by is None else facts.round.vocabulary.label(by.topic),
                expert=None if covered else _expert(facts, number),
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


def _expert(facts: Facts, goal_number: int) -> str | None:
    """Pick the subject expert who serves a goal best and well enough, the first among equals."""
    if not facts.expert_serves[goal_number].any():
        return None
    shares = facts.expert_cover.value[goal_number] * facts.expert_serves[goal_number]
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


def reason(scored: ScoredPairs, rule: str, row: int, col: int) -> str:
    """Say in words why a pair breaks a rule, or what about it is not known.

    Parameters
    ----------
    scored : ScoredPairs
        The judged round.
    rule : str
        The rule's name in the policy.
    row, col : int
        The pair.
    """
    return _REASONS[rule](scored.facts, row, col)


def _panel(f: Facts, row: int, col: int) -> str:
    status = f.mentors[col].panel_status
    words = {
        "applied": "is not yet approved",
        "not_approved": "is not approved",
        "advised_to_reapply": "was advised to reapply",
        "withdrawn": "has withdrawn",
    }
    return f"the mentor {words.get(str(status), 'has an unknown panel status')}"


def _mentor_member(f: Facts, row: int, col: int) -> str:
    return _member(f, f.mentors[col].organisation, "mentor")


def _mentee_member(f: Facts, row: int, col: int) -> str:
    return _member(f, f.mentees[row].organisation, "mentee")


def _member(f: Facts, organisation: str | None, role: str) -> str:
    known = next((o for o in f.round.organisations if o.id == organisation), None)
    if known is None:
        return f"the {role}'s organisation is not known"
    if known.membership is None:
        return f"whether {known.name} is a member is not known"
    return f"{known.name} is not a member"


def _same_person(f: Facts, row: int, col: int) -> str:
    return "they are the same person"


def _same_organisation(f: Facts, row: int, col: int) -> str:
    mentee, mentor = f.mentees[row], f.mentors[col]
    if mentee.organisation is None or mentor.organisation is None:
        return "the organisation of one of them is not known"
    organisation = f.round.organisation_of(mentee)
    return f"both belong to {organisation.name if organisation else mentee.organisation}"


def _excluded(f: Facts, row: int, col: int) -> str:
    mentee, mentor = f.mentees[row], f.mentors[col]
    if {mentor.id, mentor.organisation} & set(mentee.exclusions):
        return "the mentee asked not to be matched with this mentor or organisation"
    return "the mentor asked not to be matched with this mentee or organisation"


def _language(f: Facts, row: int, col: int) -> str:
    least = f.policy.rules.shared_language.min_level
    mentee, mentor = f.mentees[row], f.mentors[col]
    if mentee.languages is None or mentor.languages is None:
        who = "the mentee" if mentee.languages is None else "the mentor"
        return f"the languages of {who} are not known"
    level = "as a native speaker" if least == "native" else f"at {least} or better"
    if f.spoken.possible[row, col] == 0:
        return "they have no language in common"
    if f.spoken.possible[row, col] >= LEVELS.index(least) + 1:
        return f"it is not stated that both speak a common language {level}"
    return f"they share no language {level}"


def _overlap(f: Facts, row: int, col: int) -> str:
    if waits := waits_for(f, row, col):
        return f"the common time is not known: {waits}"
    winter, summer = f.overlap.winter[row, col] / 2, f.overlap.summer[row, col] / 2
    least = f.policy.rules.weekly_overlap.min_hours
    return (
        f"they have {winter:g} h a week in common in winter and {summer:g} h in summer, "
        f"less than the {least:g} h needed in each"
    )


def waits_for(f: Facts, row: int, col: int) -> str:
    """Say which answers about time are missing for a pair; empty when none is."""
    people = ((f.mentees[row], "mentee"), (f.mentors[col], "mentor"))
    missing = [
        f"the {role}'s {what} is missing or unclear"
        for person, role in people
        for what, value in (("availability", person.availability), ("time zone", person.time_zone))
        if value is None
    ]
    return " and ".join(missing)


def _goal(f: Facts, row: int, col: int) -> str:
    goals_asked = f.mentees[row].goals
    if not goals_asked:
        return "the mentee's goals are not known"
    best = min(g.priority for g in goals_asked)
    top = [g for g in goals_asked if g.priority == best]
    names = [f.round.vocabulary.label(g.topic) for g in top if g.topic is not None]
    if len(names) < len(top):
        return "it is not known which topic the mentee's most important goal belongs to"
    if f.mentors[col].expertise is None:
        return "the mentor's expertise is not known"
    experts_count = f.policy.rules.top_goal_covered.experts_count
    who = ("the mentor", "a subject expert")[: 1 + experts_count]
    numbers = np.flatnonzero((f.goal_owner == row) & (f.goal_priority == best))
    might = f.goal_cover.high[numbers, col].max() >= f.least_cover
    if experts_count:
        might |= (f.expert_cover.high[numbers] >= f.least_cover).any()
    if might:
        return f"it is not known how well {' or '.join(who)} serves {' or '.join(names)}"
    if len(who) == 1:
        return f"the mentor does not serve {' or '.join(names)}"
    return f"neither {' nor '.join(who)} serves {' or '.join(names)}"


def _steps(f: Facts, row: int, col: int) -> str:
    said = []
    for name, scale in f.policy.scales.items():
        ahead, known = (x[row, col] for x in f.ahead(name))
        low, high = scale.min_ahead, scale.max_ahead
        if low is None and high is None:
            continue
        if not known:
            said.append(f"the {name} of one of them is not known")
        elif (low is not None and ahead < low) or (high is not None and ahead > high):
            place = (
                "at the same step"
                if ahead == 0
                else f"{abs(ahead)} {'above' if ahead > 0 else 'below'}"
            )
            said.append(f"on the scale {name!r} the mentor stands {place}")
    return "; ".join(said)


_REASONS = {
    "mentor_on_panel": _panel,
    "mentor_is_member": _mentor_member,
    "mentee_is_member": _mentee_member,
    "different_person": _same_person,
    "different_organisation": _same_organisation,
    "no_exclusion": _excluded,
    "shared_language": _language,
    "weekly_overlap": _overlap,
    "top_goal_covered": _goal,
    "scales": _steps,
}
