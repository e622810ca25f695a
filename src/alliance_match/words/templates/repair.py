"""What would get a mentee a mentor, and the questions whose answers could."""

from ..message import Template

HAS_ONE = Template("{mentee} has a mentor already.")
IMPOSSIBLE = Template("No waiver, no place and no answer would get {mentee} a mentor.")
LEAST = Template(
    "The least that would get {mentee} a mentor is {count} change: {changes:and}.",
    "The least that would get {mentee} a mentor is {count} changes: {changes:and}.",
)
LEAST_AND_MOVE = Template(
    "The least that would get {mentee} a mentor is {count} change, and {moving}: {changes:and}.",
    "The least that would get {mentee} a mentor is {count} changes, and {moving}: {changes:and}.",
)
MOVE = Template("{count} other mentee moves", "{count} other mentees move")
GAINS_ALONE = Template("The round would gain {matches}, and no point more or less.")
GAINS = Template("The round would gain {matches} and {points:marks} points.")
LOSES = Template("The round would gain {matches} and lose {points:marks} points.")
AS_KNOWN = Template("Points are counted as things are known now, before any answer.")
NO_LANGUAGE = Template(
    "Mind that {mentee} and {mentor} would have no language in common at the level that the policy "
    "asks for."
)
NO_TIME = Template(
    "Mind that {mentee} and {mentor} would not have the common time that the policy asks for."
)
PLACE = Template("one more place with {mentor}")
WAIVER = Template("waive “{rule}” for {mentee} with {mentor} ({why})")
ANSWER = Template("ask {asks:and}: a favourable answer lets {mentee} have {mentor}")
WAIVER_ELSEWHERE = Template("The waiver is for somebody else, who then makes room.")
ANSWER_ELSEWHERE = Template("The question is about somebody else, who then makes room.")
TOGETHER = Template("With fewer mentees, {mentor} would be under the policy's minimum load.")

ORGANISATION = Template("which organisation {who} belongs to")
MEMBER = Template("whether {organisation} is a member")
COUNTRY = Template("in which country {organisation} is")
PANEL = Template("whether {who} is approved for the panel")
LANGUAGES = Template("which languages {who} speaks")
LEVEL = Template("how well {who} speaks {language:language}")
AVAILABILITY = Template("when {who} is free")
ZONE = Template("in which time zone {who} lives")
GOALS = Template("what {who} wants to achieve")
GOAL_TOPIC = Template("which topic the goals of {who} belong to")
EXPERTISE = Template("what {who} can help with")
EXPERTISE_LEVEL = Template("how well {who} knows {topic}")
STAGE = Template("at which stage {who} is")
STAGES = Template("with which stages of associations {who} has worked")
EXPERIENCE = Template("how often {who} has mentored before")
STEP = Template("where {who} stands on the scale “{scale}”")
