"""The scorecard of a pair: points per criterion and goals served, each with its reason in words."""

from __future__ import annotations

from collections.abc import Callable

from ..model.own import own_criterion
from ..model.people import Goal, Mentee, Mentor, Person
from ..proposal import Proposal
from ..scoring import evidence
from ..scoring.criteria import told_criteria
from ..words import Message
from ..words.templates import labels
from ..words.templates import scorecard as say
from .record import Line, PersonName, name_of

__all__ = [
    "Contribution",
    "GoalServed",
    "contributions",
    "goal_evidence",
    "goals_served",
    "level_words",
    "shared_languages",
    "spoken_level",
]

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


class GoalServed(Line):
    """One goal of the mentee, and how it is served.

    Attributes
    ----------
    goal : Goal
        As the mentee wrote it.
    topic : str or None
        Label of its topic.
    share : int
        How well the mentor serves it, of 10,000.
    covered : bool
        Whether that is enough.
    how : Message
        By which expertise, at which level.
    level : int or None
        Of that expertise, where it was stated.
    through : str or None
        Label of that expertise's topic, where it is another than the goal's.
    expert : PersonName or None
        The subject expert who is to serve it, where the mentor does not.
    taken : PersonName or None
        Where none is: who would serve it, but has no consultation left.
    consultations : int
        How many that expert gives, all to others.
    """

    goal: Goal
    topic: str | None
    share: int
    covered: bool
    how: Message
    level: int | None
    through: str | None
    expert: PersonName | None
    taken: PersonName | None = None
    consultations: int = 0

    @property
    def message(self) -> Message:
        """The goal and how it is served, by whom besides the mentor."""
        told = say.GOAL(topic=self.topic or self.goal.text, how=self.how)
        if self.expert is not None:
            return say.GOAL_WITH_EXPERT(goal=told, expert=str(self.expert))
        return told if self.taken is None else say.GOAL_TAKEN(goal=told, taken=self.all_taken)

    @property
    def all_taken(self) -> Message | None:
        """Who would serve it, but has no consultation left."""
        if self.taken is None:
            return None
        return say.TAKEN(expert=str(self.taken), count=self.consultations)


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


# --- goals and languages -----------------------------------------------------------------------


def goals_served(proposal: Proposal, row: int, col: int) -> tuple[GoalServed, ...]:
    """Say for each goal of the mentee how the mentor serves it, or which expert is to."""
    people, limits = proposal.round, proposal.scored.facts.consultations
    experts = {x.id: name_of(people, x) for x in people.experts}
    gives = {x.id: int(n) for x, n in zip(people.experts, limits.tolist(), strict=True)}
    return tuple(
        GoalServed(
            goal=g.goal,
            topic=g.topic,
            share=g.share,
            covered=g.covered,
            how=_how(g),
            level=None if g.by is None else g.by.level,
            through=None if g.by is None or g.by.topic == g.goal.topic else g.by_topic,
            expert=None if g.expert is None else experts[g.expert],
            taken=None if g.taken is None else experts[g.taken],
            consultations=gives.get(g.taken or "", 0),
        )
        for g in goal_evidence(proposal, row, col)
    )


def goal_evidence(proposal: Proposal, row: int, col: int) -> tuple[evidence.GoalEvidence, ...]:
    """Say the same in the words of the applications, with the experts as they are planned."""
    plan, mentee = proposal.experts, proposal.round.mentees[row]
    planned = None if plan is None else plan.expert_of(mentee.id)
    return evidence.goals(proposal.scored, row, col, planned)


def level_words(level: int | None) -> Message:
    """Say a level of expertise, or that it was not stated."""
    return say.LEVEL_NOT_STATED() if level is None else say.LEVEL(level=level)


def _how(g: evidence.GoalEvidence) -> Message:
    if not g.known:
        return say.NOT_KNOWN()
    if g.by is None or not g.share:
        return say.NOT_SERVED()
    level = level_words(g.by.level)
    if g.by.topic == g.goal.topic:
        return (say.SERVED if g.covered else say.SERVED_TOO_LITTLE)(level=level)
    through = say.SERVED_IN_PART if g.covered else say.SERVED_TOO_LITTLE_THROUGH
    return through(topic=g.by_topic, level=level)


def shared_languages(proposal: Proposal, row: int, col: int) -> tuple[Message, ...]:
    """Say the languages that both speak, with both levels, the best first."""
    return tuple(map(_shared, evidence.languages(proposal.scored.facts, row, col)))


def _shared(s: evidence.SharedLanguage) -> Message:
    if s.mentee == s.mentor and s.mentee is not None:
        return say.SHARED_SAME(language=s.language, level=spoken_level(s.mentee))
    levels = {
        who: spoken_level(level) for who, level in (("mentee", s.mentee), ("mentor", s.mentor))
    }
    return say.SHARED(language=s.language, **levels)


def spoken_level(level: str | None) -> Message | str:
    """Say a level of a language, or that it was not stated."""
    if level is None:
        return say.NOT_STATED()
    return say.NATIVE() if level == "native" else level


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
    people = proposal.round
    share = own_criterion(criterion).share(people.mentees[row], people.mentors[col], people)
    told = say.OWN_UNKNOWN() if share is None else say.OWN_SHARE(share=round(100 * share, 1))
    return told, bool(share)


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
