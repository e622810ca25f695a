"""The scorecard of a pair: points by criterion, goals, and why."""

from ..message import Template

CONTRIBUTION = Template("{label}: {points:marks} of {full:marks}: {why}")

# --- goals

GOAL = Template("{topic}: {how}")
GOAL_WITH_EXPERT = Template("{goal}; subject expert: {expert}")
GOAL_TAKEN = Template("{goal}; {taken}")
TAKEN = Template(
    "{expert} would serve it, but the {count} consultation goes to others",
    "{expert} would serve it, but the {count} consultations go to others",
)
GOAL_WITHOUT_TOPIC = Template("a goal without a topic")
SERVED = Template("served by the mentor ({level})")
SERVED_IN_PART = Template("served in part through {topic} ({level})")
SERVED_TOO_LITTLE = Template(
    "served in part only by the mentor ({level}; not enough to count as covered)"
)
SERVED_TOO_LITTLE_THROUGH = Template(
    "served in part only, through {topic} ({level}; not enough to count as covered)"
)
NOT_SERVED = Template("not served by the mentor")
NOT_KNOWN = Template("not known, because a topic or the mentor's expertise is missing")
LEVEL = Template("level {level}")
LEVEL_NOT_STATED = Template("level not stated")
GOALS = Template("{goals:and}")
GOAL_AND_HOW = Template("{topic} {how}")
NO_GOAL = Template("the mentee gave no goal")

# --- languages

SHARED = Template("{language:language} (mentee {mentee}, mentor {mentor})")
SHARED_SAME = Template("{language:language} (both {level})")
NATIVE = Template("native")
NOT_STATED = Template("not stated")
NO_LANGUAGE = Template("no language in common")
LANGUAGES_UNKNOWN = Template("the languages of one of them are not known")

# --- stage and region

STAGE_AND_REGION = Template("{stage}; {region}")
STAGE_UNKNOWN = Template("the stage is not known")
STAGE_KNOWN = Template("the mentor knows {stage} associations")
STAGE_NOT_NAMED = Template("the mentor does not name {stage} associations")
REGION_UNKNOWN = Template("the region is not known")
REGION_KNOWN = Template("knows {region}")
REGION_NEW = Template("is new to {region}")

# --- time

HOURS = Template("{winter:number} h a week in winter, {summer:number} h in summer")
MISSING = Template("{missing:and}")

# --- preferences

BOTH_ASKED = Template("both asked for each other")
MENTEE_ASKED = Template("the mentee asked for it")
MENTOR_ASKED = Template("the mentor asked for it")
BOTH_ASKED_OTHERS = Template("the mentee and the mentor asked for others")
MENTEE_ASKED_OTHERS = Template("the mentee asked for others")
MENTOR_ASKED_OTHERS = Template("the mentor asked for others")
NO_PREFERENCE = Template("nobody stated a preference")

# --- experience and scales

EXPERIENCE_UNKNOWN = Template("not stated")
FIRST_TIME = Template("mentors for the first time")
MENTORED_BEFORE = Template("{past:number} mentored before")
AHEAD = Template("{scale}: mentor {steps} ahead")
BEHIND = Template("{scale}: mentor {steps} behind")
LEVEL_WITH = Template("{scale}: same step")
STEPS_UNKNOWN = Template("{scale}: not known")
STEPS = Template("{steps:and}")
NO_SCALE = Template("no scale is set")
PAIR_BEFORE = Template("a pair in an earlier round")
NEW_PAIR = Template("no pair before")
WAITED = Template(
    "the mentee was left without a mentor in {count} earlier round",
    "the mentee was left without a mentor in {count} earlier rounds",
)
NOT_WAITED = Template("the mentee has not waited")

# --- the programme's own criteria

OWN_SHARE = Template("{share:percent} of the full share")
OWN_WHY = Template("{text}: {share:percent} of the full share")
OWN_UNKNOWN = Template("not known")
