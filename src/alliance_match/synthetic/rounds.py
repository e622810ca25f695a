"""A synthetic round: what everybody may see, and apart from it what nobody may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError, did_you_mean
from ..model.round import MatchRound
from .assumptions import ASKED_FOR, SIZES, Size
from .forms import Clerk
from .settings import HIDDEN_MODELS, HiddenModel, Knobs
from .traits import draw_mentees, draw_mentors
from .truth import HiddenTruth, quality_of

if TYPE_CHECKING:
    from .mess import Frames

__all__ = ["SyntheticRound", "synthetic_round"]

T = TypeVar("T", Size, HiddenModel)


@dataclass(frozen=True, eq=False)
class SyntheticRound:
    """A round, and apart from it the truth about it.

    Attributes
    ----------
    round : MatchRound
        What the forms say: give this, and nothing else, to a matcher.
    truth : HiddenTruth
        How every possible pair would end.
    seed : int
        What it was drawn from.
    """

    round: MatchRound
    truth: HiddenTruth
    seed: int

    def frames(self, *, messy: bool = True) -> Frames:
        """Give the same applications as tables, as form services export them.

        Parameters
        ----------
        messy : bool
            With duplicates, gaps, free text, ranges, footers and formula-like cells.

        Returns
        -------
        Frames
            ``mentors`` and ``mentees``, for :func:`alliance_match.load_round`.
        """
        from .mess import frames

        return frames(self.round, self.seed, messy=messy)


def synthetic_round(
    seed: int,
    size: str | Size = "typical",
    knobs: Knobs | None = None,
    model: str | HiddenModel = "literature",
) -> SyntheticRound:
    """Draw a round, the same for the same arguments.

    Parameters
    ----------
    seed : int
        People and forms are the same for one seed, size and set of knobs whatever the hidden model,
        so that models can be compared on the same rounds.
    size : {"small", "typical", "large", "stress"} or Size
        How many people apply.
    knobs : Knobs, optional
        What makes the round harder.
    model : str or HiddenModel
        What decides in truth; a name of :data:`HIDDEN_MODELS`, or a model of your own.

    Returns
    -------
    SyntheticRound

    Raises
    ------
    InputError
        When there is no size or model of that name.

    Examples
    --------
    >>> made = synthetic_round(7, "small")
    >>> made.round
    Round of 8 mentees, 6 mentors and 0 subject experts
    >>> made.truth.quality.shape
    (8, 6)
    """
    people, hidden = _named(size, SIZES, "size"), _named(model, HIDDEN_MODELS, "hidden model")
    knobs = knobs or Knobs()
    streams = [np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(5)]
    n_mentors = max(1, round(people.mentors * (1 - knobs.scarcity)))
    mentors = draw_mentors(streams[0], n_mentors)
    mentees = draw_mentees(streams[1], people.mentees, mentors)
    clerk = Clerk(streams[2], knobs)
    asks = _asked(streams[3], people.mentees, n_mentors)
    cols, rows = range(n_mentors), range(people.mentees)
    match_round = MatchRound(
        mentors=tuple(
            clerk.mentor(k, mentors, tuple(f"E{i:04d}" for i in np.flatnonzero(asks[1][:, k])))
            for k in cols
        ),
        mentees=tuple(
            clerk.mentee(k, mentees, tuple(f"M{j:04d}" for j in np.flatnonzero(asks[0][k])))
            for k in rows
        ),
        organisations=(
            *(clerk.organisation("M", k, mentors.home[k]) for k in cols),
            *(clerk.organisation("E", k, mentees.home[k]) for k in rows),
        ),
    )
    chance = streams[4].normal(size=(people.mentees, n_mentors)) * knobs.noise
    truth = HiddenTruth(
        mentees=tuple(f"E{k:04d}" for k in rows),
        mentors=tuple(f"M{k:04d}" for k in cols),
        quality=quality_of(mentees, mentors, asks.mean(axis=0), chance, hidden),
        planted=tuple(f"E{k:04d}" for k in np.flatnonzero(mentees.planted)),
    )
    return SyntheticRound(match_round, truth, seed)


def _asked(rng: np.random.Generator, n_mentees: int, n_mentors: int) -> NDArray[np.float64]:
    """Mark who asked for whom: by mentees, then by mentors; shape (2, n_mentees, n_mentors)."""
    asks = np.zeros((2, n_mentees, n_mentors))
    odds = ASKED_FOR.odds["asks"] / 100
    for i in np.flatnonzero(rng.random(n_mentees) < odds):
        asks[0, i, rng.integers(n_mentors)] = 1
    for j in np.flatnonzero(rng.random(n_mentors) < odds):
        asks[1, rng.integers(n_mentees), j] = 1
    return asks


def _named(given: str | T, known: Mapping[str, T], what: str) -> T:
    if not isinstance(given, str):
        return given
    if given not in known:
        near = did_you_mean(given, known) or f" There are: {', '.join(known)}."
        raise InputError(f"There is no {what} {given!r}.{near}")
    return known[given]
