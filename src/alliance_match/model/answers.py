"""What people are asked, by role, and whether each answer is known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from .people import Mentee, Mentor, Person, SubjectExpert
    from .round import MatchRound

__all__ = [
    "PLACES",
    "ROLES",
    "SCALE",
    "Asked",
    "PersonRole",
    "answer_key",
    "answers_of",
    "asked_of",
    "everybody",
]

PersonRole = Literal["mentee", "mentor", "expert"]

#: All roles, in the order in which people are told.
ROLES: tuple[PersonRole, ...] = ("mentee", "mentor", "expert")

#: What decides how many mentees a mentor can take; every policy looks at it.
PLACES = ("hours_per_month", "capacity")

#: Begins the name of what is asked about one of the programme's own scales.
SCALE = "scale."
_BETWEEN = re.compile(r"[;\n]")


@dataclass(frozen=True)
class Asked:
    """Something that people of one role are asked.

    Attributes
    ----------
    name : str
        ``"time_zone"``, or ``"scale.grade"`` for a scale of the programme's own.
    known : callable
        Of the round and a person: whether the answer is known; ``None`` where the question does
        not arise, as that of language levels where the languages are not known.
    columns : tuple of str
        The fields of an application that answer it.
    """

    name: str
    known: Callable[[MatchRound, Any], bool | None]
    columns: tuple[str, ...]


def _own(name: str, *columns: str) -> Asked:
    return Asked(name, lambda _, person: getattr(person, name) is not None, (name, *columns))


def _of_organisation(name: str) -> Asked:
    def known(match_round: MatchRound, person: Mentor | Mentee | SubjectExpert) -> bool | None:
        organisation = match_round.organisation_of(person)
        return None if organisation is None else getattr(organisation, name) is not None

    return Asked(name, known, (name,))


def _within(name: str, whole: str, part: str, *columns: str) -> Asked:
    """Ask for a part of each item of an answer, once the answer itself is known."""

    def known(_: MatchRound, person: Mentor | Mentee | SubjectExpert) -> bool | None:
        items = getattr(person, whole)
        return all(getattr(i, part) is not None for i in items) if items else None

    return Asked(name, known, (whole, *columns))


def _scale(name: str) -> Asked:
    field = f"{SCALE}{name}"
    return Asked(field, lambda _, person: name in {r.scale for r in person.ranks}, (field,))


_EXPERTISE = (
    _own("expertise", "expertise_text"),
    _within("expertise_levels", "expertise", "level", "expertise_text"),
)
_LANGUAGES = (_own("languages"), _within("language_levels", "languages", "level"))
_GOALS = ("goal_text", *(f"goal_{n}{part}" for n in (1, 2, 3) for part in ("", "_text")))
_ORGANISATION = (_own("organisation"), _of_organisation("country"), _of_organisation("membership"))
_TIME = (_own("time_zone"), _own("availability"))

_ASKED: dict[PersonRole, tuple[Asked, ...]] = {
    "mentee": (
        *_ORGANISATION,
        _own("kind"),
        *_LANGUAGES,
        *_TIME,
        Asked("goals", lambda _, mentee: bool(mentee.goals), ("goals", *_GOALS)),
        _within("goal_topics", "goals", "topic", *_GOALS),
        _own("stage"),
    ),
    "mentor": (
        *_ORGANISATION,
        *_LANGUAGES,
        *_TIME,
        *_EXPERTISE,
        _own("hours_per_month"),
        _own("capacity"),
        _own("stages"),
        _own("mentoring_experience"),
        _own("panel_status"),
    ),
    "expert": (*_ORGANISATION[:2], *_LANGUAGES, *_EXPERTISE, _own("consultations")),
}


def asked_of(match_round: MatchRound, role: PersonRole) -> tuple[Asked, ...]:
    """List what people of a role are asked, in the order in which it is told.

    Parameters
    ----------
    match_round : MatchRound
        Scales of the programme's own are asked where anybody of the round has a step on them.
    role : {"mentee", "mentor", "expert"}
        Whose questions.
    """
    if role == "expert":
        return _ASKED[role]
    people = (*match_round.mentees, *match_round.mentors)
    scales = sorted({rank.scale for person in people for rank in person.ranks})
    return (*_ASKED[role], *map(_scale, scales))


def everybody(
    match_round: MatchRound,
) -> Iterator[tuple[PersonRole, Mentee | Mentor | SubjectExpert]]:
    """Give all people of a round with their roles: mentees, mentors, then subject experts.

    Groups are nobody: their leaders are there.
    """
    yield from (("mentee", mentee) for mentee in match_round.mentees)
    yield from (("mentor", mentor) for mentor in match_round.mentors if mentor.group is None)
    yield from (("expert", expert) for expert in match_round.experts)


def answer_key(answer: str) -> str:
    """Fold an answer for comparison: no case, single spaces; its signs tell ``<5`` from ``>5``."""
    return " ".join(unicodedata.normalize("NFC", answer).casefold().split())


def answers_of(person: Person, column: str, whole: Collection[str] = ()) -> tuple[str, ...]:
    """Give what a person answered in a column of the programme's own, as it was written.

    Parameters
    ----------
    person : Person
        Of several ranks on one scale the last counts, as for its steps.
    column : str
        Its name without ``scale.``.
    whole : collection of str
        Keys of answers that are not divided, though they may hold a ``;``.

    Examples
    --------
    >>> from alliance_match import Mentee
    >>> town = {"scale": "town", "step": "Leeds; York"}
    >>> ana = Mentee(id="E01", name="Ana Exemplo", ranks=[town])
    >>> answers_of(ana, "town")
    ('Leeds', 'York')
    """
    said = {rank.scale: rank.step for rank in person.ranks}.get(column, "")
    parts = (said,) if answer_key(said) in whole else _BETWEEN.split(said)
    return tuple(part.strip() for part in parts if part.strip())
