"""What the command line prints around a proposal."""

from ..message import Template

# --- the files

EXAMPLE = Template("The example round is read from {folder}")
READ = Template("Read {file}: {format}, {rows}: {parts:and}")
READ_IN_WORDS = Template("Read {file}: {words}")
ROWS = Template("{count} row", "{count} rows")
DUPLICATES = Template("{count} duplicate", "{count} duplicates")
BLANK = Template("{count} blank row", "{count} blank rows")
DROPPED = Template("{count} dropped row", "{count} dropped rows")
KEPT = {
    "mentor": Template("{count} mentor", "{count} mentors"),
    "mentee": Template("{count} mentee", "{count} mentees"),
    "subject expert": Template("{count} subject expert", "{count} subject experts"),
    "decision": Template("{count} decision", "{count} decisions"),
}
#: Names of formats that are words; all others are names of products.
FORMATS = {
    "decisions": Template("decisions"),
    "plain table": Template("plain table"),
    "PushFar upload": Template("PushFar upload"),
    "Salesforce report": Template("Salesforce report"),
}

EARLIER = Template("Read {rounds}: {pairs}, {waited}")
EARLIER_ROUNDS = Template("{count} earlier round", "{count} earlier rounds")
EARLIER_PAIRS = Template(
    "{count} pair with a mentor of this round", "{count} pairs with a mentor of this round"
)
EARLIER_WAITED = Template(
    "{count} mentee of this round who was left without a mentor",
    "{count} mentees of this round who were left without a mentor",
)

# --- the proposal

LOOK_FIRST = Template("Look at first:")
NOTHING_TO_LOOK_AT = Template("Nothing needs a second look.")
LOOK = Template("{what}: {note}")
MORE_LOOKS = Template("... and {count} more in the dossier", "... and {count} more in the dossier")
DOSSIER = Template("Dossier: {path}")
EVERYBODY = Template("Every mentee has a mentor.")
NO_PROPOSAL = Template("No proposal is possible: {cause}.")
FURTHER = Template("Besides, {cause}.")
KEPT_DECISIONS = Template(
    "Somebody had edited the decisions in {folder}: they are kept there as {file}."
)
AS_IT_WAS = Template("The earlier proposal in {folder} is as it was.")

# --- the tables

VETOED = Template("vetoed")
NOT_ELIGIBLE = Template("not eligible")
POINTS_OF_ALL = Template("Points of 100 of every eligible pair; bold in a frame: proposed.")
TITLE = Template("Mentoring proposal")
