"""Other whole proposals."""

from ..message import Template

NONE = Template("There is no other proposal under these rules and decisions.")
TIES = Template(
    "{count} other proposal is as good: the data do not decide between them, the choice is the "
    "committee's own.",
    "{count} other proposals are as good: the data do not decide between them, the choice is the "
    "committee's own.",
)
TIES_AT_LEAST = Template(
    "At least {count} other proposal is as good: the data do not decide between them, the choice "
    "is the committee's own.",
    "At least {count} other proposals are as good: the data do not decide between them, the choice "
    "is the committee's own.",
)
BEST = Template("No other proposal is as good; the next best loses {loss}.")
IS_AS_GOOD = Template("No. {rank} is as good:")
LOSES = Template("No. {rank} loses {loss}:")
