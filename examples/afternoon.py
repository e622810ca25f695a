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
# # A committee's afternoon: from messy CSV to a signed record
#
# You are the secretary. Two exports lie on your desk, the committee meets at four, and at five there
# has to be a record that holds. Everybody in these files is invented.

# %%
import tempfile
from pathlib import Path

import pandas as pd

import alliance_match as am
from alliance_match.intake import inspect_file, mapping_toml

data = next(folder for folder in (Path("data"), Path("examples/data")) if folder.is_dir())
desk = Path(tempfile.mkdtemp())

# %% [markdown]
# ## One o'clock: the files
#
# Somebody has opened the mentors' export in a spreadsheet, renamed two columns, and saved it with
# semicolons in a Windows code page. That is how files arrive.

# %%
mentors = pd.read_csv(data / "mentors.csv", dtype=str, keep_default_na=False)
mentors = mentors.rename(
    columns={
        "Is there anyone you should not be matched with?": "Keep apart",
        "Which areas can you support? (tick all that apply)": "Fields",
    }
)
mentors.to_csv(desk / "mentors.csv", index=False, sep=";", encoding="cp1252", errors="replace")
mentees = data / "mentees.csv"
print((desk / "mentors.csv").read_bytes()[:160])

# %% [markdown]
# A look before anything is read: each column, and what it is taken for. Delimiter and code page are
# found. "Fields" is told by its answers, which are topics; "Keep apart" is a question, and not read.

# %%
look = inspect_file(desk / "mentors.csv", "mentors")
for column in look.columns:
    print(f"{column.header[:46]:46} {column.field or '?':22} {column.how}")

# %% [markdown]
# "Keep apart" may hold exclusions, and an exclusion that is not read is not kept. So it is settled in a
# mapping: the header on the left, the field on the right, everything else as it was understood.

# %%
mapping = am.Mapping(mentors={"columns": {"Keep apart": "exclusions"}})
settled = inspect_file(desk / "mentors.csv", "mentors", mapping)
lines = mapping_toml([settled], mapping).splitlines()
print(*[line for line in lines if line.startswith(('"Fields', '"Keep', '"Your'))], sep="\n")

# %% [markdown]
# ## Two o'clock: what was read
#
# Every cell that was guessed, flagged or dropped has a row of its own: nothing is lost silently. The
# code page could not hold "te reo Māori" or Japanese, and a spreadsheet made a date of "2-3" hours:
# both are told, and can be mended in the file.

# %%
match_round = am.load_round(
    desk / "mentors.csv", mentees, experts=data / "experts.csv", mapping=mapping
)
print(*(file.words for file in match_round.report.files), sep="\n")
findings = match_round.report.to_frame()
findings[findings.severity != "note"][["severity", "file", "row", "value", "understood"]]

# %% [markdown]
# ## Half past two: the first proposal, and what to ask
#
# The proposal is proved optimal for these answers. But some answers are missing, and the library can
# say which of them could change the proposal, and which cannot whatever is answered.

# %%
first = am.propose(match_round)
print(first)

# %%
asked = first.questions()
print(f"{len(asked.questions)} open questions, the three most telling:")
for question in asked.questions[:3]:
    print("-", question)

# %% [markdown]
# Baraka Kielelezo answers the phone: Kiswahili natively, English well. The answer goes into the file,
# where it belongs, and the round is read again.

# %%
answers = pd.read_csv(mentees, dtype=str, keep_default_na=False)
languages = next(c for c in answers.columns if "languages" in c)
answers.loc[answers["Your full name"] == "Baraka Kielelezo", languages] = (
    "Kiswahili (native);English C1;"
)
answers.to_csv(desk / "mentees.csv", index=False)


def read(**more):
    return am.load_round(
        desk / "mentors.csv",
        desk / "mentees.csv",
        experts=data / "experts.csv",
        mapping=mapping,
        **more,
    )


first = am.propose(read(previous=match_round))
first = am.load_proposal(first.save(desk / "round"))
print(first.explain("Baraka Kielelezo"))

# %% [markdown]
# ## Four o'clock: the committee decides
#
# The dossier is on the table. Ana vetoes a pair, with a reason. Ben pins another: it was promised. Each
# of them fills in a copy of `decisions.xlsx`; here the rows are written directly.

# %%
pd.DataFrame(
    [
        {
            "mentee": "Giulia Campione",
            "mentor": "Aroha Tauira",
            "decision": "veto",
            "who": "Ana",
            "why": "they could never meet",
        },
        {
            "mentee": "ELA Ejemplo Andina",
            "mentor": "Jordi Mostra",
            "decision": "pin",
            "who": "Ben",
            "why": "promised last year",
        },
        {
            "mentee": "Rosa Muestra",
            "mentor": "Lucía Muestra",
            "decision": "accept",
            "who": "Ana",
            "why": "",
        },
    ]
).to_csv(desk / "decisions.csv", index=False)
decided = read(previous=first.round, decisions=[desk / "decisions.csv"])
veto = decided.decisions.of_kind("veto")[0]
print(f"{veto.who}: {veto.kind} of {veto.mentee} with {veto.mentor}, because {veto.why}")

# %% [markdown]
# Matched again. Only those move who must, or for whom it is worth it, and every change has its cause.

# %%
second = am.propose(decided, previous=first)
change = am.compare(first, second)
change

# %% [markdown]
# ## Five o'clock: the record
#
# The folder is the record. Whoever has it can check it without a solver: rules, points and sums are
# computed anew from the saved applications, and the prices prove that nothing better was possible.

# %%
record = second.save(desk / "round-final")
checked = am.verify(record)
print(checked)

# %% [markdown]
# "Signed" means this: the number above goes into the minutes. If anybody changes a single number in the
# record afterwards, it shows, and is named.

# %%
bundle = record / "bundle.json"
before = bundle.read_text("utf-8")
bundle.write_text(before.replace("they could never meet", "they do not like each other"), "utf-8")
print(*str(am.verify(record)).splitlines()[:5], sep="\n")
bundle.write_text(before, "utf-8")
assert am.verify(record)
