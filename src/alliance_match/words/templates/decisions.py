"""Decisions of the committee, with who took them and why."""

from ..message import Template

PINNED = Template("the committee pinned this pair")
PINNED_TO = Template("the committee pinned {mentee} to {mentors:and}")
KEPT = Template("this pair is kept from the earlier proposal")
KEPT_WITH = Template("{mentee} keeps {mentors:and} from the earlier proposal")
NEEDED = Template("this pair stays because a quota asks for at least so many")
NEEDED_WITH = Template(
    "{mentee} stays with {mentors:and}, because a quota asks for at least so many"
)
ACCEPTED = Template("the committee accepted this pair")
ACCEPTED_WITH = Template("the committee accepted {mentee} with {mentors:and}")
VETOED = Template("vetoed by the committee")
VETOED_BY = Template("vetoed by {who}")

BY = Template("{what} ({who})")
DECIDED_BY = Template("{what} (decided by {who:and})")
BECAUSE = Template("{what}: “{why}”")
BY_BECAUSE = Template("{what} ({who}): “{why}”")

# --- why an accepted pair could not be kept

IS_VETOED = Template("the pair is vetoed")
PLACES_DECIDED = Template("{mentor} has {places}, decided for {others:and}")
MIN_LOADS = Template("it leaves no room for the policy's minimum loads")

# --- what became of a vote

NOT_KEPT = Template("not kept: {reasons:and}")
NOT_COUNTED_RECUSED = Template("does not count: {who} takes no part in deciding on this pair")
NOT_COUNTED_OVERRULED = Template("does not count: the committee has decided otherwise")
NOT_COUNTED_DISPUTED = Template("does not count: members disagree, and the committee has not said")

# --- members who disagree

DISAGREEMENT = Template("{mentee} with {mentor}: {votes:and}")
FOR = Template("{who} for it")
AGAINST = Template("{who} against it")
FOR_BECAUSE = Template("{who} for it ({why})")
AGAINST_BECAUSE = Template("{who} against it ({why})")
UNNAMED = Template("a member whom nobody named")
