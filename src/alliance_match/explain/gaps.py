"""Is a group of mentees systematically worse off? Gaps in points, and where each comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ..assignment import frontier, solve
from ..model.people import Mentee
from ..proposal import Proposal
from .record import Explanation
from .words import language_name, marks, plural

__all__ = ["SMALLEST", "FairnessReport", "GroupGap", "fairness"]

SMALLEST = 5
"""Groups of fewer people are not told: one could see who is meant."""

Rows = NDArray[np.int64]


class GroupGap(Explanation):
    """How a group of mentees fares against all others, in points of 1000 a head.

    Attributes
    ----------
    by, group : str
        What the mentees are told apart by, and which of them these are.
    people, matched : int
        How many they are, and how many have a mentor.
    points, others : int
        Mean points of their pairs, and of everybody else's, nobody's pair counting nothing.
    eligibility, competition, objective : int
        The parts of ``others - points``: what their best eligible mentors are worth less; what they
        lose more to each other, were the round matched for them alone; and what they lose more to
        everybody else in the proposal. They add up to the gap but for rounding.
    """

    by: str
    group: str
    people: int
    matched: int
    points: int
    others: int
    eligibility: int
    competition: int
    objective: int

    @property
    def gap(self) -> int:
        """By how much the group is worse off; below 0 where it is better off."""
        return self.others - self.points

    @property
    def text(self) -> str:
        """The gap, then its parts."""
        how = "worse" if self.gap > 0 else "better"
        parts = (
            (self.eligibility, "by whom they may have"),
            (self.competition, "by competition among themselves"),
            (self.objective, "by what others get"),
        )
        split = ", ".join(f"{marks(part)} {words}" for part, words in parts if part)
        return (
            f"{self.by} {self.group}: {self.matched} of {self.people} matched, "
            f"{marks(abs(self.gap))} points {how} off a head than the others"
            + (f" ({split})" if split else "")
        )


class FairnessReport(Explanation):
    """Gaps between groups, and what the fairest proposal would cost.

    Attributes
    ----------
    groups : tuple of GroupGap
        The worst off first.
    suppressed : int
        Groups that are too small to be told, or that leave too few others.
    floor, fairest : int
        Points of the worst-off mentee in the best total, and the most that the worst-off could
        have.
    price : int
        What that would cost the round, in points of 1000.
    """

    groups: tuple[GroupGap, ...]
    suppressed: int
    floor: int
    fairest: int
    price: int

    @property
    def text(self) -> str:
        """The gaps, then the price of fairness."""
        lines = [one.text + "." for one in self.groups] or ["No group is large enough to be told."]
        if self.suppressed:
            lines.append(
                f"{plural(self.suppressed, 'group')} of fewer than {SMALLEST} are not told."
            )
        if self.fairest > self.floor:
            lines.append(
                f"The worst-off mentee could have {marks(self.fairest)} instead of "
                f"{marks(self.floor)}; that would cost the round {marks(self.price)} points."
            )
        else:
            lines.append("No other proposal would serve the worst-off mentee better.")
        return "\n".join(lines)


def fairness(proposal: Proposal, smallest: int = SMALLEST) -> FairnessReport:
    """Compare groups of mentees by region, stage, language, kind and membership.

    Parameters
    ----------
    proposal : Proposal
        A proposal that is not infeasible.
    smallest : int
        Groups of fewer people are suppressed.

    Returns
    -------
    FairnessReport

    Notes
    -----
    The price of fairness is that of Bertsimas, Farias and Trichakis, Operations Research 59(1),
    2011, along the exact frontier between the total and the worst-off mentee.
    """
    got = np.zeros(proposal.problem.n_rows, dtype=np.int64)
    for pair in proposal.pairs:
        got[pair.row] = pair.points
    found, suppressed = list[GroupGap](), 0
    for by, group, members in _groups(proposal):
        rest = np.setdiff1d(np.arange(got.size), members)
        if members.size < smallest or rest.size < smallest:
            suppressed += 1
        else:
            found.append(_gap(proposal, by, group, members, rest, got))
    found.sort(key=lambda one: (-one.gap, one.by, one.group))
    points = frontier(proposal.problem).points
    return FairnessReport(
        groups=tuple(found),
        suppressed=suppressed,
        floor=points[0].floor if points else 0,
        fairest=points[-1].floor if points else 0,
        price=points[-1].price if points else 0,
    )


def _groups(proposal: Proposal) -> Iterable[tuple[str, str, Rows]]:
    """List all groups with their members; unknown is no group."""
    people = proposal.round

    def told(mentee: Mentee) -> Iterable[tuple[str, str | None]]:
        home = people.organisation_of(mentee)
        yield "Region", home.region if home else None
        yield "Membership", home.membership if home else None
        yield "Stage", mentee.stage
        yield "Kind", mentee.kind
        for skill in mentee.languages or ():
            yield "Speaks", language_name(skill.language)

    members: dict[tuple[str, str], list[int]] = {}
    for row, mentee in enumerate(people.mentees):
        for by, group in told(mentee):
            if group is not None:
                members.setdefault((by, group), []).append(row)
    for (by, group), rows in sorted(members.items()):
        yield by, group, np.array(rows, dtype=np.int64)


def _gap(proposal: Proposal, by: str, group: str, members: Rows, rest: Rows, got: Rows) -> GroupGap:
    """Split the gap between a group and all others."""
    best = np.zeros(got.size, dtype=np.int64)
    np.maximum.at(best, proposal.problem.row, proposal.problem.score)
    mine, theirs = _three(proposal, members, best, got), _three(proposal, rest, best, got)
    parts = [
        theirs[0] - mine[0],
        (mine[0] - mine[1]) - (theirs[0] - theirs[1]),
        (mine[1] - mine[2]) - (theirs[1] - theirs[2]),
    ]
    eligibility, competition, objective = map(_rounded, parts)
    rows = {pair.row for pair in proposal.pairs}
    return GroupGap(
        by=by,
        group=group,
        people=members.size,
        matched=len(rows & set(members.tolist())),
        points=_rounded(mine[2]),
        others=_rounded(theirs[2]),
        eligibility=eligibility,
        competition=competition,
        objective=objective,
    )


def _three(proposal: Proposal, rows: Rows, best: Rows, got: Rows) -> tuple[Fraction, ...]:
    """Give means a head: of their best mentors, if the round were theirs alone, and as it is."""
    problem, heads = proposal.problem, rows.size
    alone = replace(problem, score=np.where(np.isin(problem.row, rows), problem.score, 0))
    theirs = solve(alone, "total").value
    return tuple(Fraction(int(n), heads) for n in (best[rows].sum(), theirs, got[rows].sum()))


def _rounded(value: Fraction) -> int:
    """Round half up."""
    return int((2 * value + 1) // 2)
