"""Who would gain by a new mentor, how much, and when they could meet by their own clock."""

from __future__ import annotations

from ..model.people import Mentee
from ..proposal import Proposal
from ..words import Message
from ..words.templates import recruitment as words
from .bottlenecks import gained
from .newcomers import Newcomers, Profile
from .record import Line, PersonName, name_of
from .times import ClockTime, read_off

__all__ = ["OtherMentee", "TheirClock", "other_mentees", "their_clocks"]


class TheirClock(Line):
    """A Monday's free hours of a new mentor, by the clock of a mentee in another time zone.

    Attributes
    ----------
    mentee : PersonName
        Who would get the mentor.
    winter, summer : ClockTime
        The hours in the policy's two weeks.
    """

    mentee: PersonName
    winter: ClockTime
    summer: ClockTime

    @property
    def message(self) -> Message:
        """The hours, once where both seasons agree."""
        mentee, winter, summer = str(self.mentee), self.winter.message, self.summer.message
        if self.winter == self.summer:
            return words.ON_CLOCK(mentee=mentee, hours=winter)
        return words.ON_CLOCK_BY_SEASON(mentee=mentee, winter=winter, summer=summer)


class OtherMentee(Line):
    """Somebody else for whom the round would gain, if they got one place with a new mentor.

    Attributes
    ----------
    mentee : PersonName
        Who.
    matches, points : int
        What the round gains then; points may be negative where a match is gained.
    """

    mentee: PersonName
    matches: int
    points: int

    @property
    def message(self) -> Message:
        """The gain, and with whom."""
        mentee, gains = str(self.mentee), gained(self.matches, self.points)
        if self.points >= 0:
            return words.GAIN_WITH(mentee=mentee, gains=gains)
        return words.GAIN_WITH_AT_A_PRICE(mentee=mentee, gains=gains, points=-self.points)


def their_clocks(
    proposal: Proposal, profile: Profile, mentees: list[int]
) -> tuple[TheirClock, ...]:
    """Read a profile's hours off the clocks of mentees, where these show something else."""
    own, found = ClockTime(day=0, start=60 * profile.hours[0], end=60 * profile.hours[1]), []
    for row in mentees:
        mentee = proposal.round.mentees[row]
        if mentee.time_zone is None:
            continue
        seasons = _seasons(proposal, profile, mentee, own)
        if seasons != (own, own):
            who = name_of(proposal.round, mentee)
            found.append(TheirClock(mentee=who, winter=seasons[0], summer=seasons[1]))
    return tuple(found)


def _seasons(
    proposal: Proposal, profile: Profile, mentee: Mentee, own: ClockTime
) -> tuple[ClockTime, ClockTime]:
    calendar, zone = proposal.policy.calendar, str(mentee.time_zone)
    winter, summer = calendar.winter_week, calendar.summer_week
    return (
        read_off(own, winter, profile.zone, zone),
        read_off(own, summer, profile.zone, zone),
    )


def other_mentees(
    newcomers: Newcomers, profile: Profile, but: list[int]
) -> tuple[OtherMentee, ...]:
    """List those for whom the round would gain too, the greatest gain first."""
    people, gains = newcomers.proposal.round, newcomers.gains([profile])[:, 0].tolist()
    rows = [row for row, gain in enumerate(gains) if gain > 0 and row not in but]
    rows.sort(key=lambda row: -gains[row])
    found = []
    for row in rows:
        matches, points = newcomers.apart(gains[row])
        who = name_of(people, people.mentees[row])
        found.append(OtherMentee(mentee=who, matches=matches, points=points))
    return tuple(found)
