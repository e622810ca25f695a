"""The proof as two sums that anybody can add up."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..assignment import Certificate, solve
from ..assignment.objective import bonus, weigh
from ..assignment.options import Options
from ..explain.quotas import quotas
from ..explain.record import PersonName, name_of
from ..explain.seconds import seconds
from ..explain.summary import experts, proof
from ..proposal import Proposal
from ..words import Message
from ..words.templates import counts
from ..words.templates import dossier as say

__all__ = ["KeptLine", "PriceLine", "ProofView", "proof_view", "proved_words"]


@dataclass(frozen=True)
class KeptLine:
    """What a mentee's best choice is worth once the mentor's price is paid.

    Attributes
    ----------
    mentee : PersonName
        The mentee.
    mentor : PersonName or None
        The best choice at these prices; ``None`` for no mentor.
    points, bonus, price, kept : int
        ``points + bonus - price = kept``.
    """

    mentee: PersonName
    mentor: PersonName | None
    points: int
    bonus: int
    price: int
    kept: int


@dataclass(frozen=True)
class PriceLine:
    """A mentor whose places have a price, what all of them cost, and what the price means."""

    mentor: PersonName
    places: int
    price: int
    received: int
    words: Message


@dataclass(frozen=True)
class ProofView:
    """The certificate as sums.

    Attributes
    ----------
    kept : tuple of KeptLine
        One line per mentee.
    prices : tuple of PriceLine
        The mentors whose price is not 0.
    kept_total, received_total, bound : int
        The two sums, and both together: no proposal is worth more.
    value, coverage, bonus, worth : int
        ``value + coverage * bonus = worth`` of this proposal.
    helpful : tuple of str
        Mentors with whom one more place would bring one more mentee a mentor.
    fingerprint : str
        Of the problem that was proved.
    """

    kept: tuple[KeptLine, ...]
    prices: tuple[PriceLine, ...]
    kept_total: int
    received_total: int
    bound: int
    value: int
    coverage: int
    bonus: int
    worth: int
    helpful: tuple[str, ...]
    fingerprint: str

    @property
    def closed(self) -> bool:
        """Whether the bound is reached, so that the proposal is optimal."""
        return self.bound == self.worth


def proved_words(proposal: Proposal) -> tuple[Message, ...]:
    """Say what is proved of the pairs, of experts and quotas, and how many have a second mentor."""
    limited, second = quotas(proposal), seconds(proposal)
    more = (None if limited is None else limited.proof, second)
    return proof(proposal), *experts(proposal), *(words for words in more if words is not None)


def proof_view(proposal: Proposal) -> ProofView | None:
    """Write the prices of a proposal as sums; ``None`` when there is no proposal."""
    assignment, problem = proposal.assignment, proposal.problem
    if not isinstance(assignment.certificate, Certificate):
        return None
    added, options = bonus(problem, assignment.objective), weigh(problem, assignment.objective)
    kept = _kept(proposal, assignment.certificate, options, added)
    found = _prices(proposal, assignment.certificate)
    return ProofView(
        kept=kept,
        prices=tuple(line for line, _ in found),
        kept_total=sum(line.kept for line in kept),
        received_total=sum(line.received for line, _ in found),
        bound=assignment.certificate.bound,
        value=assignment.value,
        coverage=assignment.coverage,
        bonus=added,
        worth=assignment.weight,
        helpful=tuple(line.mentor.name for line, brings_one in found if brings_one),
        fingerprint=problem.fingerprint,
    )


def _kept(
    proposal: Proposal, certificate: Certificate, options: Options, added: int
) -> tuple[KeptLine, ...]:
    """Find every mentee's best choice at the prices: the proposed one where it is among them."""
    prices = np.array(certificate.prices, dtype=np.int64)
    best, net = options.best(prices)[0], options.net(prices)
    pinned = dict(options.settled.tolist())
    now = proposal.assignment.choice(proposal.problem.n_rows)
    people, lines = proposal.round, []
    for row, mentee in enumerate(people.mentees):
        mine = np.flatnonzero((options.row == row) & (net == best[row]))
        cols = options.col[mine].tolist()
        at = int(now[row]) if int(now[row]) in cols else (cols[0] if cols else -1)
        if now[row] < 0 and best[row] == options.parked[row] and options.may_park[row]:
            at = -1
        at = pinned.get(row, at)
        points = int(options.parked[row]) if at < 0 else int(proposal.scored.points[row, at])
        extra, price = (0, 0) if at < 0 else (added, int(prices[at]))
        lines.append(
            KeptLine(
                mentee=name_of(people, mentee),
                mentor=None if at < 0 else name_of(people, people.mentors[at]),
                points=points,
                bonus=extra,
                price=price,
                kept=points + extra - price if row in pinned else int(best[row]),
            )
        )
    return tuple(lines)


def _prices(proposal: Proposal, certificate: Certificate) -> list[tuple[PriceLine, bool]]:
    """List the prices that are not 0; with each, whether one more place matches one more mentee."""
    problem, found = proposal.problem, []
    pins = np.bincount(problem.pins[:, 1], minlength=problem.n_cols)
    least = np.maximum(problem.min_load, pins)
    for col, price in enumerate(certificate.prices):
        if not price:
            continue
        mentor = name_of(proposal.round, proposal.round.mentors[col])
        count = int((problem.capacity if price > 0 else least)[col])
        words, more = _meaning(proposal, col, price, mentor)
        found.append((PriceLine(mentor, count, price, count * price, words), more > 0))
    return found


def _meaning(proposal: Proposal, col: int, price: int, mentor: PersonName) -> tuple[Message, int]:
    """Say what a price means, and how many more mentees one more place would match.

    A price holds mentees and points in one integer, which does not tell 1 mentee less some points
    from no mentee and many points; so the round is matched again with the place.
    """
    if proposal.status != "optimal":
        return say.BOUNDS_MORE(), 0
    if price < 0:
        least = int(proposal.problem.min_load[col])
        return say.MUST_GET(mentor=mentor.name, count=least), 0
    mentees, points = 0, price
    if proposal.unmatched and proposal.policy.objective == "coverage_total":
        more = proposal.problem.capacity.copy()
        more[col] += 1
        wider = solve(replace(proposal.problem, capacity=more), proposal.assignment.objective)
        mentees = wider.coverage - proposal.assignment.coverage
        points = wider.value - proposal.assignment.value
    brings = [say.MORE_MENTEES(count=mentees)] if mentees else []
    if points > 0 or not brings:
        brings.append(counts.POINTS(points=points))
    name, gains = mentor.name, tuple(brings)
    if points < 0:
        return say.MORE_AT_A_COST(mentor=name, gains=gains, points=-points), mentees
    return say.MORE(mentor=name, gains=gains), mentees
