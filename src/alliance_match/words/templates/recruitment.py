"""Whom to recruit."""

from ..message import Template

NONE = Template("No new mentor of the profiles that were searched would bring anything.")
HEAD = Template("The new mentor who would bring most:")
HEAD_ALTERNATIVES = Template(
    "The new mentors who would bring most. They are alternatives, each worked out as if alone:"
)
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
ON_CLOCK = Template("Monday's hours are {hours} by the clock of {mentee}")
ON_CLOCK_BY_SEASON = Template(
    "Monday's hours are {winter} by the clock of {mentee} in winter, and {summer} in summer"
)
FOR_OTHERS = Template(
    "{topics:and} is among the topics for other mentees, who could get this mentor instead",
    "{topics:and} are among the topics for other mentees, who could get this mentor instead",
)
INSTEAD = Template("Given to another mentee instead, this mentor would bring")
INSTEAD_ONE_OF = Template(
    "Given to {count} other mentee instead, this mentor would bring {best}",
    "Given to one of {count} other mentees instead, this mentor would bring at most {best}",
)
GAIN_WITH = Template("{gains:and} with {mentee}")
GAIN_WITH_AT_A_PRICE = Template("{gains:and} with {mentee}, though it costs {points:marks} points")
ASSUMED = Template(
    "Assumed of a new mentor: approved for the panel, a member, of an organisation of its own; "
    "{places}; expertise of level {skill}, the language at level {level}; free on weekdays in "
    "one span ({hours:or}, local time); all else unknown."
)
LEVEL_NATIVE = Template("native")
SEARCHED = Template(
    "Searched: up to {most_topics} of {topics} topics and areas, with each of the "
    "languages ({languages}) and time zones ({zones}) of the round."
)
