"""Why there is no proposal, and what to change."""

from ..message import Template

HEAD = Template("No proposal is possible: {cause}. In conflict")
FURTHER = Template("Besides, {cause}. In conflict")

# --- causes

ONE_PIN = Template("a pin of the committee cannot be kept")
PINS = Template("the committee's pins contradict each other")
MIN_LOAD = Template("the policy's minimum load cannot be kept")
SIDE = Template("the quotas cannot be kept")
TOGETHER = Template("{names:and} contradict each other")
THE_PINS = Template("the committee's pins")
THE_MIN_LOAD = Template("the policy's minimum load")
THE_SIDE = Template("the quotas")

# --- what is in conflict

PINNED = Template("{mentee} is pinned to {mentor}")
KEPT = Template("{mentee} keeps {mentor} from the earlier proposal")
KEPT_PLACES = Template("{mentee} keeps {mentor}, who has {places}, from the earlier proposal")
NEEDED = Template("{mentee} stays with {mentor}, whom a quota asks for")
NEEDED_PLACES = Template("{mentee} stays with {mentor}, who has {places}, whom a quota asks for")
ACCEPTED = Template("{mentee} is accepted with {mentor}")
ACCEPTED_PLACES = Template("{mentee} is accepted with {mentor}, who has {places}")
PINNED_BUT = Template("{mentee} is pinned to {mentor}, but {obstacles:and}")
PINNED_TO_PLACES = Template("{mentee} is pinned to {mentor}, who has {places}")
NO_PLACE = Template("no place")
SAME_PAIR_VETOED = Template("the same pair is vetoed")
LEAST = Template("{mentor} must get at least {least}, of {able} who may have this mentor")
AT_LEAST_OF = Template("{limit}, of {able} whom a pair within the rules counts")
AT_LEAST_OF_NOBODY = Template("{limit}, but nobody in the round comes under it")
AT_LEAST_OF_NONE = Template("{limit}, but no pair that comes under it is possible")
AT_LEAST_STOPPED = Template(
    "{limit}, but {count} pair that comes under it breaks the rules: “{rule}” stops {stopped}",
    "{limit}, but all {count} pairs that come under it break the rules: “{rule}” stops {stopped}",
)
BOUND = Template("{text}")

# --- remedies

OR = Template("{one}, or {other}")
WITHDRAW_THE_PIN = Template("withdraw the pin")
WITHDRAW_ONE = Template("withdraw one of these pins")
WITHDRAW_PIN_OR_VETO = Template("withdraw the pin or the veto")
WAIVE = Template("withdraw the pin, or waive {rules:and} for this pair by a decision")
LOWER_POINTS = Template("withdraw the pin, or lower min_points in the policy")
LOWER_LEAST = Template("lower the group's least in the policy, or take the group out")
LOWER_LOAD = Template("lower min_load under [places] in the policy")
WIDEN = Template("widen a quota in the policy")
WAIVE_FOR_A_PAIR = Template("waive a rule for a pair by a decision")
