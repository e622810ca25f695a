"""Somebody's own pairs beside the proposal, on the same measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..explain.record import Explanation, Line, Move, PersonName
from ..words import Message, Speech, Template
from ..words.templates import labels
from ..words.templates import quality as say

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MEASURES", "Better", "BrokenPair", "Overfull", "QualityLine", "QualityReport", "Unit"]

Unit = Literal["share", "points", "plain"]
Better = Literal["proposal", "yours", "same"]

#: Measure, what it is called, how it is said, and whether more of it is better.
MEASURES: tuple[tuple[str, Template, Unit, bool], ...] = (
    ("coverage", say.COVERAGE, "share", True),
    ("mean", say.MEAN, "points", True),
    ("lowest", say.LOWEST, "points", True),
    ("gini", say.GINI, "plain", False),
    ("first", say.FIRST, "share", True),
    ("first_three", say.FIRST_THREE, "share", True),
    ("goal_areas", say.GOAL_AREAS, "share", True),
    ("envious", say.ENVIOUS, "share", False),
    ("blocking", say.BLOCKING, "plain", False),
    ("load_imbalance", say.LOAD_IMBALANCE, "plain", False),
    ("idle", say.IDLE, "plain", False),
    ("region_gap", say.REGION_GAP, "points", False),
)
_VERDICTS = {"proposal": say.BETTER, "yours": say.WORSE, "same": say.SAME}


class QualityLine(Line):
    """One measure of both.

    Attributes
    ----------
    measure : str
        As an attribute of :class:`~alliance_match.quality.scores.Measured` is called.
    unit : {"share", "points", "plain"}
        Shares are of 100; points are whole, of 1000.
    yours, proposed : float
        Rounded as they are told: shares to tenths, plain numbers to thousandths.
    better : {"proposal", "yours", "same"}
        By these rounded values.
    """

    measure: str
    unit: Unit
    yours: float
    proposed: float
    better: Better

    @property
    def label(self) -> Message:
        """What the measure is called."""
        return next(label for name, label, *_ in MEASURES if name == self.measure)()

    @property
    def values(self) -> tuple[Message, Message]:
        """Both values as they are said, yours first."""
        one, other = (self._value(value) for value in (self.yours, self.proposed))
        return one, other

    def _value(self, value: float) -> Message:
        if self.unit == "points":
            return say.POINTS(value=int(value))
        return (say.SHARE if self.unit == "share" else say.PLAIN)(value=value)

    @property
    def verdict(self) -> Message:
        """Which of both is better."""
        return _VERDICTS[self.better]()

    @property
    def message(self) -> Message:
        """The measure, both values, and which is better."""
        yours, proposed = self.values
        return say.LINE(measure=self.label, yours=yours, proposed=proposed, verdict=self.verdict)


class BrokenPair(Line):
    """A pair of yours that is not eligible.

    Attributes
    ----------
    rules : tuple of str
        The rules it breaks; empty where it has too few points alone.
    """

    mentee: PersonName
    mentor: PersonName
    rules: tuple[str, ...]

    @property
    def message(self) -> Message:
        """Who with whom, and why not."""
        broken = tuple(labels.RULES[rule]() for rule in self.rules) or (say.TOO_FEW_POINTS(),)
        return say.BROKEN(mentee=str(self.mentee), mentor=str(self.mentor), rules=broken)


class Overfull(Line):
    """A mentor to whom your pairs give more mentees than places."""

    mentor: PersonName
    load: int
    places: int

    @property
    def message(self) -> Message:
        """How many, and for how many places."""
        return say.OVERFULL(mentor=str(self.mentor), load=self.load, places=self.places)


class QualityReport(Explanation):
    """Your pairs beside the proposal.

    Attributes
    ----------
    file : str or None
        Where your pairs were read, empty where that has no name; None where they are the proposal
        with the committee's decisions.
    people : int
        How many mentees there are.
    yours_matched, proposed_matched : int
        How many of them have a mentor.
    lines : tuple of QualityLine
        One for each measure; none for the gap between regions where too few people are known
        to be of one.
    broken : tuple of BrokenPair
        Pairs of yours that the rules do not allow. They are measured all the same.
    overfull : tuple of Overfull
    moves : tuple of Move
        Who has another mentor in the proposal; ``before`` is yours.
    yours_points, proposed_points : tuple of int
        Points of every mentee, of 1000, from the worst off to the best off.
    """

    file: str | None
    people: int
    yours_matched: int
    proposed_matched: int
    lines: tuple[QualityLine, ...]
    broken: tuple[BrokenPair, ...]
    overfull: tuple[Overfull, ...]
    moves: tuple[Move, ...]
    yours_points: tuple[int, ...]
    proposed_points: tuple[int, ...]

    @property
    def head(self) -> Message:
        """What is beside what."""
        matched = {"yours": self.yours_matched, "proposed": self.proposed_matched}
        if self.file is None:
            return say.FINAL(people=self.people, **matched)
        if not self.file:
            return say.YOURS_UNNAMED(people=self.people, **matched)
        return say.BY_HAND(file=self.file, people=self.people, **matched)

    @property
    def verdict(self) -> Message:
        """On how many measures either is better."""
        found = [line.better for line in self.lines]
        return say.VERDICT(
            measures=len(found),
            better=found.count("proposal"),
            worse=found.count("yours"),
            same=found.count("same"),
        )

    @property
    def faults(self) -> tuple[Message, ...]:
        """What your pairs do that the rules or places do not allow."""
        return tuple(one.message for one in (*self.broken, *self.overfull))

    def told(self, to: Speech) -> str:
        """Tell the measures, what breaks a rule, and who has another mentor."""
        parts = [
            [to.sentence(self.head), to.sentence(self.verdict), to.sentence(say.CAVEAT())],
            [line.told(to) for line in self.lines],
        ]
        if self.faults:
            parts.append([to.heading(say.BROKEN_HEAD()), *map(to.say, self.faults)])
        if self.moves:
            parts.append([to.heading(say.MOVES_HEAD()), *(to.say(m.message) for m in self.moves)])
        else:
            parts.append([to.sentence(say.NO_MOVES())])
        return "\n\n".join("\n".join(part) for part in parts)

    def rows(self) -> list[dict[str, object]]:
        """One plain row per measure; points of 100."""
        scale = {"points": 0.1, "share": 1.0, "plain": 1.0}
        return [
            {
                "measure": line.measure,
                "about": str(line.label),
                "yours": round(line.yours * scale[line.unit], 3),
                "proposal": round(line.proposed * scale[line.unit], 3),
                "better": line.better,
            }
            for line in self.lines
        ]

    def to_frame(self) -> pd.DataFrame:
        """Give :meth:`rows` as a DataFrame."""
        from ..report.frames import quality_frame

        return quality_frame(self)
