"""No way leads from a round to the truth about it."""

from __future__ import annotations

import gc
import pickle

import numpy as np
import pytest

import alliance_match as am
from alliance_match.synthetic import HIDDEN_MODELS, HiddenTruth, synthetic_round


def reachable(start):
    """Everything that can be reached from an object, types and modules left out."""
    seen, waiting = {}, [start]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, type) or type(one).__name__ in SKIPPED:
            continue
        seen[id(one)] = one
        waiting += gc.get_referents(one)
    return seen


SKIPPED = ("module", "function", "builtin_function_or_method", "method_descriptor", "property")


@pytest.fixture(params=["small", "typical", "large"])
def made(request):
    return synthetic_round(11, request.param)


def test_nothing_that_a_round_holds_is_the_truth(made):
    found = reachable(made.round)
    assert id(made.round.mentees[0]) in found  # the walk does walk
    assert id(made.truth) not in found
    assert id(made.truth.quality) not in found
    assert not any(isinstance(one, HiddenTruth | np.ndarray) for one in found.values())
    assert not any(isinstance(one, float) and one in made.truth.quality for one in found.values())


def test_nor_does_the_walk_miss_it_where_it_is(made):
    assert id(made.truth.quality) in reachable(made)


def test_a_round_that_went_through_bytes_is_the_same(made):
    copied = pickle.loads(pickle.dumps(made.round))
    assert copied == made.round
    assert vars(copied).keys() == type(made.round).model_fields.keys()
    ours, again = am.propose(made.round), am.propose(copied)
    assert ours.assignment.pairs.tobytes() == again.assignment.pairs.tobytes()


def test_another_truth_changes_no_proposal(made):
    size = {6: "small", 12: "typical", 40: "large"}[len(made.round.mentors)]
    for model in HIDDEN_MODELS:
        other = synthetic_round(11, size, model=model)
        assert model == "literature" or not np.array_equal(other.truth.quality, made.truth.quality)
        one, two = am.propose(made.round), am.propose(other.round)
        assert one.assignment.pairs.tobytes() == two.assignment.pairs.tobytes()
        assert one.scored.points.tobytes() == two.scored.points.tobytes()
