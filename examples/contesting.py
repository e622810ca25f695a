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
# # Explaining a proposal, and contesting it
#
# A proposal that nobody can question is not worth much. Here every objection that a committee is
# likely to raise gets an exact answer: not "the computer says no", but what it would cost, and whom.

# %%
from pathlib import Path

import alliance_match as am
from alliance_match import explain

data = next(folder for folder in (Path("data"), Path("examples/data")) if folder.is_dir())
match_round = am.load_round(
    data / "mentors.csv", data / "mentees.csv", experts=data / "experts.csv"
)
proposal = am.propose(match_round)
print(f"{len(proposal.pairs)} pairs, {len(proposal.unmatched)} without a mentor: {proposal.status}")

# %% [markdown]
# ## "Why this one?"
#
# The points of the pair, part by part, with the evidence, and the strongest argument against: the best
# other mentor, and what choosing that one would cost everybody together.

# %%
print(proposal.explain("Diego Modelo"))

# %% [markdown]
# ## "But she asked for Inés!"
#
# ELA Ejemplo Andina and Inés Ejemplo asked for each other, and their pair would have 94.0 points. Why
# was it not proposed? Because Inés is the only mentor whom somebody else can have.

# %%
objection = proposal.why_not("ELA Ejemplo Andina", "Inés Ejemplo")
print(objection)

# %% [markdown]
# Added up by person, the ledger says who pays; added up by criterion, what for. Both give the same
# number, because points are integers of 1000 and nothing is rounded on the way.

# %%
for sums in (objection.ledger.people, objection.ledger.criteria):
    print(sum((entry.after or 0) - (entry.before or 0) for entry in sums), "points of 1000")

# %% [markdown]
# ## "Then why not anybody else?"
#
# For some pairs there is no price, because a rule forbids them. Each rule is named, with the facts.

# %%
print(proposal.why_not("Baraka Kielelezo", "Inés Ejemplo"))

# %% [markdown]
# ## "Is the rule right?"
#
# Two mentees have no mentor. Which single change would give them one, at the least cost? The answer
# is a decision for people: the library names it, and what else would move.

# %%
for change in explain.cheapest_changes(proposal):
    print(change, end="\n\n")

# %% [markdown]
# ## "How sure is all this?"
#
# How close is the next best proposal, and on which weights does a pair hang? A pair that stays whatever
# the weights are does not deserve a debate about weights. One that hangs on a single weight may.

# %%
print(explain.other_proposals(proposal))

# %%
hangs = explain.robustness(proposal, draws=50)
for pair in hangs.pairs[:4]:
    print(pair)

# %% [markdown]
# ## "We insist."
#
# The committee may. A pin is kept whatever it costs; what it costs is written beside it.

# %%
pin = am.Decision(
    kind="pin",
    mentee=match_round.mentee("ELA Ejemplo Andina").id,
    mentor=match_round.mentor("Inés Ejemplo").id,
    who="the committee",
    why="they have begun already",
)
insisted = am.propose(
    match_round.model_copy(update={"decisions": am.Decisions(entries=[pin])}), previous=proposal
)
print(explain.override_costs(insisted))

# %%
am.compare(proposal, insisted)

# %% [markdown]
# ## "Do we simply want something else?"
#
# Several decisions of one kind may mean that the weights are wrong. This looks for the smallest change of
# the weights that would explain them, and says so where there is none. Here there is none: no
# weights make it better to match a mentee fewer.

# %%
print(am.suggest_weights([insisted]))

# %% [markdown]
# ## "What would really help?"
#
# Often not another proposal but another mentor. One more place with each mentor has an exact value, and
# so has a mentor who is not there yet.

# %%
print(explain.bottlenecks(proposal))

# %%
print(explain.recruitment(proposal, most=1))
