"""What more could be assured to the worst-off of the matched, and what that would cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..assignment import AssignmentProblem, any_optimum, find_conflict
from ..model.policy import to_points
from ..proposal import Proposal
from ..round_problem import build_problem
from ..words import Message, Speech
from ..words.templates import worst_off as words
from .record import Explanation

__all__ = ["Trade", "WorstOff", "worst_off"]


class Trade(Explanation):
    """A least number of points for whoever has a mentor, and the best proposal that assures it.

    Attributes
    ----------
    floor : int
        What the worst-off of those with a mentor has, in points of 1000.
    matched : int
        How many have a mentor.
    total : int
        The most points that all can have together then.
    price : int
        How much less that is than the most of all.
    """

    floor: int
    matched: int
    total: int
    price: int

    def told(self, to: Speech) -> str:
        """Tell all of it."""
        if not self.price:
            return to.sentence(words.TRADE_MOST(floor=self.floor, total=self.total))
        trade = words.TRADE(floor=self.floor, total=self.total, price=self.price)
        return to.sentence(trade)


class WorstOff(Explanation):
    """Every efficient trade between the worst-off mentee and the round.

    Attributes
    ----------
    now : int
        What the worst-off of those with a mentor has in the proposal.
    trades : tuple of Trade
        From the most points together to the most for the worst-off, all with as many matched;
        empty where nobody has a mentor.
    fewer : int
        How many more mentees would have no mentor if more were assured than in the last trade; 0
        where no more can be assured at all.
    beyond : int
        With ``fewer``: the least number of points that would assure more.
    """

    now: int
    trades: tuple[Trade, ...]
    fewer: int
    beyond: int = 0

    @property
    def fairest(self) -> int:
        """The most points that can be assured with as many matched."""
        return self.trades[-1].floor if self.trades else 0

    @property
    def price(self) -> int:
        """What that would cost the round."""
        return self.trades[-1].price if self.trades else 0

    @property
    def setting(self) -> str:
        """The line of a policy that assures it."""
        return _line(self.fairest)

    @property
    def setting_beyond(self) -> str:
        """The line that assures more, with fewer matched; empty where no more can be assured."""
        return _line(self.beyond) if self.fewer else ""

    @property
    def verdict(self) -> tuple[Message, ...]:
        """What the worst-off has, what could be assured, and what that would cost."""
        if not self.trades:
            return (words.NOBODY(),)
        if self.fairest <= self.now:
            return words.NOW(floor=self.now), words.NO_MORE(), *self._beyond
        if not self.price:
            better = words.FREE(fairest=self.fairest)
        else:
            total = self.trades[0].total
            better = words.PRICE(fairest=self.fairest, price=self.price, total=total)
        return words.NOW(floor=self.now), better, words.SETTING(line=self.setting), *self._beyond

    @property
    def _beyond(self) -> tuple[Message, ...]:
        if not self.fewer:
            return ()
        line = self.setting_beyond
        return (words.BEYOND(fairest=self.fairest, count=self.fewer, line=line),)

    def told(self, to: Speech) -> str:
        """Tell the verdict, and each trade where there are several."""
        trades = self.trades if len(self.trades) > 1 else ()
        return "\n".join(
            [" ".join(map(to.sentence, self.verdict)), *(f"  {one.told(to)}" for one in trades)]
        )


def _line(least: int) -> str:
    return f"min_points = {least / 10}"


def worst_off(proposal: Proposal) -> WorstOff:
    """Find what a least number of points for whoever has a mentor would cost.

    Parameters
    ----------
    proposal : Proposal
        A proposal that is not infeasible.

    Returns
    -------
    WorstOff

    Notes
    -----
    A trade is what the policy would propose with that ``min_points``, so that a committee can have
    any of them; the last one is the optimum of ``max_min`` among the proposals with as many
    matched. Quotas that are used up, mentees to whom no subject expert can be given, and pairs of
    an earlier proposal that are kept stay as they are. The price is that of Bertsimas, Farias and
    Trichakis, "The price of fairness", Operations Research 59(1), 2011.
    """
    bounded = list(_best_by_floor(proposal))
    found = [one for _, one in bounded]
    kept = [one for one in found if one.matched >= found[0].matched]
    highest = {_worth(proposal, one): one for one in kept}  # floors rise: the last one of each
    fewer = found[0].matched - found[-1].matched if found else 0
    return WorstOff(
        now=min((pair.points for pair in proposal.pairs), default=0),
        trades=tuple(highest.values()),
        fewer=fewer,
        beyond=bounded[-1][0] if fewer else 0,
    )


def _worth(proposal: Proposal, one: Trade) -> tuple[int, int]:
    """Give what counts first, and what counts next."""
    counts = proposal.policy.objective == "coverage_total"
    return (one.matched, one.total) if counts else (one.total, one.matched)


def _best_by_floor(proposal: Proposal) -> Iterator[tuple[int, Trade]]:
    """Give each bound and the best proposal with it, up to the first that matches fewer."""
    least, first = to_points(proposal.policy.min_points), None
    while (problem := _assuring(proposal, least)) is not None:
        score = problem.score
        if proposal.policy.objective == "total":  # of equal totals, the one that matches more
            score = score * (problem.n_rows + 1) + 1
        best = any_optimum(replace(problem, score=score), proposal.policy.objective)
        points = problem.score[problem.place(best.pairs)]
        if not points.size:
            return
        floor, total = int(points.min()), int(points.sum())
        first = first or (best.coverage, total)
        price = first[1] - total
        yield least, Trade(floor=floor, matched=best.coverage, total=total, price=price)
        above = problem.score[problem.score > floor]
        if best.coverage < first[0] or not above.size:
            return
        least = int(above.min())


def _assuring(proposal: Proposal, least: int) -> AssignmentProblem | None:
    """Write the round down with pairs of so many points alone; None where decisions forbid that."""
    scored = proposal.scored
    policy = proposal.policy.model_copy(update={"min_points": least / 10})
    if any(scored.points[i, j] < least for i, j in proposal.problem.pins.tolist()):
        return None
    problem = build_problem(replace(scored, facts=replace(scored.facts, policy=policy)))
    is_bound = problem.pins.size or problem.min_load.any()
    return None if is_bound and find_conflict(problem) else problem
