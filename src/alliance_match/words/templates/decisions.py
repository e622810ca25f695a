"""Decisions of the committee, with who took them and why."""

from ..message import Template

PINNED = Template("the committee pinned this pair")
PINNED_TO = Template("the committee pinned {mentee} to {mentors:and}")
KEPT = Template("this pair is kept from the earlier proposal")
VETOED = Template("vetoed by the committee")
VETOED_BY = Template("vetoed by {who}")

BY = Template("{what} ({who})")
BECAUSE = Template("{what}: {why}")
BY_BECAUSE = Template("{what} ({who}): {why}")
