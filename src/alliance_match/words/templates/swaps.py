"""Pairs who would both be better served by each other."""

from ..message import Template

NONE = Template("No mentee and mentor would both have more points with each other.")
SOME = Template(
    "{count} pair would both have more points with each other; the whole round would gain nothing "
    "by it.",
    "{count} pairs would both have more points with each other; the whole round would gain nothing "
    "by it.",
)
PAIR = Template("{mentee} with {mentor} would have {points:marks}; {mentee_now}, {mentor_now}")
MENTEE_HAS = Template("the mentee has {points:marks} now")
MENTEE_HAS_NOBODY = Template("the mentee has nobody")
MENTOR_HAS = Template("the mentor has {points:marks}")
MENTOR_IS_FREE = Template("the mentor has a place free")
