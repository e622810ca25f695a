"""The letters that the two people of a pair get."""

from ..message import Template

TITLE = Template("Your mentoring match: {mentee} and {mentor}")
TO_MENTEE = Template("Dear {mentee},")
TO_MENTOR = Template("Dear {mentor},")
MENTEE_OPENING = Template(
    "The committee would like to match you with {mentor} as your mentor. This letter says what the "
    "match rests on."
)
MENTEE_OPENING_OF = Template(
    "The committee would like to match you with {mentor}, of {organisation}, as your mentor. This "
    "letter says what the match rests on."
)
MENTOR_OPENING = Template(
    "The committee would like you to mentor {mentee}. This letter says what the match rests on."
)
MENTOR_OPENING_OF = Template(
    "The committee would like you to mentor {mentee}, of {organisation}. This letter says what the "
    "match rests on."
)

GOALS = Template("What you could work on together")
GOAL_SERVED = Template("{topic}: the mentor has experience in it ({level})")
GOAL_RELATED = Template("{topic}: the mentor has experience in the same area, in {other} ({level})")
WITH_EXPERT = Template("{goal}; a subject expert will be asked about it")
GOAL_OPEN = Template("{topic}: not the mentor's own field")
GOAL_NOT_KNOWN = Template("{topic}: to be talked about when you meet")
OWN_GOAL = Template("A goal in the mentee's own words")

LANGUAGES = Template("Languages you share")
LANGUAGES_NOT_KNOWN = Template("This is not known yet; please tell each other what you speak.")
NO_LANGUAGE = Template(
    "Your applications name no language that you share; please ask the committee how you are to "
    "talk."
)

TIME = Template("When you are both free")
TIME_NOT_KNOWN = Template("This is not known yet; please tell each other when you can meet.")
NO_TIME = Template("Your applications name no time in common; please arrange one that suits both.")
NO_WINTER = Template("In the northern winter: please arrange a time that suits both")
NO_SUMMER = Template("In the northern summer: please arrange a time that suits both")
WINTER_HOURS = Template(
    "In the northern winter: {count:number} hour a week",
    "In the northern winter: {count:number} hours a week",
)
SUMMER_HOURS = Template(
    "In the northern summer: {count:number} hour a week",
    "In the northern summer: {count:number} hours a week",
)
YOUR_CLOCK = Template("Your time ({zone:zone})")
THEIR_CLOCK = Template("{person}'s time ({zone:zone})")

NEXT = Template("What happens next")
ACCEPT = Template(
    "Please tell the committee whether you accept. If something here is wrong, or you would rather "
    "not be matched with this person, say so: nobody will think less of you, and another match can "
    "be looked for."
)
