"""How one group of mentees fares against all others, in plain words."""

from __future__ import annotations

from typing import Literal

from ..words import Message, Speech, Value
from ..words.templates import fairness as words
from .record import Explanation

__all__ = ["By", "GroupGap"]

By = Literal["region", "membership", "size", "stage", "kind", "language"]

_NAMES = {
    "emerging": words.EMERGING,
    "developing": words.DEVELOPING,
    "established": words.ESTABLISHED,
    "small": words.SMALL,
    "medium": words.MEDIUM,
    "large": words.LARGE,
    "full": words.FULL,
    "affiliate": words.AFFILIATE,
    "honorary": words.HONORARY,
    "member": words.MEMBERS,
    "none": words.NO_MEMBERS,
    "organisation": words.ORGANISATIONS,
    "individual": words.INDIVIDUALS,
}


class GroupGap(Explanation):
    """How a group of mentees fares against all others, in points of 1000 a head.

    Attributes
    ----------
    by : {"region", "membership", "size", "stage", "kind", "language"}
        What the mentees are told apart by; the first three are their organisation's.
    group : str
        Which of them these are: a region, a language tag, or a value of the model.
    people, matched : int
        How many they are, and how many have a mentor.
    points, others : int
        Mean points of their pairs, and of everybody else's, nobody's pair counting nothing.
    eligibility, competition, objective : int
        The parts of ``others - points``: what their best eligible mentors are worth less; what they
        lose more to each other, were the round matched for them alone; and what they lose more to
        everybody else in the proposal. They add up to the gap: what rounding leaves goes to the
        parts with the largest remainders.
    points_matched, others_matched : int or None
        Mean points of those who have a mentor alone; None where nobody has.
    """

    by: By
    group: str
    people: int
    matched: int
    points: int
    others: int
    eligibility: int
    competition: int
    objective: int
    points_matched: int | None
    others_matched: int | None

    @property
    def gap_matched(self) -> int | None:
        """By how much those who have a mentor are worse off than the others who have one."""
        if self.points_matched is None or self.others_matched is None:
            return None
        return self.others_matched - self.points_matched

    @property
    def gap(self) -> int:
        """By how much the group is worse off; below 0 where it is better off."""
        return self.others - self.points

    def name(self, to: Speech) -> Message:
        """Say who they are."""
        if self.by == "region":
            return words.REGION(region=to.gettext(self.group))
        if self.by == "language":
            return words.LANGUAGE(language=self.group)
        return _NAMES[self.group]()

    def told(self, to: Speech) -> str:
        """Tell the gap and its parts, then the gap among those who have a mentor."""
        said = to.sentence(self._split(to))
        among = self._among
        return said if among is None else f"{said} {to.sentence(among)}"

    def _split(self, to: Speech) -> Message:
        """Say the gap, then what makes it up, and what makes it smaller."""
        whole: dict[str, Value] = {
            "group": self.name(to),
            "matched": self.matched,
            "people": self.people,
        }
        if not self.gap:
            gap = words.EQUAL(**whole)
        else:
            gap = (words.WORSE if self.gap > 0 else words.BETTER)(**whole, gap=abs(self.gap))
        sign = -1 if self.gap < 0 else 1
        parts = (
            (sign * self.eligibility, words.BY_ELIGIBILITY),
            (sign * self.competition, words.BY_COMPETITION),
            (sign * self.objective, words.BY_OBJECTIVE),
        )
        split = tuple(part(points=points) for points, part in parts if points > 0)
        less = tuple(part(points=-points) for points, part in parts if points < 0)
        if not split:
            return gap
        return (
            words.SPLIT_LESS(gap=gap, parts=split, less=less)
            if less
            else words.SPLIT(gap=gap, parts=split)
        )

    @property
    def _among(self) -> Message | None:
        if self.gap_matched is None:
            return None
        if not self.gap_matched:
            return words.MATCHED_EQUAL()
        among = words.MATCHED_WORSE if self.gap_matched > 0 else words.MATCHED_BETTER
        return among(gap=abs(self.gap_matched))
