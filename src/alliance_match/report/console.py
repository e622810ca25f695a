"""What the command line prints of a proposal, besides its summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from ..explain import Conflict
from ..model.findings import FileRead
from ..model.round import MatchRound
from ..words import Message, Speech, Value
from ..words.templates import console as say
from ..words.templates import dossier
from .records import Attention

__all__ = ["earlier_rounds", "look_first", "no_proposal", "what_was_read"]

#: How many places to look at are printed of each kind, but of columns that are not read: all.
_SHOWN = 5


def what_was_read(files: Iterable[FileRead], to: Speech) -> str:
    """Tell in a line for each file how many rows became what.

    Parameters
    ----------
    files : iterable of FileRead
        Of the report of a round.
    to : Speech
        Who says it.
    """
    return "\n".join(to.say(_read(one, to)) for one in files)


def _read(one: FileRead, to: Speech) -> Message:
    if one.rows is None:
        return say.READ_IN_WORDS(file=one.file, words=one.said)
    others = (
        (say.DUPLICATES, one.duplicates),
        (say.BLANK, one.blank),
        (say.DROPPED, one.dropped),
    )
    return say.READ(
        file=one.file,
        format=to.gettext(one.format),
        rows=say.ROWS(count=one.rows),
        parts=(
            say.KEPT[one.kind](count=one.kept),
            *(template(count=count) for template, count in others if count),
        ),
    )


def earlier_rounds(people: MatchRound, count: int, to: Speech) -> str:
    """Tell in a line what is known of earlier rounds.

    Parameters
    ----------
    people : MatchRound
        The round, read with them.
    count : int
        How many earlier rounds were given.
    to : Speech
        Who says it.
    """
    waited = sum(m.rounds_waited > 0 for m in people.mentees)
    return to.say(
        say.EARLIER(
            rounds=say.EARLIER_ROUNDS(count=count),
            pairs=say.EARLIER_PAIRS(count=len(people.history)),
            waited=say.EARLIER_WAITED(count=waited),
        )
    )


def look_first(notices: Iterable[Attention], to: Speech) -> str:
    """List what a committee should look at before anything else, the first few of each kind.

    Parameters
    ----------
    notices : iterable of Attention
        What there is to look at.
    to : Speech
        Who says it.
    """
    lines = [line for one in notices for line in _notice(one, to)]
    return "\n".join([to.say(say.LOOK_FIRST() if lines else say.NOTHING_TO_LOOK_AT()), *lines])


def _notice(one: Attention, to: Speech) -> Iterator[str]:
    every = one.title == dossier.COLUMNS()
    yield f"  {to.say(one.title)}{f' ({one.count})' * every}"
    shown = one.links if every else one.links[:_SHOWN]
    for note, links in groupby(shown, key=lambda link: to.say(link.note)):
        labels = tuple(link.label for link in links)
        same = [labels] if note else [(label,) for label in labels]
        yield from (f"    - {_link(what, note, to)}" for what in same)
    if more := len(one.links) - len(shown):
        yield f"    {to.say(say.MORE_LOOKS(count=more))}"


def _link(labels: tuple[Value, ...], note: str, to: Speech) -> str:
    """Say what is to be looked at, and once what holds for all of it."""
    what = to.joined(labels)
    return to.say(say.LOOK(what=what, note=note)) if note else what


def no_proposal(conflicts: Sequence[Conflict], kept: Path | None, to: Speech) -> str:
    """Say in short why there is no proposal, and what became of an earlier one.

    Parameters
    ----------
    conflicts : sequence of Conflict
        All that stands in the way, each with its remedy.
    kept : Path or None
        The folder of an earlier proposal that stays.
    to : Speech
        Who says it.
    """
    said = list[str]()
    for one in conflicts:
        template = say.FURTHER if one.further else say.NO_PROPOSAL
        said.append(to.say(template(cause=one.cause)))
    return " ".join([*said, *([to.say(say.AS_IT_WAS(folder=str(kept)))] if kept else [])])
