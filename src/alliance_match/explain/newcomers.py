"""New mentors who do not exist yet: what each would be worth to the round, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..model.availability import WeeklyWindow
from ..model.decisions import Decisions
from ..model.people import Expertise, LanguageLevel, LanguageSkill, Mentor, Organisation, Person
from ..model.policy import FULL_MARKS
from ..model.record import Range
from ..model.round import MatchRound
from ..proposal import Proposal
from ..scoring.score import ScoredPairs, score

__all__ = ["IMPOSSIBLE", "Assumptions", "Hours", "Newcomers", "Profile"]

Table = NDArray[np.int64]
IMPOSSIBLE = -(2**62)
"""Less than any gain."""

Hours = tuple[int, int]
"""From which to which full hour."""

Key = tuple[tuple[str, ...], str, str, Hours]


@dataclass(frozen=True)
class Profile:
    """What is looked for: topics, a language, a time zone, and free hours on weekdays there."""

    topics: tuple[str, ...]
    language: str
    zone: str
    hours: Hours

    @property
    def key(self) -> Key:
        """By what profiles are put in order."""
        return self.topics, self.language, self.zone, self.hours

    @property
    def windows(self) -> tuple[WeeklyWindow, ...]:
        """The free hours, local time."""
        start, end = (60 * hour for hour in self.hours)
        return tuple(WeeklyWindow(day=day, start=start, end=end) for day in range(5))


@dataclass(frozen=True)
class Assumptions:
    """What holds for every new mentor: places, and levels of expertise and of the language."""

    places: int
    skill: int
    level: LanguageLevel


@dataclass(frozen=True, eq=False)
class Newcomers:
    """New mentors beside a proved proposal.

    Attributes
    ----------
    proposal : Proposal
        The proposal.
    assumed : Assumptions
        What holds for all of them.
    """

    proposal: Proposal
    assumed: Assumptions

    @cached_property
    def prefix(self) -> str:
        """What their ids begin with: nobody has such an id, and nobody names one."""
        people: tuple[Person, ...] = (*self.proposal.round.mentors, *self.proposal.round.mentees)
        taken = {n for p in people for n in (p.id, *p.exclusions, *p.preferences)}
        taken |= {o.id for o in self.proposal.round.organisations}
        prefix = "new"
        while any(name.startswith(prefix) for name in taken):
            prefix += "-"
        return prefix

    def mentor(self, profile: Profile, number: int) -> tuple[Mentor, Organisation]:
        """Make a mentor, and the organisation that is the mentor's alone."""
        name = f"{self.prefix}-{number:05d}"
        skill = LanguageSkill(language=profile.language, level=self.assumed.level)
        mentor = Mentor(
            id=name,
            name=name,
            organisation=name,
            languages=(skill,),
            time_zone=profile.zone,
            availability=profile.windows,
            expertise=tuple(Expertise(topic=t, level=self.assumed.skill) for t in profile.topics),
            capacity=Range.exactly(self.assumed.places),
            panel_status="approved",
        )
        return mentor, Organisation(id=name, name=name, membership="full")

    def scored(self, profiles: Sequence[Profile]) -> ScoredPairs:
        """Judge new mentors for all mentees, a column each."""
        people = self.proposal.round
        made = [self.mentor(profile, number) for number, profile in enumerate(profiles)]
        homes = tuple(home for _, home in made)
        alone = MatchRound(
            mentors=tuple(mentor for mentor, _ in made),
            mentees=people.mentees,
            experts=people.experts,
            organisations=(*people.organisations, *homes),
            vocabulary=people.vocabulary,
        )
        new = frozenset(m.id for m in alone.mentors)
        closed = replace(self.proposal.scored.facts.closed, pairs=frozenset())  # of the others
        return score(alone, self.proposal.policy, closed, new)

    def gains(self, profiles: Sequence[Profile]) -> Table:
        r"""Say what the round gains if each mentee in turn gets each new mentor.

        Parameters
        ----------
        profiles : sequence of Profile
            The new mentors, each with one place.

        Returns
        -------
        ndarray of int64, shape (n_mentees, n_profiles)
            :attr:`unit` for each match, and the points; :data:`IMPOSSIBLE` where the pair is not
            eligible, or the mentee cannot leave what the committee decided.

        Notes
        -----
        Mentee :math:`i` leaves the round for the new mentor, worth :math:`w_i`, so that the gain is
        :math:`w_i + V_{-i} - V` where :math:`V_{-i}` is what the round is worth without
        :math:`i`; the mentor brings the greatest of these.
        """
        scored, leaving = self.scored(profiles), self.proposal.regrets.single
        counts = self.proposal.policy.objective == "coverage_total"
        matches = counts - leaving.coverage
        gain = self.unit * matches[:, None] + scored.points - leaving.value[:, None]
        return np.where(scored.eligible & leaving.possible[:, None], gain, IMPOSSIBLE)

    @property
    def unit(self) -> int:
        """What a match outweighs: more than twice what all points can differ by."""
        return 4 * FULL_MARKS * (len(self.proposal.round.mentees) + 2)

    def apart(self, gain: int) -> tuple[int, int]:
        """Read matches and points off a gain."""
        matches = (2 * gain + self.unit) // (2 * self.unit)
        return matches, gain - self.unit * matches

    def joined(self, profile: Profile) -> tuple[MatchRound, str]:
        """Add one new mentor to the round; give the round and the mentor's id."""
        people = self.proposal.round
        mentor, home = self.mentor(profile, 0)
        together = MatchRound(
            mentors=(*people.mentors, mentor),
            mentees=people.mentees,
            experts=people.experts,
            organisations=(*people.organisations, home),
            decisions=Decisions(entries=people.decisions.entries),
            history=people.history,
            vocabulary=people.vocabulary,
        )
        return together, mentor.id
