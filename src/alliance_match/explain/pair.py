"""Why this pair? Points with their evidence, the strongest alternatives, and how safe it is."""

from __future__ import annotations

import numpy as np

from ..assignment import regret, without
from ..model.record import Source
from ..proposal import Pair, Proposal
from ..scoring import evidence
from ..scoring.rules import RULES
from .record import Explanation, Loss, Move, PersonName, name_of
from .scorecard import (
    Contribution,
    GoalServed,
    contributions,
    goals_served,
    language_words,
)
from .times import CommonTime, common_time
from .why_not import moves
from .words import joined, marks, sentence

__all__ = ["Alternative", "Contribution", "GoalServed", "PairExplanation", "explain_pair"]


class Alternative(Explanation):
    """Another eligible mentor: the pair's points, what choosing it costs, and who would move."""

    mentor: PersonName
    points: int
    loss: Loss
    moves: tuple[Move, ...]

    @property
    def text(self) -> str:
        """The alternative and its price."""
        cost = "is as good" if self.loss.nothing else f"costs the round {self.loss}"
        others = joined([str(m) for m in self.moves])
        return f"{self.mentor}, {marks(self.points)}; choosing it {cost}" + (
            f": {others}" if others else ""
        )


class PairExplanation(Explanation):
    """A proposed pair, justified."""

    mentee: PersonName
    mentor: PersonName
    points: int
    weak: bool
    contributions: tuple[Contribution, ...]
    goals: tuple[GoalServed, ...]
    languages: tuple[str, ...]
    common_time: tuple[CommonTime, ...]
    alternatives: tuple[Alternative, ...]
    margin: Loss | None
    pinned: str | None
    waived: tuple[str, ...]
    flags: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def text(self) -> str:
        """Verdict, facts, the strongest alternative, how safe it is, and what to check."""
        lines = [
            f"Proposed: mentee {self.mentee} with mentor {self.mentor}, "
            f"{marks(self.points)} of 100{' (weak)' if self.weak else ''}.",
            *(f"  {c.text}" for c in self.contributions if c.full),
        ]
        if self.pinned is not None:
            lines.append(sentence(f"The committee pinned this pair{self.pinned}"))
        lines += [sentence(f"Waived for this pair: {w}") for w in self.waived]
        names = ("Strongest alternative", "Next alternative")
        for name, other in zip(names, self.alternatives, strict=False):
            lines.append(sentence(f"{name}: {other.text}"))
        if not self.alternatives:
            lines.append("No other mentor is eligible for this mentee.")
        lines.append(self.safety)
        lines += [sentence(f"To check: {flag}") for flag in self.flags]
        return "\n".join(line for line in lines if line)

    @property
    def safety(self) -> str:
        """How much the best proposal without this pair loses, in words."""
        if self.margin is None:
            return ""
        if self.margin.nothing:
            return "A proposal without this pair is as good: the choice is the committee's own."
        return f"Without this pair the round loses {self.margin}."


def explain_pair(proposal: Proposal, pair: Pair) -> PairExplanation:
    """Justify one proposed pair.

    Parameters
    ----------
    proposal : Proposal
        The proposal; alternatives and margin are exact only when it is proved optimal, and are
        left out otherwise.
    pair : Pair
        One of ``proposal.pairs``.
    """
    scored, row, col = proposal.scored, pair.row, pair.col
    pins = {(d.mentee, d.mentor): d for d in proposal.round.decisions.of_kind("pin")}
    pin = pins.get((pair.mentee.id, pair.mentor.id))
    exact = proposal.status == "optimal"
    shared = evidence.languages(scored.facts, row, col)
    return PairExplanation(
        mentee=name_of(proposal.round, pair.mentee),
        mentor=name_of(proposal.round, pair.mentor),
        points=pair.points,
        weak=proposal.is_weak(pair),
        contributions=contributions(proposal, row, col),
        goals=goals_served(proposal, row, col),
        languages=tuple(language_words(s) for s in shared),
        common_time=common_time(pair.mentee, pair.mentor, proposal.policy),
        alternatives=_alternatives(proposal, row, col) if exact and pin is None else (),
        margin=_margin(proposal, row, col) if exact and pin is None else None,
        pinned=None if pin is None else _said(pin.who, pin.why),
        waived=_waived(proposal, pair.mentee.id, pair.mentor.id),
        flags=_flags(proposal, row, col),
        sources=tuple(
            f"{p.source.file} row {p.source.row}"
            for p in (pair.mentee, pair.mentor)
            if isinstance(p.source, Source)
        ),
    )


def _said(who: str, why: str) -> str:
    return (f" ({who})" if who else "") + (f": {why}" if why else "")


def _waived(proposal: Proposal, mentee: str, mentor: str) -> tuple[str, ...]:
    labels = {rule.name: rule.label for rule in RULES}
    return tuple(
        f"{labels[str(d.rule)]}{_said(d.who, d.why)}"
        for d in proposal.round.decisions.of_kind("waive")
        if (d.mentee, d.mentor) == (mentee, mentor)
    )


def _flags(proposal: Proposal, row: int, col: int) -> tuple[str, ...]:
    scored = proposal.scored
    return tuple(evidence.reason(scored, rule, row, col) for rule in scored.unknown(row, col))


def _margin(proposal: Proposal, row: int, col: int) -> Loss | None:
    other = without(proposal.problem, proposal.assignment, row, col)
    if other.coverage is None or other.value is None:
        return None
    return Loss(coverage=other.coverage, points=other.value)


def _alternatives(proposal: Proposal, row: int, col: int) -> tuple[Alternative, ...]:
    """Pick the two other mentors whose choice costs the whole round least."""
    table, points = proposal.regrets, proposal.scored.points
    others = [int(j) for j in np.flatnonzero(table.possible[row]) if j != col]
    others.sort(
        key=lambda j: (
            table.coverage[row, j],
            table.value[row, j],
            -points[row, j],
            proposal.problem.col_key[j],
        )
    )
    return tuple(
        Alternative(
            mentor=name_of(proposal.round, proposal.round.mentors[j]),
            points=int(points[row, j]),
            loss=Loss(coverage=int(table.coverage[row, j]), points=int(table.value[row, j])),
            moves=moves(proposal, regret(proposal.problem, proposal.assignment, row, j)),
        )
        for j in others[:2]
    )
