"""Who would have another mentor in another proposal."""

from __future__ import annotations

from collections.abc import Container, Mapping

from ..proposal import Proposal
from .record import Move, PersonName, name_of

__all__ = ["differences"]


def differences(
    proposal: Proposal, after: Mapping[int, int], but: Container[int] = ()
) -> tuple[Move, ...]:
    """List the mentees whose mentor would be another one, in their order.

    Parameters
    ----------
    proposal : Proposal
        What is now.
    after : mapping of int to int
        The column of each row that has one then.
    but : container of int
        Rows that are left out.

    Returns
    -------
    tuple of Move
    """
    people, before = proposal.round, {pair.row: pair.col for pair in proposal.pairs}

    def mentor(col: int | None) -> PersonName | None:
        return None if col is None else name_of(people, people.mentors[col])

    return tuple(
        Move(
            mentee=name_of(people, mentee),
            before=mentor(before.get(row)),
            after=mentor(after.get(row)),
        )
        for row, mentee in enumerate(people.mentees)
        if row not in but and before.get(row) != after.get(row)
    )
