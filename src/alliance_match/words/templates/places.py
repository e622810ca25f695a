"""Why a mentor has so many places."""

from ..message import Template

DEFAULT = Template("capacity not stated, the policy's default")
OFFERED = Template("offered {offered}")
GROUP = Template("a group of up to {count} mentee", "a group of up to {count} mentees")
LEADS = Template(
    "{offered}, of which {count} group that the mentor leads takes one",
    "{offered}, of which {count} groups that the mentor leads take one each",
)
RUNNING = Template(
    "{offered}, of which {count} running project takes one",
    "{offered}, of which {count} running projects take one each",
)
CARRIED = Template("{offered}, but {hours} hours a month carry {carried}")
