"""Which answers are missing: what one would have to ask about a pair, and whom it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..model.people import Mentee, Mentor
from ..scoring.facts import Facts
from ..words import Message
from ..words.templates import repair as words
from .record import name_of

__all__ = ["missing"]

Questions = Iterator[Message]


def missing(facts: Facts, name: str, row: int, col: int) -> tuple[Message, ...]:
    """List the answers that a rule or a criterion lacks for a pair.

    Parameters
    ----------
    facts : Facts
        What is known.
    name : str
        A rule's or a criterion's name in the policy.
    row, col : int
        The pair.

    Returns
    -------
    tuple of Message
        Questions, to be put after "ask"; the mentee's first.
    """
    return tuple(_ASKED[name](facts, facts.mentees[row], facts.mentors[col]))


def _who(f: Facts, person: Mentee | Mentor) -> str:
    return str(name_of(f.round, person))


def _panel(f: Facts, mentee: Mentee, mentor: Mentor) -> Questions:
    yield words.PANEL(who=_who(f, mentor))


def _mentor_member(f: Facts, mentee: Mentee, mentor: Mentor) -> Questions:
    yield from _member(f, mentor)


def _mentee_member(f: Facts, mentee: Mentee, mentor: Mentor) -> Questions:
    yield from _member(f, mentee)


def _member(f: Facts, person: Mentee | Mentor) -> Questions:
    home = f.round.organisation_of(person)
    if home is None:
        yield words.ORGANISATION(who=_who(f, person))
    else:
        yield words.MEMBER(organisation=home.name)


def _organisation(f: Facts, mentee: Mentee, mentor: Mentor) -> Questions:
    for person in (mentee, mentor):
        if person.organisation is None:
            yield words.ORGANISATION(who=_who(f, person))


def _language(f: Facts, mentee: Mentee, mentor: Mentor) -> Questions:
    spoken = [{s.language for s in p.languages or ()} for p in (mentee, mentor)]
    for person in (mentee, mentor):
        if person.languages is None:
            yield words.LANGUAGES(who=_who(f, person))
        for skill in person.languages or ():
            if skill.level is None and skill.language in spoken[0] & spoken[1]:
                yield words.LEVEL(who=_who(f, person), language=skill.language)


def _time(f: Facts, mentee: Mentee, mentor: Mentor) -> Questions:
    for person in (mentee, mentor):
        if person.availability is None:
            yield words.AVAILABILITY(who=_who(f, person))
        if person.time_zone is None:
            yield words.ZONE(who=_who(f, person))


def _goals(f: Facts, mentee: Mentee, mentor: Mentor) -> Questions:
    if not mentee.goals:
        yield words.GOALS(who=_who(f, mentee))
    elif any(goal.topic is None for goal in mentee.goals):
        yield words.GOAL_TOPIC(who=_who(f, mentee))
    if mentor.expertise is None:
        yield words.EXPERTISE(who=_who(f, mentor))
    label, area = f.round.vocabulary.label, f.round.vocabulary.area_of
    wanted = {area(goal.topic) for goal in mentee.goals or () if goal.topic is not None}
    for item in mentor.expertise or ():
        if item.level is None and area(item.topic) in wanted:
            yield words.EXPERTISE_LEVEL(who=_who(f, mentor), topic=label(item.topic))


def _top_goal(f: Facts, mentee: Mentee, mentor: Mentor) -> Questions:
    """Ask the subject experts only where mentee and mentor have said everything."""
    first = tuple(_goals(f, mentee, mentor))
    yield from first
    label = f.round.vocabulary.label
    for expert in () if first else f.round.experts:
        who = str(name_of(f.round, expert))
        if expert.expertise is None:
            yield words.EXPERTISE(who=who)
        for item in expert.expertise or ():
            if item.level is None:
                yield words.EXPERTISE_LEVEL(who=who, topic=label(item.topic))


def _context(f: Facts, mentee: Mentee, mentor: Mentor) -> Questions:
    if mentee.stage is None:
        yield words.STAGE(who=_who(f, mentee))
    if mentor.stages is None:
        yield words.STAGES(who=_who(f, mentor))
    for person in (mentee, mentor):
        home = f.round.organisation_of(person)
        if home is None:
            yield words.ORGANISATION(who=_who(f, person))
        elif home.region is None:
            yield words.COUNTRY(organisation=home.name)


def _experience(f: Facts, mentee: Mentee, mentor: Mentor) -> Questions:
    yield words.EXPERIENCE(who=_who(f, mentor))


def _steps(f: Facts, mentee: Mentee, mentor: Mentor) -> Questions:
    for scale, settings in f.policy.scales.items():
        for person in (mentee, mentor):
            held = {rank.scale: rank.step for rank in person.ranks}.get(scale)
            if held not in settings.steps:
                yield words.STEP(who=_who(f, person), scale=scale)


_ASKED: dict[str, Callable[[Facts, Mentee, Mentor], Questions]] = {
    "mentor_on_panel": _panel,
    "mentor_is_member": _mentor_member,
    "mentee_is_member": _mentee_member,
    "different_organisation": _organisation,
    "shared_language": _language,
    "weekly_overlap": _time,
    "top_goal_covered": _top_goal,
    "goal_coverage": _goals,
    "language": _language,
    "stage_and_context": _context,
    "availability": _time,
    "mentoring_experience": _experience,
    "scales": _steps,
}
