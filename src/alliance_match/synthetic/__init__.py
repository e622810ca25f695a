"""Synthetic rounds with a hidden truth, to measure matchers by: nobody in them exists.

A round holds what people write on their forms. Apart from it, :class:`HiddenTruth` holds the
probability that each possible pair ends well, from traits that the forms show in part only. What is
assumed stands in :data:`ASSUMPTIONS`, each beside its source.

Examples
--------
>>> from alliance_match import propose
>>> from alliance_match.synthetic import synthetic_round
>>> made = synthetic_round(7, "small")
>>> proposal = propose(made.round)
>>> quality = made.truth.table(made.round)
>>> ended_well = [quality[pair.row, pair.col] for pair in proposal.pairs]
>>> all(0 < chance < 1 for chance in ended_well)
True
"""

from .assumptions import ASSUMPTIONS, SIZES, Assumption, Size
from .noise import one_goal, understated, with_noise
from .rounds import SyntheticRound, synthetic_round
from .settings import HIDDEN_MODELS, HiddenModel, Knobs
from .truth import HiddenTruth

__all__ = [
    "ASSUMPTIONS",
    "HIDDEN_MODELS",
    "SIZES",
    "Assumption",
    "HiddenModel",
    "HiddenTruth",
    "Knobs",
    "Size",
    "SyntheticRound",
    "one_goal",
    "synthetic_round",
    "understated",
    "with_noise",
]
