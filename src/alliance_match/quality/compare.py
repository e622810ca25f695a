"""Measure somebody's own pairs, and the proposal, and set them side by side."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError
from ..explain.gaps import SMALLEST
from ..explain.record import Move, PersonName, name_of
from ..model.decisions import Decisions
from ..proposal import Proposal, propose
from .measures import worth
from .report import MEASURES, Better, BrokenPair, Overfull, QualityLine, QualityReport, Unit
from .scores import Yardstick

__all__ = ["quality_report"]


def quality_report(
    proposal: Proposal, pairs: Mapping[str, str] | None = None, file: str = ""
) -> QualityReport:
    """Compare somebody's own pairs with the proposal.

    Parameters
    ----------
    proposal : Proposal
        With pairs: what they are compared with. Without: it holds the committee's decisions, and is
        compared with what would be proposed without its pins, vetoes and accepted pairs.
    pairs : mapping of str to str, optional
        Mentors by mentees, as ids or names; last year's, or made by hand.
    file : str, optional
        What these pairs are called, such as the file that they were read from.

    Returns
    -------
    QualityReport

    Raises
    ------
    InputError
        Without pairs, where the committee has decided nothing that could make a difference.
    UnknownNameError
        When somebody is not in the round.
    """
    people = proposal.round
    row = {m.id: i for i, m in enumerate(people.mentees)}
    col = {m.id: j for j, m in enumerate(people.mentors)}
    if pairs is None:
        yours = _columns(proposal)
        proposed = _columns(_undecided(proposal))
    else:
        yours, proposed = np.full(len(row), -1, dtype=np.int64), _columns(proposal)
        for mentee, mentor in pairs.items():
            yours[row[people.mentee(mentee).id]] = col[people.mentor(mentor).id]
    return _report(proposal, yours, proposed, None if pairs is None else file)


#: Decisions that settle who is paired; what else is decided holds for both.
_SETTLING = ("pin", "veto", "accept", "keep")


def _undecided(proposal: Proposal) -> Proposal:
    """Propose as if no pair had been decided on."""
    entries = proposal.round.decisions.entries
    others = tuple(d for d in entries if d.kind not in _SETTLING)
    if len(others) == len(entries):
        raise InputError(
            "The committee has decided on no pair yet, so that its pairs are those of the "
            "proposal. Give pairs to compare with (--pairs FILE), or the folder that was proposed "
            "with --decisions."
        )
    free = proposal.round.model_copy(update={"decisions": Decisions(entries=others)})
    return propose(free, proposal.policy)


def _columns(proposal: Proposal) -> NDArray[np.int64]:
    mentor_of = np.full(len(proposal.round.mentees), -1, dtype=np.int64)
    for pair in proposal.pairs:
        mentor_of[pair.row] = pair.col
    return mentor_of


def _report(
    proposal: Proposal,
    yours: NDArray[np.int64],
    proposed: NDArray[np.int64],
    file: str | None,
) -> QualityReport:
    scored = proposal.scored
    yard = Yardstick(scored, SMALLEST)
    one, other = yard.measured(yours), yard.measured(proposed)
    points = [np.sort(worth(m, scored.points)).astype(np.int64) for m in (yours, proposed)]
    return QualityReport(
        file=file,
        people=len(proposal.round.mentees),
        yours_matched=int((yours >= 0).sum()),
        proposed_matched=int((proposed >= 0).sum()),
        lines=tuple(
            _line(name, unit, more, float(getattr(one, name)), float(getattr(other, name)))
            for name, _, unit, more in MEASURES
            if name != "region_gap" or yard.compares_regions
        ),
        broken=tuple(_broken(proposal, yours)),
        overfull=tuple(_overfull(proposal, yours)),
        moves=tuple(_moves(proposal, yours, proposed)),
        yours_points=tuple(points[0].tolist()),
        proposed_points=tuple(points[1].tolist()),
    )


def _line(name: str, unit: Unit, more: bool, yours: float, proposed: float) -> QualityLine:
    one, other = (_rounded(value, unit) for value in (yours, proposed))
    better: Better = "same"
    if one != other:
        better = "proposal" if (other > one) == more else "yours"
    return QualityLine(measure=name, unit=unit, yours=one, proposed=other, better=better)


def _rounded(value: float, unit: Unit) -> float:
    if unit == "share":
        return round(100 * value, 1)
    return float(round(value)) if unit == "points" else round(value, 3)


def _broken(proposal: Proposal, yours: NDArray[np.int64]) -> list[BrokenPair]:
    people, scored = proposal.round, proposal.scored
    return [
        BrokenPair(
            mentee=name_of(people, people.mentees[i]),
            mentor=name_of(people, people.mentors[yours[i]]),
            rules=scored.broken(i, int(yours[i])),
        )
        for i in np.flatnonzero(yours >= 0).tolist()
        if not scored.eligible[i, yours[i]]
    ]


def _overfull(proposal: Proposal, yours: NDArray[np.int64]) -> list[Overfull]:
    people, scored = proposal.round, proposal.scored
    load = np.bincount(yours[yours >= 0], minlength=scored.capacity.size)
    return [
        Overfull(
            mentor=name_of(people, people.mentors[j]),
            load=int(load[j]),
            places=int(scored.capacity[j]),
        )
        for j in np.flatnonzero(load > scored.capacity).tolist()
    ]


def _moves(proposal: Proposal, yours: NDArray[np.int64], proposed: NDArray[np.int64]) -> list[Move]:
    people = proposal.round

    def mentor(col: int) -> PersonName | None:
        return None if col < 0 else name_of(people, people.mentors[col])

    return [
        Move(
            mentee=name_of(people, people.mentees[i]),
            before=mentor(int(yours[i])),
            after=mentor(int(proposed[i])),
        )
        for i in np.flatnonzero(yours != proposed).tolist()
    ]
