"""What one more place with a mentor would bring."""

from ..message import Template

NONE = Template("No place is scarce: one more with any mentor would bring nothing.")
SCARCE = Template(
    "One more place would help with {count} mentor:",
    "One more place would help with {count} mentors:",
)
TAKEN = Template("{taken} of {count} place taken", "{taken} of {count} places taken")
BRINGS_NOTHING = Template("{mentor}: one more place would bring nothing ({used})")
BRINGS = Template("{mentor}: one more place would bring {gains:and} ({used})")
BRINGS_AT_A_PRICE = Template(
    "{mentor}: one more place would bring {gains:and}, though it costs {points:marks} points "
    "({used})"
)
MORE_MATCHES = Template("{count} more match", "{count} more matches")
MORE_POINTS = Template("{points:marks} points")
