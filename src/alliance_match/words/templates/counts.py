"""Counts with their nouns."""

from ..message import Template

MENTEES = Template("{count} mentee", "{count} mentees")
MENTORS = Template("{count} mentor", "{count} mentors")
MATCHED_MENTEES = Template("{count} matched mentee", "{count} matched mentees")
PLACES = Template("{count} place", "{count} places")
PAIRS = Template("{count} pair", "{count} pairs")
DECISIONS = Template("{count} decision", "{count} decisions")
POINTS = Template("{points:marks} points")
