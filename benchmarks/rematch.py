"""A re-match after withdrawals, beside the first solve; and the exact curve of points and moves.

Rounds are made by benchmarks/random_rounds.py. The first of the matched mentors withdraw. Nothing
here fails for being slow.
"""

from __future__ import annotations

import argparse
import time

from random_rounds import random_round

from alliance_match.assignment import disruption_curve
from alliance_match.explain import compare
from alliance_match.model.policy import Policy
from alliance_match.model.round import MatchRound
from alliance_match.proposal import Proposal, propose
from alliance_match.rematch import old_pairs
from alliance_match.round_problem import build_problem
from alliance_match.scoring.score import score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mentors", type=int, default=200)
    parser.add_argument("--mentees", type=int, default=400)
    parser.add_argument("--gone", type=int, default=5, help="how many matched mentors withdraw")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--curve", action="store_true", help="also the curve between its corners")
    asked = parser.parse_args()
    for seed in range(asked.seeds):
        people = random_round(seed, asked.mentors, asked.mentees)
        start = time.perf_counter()
        first = propose(people, Policy())
        once = time.perf_counter() - start
        rest = without(people, first, asked.gone)
        start = time.perf_counter()
        again = propose(rest, Policy(), previous=first)
        twice = time.perf_counter() - start
        start = time.perf_counter()
        found = compare(first, again)
        told = time.perf_counter() - start
        moved = found.matched_before - found.stayed
        print(
            f"seed {seed}: first {once:.2f} s, re-match {twice:.2f} s ({twice / once:.1f} times), "
            f"compared in {told:.2f} s; {moved} of {found.matched_before} move, "
            f"{found.gained / 10:+.1f} points",
            flush=True,
        )
        curve(first, rest, asked.curve)


def curve(first: Proposal, people: MatchRound, whole: bool) -> None:
    pairs = [(pair.mentee.id, pair.mentor.id) for pair in first.pairs]
    problem = build_problem(score(people, Policy()))
    start = time.perf_counter()
    found = disruption_curve(problem, old_pairs(people, pairs), corners_only=not whole)
    seconds = time.perf_counter() - start
    proved = sum(point.proved for point in found)
    kind = "points" if whole else "corners"
    print(f"  curve: {len(found)} {kind}, {proved} proved, {seconds:.2f} s")
    for point in found[:: max(1, len(found) // 8)]:
        print(
            f"    {point.moves:4} moves: {point.coverage} matched, {point.value / 10:,.1f} points"
        )


def without(people: MatchRound, proposal: Proposal, count: int) -> MatchRound:
    """Take out matched mentors, and all decisions on them."""
    gone = {pair.mentor.id for pair in proposal.pairs[:count]}
    kept = tuple(d for d in people.decisions.entries if d.mentor not in gone)
    return people.model_copy(
        update={
            "mentors": tuple(m for m in people.mentors if m.id not in gone),
            "decisions": people.decisions.model_copy(update={"entries": kept}),
        }
    )


if __name__ == "__main__":
    main()
