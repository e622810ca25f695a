"""Every question on 3,000 rounds with every feature, against the list of all proposals."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

import alliance_match as am
from alliance_match.explain import explain_conflict
from alliance_match.scoring.rules import UNKNOWN, WAIVED

from ..holed_rounds import full_round
from .change_checks import check_changes
from .pair_checks import check_contributions, check_explanations, check_regrets, check_why_not
from .question_checks import check_recruitment, check_stakes
from .round_checks import (
    check_blocking_pairs,
    check_fairness,
    check_others,
    check_overrides,
    check_places,
    check_weights,
)
from .small_rounds import Listed

BLOCKS, SIZE = 30, 100
QUESTIONS = (
    check_regrets,
    check_contributions,
    check_explanations,
    check_why_not,
    check_places,
    check_others,
    check_overrides,
    check_blocking_pairs,
    check_weights,
    check_changes,
    check_fairness,
    check_recruitment,
)


def check_the_round(listed, counts):
    """The list is that of the round itself: its rules, decisions and places; and has one best."""
    proposal, people = listed.proposal, listed.proposal.round
    scored, problem = proposal.scored, proposal.problem
    rows, cols = ([m.id for m in ps] for ps in (people.mentees, people.mentors))
    assert set(zip(problem.row, problem.col, strict=True)) == set(
        zip(*np.nonzero(scored.eligible), strict=True)
    )
    for kind, pairs in (("pin", listed.pins), ("veto", listed.vetoes)):
        decided = people.decisions.of_kind(kind)
        assert pairs == {(rows.index(d.mentee), cols.index(d.mentor)) for d in decided}
        counts[f"rounds with a {kind}"] += bool(pairs)
    least = np.minimum(scored.capacity, proposal.policy.places.min_load)
    assert problem.capacity.tolist() == scored.capacity.tolist()
    assert problem.min_load.tolist() == np.where(scored.eligible.any(axis=0), least, 0).tolist()
    counts["rounds with a minimum load"] += problem.min_load.any()
    for verdict, name in ((UNKNOWN, "an unknown answer"), (WAIVED, "a waiver")):
        counts[f"rounds with {name}"] += any((v == verdict).any() for v in scored.verdicts.values())
    counts["rounds with an ineligible pair"] += not scored.eligible.all()
    counts[f"rounds under {proposal.policy.objective}"] += 1


def check_conflict(listed, counts):
    """Where the list is empty a conflict is named; without any one part of it there are some."""
    proposal, found = listed.proposal, listed.proposal.assignment.conflict
    assert len(explain_conflict(proposal).parts) == len(found) > 0
    pins = {(one.row, one.col) for one in found if one.kind == "pin"}
    loads = {one.col for one in found if one.kind == "min_load"}
    assert not listed.obeying(pins, loads=loads).any()
    for one in pins:
        assert listed.obeying(pins - {one}, loads=loads).any()
    for one in loads:
        assert listed.obeying(pins, loads=loads - {one}).any()
    counts["conflicts"] += 1


#: What every block must have compared at least so often: else its checks would be empty.
LEAST = {
    "rounds with a pin": 5,
    "rounds with a veto": 15,
    "rounds with a waiver": 15,
    "rounds with a minimum load": 10,
    "rounds with an unknown answer": 30,
    "rounds with an ineligible pair": 50,
    "rounds under total": 25,
    "rounds under coverage_total": 25,
    "conflicts": 10,
    "scorecards": 200,
    "regrets": 150,
    "regrets that are not 0": 50,
    "margins": 80,
    "alternatives": 50,
    "pairs without which it is as good": 15,
    "ledgers": 70,
    "chains of several moves": 5,
    "frontiers of several steps": 10,
    "matches lost": 1,
    "why not: as_good": 20,
    "why not: costs": 40,
    "why not: pinned": 10,
    "unmatched: competition": 10,
    "unmatched: no_eligible": 30,
    "one more place that helps": 20,
    "one place fewer that costs": 15,
    "second best": 25,
    "second best as good": 5,
    "other proposals": 70,
    "pins and vetoes": 40,
    "several that cost together": 1,
    "blocking pairs": 1,
    "weights followed": 500,
    "weights that move the pair": 50,
    "weights with a gap between": 1,
    "cheapest changes": 50,
    "change: answer": 10,
    "change: place": 15,
    "change: waiver": 20,
    "changes made": 30,
    "gaps between groups": 50,
    "profiles": 20,
    "answers that can change it": 80,
    "answers that cannot": 80,
}


def check_everything(seed, counts):
    """Ask all questions about one round; where it has no proposal, why there is none."""
    match_round, policy = full_round(seed)
    listed = Listed(am.propose(match_round, policy))
    assert listed.proposal.status == ("optimal" if listed.legal.any() else "infeasible")
    if not listed.legal.any():
        check_conflict(listed, counts)
        return
    for check in (check_the_round, *QUESTIONS):
        check(listed, counts)
    check_stakes(match_round, policy, counts)
    counts["rounds"] += 1


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("block", range(BLOCKS))
def test_every_answer_is_that_of_the_list(block, record_property):
    counts, seed = Counter(), 1000 * block
    while counts["rounds"] < SIZE:
        try:
            check_everything(seed, counts)
        except Exception as error:
            error.add_note(f"in full_round({seed})")
            raise
        seed += 1
    for name, number in sorted(counts.items()):
        record_property(name, int(number))
    assert {name: counts[name] for name, least in LEAST.items() if counts[name] < least} == {}
