"""How good pairs are by stated measures: somebody's own beside the proposal."""

from ..message import Template

TITLE = Template("Quality of the match")
FINAL = Template(
    "The pairs with the committee's decisions ({yours} of {people} mentees have a mentor) beside "
    "the proposal without them ({proposed})"
)
BY_HAND = Template(
    "The pairs of {file} ({yours} of {people} mentees have a mentor) beside the proposal "
    "({proposed})"
)
YOURS_UNNAMED = Template(
    "Your pairs ({yours} of {people} mentees have a mentor) beside the proposal ({proposed})"
)
VERDICT = Template(
    "Of {measures} measures, the proposal is better on {better}, your pairs on {worse}; on {same} "
    "both are the same"
)
CAVEAT = Template(
    "Measures look at what the applications say. What the committee knows besides is in none of "
    "them"
)
LINE = Template("{measure}: {yours} in your pairs, {proposed} in the proposal ({verdict})")
YOURS = Template("Your pairs")
PROPOSED = Template("Proposal")
MEASURE = Template("Measure")
BETTER_ONE = Template("Which is better")
BETTER = Template("the proposal is better")
WORSE = Template("your pairs are better")
SAME = Template("the same")

# --- how values are said

SHARE = Template("{value:percent}")
POINTS = Template("{value:marks}")
PLAIN = Template("{value:number}")

# --- measures

COVERAGE = Template("Mentees with a mentor")
MEAN = Template("Points a head, where nobody's pair counts 0")
LOWEST = Template("Points of the weakest pair")
GINI = Template("Inequality of points (Gini: 0 is equal)")
FIRST = Template("Mentees with the best mentor they may have")
FIRST_THREE = Template("Mentees with one of the best three")
GOAL_AREAS = Template("Areas of goals in which the mentor can help")
ENVIOUS = Template("Mentees who would have more points with another's mentor")
BLOCKING = Template("Pairs who would both have more points with each other")
LOAD_IMBALANCE = Template("Inequality of how full mentors are (Gini: 0 is equal)")
IDLE = Template("Mentors with a place and no mentee")
REGION_GAP = Template("Largest gap between a region and the others, points a head")

# --- what is wrong with pairs

BROKEN = Template("{mentee} with {mentor} is not eligible; not fulfilled: {rules:and}")
TOO_FEW_POINTS = Template("as many points as the policy asks for")
OVERFULL = Template("{mentor} has more mentees ({load}) than places ({places})")
BROKEN_HEAD = Template("Your pairs that break a rule")
MOVES_HEAD = Template("Who has another mentor in the proposal")
NO_MOVES = Template("Everybody has the same mentor in both")

# --- the picture

PICTURE = Template("Points of every mentee, from the worst off to the best off")
PICTURE_ABOUT = Template(
    "Two lines of steps, one step a mentee. Your pairs (dashed): {yours_none} without a mentor, "
    "half have {yours_half:marks} or less, the best has {yours_most:marks}. The proposal (full "
    "line): {proposed_none} without a mentor, half have {proposed_half:marks} or less, the best "
    "has {proposed_most:marks}"
)
PAGE_NOTE = Template("The page names people. It is for the committee only")
