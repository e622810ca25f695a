"""The proposal in a few lines."""

from ..message import Template

MATCHED = Template(
    "{matched} of {mentees} matched with {mentors}, {points:marks} points ({status})"
)
PAIR = Template("{mentee} - {mentor}: {points:marks}")
PAIR_WEAK = Template("{mentee} - {mentor}: {points:marks} weak")
NOBODY = Template("{mentee} - nobody: {reason}")
MORE_PAIRS = Template("... and {count} more pair", "... and {count} more pairs")
MORE_UNMATCHED = Template("... and {count} more without a mentor")

PROVED_COVERAGE = Template(
    "Proved and checked in integers, without the solver: no proposal under these rules matches "
    "more mentees, and none that matches as many has more points. {limit}"
)
PROVED_TOTAL = Template(
    "Proved and checked in integers, without the solver: no proposal under these rules has more "
    "points in total. {limit}"
)
WITHIN = Template("Within {gap:marks} points of the best possible. {limit}")
LIMIT = Template(
    "This holds for the entered points and rules; it does not say that the match is good."
)
