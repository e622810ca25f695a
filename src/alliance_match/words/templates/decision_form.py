"""The file in which a committee decides: its columns, its words to choose from, and its help."""

from ..message import Template

TITLE = Template("Decisions")

# --- columns

HEADS = {
    "mentee": Template("mentee id"),
    "mentee_name": Template("mentee name"),
    "mentor": Template("mentor id"),
    "mentor_name": Template("mentor name"),
    "points": Template("points"),
    "decision": Template("decision"),
    "rule": Template("rule"),
    "who": Template("who"),
    "why": Template("why"),
    "proposal": Template("proposal"),
}

# --- what can be decided

KINDS = {
    "accept": Template("accept"),
    "pin": Template("pin"),
    "veto": Template("veto"),
    "waive": Template("waive"),
    "recuse": Template("recuse"),
    "note": Template("note"),
}
NOT_ON_THE_LIST = Template("Not on the list")
CHOOSE = Template("Choose from the list, or leave the cell empty: not decided yet.")

# --- help

HELP = Template("How to use this")
FIRST = {
    "rows": Template(
        "The sheet before this one has one row for each proposed pair, and one for each mentee "
        "who is left without a mentor."
    ),
    "white": Template(
        "Fill in the white columns only. Leave a decision empty where nothing is decided yet."
    ),
    "not_proposed": Template(
        "For a pair that was not proposed, add a row: mentee and mentor by id or by name."
    ),
    "second": Template(
        "For a second decision on a pair, add a second row with the same mentee and mentor."
    ),
    "who": Template(
        "In the column “who”, write the name of the member who decides, always in the same way. "
        "A decision of all of you together is signed by: committee."
    ),
    "copies": Template(
        "Every member may fill in a copy. Give all copies together when you propose again."
    ),
}
HELP_WITH = {
    "accept": Template(
        "The pair is good: it stays in the next proposal as long as it is possible."
    ),
    "pin": Template("The pair must stay, whatever it costs the others."),
    "veto": Template("The pair must not be."),
    "waive": Template("One rule does not hold for this pair; choose it in the column “rule”."),
    "recuse": Template(
        "The member named in the column “who” takes no part in deciding on this pair. No "
        "vote of theirs on it counts."
    ),
    "note": Template("A remark in the column “why”, without effect."),
}
LAST = {
    "disagreement": Template(
        "Where one member is for a pair and another one against it, none of their votes counts "
        "until a decision of the committee settles it."
    ),
    "proposal": Template("The last column says on which proposal you decide. Leave it as it is."),
}
