"""The policy in words. Descriptions and names of settings are as in model/settings.py."""

from ..message import Template

COVERAGE_TOTAL = Template(
    "First as many mentees as possible get a mentor; among the proposals that manage this, the one "
    "with the most points in total is taken."
)
TOTAL = Template("The proposal with the most points in total is taken, however many it matches.")

WEAK_BELOW = Template("A pair is marked weak under")
MIN_POINTS = Template("A pair is not eligible under")
OF_100 = Template("{points:number} of 100")
WHEN_UNKNOWN = Template("Places of a mentor who did not say")
RUNNING_ROUNDS = Template("Last rounds whose projects still take a place")
MIN_LOAD = Template("Mentees every mentor with places must get")
HOURS_PER_MENTEE = Template("Hours a month one mentee takes")
CONSULTATIONS_UNKNOWN = Template("Consultations of a subject expert who did not say")
WEEKS = Template("Weeks for which common time is computed")
FROM_WEEKS = Template("from {winter} and from {summer}")
YES = Template("yes")
NO = Template("no")

BOUNDS = {
    "min_level": Template("least level: {value}"),
    "min_hours": Template("least common time: {value} h a week"),
    "meeting_minutes": Template("in meetings of at least {value} minutes"),
    "min_coverage": Template("covered from {value} of 100"),
    "experts_count": Template("a subject expert may cover it: {value}"),
}

ABOUT = tuple(
    map(
        Template,
        (
            "The committee has approved the mentor.",
            "The mentor's organisation is a member.",
            "The mentee's organisation is a member.",
            "Nobody mentors themselves.",
            "Mentor and mentee belong to different organisations.",
            "Neither has excluded the other, or the other's organisation.",
            "Both speak one language well enough.",
            "Both are free together, in winter and in summer.",
            "Somebody can serve the mentee's most important goal.",
            "Where only a subject expert serves that goal, one is free for it.",
            "Whoever joins a group has its topic among the goals.",
            "No quota of the policy is exceeded.",
            "The steps between them on each of the programme's scales fit.",
            "Share of the mentee's goals this mentor serves.",
            "How well they speak a common language.",
            "Experience of such associations and of their region.",
            "Common time in the worse of two seasons.",
            "Whether they asked for each other, both sides alike.",
            "How often the mentor has mentored before.",
            "Whether they were a pair in an earlier round.",
            "How many rounds the mentee has waited in vain.",
            "Nearness to the ideal step on the programme's scales.",
        ),
    )
)

TIE_BREAK = Template(
    "Where several proposals are equally good, those are taken that spread mentees most evenly "
    "over mentors, and of these the one whose pairs have the greatest sum of SHA-256 hashes of "
    "their labels: the order of the input does not count, nor does anybody's judgement, and "
    "whoever repeats it with the same labels gets the same pairs."
)
