"""The people and organisations of a round. ``None`` means unknown: never zero, never "no"."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import Literal

from pydantic import Field, field_validator

from .availability import WeeklyWindow, ZoneName
from .groups import Group
from .record import Range, Record, Source
from .regions import region_of

__all__ = [
    "LEVELS",
    "SIZES",
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
    "Size",
    "Stage",
    "SubjectExpert",
    "is_language",
]

LanguageLevel = Literal["A1", "A2", "B1", "B2", "C1", "C2", "native"]
#: The levels of the Common European Framework, and native speakers, from low to high.
LEVELS: tuple[LanguageLevel, ...] = ("A1", "A2", "B1", "B2", "C1", "C2", "native")

Stage = Literal["emerging", "developing", "established"]
#: The stages of an association's life, in order.
STAGES: tuple[Stage, ...] = ("emerging", "developing", "established")

Membership = Literal["full", "affiliate", "honorary", "member", "none"]
Size = Literal["small", "medium", "large"]
#: The sizes of an association, in order.
SIZES: tuple[Size, ...] = ("small", "medium", "large")
PanelStatus = Literal["applied", "approved", "not_approved", "advised_to_reapply", "withdrawn"]


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
    membership : {"full", "affiliate", "honorary", "member", "none"} or None
        Standing within the programme's alliance; ``"member"`` where the kind is not said.
    size : {"small", "medium", "large"} or None
        How many people it employs, in three bands as the programme reckons; volunteers and members
        do not count.
    """

    id: str
    name: str
    country: str | None = None
    membership: Membership | None = None
    size: Size | None = None

    @property
    def region(self) -> str | None:
        """The world region of the organisation's country."""
        return region_of(self.country)


class LanguageSkill(Record):
    """A language somebody speaks.

    Parameters
    ----------
    language : str
        A primary BCP 47 tag, such as ``"pt"``: the shortest ISO 639 code, without a region.
    level : str or None
        A level of the Common European Framework, ``"native"``, or unknown.

    Examples
    --------
    >>> LanguageSkill(language="pt", level="C1").level
    'C1'
    """

    language: str
    level: LanguageLevel | None = None

    @field_validator("language")
    @classmethod
    def _tag(cls, language: str) -> str:
        if not is_language(language):
            meant = _tag_of(language) or "en"
            raise ValueError(f"{language!r} is not a primary language tag such as {meant!r}")
        return language


@cache
def is_language(tag: str) -> bool:
    """Tell whether a text is the primary tag of a language."""
    if re.fullmatch(r"[a-z]{2,3}", tag) is None:
        return False
    import langcodes

    return bool(langcodes.Language.make(language=tag).is_valid())


def _tag_of(text: str) -> str | None:
    """Give the primary tag that a longer tag, or a name, seems to mean."""
    import langcodes

    first = re.split("[-_]", text.strip().lower())[0]
    try:
        return first if is_language(first) else langcodes.find(text).language
    except (LookupError, UnicodeError):  # the latter on half characters and bytes of its index
        return None


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
        Unique among the mentors, the mentees or the experts; a mentor and a mentee may share one.
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
        Local weekly windows, or their text as in ``"Mon 18:00-20:00; Wed 09:00-12:00"``; ``None``
        when unknown or not readable.
    ranks : tuple of Rank
        Steps on the programme's own scales.
    exclusions : tuple of str
        Ids of people of the other side (mentees for a mentor), or of organisations, that this
        person must not be paired with.
    preferences : tuple of str
        Likewise, whom this person asked for, most wanted first.
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

    @field_validator("availability", mode="before")
    @classmethod
    def _windows(cls, given: object) -> object:
        return tuple(filter(str.strip, given.split(";"))) if isinstance(given, str) else given


class Mentor(Person):
    """Somebody who offers to guide.

    Parameters
    ----------
    expertise : tuple of Expertise or None
        What the mentor can help with.
    hours_per_month : Range, number or None
        Time offered, over all mentees.
    capacity : Range, number or None
        How many mentees; the low end counts.
    stages : tuple of str or None
        Stages of associations the mentor has worked with.
    regions : tuple of str
        World regions, besides the own one, the mentor has worked with.
    mentoring_experience : int or None
        How many people or organisations the mentor has mentored before.
    panel_status : str or None
        What the committee decided on the application: ``"applied"`` (nothing yet), ``"approved"``,
        ``"not_approved"``, ``"advised_to_reapply"`` or ``"withdrawn"``.
    group : Group or None
        The group that this is, led by the mentor of the same application; None for a mentor.
    """

    expertise: tuple[Expertise, ...] | None = None
    hours_per_month: Range | None = None
    capacity: Range | None = None
    stages: tuple[Stage, ...] | None = None
    regions: tuple[str, ...] = ()
    mentoring_experience: int | None = Field(default=None, ge=0)
    panel_status: PanelStatus | None = None
    group: Group | None = None


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
        How many the expert can give in one round, each for one goal of one mentee; the low end
        counts.
    """

    expertise: tuple[Expertise, ...] | None = None
    consultations: Range | None = None
