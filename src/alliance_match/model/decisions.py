"""What the committee decided about pairs: each decision with who and why."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, TypeAlias

from pydantic import model_validator

from ..errors import did_you_mean
from .own import own_rule_names
from .record import Record, Source
from .settings import Rules
from .votes import Settled, by_pair_and_words, settle

__all__ = ["WRITTEN", "Decision", "Decisions", "Kind"]

Kind: TypeAlias = Literal["accept", "pin", "veto", "waive", "recuse", "note", "keep", "quota"]
#: The kinds that matching writes, and nobody else.
WRITTEN: tuple[Kind, ...] = ("keep", "quota")


class Decision(Record):
    """One decision on one pair.

    Parameters
    ----------
    kind : {"accept", "pin", "veto", "waive", "recuse", "note", "keep", "quota"}
        ``accept`` keeps the pair as long as it is possible, ``pin`` keeps it whatever it costs,
        ``veto`` forbids it, ``waive`` lifts one rule for it, ``recuse`` records that ``who`` takes
        no part in deciding on it, ``note`` is a remark without effect. ``keep`` and
        ``quota`` are written by matching alone: a pair of the previous proposal that stays, and one
        that stays because a quota asks for at least so many.
    mentee, mentor : str
        Ids.
    rule : str or None
        The rule that is waived; only with ``waive``.
    who, why : str
        For the record; ``who`` also tells whose vote it is (:mod:`alliance_match.model.votes`).

    Examples
    --------
    >>> pin = Decision(kind="pin", mentee="E01", mentor="M03", who="Chair", why="promised")
    >>> pin.kind, pin.who
    ('pin', 'Chair')
    """

    kind: Kind
    mentee: str
    mentor: str
    rule: str | None = None
    who: str = ""
    why: str = ""
    source: Source | None = None

    @model_validator(mode="after")
    def _rule_goes_with_waive(self) -> Decision:
        if (self.kind == "waive") != (self.rule is not None):
            raise ValueError("a rule is named exactly when the decision is to waive it")
        known = (*Rules.model_fields, *own_rule_names())
        if self.rule is not None and self.rule not in known:
            near = did_you_mean(self.rule, known)
            raise ValueError(f"there is no rule {self.rule!r}.{near}")
        return self

    @property
    def pair(self) -> tuple[str, str]:
        """The ids of mentee and mentor."""
        return self.mentee, self.mentor


class Decisions(Record):
    """All decisions of a round, of all members, in no particular order.

    ``entries`` are for the record. Whatever acts on decisions asks :meth:`of_kind`, or
    :attr:`counted`, which leave out the votes that do not count.

    Examples
    --------
    >>> veto = Decision(kind="veto", mentee="E01", mentor="M03", who="Ana")
    >>> len(Decisions(entries=[veto]).of_kind("veto"))
    1
    """

    entries: tuple[Decision, ...] = ()

    @cached_property
    def settled(self) -> Settled:
        """Which decisions count, and what became of the others."""
        return settle(self.entries)

    @property
    def counted(self) -> tuple[Decision, ...]:
        """The decisions that count."""
        return self.settled.counted

    def of_kind(self, *kinds: str) -> tuple[Decision, ...]:
        """Give the decisions of some kinds that count, ordered by pair."""
        chosen = (d for d in self.counted if d.kind in kinds)
        return tuple(sorted(chosen, key=by_pair_and_words))
