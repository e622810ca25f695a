"""Which criteria and rules each answer bears on, and whether a policy looks at it at all."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.answers import SCALE, PersonRole
from ..model.people import Mentee, Mentor, SubjectExpert
from ..model.policy import Policy
from ..model.round import MatchRound

__all__ = [
    "BEARS",
    "bearing",
    "experts_matter",
    "looks_at",
    "spoken_opposite",
    "tells_quota",
]

#: The criteria and the rules that each answer bears on; a rule on both sides is named for its own.
BEARS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "organisation": (
        ("stage_and_context", "preference"),
        (
            "{role}_is_member",
            "different_person",
            "different_organisation",
            "no_exclusion",
            "expert_free",
            "within_quota",
        ),
    ),
    "country": (("stage_and_context",), ("within_quota",)),
    "membership": ((), ("{role}_is_member", "within_quota")),
    "languages": (("language",), ("shared_language", "expert_free")),
    "language_levels": (("language",), ("shared_language", "expert_free")),
    "time_zone": (("availability",), ("weekly_overlap", "expert_free")),
    "availability": (("availability",), ("weekly_overlap", "expert_free")),
    "expertise": (("goal_coverage",), ("top_goal_covered", "expert_free")),
    "expertise_levels": (("goal_coverage",), ("top_goal_covered", "expert_free")),
    "goals": (("goal_coverage",), ("top_goal_covered", "expert_free", "group_topic")),
    "goal_topics": (("goal_coverage",), ("top_goal_covered", "expert_free", "group_topic")),
    "stages": (("stage_and_context",), ()),
    "stage": (("stage_and_context",), ("within_quota",)),
    "mentoring_experience": (("mentoring_experience",), ()),
    "panel_status": ((), ("mentor_on_panel",)),
    "consultations": ((), ("expert_free",)),
    SCALE: (("scales",), ("scales", "within_quota")),
}


#: The answer that tells the group of a quota, where the organisation is known.
_TOLD_BY = {
    "region": "country",
    "country": "country",
    "organisation": "organisation",
    "membership": "membership",
    "stage": "stage",
}


def looks_at(match_round: MatchRound, policy: Policy, role: PersonRole, field: str) -> bool:
    """Tell whether a policy looks at an answer at all; places aside.

    Parameters
    ----------
    match_round : MatchRound
        The round; it tells whether there are subject experts.
    policy : Policy
        Rules that are on, and criteria with a weight.
    role : {"mentee", "mentor", "expert"}
        Whose answer.
    field : str
        What is asked, as :class:`~alliance_match.model.answers.Asked` names it.
    """
    criteria, rules = bearing(role, field)
    if role == "expert" and not policy.rules.top_goal_covered.experts_count:
        return False
    if not experts_matter(match_round, policy):
        rules = tuple(r for r in rules if r != "expert_free")
    quota = tells_quota(policy, role, field)
    if not quota:
        rules = tuple(r for r in rules if r != "within_quota")
    if field == "organisation":  # these two hardly ever look at it
        rules = tuple(r for r in rules if r not in ("different_person", "no_exclusion"))
        criteria = criteria[:1]
    if field.startswith(SCALE) and field.removeprefix(SCALE) not in policy.scales and not quota:
        return False
    return any(policy.weights[c] for c in criteria) or any(policy.rule(r).on for r in rules)


def tells_quota(policy: Policy, role: PersonRole, field: str) -> bool:
    """Whether an answer could put somebody under a quota: who is in no group counts in none."""
    between = policy.places.between_organisations is not None
    of_role = (quota.by for quota in policy.quotas if quota.of == f"{role}s")
    told = {_TOLD_BY.get(by, by) for by in of_role}
    of_home = told & {"organisation", "country", "membership"}
    return field in told or (field == "organisation" and (between or bool(of_home)))


def experts_matter(match_round: MatchRound, policy: Policy) -> bool:
    """Whether a pair could rest on a subject expert at all."""
    rule, shared = policy.rules.top_goal_covered, policy.experts.on and bool(match_round.experts)
    return shared and rule.on and rule.experts_count


def bearing(role: PersonRole, field: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the criteria and the rules that an answer of a role bears on."""
    criteria, rules = BEARS.get(SCALE if field.startswith(SCALE) else field, ((), ()))
    if role == "expert":  # they only count for whether somebody serves the most important goal
        return (), tuple(r for r in rules if r in ("top_goal_covered", "expert_free"))
    return criteria, tuple(rule.format(role=role) for rule in rules)


def spoken_opposite(
    match_round: MatchRound, person: Mentee | Mentor | SubjectExpert, tags: Sequence[str]
) -> list[str]:
    """Leave out the languages that nobody speaks whom the person could work with."""
    mentees, others = match_round.mentees, (*match_round.mentors, *match_round.experts)
    opposite = others if isinstance(person, Mentee) else mentees
    spoken = {skill.language for one in opposite for skill in one.languages or ()}
    is_open = any(one.languages is None for one in opposite)
    return [tag for tag in tags if is_open or tag in spoken]
