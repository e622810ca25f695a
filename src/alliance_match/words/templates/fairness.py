"""Gaps between groups of mentees, and the price of fairness."""

from ..message import Template

NONE = Template("No group is large enough to be told.")
HIDDEN = Template(
    "{count} group is not told: it has fewer than {smallest} people, or would give away a group "
    "that has.",
    "{count} groups are not told: they have fewer than {smallest} people, or would give away a "
    "group that has.",
)
WORSE = Template(
    "{group}: {matched} of {people} matched, {gap:marks} points a head worse off than the others"
)
BETTER = Template(
    "{group}: {matched} of {people} matched, {gap:marks} points a head better off than the others"
)
EQUAL = Template("{group}: {matched} of {people} matched, as well off as the others")
SPLIT = Template("{gap} ({parts:and})")
BY_ELIGIBILITY = Template("{points:signed} by whom they may have")
BY_COMPETITION = Template("{points:signed} by competition among themselves")
BY_OBJECTIVE = Template("{points:signed} by what others get")
PRICE = Template(
    "In the proposal with the most points the worst-off mentee has {floor:marks}; {fairest:marks} "
    "is possible, and costs the round {price:marks} of {total:marks} points."
)
NO_PRICE = Template("No other proposal would serve the worst-off mentee better.")
TRADE = Template(
    "The worst-off mentee has {floor:marks}, and all have {total:marks} together: {price:marks} "
    "less than the most"
)

REGION = Template("Region {region}")
LANGUAGE = Template("Speakers of {language:language}")

EMERGING = Template("Emerging associations")
DEVELOPING = Template("Developing associations")
ESTABLISHED = Template("Established associations")

SMALL = Template("Small organisations")
MEDIUM = Template("Medium-sized organisations")
LARGE = Template("Large organisations")

FULL = Template("Full members")
AFFILIATE = Template("Affiliate members")
HONORARY = Template("Honorary members")
NO_MEMBERS = Template("Non-members")

ORGANISATIONS = Template("Organisations")
INDIVIDUALS = Template("Individuals")

WESTERN_EUROPE = Template("Western Europe")
EASTERN_EUROPE = Template("Eastern Europe and Central Asia")
NORTHERN_AMERICA = Template("Northern America")
LATIN_AMERICA = Template("Latin America and the Caribbean")
ASIA = Template("Asia")
AFRICA = Template("Africa and the Middle East")
OCEANIA = Template("Oceania")
