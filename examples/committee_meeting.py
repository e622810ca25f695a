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
# # A committee's meeting, and the two weeks after it
#
# A proposal is the beginning of a meeting. Here three invented members decide, the round is matched
# again with little change, a mentor withdraws, a mentee comes late, and in the end there is a record
# that anybody can check.

# %%
import tempfile
from pathlib import Path

import pandas as pd

import alliance_match as am

data = next(folder for folder in (Path("data"), Path("examples/data")) if folder.is_dir())
folder = Path(tempfile.mkdtemp())
mentors = pd.read_csv(data / "mentors.csv", dtype=str, keep_default_na=False)
mentees = pd.read_csv(data / "mentees.csv", dtype=str, keep_default_na=False)


def read(mentors, mentees, **more):
    return am.load_round(mentors, mentees, experts=data / "experts.csv", **more)


first = am.propose(read(mentors, mentees))
first.save(folder / "1-proposal")
first.to_frame()[["mentee", "mentee_name", "mentor", "mentor_name", "points"]]

# %% [markdown]
# ## Three members decide
#
# Beside the proposal lies `decisions.xlsx`, with a list to choose from in each row. Everybody fills
# in a copy. Ana accepts two pairs and vetoes one, Ben pins one and leaves a note, and Cléo, who
# works with one of the mentors, takes no part in that pair and waives a rule for another.

# %%
left_out = first.unmatched[0]
waived = first.explain(left_out.id).mentors[0].mentor
pairs = {pair.mentee.id: pair for pair in first.pairs}
thin = pairs["E07"]
tight = pairs["E04"]


def decision(member, mentee, mentor, what, why="", rule=""):
    return {
        "mentee": mentee,
        "mentor": mentor,
        "decision": what,
        "rule": rule,
        "who": member,
        "why": why,
    }


ana = [
    decision("Ana", "E02", pairs["E02"].mentor.id, "accept"),
    decision("Ana", "E13", pairs["E13"].mentor.id, "accept"),
    decision("Ana", thin.mentee.id, thin.mentor.id, "veto", "they have met, and it did not work"),
]
ben = [
    decision("Ben", "E05", pairs["E05"].mentor.id, "pin", "promised last year"),
    decision("Ben", tight.mentee.id, tight.mentor.id, "note", "ask for the time zone first"),
]
cleo = [
    decision("Cléo", "E10", pairs["E10"].mentor.id, "recuse", "we work together"),
    decision("Cléo", "E10", pairs["E10"].mentor.id, "veto", "counts for nothing after that"),
    decision("Cléo", left_out.id, waived.id, "waive", "an interpreter is paid", "shared_language"),
]
for member, rows in {"ana": ana, "ben": ben, "cleo": cleo}.items():
    pd.DataFrame(rows).to_csv(folder / f"decisions-{member}.csv", index=False)
files = sorted(folder.glob("decisions-*.csv"))
decided = read(mentors, mentees, decisions=files, previous=first.round)
pd.DataFrame(
    [
        d.model_dump(include={"kind", "mentee", "mentor", "who", "why"})
        for d in decided.decisions.entries
    ]
)

# %% [markdown]
# ## Matched again, with as few people moving as that takes
#
# Everything that changes has its cause, and the costs add up to the difference.

# %%
second = am.propose(decided, previous=first)
second.save(folder / "2-after-the-meeting")
change = am.compare(first, second)
change

# %%
assert sum(one.gained for one in change.changes) == change.points_after - change.points_before
change.to_frame()

# %% [markdown]
# ## A week later a mentor withdraws

# %%
from alliance_match.explain import moves_curve

busiest = max(
    {pair.mentor.id: pair.mentor for pair in second.pairs}.values(),
    key=lambda mentor: sum(pair.mentor.id == mentor.id for pair in second.pairs),
)
row = mentors["Your full name"].str.strip() == busiest.name
assert row.sum() == 1
fewer = mentors[~row]
print(f"{busiest.name} withdraws.")

# %% [markdown]
# `previous=` keeps everybody's id, though a row is gone, and what was decided holds on. A decision on
# somebody who is gone cannot: it is named, and nothing is lost silently.

# %%
rest = read(fewer, mentees, previous=second.round)
for finding in rest.report.findings:
    if "dropped" in finding.understood:
        print(finding.understood)

third = am.propose(rest, previous=second)
third.save(folder / "3-after-the-withdrawal")
am.compare(second, third)

# %%
moves_curve(third)

# %% [markdown]
# ## A mentee comes late

# %%
late = mentees[mentees["Email"] == third.round.mentee("E09").email].copy()
assert len(late) == 1
late["ID"] = "99"
late["Email"], late["Your full name"] = "late.exemplar@example.org", "Late Exemplar"
late["Start time"] = late["Completion time"] = mentees["Completion time"].iloc[-1]
more = pd.concat([mentees, late], ignore_index=True)
fourth = am.propose(read(fewer, more, previous=third.round), previous=third)
fourth.save(folder / "4-final")
final = am.compare(third, fourth)
final

# %% [markdown]
# ## The record
#
# Each folder can be checked by anybody, without a solver: from the saved applications rules and
# points are computed anew, and the prices prove the optimum.

# %%
for place in sorted(folder.glob("?-*")):
    checked = am.verify(place)
    assert checked, checked
    print(place.name, "holds:", len(checked.checks), "checks")

# %%
whole = am.compare(first, fourth)
steps = [am.compare(a, b) for a, b in ((first, second), (second, third), (third, fourth))]
assert sum(step.gained for step in steps) == whole.gained
print(f"{whole.points_before / 10:,.1f} points before the meeting")
for name, step in zip(("the meeting", "the withdrawal", "the late mentee"), steps, strict=True):
    print(f"  {name}: {step.gained / 10:+.1f}")
print(f"{whole.points_after / 10:,.1f} points in the end")
