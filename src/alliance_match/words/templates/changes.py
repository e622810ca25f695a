"""Who would move, and what a change loses or gains."""

from ..message import Template

LOSES_MENTOR = Template("{mentee} loses {before} and stays without a mentor")
GETS_MENTOR = Template("{mentee} gets {after}")
MOVES = Template("{mentee} moves from {before} to {after}")

NOTHING = Template("nothing")
LOST = Template("{lost:and}")
GAINED_ALONE = Template("nothing, and gains {gained:and}")
THOUGH_IT_GAINS = Template("{lost:and}, though it gains {gained:and}")
