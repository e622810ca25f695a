"""The page that says of every pair why it is not proposed: the reason, or what it would cost."""

from ..message import Template

# --- what stands in a cell

PROPOSED = Template("proposed")
AS_GOOD = Template("{points:marks} as good")
COSTS = Template("{points:marks}")
COSTS_MATCHES = Template("{count} match, {points:marks}", "{count} matches, {points:marks}")

# --- the same in words

THE_PROPOSED = Template("the pair that is proposed")
IS_PROPOSED = Template("this pair is proposed")
IS_AS_GOOD = Template("another proposal of equal worth has this pair")
WOULD_LOSE = Template("the round would lose {loss}")
COST_THE_ROUND = Template("what the round would lose with")

# --- what the codes mean

BREAKS_RULE = Template("breaks the rule “{rule}”")
TOO_FEW_POINTS = Template("under the policy's least points, {least:number}")
NO_PLACE = Template("the mentor has no place")
VETOED = Template("the committee vetoed the pair")
PINNED = Template(
    "the committee pinned the mentee to somebody else, or filled the mentor's places with pins"
)
MIN_LOAD = Template("the minimum loads, with the pins, leave no room for the pair")
NOT_PROVED = Template(
    "possible; what it would cost is not known, because this proposal is not proved optimal"
)
NO_PROPOSAL = Template("possible by the rules, but there is no proposal to compare it with")

# --- groups of rows

MENTEES = Template("Mentees {first} to {last}: {from_name} to {to_name}")
TABLE = Template("What each pair of these mentees and all mentors would cost, or why it cannot be")
