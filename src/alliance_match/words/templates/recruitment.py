"""Whom to recruit."""

from ..message import Template

NONE = Template("No new mentor of the profiles that were searched would bring anything.")
HEAD = Template("The new mentor who would bring most:")
PROFILE = Template(
    "A mentor for {topics:and} who speaks {language:language}, {hours}, would bring {gains:and}."
)
PROFILE_AT_A_PRICE = Template(
    "A mentor for {topics:and} who speaks {language:language}, {hours}, would bring "
    "{gains:and}, though it costs {points:marks} points."
)
PROFILE_ANY_TOPIC = Template(
    "A mentor for any topic who speaks {language:language}, {hours}, would bring {gains:and}."
)
HOURS = Template("free on weekdays from {start}:00 to {end}:00 in the time zone of {zone:zone}")
FROM_TO = Template("{start}:00 to {end}:00")
WOULD_GET = Template("{mentees:and} would get the new mentor")
ALSO_FOR = Template("The round would also gain if {mentees:or} got this mentor instead")
ALSO_FOR_MANY = Template(
    "The round would also gain if {count} other mentee got this mentor instead",
    "The round would also gain if one of {count} other mentees got this mentor instead",
)
ASSUMED = Template(
    "Assumed of a new mentor: approved for the panel, a member, of an organisation of its own; "
    "{places}; expertise of level {skill}, the language at level {level}; free on weekdays in "
    "one span ({hours:or}, local time); all else unknown."
)
LEVEL_NATIVE = Template("native")
SEARCHED = Template(
    "Searched: up to {most_topics} of {topics} topics and areas, with each of {languages} "
    "languages and {zones} time zones of the round."
)
