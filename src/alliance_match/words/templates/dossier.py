"""What the dossier says in its own words; the pages' fixed words stand in the page templates."""

from ..message import Template

# --- the status

PROVED = Template("Proved optimal")
NOT_POSSIBLE = Template("No proposal possible")
WITHIN = Template("Within {gap:marks} points of the best")
NO_PROPOSAL = Template("No proposal is possible: {cause}. What is in conflict is named below.")
PROPOSE_AGAIN = Template("Then propose again.")

# --- a pair

PROPOSED = Template("Proposed, with {points:marks} of 100 points")
PROPOSED_WEAK = Template("Proposed, though weak: {points:marks} of 100 points")
WEAK = Template("Weak")
TIE = Template("Tie")
THIN = Template("Thin margin")
TO_CHECK = Template("{count} to check", "{count} to check")
PINNED = Template("Pinned")
ACCEPTED = Template("Accepted")
KEPT = Template("Kept")
NEEDED = Template("For a quota")
WAIVED = Template("Rule waived")
SOMEBODY = Template("somebody")
RECUSED = Template("{who}: {why}")
MENTEE_FROM = Template("Mentee: {file}, row {row}")
MENTOR_FROM = Template("Mentor: {file}, row {row}")
PAIR = Template("{mentee} with {mentor}")
NOT_STATED = Template("not stated")
A_GOAL = Template("a goal")

COMPETITION = Template(
    "{rivals} mentees can only have {mentors}, with {places} between them: at least {short} of "
    "these mentees must stay without a mentor"
)

# --- before you decide

NO_PROPOSAL_TITLE = Template("No proposal is possible")
FOREIGN = Template("Topics that the vocabulary does not have")
FOREIGN_ABOUT = Template(
    "What a mentor can do about such goals is not known, so the points say little of it."
)
FOREIGN_GOALS = Template(
    "{unknown} of {count} goal names no known topic",
    "{unknown} of {count} goals name no known topic",
)
FOREIGN_EXPERTISE = Template(
    "the expertise of {unknown} of {count} mentor names unknown topics",
    "the expertise of {unknown} of {count} mentors names unknown topics",
)
FOREIGN_REMEDY = Template(
    "if the programme has topics of its own, name them in the mapping, with [options] labels or "
    "a vocabulary, and propose again (docs/howto/other-programmes.md)"
)
NOBODY = Template("Without a mentor")
NOBODY_ABOUT = Template("Each has a stated reason.")
WEAK_PAIRS = Template("Weak pairs")
WEAK_ABOUT = Template("Under {weak_below:number} of 100: is this mentor better than none?")
TIES = Template("Ties")
TIES_ABOUT = Template("The data do not decide this: the choice is yours.")
THIN_MARGINS = Template("Thin margins")
THIN_ABOUT = Template(
    "Without the pair the round would lose less than {thin:marks} points: a small change of mind "
    "about one answer may decide."
)
LOSES = Template("loses {loss}")
TOP_GOAL = Template("Most important goal not covered by the mentor")
TOP_GOAL_ABOUT = Template("See whether a subject expert, or the other goals, make up for it.")
UNKNOWN = Template("Passed on an unknown answer")
UNKNOWN_ABOUT = Template("A rule could not be checked; ask before the letters go out.")
QUESTIONS = Template("Questions that could change the proposal")
QUESTIONS_ABOUT = Template("Ask these before the committee decides.")
FILES = Template("In the application files")
FILES_ABOUT = Template("Cells that were lost, or that somebody must answer.")
COLUMNS = Template("Columns that nothing is read from")
COLUMNS_ABOUT = Template(
    "Say in a mapping what each holds, or that it may be left out; then propose again."
)
COLUMN = Template("{file}, column “{column}”")
DECISIONS_READ = Template("In the files of decisions")
DECISIONS_READ_ABOUT = Template("Rows that do not count, or not as they may be meant.")
ROW = Template("{file}, row {row}")
DISAGREEMENTS = Template("Members disagree")
DISAGREEMENTS_ABOUT = Template(
    "None of these votes counts until a decision of the committee as a whole settles it."
)
NOT_KEPT = Template("Accepted, but not kept")
NOT_KEPT_ABOUT = Template("These accepted pairs are not possible, or not all at once.")
QUOTAS = Template("Quotas that are used up")
QUOTAS_ABOUT = Template(
    "Nobody else comes under them. A decision to waive within_quota lifts them for one pair."
)
UNCOUNTED = Template("Quotas that do not count everybody")
UNCOUNTED_ABOUT = Template(
    "Whose group is not known counts in none. A region is that of the organisation's country: "
    "without a country there is none."
)
AS_GOOD = Template("as good: {mentors:or}")
EXPERT = Template("subject expert: {experts:or}")
EXPERTS_TAKEN = Template("{taken:and}")
NO_EXPERT = Template("no subject expert either")

# --- the application files

FINDINGS = {
    "error": Template("{count} error", "{count} errors"),
    "question": Template("{count} question", "{count} questions"),
    "warning": Template("{count} warning", "{count} warnings"),
    "note": Template("{count} note", "{count} notes"),
}
SEVERITIES = {
    "error": Template("Errors in the files"),
    "question": Template("Questions in the files"),
    "warning": Template("Warnings in the files"),
    "note": Template("Notes on the files"),
}
SEVERITIES_ABOUT = {
    "error": Template("Something was lost."),
    "question": Template("Somebody must answer; until then the answer counts as unknown."),
    "warning": Template("Read, but worth a look."),
    "note": Template("For the record."),
}
KINDS = {
    "mentee": Template("{count} mentee", "{count} mentees"),
    "mentor": Template("{count} mentor", "{count} mentors"),
    "subject expert": Template("{count} expert", "{count} experts"),
    "organisation": Template("{count} organisation", "{count} organisations"),
    "decision": Template("{count} decision", "{count} decisions"),
}

# --- what a price means

BOUNDS_MORE = Template("bounds what one more place would bring")
MUST_GET = Template(
    "{mentor} must get at least {count} mentee, who would be worth more elsewhere",
    "{mentor} must get at least {count} mentees, who would be worth more elsewhere",
)
MORE_MENTEES = Template("{count} more mentee with a mentor", "{count} more mentees with a mentor")
MORE = Template("one more place with {mentor} would bring {gains:and}")
MORE_AT_A_COST = Template(
    "one more place with {mentor} would bring {gains:and}, at a cost of {points:marks} points"
)
