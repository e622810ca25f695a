"""Why a mentor has so many places."""

from ..message import Template

DEFAULT = Template("capacity not stated, the policy's default")
OFFERED = Template("offered {offered}")
CARRIED = Template("{offered}, but {hours} hours a month carry {carried}")
