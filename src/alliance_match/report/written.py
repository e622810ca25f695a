"""People in the words in which intake reads them, by our own headers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby

from ..intake.exact import exact_text, fills
from ..intake.fields import Role
from ..intake.values.language_words import shown_name
from ..intake.values.languages import read_languages
from ..intake.values.topics import TopicReader
from ..model.people import Expertise, Goal, LanguageSkill, Mentee, Mentor, Person, SubjectExpert
from ..model.round import MatchRound
from ..model.vocabulary import Vocabulary
from .form_fields import country_name

__all__ = ["scale_columns", "written"]

Cells = dict[str, str]
#: Where a field goes that is written exactly and has several columns.
_HOME = {"goals": "goal_1"}


def written(
    role: Role, person: Mentor | Mentee | SubjectExpert, people: MatchRound, exact: Iterable[str]
) -> Cells:
    """Write one person, by header.

    Parameters
    ----------
    role : {"mentors", "mentees", "experts"}
        What the person applied as.
    person : Mentor, Mentee or SubjectExpert
        Of the round.
    people : MatchRound
        The round.
    exact : iterable of str
        The fields that are written exactly, because words would be read as something else.
    """
    cells = _common(person, people)
    if isinstance(person, Mentee):
        cells |= _mentee(person, people.vocabulary)
    else:
        cells |= _expertise(person.expertise, people.vocabulary)
        cells |= _mentor(person) if isinstance(person, Mentor) else _expert(person)
    for name in exact:
        cells = {c: t for c, t in cells.items() if fills(c) != name}
        value = getattr(person, name)
        if name == "organisation":
            value = people.organisation_of(person)
            cells |= {"country": "", "membership": "", "size": ""}
        home = scale_columns((person,))[0] if name == "ranks" else _HOME.get(name, name)
        cells[home] = exact_text(value)
    return cells


def scale_columns(people: Iterable[Person]) -> tuple[str, ...]:
    """Give the columns for the programme's own scales on which people have a step."""
    scales = {rank.scale for person in people for rank in person.ranks}
    return tuple(sorted({f"scale.{s if _is_plain(s) else 'other'}" for s in scales}))


def _is_plain(scale: str) -> bool:
    return scale.isprintable() and " ".join(scale.split()) == scale != ""


def _common(person: Mentor | Mentee | SubjectExpert, people: MatchRound) -> Cells:
    organisation = people.organisation_of(person)
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email or "",
        "organisation": organisation.name if organisation else "",
        "country": country_name(organisation.country) if organisation else "",
        "membership": _term(organisation.membership) if organisation else "",
        "size": (organisation.size or "") if organisation else "",
        "languages": "; ".join(map(_language, person.languages or ())),
        "time_zone": person.time_zone or "",
        "availability": "; ".join(map(str, person.availability or ())),
        "exclusions": "; ".join(person.exclusions),
        "preferences": "; ".join(person.preferences),
        "submitted": str(person.submitted or ""),
        **{f"scale.{r.scale}": r.step for r in person.ranks if _is_plain(r.scale)},
    }


def _term(meaning: str | None) -> str:
    return (meaning or "").replace("_", " ")


def _language(skill: LanguageSkill) -> str:
    name = _language_name(skill.language)
    return f"{name} ({skill.level})" if skill.level else name


@cache
def _language_name(tag: str) -> str:
    """Name a language in English where that name is read as just this language."""
    name = shown_name(tag)
    read = read_languages(name)
    return name if read.value == (LanguageSkill(language=tag),) and not read.remarks else tag


def _mentor(mentor: Mentor) -> Cells:
    experience = mentor.mentoring_experience
    return {
        "capacity": str("" if mentor.capacity is None else mentor.capacity),
        "hours_per_month": str("" if mentor.hours_per_month is None else mentor.hours_per_month),
        "stages": "; ".join(mentor.stages or ()),
        "regions": "; ".join(mentor.regions),
        "mentoring_experience": "" if experience is None else str(experience),
        "panel_status": _term(mentor.panel_status),
    }


def _expert(expert: SubjectExpert) -> Cells:
    return {"consultations": str("" if expert.consultations is None else expert.consultations)}


def _mentee(mentee: Mentee, vocabulary: Vocabulary) -> Cells:
    return {
        "kind": mentee.kind or "",
        "key_people": "; ".join(mentee.key_people),
        "stage": mentee.stage or "",
        "rounds_waited": str(mentee.rounds_waited) if mentee.rounds_waited else "",
        **_goals(mentee.goals or (), vocabulary),
    }


def _expertise(items: tuple[Expertise, ...] | None, vocabulary: Vocabulary) -> Cells:
    """Put what was chosen into one column, and sentences that mention a topic into another."""
    topics = TopicReader(vocabulary)
    chosen: list[str] = []
    told: list[str] = []
    for words in dict.fromkeys(item.evidence for item in items or ()):
        said = tuple(item for item in items or () if item.evidence == words)
        (chosen if topics.expertise(words).value == said else told).append(words)
    if items == ():
        chosen = ["none"]
    return {"expertise": "; ".join(chosen), "expertise_text": "\n".join(told)}


def _goals(goals: tuple[Goal, ...], vocabulary: Vocabulary) -> Cells:
    """Write goals by rank; those of one rank that differ in their words, as topics chosen."""
    by_rank = [tuple(held) for _, held in groupby(goals, key=lambda g: g.priority)]
    if any(len({_said(g) for g in held}) > 1 for held in by_rank):
        return _chosen(goals, vocabulary)
    cells: Cells = {}
    for held in by_rank:
        column, goal = f"goal_{held[0].priority}", held[0]
        topic, words = _parted(goal.text, vocabulary)
        deadline = str(goal.deadline or "")
        cells |= {column: topic, f"{column}_text": words}
        cells |= {f"{column}_success": goal.success_measure or "", f"{column}_deadline": deadline}
    return cells


def _said(goal: Goal) -> tuple[object, ...]:
    return goal.text, goal.success_measure, goal.deadline


def _parted(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """Part "Grants: our first application" into the topic that was chosen and the words."""
    if vocabulary.exact(text):
        return text, ""
    topic, colon, words = text.partition(": ")
    return (topic, words) if colon and vocabulary.exact(topic) else ("", text)


def _chosen(goals: tuple[Goal, ...], vocabulary: Vocabulary) -> Cells:
    parted = [_parted(goal.text, vocabulary) for goal in goals]
    options, words = zip(*parted, strict=True)
    if len(set(words)) > 1 or not all(options):
        options, words = tuple(goal.text for goal in goals), ("",)
    return {
        "goals": "; ".join(dict.fromkeys(options)),
        "goal_text": words[0],
        "success_measure": goals[0].success_measure or "",
        "deadline": str(goals[0].deadline or ""),
    }
