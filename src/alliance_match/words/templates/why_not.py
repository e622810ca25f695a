"""Why not that mentor: what stands against the pair, or what it costs and who moves."""

from ..message import Template

# --- verdicts

PROPOSED = Template("{mentee} with {mentor} is the proposal, {points:marks} of 100")
PROPOSED_PINNED = Template(
    "{mentee} with {mentor} is the proposal, {points:marks} of 100: {pinned}"
)
INELIGIBLE = Template("{mentee} with {mentor} is not eligible: {reasons:and}")
IMPOSSIBLE = Template("{mentee} with {mentor} is not possible: {reasons:and}")
COSTS = Template(
    "{mentee} with {mentor} ({points:marks} of 100), instead of {current}, would cost the round "
    "{loss}"
)
COSTS_UNMATCHED = Template(
    "{mentee}, who has no mentor in the proposal, with {mentor} ({points:marks} of 100) would "
    "cost the round {loss}"
)
AS_GOOD = Template(
    "{mentee} with {mentor} ({points:marks} of 100), instead of {current}, is as good. The data "
    "do not decide this: the choice is yours"
)
AS_GOOD_UNMATCHED = Template(
    "{mentee}, who has no mentor in the proposal, with {mentor} ({points:marks} of 100) is as "
    "good. The data do not decide this: the choice is yours"
)
NOT_PROVED = Template(
    "{mentee} with {mentor} ({points:marks} of 100) is possible. The best proposal found with it "
    "loses {loss} against this one; this one is not proved optimal, so that the price is not exact"
)

# --- reasons beyond the rules

NO_PROPOSAL = Template("there is no proposal, because {cause}")
HAS_PLACES = Template("{mentor} has {places}")
HAS_PLACES_FOR = Template(
    "{mentor} has {places}, and {others:and} is pinned there too",
    "{mentor} has {places}, and {others:and} are pinned there too",
)

# --- who would move, and the two ledgers

BY_MENTEE = Template("By mentee")
BY_CRITERION = Template("By criterion, over these mentees")
PERSON = Template("{move}: {before:marks} points before, {after:marks} after, {change}")
CRITERION = Template("{label}: {before:marks} points before, {after:marks} after, {change}")
SUM = Template("Sum: {before:marks} points before, {after:marks} after, {change}")
LOST = Template("{points:marks} lost")
GAINED = Template("{points:marks} gained")
SAME = Template("nothing lost")
MATCHED = Template("Mentees with a mentor among them: {before} before, {after} after")

# --- the price of moving few

FEW_MOVE = Template("The fewer mentees move, the more is lost")
MOVERS = Template(
    "{count} mentee moves: the round loses {loss}", "{count} mentees move: the round loses {loss}"
)
NO_FEWER = Template("It cannot be had with fewer mentees moving")
