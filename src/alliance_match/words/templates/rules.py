"""Why a pair breaks a rule, or what about it is not known."""

from ..message import Template

SEVERAL = Template("{reasons:and}")

# --- the panel and membership

PANEL_APPLIED = Template("the mentor is not yet approved")
PANEL_NOT_APPROVED = Template("the mentor is not approved")
PANEL_REAPPLY = Template("the mentor was advised to reapply")
PANEL_WITHDRAWN = Template("the mentor has withdrawn")
PANEL_UNKNOWN = Template("the mentor has an unknown panel status")
MENTOR_ORGANISATION_UNKNOWN = Template("the mentor's organisation is not known")
MENTEE_ORGANISATION_UNKNOWN = Template("the mentee's organisation is not known")
MEMBERSHIP_UNKNOWN = Template("whether {organisation} is a member is not known")
NO_MEMBER = Template("{organisation} is not a member")

# --- people who must not be paired

SAME_PERSON = Template("they are the same person")
ORGANISATION_UNKNOWN = Template("the organisation of one of them is not known")
SAME_ORGANISATION = Template("both belong to {organisation}")
EXCLUDED_BY_MENTEE = Template("the mentee asked not to be matched with this mentor or organisation")
EXCLUDED_BY_MENTOR = Template("the mentor asked not to be matched with this mentee or organisation")

# --- languages

MENTEE_LANGUAGES_UNKNOWN = Template("the languages of the mentee are not known")
MENTOR_LANGUAGES_UNKNOWN = Template("the languages of the mentor are not known")
NO_COMMON_LANGUAGE = Template("they have no language in common")
LEVELS_UNKNOWN = Template("it is not stated that both speak a common language at {level} or better")
NATIVE_UNKNOWN = Template("it is not stated that both speak a common language as a native speaker")
LEVELS_TOO_LOW = Template("they share no language at {level} or better")
NATIVE_TOO_LOW = Template("they share no language as a native speaker")

# --- time

MENTEE_AVAILABILITY = Template("the mentee's availability is missing or unclear")
MENTEE_ZONE = Template("the mentee's time zone is missing or unclear")
MENTOR_AVAILABILITY = Template("the mentor's availability is missing or unclear")
MENTOR_ZONE = Template("the mentor's time zone is missing or unclear")
TIME_UNKNOWN = Template("the common time is not known: {missing:and}")
TOO_LITTLE_TIME = Template(
    "they have {winter:number} h a week in common in winter and {summer:number} h in summer, "
    "less than the {least:number} h needed in each"
)

# --- the most important goal

GOALS_UNKNOWN = Template("the mentee's goals are not known")
TOP_GOAL_UNKNOWN = Template(
    "it is not known which topic the mentee's most important goal belongs to"
)
EXPERTISE_UNKNOWN = Template("the mentor's expertise is not known")
PERHAPS_SERVED = Template("it is not known how well the mentor serves {topics:or}")
PERHAPS_SERVED_BY_EITHER = Template(
    "it is not known how well the mentor or a subject expert serves {topics:or}"
)
NOT_SERVED = Template("the mentor does not serve {topics:or}")
NOT_SERVED_BY_EITHER = Template("neither the mentor nor a subject expert serves {topics:or}")
EXPERT_OUT_OF_REACH = Template(
    "the mentor does not serve {topics:or}, and {experts:and}, who would, cannot be asked: no "
    "consultation to give, no common language or time, or the same organisation"
)
EXPERTS_RESERVED = Template(
    "the mentor does not serve {topics:or}, and those who would are reserved for others: "
    "{experts:and}"
)
CONSULTATIONS = Template(
    "{expert} with {count} consultation to give", "{expert} with {count} consultations to give"
)

# --- groups and quotas

OTHER_GOALS = Template("the group works on {topic}, which is not among the mentee's goals")
GOALS_MAY_DIFFER = Template(
    "the group works on {topic}, and it is not known whether that is among the mentee's goals"
)
QUOTA_FULL = Template("a quota is used up: {quotas:and}")
NO_ROOM_IN_QUOTAS = Template("the quotas leave no room for the pair")

# --- the programme's own scales

STEP_UNKNOWN = Template("the {scale} of one of them is not known")
STEP_SAME = Template("on the scale “{scale}” the mentor stands at the same step")
STEP_ABOVE = Template(
    "on the scale “{scale}” the mentor stands {count} step above",
    "on the scale “{scale}” the mentor stands {count} steps above",
)
STEP_BELOW = Template(
    "on the scale “{scale}” the mentor stands {count} step below",
    "on the scale “{scale}” the mentor stands {count} steps below",
)

# --- the programme's own rules

OWN_BROKEN = Template("{text}")
OWN_UNKNOWN = Template("it is not known whether the rule “{rule}” is kept")

# --- beyond the rules

TOO_FEW_POINTS = Template("the pair's {points:marks} points are under the policy's {least:number}")
NO_PLACE = Template("the mentor has no place")
