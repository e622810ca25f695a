"""Titles, descriptions and legends of the pictures."""

from ..message import Template

REGRETS = Template("What each pair would cost the round")
REGRETS_ABOUT = Template(
    "Mentees down, mentors across. Dark: choosing the pair would cost little. White: not "
    "possible. {proposed} proposed, {as_good} as good, {little} for less than "
    "{small:marks} points, {more} for more, {matches} at the price of a match, {never} not "
    "possible."
)
PROPOSED = Template("proposed")
AS_GOOD = Template("as good")
UNDER = Template("under {points:marks} points")
OVER = Template("{points:marks} or more")
COSTS_A_MATCH = Template("costs a match")
NOT_POSSIBLE = Template("not eligible")

WEIGHTS = Template("With which weights the pair stays")
WEIGHTS_ABOUT = Template("{lines:and}.")
WEIGHT_LINE = Template("{criterion}: {spans:and} of 100, now {now:marks}")
WEIGHT_NEVER = Template("{criterion}: at none of the whole weights, now {now:marks}")
SPAN = Template("{low:marks} to {high:marks}")

FAIRNESS = Template("The worst-off mentee against the whole")
FAIRNESS_ABOUT = Template(
    "From {floor:marks} points for the worst-off mentee and {total:marks} in all, to "
    "{best_floor:marks} and {best_total:marks}: {count} trade.",
    "From {floor:marks} points for the worst-off mentee and {total:marks} in all, to "
    "{best_floor:marks} and {best_total:marks}: {count} trades.",
)
WORST_OFF = Template("Points of the worst-off mentee")
IN_ALL = Template("Points in all")

LOADS = Template("Mentors' places")
LOADS_ABOUT = Template(
    "Places taken: {used} of {places}. Mentors who are full: {full}; with nobody: {free}."
)
