"""The order of rows, columns and lists in a file changes nothing."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from alliance_match.model.round import MatchRound
from alliance_match.scoring.score import score

from ..strategies import policies, random_policy, random_round, rounds


def assert_same(one: MatchRound, other: MatchRound, policy: Any) -> None:
    a, b = score(one, policy), score(other, policy)
    assert [m.id for m in a.facts.mentees] == [m.id for m in b.facts.mentees]
    assert [m.id for m in a.facts.mentors] == [m.id for m in b.facts.mentors]
    assert (a.contributions == b.contributions).all()
    assert (a.low == b.low).all()
    assert (a.high == b.high).all()
    assert (a.capacity == b.capacity).all()
    assert (a.eligible == b.eligible).all()
    assert all((a.verdicts[name] == b.verdicts[name]).all() for name in a.verdicts)


def rewritten(match_round: MatchRound, **changes: Any) -> MatchRound:
    """The round, validated anew."""
    return MatchRound(**dict(match_round) | changes)


@given(rounds(), policies(), st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(match_round, policy, rng):
    kinds = ("mentors", "mentees", "experts", "organisations")
    mixed = {k: rng.sample(getattr(match_round, k), len(getattr(match_round, k))) for k in kinds}
    assert_same(match_round, rewritten(match_round, **mixed), policy)


@given(rounds(), policies(), st.randoms(use_true_random=False))
def test_the_order_within_an_answer_does_not_matter(match_round, policy, rng):
    """But for preferences, whose order is the answer, and two ranks on one scale."""
    lists = ("languages", "availability", "exclusions", "goals", "expertise", "stages", "regions")

    def mixed(person: Any) -> Any:
        held = {name: getattr(person, name) for name in lists if getattr(person, name, None)}
        return person.model_copy(
            update={name: tuple(rng.sample(v, len(v))) for name, v in held.items()}
        )

    kinds = ("mentors", "mentees", "experts")
    changes = {kind: [mixed(p) for p in getattr(match_round, kind)] for kind in kinds}
    assert_same(match_round, rewritten(match_round, **changes), policy)


def test_a_stranger_changes_no_pair_of_the_others():
    for seed in range(20):
        match_round, policy = random_round(seed, 5, 6), random_policy(seed)
        without = rewritten(
            match_round,
            mentors=match_round.mentors[:-1],
            mentees=match_round.mentees[1:],
            decisions={"entries": ()},
        )
        whole = score(rewritten(match_round, decisions={"entries": ()}), policy)
        part = score(without, policy)
        assert (part.contributions == whole.contributions[:, 1:, :-1]).all()
        assert (part.eligible == whole.eligible[1:, :-1]).all()
        assert (part.low == whole.low[1:, :-1]).all()


def test_a_round_without_mentors_or_mentees_is_scored():
    policy, empty = random_policy(0), MatchRound()
    assert score(empty, policy).points.shape == (0, 0)
    assert score(random_round(0, 3, 0), policy).eligible.shape == (0, 3)
    assert score(random_round(0, 0, 3), policy).eligible.shape == (3, 0)
