"""At most so many pairs between the same two organisations: one limit for each two of them.

A random round as of an application season, its people in more or fewer organisations; every line is
proved. Each round has a process of its own, so that the memory is that of one round.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from typing import TypeVar

from random_rounds import random_round

import alliance_match as am

P = TypeVar("P", am.Mentor, am.Mentee)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mentors", type=int, default=200)
    parser.add_argument("--mentees", type=int, default=400)
    parser.add_argument("--organisations", type=int, nargs="*", default=[15, 40, 80, 300])
    parser.add_argument("--most", type=int, default=1)
    asked = parser.parse_args()
    if len(asked.organisations) == 1:
        print(line(asked.mentors, asked.mentees, asked.organisations[0], asked.most))
        return
    for count in asked.organisations:
        said = vars(asked) | {"organisations": count}
        given = [word for name, value in said.items() for word in (f"--{name}", str(value))]
        subprocess.run([sys.executable, __file__, *given], check=True)


def line(n_mentors: int, n_mentees: int, n_organisations: int, most: int) -> str:
    """Match a round, and tell what it took."""
    people = in_few(random_round(n_mentors, n_mentors, n_mentees), n_organisations)
    policy = am.Policy(places={"between_organisations": most})
    began = time.perf_counter()
    proposal = am.propose(people, policy)
    seconds = time.perf_counter() - began
    limits = len(proposal.scored.facts.limits)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"{n_mentors} x {n_mentees}, {n_organisations} organisations: {limits} limits, "
        f"{len(proposal.pairs)} pairs, {proposal.status}, {seconds:.1f} s, {memory} MB"
    )


def in_few(people: am.MatchRound, count: int) -> am.MatchRound:
    """Put everybody into the first so many organisations."""
    few = people.organisations[:count]
    home = {one.id: few[k % len(few)].id for k, one in enumerate(people.organisations)}

    def moved(side: tuple[P, ...]) -> tuple[P, ...]:
        fields = [
            {"organisation": home.get(m.organisation or ""), "exclusions": (), "preferences": ()}
            for m in side
        ]
        return tuple(m.model_copy(update=f) for m, f in zip(side, fields, strict=True))

    return am.MatchRound(
        mentors=moved(people.mentors), mentees=moved(people.mentees), organisations=few
    )


if __name__ == "__main__":
    main()
