"""What the committee decided before: it holds on where nothing new is given, and none is lost."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.decisions import WRITTEN, Decision, Decisions
from ..model.people import Mentee, Mentor
from ..model.round import MatchRound
from ..model.votes import member
from .journal import Journal, Place

__all__ = ["with_earlier"]

_NOUNS = {"accept": "acceptance", "waive": "waiver", "recuse": "recusal"}


def with_earlier(
    given: Decisions | None,
    previous: MatchRound,
    mentors: tuple[Mentor, ...],
    mentees: tuple[Mentee, ...],
    journal: Journal,
) -> Decisions:
    """Let earlier decisions hold on, or say which of them do not.

    Parameters
    ----------
    given : Decisions or None
        What is decided now, which takes the place of everything before; None where nothing is.
    previous : MatchRound
        The round as it was read before, with its decisions.
    mentors, mentees : tuple
        Who is in the round now.
    journal : Journal
        Where each decision that no longer holds is put on record.

    Returns
    -------
    Decisions
        Without those that matching writes anew.
    """
    here = {m.id for m in mentors}, {m.id for m in mentees}
    now = given.entries if given is not None else tuple(_holding(previous, *here))
    decided = {_said(one) for one in now}
    for one in _decided(previous):
        if _said(one) not in decided:
            _tell(one, previous, one.mentor in here[0] and one.mentee in here[1], journal)
    return Decisions(entries=now)


def _decided(previous: MatchRound) -> Iterator[Decision]:
    return (d for d in previous.decisions.entries if d.kind not in WRITTEN)


def _holding(previous: MatchRound, mentors: set[str], mentees: set[str]) -> Iterator[Decision]:
    return (d for d in _decided(previous) if d.mentor in mentors and d.mentee in mentees)


def _said(one: Decision) -> tuple[str, ...]:
    return one.kind, *one.pair, one.rule or "", member(one.who)


def _tell(one: Decision, previous: MatchRound, both_here: bool, journal: Journal) -> None:
    """Put on record that a decision no longer holds."""
    mentee, mentor = previous.mentee(one.mentee), previous.mentor(one.mentor)
    pair = f"{mentee.name} ({mentee.id}) with {mentor.name} ({mentor.id})"
    by = f" of {one.who}" if one.who else ""
    why = "it is not among those given now" if both_here else "one of the two is no longer here"
    remedy = "Add it to the decisions if it is to hold on." if both_here else ""
    source = one.source
    place = Place("decisions") if source is None else Place(source.file, source.row)
    what = f"The earlier {_NOUNS.get(one.kind, one.kind)}{by} on {pair} is dropped: {why}"
    journal.add("question" if both_here else "warning", place, what, remedy)
