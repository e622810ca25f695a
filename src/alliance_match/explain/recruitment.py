"""Whom should we recruit? The new mentors who would bring most, and who would gain by them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..assignment import solve
from ..model.people import LanguageLevel, Mentee, Mentor
from ..proposal import Proposal
from ..round_problem import build_problem
from ..scoring.score import score
from ..words import Message, Speech, Value
from ..words.templates import counts
from ..words.templates import recruitment as words
from .bottlenecks import gained
from .differences import differences
from .gainers import OtherMentee, TheirClock, other_mentees, their_clocks
from .newcomers import Assumptions, Newcomers, Profile
from .profiles import Search, Vocabulary
from .record import Explanation, Move, PersonName, name_of

__all__ = ["NewMentor", "Recruitment", "recruitment"]


OFFICE_OR_EVENING = ((9, 17), (18, 20))
"""The working hours, and the evening."""

NAMED = 3
"""More people than this are counted, not named."""


class NewMentor(Explanation):
    """A profile to look for, and what a mentor of that profile would bring.

    Attributes
    ----------
    topics, labels : tuple of str
        Topics and areas of expertise, as ids and as people call them; none where any would do.
    language : str
        The tag of the language spoken.
    zone : str
        The name of the time zone.
    start, end : int
        From which to which full hour the mentor is free on weekdays there.
    matches, points : int
        What the round gains exactly: mentees with a mentor, and points of 1000, which may be
        negative where a match is gained.
    for_others : tuple of str
        Those of the labels that do nothing for whoever would get the mentor, but for others.
    gets : tuple of PersonName
        Who would get the new mentor.
    moves : tuple of Move
        Who else would have another mentor then.
    clocks : tuple of TheirClock
        The free hours by the clocks of those who would get the new mentor, where they differ.
    others : tuple of OtherMentee
        For whom the round would gain as well, if they got one place with the new mentor instead;
        the greatest gain first.
    """

    topics: tuple[str, ...]
    labels: tuple[str, ...]
    language: str
    zone: str
    start: int
    end: int
    matches: int
    points: int
    for_others: tuple[str, ...]
    gets: tuple[PersonName, ...]
    moves: tuple[Move, ...]
    clocks: tuple[TheirClock, ...]
    others: tuple[OtherMentee, ...]

    def told(self, to: Speech) -> str:
        """Tell the profile, what it brings and to whom."""
        said = [to.say(self.message), to.sentence(words.WOULD_GET(mentees=_names(self.gets)))]
        said += [to.sentence(clock.message) for clock in self.clocks]
        said += [to.sentence(move.message) for move in self.moves]
        if count := len(self.for_others):
            said.append(to.sentence(words.FOR_OTHERS(topics=self.for_others, count=count)))
        return " ".join([*said, *self._instead(to)])

    def _instead(self, to: Speech) -> list[str]:
        """Tell what the round would gain if somebody else got the mentor."""
        if not self.others:
            return []
        if len(self.others) > NAMED:
            count, best = len(self.others), self.others[0].message
            return [to.sentence(words.INSTEAD_ONE_OF(count=count, best=best))]
        gains = to.series(one.message for one in self.others)
        return [f"{to.heading(words.INSTEAD())} {to.sentence(gains)}"]

    @property
    def message(self) -> Message:
        """The profile and what it brings."""
        hours = words.HOURS(zone=self.zone, start=self.start, end=self.end)
        whom: dict[str, Value] = {"language": self.language, "hours": hours}
        gains = gained(self.matches, self.points)
        if not self.labels:
            return words.PROFILE_ANY_TOPIC(**whom, gains=gains)
        if self.points >= 0:
            return words.PROFILE(**whom, topics=self.labels, gains=gains)
        price = -self.points
        return words.PROFILE_AT_A_PRICE(**whom, topics=self.labels, gains=gains, points=price)


class Recruitment(Explanation):
    """The new mentors who would bring most, with what was assumed and searched.

    Attributes
    ----------
    profiles : tuple of NewMentor
        The best first; for different mentees.
    places : int
        How many mentees a new mentor takes.
    skill : int
        Level of the expertise.
    level : str
        Level of the language.
    hours : tuple of (int, int)
        The spans of full hours on weekdays, local time, one of which a new mentor is free in.
    most_topics : int
        How many topics a profile has at most.
    topics, languages, zones : tuple of str
        What was searched: topic and area ids, language tags, names of time zones.
    """

    profiles: tuple[NewMentor, ...]
    places: int
    skill: int
    level: LanguageLevel
    hours: tuple[tuple[int, int], ...]
    most_topics: int
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    zones: tuple[str, ...]

    def told(self, to: Speech) -> str:
        """Tell the profiles, then what was assumed and searched."""
        lines = [to.say(self.head), *(f"  {one.told(to)}" for one in self.profiles)]
        return "\n".join([*lines, to.say(self.assumed), to.say(self.searched)])

    @property
    def head(self) -> Message:
        """What the profiles are: alternatives to each other where there are several."""
        if not self.profiles:
            return words.NONE()
        return words.HEAD() if len(self.profiles) == 1 else words.HEAD_ALTERNATIVES()

    @property
    def assumed(self) -> Message:
        """What holds for every new mentor."""
        return words.ASSUMED(
            places=counts.PLACES(count=self.places),
            skill=self.skill,
            level=words.LEVEL_NATIVE() if self.level == "native" else self.level,
            hours=tuple(words.FROM_TO(start=start, end=end) for start, end in self.hours),
        )

    @property
    def searched(self) -> Message:
        """What was searched."""
        return words.SEARCHED(
            most_topics=self.most_topics,
            topics=len(self.topics),
            languages=len(self.languages),
            zones=len(self.zones),
        )


def recruitment(
    proposal: Proposal,
    most: int = 3,
    *,
    places: int = 1,
    most_topics: int = 3,
    skill: int = 3,
    level: LanguageLevel = "C1",
    hours: tuple[tuple[int, int], ...] = OFFICE_OR_EVENING,
    topics: tuple[str, ...] | None = None,
    languages: tuple[str, ...] | None = None,
    zones: tuple[str, ...] | None = None,
) -> Recruitment:
    """Find the profile of the new mentor who would bring most to the round.

    Parameters
    ----------
    proposal : Proposal
        A proved proposal.
    most : int
        How many profiles to give.
    places : int
        How many mentees a new mentor takes. The search goes by what one place brings; what is told
        is exact for all of them.
    most_topics : int
        How many topics a profile has at most.
    skill : int
        Level of the expertise, 1 to 3.
    level : str
        Level of the language.
    hours : tuple of (int, int)
        Spans of full hours, local time; a new mentor is free in one of them on every weekday.
    topics, languages, zones : tuple of str, optional
        What to search; all topics and areas of the vocabulary, all languages that mentees speak,
        and all time zones in which mentees and mentors live, when left out.

    Returns
    -------
    Recruitment
        With one place, no mentor of any profile searched brings more than the first.

    Raises
    ------
    ProblemError
        When the proposal is not proved optimal.

    Notes
    -----
    One language is enough: with one place a second one brings nothing.
    """
    assumed = Assumptions(places, skill, level)
    people, newcomers = proposal.round, Newcomers(proposal, assumed)
    every = (*people.vocabulary.topic, *people.vocabulary.area)
    searched = Vocabulary(
        topics=tuple(sorted(t.id for t in every)) if topics is None else topics,
        languages=_languages(people.mentees) if languages is None else languages,
        zones=_zones((*people.mentees, *people.mentors)) if zones is None else zones,
        hours=hours,
        most_topics=most_topics,
    )
    found: dict[tuple[PersonName, ...], NewMentor] = {}
    for profile in Search(newcomers, searched).best():
        if len(found) == most:
            break
        told = _told(newcomers, profile)
        found.setdefault(told.gets, told)
    return Recruitment(
        profiles=tuple(sorted(found.values(), key=lambda one: (-one.matches, -one.points))),
        places=places,
        skill=skill,
        level=level,
        hours=hours,
        most_topics=most_topics,
        topics=searched.topics,
        languages=searched.languages,
        zones=searched.zones,
    )


def _names(people: tuple[PersonName, ...]) -> tuple[str, ...]:
    return tuple(map(str, people))


def _languages(mentees: tuple[Mentee, ...]) -> tuple[str, ...]:
    """List the languages that mentees speak; English where nobody said."""
    spoken = {skill.language for mentee in mentees for skill in mentee.languages or ()}
    return tuple(sorted(spoken)) or ("en",)


def _zones(people: tuple[Mentee | Mentor, ...]) -> tuple[str, ...]:
    """List the time zones of people; universal time where nobody said."""
    return tuple(sorted({p.time_zone for p in people if p.time_zone is not None})) or ("UTC",)


def _told(newcomers: Newcomers, profile: Profile) -> NewMentor:
    """Add a new mentor to the round, and see what changes."""
    proposal = newcomers.proposal
    people, label = proposal.round, proposal.round.vocabulary.label
    together, new = newcomers.joined(profile)
    closed = proposal.scored.facts.closed
    problem = build_problem(score(together, proposal.policy, closed, frozenset({new})))
    own = next(col for col, mentor in enumerate(together.mentors) if mentor.id == new)
    pairs = proposal.assignment.pairs
    shifted = np.column_stack((pairs[:, 0], pairs[:, 1] + (pairs[:, 1] >= own)))
    near = replace(proposal.assignment, pairs=shifted)
    after = solve(problem, proposal.policy.objective, near=near)
    has = {row: col - (col > own) for row, col in after.pairs.tolist() if col != own}
    counts_matches = proposal.policy.objective == "coverage_total"
    gets = after.pairs[after.pairs[:, 1] == own, 0].tolist()
    return NewMentor(
        topics=profile.topics,
        labels=tuple(label(topic) for topic in profile.topics),
        language=profile.language,
        zone=profile.zone,
        start=profile.hours[0],
        end=profile.hours[1],
        matches=after.coverage - proposal.assignment.coverage if counts_matches else 0,
        points=after.value - proposal.assignment.value,
        for_others=tuple(map(label, _for_others(newcomers, profile, gets))),
        gets=tuple(name_of(people, people.mentees[row]) for row in gets),
        moves=differences(proposal, has, but=gets),
        clocks=their_clocks(proposal, profile, gets),
        others=other_mentees(newcomers, profile, gets),
    )


def _for_others(newcomers: Newcomers, profile: Profile, gets: list[int]) -> tuple[str, ...]:
    """List the topics without which those who would get the mentor would gain as much."""
    needed = profile
    for topic in profile.topics:
        fewer = replace(needed, topics=tuple(t for t in needed.topics if t != topic))
        gains = newcomers.gains([needed, fewer])[gets]
        needed = fewer if (gains[:, 0] == gains[:, 1]).all() else needed
    return tuple(topic for topic in profile.topics if topic not in needed.topics)
