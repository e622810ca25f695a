"""Letters to the two people of each pair: what they were matched on, and nobody else's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..explain.record import PersonName, name_of
from ..explain.shared import goal_evidence, level_words, shared_languages
from ..explain.times import ClockTime, CommonTime, common_time
from ..proposal import Pair, Proposal
from ..scoring import evidence
from ..words import Message
from ..words.templates import co_mentors
from ..words.templates import letter as say
from .pages import pages

__all__ = ["LETTERS", "Letter", "is_letter", "letters"]

#: The folder that holds them.
LETTERS = "letters"

_NAME = re.compile(r"\d{3,}-[\w-]*-(mentee|mentor)\.html", re.ASCII)


@dataclass(frozen=True)
class TimeTable:
    """Common time of one season: hours a week, and the spans on both clocks, the reader's first."""

    hours: Message
    spans: tuple[tuple[ClockTime, ClockTime], ...]


@dataclass(frozen=True)
class Letter:
    """A letter to one person.

    Attributes
    ----------
    title, greeting, opening : Message
        Who is matched with whom.
    beside : Message or None
        That there is a first mentor as well.
    goals : tuple of Message
        What they could work on.
    languages : tuple of Message
        Those that both speak.
    no_language : Message
        What is said where there is none.
    clocks : tuple of Message
        Heads of the two columns of :attr:`times`; empty where a zone is not known.
    times : tuple of TimeTable
        Winter and summer; empty where it is not known.
    """

    title: Message
    greeting: Message
    opening: Message
    beside: Message | None
    goals: tuple[Message, ...]
    languages: tuple[Message, ...]
    no_language: Message
    clocks: tuple[Message, ...]
    times: tuple[TimeTable, ...]

    @property
    def has_time(self) -> bool:
        """Whether the two share any time, where it is known."""
        return any(season.spans for season in self.times)


def letters(proposal: Proposal, language: str = "en") -> Iterator[tuple[str, str]]:
    """Write a letter to the mentee and one to the mentor of each pair.

    Parameters
    ----------
    proposal : Proposal
        The proposal.
    language : {"en", "fr", "es"}
        The language of the letters.

    Yields
    ------
    (str, str)
        File name, and one page of HTML. It names the two people and no third, quotes nothing of
        what either wrote, and holds neither points nor what the committee noted.
    """
    template = pages(language).get_template("letter.html.j2")
    second = tuple(proposal.co_mentor_of[who] for who in sorted(proposal.co_mentor_of))
    for number, pair in enumerate((*proposal.pairs, *second), start=1):
        ids = f"{_safe(pair.mentee.id)}-{_safe(pair.mentor.id)}"
        for reader in ("mentee", "mentor"):
            letter = _letter(proposal, pair, reader == "mentee", number > len(proposal.pairs))
            yield f"{number:03d}-{ids}-{reader}.html", template.render(letter=letter, words=say)


def is_letter(name: str) -> bool:
    """Tell by its name whether a file is a letter of ours.

    Examples
    --------
    >>> is_letter("007-E07-M03-mentee.html"), is_letter("notes.html")
    (True, False)
    """
    return _NAME.fullmatch(name) is not None


def _safe(name: str) -> str:
    """Make an id fit for the name of a file on any computer; numbers keep the names apart."""
    return re.sub(r"[^\w-]", "_", name, flags=re.ASCII)[:40]


def _letter(proposal: Proposal, pair: Pair, to_mentee: bool, second: bool) -> Letter:
    mentee, mentor = (name_of(proposal.round, p) for p in (pair.mentee, pair.mentor))
    answered = proposal.scored.facts.spoken.answered[pair.row, pair.col]
    return Letter(
        title=say.TITLE(mentee=mentee.name, mentor=mentor.name),
        greeting=say.TO_MENTEE(mentee=mentee.name)
        if to_mentee
        else say.TO_MENTOR(mentor=mentor.name),
        opening=_to_mentee(mentor) if to_mentee else _to_mentor(mentee),
        beside=co_mentors.LETTER() if second else None,
        goals=tuple(map(_goal, goal_evidence(proposal, pair.row, pair.col))),
        languages=shared_languages(proposal, pair.row, pair.col),
        no_language=say.NO_LANGUAGE() if answered else say.LANGUAGES_NOT_KNOWN(),
        clocks=_clocks(pair, to_mentee),
        times=tuple(
            _table(season, to_mentee)
            for season in common_time(pair.mentee, pair.mentor, proposal.policy)
        ),
    )


def _to_mentee(mentor: PersonName) -> Message:
    if mentor.organisation in (None, mentor.name):
        return say.MENTEE_OPENING(mentor=mentor.name)
    return say.MENTEE_OPENING_OF(mentor=mentor.name, organisation=mentor.organisation)


def _to_mentor(mentee: PersonName) -> Message:
    if mentee.organisation in (None, mentee.name):
        return say.MENTOR_OPENING(mentee=mentee.name)
    return say.MENTOR_OPENING_OF(mentee=mentee.name, organisation=mentee.organisation)


def _goal(goal: evidence.GoalEvidence) -> Message:
    """Say a goal by its topic, and that an expert helps; what the mentee wrote may name others."""
    said = _by_mentor(goal)
    return said if goal.expert is None else say.WITH_EXPERT(goal=said)


def _by_mentor(goal: evidence.GoalEvidence) -> Message:
    topic = goal.topic or say.OWN_GOAL()
    if not goal.known:
        return say.GOAL_NOT_KNOWN(topic=topic)
    if goal.by is None:
        return say.GOAL_OPEN(topic=topic)
    level = level_words(goal.by.level)
    if goal.by.topic == goal.goal.topic:
        return say.GOAL_SERVED(topic=topic, level=level)
    return say.GOAL_RELATED(topic=topic, other=goal.by_topic, level=level)


def _clocks(pair: Pair, to_mentee: bool) -> tuple[Message, ...]:
    own, other = (pair.mentee, pair.mentor) if to_mentee else (pair.mentor, pair.mentee)
    if own.time_zone is None or other.time_zone is None:
        return ()
    theirs = say.THEIR_CLOCK(person=other.name, zone=other.time_zone)
    return say.YOUR_CLOCK(zone=own.time_zone), theirs


def _table(season: CommonTime, to_mentee: bool) -> TimeTable:
    hours = say.WINTER_HOURS if season.season == "winter" else say.SUMMER_HOURS
    both = tuple((s.mentee, s.mentor) for s in season.spans)
    spans = both if to_mentee else tuple((mentor, mentee) for mentee, mentor in both)
    if not spans:
        return TimeTable(say.NO_WINTER() if season.season == "winter" else say.NO_SUMMER(), spans)
    return TimeTable(hours(count=season.hours), spans)
