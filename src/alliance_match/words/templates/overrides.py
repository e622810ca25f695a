"""What the committee's pins and vetoes cost."""

from ..message import Template

NONE = Template("The committee has pinned and vetoed nothing.")
ONE = Template("The committee's one decision costs the round {loss}.")
ONE_COSTS_NOTHING = Template("The committee's one decision costs nothing.")
TOGETHER = Template(
    "{count} decision costs the round {loss}.",
    "{count} decisions together cost the round {loss}.",
)
TOGETHER_COST_NOTHING = Template(
    "{count} decision costs nothing.", "{count} decisions together cost nothing."
)
PIN = Template("The pin of {mentee} with {mentor} costs {loss} alone")
VETO = Template("The veto of {mentee} with {mentor} costs {loss} alone")
WITH_SHARE = Template("{decision}; its share of the whole is {share:and}")
SHARE_OF_MATCHES = Template("{count:number} match", "{count:number} matches")
SHARE_OF_POINTS = Template("{count:number} point", "{count:number} points")
ESTIMATED = Template(
    "The shares are estimated from {orders} orders of the decisions drawn at random; they add up "
    "to the whole all the same."
)
