"""The quality benchmark itself, small: fair matchers, no look at the truth, the same every time."""

from __future__ import annotations

import gc
import re
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from quality.__main__ import PLANS, fill, run
from quality.ablation import DEFAULT, POLICIES, ablate_seed
from quality.case import Case
from quality.intervals import interval
from quality.matchers import BAD, MATCHERS, OPTIMUM, OURS, hidden_optimum, left_out
from quality.measured import ROUND, Plan, measure_seed
from quality.own_sample import sample

from alliance_match.model.policy import Policy
from alliance_match.quality import measures
from alliance_match.scoring.score import score
from alliance_match.synthetic import HIDDEN_MODELS, Size, synthetic_round

from . import plain

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks" / "quality.md"
HERE = [name for name in MATCHERS if name not in left_out()]


def case_of(seed, size="small"):
    made = synthetic_round(seed, size)
    return Case.of(score(made.round, Policy()), seed), made.truth.table(made.round)


def by_hand(points, capacity, order=None):
    points = np.array(points)
    order = np.arange(len(points)) if order is None else np.array(order)
    return Case(points, points >= 0, np.array(capacity), order, 0)


# --- matchers -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HERE)
def test_every_matcher_keeps_the_rules_and_repeats_itself(name):
    for seed in range(8):
        case, _ = case_of(seed, "typical")
        found = MATCHERS[name](case)
        assert (found == MATCHERS[name](case)).all()
        has = np.flatnonzero(found >= 0)
        assert case.eligible[has, found[has]].all()
        assert (np.bincount(found[has], minlength=case.capacity.size) <= case.capacity).all()


@pytest.mark.parametrize("name", HERE)
def test_nobody_is_left_out_who_could_simply_be_placed(name):
    """No fair form wastes a place that somebody without a mentor could have."""
    for seed in range(8):
        case, _ = case_of(seed, "typical")
        found = MATCHERS[name](case)
        left = case.capacity - np.bincount(found[found >= 0], minlength=case.capacity.size)
        assert not (case.eligible[found < 0] & (left > 0)).any()


def test_the_ways_by_hand_are_those_that_they_say():
    case = by_hand([[9, 5, 0], [8, 7, 0], [7, 6, 1]], [1, 1, 1], order=[2, 0, 1])
    assert MATCHERS["first come, first served"](case).tolist() == [1, 2, 0]
    assert MATCHERS["best pair first"](case).tolist() == [0, 1, 2]
    assert MATCHERS["top mentor, in order"](case).tolist() == [1, 2, 0]
    assert MATCHERS[BAD](case).tolist() == [2, 0, 1]
    row_by_row = by_hand([[8, 5], [9, 4]], [1, 1])
    assert MATCHERS["first come, first served"](row_by_row).tolist() == [0, 1]
    assert MATCHERS[OURS](row_by_row).tolist() == [1, 0]


def test_stable_matchings_have_no_blocking_pair_and_totals_are_the_same():
    for seed in range(10):
        case, _ = case_of(seed, "large")
        found = {name: MATCHERS[name](case) for name in HERE if "leximin" not in name}
        for name in ("best pair first", "deferred acceptance (matching)"):
            if name in found:
                args = case.points, case.eligible, case.capacity
                assert measures.blocking_pairs(found[name], *args) == 0
        totals = {
            name: measures.worth(found[name], case.points).sum()
            for name in ("Munkres (SciPy)", "mentor-match", "ours, total")
            if name in found
        }
        assert len(set(totals.values())) == 1, totals
        most = max(measures.coverage(one) for one in found.values())
        assert measures.coverage(found[OURS]) == most


# --- the truth ------------------------------------------------------------------------------------


def test_a_case_holds_what_the_forms_say_and_no_more():
    assert [f.name for f in fields(Case)] == ["points", "eligible", "capacity", "order", "seed"]
    made = synthetic_round(3, "small")
    case, seen, waiting = Case.of(score(made.round, Policy()), 3), set(), []
    waiting = [case]
    while waiting:
        one = waiting.pop()
        if id(one) not in seen and not isinstance(one, type) and type(one).__name__ != "module":
            seen.add(id(one))
            waiting += gc.get_referents(one)
    assert id(case.points) in seen
    assert id(made.truth) not in seen
    assert id(made.truth.quality) not in seen


def test_with_another_truth_every_matcher_does_the_same():
    """What is measured by the forms does not move when the world behind them does."""
    for seed in range(3):
        found = [
            measure_seed(Plan("small", model=model), seed) for model in ("literature", "contrary")
        ]
        for name in HERE:
            told = [
                {k: v for k, v in t[name].items() if k != "seconds" and not is_truth(k)}
                for t in found
            ]
            assert told[0] == told[1], name
        assert found[0][OURS]["quality"] != found[1][OURS]["quality"]


def is_truth(key):
    return key.startswith("quality") or key == "regret"


def test_the_bad_matcher_is_last_and_the_hidden_optimum_first():
    found = [measure_seed(Plan("typical", noise=0, liars=0), seed) for seed in range(40)]
    mean = {
        key: {n: np.mean([t[n][key] for t in found]) for n in (*HERE, OPTIMUM)}
        for key in ("quality", "mean")
    }
    assert min(mean["quality"], key=mean["quality"].get) == BAD
    assert min(mean["mean"], key=mean["mean"].get) == BAD
    assert max(mean["quality"], key=mean["quality"].get) == OPTIMUM
    for table in found:  # not on the whole alone, but on every single round
        assert all(table[OPTIMUM]["quality"] >= table[n]["quality"] - 1e-9 for n in HERE)
        assert all(table[n]["regret"] >= -1e-9 for n in HERE)


def test_the_hidden_optimum_is_the_best_of_all_matchings():
    for seed in range(20):
        made = synthetic_round(seed, Size(3, 4))
        case = Case.of(score(made.round, Policy()), seed)
        quality = made.truth.table(made.round)
        best = plain_best(quality.tolist(), case.eligible.tolist(), case.capacity.tolist())
        found = measures.worth(hidden_optimum(case, quality), quality).sum()
        assert found == pytest.approx(best)


def plain_best(quality, eligible, left, i=0):
    if i == len(quality):
        return 0.0
    options = [plain_best(quality, eligible, left, i + 1)]
    for j, places in enumerate(left):
        if eligible[i][j] and places:
            rest = [p - (k == j) for k, p in enumerate(left)]
            options.append(quality[i][j] + plain_best(quality, eligible, rest, i + 1))
    return max(options)


def test_what_a_liar_gains_is_counted_by_the_honest_answers():
    """Worked out the long way: the round is scored again with one mentee's answers changed."""
    from quality.measured import LIES

    plan, seed = Plan("small", noise=0, liars=8), 5
    table, made = measure_seed(plan, seed), synthetic_round(5, "small")
    honest = score(made.round, Policy())
    for lie, tell in LIES.items():
        gains = []
        for i, liar in enumerate(made.round.mentees):
            told = tell(made.round).mentees[i]
            people = tuple(told if m.id == liar.id else m for m in made.round.mentees)
            one = replace(
                Case.of(honest, seed),
                points=score(made.round.model_copy(update={"mentees": people}), Policy()).points,
                eligible=score(
                    made.round.model_copy(update={"mentees": people}), Policy()
                ).eligible,
            )
            before, after = MATCHERS[OURS](Case.of(honest, seed)), MATCHERS[OURS](one)
            values = plain.got(before.tolist(), honest.points.tolist())[i]
            gains.append(plain.got(after.tolist(), honest.points.tolist())[i] - values)
        assert table[OURS][f"gain_{lie}"] == pytest.approx(np.mean(gains))


# --- tables ---------------------------------------------------------------------------------------


def without_times(told):
    return {name: table for name, table in told.items() if name != "times"}


def test_a_small_benchmark_gives_every_table_and_the_same_ones_again():
    told, again = (dict(run(["small"], 5, workers, None)) for workers in (1, 2))
    assert without_times(told) == without_times(again)
    assert {"rounds", "differences", "results small", "shape small", "trust small"} <= set(told)
    for name in HERE:
        assert f"| {name} |" in told["results small"]
    assert len(told["results small"].splitlines()) == len(HERE) + 3


def test_an_interval_is_that_of_student():
    one = interval([1.0, 2.0, 4.0])
    assert (one.mean, one.half) == (pytest.approx(7 / 3), pytest.approx(3.7946, abs=1e-4))
    assert one.verdict == "~"
    assert interval([0.0, 0.0]).verdict == "="
    assert interval([1.0, 1.1, 0.9]).verdict == "+"
    assert interval([-1.0, -1.1, -0.9]).verdict == "-"


def test_the_interval_holds_the_mean_about_19_times_in_20():
    rng = np.random.default_rng(2)
    drawn = [interval(rng.exponential(size=200)) for _ in range(400)]
    assert 0.92 < np.mean([abs(one.mean - 1) <= one.half for one in drawn]) < 0.98


def test_the_ablation_looks_up_every_policy_in_every_world():
    table = ablate_seed("small", 2)
    assert set(POLICIES) < set(table)
    assert set(table[DEFAULT]) == set(HIDDEN_MODELS)
    by_hand = measure_seed(Plan("small", noise=0, liars=0), 2)[OURS]["quality"]
    assert table[DEFAULT]["literature"] == pytest.approx(by_hand)
    other = measure_seed(Plan("small", noise=0, liars=0), 2, POLICIES["without language"])[OURS]
    assert table["without language"]["literature"] == pytest.approx(other["quality"])


def test_the_sample_of_others_is_left_out_where_it_is_absent(tmp_path):
    assert sample(tmp_path) is None


def test_a_page_has_one_place_for_every_table_and_each_is_filled():
    page = PAGE.read_text("utf-8")
    marks = re.findall(r"<!-- table: (.+?) -->\n(.*?)<!-- end -->", page, re.DOTALL)
    assert len({name for name, _ in marks}) == len(marks)
    assert all(table.strip() for _, table in marks)
    assert {f"results {size}" for size in PLANS} < {name for name, _ in marks}
    filled = fill("<!-- table: a -->\n<!-- end -->", "a", "| new |")
    assert fill(filled, "a", "| newer |") == "<!-- table: a -->\n\n| newer |\n\n<!-- end -->"
    with pytest.raises(SystemExit, match="0 places for the table “b”"):
        fill(filled, "b", "")


@pytest.mark.slow
@pytest.mark.skipif(bool(left_out()), reason=f"not installed: {', '.join(left_out())}")
def test_the_page_shows_what_the_seeds_give():
    page, told = PAGE.read_text("utf-8"), dict(run(["small"], None, 1, None))
    for name in ("results small", "shape small", "trust small"):
        assert f"<!-- table: {name} -->\n\n{told[name]}\n" in page


def test_rounds_are_as_hard_as_the_table_says():
    for seed in range(5):
        case, _ = case_of(seed)
        told = measure_seed(Plan("small", noise=0, liars=0), seed)[ROUND]
        assert told["hopeless"] == pytest.approx(
            sum(not any(row) for row in case.eligible.tolist()) / len(case.points)
        )
