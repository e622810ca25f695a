"""The page "Why not?": every mentee with every mentor, each cell with its reason or its price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from ..explain import explain_conflict
from ..explain.record import PersonName, name_of
from ..proposal import Proposal
from ..words import Message, Speech, speech
from ..words.templates import why_not_page as say
from .pages import pages
from .regret_map import levels_of, regret_map
from .view import presentable
from .why_not_cells import Row, rows_of
from .why_not_codes import code_of, codes_of, meanings

__all__ = ["WHY_NOT", "render_why_not"]

WHY_NOT = "why-not.html"

#: How many mentees one table holds.
_GROUP = 25


@dataclass(frozen=True)
class KeyLine:
    """A code, what it means, and how many cells have it."""

    code: str
    meaning: Message
    count: int


@dataclass(frozen=True)
class Group:
    """Some mentees, one row each, counted from the first of all."""

    title: Message
    first: int
    rows: tuple[Row, ...]


def render_why_not(proposal: Proposal, language: str = "en") -> str:
    """Render the page.

    Parameters
    ----------
    proposal : Proposal
        Any proposal. Prices are shown where it is proved optimal; elsewhere every cell has a code.
    language : {"en", "fr", "es"}
        The language.

    Returns
    -------
    str
        One HTML page: no script, no address outside itself; the same for the same proposal.
    """
    to, people, codes = speech(language), proposal.round, codes_of(proposal)
    mentees, mentors = (
        tuple(name_of(people, person) for person in side)
        for side in (people.mentees, people.mentors)
    )
    proved = proposal.status == "optimal"
    template = pages(language).get_template("why_not.html.j2")
    return template.render(
        status=proposal.status,
        counts=proposal.assignment.objective == "coverage_total",
        conflict=explain_conflict(proposal) if proposal.status == "infeasible" else None,
        picture=_picture(proposal, mentees, mentors, to) if proved and codes.size else None,
        key=_key(proposal, codes),
        mentors=mentors,
        groups=tuple(_groups(tuple(rows_of(proposal, codes, to)))),
        words=say,
    )


def _picture(
    proposal: Proposal,
    mentees: tuple[PersonName, ...],
    mentors: tuple[PersonName, ...],
    to: Speech,
) -> Markup:
    levels = levels_of(proposal.regrets, proposal.assignment.pairs)
    down, across = ([presentable(one.name) for one in side] for side in (mentees, mentors))
    return Markup(regret_map(levels, down, across, to, "regrets"))


# --- the key ---------------------------------------------------------------------------------


def _key(proposal: Proposal, codes: NDArray[np.object_]) -> tuple[KeyLine, ...]:
    """Explain the codes that the table has."""
    lines = (
        KeyLine(code=code_of(name), meaning=meaning, count=int((codes == name).sum()))
        for name, meaning in meanings(proposal).items()
    )
    return tuple(line for line in lines if line.count)


def _groups(rows: Sequence[Row]) -> Iterator[Group]:
    for first in range(0, len(rows), _GROUP):
        some = tuple(rows[first : first + _GROUP])
        title = say.MENTEES(
            first=first + 1,
            last=first + len(some),
            from_name=some[0].mentee.name,
            to_name=some[-1].mentee.name,
        )
        yield Group(title=title, first=first + 1, rows=some)
