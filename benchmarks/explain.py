"""Explanations: how long each question takes, beside the solve and the start of the demo.

Rounds are made by benchmarks/random_rounds.py. Every time is the least of some runs on the same
machine in the same minutes; what counts are the ratios. Nothing here fails for being slow.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from random_rounds import random_round

from alliance_match.explain import (
    blocking_pairs,
    bottlenecks,
    cheapest_changes,
    explain_pair,
    explain_unmatched,
    fairness,
    other_proposals,
    override_costs,
    questions,
    recruitment,
    robustness,
    why_not,
)
from alliance_match.model.policy import Policy
from alliance_match.proposal import Proposal, propose

SMALL, LARGE = (40, 60), (200, 400)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=3, help="runs, of which the fastest counts")
    parser.add_argument("--json", type=Path, help="also write the seconds to this file")
    asked = parser.parse_args()
    found = {"small": small(asked.times), "large": large(asked.times)}
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n")


def small(times: int) -> dict[str, float]:
    """Ask everything about a round of the usual size, beside what starting the demo takes."""
    mentors, mentees = SMALL
    print(f"{mentors} mentors, {mentees} mentees: every question")
    seconds = {"the demo, start to end": least(times, demo)}
    seconds["solve"] = least(times, lambda: solved(SMALL))
    for name, ask in QUESTIONS.items():
        seconds[name] = least(times, ask, lambda: solved(SMALL))
    whole = sum(seconds[name] for name in QUESTIONS)
    tell(seconds, seconds["the demo, start to end"], "of the demo")
    print(
        f"  all questions: {whole:.2f} s, {whole / seconds['the demo, start to end']:.2f} demos\n"
    )
    return seconds


def large(times: int) -> dict[str, float]:
    """Ask about every pair of a large round, with chains, and write its dossier."""
    mentors, mentees = LARGE
    proposal = solved(LARGE)
    print(f"{mentors} mentors, {mentees} mentees, {proposal.problem.row.size} eligible pairs")
    seconds = {"solve and score": least(times, lambda: solved(LARGE))}
    seconds["regrets of all pairs"] = least(times, lambda p: p.regrets, lambda: solved(LARGE))
    seconds["chains of all pairs"] = least(times, all_chains, lambda: solved(LARGE))
    seconds["the proposed pairs in full"] = least(times, all_pairs, lambda: solved(LARGE))
    seconds["dossier and all files"] = least(1, written, lambda: solved(LARGE))
    tell(seconds, seconds["solve and score"], "solves")
    pairs = sum(list(seconds.values())[1:4])
    print(f"  all pairs: {pairs:.2f} s, {pairs / seconds['solve and score']:.1f} solves")
    print(f"  dossier: {seconds['dossier and all files'] / pairs:.1f} times all pairs")
    return seconds


# --- what is asked -------------------------------------------------------------------------------


def all_pairs(proposal: Proposal) -> None:
    for pair in proposal.pairs:
        explain_pair(proposal, pair)


def all_chains(proposal: Proposal) -> None:
    """Who would move for each eligible pair, and what is lost with fewer movers."""
    for row, col in zip(proposal.problem.row.tolist(), proposal.problem.col.tolist(), strict=True):
        proposal.displacements.moves(row, col)
        proposal.displacements.losses(row, col)


def all_why_not(proposal: Proposal) -> None:
    people = proposal.round
    for mentee in people.mentees:
        for mentor in people.mentors:
            why_not(proposal, mentee.id, mentor.id)


def all_unmatched(proposal: Proposal) -> None:
    for mentee in proposal.unmatched:
        explain_unmatched(proposal, mentee)


QUESTIONS: dict[str, Callable[[Proposal], object]] = {
    "why each pair": all_pairs,
    "why not, every mentee and mentor": all_why_not,
    "why nobody": all_unmatched,
    "what would help": cheapest_changes,
    "scarce places": bottlenecks,
    "whom to recruit": recruitment,
    "fairness": fairness,
    "what to ask": questions,
    "other proposals": other_proposals,
    "blocking pairs": blocking_pairs,
    "price of decisions": override_costs,
    "weights": robustness,
}


# --- measuring -----------------------------------------------------------------------------------


def solved(size: tuple[int, int]) -> Proposal:
    return propose(random_round(1, *size), Policy())


def demo() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "alliance_match", "demo", "--out", f"{folder}/demo"],
            check=True,
            capture_output=True,
        )


def written(proposal: Proposal) -> None:
    with tempfile.TemporaryDirectory() as folder:
        proposal.save(Path(folder) / "out")


def least(
    times: int, run: Callable[..., object], fresh: Callable[[], Proposal] | None = None
) -> float:
    """Run some times, each on a proposal that has answered nothing yet; give the least seconds."""
    found = []
    for _ in range(times):
        given = () if fresh is None else (fresh(),)
        start = time.perf_counter()
        run(*given)
        found.append(time.perf_counter() - start)
    return min(found)


def tell(seconds: dict[str, float], unit: float, name: str) -> None:
    for what, taken in seconds.items():
        print(f"  {what:<34}{taken:9.3f} s {taken / unit:9.2f} {name}", flush=True)


if __name__ == "__main__":
    main()
