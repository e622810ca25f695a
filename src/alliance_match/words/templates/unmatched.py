"""Why a mentee is left without a mentor."""

from ..message import Template

NO_MENTOR = Template("{mentee} has no mentor in this proposal")
NO_MENTOR_AT_ALL = Template("{mentee} has no mentor")

# --- reasons

NO_MENTORS = Template("The round has no mentors")
BUT_FOR = Template("But for {decisions:and}, {mentee} could have a mentor. {cause}")
DECISION = Template("the decision on {mentee} with {mentor} ({decision})")
NO_PROPOSAL = Template("There is no proposal for anybody: {cause}")
NOBODY_ELIGIBLE = Template("No mentor is eligible. {main}")
NOBODY_ELIGIBLE_NEAREST = Template("No mentor is eligible. Nearest: {nearest}")
ONE_RIVAL = Template("{mentee} can only have {contested:and}, with {places} between them")
HALL = Template(
    "{rivals} mentees ({names:and}) can only have {contested:and}, with {places} between them: at "
    "least {short} of these mentees must stay without a mentor"
)
POINTS = Template("Matching this mentee would cost the round at least {loss}, with {mentor}")
POINTS_TIE = Template(
    "Matching this mentee with {mentor} is as good. The data do not decide this: the choice is "
    "yours"
)
NO_ROOM = Template("The committee's pins and the minimum loads leave no place for this mentee")
NOT_PROVED = Template(
    "There is a place for this mentee, if need be by moving others; the proposal is not proved "
    "optimal, so that it is not known whether this would be better"
)

# --- rules and the nearest mentors

STOPS = Template(
    "The rule “{rule}” stops {count} mentor", "The rule “{rule}” stops {count} mentors"
)
ALONE_STOPS = Template(
    "The rule “{rule}” alone stops {count} mentor", "The rule “{rule}” alone stops {count} mentors"
)
STOPS_SOME_ALONE = Template(
    "The rule “{rule}” stops {mentors} mentors, {alone} of them for this alone"
)
SPEAKS = Template("{mentee} speaks {languages:and}")
LANGUAGE = Template("{language:language} ({level})")
NEAREST = Template("Nearest: {nearest}")
MENTOR = Template("{mentor}: {reasons:and}")
