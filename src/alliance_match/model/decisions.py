"""What the committee decided about pairs: each decision with who and why."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from ..errors import did_you_mean
from .record import Record, Source
from .settings import Rules

__all__ = ["Decision", "Decisions"]


class Decision(Record):
    """One decision on one pair.

    Parameters
    ----------
    kind : {"pin", "veto", "waive", "recuse", "keep"}
        ``pin`` keeps the pair, ``veto`` forbids it, ``waive`` lifts one rule for it, ``recuse``
        records that ``who`` takes no part in deciding on it. ``keep`` is written by re-matching:
        the pair of an earlier proposal stays.
    mentee, mentor : str
        Ids.
    rule : str or None
        The rule that is waived; only with ``waive``.
    who, why : str
        For the record.
    """

    kind: Literal["pin", "veto", "waive", "recuse", "keep"]
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
        if self.rule is not None and self.rule not in Rules.model_fields:
            near = did_you_mean(self.rule, Rules.model_fields)
            raise ValueError(f"there is no rule {self.rule!r}.{near}")
        return self


class Decisions(Record):
    """All decisions of a round, in no particular order."""

    entries: tuple[Decision, ...] = ()

    def of_kind(self, kind: str) -> tuple[Decision, ...]:
        """Give the decisions of one kind, ordered by pair."""
        chosen = (d for d in self.entries if d.kind == kind)
        return tuple(sorted(chosen, key=lambda d: (d.mentee, d.mentor, d.rule or "")))
