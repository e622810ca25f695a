"""Arrays over all pairs say what a plain double loop says, in every number."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import numpy as np
import plain_scoring
import pytest
from hypothesis import given
from plain_scoring import BROKEN, PASSED, UNKNOWN, WAIVED, score_all, score_pair

from alliance_match.model.policy import Policy
from alliance_match.model.round import MatchRound
from alliance_match.scoring.criteria import CRITERIA
from alliance_match.scoring.rules import RULES
from alliance_match.scoring.score import ScoredPairs, score

from ..strategies import policies, random_policy, random_round, rounds

SEEDS = 240
BLOCK = 20


def assert_agrees(match_round: MatchRound, policy: Policy, note: object = "") -> None:
    scored, plain = score(match_round, policy), score_all(match_round, policy)
    for i, mentee in enumerate(match_round.mentees):
        for j, mentor in enumerate(match_round.mentors):
            one, at = plain[mentee.id, mentor.id], (note, mentee.id, mentor.id)
            assert {n: v[i, j] for n, v in scored.verdicts.items()} == one.verdicts, at
            parts = dict(
                zip((c.name for c in CRITERIA), scored.contributions[:, i, j], strict=True)
            )
            assert parts == one.contributions, at
            assert scored.points[i, j] == one.points, at
            assert (scored.low[i, j], scored.high[i, j]) == (one.low, one.high), at
            assert scored.eligible[i, j] == one.eligible, at
            assert set(scored.broken(i, j)) == {n for n, v in one.verdicts.items() if v == BROKEN}
            assert set(scored.unknown(i, j)) == {n for n, v in one.verdicts.items() if v == UNKNOWN}
    assert_consistent(scored, policy)


def assert_consistent(scored: ScoredPairs, policy: Policy) -> None:
    weights = np.array([policy.weights[c.name] for c in CRITERIA])[:, None, None]
    assert (scored.contributions.sum(axis=0) == scored.points).all()
    assert (scored.contributions >= 0).all()
    assert (scored.contributions <= weights).all()
    assert (scored.low >= 0).all()
    assert (scored.low <= scored.points).all()
    assert (scored.points <= scored.high).all()
    assert (scored.high <= 1000).all()


@given(match_round=rounds(), policy=policies())
def test_agrees_on_any_round_under_any_policy(match_round, policy):
    assert_agrees(match_round, policy)


@pytest.mark.parametrize("start", range(0, SEEDS, BLOCK))
def test_agrees_on_seeded_rounds(start):
    for seed in range(start, start + BLOCK):
        match_round = random_round(seed, n_mentors=seed % 9, n_mentees=seed % 7)
        assert_agrees(match_round, random_policy(seed) if seed % 3 else Policy(), seed)


def test_agrees_on_a_larger_round():
    assert_agrees(random_round(1, n_mentors=40, n_mentees=50), Policy())


def test_the_seeded_rounds_are_of_every_kind():
    met, eligible = Counter(), Counter()
    for seed in range(0, SEEDS, 4):
        policy = random_policy(seed)
        scored = score(random_round(seed, 8, 6), policy)
        eligible.update(scored.eligible.ravel().tolist())
        for name, verdict in scored.verdicts.items():
            met.update((name, int(v)) for v in verdict.ravel())
    # No two of these people are the same; groups and quotas have tests of their own.
    never_broken = {"different_person", "group_topic", "within_quota"}
    for rule in RULES:
        assert met[rule.name, PASSED], rule.name
        assert met[rule.name, BROKEN] or rule.name in never_broken, rule.name
    assert {verdict for _, verdict in met} == {BROKEN, PASSED, UNKNOWN, WAIVED}
    assert min(eligible[True], eligible[False]) > 100


def test_one_pair_alone_is_judged_as_among_all():
    match_round, policy = random_round(2, 4, 4), random_policy(2)
    plain = score_all(match_round, policy)
    for mentee in match_round.mentees:
        for mentor in match_round.mentors:
            alone = score_pair(match_round, policy, mentee, mentor)
            assert alone == plain[mentee.id, mentor.id]


def test_the_reference_shares_nothing_with_what_it_checks():
    folder = Path(plain_scoring.__file__).parent
    for name in ("plain_scoring", "plain_rules", "plain_criteria", "plain_cards"):
        tree = ast.parse((folder / f"{name}.py").read_text("utf-8"))
        froms = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
        plain = [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]
        for module in (*froms, *plain):
            assert "numpy" not in module, (name, module)
            assert "scoring" not in module.removeprefix("plain_scoring"), (name, module)
    codes = (
        plain_scoring.BROKEN,
        plain_scoring.PASSED,
        plain_scoring.UNKNOWN,
        plain_scoring.WAIVED,
    )
    assert codes == (0, 1, 2, 3)
