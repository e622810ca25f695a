"""The hard rules: one short function each, over all pairs at once. ``RULES`` lists them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..model.own import OwnRule, own_rule
from ..model.people import LEVELS, Mentor
from ..model.policy import Policy
from ..model.vocabulary import normalise
from ..words.templates import labels
from .facts import Facts
from .shares import flags

__all__ = [
    "BETWEEN_TWO",
    "BROKEN",
    "PASSED",
    "PLANNED",
    "RULES",
    "UNKNOWN",
    "WAIVED",
    "HardRule",
    "Verdicts",
    "consultable",
    "leader",
    "relies_on_expert",
    "rules_of",
    "top_goals",
    "waived",
]

Verdicts = NDArray[np.int8]

BROKEN, PASSED, UNKNOWN, WAIVED = range(4)


@dataclass(frozen=True)
class HardRule:
    """A rule: its name in the policy, what people call it, and its verdict on every pair."""

    name: str
    label: str
    verdicts: Callable[[Facts], Verdicts]


def _decide(holds: NDArray[np.bool_], known: NDArray[np.bool_] | bool = True) -> Verdicts:
    return np.where(known, np.where(holds, PASSED, BROKEN), UNKNOWN).astype(np.int8)


def _mentor_on_panel(f: Facts) -> Verdicts:
    status = [m.panel_status for m in f.mentors]
    known = flags(s is not None for s in status)
    return _decide(flags(s == "approved" for s in status), known)


def _membership(f: Facts, rows: bool) -> Verdicts:
    people = f.mentees if rows else f.mentors
    organisations = [f.round.organisation_of(p) for p in people]
    standing = [None if o is None else o.membership for o in organisations]
    known = flags(s is not None for s in standing)
    return _decide(flags(s != "none" for s in standing), known)


def _mentor_is_member(f: Facts) -> Verdicts:
    return _membership(f, rows=False)


def _mentee_is_member(f: Facts) -> Verdicts:
    return _membership(f, rows=True)[:, None]


def leader(mentor: Mentor) -> str:
    """Give the id of the mentor who leads a group; of a mentor, the own one."""
    return mentor.group.mentor if mentor.group else mentor.id


def _different_person(f: Facts) -> Verdicts:
    """Ids do not tell: each file may number its people from 1."""
    same_mail = f.pairwise(
        lambda m: (m.email or "").casefold() or None, lambda m: (m.email or "").casefold() or None
    )
    names = {m.id: m.name for m in f.mentors}
    same_name = f.pairwise(
        lambda m: m.organisation and (m.organisation, normalise(m.name)),
        lambda m: m.organisation and (m.organisation, normalise(names[leader(m)])),
    )
    return _decide(~(same_mail | same_name))


def _different_organisation(f: Facts) -> Verdicts:
    same = f.pairwise(lambda m: m.organisation, lambda m: m.organisation)
    rows, cols = (flags(p.organisation is not None for p in ps) for ps in (f.mentees, f.mentors))
    return _decide(~same, rows[:, None] & cols)


def _no_exclusion(f: Facts) -> Verdicts:
    by_mentee = f.named_by_mentee(lambda p: p.exclusions)
    by_mentor = f.named_by_mentor(lambda p: p.exclusions)
    return _decide((by_mentee == 0) & (by_mentor == 0))


def _shared_language(f: Facts) -> Verdicts:
    least = LEVELS.index(f.policy.rules.shared_language.min_level) + 1
    spoken = f.spoken
    holds = (spoken.possible if least == 1 else spoken.known) >= least  # who names one has A1
    return _decide(holds, holds | (spoken.answered & (spoken.possible < least)))


def _weekly_overlap(f: Facts) -> Verdicts:
    least = f.policy.rules.weekly_overlap.min_hours * 2
    return _decide(f.overlap.worse >= least, f.overlap.known)


def _top_goal_covered(f: Facts) -> Verdicts:
    """Broken only when no top goal is covered and none of them could be."""
    return _top_goal(f, f.expert_serves)


def _top_goal(f: Facts, by_expert: NDArray[np.bool_]) -> Verdicts:
    """Judge with the experts who are said to serve goals; of the others, what is not known."""
    top = top_goals(f)
    served, possible = f.goal_served[top], f.goal_cover.high[top] >= f.least_cover
    if f.policy.rules.top_goal_covered.experts_count:
        perhaps = (f.expert_cover.high >= f.least_cover) & ~f.expert_serves
        served = served | by_expert[top].any(axis=1, keepdims=True)
        possible |= perhaps[top].any(axis=1, keepdims=True)
    verdicts = np.full(f.shape, UNKNOWN, dtype=np.int8)
    rows, starts = np.unique(f.goal_owner[top], return_index=True)
    if rows.size:
        holds, might = (np.logical_or.reduceat(x, starts) for x in (served, possible))
        verdicts[rows] = _decide(holds, holds | ~might)
    return verdicts


def top_goals(f: Facts) -> NDArray[np.int64]:
    """List the indices of each mentee's goals of the best priority that the mentee gave."""
    best = np.full(len(f.mentees), 9)
    np.minimum.at(best, f.goal_owner, f.goal_priority)
    return np.flatnonzero(f.goal_priority == best[f.goal_owner])


def relies_on_expert(f: Facts) -> NDArray[np.bool_]:
    """Mark the pairs that keep the rule on the top goal thanks to a subject expert alone."""
    rule = f.policy.rules.top_goal_covered
    if not (rule.on and rule.experts_count and f.policy.experts.on):
        return np.zeros(f.shape, dtype=np.bool_)
    alone = _top_goal(f, np.zeros_like(f.expert_serves))
    fails = (alone == BROKEN) | ((alone == UNKNOWN) & (rule.unknown == "fail"))
    relies = (_top_goal(f, f.expert_serves) == PASSED) & fails
    relies[waived(f, "top_goal_covered")] = False
    return np.asarray(relies)


def consultable(f: Facts) -> NDArray[np.bool_]:
    """Mark which subject experts may be asked about which goals, shape (n_goals, n_experts).

    They serve the goal well enough, have a consultation to give, and keep the rules on people,
    languages and time with the mentee.
    """
    who, allowed = f.as_mentors, np.ones((len(f.mentees), len(f.round.experts)), dtype=np.bool_)
    for rule in RULES:
        setting = getattr(f.policy.rules, rule.name)
        if rule.name in BETWEEN_TWO and setting.on:
            verdicts = rule.verdicts(who)
            allowed &= (verdicts != BROKEN) & ((verdicts != UNKNOWN) | (setting.unknown == "pass"))
    return np.asarray(f.expert_serves & (f.consultations > 0) & allowed[f.goal_owner])


#: The rules that hold between a mentee and whoever talks with them, subject experts included.
BETWEEN_TWO = (
    "different_person",
    "different_organisation",
    "no_exclusion",
    "shared_language",
    "weekly_overlap",
)


def _expert_free(f: Facts) -> Verdicts:
    """Broken where nobody but an expert serves the top goal, and the mentee can be given none."""
    relies = relies_on_expert(f)
    if not relies.any():
        return np.full(f.shape, PASSED, dtype=np.int8)
    top = top_goals(f)
    free = np.zeros(len(f.mentees), dtype=np.bool_)
    free[f.goal_owner[top][f.consultable[top].any(axis=1)]] = True
    free &= flags(m.id not in f.closed.without_expert for m in f.mentees)
    return _decide(free[:, None] | ~relies)


def _group_topic(f: Facts) -> Verdicts:
    """Broken for a group where the mentee has other goals; a mentor alone leads no group."""
    verdicts = np.full(f.shape, PASSED, dtype=np.int8)
    words = f.round.vocabulary
    for col, mentor in enumerate(f.mentors):
        if mentor.group is not None:
            wanted = mentor.group.topic
            for row, mentee in enumerate(f.mentees):
                topics = {g.topic for g in mentee.goals or ()}
                known = mentee.goals is not None and None not in topics
                holds = any(t and wanted in (t, words.area_of(t)) for t in topics)
                verdicts[row, col] = PASSED if holds else BROKEN if known else UNKNOWN
    return verdicts


def _within_quota(f: Facts) -> Verdicts:
    verdicts = np.full(f.shape, PASSED, dtype=np.int8)
    row = {mentee.id: i for i, mentee in enumerate(f.mentees)}
    for who, shut in f.limits_shut.items():
        for rows, cols in (one.places for one in shut):
            verdicts[row[who], cols[rows == row[who]]] = BROKEN
    col = {mentor.id: j for j, mentor in enumerate(f.mentors)}
    for who, whom in f.closed.pairs:
        verdicts[row[who], col[whom]] = BROKEN
    return verdicts


def waived(f: Facts, rule: str) -> tuple[list[int], list[int]]:
    """Give the rows and the columns of the pairs for which the committee waived a rule."""
    row = {m.id: i for i, m in enumerate(f.mentees)}
    col = {m.id: j for j, m in enumerate(f.mentors)}
    found = [d for d in f.round.decisions.of_kind("waive") if d.rule == rule]
    return [row[d.mentee] for d in found], [col[d.mentor] for d in found]


def _scales(f: Facts) -> Verdicts:
    verdicts = np.full(f.shape, PASSED, dtype=np.int8)
    for name, scale in f.policy.scales.items():
        ahead, known = f.ahead(name)
        holds = np.ones(f.shape, dtype=bool)
        if scale.min_ahead is not None:
            holds &= ahead >= scale.min_ahead
        if scale.max_ahead is not None:
            holds &= ahead <= scale.max_ahead
        bounded = scale.min_ahead is not None or scale.max_ahead is not None
        one = _decide(holds, known | (not bounded))
        verdicts = np.where((verdicts == BROKEN) | (one == PASSED), verdicts, one)
    return verdicts


#: The rules that rest on what a plan leaves no room for.
PLANNED = ("expert_free", "within_quota")
#: Every hard rule, in the order in which they are told.
RULES: tuple[HardRule, ...] = (
    HardRule("mentor_on_panel", labels.MENTOR_ON_PANEL.one, _mentor_on_panel),
    HardRule("mentor_is_member", labels.MENTOR_IS_MEMBER.one, _mentor_is_member),
    HardRule("mentee_is_member", labels.MENTEE_IS_MEMBER.one, _mentee_is_member),
    HardRule("different_person", labels.DIFFERENT_PERSON.one, _different_person),
    HardRule("different_organisation", labels.DIFFERENT_ORGANISATION.one, _different_organisation),
    HardRule("no_exclusion", labels.NO_EXCLUSION.one, _no_exclusion),
    HardRule("shared_language", labels.SHARED_LANGUAGE.one, _shared_language),
    HardRule("weekly_overlap", labels.WEEKLY_OVERLAP.one, _weekly_overlap),
    HardRule("top_goal_covered", labels.TOP_GOAL_COVERED.one, _top_goal_covered),
    HardRule("expert_free", labels.EXPERT_FREE.one, _expert_free),
    HardRule("group_topic", labels.GROUP_TOPIC.one, _group_topic),
    HardRule("within_quota", labels.WITHIN_QUOTA.one, _within_quota),
    HardRule("scales", labels.RIGHT_STEP.one, _scales),
)


def rules_of(policy: Policy) -> tuple[HardRule, ...]:
    """List all rules of a policy: :data:`RULES`, then those of the programme's own."""
    return (*RULES, *(_own(own_rule(name)) for name in sorted(policy.own_rules)))


def _own(one: OwnRule) -> HardRule:
    def verdicts(f: Facts) -> Verdicts:
        table = np.full(f.shape, UNKNOWN, dtype=np.int8)
        for row, mentee in enumerate(f.mentees):
            for col, mentor in enumerate(f.mentors):
                if mentor.id in f.imagined:
                    continue
                holds = one.holds(mentee, mentor, f.round)
                if holds is not None:
                    table[row, col] = PASSED if holds else BROKEN
        return table

    return HardRule(one.name, one.label, verdicts)
