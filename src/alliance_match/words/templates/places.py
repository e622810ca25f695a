"""Why a mentor has so many places."""

from ..message import Template

DEFAULT = Template("capacity not stated, the policy's default")
OFFERED = Template("offered {offered}")
RUNNING = Template(
    "{offered}, of which {count} running project takes one",
    "{offered}, of which {count} running projects take one each",
)
CARRIED = Template("{offered}, but {hours} hours a month carry {carried}")
