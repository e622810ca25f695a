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
# # A rule and a criterion of your own
#
# Every programme has something that no library foresees. Here it takes a function and its registration:
# no class, no fork. What you register takes part in everything: points, proof, explanations, dossier,
# record.

# %%
import tempfile
from pathlib import Path

import alliance_match as am

data = next(folder for folder in (Path("data"), Path("examples/data")) if folder.is_dir())
match_round = am.load_round(
    data / "mentors.csv", data / "mentees.csv", experts=data / "experts.csv"
)
plain = am.propose(match_round)

# %% [markdown]
# ## What a function may look at
#
# It is called with a mentee, a mentor and the round. All three are records; their fields are what the
# forms were read as, and `source.raw` holds the cells as they were written.

# %%
mentor = match_round.mentor("Grace Sampleton")
print(mentor.mentoring_experience, mentor.time_zone, mentor.stages)
print(mentor.source.raw["Please describe your experience"])

# %% [markdown]
# ## A rule: it is kept, or the pair cannot be
#
# Say that an individual may only have a mentor who has mentored before. `True` keeps the rule, `False`
# breaks it, and `None` means that it is not known: then the policy decides, and a flag says so.


# %%
def practised(mentee, mentor, people):
    if mentee.kind != "individual":
        return True
    return None if mentor.mentoring_experience is None else mentor.mentoring_experience >= 1


am.register_rule(
    "practised",
    practised,
    label="a practised mentor for individuals",
    broken="the mentor has never mentored, and the mentee is an individual",
)

# %% [markdown]
# ## A criterion: it earns points
#
# Say that your programme likes pairs whose clocks are near each other: full marks for the same clock, none
# for twelve hours apart. A criterion gives a share from 0 to 1, or `None` where it is not known.

# %%
from datetime import datetime
from zoneinfo import ZoneInfo


def offset(zone):
    return datetime(2027, 1, 11, tzinfo=ZoneInfo(zone)).utcoffset().total_seconds() / 3600


def near(mentee, mentor, people):
    if mentee.time_zone is None or mentor.time_zone is None:
        return None
    apart = abs(offset(mentee.time_zone) - offset(mentor.time_zone)) % 24
    return 1 - min(apart, 24 - apart) / 12


am.register_criterion("near", near, label="Clocks near each other")

# %% [markdown]
# ## The policy switches them on
#
# What is registered counts only where a policy names it. Weights are relative: with 150 beside the 1000 of
# all others, nearness makes up 13.0 of 100 points.

# %%
policy = am.Policy(
    own_rules={"practised": {"unknown": "fail"}},
    own_criteria={"near": {"weight": 150, "neutral": 50}},
)
policy.weights

# %% [markdown]
# The same as a file, for the committee to see and to sign:

# %%
text = policy.to_toml()
print(text[text.index("[own_rules.") :])

# %% [markdown]
# ## It takes part in everything
#
# In the explanations, with your words:

# %%
proposal = am.propose(match_round, policy)
print(proposal.explain("Rosa Muestra"))

# %%
never = next(m for m in match_round.mentors if m.mentoring_experience == 0)
print(proposal.why_not("Rosa Muestra", never.id))

# %% [markdown]
# In the comparison with the proposal as it was:

# %%
am.compare(plain, proposal)

# %% [markdown]
# In the record, which is checked with your functions. Whoever checks it elsewhere imports the module that
# registers them first, and is told so otherwise.

# %%
with tempfile.TemporaryDirectory() as folder:
    print(str(am.verify(proposal.save(f"{folder}/round"))).splitlines()[-1])

# %% [markdown]
# ## When a function is wrong
#
# A share outside of 0 to 1 is refused, with the name and the people it was about.

# %%
am.register_criterion("odd", lambda mentee, mentor, people: 7, label="Odd")
try:
    am.propose(match_round, am.Policy(own_criteria={"odd": {"weight": 1}}))
except am.AllianceMatchError as error:
    print(error)
