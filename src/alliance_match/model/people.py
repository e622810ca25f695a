"""The people and organisations of a round. ``None`` means unknown: never zero, never "no"."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from .availability import WeeklyWindow, ZoneName
from .record import Range, Record, Source
from .regions import region_of

__all__ = [
    "LEVELS",
    "STAGES",
    "Expertise",
    "Goal",
    "LanguageLevel",
    "LanguageSkill",
    "Membership",
    "Mentee",
    "Mentor",
    "Organisation",
    "PanelStatus",
    "Person",
    "Rank",
    "Stage",
    "SubjectExpert",
]

LanguageLevel = Literal["A1", "A2", "B1", "B2", "C1", "C2", "native"]
#: The levels of the Common European Framework, and native speakers, from low to high.
LEVELS: tuple[LanguageLevel, ...] = ("A1", "A2", "B1", "B2", "C1", "C2", "native")

Stage = Literal["emerging", "developing", "established"]
#: The stages of an association's life, in order.
STAGES: tuple[Stage, ...] = ("emerging", "developing", "established")

Membership = Literal["full", "affiliate", "honorary", "none"]
PanelStatus = Literal["applied", "approved", "advised_to_reapply", "withdrawn"]


class Organisation(Record):
    """An association that people belong to.

    Parameters
    ----------
    id : str
        A slug of the name.
    name : str
        The name as it is shown.
    country : str or None
        ISO 3166-1 alpha-2 code.
    membership : {"full", "affiliate", "honorary", "none"} or None
        Standing within the programme's alliance.
    """

    id: str
    name: str
    country: str | None = None
    membership: Membership | None = None

    @property
    def region(self) -> str | None:
        """The world region of the organisation's country."""
        return region_of(self.country)


class LanguageSkill(Record):
    """A language somebody speaks: a primary BCP 47 tag (``"pt"``), and a level or unknown."""

    language: str = Field(min_length=2)
    level: LanguageLevel | None = None


class Expertise(Record):
    """What a mentor or expert can help with.

    Parameters
    ----------
    topic : str
        A topic id of the vocabulary, or an area id when no topic was named.
    level : int or None
        1 has done it, 2 has led it, 3 teaches it.
    evidence : str
        The words of the application that say so.
    """

    topic: str
    level: int | None = Field(default=None, ge=1, le=3)
    evidence: str = ""


class Goal(Record):
    """What a mentee wants to achieve.

    Parameters
    ----------
    topic : str or None
        A topic or area id of the vocabulary; ``None`` where the text names none.
    priority : int
        1 matters most, 3 least.
    text : str
        The goal in the mentee's own words.
    success_measure : str or None
        How the mentee will know that it is reached.
    deadline : datetime.date or None
        When it should be reached.
    """

    topic: str | None = None
    priority: int = Field(default=1, ge=1, le=3)
    text: str = ""
    success_measure: str | None = None
    deadline: date | None = None


class Rank(Record):
    """A person's step on one of the programme's own scales, such as a grade."""

    scale: str
    step: str


class Person(Record):
    """What mentors, mentees and subject experts have in common.

    Parameters
    ----------
    id : str
        Unique within the round.
    name : str
        As it is shown; an organisation's own name where the organisation is the mentee.
    organisation : str or None
        Id of an :class:`Organisation`.
    email : str or None
        For telling people apart; never shown in a report.
    languages : tuple of LanguageSkill or None
        ``None`` when the question was not answered.
    time_zone : str or None
        IANA name, such as ``"America/Lima"``.
    availability : tuple of WeeklyWindow or None
        Local weekly windows; ``None`` when unknown or not readable.
    ranks : tuple of Rank
        Steps on the programme's own scales.
    exclusions : tuple of str
        Ids of people or organisations this person must not be paired with.
    preferences : tuple of str
        Ids of people or organisations this person asked for, most wanted first.
    submitted : datetime.datetime or None
        When the application was sent, as the export says (no zone is assumed).
    source : Source or None
        The file and row it was read from.
    """

    id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    organisation: str | None = None
    email: str | None = None
    languages: tuple[LanguageSkill, ...] | None = None
    time_zone: ZoneName | None = None
    availability: tuple[WeeklyWindow, ...] | None = None
    ranks: tuple[Rank, ...] = ()
    exclusions: tuple[str, ...] = ()
    preferences: tuple[str, ...] = ()
    submitted: datetime | None = None
    source: Source | None = None


class Mentor(Person):
    """Somebody who offers to guide.

    Parameters
    ----------
    expertise : tuple of Expertise or None
        What the mentor can help with.
    hours_per_month : Range or None
        Time offered, over all mentees.
    capacity : Range or None
        How many mentees; the low end counts.
    stages : tuple of str or None
        Stages of associations the mentor has worked with.
    regions : tuple of str
        World regions, besides the own one, the mentor has worked with.
    mentoring_experience : int or None
        How many people or organisations the mentor has mentored before.
    panel_status : {"applied", "approved", "advised_to_reapply", "withdrawn"} or None
        What the committee decided on the application.
    """

    expertise: tuple[Expertise, ...] | None = None
    hours_per_month: Range | None = None
    capacity: Range | None = None
    stages: tuple[Stage, ...] | None = None
    regions: tuple[str, ...] = ()
    mentoring_experience: int | None = Field(default=None, ge=0)
    panel_status: PanelStatus | None = None


class Mentee(Person):
    """An organisation or a person that asks for guidance.

    Parameters
    ----------
    kind : {"organisation", "individual"} or None
        Who the mentee is.
    key_people : tuple of str
        Whom an organisation names for the work.
    goals : tuple of Goal or None
        What is to be achieved.
    stage : {"emerging", "developing", "established"} or None
        Where the association stands.
    rounds_waited : int
        Earlier rounds that left this mentee without a mentor.
    """

    kind: Literal["organisation", "individual"] | None = None
    key_people: tuple[str, ...] = ()
    goals: tuple[Goal, ...] | None = None
    stage: Stage | None = None
    rounds_waited: int = Field(default=0, ge=0)


class SubjectExpert(Person):
    """Somebody whom a mentor may consult on a subject.

    Parameters
    ----------
    expertise : tuple of Expertise or None
        The subjects.
    consultations : Range or None
        How many mentees the expert can help in one round.
    """

    expertise: tuple[Expertise, ...] | None = None
    consultations: Range | None = None
