# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # The quality benchmark, in small
#
# Does it matter how mentors are matched? In real programmes nobody knows what would have come of the pairs
# that were not made. So we draw rounds in which we do know, let matchers see the forms alone, and look
# the truth up afterwards. The page "Match quality, measured" does this 200 times for each size; here
# 20 rounds take a few seconds, and nothing is hidden from you.

# %%
import numpy as np
import pandas as pd
from scipy.stats import t as student

import alliance_match as am
from alliance_match.assignment import AssignmentProblem, solve
from alliance_match.synthetic import ASSUMPTIONS, Knobs, synthetic_round

# %% [markdown]
# ## A round whose truth is known
#
# First people are drawn, then what they write on their forms, with gaps and errors. Apart from the round
# lies the truth: for every possible pair the probability that it ends well.

# %%
made = synthetic_round(2027, "typical")
truth = made.truth.table(made.round)
print(made.round)
print(f"truth: {truth.shape}, from {truth.min():.2f} to {truth.max():.2f}, mean {truth.mean():.2f}")

# %% [markdown]
# Whether such rounds are like real ones can be disputed. So every assumption is written down, beside its
# source or marked as ours:

# %%
ours_alone = sum(assumption.source == "ours" for assumption in ASSUMPTIONS)
print(f"{len(ASSUMPTIONS)} assumptions, {ours_alone} of them ours. With a source, among others:")
for assumption in [one for one in ASSUMPTIONS if one.source != "ours"][:4]:
    print(f"- {assumption.what} ({assumption.source})")

# %% [markdown]
# ## How well do points show the truth?
#
# Forms show only a part of what matters. The correlation between points and truth, over the eligible
# pairs of ten rounds, says how much they show. It is far from 1: that is how forms are.

# %%
seen = []
for seed in range(10):
    made = synthetic_round(seed, "typical")
    scored, truth = am.propose(made.round).scored, made.truth.table(made.round)
    seen.append(np.stack([scored.points[scored.eligible], truth[scored.eligible]]))
points, chances = np.hstack(seen)
print(f"{np.corrcoef(points, chances)[0, 1]:.2f} over {points.size} eligible pairs")

# %% [markdown]
# ## Matchers
#
# A matcher is a function of points, eligible pairs and places, to the column of each mentee's mentor. These
# two are how people do it by hand: in the order of applications, and the best pair of the table first.


# %%
def first_come(points, eligible, places):
    left, mentor_of = places.copy(), np.full(len(points), -1)
    for mentee in range(len(points)):
        free = np.flatnonzero(eligible[mentee] & (left > 0))
        if free.size:
            mentor_of[mentee] = free[points[mentee, free].argmax()]
            left[mentor_of[mentee]] -= 1
    return mentor_of


def best_pair_first(points, eligible, places):
    left, mentor_of = places.copy(), np.full(len(points), -1)
    for pair in np.argsort(-points, axis=None):
        mentee, mentor = divmod(pair, points.shape[1])
        if eligible[mentee, mentor] and left[mentor] > 0 and mentor_of[mentee] < 0:
            mentor_of[mentee] = mentor
            left[mentor] -= 1
    return mentor_of


# %% [markdown]
# This is ours, and, by the same means, the best that anybody could do who knew the truth.


# %%
def ours(points, eligible, places):
    problem = AssignmentProblem.from_dense(points, eligible=eligible, capacity=places)
    return solve(problem, "coverage_total").choice(len(points))


def knowing_the_truth(truth, eligible, places):
    scores = np.rint(truth * 1_000_000).astype(int)
    problem = AssignmentProblem.from_dense(scores, eligible=eligible, capacity=places)
    return solve(problem, "total").choice(len(scores))


# %% [markdown]
# ## Twenty rounds
#
# Coverage is the share of mentees with a mentor; hidden quality the true probability of a good outcome,
# over all mentees, where nobody counts as 0.


# %%
def measured(seed, knobs=None):
    made = synthetic_round(seed, "typical", knobs)
    truth, scored = made.truth.table(made.round), am.propose(made.round).scored
    case = scored.eligible, scored.capacity
    pairs = {
        "first come": first_come(scored.points, *case),
        "best pair first": best_pair_first(scored.points, *case),
        "ours": ours(scored.points, *case),
        "hidden optimum": knowing_the_truth(truth, *case),
    }
    people = np.arange(len(truth))
    return {
        name: {
            "coverage": (of >= 0).mean() * 100,
            "quality": np.where(of >= 0, truth[people, of], 0).mean() * 100,
        }
        for name, of in pairs.items()
    }


rounds = pd.concat({seed: pd.DataFrame(measured(seed)).T for seed in range(20)})
rounds.groupby(level=1, sort=False).mean().round(1)

# %% [markdown]
# ## Is the difference more than luck?
#
# All matchers saw the same rounds, so differences are taken round by round: what makes a round hard for
# all cancels out. Half the width of the 95 % interval is by Student's t.


# %%
def ours_less(name, rounds):
    ours = rounds.xs("ours", level=1)
    apart = ours - rounds.xs(name, level=1)
    half = student.ppf(0.975, len(apart) - 1) * apart.std() / np.sqrt(len(apart))
    return {m: f"{apart[m].mean():+.1f} ± {half[m]:.1f}" for m in apart}


others = ["first come", "best pair first", "hidden optimum"]
pd.DataFrame({f"ours less {name}": ours_less(name, rounds) for name in others}).T

# %% [markdown]
# An interval that lies on one side of 0 says that the difference is not luck. Against matching by hand,
# ours is ahead; against somebody who knows the truth it is behind, as everybody must be.
#
# ## Turn a knob
#
# What if three in ten answers are missing? Then everybody does worse. Does ours still do better?

# %%
gaps = Knobs(missing=0.3)
holed = pd.concat({seed: pd.DataFrame(measured(seed, gaps)).T for seed in range(10)})
pd.DataFrame({f"ours less {name}": ours_less(name, holed) for name in others}).T

# %% [markdown]
# ## Your own matcher
#
# Write a function like those above, add it to `measured`, and see. If it beats ours on 200 rounds, we
# should like to know.
