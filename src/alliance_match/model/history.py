"""What earlier rounds brought: who was paired with whom."""

from __future__ import annotations

from pydantic import Field

from .record import Record

__all__ = ["PastPair"]


class PastPair(Record):
    """A pair of an earlier round.

    Parameters
    ----------
    mentee : str or None
        The mentee's id in this round; None for somebody who is not in it.
    mentor : str
        The mentor's id in this round.
    rounds_ago : int
        1 for the last round, 2 for the one before.
    """

    mentee: str | None
    mentor: str
    rounds_ago: int = Field(ge=1)
