"""The scorecard of a pair: points per criterion, each with its reason in words."""

from __future__ import annotations

from collections.abc import Callable

from ..model.own import OwnCriterion, own_criterion
from ..model.people import Mentee, Mentor, Person
from ..proposal import Proposal
from ..scoring import evidence
from ..scoring.criteria import told_criteria
from ..words import Message
from ..words.templates import labels
from ..words.templates import scorecard as say
from .record import Line
from .shared import goals_served, shared_languages

__all__ = ["Contribution", "contributions"]

#: What is said of a criterion, and whether a known answer speaks for the pair.
_Why = tuple[Message, bool]


class Contribution(Line):
    """Points that one criterion gives, out of its full marks, and why.

    Attributes
    ----------
    criterion, label : str, Message
        Its name in the policy, and what people call it.
    points, full : int
        Of 1000.
    why : Message
        What in the applications it rests on.
    earned : bool
        Whether a known answer, not the neutral share for an unknown one, speaks for the pair.
    """

    criterion: str
    label: Message
    points: int
    full: int
    why: Message
    earned: bool

    @property
    def message(self) -> Message:
        """One line of the scorecard."""
        return say.CONTRIBUTION(label=self.label, points=self.points, full=self.full, why=self.why)


def contributions(proposal: Proposal, row: int, col: int) -> tuple[Contribution, ...]:
    """Give the points of a pair by criterion; they sum to the pair's points."""
    weights, found = proposal.policy.weights, []
    for k, criterion in told_criteria(proposal.policy):
        why, earned = _why(proposal, criterion.name, row, col)
        points = int(proposal.scored.contributions[k, row, col])
        found.append(
            Contribution(
                criterion=criterion.name,
                label=Message(criterion.label),
                points=points,
                full=weights[criterion.name],
                why=why,
                earned=earned and points > 0,
            )
        )
    return tuple(found)


# --- one reason per criterion ------------------------------------------------------------------


def _why_goals(proposal: Proposal, row: int, col: int) -> _Why:
    told = goals_served(proposal, row, col)
    if not told:
        return say.NO_GOAL(), False
    goals = tuple(
        say.GOAL_AND_HOW(topic=g.topic or say.GOAL_WITHOUT_TOPIC(), how=g.how) for g in told
    )
    served = evidence.goals(proposal.scored, row, col)
    return say.GOALS(goals=goals), any(g.known and g.share for g in served)


def _why_language(proposal: Proposal, row: int, col: int) -> _Why:
    if shared := shared_languages(proposal, row, col):
        return shared[0], True
    if proposal.scored.facts.spoken.answered[row, col]:
        return say.NO_LANGUAGE(), False
    return say.LANGUAGES_UNKNOWN(), False


def _why_stage(proposal: Proposal, row: int, col: int) -> _Why:
    mentee, mentor = proposal.round.mentees[row], proposal.round.mentors[col]
    region, at_home = _why_region(proposal, mentee, mentor)
    if mentee.stage is None or mentor.stages is None:
        return say.STAGE_AND_REGION(stage=say.STAGE_UNKNOWN(), region=region), at_home
    known, asked = mentee.stage in mentor.stages, labels.STAGES[mentee.stage]()
    stage = (say.STAGE_KNOWN if known else say.STAGE_NOT_NAMED)(stage=asked)
    return say.STAGE_AND_REGION(stage=stage, region=region), known or at_home


def _why_region(proposal: Proposal, mentee: Mentee, mentor: Mentor) -> _Why:
    asked = proposal.round.organisation_of(mentee)
    own = proposal.round.organisation_of(mentor)
    region = None if asked is None else asked.region
    home = own.region if own else None
    if region is None or (home is None and region not in mentor.regions):
        return say.REGION_UNKNOWN(), False
    named = labels.REGIONS[region]() if region in labels.REGIONS else region
    known = region in {home, *mentor.regions}
    return (say.REGION_KNOWN if known else say.REGION_NEW)(region=named), known


def _why_time(proposal: Proposal, row: int, col: int) -> _Why:
    facts = proposal.scored.facts
    if missing := evidence.waits_for(facts, row, col):
        return say.MISSING(missing=missing), False
    winter, summer = (float(x[row, col]) / 2 for x in (facts.overlap.winter, facts.overlap.summer))
    return say.HOURS(winter=winter, summer=summer), True


def _why_preference(proposal: Proposal, row: int, col: int) -> _Why:
    mentee, mentor = proposal.round.mentees[row], proposal.round.mentors[col]
    by_mentee, by_mentor = _asked_for(mentee, mentor), _asked_for(mentor, mentee)
    if by_mentee or by_mentor:
        one = say.MENTEE_ASKED if by_mentee else say.MENTOR_ASKED
        return (say.BOTH_ASKED if by_mentee and by_mentor else one)(), True
    others = bool(mentee.preferences), bool(mentor.preferences)
    return _ASKED_OTHERS[others](), False


def _asked_for(one: Person, other: Person) -> bool:
    """Whether somebody named a person, or that person's organisation."""
    return bool({other.id, other.organisation} & set(one.preferences))


_ASKED_OTHERS = {
    (True, True): say.BOTH_ASKED_OTHERS,
    (True, False): say.MENTEE_ASKED_OTHERS,
    (False, True): say.MENTOR_ASKED_OTHERS,
    (False, False): say.NO_PREFERENCE,
}


def _why_experience(proposal: Proposal, row: int, col: int) -> _Why:
    past = proposal.round.mentors[col].mentoring_experience
    if past is None:
        return say.EXPERIENCE_UNKNOWN(), False
    return (say.MENTORED_BEFORE(past=past), True) if past else (say.FIRST_TIME(), False)


def _why_scales(proposal: Proposal, row: int, col: int) -> _Why:
    said, any_known = [], False
    for name in proposal.policy.scales:
        ahead, known = (x[row, col] for x in proposal.scored.facts.ahead(name))
        said.append(_step(name, int(ahead)) if known else say.STEPS_UNKNOWN(scale=name))
        any_known |= bool(known)
    return (say.STEPS(steps=tuple(said)) if said else say.NO_SCALE()), any_known


def _why_continuity(proposal: Proposal, row: int, col: int) -> _Why:
    again = proposal.policy.criteria.continuity.wanted == "same"
    past = bool(proposal.scored.facts.past_pairs[row, col])
    return (say.PAIR_BEFORE if past else say.NEW_PAIR)(), past == again


def _why_waiting(proposal: Proposal, row: int, col: int) -> _Why:
    waited = proposal.round.mentees[row].rounds_waited
    return (say.WAITED(count=waited), True) if waited else (say.NOT_WAITED(), False)


def _why(proposal: Proposal, criterion: str, row: int, col: int) -> _Why:
    if criterion in _WHY:
        return _WHY[criterion](proposal, row, col)
    return _why_own(own_criterion(criterion), proposal, row, col)


def _why_own(criterion: OwnCriterion, proposal: Proposal, row: int, col: int) -> _Why:
    people = proposal.round
    three = people.mentees[row], people.mentors[col], people
    share = criterion.share(*three)
    if share is None:
        return say.OWN_UNKNOWN(), False
    marks = round(100 * share, 1)
    if criterion.why is None:
        return say.OWN_SHARE(share=marks), bool(share)
    return say.OWN_WHY(text=criterion.why(*three), share=marks), bool(share)


def _step(scale: str, ahead: int) -> Message:
    if ahead == 0:
        return say.LEVEL_WITH(scale=scale)
    return (say.AHEAD if ahead > 0 else say.BEHIND)(scale=scale, steps=abs(ahead))


_WHY: dict[str, Callable[[Proposal, int, int], _Why]] = {
    "goal_coverage": _why_goals,
    "language": _why_language,
    "stage_and_context": _why_stage,
    "availability": _why_time,
    "preference": _why_preference,
    "mentoring_experience": _why_experience,
    "scales": _why_scales,
    "continuity": _why_continuity,
    "waiting": _why_waiting,
}
