"""Which criteria and weights earn their place, in worlds that are kind to them and in others.

The forms of a seed are the same in every hidden model, so that each policy matches a round once and
the pairs are looked up in every truth.
"""

from __future__ import annotations

from alliance_match.model.policy import Policy
from alliance_match.quality import measures as measure
from alliance_match.scoring.score import score
from alliance_match.synthetic import HIDDEN_MODELS, synthetic_round

from .by_hand import random_feasible
from .case import Case, Ints
from .matchers import MATCHERS, OPTIMUM, OURS, hidden_optimum

__all__ = ["DEFAULT", "POLICIES", "ablate_seed"]

DEFAULT = "default weights"
_WEIGHTS = {name: weight for name, weight in Policy().weights.items() if weight}


def _policy(**weights: int) -> Policy:
    given = dict.fromkeys(Policy().weights, 0) | weights
    return Policy(criteria={name: {"weight": weight} for name, weight in given.items()})


def _without(left: str) -> Policy:
    return _policy(**{name: w for name, w in _WEIGHTS.items() if name != left})


#: The default, one criterion left out, one criterion alone, simple or other weights, other rules.
POLICIES: dict[str, Policy] = {
    DEFAULT: Policy(),
    **{f"without {name}": _without(name) for name in _WEIGHTS},
    **{f"{name} alone": _policy(**{name: 1}) for name in _WEIGHTS},
    "equal weights": _policy(**dict.fromkeys(_WEIGHTS, 1)),
    "goals and language, 2 to 1": _policy(goal_coverage=2, language=1),
    "goals, language, stage, 2 to 1 to 1": _policy(
        goal_coverage=2, language=1, stage_and_context=1
    ),
    "experience doubled": _policy(**(_WEIGHTS | {"mentoring_experience": 160})),
    "experience trebled": _policy(**(_WEIGHTS | {"mentoring_experience": 240})),
    "goals doubled": _policy(**(_WEIGHTS | {"goal_coverage": 800})),
    "availability halved": _policy(**(_WEIGHTS | {"availability": 60})),
    "rule off: top goal covered": Policy(rules={"top_goal_covered": {"on": False}}),
    "rule off: weekly overlap": Policy(rules={"weekly_overlap": {"on": False}}),
    "rule eased: language at B1": Policy(rules={"shared_language": {"min_level": "B1"}}),
}
CHANCE = "random feasible"


def ablate_seed(size: str, seed: int) -> dict[str, dict[str, float]]:
    """Match one round under every policy; give the hidden quality a head in every model."""
    rounds = {name: synthetic_round(seed, size, model=name) for name in HIDDEN_MODELS}
    people = rounds["literature"].round
    matched, case = dict[str, Ints](), None
    for name, policy in POLICIES.items():
        told = Case.of(score(people, policy), seed)
        matched[name], case = MATCHERS[OURS](told), case or told
    assert case is not None
    matched[CHANCE] = random_feasible(case)
    table = dict[str, dict[str, float]]()
    for model, made in rounds.items():
        quality = made.truth.table(people)
        pairs = matched | {OPTIMUM: hidden_optimum(case, quality)}
        for name, mentor_of in pairs.items():
            table.setdefault(name, {})[model] = float(measure.worth(mentor_of, quality).mean())
    return table
