"""A re-match: what is gained for so many mentees who move."""

from ..message import Template

NONE = Template("There is no earlier proposal with pairs in this round, so that nobody can move")
HEAD = Template("The best that is possible if so many of {had} mentees move")
POINT = Template(
    "{count} moves: {coverage} with a mentor, {value:marks} points",
    "{count} move: {coverage} with a mentor, {value:marks} points",
)
POINT_TAKEN = Template(
    "{count} moves: {coverage} with a mentor, {value:marks} points. This is what the policy takes",
    "{count} move: {coverage} with a mentor, {value:marks} points. This is what the policy takes",
)
NOT_PROVED = Template("{point}, or somewhat more: this is not proved")
CORNERS = Template(
    "Left out are points between these that no price of a move leads to; they are worth little more"
)
WORTH_IT = Template(
    "By the policy a mentee moves where that brings {per_move:marks} points or more"
)
FEWEST = Template("By the policy nobody moves who can stay without a mentee being left out")
POINTS = Template("By the policy points come first, then few moves")
