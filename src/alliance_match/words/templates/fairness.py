"""Gaps between groups of mentees."""

from ..message import Template

HEAD = Template(
    "Points a head, where a mentee without a mentor counts as 0; the gap among those who have one "
    "is told beside it."
)
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
SPLIT = Template("{gap}: {parts:and}")
SPLIT_LESS = Template("{gap}: {parts:and}, less {less:and}")
BY_ELIGIBILITY = Template("{points:marks} by whom they may have")
BY_COMPETITION = Template("{points:marks} by competition among themselves")
BY_OBJECTIVE = Template("{points:marks} by what others get")
MATCHED_WORSE = Template("Among those who have a mentor, {gap:marks} points worse off")
MATCHED_BETTER = Template("Among those who have a mentor, {gap:marks} points better off")
MATCHED_EQUAL = Template("Among those who have a mentor, as well off")

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
MEMBERS = Template("Members of a kind not stated")
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
