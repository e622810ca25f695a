"""What rules, criteria, stages, regions and states of a proposal are called."""

from ..message import Template

# --- rules, as in scoring/rules.py

MENTOR_ON_PANEL = Template("mentor on the panel")
MENTOR_IS_MEMBER = Template("mentor's organisation is a member")
MENTEE_IS_MEMBER = Template("mentee's organisation is a member")
DIFFERENT_PERSON = Template("not the same person")
DIFFERENT_ORGANISATION = Template("not the same organisation")
NO_EXCLUSION = Template("nobody excluded")
SHARED_LANGUAGE = Template("a shared language")
WEEKLY_OVERLAP = Template("enough common time")
TOP_GOAL_COVERED = Template("the most important goal served")
EXPERT_FREE = Template("a subject expert free for the most important goal")
GROUP_TOPIC = Template("the group's goal")
WITHIN_QUOTA = Template("a place within the quotas")
RIGHT_STEP = Template("the right step on each scale")

RULES = {
    "mentor_on_panel": MENTOR_ON_PANEL,
    "mentor_is_member": MENTOR_IS_MEMBER,
    "mentee_is_member": MENTEE_IS_MEMBER,
    "different_person": DIFFERENT_PERSON,
    "different_organisation": DIFFERENT_ORGANISATION,
    "no_exclusion": NO_EXCLUSION,
    "shared_language": SHARED_LANGUAGE,
    "weekly_overlap": WEEKLY_OVERLAP,
    "top_goal_covered": TOP_GOAL_COVERED,
    "expert_free": EXPERT_FREE,
    "group_topic": GROUP_TOPIC,
    "within_quota": WITHIN_QUOTA,
    "scales": RIGHT_STEP,
}

# --- criteria, as in scoring/criteria.py

GOAL_COVERAGE = Template("Goals served")
LANGUAGE = Template("Common language")
STAGE_AND_CONTEXT = Template("Stage and context")
AVAILABILITY = Template("Common time")
PREFERENCE = Template("Preferences")
MENTORING_EXPERIENCE = Template("Mentoring experience")
SCALES = Template("Scales")
CONTINUITY = Template("Continuity")
WAITING = Template("Waiting")

# --- stages of an association's life

EMERGING = Template("emerging")
DEVELOPING = Template("developing")
ESTABLISHED = Template("established")
STAGES = {stage.one: stage for stage in (EMERGING, DEVELOPING, ESTABLISHED)}

# --- world regions

WESTERN_EUROPE = Template("Western Europe")
EASTERN_EUROPE = Template("Eastern Europe and Central Asia")
NORTHERN_AMERICA = Template("Northern America")
LATIN_AMERICA = Template("Latin America and the Caribbean")
ASIA = Template("Asia")
AFRICA = Template("Africa and the Middle East")
OCEANIA = Template("Oceania")
REGIONS = {
    region.one: region
    for region in (
        WESTERN_EUROPE,
        EASTERN_EUROPE,
        NORTHERN_AMERICA,
        LATIN_AMERICA,
        ASIA,
        AFRICA,
        OCEANIA,
    )
}

# --- how a proposal stands

OPTIMAL = Template("proved optimal")
FEASIBLE = Template("not proved optimal")
