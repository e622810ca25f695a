"""The quotas of a proposal: what is limited, how much of it is used, and what is proved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..assignment import force
from ..proposal import Proposal
from ..quotas import before_quotas
from ..scoring.quotas import taken
from ..words import Message, Speech
from ..words.templates import quotas as say
from .ledger import Ledger, ledger
from .record import Explanation, Line

__all__ = ["QuotaUse", "Quotas", "priced_beside_quotas", "quotas", "used_up"]


class QuotaUse(Line):
    """One limit, and how many pairs of the proposal come under it.

    Attributes
    ----------
    limit : Message
        The limit.
    taken : int
        The pairs.
    reached : bool
        Whether there may be no more of them, or no fewer.
    """

    limit: Message
    taken: int
    reached: bool

    @property
    def message(self) -> Message:
        """The limit and its use."""
        return say.TAKEN(limit=self.limit, count=self.taken)


class Quotas(Explanation):
    """All limits of a proposal.

    Attributes
    ----------
    uses : tuple of QuotaUse
        Those between organisations only where they are reached.
    proof : Message
        Whether a better proposal within them is possible.
    """

    uses: tuple[QuotaUse, ...]
    proof: Message

    def told(self, to: Speech) -> str:
        """Tell each limit in a line, then what is proved."""
        lines = [to.heading(say.HEAD()), *(f"  {to.sentence(one.message)}" for one in self.uses)]
        return "\n".join([*lines, to.sentence(self.proof)])


def quotas(proposal: Proposal) -> Quotas | None:
    """List the limits on groups.

    Parameters
    ----------
    proposal : Proposal
        Any proposal.

    Returns
    -------
    Quotas or None
        None where the policy sets none, or there is no proposal.
    """
    plan, pairs = proposal.quotas, proposal.assignment.pairs
    if plan is None or proposal.status == "infeasible":
        return None
    found = proposal.scored.facts.limits
    return Quotas(
        uses=tuple(
            QuotaUse(limit=one.message, taken=count, reached=one.is_reached(count))
            for one, count in zip(found, taken(found, pairs), strict=True)
            if not one.is_between or one.is_reached(count)
        ),
        proof=_proof(proposal),
    )


def _proof(proposal: Proposal) -> Message:
    """Say how good the proposal is within the quotas."""
    plan = proposal.quotas
    assert plan is not None, "there are quotas"
    if plan.chosen.status == "optimal":
        return say.PROVED_AGAIN() if plan.before is not None else say.PROVED()
    return say.NOT_PROVED()


def used_up(proposal: Proposal, row: int) -> tuple[Message, ...]:
    """List the limits without which a mentee could have some mentor; empty where there are none."""
    scored = proposal.scored
    alone = [
        col for col in range(scored.points.shape[1]) if scored.broken(row, col) == ("within_quota",)
    ]
    shut = scored.facts.limits_shut.get(scored.facts.mentees[row].id, ())
    pairs = [(row, col) for col in alone]
    return tuple(one.message for one in shut if any(one.among(*pairs)))


def priced_beside_quotas(proposal: Proposal, row: int, col: int) -> Ledger | None:
    """Find what a pair would cost that a quota stops, if others made room within the quotas.

    Parameters
    ----------
    proposal : Proposal
        A proved one.
    row, col : int
        A pair.

    Returns
    -------
    Ledger or None
        None where something else stops the pair as well, or nobody can make room.
    """
    plan, scored = proposal.quotas, proposal.scored
    if plan is None or proposal.status != "optimal" or scored.broken(row, col) != ("within_quota",):
        return None
    problem = replace(plan, before=None).joint(before_quotas(scored))
    now = proposal.assignment
    if problem.place(np.array([[row, col]]))[0] < 0:
        return None
    found = force(problem, row, col, now.objective, near=now)
    if found.status != "optimal":
        return None
    return ledger(proposal, dict(found.pairs.tolist()), row)
