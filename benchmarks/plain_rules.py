"""The hard rules for one pair: True, False, or None where the answer is unknown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from plain_cards import LEVELS, Card, common_levels

if TYPE_CHECKING:
    from plain_scoring import PlainScorer


def mentor_on_panel(s: PlainScorer, a: Card, b: Card, common: int | None) -> bool | None:
    status = b.person.panel_status
    return None if status is None else status == "approved"


def mentor_is_member(s: PlainScorer, a: Card, b: Card, common: int | None) -> bool | None:
    return None if b.membership is None else b.membership != "none"


def mentee_is_member(s: PlainScorer, a: Card, b: Card, common: int | None) -> bool | None:
    return None if a.membership is None else a.membership != "none"


def different_person(s: PlainScorer, a: Card, b: Card, common: int | None) -> bool | None:
    return a.same.isdisjoint(b.same)


def different_organisation(s: PlainScorer, a: Card, b: Card, common: int | None) -> bool | None:
    mine, theirs = a.person.organisation, b.person.organisation
    return None if mine is None or theirs is None else mine != theirs


def no_exclusion(s: PlainScorer, a: Card, b: Card, common: int | None) -> bool | None:
    return a.exclusions.isdisjoint(b.names) and b.exclusions.isdisjoint(a.names)


def shared_language(s: PlainScorer, a: Card, b: Card, common: int | None) -> bool | None:
    least = LEVELS.index(s.policy.rules.shared_language.min_level) + 1
    if a.languages is None or b.languages is None:
        return None
    known, possible = common_levels(a.languages, b.languages)
    if known >= least or (possible and s.policy.rules.shared_language.min_level == "A1"):
        return True
    return None if possible >= least else False


def weekly_overlap(s: PlainScorer, a: Card, b: Card, common: int | None) -> bool | None:
    return None if common is None else common >= 2 * s.policy.rules.weekly_overlap.min_hours


def top_goal_covered(s: PlainScorer, a: Card, b: Card, common: int | None) -> bool | None:
    goals = a.person.goals
    if not goals:
        return None
    first = min(goal.priority for goal in goals)
    top = [goal.topic for goal in goals if goal.priority == first]
    answers = [s.covers(s.cover(topic, b.skills)) for topic in top]
    answers += [s.covered_by_an_expert(topic) for topic in top]
    if True in answers:
        return True
    return None if None in answers else False


def expert_free(s: PlainScorer, a: Card, b: Card, common: int | None) -> bool | None:
    """Whether a pair that rests on a subject expert has one who may be asked."""
    return not rests_on_an_expert(s, a, b) or any(
        may_be_asked(s, a, number, topic)
        for topic in top_topics(a)
        for number in range(len(s.experts))
    )


def rests_on_an_expert(s: PlainScorer, a: Card, b: Card) -> bool:
    rule = s.policy.rules.top_goal_covered
    lifted = (a.person.id, b.person.id, "top_goal_covered") in s.waived
    if lifted or not (rule.on and rule.experts_count and s.policy.experts.on):
        return False
    mentor = [s.covers(s.cover(topic, b.skills)) for topic in top_topics(a)]
    experts = [s.covers(s.cover(t, skills)) for t in top_topics(a) for skills in s.experts]
    if True in mentor or True not in experts:
        return False
    return rule.unknown == "fail" or None not in (*mentor, *experts)


def top_topics(a: Card) -> list[str | None]:
    goals = a.person.goals or ()
    first = min((goal.priority for goal in goals), default=None)
    return [goal.topic for goal in goals if goal.priority == first]


def may_be_asked(s: PlainScorer, a: Card, number: int, topic: str | None) -> bool:
    """Whether an expert serves a topic, has a consultation to give, and can talk with a mentee."""
    expert, who = s.round.experts[number], s.expert_cards[number]
    said = expert.consultations
    if (s.policy.experts.when_unknown if said is None else int(said.low)) < 1:
        return False
    if not s.covers(s.cover(topic, s.experts[number])):
        return False
    common = s.common_half_hours(a, who)
    for rule in BETWEEN_TWO:
        setting = getattr(s.policy.rules, rule.__name__)
        holds = rule(s, a, who, common)
        if setting.on and (holds is False or (holds is None and setting.unknown == "fail")):
            return False
    return True


BETWEEN_TWO = (
    different_person,
    different_organisation,
    no_exclusion,
    shared_language,
    weekly_overlap,
)


def scales(s: PlainScorer, a: Card, b: Card, common: int | None) -> bool | None:
    answers = list(scale_answers(s, a, b))
    if False in answers:
        return False
    return None if None in answers else True


def scale_answers(s: PlainScorer, a: Card, b: Card) -> Iterator[bool | None]:
    """Say for each scale with a bound whether the steps between the two fit."""
    for name, scale in s.policy.scales.items():
        if scale.min_ahead is None and scale.max_ahead is None:
            continue
        if name not in a.steps or name not in b.steps:
            yield None
            continue
        ahead = b.steps[name] - a.steps[name]
        enough = scale.min_ahead is None or ahead >= scale.min_ahead
        yield enough and (scale.max_ahead is None or ahead <= scale.max_ahead)


def group_topic(s: PlainScorer, a: Card, b: Card, common: int | None) -> bool | None:
    """Whether whoever would join a group has its topic, or a topic of its area, as a goal."""
    group, goals = b.person.group, a.person.goals
    if group is None:
        return True
    answers = [None if g.topic is None else within(s, g.topic, group.topic) for g in goals or ()]
    if True in answers:
        return True
    return None if goals is None or None in answers else False


def within(s: PlainScorer, topic: str, wanted: str) -> bool:
    return wanted in (topic, s.round.vocabulary.area_of(topic))


def within_quota(s: PlainScorer, a: Card, b: Card, common: int | None) -> bool | None:
    """Quotas tie pairs together: of one pair alone there is nothing to say."""
    return True


RULES = {
    "mentor_on_panel": mentor_on_panel,
    "mentor_is_member": mentor_is_member,
    "mentee_is_member": mentee_is_member,
    "different_person": different_person,
    "different_organisation": different_organisation,
    "no_exclusion": no_exclusion,
    "shared_language": shared_language,
    "weekly_overlap": weekly_overlap,
    "top_goal_covered": top_goal_covered,
    "expert_free": expert_free,
    "group_topic": group_topic,
    "within_quota": within_quota,
    "scales": scales,
}
