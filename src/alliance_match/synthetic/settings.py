"""What a user of the generator can turn: knobs, and the hidden model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import InputError
from . import assumptions as given

__all__ = ["HIDDEN_MODELS", "HiddenModel", "Knobs"]


@dataclass(frozen=True)
class Knobs:
    """What makes a round harder.

    Parameters
    ----------
    scarcity : float
        Share of the mentors who do not come, 0 to under 1.
    noise : float
        Factor on what chance adds to a pair's quality; 0 leaves nothing to chance.
    missing : float
        Share of answers that are not given, 0 to 1.
    understate : float
        Share of all people who state half of the time they have.

    Raises
    ------
    InputError
        When a knob is out of its range.
    """

    scarcity: float = 0.0
    noise: float = 1.0
    missing: float = 0.05
    understate: float = 0.0

    def __post_init__(self) -> None:
        wrong = [
            f"{name}={value!r}"
            for name, value, fits in (
                ("scarcity", self.scarcity, 0 <= self.scarcity < 1),
                ("noise", self.noise, self.noise >= 0),
                ("missing", self.missing, 0 <= self.missing <= 1),
                ("understate", self.understate, 0 <= self.understate <= 1),
            )
            if not fits
        ]
        if wrong:
            raise InputError(f"{', '.join(wrong)}: give a share from 0 to 1 (noise: 0 or more).")


@dataclass(frozen=True)
class HiddenModel:
    """What decides, in truth, whether a pair ends well: weights on the log-odds.

    Parameters
    ----------
    base : float
        Log-odds of a pair that is middling in everything.
    needs, communication, commitment, context, say, time, surface : float
        What a pair that is perfect in it has over one that has nothing of it, halved: true skill
        in what the mentee needs; true level of the best common language; reliability of both;
        experience of the same stage; having asked for each other; time in common; the same region.
    chance : float
        Standard deviation of what nothing shows.
    """

    base: float = 0.0
    needs: float = given.NEEDS_MATTER.odds["weight"]
    communication: float = given.TALK_MATTERS.odds["weight"]
    commitment: float = given.WILL_MATTERS.odds["weight"]
    context: float = given.DEEP_MATTERS.odds["weight"]
    say: float = given.SAY_MATTERS.odds["weight"]
    time: float = given.TIME_MATTERS.odds["weight"]
    surface: float = given.SURFACE_MATTERS.odds["weight"]
    chance: float = given.CHANCE_MATTERS.odds["weight"]


def _only(chance: float = 0.4, **weights: float) -> HiddenModel:
    nothing = dict.fromkeys(
        ("needs", "communication", "commitment", "context", "say", "time", "surface"), 0.0
    )
    return HiddenModel(**(nothing | weights), chance=chance)


#: What might be true: first what the literature says, then worlds in which one thing is all, and
#: two that are unkind to any form: nothing but chance, and one where what the forms ask does harm.
HIDDEN_MODELS: Mapping[str, HiddenModel] = {
    "literature": HiddenModel(),
    "needs": _only(needs=3.0),
    "communication": _only(communication=3.0),
    "commitment": _only(commitment=3.0),
    "context": _only(context=2.0, say=1.0),
    "time": _only(time=2.0),
    "chance": _only(chance=1.5),
    "contrary": _only(needs=-1.0, communication=1.0, context=-1.0, time=-0.5, chance=0.8),
}
