"""Mentors and subject experts chosen in one: seconds, whether it is proved, and the gap.

Rounds are made by benchmarks/random_rounds.py. Nothing here fails for being slow.
"""

from __future__ import annotations

import argparse
import time

from random_rounds import random_round

from alliance_match.model.policy import Policy
from alliance_match.proposal import Proposal, propose


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mentors", type=int, default=40)
    parser.add_argument("--mentees", type=int, default=60)
    parser.add_argument("--experts", type=int, default=12)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--stages", action="store_true", help="mentors first, whatever the size")
    asked = parser.parse_args()
    policy = Policy(experts={"joint_up_to": 0}) if asked.stages else Policy()
    for seed in range(asked.seeds):
        people = random_round(seed, asked.mentors, asked.mentees, n_experts=asked.experts)
        start = time.perf_counter()
        alone = propose(people, Policy(experts={"on": False}))
        once = time.perf_counter() - start
        start = time.perf_counter()
        found = propose(people, policy)
        print(
            f"seed {seed}: {time.perf_counter() - start:.2f} s (without sharing out {once:.2f} s)"
        )
        print(f"  {_told(found)}; alone {alone.assignment.value / 10:.1f} points", flush=True)


def _told(proposal: Proposal) -> str:
    plan = proposal.experts
    assert plan is not None
    assert plan.worth is not None
    assert plan.bound is not None
    how = "in one" if plan.joint is not None else "one after the other"
    proved = "proved" if plan.proved else f"bound {plan.bound}"
    return (
        f"{plan.worth}, {len(plan.consults)} consultations, "
        f"{len(plan.without_expert)} mentees must do without; {how}, {proved}"
    )


if __name__ == "__main__":
    main()
