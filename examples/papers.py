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
# # Papers to reviewers: the core, without mentors
#
# `alliance_match.assignment` knows rows, columns and integers. Here rows are papers and columns are
# reviewers, every paper gets three, and the bids are real: the public sets of
# [perturbed-maximization](https://github.com/YixuanEvenXu/perturbed-maximization), if you have them.

# %%
import os
from fractions import Fraction
from math import lcm
from pathlib import Path

import numpy as np
import pandas as pd

from alliance_match.assignment import (
    AssignmentProblem,
    best_assignments,
    frontier,
    regret,
    solve,
)

# %% [markdown]
# Set `PAPER_BIDS` to a file such as `preflib2.in` (its first line says how many papers and reviewers,
# then comes a row of bids for each paper), and `LOAD` to what a reviewer takes there. Without it, the
# next cell draws bids of the same kind: some papers appeal to everybody, some to nobody.

# %%
DATA = os.environ.get("PAPER_BIDS", "")
REVIEWERS_PER_PAPER, LOAD = 3, 6

if Path(DATA).is_file():
    lines = Path(DATA).read_text().splitlines()[1:]
    bids = [[Fraction(cell) for cell in line.split()] for line in lines if line.strip()]
else:
    draw = np.random.default_rng(2027)
    appeal, zeal = draw.uniform(0.2, 1, 30), draw.uniform(0.2, 1, 16)
    quarters = np.rint(4 * np.outer(appeal, zeal) * draw.uniform(0.6, 1, (30, 16))).astype(int)
    bids = [[Fraction(int(quarter), 4) for quarter in row] for row in quarters]
print(len(bids), "papers,", len(bids[0]), "reviewers,", Path(DATA).name or "bids drawn here")

# %% [markdown]
# ## Integers first
#
# The core adds exactly, so it takes integers alone. Bids in quarters become whole numbers of a unit;
# nothing is rounded, and `unit` turns results back.

# %%
unit = lcm(*(bid.denominator for row in bids for bid in row))
scores = np.array([[int(bid * unit) for bid in row] for row in bids])
problem = AssignmentProblem.from_dense(scores, demand=REVIEWERS_PER_PAPER, capacity=LOAD)
print(f"unit 1/{unit}, {problem.n_rows} x {problem.n_cols}")

# %% [markdown]
# ## Three meanings of "best"
#
# The largest sum, the best worst-off paper, and the fairest from the bottom up. Each is proved. (`leximin`
# with several places a row is a search, and may take minutes where all bids differ: give `time_limit`.)


# %%
def worth(assignment):
    """Give the bids that each paper gets together, the least first."""
    gets = np.zeros(problem.n_rows, dtype=int)
    np.add.at(gets, assignment.pairs[:, 0], scores[tuple(assignment.pairs.T)])
    return np.sort(gets) / unit


found = {name: solve(problem, name) for name in ("total", "max_min", "leximin")}
pd.DataFrame(
    {
        name: {
            "sum": worth(best).sum(),
            "worst paper": worth(best)[0],
            "papers under 1": int((worth(best) < 1).sum()),
            "proof holds": best.certificate.check(problem, best),
        }
        for name, best in found.items()
    }
).T

# %% [markdown]
# ## What would fairness cost?
#
# All efficient trades between the worst-off paper and the sum, in units of the bids. The first line is the
# best that the worst-off can have at the largest sum: of equally good sums, `total` took another.

# %%
print(frontier(problem))

# %% [markdown]
# ## "Why did I not get that paper?"
#
# The regret of a pair is what the best assignment loses when the pair is forced. It is exact: not the
# difference of two scores, but of two optima. Nought means: as good, and only the tie-break decided.

# %%
best = found["total"]
have = set(map(tuple, best.pairs.tolist()))
for reviewer in range(4):
    loss = regret(problem, best, 0, reviewer)
    said = "has it" if (0, reviewer) in have else f"forcing it loses {loss.value / unit:.2f}"
    print(f"paper 0, reviewer {reviewer}: {said}; {len(loss.moved)} papers would change")

# %% [markdown]
# ## Conflicts of interest, and a chair's decision
#
# A conflict is a pair that is forbidden, a decision a pair that is pinned. Both are kept exactly, and a
# contradiction is not an exception but a result with its smallest cause.

# %%
decided = AssignmentProblem.from_dense(
    scores,
    demand=REVIEWERS_PER_PAPER,
    capacity=LOAD,
    forbidden=[tuple(best.pairs[0])],
    pins=[(1, 5)],
)
again = solve(decided, "total")
print(
    f"{best.value / unit:.2f} before, {again.value / unit:.2f} with the conflict and the decision"
)

# %%
tight = AssignmentProblem.from_dense(scores, capacity=1, pins=[(0, 3), (1, 3)])
contradiction = solve(tight)
print(contradiction.status)
for part in contradiction.conflict:
    print("-", part.text)

# %% [markdown]
# ## The next best
#
# Committees like a choice. With one reviewer a paper, the best assignments in order. Where numbers are
# the same, nothing but the tie-break chose, by a hash of the labels that anybody can repeat.

# %%
one_each = AssignmentProblem.from_dense(scores, capacity=LOAD)
print([one.value / unit for one in best_assignments(one_each, 4, "total")])
