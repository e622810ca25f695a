"""Is a group of mentees systematically worse off? Gaps in points, and where each comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import floor

import numpy as np
from numpy.typing import NDArray

from ..assignment import any_optimum
from ..model.people import Mentee
from ..proposal import Proposal
from ..words import Message, Speech
from ..words.templates import fairness as words
from .disclosure import told_safely
from .group_gap import By, GroupGap
from .record import Explanation
from .worst_off import WorstOff, worst_off

__all__ = ["SMALLEST", "FairnessReport", "GroupGap", "fairness"]

SMALLEST = 5
"""Groups of fewer people are not told: one could see who is meant."""

Rows = NDArray[np.int64]


class FairnessReport(Explanation):
    """Gaps between groups, and what the fairest proposal would cost.

    Attributes
    ----------
    groups : tuple of GroupGap
        The worst off first.
    suppressed : int
        Groups that are not told: too small themselves, or such that one could work out from them
        how a group fares that is.
    smallest : int
        What is too small has fewer people.
    worst_off : WorstOff
        How well the worst-off of the matched could be served, and what it would cost.
    """

    groups: tuple[GroupGap, ...]
    suppressed: int
    smallest: int
    worst_off: WorstOff

    @property
    def head(self) -> Message:
        """What counts for whom has no mentor."""
        return words.HEAD()

    def told(self, to: Speech) -> str:
        """Tell the gaps, then the price of fairness."""
        lines = [to.say(self.head)] if self.groups else []
        lines += [one.told(to) for one in self.groups]
        lines += [to.say(note) for note in self.untold]
        return "\n".join([*lines, self.worst_off.told(to)])

    @property
    def untold(self) -> tuple[Message, ...]:
        """That no group is told, or how many are not."""
        none = () if self.groups else (words.NONE(),)
        if not self.suppressed:
            return none
        return (*none, words.HIDDEN(count=self.suppressed, smallest=self.smallest))


def fairness(proposal: Proposal, smallest: int = SMALLEST) -> FairnessReport:
    """Compare groups of mentees by region, membership, size, stage, kind and language.

    Parameters
    ----------
    proposal : Proposal
        A proposal that is not infeasible.
    smallest : int
        Groups of fewer people are suppressed.

    Returns
    -------
    FairnessReport
    """
    got = np.zeros(proposal.problem.n_rows, dtype=np.int64)
    for pair in proposal.pairs:
        got[pair.row] = pair.points
    groups = _groups(proposal)
    safe = told_safely([(by, rows) for by, _, rows in groups], got.size, smallest)
    told = [one for one, is_safe in zip(groups, safe, strict=True) if is_safe]
    found = [_gap(proposal, by, group, rows, got) for by, group, rows in told]
    found.sort(key=lambda one: (-one.gap, one.by, one.group))
    return FairnessReport(
        groups=tuple(found),
        suppressed=len(groups) - len(told),
        smallest=smallest,
        worst_off=worst_off(proposal),
    )


def _groups(proposal: Proposal) -> Sequence[tuple[By, str, Rows]]:
    """List all groups with their members; unknown is no group."""
    people = proposal.round

    def belongs(mentee: Mentee) -> Iterable[tuple[By, str | None]]:
        home = people.organisation_of(mentee)
        yield "region", home.region if home else None
        yield "membership", home.membership if home else None
        yield "size", home.size if home else None
        yield "stage", mentee.stage
        yield "kind", mentee.kind
        for skill in mentee.languages or ():
            yield "language", skill.language

    members: dict[tuple[By, str], dict[int, None]] = {}
    for row, mentee in enumerate(people.mentees):
        for by, group in belongs(mentee):
            if group is not None:
                members.setdefault((by, group), {})[row] = None
    return [(*key, np.array(list(rows), dtype=np.int64)) for key, rows in sorted(members.items())]


def _gap(proposal: Proposal, by: By, group: str, members: Rows, got: Rows) -> GroupGap:
    """Split the gap between a group and all others."""
    rest = np.setdiff1d(np.arange(got.size), members)
    best = np.zeros(got.size, dtype=np.int64)
    np.maximum.at(best, proposal.problem.row, proposal.problem.score)
    mine, theirs = _three(proposal, members, best, got), _three(proposal, rest, best, got)
    points, others = _rounded(mine[2]), _rounded(theirs[2])
    eligibility, competition, objective = _adding_up(
        (
            theirs[0] - mine[0],
            (mine[0] - mine[1]) - (theirs[0] - theirs[1]),
            (mine[1] - mine[2]) - (theirs[1] - theirs[2]),
        ),
        others - points,
    )
    rows = np.array(sorted(pair.row for pair in proposal.pairs), dtype=np.int64)
    matched = np.intersect1d(members, rows)
    return GroupGap(
        by=by,
        group=group,
        people=members.size,
        matched=matched.size,
        points=points,
        others=others,
        eligibility=eligibility,
        competition=competition,
        objective=objective,
        points_matched=_mean(got[matched]),
        others_matched=_mean(got[np.intersect1d(rest, rows)]),
    )


def _three(proposal: Proposal, rows: Rows, best: Rows, got: Rows) -> tuple[Fraction, ...]:
    """Give means a head: of their best mentors, if the round were theirs alone, and as it is."""
    problem, heads = proposal.problem, rows.size
    worth = np.where(np.isin(problem.row, rows), problem.score, 0)
    best_alone = any_optimum(replace(problem, score=worth), "total").pairs
    theirs = worth[problem.place(best_alone)].sum()
    return tuple(Fraction(int(n), heads) for n in (best[rows].sum(), theirs, got[rows].sum()))


def _mean(points: Rows) -> int | None:
    return _rounded(Fraction(int(points.sum()), points.size)) if points.size else None


def _adding_up(parts: Sequence[Fraction], whole: int) -> list[int]:
    """Round parts so that they add up to a whole that is less than one from their sum."""
    rounded = [floor(part) for part in parts]
    remainders = [one - part for one, part in zip(rounded, parts, strict=True)]
    largest = sorted(range(len(parts)), key=remainders.__getitem__)
    for k in largest[: whole - sum(rounded)]:
        rounded[k] += 1
    return rounded


def _rounded(value: Fraction) -> int:
    """Round half up."""
    return int((2 * value + 1) // 2)
