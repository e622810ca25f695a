"""The hidden quality of every possible pair. No matcher sees it; the round holds no way to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError
from ..model.availability import WeeklyWindow, utc_slots
from ..model.people import STAGES
from ..model.round import MatchRound
from .settings import HiddenModel
from .traits import PARTS_OF_DAY, Week, Who

__all__ = ["HiddenTruth", "quality_of", "windows_of"]

_WEEKS = (date(2027, 1, 11), date(2027, 7, 5))


@dataclass(frozen=True, eq=False)
class HiddenTruth:
    """What nobody knows before the round is over.

    Attributes
    ----------
    mentees, mentors : tuple of str
        Ids: rows and columns of ``quality``.
    quality : ndarray of float, shape (n_mentees, n_mentors)
        The true probability that a pair ends well, read-only.
    planted : tuple of str
        Mentees for whom no mentor is possible, by design.
    """

    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    quality: NDArray[np.float64]
    planted: tuple[str, ...]

    def table(self, match_round: MatchRound) -> NDArray[np.float64]:
        """Give the quality in the order of a round's people, however it was made or read.

        Raises
        ------
        InputError
            When somebody of the round is not known here.
        """
        row = {who: k for k, who in enumerate(self.mentees)}
        col = {who: k for k, who in enumerate(self.mentors)}
        strangers = [m.id for m in match_round.mentees if m.id not in row]
        strangers += [m.id for m in match_round.mentors if m.id not in col]
        if strangers:
            raise InputError(
                f"The hidden truth knows nobody with the id {', '.join(strangers)}; "
                "ask it about the round that it was made with."
            )
        rows = [row[m.id] for m in match_round.mentees]
        cols = [col[m.id] for m in match_round.mentors]
        return np.asarray(self.quality[np.ix_(rows, cols)])


def quality_of(
    mentees: Who,
    mentors: Who,
    asked: NDArray[np.float64],
    chance: NDArray[np.float64],
    model: HiddenModel,
) -> NDArray[np.float64]:
    """Give the probability that each pair ends well.

    Parameters
    ----------
    mentees, mentors : Who
        What they are in truth.
    asked : ndarray of float, shape (n_mentees, n_mentors)
        How far they asked for each other: 0, 0.5 or 1.
    chance : ndarray of float, same shape
        Standard normal; what nothing shows.
    model : HiddenModel

    Returns
    -------
    ndarray of float, same shape
        Rounded to six decimals, read-only.
    """
    parts = (
        (model.needs, np.minimum(1.0, mentees.topics @ mentors.topics.T * 1.5)),
        (model.communication, _talk(mentees, mentors)),
        (model.commitment, np.sqrt(mentees.will[:, None] * mentors.will)),
        (model.context, _stages(mentees, mentors)),
        (model.say, asked),
        (model.time, _time(mentees, mentors)),
        (model.surface, np.equal.outer(np.array(mentees.region), np.array(mentors.region))),
    )
    odds = model.base + model.chance * chance
    for weight, share in parts:
        odds = odds + weight * (2 * np.asarray(share, dtype=np.float64) - 1)
    quality = np.round(1 / (1 + np.exp(-odds)), 6)
    quality.setflags(write=False)
    return np.asarray(quality)


def _talk(mentees: Who, mentors: Who) -> NDArray[np.float64]:
    """Share of full fluency in the best common language, by the lower of both true levels."""
    best = np.zeros((len(mentees.speaks), len(mentors.speaks)))
    for language in {tag for said in mentees.speaks for tag in said}:
        rows = np.array([said.get(language, 0) for said in mentees.speaks])
        cols = np.array([said.get(language, 0) for said in mentors.speaks])
        best = np.maximum(best, np.minimum.outer(rows, cols))
    return best / 7


def _stages(mentees: Who, mentors: Who) -> NDArray[np.float64]:
    """Full where the mentor knows the mentee's stage, half where a neighbouring one."""
    place = {stage: k for k, stage in enumerate(STAGES)}
    own = [place[s[0]] for s in mentees.stages]  # type: ignore[index]
    steps = [[min(abs(k - place[s]) for s in m) for m in mentors.stages] for k in own]  # type: ignore[index]
    near = 1 - np.array(steps, dtype=np.float64).reshape(len(own), -1) / 2
    return np.asarray(np.maximum(0.0, near))


def _time(mentees: Who, mentors: Who) -> NDArray[np.float64]:
    """Share of four common hours in the worse season."""
    common = np.stack([_free(mentees, day) @ _free(mentors, day).T for day in _WEEKS])
    return np.asarray(np.minimum(1.0, common.min(axis=0) / 8))


def _free(people: Who, monday: date) -> NDArray[np.float64]:
    weeks = zip(people.week, people.home, strict=True)
    slots = [utc_slots(windows_of(week), home.zone, monday) for week, home in weeks]
    return np.array(slots, dtype=np.float64)


def windows_of(week: Week) -> tuple[WeeklyWindow, ...]:
    """Turn parts of days into local windows."""
    return tuple(_WINDOWS[slot] for slot in week)


_WINDOWS = {
    (day, part): WeeklyWindow(day=day, start=60 * first, end=60 * last)
    for day in range(7)
    for part, (first, last) in PARTS_OF_DAY.items()
}
