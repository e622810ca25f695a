"""Applications as files bring them: the same people, with the disorder of real exports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..model.availability import DAYS
from ..model.people import LanguageSkill, Mentee, Mentor, Person
from ..model.record import Range
from ..model.round import MatchRound
from .assumptions import MESS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Frames", "frames"]

#: What people write for a zone, which may mean another one as well.
_AMBIGUOUS = {
    "Europe/London": "BST",
    "Europe/Dublin": "IST",
    "Asia/Kolkata": "IST",
    "America/New_York": "EST",
    "America/Toronto": "EST",
    "Asia/Shanghai": "CST",
    "Asia/Taipei": "CST",
    "America/Mexico_City": "CST",
}
_PARTS = {540: "morning", 780: "afternoon", 1080: "evening"}
_FORMULA = "=SUM(1,1)"


@dataclass(frozen=True, eq=False)
class Frames:
    """Two tables of text, one row per application.

    Attributes
    ----------
    mentors, mentees : pandas.DataFrame
        With an ``ID`` column, so that people are known by the ids of the round.
    """

    mentors: pd.DataFrame
    mentees: pd.DataFrame


def frames(match_round: MatchRound, seed: int, *, messy: bool) -> Frames:
    """Write a round's applications as tables.

    Parameters
    ----------
    match_round : MatchRound
        A synthetic round.
    seed : int
        Decides where the disorder falls.
    messy : bool
        Whether there is any.
    """
    import pandas as pd

    pen = _Pen(np.random.default_rng([seed, 5]), match_round, messy)
    mentors = pen.file([pen.mentor(m) for m in match_round.mentors])
    mentees = pen.file([pen.mentee(m) for m in match_round.mentees])
    return Frames(pd.DataFrame(mentors), pd.DataFrame(mentees))


class _Pen:
    """Writes cells."""

    def __init__(self, rng: np.random.Generator, match_round: MatchRound, messy: bool):
        self.rng, self.round, self.messy = rng, match_round, messy

    def falls(self, what: str) -> bool:
        """Whether a certain disorder falls here."""
        return self.rng.random() < MESS.odds[what] / 100 and self.messy

    def file(self, rows: list[dict[str, str]]) -> list[dict[str, str]]:
        """Send some applications twice, leave rows empty, and close with a footer."""
        out = []
        for row in rows:
            out.append(row)
            if self.falls("duplicates"):
                out.append(dict(row))
            if self.falls("blank or footer rows"):
                out.append(dict.fromkeys(row, ""))
        return out

    def mentor(self, who: Mentor) -> dict[str, str]:
        skills = [f"{self._topic(e.topic)}{_level(e.level)}" for e in who.expertise or ()]
        return {
            **self._person(who, "Which areas can you support?", "; ".join(skills)),
            "Which stages of association have you worked with?": "; ".join(who.stages or ()),
            "How many people or organisations have you mentored before?": _number(
                who.mentoring_experience
            ),
            "How many hours a month can you give?": _range(who.hours_per_month),
            "How many mentees can you take on?": self._capacity(who.capacity),
            "Panel status": who.panel_status or "",
        }

    def mentee(self, who: Mentee) -> dict[str, str]:
        goals = [*(self._topic(g.topic) for g in who.goals or () if g.topic), "", "", ""]
        return {
            **self._person(who, "Goal 1", goals[0]),
            "Goal 2": goals[1],
            "Goal 3": goals[2],
            "How would you describe your organisation?": who.stage or "",
        }

    def _person(self, who: Mentor | Mentee, about: str, answer: str) -> dict[str, str]:
        home = self.round.organisation_of(who)
        return {
            "ID": who.id,
            "Your full name": who.name,
            "Email address": who.email or "",
            "Name of your association": home.name if home else "",
            "Country": (home.country or "") if home else "",
            "Alliance membership": "Full member",
            "Your time zone": self._zone(who),
            "What languages do you speak?": self._languages(who),
            "When are you available?": self._week(who),
            about: answer,
            "Any other comments": _FORMULA if self.falls("formula-like cells") else "",
        }

    def _topic(self, topic: str) -> str:
        return self.round.vocabulary.label(topic)

    def _zone(self, who: Person) -> str:
        vague = self.falls("ambiguous zone")
        return (_AMBIGUOUS.get(who.time_zone or "") if vague else None) or who.time_zone or ""

    def _languages(self, who: Person) -> str:
        gone = self.falls("no languages")
        return "" if gone else "; ".join(_language(skill) for skill in who.languages or ())

    def _week(self, who: Person) -> str:
        windows = who.availability or ()
        if self.falls("availability in words"):
            return ", ".join(f"{DAYS[w.day]} {_PARTS[w.start]}" for w in windows)
        return "; ".join(str(w) for w in windows)

    def _capacity(self, capacity: Range | None) -> str:
        ranged = self.falls("capacity as a range")
        if capacity is None:
            return ""
        return f"{capacity.low:g}-{capacity.low + 1:g}" if ranged else f"{capacity.low:g}"


def _level(level: int | None) -> str:
    return "" if level is None else f" ({level})"


def _language(skill: LanguageSkill) -> str:
    return skill.language if skill.level is None else f"{skill.language} ({skill.level})"


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _range(value: Range | None) -> str:
    return "" if value is None else str(value)
