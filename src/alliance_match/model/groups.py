"""Groups: one mentor with several mentees of one goal, who take one place together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pydantic import Field

from ..errors import PolicyError, did_you_mean
from .record import Record

if TYPE_CHECKING:
    from .decisions import Decision
    from .people import Mentor
    from .round import MatchRound
    from .vocabulary import Vocabulary

__all__ = ["Group", "formed", "with_groups"]


class Group(Record):
    """A group that a mentor leads; beside it the mentor has one place fewer.

    Parameters
    ----------
    mentor : str
        Id of the mentor who leads it.
    topic : str
        The topic or area that every member has among the goals.
    size : int
        How many mentees it takes.
    least : int
        With fewer there is no group. As with every minimum load, that so many come is asked for,
        not hoped for: where they cannot be had, the conflict is named.
    """

    mentor: str = Field(description="id of the mentor who leads it")
    topic: str = Field(description="the topic or area that all its members have as a goal")
    size: int = Field(default=4, ge=2, le=1000, description="mentees that it takes")
    least: int = Field(default=2, ge=1, le=1000, description="mentees that it must get")

    @property
    def id(self) -> str:
        """By which the group stands among the mentors."""
        return f"{self.mentor}+{self.topic}"


def with_groups(people: MatchRound, groups: Iterable[Group]) -> MatchRound:
    """Let groups stand among the mentors of a round, each as its leader with other places.

    Parameters
    ----------
    people : MatchRound
        A round; groups that already stand in it are replaced by those given.
    groups : iterable of Group
        The policy's.

    Returns
    -------
    MatchRound
        The round itself where that changes nothing.

    Raises
    ------
    PolicyError
        When a group's mentor or topic is not in the round, when one is named twice, or when a
        decision is about a group that is not formed; all are named at once.
    """
    groups = tuple(groups)
    mentors = formed(people.mentors, groups, people.vocabulary)
    if mentors == people.mentors:
        return people
    here = {m.id for m in mentors}
    _require([_undecided(d) for d in people.decisions.entries if d.mentor not in here])
    return people.model_copy(update={"mentors": mentors})


def formed(
    mentors: Iterable[Mentor], groups: Iterable[Group], vocabulary: Vocabulary
) -> tuple[Mentor, ...]:
    """Form groups of mentors.

    Parameters
    ----------
    mentors : iterable of Mentor
        Groups among them are replaced by those given.
    groups : iterable of Group
        The policy's.
    vocabulary : Vocabulary
        Where their topics are from.

    Returns
    -------
    tuple of Mentor
        Mentors and groups in the order of their ids.

    Raises
    ------
    PolicyError
        As :func:`with_groups`, decisions aside.
    """
    leaders, groups = {m.id: m for m in mentors if m.group is None}, tuple(groups)
    _require([*_misnamed(leaders, groups, vocabulary)])
    led = (_as_mentor(leaders[group.mentor], group, vocabulary) for group in groups)
    return tuple(sorted((*leaders.values(), *led), key=lambda m: m.id))


def _require(wrong: Sequence[str]) -> None:
    if wrong:
        lines = "\n".join(f"- {line}" for line in wrong)
        raise PolicyError(f"The groups of the policy cannot be formed:\n{lines}")


def _as_mentor(leader: Mentor, group: Group, vocabulary: Vocabulary) -> Mentor:
    name = f"{leader.name} · {vocabulary.label(group.topic)}"
    return leader.model_copy(update={"id": group.id, "name": name, "group": group})


def _misnamed(ids: Collection[str], groups: Sequence[Group], words: Vocabulary) -> Iterator[str]:
    for name, times in Counter(g.id for g in groups).items():
        if times > 1 or name in ids:
            yield f"{name}: there are two of it; take one out."
    for group in groups:
        if group.mentor not in ids:
            near = did_you_mean(group.mentor, ids)
            yield f"{group.id}: there is no mentor {group.mentor!r} in this round.{near}"
        if group.topic not in words:
            near = did_you_mean(group.topic, [e.id for e in (*words.area, *words.topic)])
            yield f"{group.id}: there is no topic {group.topic!r} in the vocabulary.{near}"


def _undecided(decision: Decision) -> str:
    return (
        f"{decision.mentor}: a decision ({decision.kind} of {decision.mentee}) is about this "
        "group; keep the group, or withdraw the decision."
    )
