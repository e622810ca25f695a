"""The page "Why not?": every mentee with every mentor, each cell with its reason or its price."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from ..explain import explain_conflict
from ..explain.decided import veto_words
from ..explain.obstacles import obstacles
from ..explain.record import PersonName, name_of
from ..proposal import Proposal
from ..scoring.rules import BROKEN, RULES
from ..words import Message, Speech, speech
from ..words.templates import why_not_page as say
from .pages import pages
from .regret_map import levels_of, regret_map
from .view import presentable

__all__ = ["WHY_NOT", "codes_of", "render_why_not"]

WHY_NOT = "why-not.html"

#: Codes of the rules, and of what else makes a pair impossible; the same in all languages.
CODES = {
    "mentor_on_panel": "A",
    "mentor_is_member": "M",
    "mentee_is_member": "E",
    "different_person": "I",
    "different_organisation": "O",
    "no_exclusion": "X",
    "shared_language": "L",
    "weekly_overlap": "T",
    "top_goal_covered": "G",
    "scales": "S",
    "too_few_points": "F",
    "no_place": "–",
    "veto": "V",
    "pin": "P",
    "min_load": "N",
    "not_proved": "?",
    "no_proposal": "?",
}
#: How many mentees one table holds, and up to how many pairs each cell says all its reasons.
_GROUP, _ALL_REASONS = 25, 2500


@dataclass(frozen=True)
class KeyLine:
    """A code, what it means, and how many cells have it."""

    code: str
    meaning: Message
    count: int


@dataclass(frozen=True)
class Group:
    """Some mentees, one row each: the name, and the cells as markup."""

    title: Message
    rows: tuple[tuple[PersonName, Markup], ...]


def codes_of(proposal: Proposal) -> NDArray[np.object_]:
    """Name what makes each pair impossible.

    Parameters
    ----------
    proposal : Proposal
        Any proposal.

    Returns
    -------
    ndarray of str, shape (n_mentees, n_mentors)
        A key of :data:`CODES`: the first rule that is broken, in the order in which rules are told,
        or else what stands against the pair; empty where it is proposed or has a price.
    """
    scored, problem = proposal.scored, proposal.problem
    found = np.full(scored.points.shape, "", dtype=object)

    def mark(where: NDArray[np.bool_], name: str) -> None:
        found[where & (found == "")] = name

    own = np.zeros(found.shape, dtype=bool)
    own[tuple(proposal.assignment.pairs.T)] = True
    for rule in RULES:
        mark(scored.verdicts[rule.name] == BROKEN, rule.name)
    mark(scored.too_few_points, "too_few_points")
    mark(np.broadcast_to(problem.capacity == 0, found.shape), "no_place")
    mark(_at(problem.forbidden, found.shape), "veto")
    mark(_pinned_away(proposal) & ~own, "pin")
    if proposal.status == "optimal":
        mark(~proposal.regrets.possible, "min_load")
    else:
        name = "no_proposal" if proposal.status == "infeasible" else "not_proved"
        mark(~own, name)
    found[own] = ""
    return found


def _at(pairs: NDArray[np.int64], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    marked = np.zeros(shape, dtype=bool)
    marked[tuple(pairs.T)] = True
    return marked


def _pinned_away(proposal: Proposal) -> NDArray[np.bool_]:
    """Mark the pairs of mentees pinned elsewhere, and of mentors whose places are all pinned."""
    problem = proposal.problem
    pinned = _at(problem.pins, proposal.scored.points.shape)
    full = pinned.sum(axis=0) >= problem.capacity
    return np.asarray((pinned.any(axis=1, keepdims=True) | full) & ~pinned)


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
        groups=tuple(_groups(mentees, _rows(proposal, codes, to))),
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
        KeyLine(code=CODES[name], meaning=meaning, count=int((codes == name).sum()))
        for name, meaning in _meanings(proposal).items()
    )
    return tuple(line for line in lines if line.count)


def _meanings(proposal: Proposal) -> dict[str, Message]:
    """Say what each of :data:`CODES` means, in the order in which they are looked for."""
    return {rule.name: say.BREAKS_RULE(rule=Message(rule.label)) for rule in RULES} | {
        "too_few_points": say.TOO_FEW_POINTS(least=proposal.policy.min_points),
        "no_place": say.NO_PLACE(),
        "veto": say.VETOED(),
        "pin": say.PINNED(),
        "min_load": say.MIN_LOAD(),
        "not_proved": say.NOT_PROVED(),
        "no_proposal": say.NO_PROPOSAL(),
    }


# --- the cells -------------------------------------------------------------------------------


def _groups(mentees: tuple[PersonName, ...], rows: Iterator[Markup]) -> Iterator[Group]:
    named = list(zip(mentees, rows, strict=True))
    for first in range(0, len(named), _GROUP):
        some = tuple(named[first : first + _GROUP])
        title = say.MENTEES(
            first=first + 1,
            last=first + len(some),
            from_name=some[0][0].name,
            to_name=some[-1][0].name,
        )
        yield Group(title=title, rows=some)


def _rows(proposal: Proposal, codes: NDArray[np.object_], to: Speech) -> Iterator[Markup]:
    """Write the cells of each mentee, as short as can be: a large round has 80,000 of them."""
    price, own = _prices(proposal, to), set(map(tuple, proposal.assignment.pairs.tolist()))
    proposed = f'<td class="p">{_clean(to.say(say.PROPOSED()))}</td>'
    every = _reasons(proposal, to) if codes.size <= _ALL_REASONS else None
    plain = {name: f'<td class="x">{code}</td>' for name, code in CODES.items()}
    for i, row in enumerate(codes.tolist()):
        cells = []
        for j, name in enumerate(row):
            if (i, j) in own:
                cells.append(proposed)
            elif not name:
                cells.append(price(i, j))
            elif every is None:
                cells.append(plain[name])
            else:
                cells.append(every(name, i, j))
        yield Markup("".join(cells))


def _prices(proposal: Proposal, to: Speech) -> Callable[[int, int], str]:
    """Give who writes the price of a pair; equal prices are written once."""

    @cache
    def written(coverage: int, points: int) -> str:
        if coverage:
            return f"<td>{_clean(to.say(say.COSTS_MATCHES(count=coverage, points=points)))}</td>"
        if points == 0:
            return f'<td class="g">{_clean(to.say(say.AS_GOOD(points=0)))}</td>'
        return f"<td>{_clean(to.say(say.COSTS(points=points)))}</td>"

    if proposal.status != "optimal":
        return lambda i, j: ""
    coverage, value = proposal.regrets.coverage.tolist(), proposal.regrets.value.tolist()
    return lambda i, j: written(coverage[i][j], value[i][j])


def _reasons(proposal: Proposal, to: Speech) -> Callable[[str, int, int], str]:
    """Give who writes the code of a pair with all that stands against it."""
    meanings = _meanings(proposal)

    def written(name: str, row: int, col: int) -> str:
        found = [*obstacles(proposal, row, col), veto_words(proposal, row, col)]
        told = [one for one in found if one is not None] or [meanings[name]]
        said = _clean(" ".join(to.sentence(one) for one in told))
        return f'<td class="x"><abbr title="{said}">{CODES[name]}</abbr></td>'

    return written


def _clean(words: str) -> str:
    return escape(presentable(words))
