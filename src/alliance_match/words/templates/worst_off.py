"""What the worst-off of the matched could be assured, and what that would cost."""

from ..message import Template

NOBODY = Template("Nobody has a mentor.")
NOW = Template("Whoever has a mentor has {floor:marks} points or more.")
NO_MORE = Template("No proposal with as many matched assures more.")
FREE = Template("With as many matched, {fairest:marks} or more is possible, and costs nothing.")
PRICE = Template(
    "With as many matched, {fairest:marks} or more is possible, and costs the round {price:marks} "
    "of {total:marks} points."
)
SETTING = Template("The line {line} in the policy has it so.")
BEYOND = Template(
    "To assure more than {fairest:marks}, {count} mentee more would have no mentor; "
    "the line {line} has it so.",
    "To assure more than {fairest:marks}, {count} mentees more would have no mentor; "
    "the line {line} has it so.",
)
TRADE_MOST = Template(
    "Whoever has a mentor has {floor:marks} or more, and all have {total:marks} together, the most "
    "there is"
)
TRADE = Template(
    "Whoever has a mentor has {floor:marks} or more, and all have {total:marks} together: "
    "{price:marks} less than the most"
)
