"""The proof as a spreadsheet."""

from ..message import Template

TITLE = Template("Proof of the proposal")
SHEET_PROOF = Template("Proof")
SHEET_MENTEES = Template("Mentees")
SHEET_MENTORS = Template("Mentors")
SHEET_POINTS = Template("Points")

WORTH = Template("What this proposal is worth")
BOUND = Template("What no proposal can exceed")
POINTS = Template("Points of the proposed pairs (1000 for a perfect pair)")
MATCHED = Template("Mentees with a mentor")
BONUS = Template("Worth of each mentee with a mentor, more than all points together")
KEPT = Template("What the mentees keep (sum of the sheet Mentees)")
RECEIVED = Template("What the mentors' places are paid (sum of the sheet Mentors)")
BROKEN_RULES = Template(
    "Proposed pairs that are not eligible, and mentors with too many or too few"
)
CONTROL = Template("Control sum of all points, prices and pairs")
CONTROL_SAVED = Template("Control sum when the proposal was saved")

PROVED = Template("PROVED: no proposal under these rules is worth more.")
WITHIN = Template("NOT PROVED: another proposal could be worth more, by up to")
BROKEN = Template("BROKEN: the proposal breaks a rule, or is worth more than the prices allow.")
ALTERED = Template("ALTERED: a cell is not as it was saved.")

PRICES = Template(
    "Every mentor's place has a price. A mentee who takes a place pays it and keeps the rest of "
    "the pair's points; the mentor receives it."
)
SUMS = Template(
    "At these prices no mentee can keep more than the sheet Mentees says, whatever the proposal, "
    "and no mentor can receive more than the sheet Mentors says. So no proposal is worth more than "
    "both sums together."
)
ANY_PRICES = Template(
    "Prices may be any whole numbers: whoever doubts them can change them and see that the sum "
    "never falls below what the proposal is worth."
)
LIMIT = Template(
    "This proves the best for the entered points and rules. It does not say that a match is good."
)

MENTEE = Template("Mentee")
MENTOR = Template("Mentor")
NAME = Template("Name")
PROPOSED = Template("Proposed mentor")
PINNED = Template("Pinned")
YES = Template("yes")
WITHOUT = Template("Worth without a mentor")
PAIR_POINTS = Template("Points of the pair")
BEST_KEPT = Template("The most the mentee can keep")
PLACES = Template("Places")
LEAST = Template("Least mentees")
TAKEN = Template("Places taken")
PRICE = Template("Price of a place")
MOST_RECEIVED = Template("The most the mentor can receive")
RULE_KEPT = Template("Rules kept")
ELIGIBLE_ONLY = Template("Points of every eligible pair; blank: not eligible, or vetoed")
