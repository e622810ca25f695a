"""Limits on how many of a group are matched."""

from ..message import Template
from .fairness import (
    AFFILIATE,
    DEVELOPING,
    EMERGING,
    ESTABLISHED,
    FULL,
    HONORARY,
    NO_MEMBERS,
)

GROUPS = {
    "emerging": EMERGING,
    "developing": DEVELOPING,
    "established": ESTABLISHED,
    "full": FULL,
    "affiliate": AFFILIATE,
    "honorary": HONORARY,
    "none": NO_MEMBERS,
}

# --- whom a limit is about

MENTEES = Template("mentees of {group}")
MENTORS = Template("mentees with mentors of {group}")
REGION = Template("the region {region}")
COUNTRY = Template("{country:country}")
OWN_GROUP = Template("{column} “{answer}”")
BETWEEN = Template("pairs between {one} and {other}")

# --- whom no limit counts

KINDS = {
    "region": Template("the region"),
    "country": Template("the country"),
    "organisation": Template("the organisation"),
    "membership": Template("the membership"),
    "stage": Template("the stage"),
}
OWN_ANSWER = Template("the answer to “{column}”")
UNCOUNTED = {
    "mentees": Template("{what} of {count} of {people} mentees is not known"),
    "mentors": Template("{what} of {count} of {people} mentors is not known"),
}

# --- the limit, and what the proposal has

AT_MOST = Template("{who}, at most {most}")
AT_LEAST = Template("{who}, at least {least}")
TAKEN = Template("{limit}; {count} proposed")
HEAD = Template("Quotas")
PROVED = Template("No proposal within the quotas is better.")
PROVED_AGAIN = Template(
    "Who gets the places that the quotas allow is chosen for the most points with the fewest "
    "moves, as the policy sets one against the other; it is proved that no other choice is better."
)
NOT_PROVED = Template("It is not proved that no proposal within the quotas is better.")

# --- what a quota stops

ONLY_A_QUOTA = Template("Nothing but a quota stands in the way: {quotas:and}")
MAKES_ROOM = Template("Within the quotas the pair is possible if others make room")
