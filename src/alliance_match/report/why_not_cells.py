"""One row of the page "Why not?": the cells of a mentee, and the same in whole sentences."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from ..explain.decided import veto_words
from ..explain.obstacles import obstacles
from ..explain.record import Loss, PersonName, name_of
from ..proposal import Proposal
from ..words import Message, Speech
from ..words.templates import why_not_page as say
from .view import presentable
from .why_not_codes import code_of, meanings

__all__ = ["Line", "Row", "rows_of"]

#: Up to how many pairs a code is told with all its reasons, mentor by mentor.
_ALL_REASONS = 2500
_PROPOSED, _AS_GOOD, _PRICED = "proposed", "as good", "priced"


@dataclass(frozen=True)
class Line:
    """A line of what is told of a mentee: what or who it is about, and what is said."""

    about: Markup
    said: Markup


@dataclass(frozen=True)
class Row:
    """A mentee, the cells of the table as markup, and what they say in words."""

    mentee: PersonName
    cells: Markup
    lines: tuple[Line, ...]


def rows_of(proposal: Proposal, codes: NDArray[np.object_], to: Speech) -> Iterator[Row]:
    """Write every mentee's row, as short as can be: a large round has 80,000 cells.

    Parameters
    ----------
    proposal : Proposal
        Any proposal.
    codes : ndarray of str, shape (n_mentees, n_mentors)
        From :func:`~alliance_match.report.why_not_codes.codes_of`.
    to : Speech
        The language.

    Yields
    ------
    Row
        Words tell each mentor's reasons in a round of up to 2,500 pairs; in a larger one they list
        the mentors under each reason.
    """
    people = proposal.round
    mentors = tuple(name_of(people, one) for one in people.mentors)
    every = codes.size <= _ALL_REASONS
    reasons = _reasons(proposal, to)
    kinds = _kinds(proposal, codes)
    write = _cells(proposal, to)
    group = None if every else _by_reason(proposal, mentors, to)
    for i, mentee in enumerate(people.mentees):
        found = [reasons(name, i, j) if every else "" for j, name in enumerate(kinds[i])]
        yield Row(
            mentee=name_of(people, mentee),
            cells=Markup("".join(write(n, i, j, found[j]) for j, n in enumerate(kinds[i]))),
            lines=group(kinds[i], i) if group else _by_mentor(mentors, found),
        )


def _kinds(proposal: Proposal, codes: NDArray[np.object_]) -> list[list[str]]:
    """Name every cell: its code's key, or proposed, as good, priced."""
    kinds = codes.copy()
    kinds[kinds == ""] = _PRICED
    if proposal.status == "optimal":
        price = proposal.regrets
        kinds[(kinds == _PRICED) & (price.value == 0) & (price.coverage == 0)] = _AS_GOOD
    kinds[tuple(proposal.assignment.pairs.T)] = _PROPOSED
    found: list[list[str]] = kinds.tolist()
    return found


# --- the cells -------------------------------------------------------------------------------


def _cells(proposal: Proposal, to: Speech) -> Callable[[str, int, int, str], str]:
    """Give who writes a cell: what it is, where it is, and all that is said of it."""
    price = _prices(proposal, to)
    plain = {
        _PROPOSED: f'<td class="p"><span>{_clean(to.say(say.PROPOSED()))}</span></td>',
        _AS_GOOD: f'<td class="g">{_clean(to.say(say.AS_GOOD(points=0)))}</td>',
    }

    def written(kind: str, row: int, col: int, said: str) -> str:
        if kind == _PRICED:
            return f"<td>{price(row, col)}</td>"
        if kind in plain:
            return plain[kind]
        if said:
            return f'<td class="x"><abbr title="{_clean(said)}">{code_of(kind)}</abbr></td>'
        return f'<td class="x">{code_of(kind)}</td>'

    return written


def _prices(proposal: Proposal, to: Speech) -> Callable[[int, int], str]:
    """Give who writes the price of a pair in figures; equal prices are written once."""
    if proposal.status != "optimal":
        return lambda row, col: ""
    coverage, value = proposal.regrets.coverage.tolist(), proposal.regrets.value.tolist()

    @cache
    def written(matches: int, points: int) -> str:
        if matches:
            return _clean(to.say(say.COSTS_MATCHES(count=matches, points=points)))
        return _clean(to.say(say.COSTS(points=points)))

    return lambda row, col: written(coverage[row][col], value[row][col])


# --- the same in words -----------------------------------------------------------------------


def _reasons(proposal: Proposal, to: Speech) -> Callable[[str, int, int], str]:
    """Give who says in sentences what a pair would cost, or all that stands against it."""
    about: dict[str, Message] = meanings(proposal)

    def said(kind: str, row: int, col: int) -> str:
        if kind in (_PROPOSED, _AS_GOOD):
            return to.sentence(say.IS_PROPOSED() if kind == _PROPOSED else say.IS_AS_GOOD())
        if kind == _PRICED:
            return to.sentence(say.WOULD_LOSE(loss=_loss(proposal, row, col).message))
        found = [*obstacles(proposal, row, col), veto_words(proposal, row, col)]
        told = [one for one in found if one is not None] or [about[kind]]
        return " ".join(to.sentence(one) for one in told)

    return said


def _loss(proposal: Proposal, row: int, col: int) -> Loss:
    """Say what a pair would cost in mentees, where they count first, and in points."""
    price = proposal.regrets
    return Loss(coverage=int(price.coverage[row, col]), points=int(price.value[row, col]))


def _by_mentor(mentors: tuple[PersonName, ...], said: list[str]) -> tuple[Line, ...]:
    return tuple(
        Line(about=Markup(f"{_isolated(one.name)} {_isolated(one.id)}"), said=Markup(_clean(words)))
        for one, words in zip(mentors, said, strict=True)
    )


def _by_reason(
    proposal: Proposal, mentors: tuple[PersonName, ...], to: Speech
) -> Callable[[list[str], int], tuple[Line, ...]]:
    """Give who lists a mentee's mentors under what each would cost, or under what stops them."""
    titles = _titles(proposal, to)
    names, price = [_isolated(one.name) for one in mentors], _prices(proposal, to)

    def listed(kinds: list[str], row: int) -> tuple[Line, ...]:
        held: dict[str, list[str]] = {}
        for col in _cheapest_first(proposal, kinds, row):
            shown = f"{names[col]} ({price(row, col)})" if kinds[col] == _PRICED else names[col]
            held.setdefault(kinds[col], []).append(shown)
        return tuple(
            Line(about=title, said=Markup(", ".join(held[kind])))
            for kind, title in titles.items()
            if kind in held
        )

    return listed


def _titles(proposal: Proposal, to: Speech) -> dict[str, Markup]:
    priced = {
        _PROPOSED: say.THE_PROPOSED(),
        _AS_GOOD: say.IS_AS_GOOD(),
        _PRICED: say.COST_THE_ROUND(),
    }
    titles = {kind: _clean(to.say(said)) for kind, said in priced.items()}
    coded = {
        name: _clean(f"{code_of(name)}{to.colon}{to.say(meaning)}")
        for name, meaning in meanings(proposal).items()
    }
    return {kind: Markup(words) for kind, words in (titles | coded).items()}


def _cheapest_first(proposal: Proposal, kinds: list[str], row: int) -> list[int]:
    """Order mentors as the round has them, those with a price by what they would cost."""

    def price(col: int) -> tuple[int, int]:
        loss = _loss(proposal, row, col) if kinds[col] == _PRICED else Loss(coverage=0, points=0)
        return loss.coverage, loss.points

    return sorted(range(len(kinds)), key=price)


def _isolated(words: str) -> str:
    """Keep words that run from right to left from turning round what stands beside them."""
    clean = _clean(words)
    turns = any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in words)
    return f"<bdi>{clean}</bdi>" if turns else clean


def _clean(words: str) -> str:
    return escape(presentable(words))
