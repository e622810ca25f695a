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
# # Fairness, and its price
#
# The most points together need not be fair to each. How much would it cost to help the worst-off, and
# is a group of people worse off than the others? Both have exact answers; whether the price is
# worth paying has none, and is the committee's to decide.

# %%
from pathlib import Path

import numpy as np
import pandas as pd

import alliance_match as am
from alliance_match import explain
from alliance_match.assignment import AssignmentProblem, frontier, solve

# %% [markdown]
# ## Two people, two tasks
#
# The largest sum gives one person 9 and the other 4. Fairness gives 5 and 6: two less together, but
# nobody has less than 5.

# %%
tasks = AssignmentProblem.from_dense([[9, 5], [6, 4]])
for objective in ("total", "max_min"):
    best = solve(tasks, objective)
    print(f"{objective:8} pairs {best.pairs.tolist()}, together {best.value}, {best.status}")

# %% [markdown]
# ## Every trade there is
#
# A larger example: 30 invented people and 30 tasks. Whoever is better at everything gains most from the
# best tasks, so that the largest sum leaves the worst tasks to the weakest. The frontier lists every
# efficient trade between the worst-off and the sum: between two lines there is nothing better.

# %%
draw = np.random.default_rng(7)
skill, worth = draw.integers(2, 21, 30), draw.integers(2, 21, 30)
scores = np.outer(skill, worth) // 4 + draw.integers(0, 4, (30, 30))
crowd = AssignmentProblem.from_dense(scores)
trades = frontier(crowd)
print(f"{len(trades.points)} efficient trades")

# %% [markdown]
# The first steps are nearly free, the last ones are not. The price of fairness [1] is how much of
# the sum a step costs:

# %%
steps = pd.DataFrame(
    {
        "worst-off": [point.floor for point in trades.points],
        "together": [point.value for point in trades.points],
        "price in %": [round(100 * float(trades.share(point)), 1) for point in trades.points],
    }
)
steps

# %% [markdown]
# ## Not only the very last: leximin
#
# `max_min` looks at the worst-off alone, then at the sum. `leximin` looks at the second worst-off as
# well, and so on. These are the ten who have least, under each objective:

# %%
found = {objective: solve(crowd, objective) for objective in ("total", "max_min", "leximin")}
pd.DataFrame({name: np.sort(scores[tuple(one.pairs.T)])[:10] for name, one in found.items()}).T

# %% [markdown]
# All three are proved, and each proof can be checked without a solver.

# %%
for name, one in found.items():
    print(f"{name:8} {one.value:6,} together, proof holds: {one.certificate.check(crowd, one)}")

# %% [markdown]
# ## A round of mentors
#
# Now the example round. Is a group of mentees worse off? The gap is split into what comes from whom
# they may have at all, from competition among themselves, and from what others get. Groups of fewer
# than five are not told, because one could see who is meant.

# %%
data = next(folder for folder in (Path("data"), Path("examples/data")) if folder.is_dir())
match_round = am.load_round(
    data / "mentors.csv", data / "mentees.csv", experts=data / "experts.csv"
)
proposal = am.propose(match_round)
report = explain.fairness(proposal)
print(*str(report).splitlines()[:6], sep="\n")

# %% [markdown]
# The same as a table: points of 100 a head that a group is worse off than all others, and its parts.
# Nearly all of each gap is eligibility: languages, common time, and topics that no mentor covers. No
# objective can mend that; other mentors can.

# %%
pd.DataFrame(
    [
        {
            "group": f"{gap.by}: {gap.group}",
            "people": gap.people,
            "matched": gap.matched,
            **{
                name: round(float(part) / 10, 1)
                for name, part in {
                    "worse off by": gap.others - gap.points,
                    "eligibility": gap.eligibility,
                    "competition": gap.competition,
                    "objective": gap.objective,
                }.items()
            },
        }
        for gap in report.groups
    ]
)

# %% [markdown]
# And the worst-off? Of those who have a mentor, somebody has 40.6 points. Each trade between that number
# and all points together is listed; nobody loses a mentor in any of them.

# %%
told = report.worst_off
print(*map(str, told.trades), sep="\n")
print(*map(str, told.verdict), sep="\n")

# %% [markdown]
# Which one to take is the committee's to say. It is a bound in the policy, and what it does to each
# can be seen at once:

# %%
fairer = am.propose(match_round, am.Policy(min_points=told.fairest / 10))
for pair in fairer.pairs:
    before = proposal.mentor_of[pair.mentee.id]
    if before.mentor != pair.mentor:
        print(f"{pair.mentee.name}: {before.points / 10} -> {pair.points / 10}")

# %% [markdown]
# ## A limit instead of an objective
#
# Sometimes fairness is a number that has been agreed on. Then it is a quota in the policy, kept exactly,
# and what it costs is told as well.

# %%
policy = am.Policy(quotas=[{"by": "region", "at_most": 4}])
limited = am.propose(match_round, policy)
print(f"{len(proposal.pairs)} pairs before, {len(limited.pairs)} with the quota")
print(limited.explain(limited.unmatched[0].id))

# %% [markdown]
# [1] D. Bertsimas, V. Farias, N. Trichakis, "The price of fairness", Operations Research 59(1), 2011.
