"""Over which weights a pair stays."""

from ..message import Template

NONE = Template("There are no pairs that could hang on the weights.")
PAIR = Template("{mentee} with {mentor}:")
SHARE = Template(
    "{mentee} with {mentor} stays in {kept} of {drawn} draws of all weights within "
    "{spread:percent} of the policy's: {share:percent} ({sure:percent} confidence interval by "
    "Wilson: {low:percent} to {high:percent})."
)
NO_SINGLE_WEIGHT = Template("No single weight can undo it.")
NEVER = Template("{criterion}: it stays at none of the weights, as marks are rounded")
STAYS = Template("{criterion}: it stays with a weight of {spans:and} of 100 (now {now:marks})")
LEAVES_AND_RETURNS = Template(
    "{criterion}: it stays with a weight of {spans:and} of 100, but not in between (now "
    "{now:marks})"
)
ALWAYS = Template("{criterion}: it stays whatever the weight")
SPAN = Template("{low:marks} to {high:marks}")
POINT = Template("{at:marks}")
