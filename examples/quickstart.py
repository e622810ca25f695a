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
# # Quickstart: from two exports to a proved, justified proposal
#
# The round is invented: 14 mentors, 18 mentees and 4 subject experts, as Google Forms and Microsoft
# Forms would export them, with the usual mess.

# %%
import tempfile
from pathlib import Path

import alliance_match as am

data = next(folder for folder in (Path("data"), Path("examples/data")) if folder.is_dir())
match_round = am.load_round(
    data / "mentors.csv", data / "mentees.csv", experts=data / "experts.csv"
)
match_round

# %% [markdown]
# Nothing in the files is lost silently: every cell that was guessed, flagged or dropped has a row.

# %%
import pandas as pd

pd.DataFrame(match_round.report.records())[
    ["severity", "file", "row", "column", "value", "understood"]
].head(12)

# %% [markdown]
# The policy holds rules, weights and bounds. This one is the default; `print(policy.to_toml())` shows
# all of it with a comment on each setting.

# %%
policy = am.Policy()
policy.weights

# %%
proposal = am.propose(match_round, policy)
print(proposal)

# %%
frame = proposal.to_frame()
print("One row a mentee, and a column for each criterion:", *frame.columns[5:-1], sep="\n  ")
frame[["mentee_name", "mentor_name", "points", "goal_coverage", "weak"]]

# %% [markdown]
# Why does Ana Exemplo have this mentor? Points with their evidence, the strongest alternatives and
# what choosing them would cost everybody.

# %%
print(proposal.explain("Ana Exemplo"))

# %% [markdown]
# Why not another one? The rules that it breaks, or the exact price and who would move.

# %%
print(proposal.why_not("ELA Ejemplo Andina", "Inés Ejemplo"))

# %% [markdown]
# And who is left out, for what reason?

# %%
for mentee in proposal.unmatched:
    print(proposal.explain(mentee.id), end="\n\n")

# %% [markdown]
# The committee decides. A pin is kept whatever it costs, and the cost is told.

# %%
pin = am.Decision(
    kind="pin",
    mentee=match_round.mentee("ELA Ejemplo Andina").id,
    mentor=match_round.mentor("Inés Ejemplo").id,
    who="Chair",
    why="they asked for each other",
)
decided = match_round.model_copy(update={"decisions": am.Decisions(entries=(pin,))})
again = am.propose(decided, policy)
print(
    f"{len(proposal.pairs)} pairs before, {len(again.pairs)} with the pin; "
    f"{(proposal.assignment.value - again.assignment.value) / 10} points less"
)

# %% [markdown]
# Save it: dossier, tables and the bundle. Anyone can check the bundle again, without a solver.

# %%
with tempfile.TemporaryDirectory() as folder:
    saved = proposal.save(f"{folder}/round")
    print(*sorted(path.name for path in saved.iterdir()), sep="\n")
    print(am.verify(saved))
