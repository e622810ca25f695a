"""Why this pair: the verdict, three facts, one counter-argument, then the rest."""

from ..message import Template

PROPOSED = Template("Proposed: mentee {mentee} with mentor {mentor}, {points:marks} of 100")
PROPOSED_WEAK = Template(
    "Proposed: mentee {mentee} with mentor {mentor}, {points:marks} of 100 (weak)"
)

# --- facts

COVERS_THE_GOAL = Template("{mentor} covers the mentee's goal: {goals:and}")
COVERS_BOTH = Template("{mentor} covers both goals: {goals:and}")
COVERS_ALL = Template("{mentor} covers all {count} goals: {goals:and}")
COVERS_SOME = Template("{mentor} covers {count} of the {all} goals: {goals:and}")
COVERED = Template("{topic} ({level})")
COVERED_THROUGH = Template("{topic} through {other} ({level})")
THEY_SHARE = Template("They share {languages:and}")
THEY_OVERLAP = Template(
    "They have {winter:number} h a week in common in winter and {summer:number} h in summer"
)
FACT = Template("{label}: {why}")

# --- the counter-argument, and further alternatives

STRONGEST = Template("Strongest alternative: {alternative}")
NEXT = Template("Next alternative: {alternative}")
COSTS = Template("{mentor}, {points:marks}; choosing it costs the round {loss}")
COSTS_AND_MOVES = Template(
    "{mentor}, {points:marks}; choosing it costs the round {loss}: {moves:and}"
)
AS_GOOD = Template(
    "{mentor}, {points:marks}; choosing it is as good. The data do not decide this: the choice is "
    "yours"
)
AS_GOOD_AND_MOVES = Template(
    "{mentor}, {points:marks}; choosing it is as good: {moves:and}. The data do not decide this: "
    "the choice is yours"
)
WITH_FEWER = Template("If fewer mentees move: {steps:and}")
WEAKEST = Template("Weakest point: {label}, {points:marks} of {full:marks}: {why}")
NOTHING_LOST = Template("No point is lost on any criterion")

# --- details

WHOLE = Template("All together: {points:marks} of 100")
WAIVED = Template("Waived for this pair: {rule}")
NO_OTHER = Template("No other mentor is possible for this mentee")
NOT_WEIGHED = Template("Alternatives are not weighed, because this pair is pinned")
NOT_WEIGHED_DECIDED = Template(
    "Alternatives are not weighed, because this pair stays by a decision"
)
NOT_PROVED = Template(
    "The proposal is not proved optimal, so that no alternative has an exact price"
)
SAFE = Template("Without this pair the round loses {margin}")
TIE = Template(
    "A proposal without this pair is as good. The data do not decide this: the choice is yours"
)
NEEDED = Template("There is no proposal without this pair")
TO_CHECK = Template("To check: {flag}")
SOURCE = Template("{file} row {row}")
