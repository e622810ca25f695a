"""An old proposal and a new one: who changed, through what, and what it brought."""

from ..message import Template

SUMMARY = Template(
    "{stayed} of {had} mentees keep their mentor. Before: {before} with a mentor, "
    "{before_points:marks} points; now: {after} with a mentor, {after_points:marks} points"
)
WAITING = Template("New in the round, and without a mentor: {mentees:and}")
NOTHING = Template("Nobody changes, and no points do")
CHANGES = Template("Who changes")
SUMS = Template("What it comes from")

# --- one mentee

MOVES = Template("{mentee} moves from {before} to {after}")
LOSES = Template("{mentee} had {before} and now has no mentor")
GETS = Template("{mentee} had no mentor and now has {after}")
LEFT = Template("{mentee} had {before} and is no longer in the round")
JOINED = Template("{mentee} is new in the round and has {after}")
STAYS = Template("{mentee} stays with {before}, whose points change")
CHANGE = Template(
    "{what}: {before:marks} points before, {after:marks} now ({change:signed}). {why}"
)

# --- why

FOLLOWS = Template("This makes room, or fills it, because {cause}")
DIRECT = Template("Because {cause}")

MENTEE_GONE = Template("{mentee} is no longer in the round")
MENTEE_NEW = Template("{mentee} is new in the round")
MENTOR_GONE = Template("{mentor} is no longer in the round")
MENTOR_NEW = Template("{mentor} is new in the round")
NOT_ELIGIBLE = Template("{mentee} with {mentor} is no longer eligible: {reasons:and}")
NOW_ELIGIBLE = Template("{mentee} with {mentor} has become eligible")
WAIVED = Template("for {mentee} with {mentor} this rule is waived: {waivers:and}")
VETOED = Template("{mentee} with {mentor} is {veto}")
VETO_LIFTED = Template("the veto on {mentee} with {mentor} was lifted")
PINNED = Template("{pin}: {mentee} with {mentor}")
PIN_LIFTED = Template("the pin of {mentee} to {mentor} was lifted")
FEWER_PLACES = Template("{mentor} has {after} places now instead of {before}")
MORE_PLACES = Template("{mentor} has {after} places now instead of {before}")
POINTS_CHANGED = Template("answers or the policy changed what pairs are worth")
NONE_BEFORE = Template("before, pins and minimum loads left no proposal")
NONE_NOW = Template("now pins and minimum loads leave no proposal")
NO_CAUSE = Template("this is as good, or better, without anything having changed")

# --- sums

SUM = Template(
    "{cause}: {count} change, {change:signed} points",
    "{cause}: {count} changes, {change:signed} points",
)
WHOLE = Template("Together: {change:signed} points")
