"""What people are asked, why it matters, and what is known of them so far."""

from ..message import Template

#: What each answer is called.
LABELS = {
    "organisation": Template("organisation"),
    "country": Template("country"),
    "membership": Template("membership"),
    "kind": Template("organisation or individual"),
    "languages": Template("languages"),
    "language_levels": Template("language levels"),
    "time_zone": Template("time zone"),
    "availability": Template("availability"),
    "goals": Template("goals"),
    "goal_topics": Template("topics of goals"),
    "stage": Template("stage"),
    "expertise": Template("expertise"),
    "expertise_levels": Template("levels of expertise"),
    "hours_per_month": Template("hours a month"),
    "capacity": Template("number of mentees"),
    "stages": Template("stages worked with"),
    "mentoring_experience": Template("mentoring experience"),
    "panel_status": Template("panel status"),
    "consultations": Template("consultations"),
}
SCALE_LABEL = Template("{scale}")

#: One polite sentence for each answer, to the person, or to the committee where only it knows.
ASK = {
    "organisation": Template("Which association or organisation do you belong to?"),
    "country": Template("In which country is {organisation}?"),
    "membership": Template(
        "What is the membership of {organisation}: full, affiliate, honorary, or none?"
    ),
    "languages": Template("Which languages do you speak, and how well (A1 to C2, or native)?"),
    "language_levels": Template("How well do you speak {items:and} (A1 to C2, or native)?"),
    "time_zone": Template("By which city's clock do you live (for example Lima or Paris)?"),
    "availability": Template(
        "On which days and at what times, by your own clock, could you usually meet "
        "(for example Mon 18:00-20:00; Wed 9:00-12:00)?"
    ),
    "goals": Template(
        "What would you like to achieve with the help of a mentor? "
        "Please begin with what matters most."
    ),
    "goal_topics": Template(
        "Which topic of the application form fits your goal best: {items:and}?"
    ),
    "stage": Template(
        "How would you describe your organisation: emerging, developing or established?"
    ),
    "expertise": Template(
        "In which areas could you help others, and in each of them: "
        "have you done it (1), led it (2) or taught it (3)?"
    ),
    "expertise_levels": Template(
        "Have you done this (1), led it (2) or taught it (3), for each of: {items:and}?"
    ),
    "hours_per_month": Template("How many hours a month could you give, over all your mentees?"),
    "capacity": Template("How many mentees could you take on?"),
    "stages": Template(
        "Which associations have you worked with: emerging, developing or established ones?"
    ),
    "mentoring_experience": Template(
        "How many people or organisations have you been a mentor to before?"
    ),
    "consultations": Template("On how many goals of mentees could you be consulted?"),
    "panel_status": Template("Has {person} been approved as a mentor?"),
}
ASK_SCALE = Template("What is your {scale}?")
ASK_OWN = Template("What is your answer to “{column}”?")
WROTE = Template("You wrote “{written}”, which we could not read with certainty. {question}")
LANGUAGE = Template("{tag:language}")
QUOTED = Template("“{words}”")
GOAL_OF_PRIORITY = Template("the goal of priority {priority}")

#: Why each answer matters.
WHY = {
    "organisation": Template(
        "Nobody is matched within their own organisation, and both must be members."
    ),
    "country": Template("A mentor who knows the region counts for more."),
    "membership": Template("Mentoring is for member organisations."),
    "languages": Template("A pair needs a language that both speak well."),
    "language_levels": Template("A pair needs a language that both speak well."),
    "time_zone": Template("A pair needs common time, in summer and in winter."),
    "availability": Template("A pair needs common time, in summer and in winter."),
    "goals": Template("A mentor is chosen for what can be done about the goals."),
    "goal_topics": Template("A mentor is chosen for what can be done about the goals."),
    "stage": Template("A mentor who has worked with such associations counts for more."),
    "expertise": Template("A mentor is chosen for what can be done about the goals."),
    "expertise_levels": Template("Having led or taught something counts for more."),
    "hours_per_month": Template("The hours decide how many mentees are possible."),
    "capacity": Template("Nobody gets more mentees than they offered to take on."),
    "stages": Template("A mentor who has worked with such associations counts for more."),
    "mentoring_experience": Template("Having been a mentor before counts."),
    "consultations": Template("Each goal that an expert serves takes one consultation."),
    "panel_status": Template("Only approved mentors are matched."),
}
WHY_SCALE = Template("The steps between mentor and mentee on the scale “{scale}” count.")
WHY_QUOTA = Template("A quota counts people by “{column}”.")

# --- whether it could change the proposal ---------------------------------------------------------

CAN_CHANGE = Template("The answer could change the proposal")
CANNOT_CHANGE = Template("No answer would change the proposal")
NO_PROPOSAL = Template("There is no proposal yet that it could change")
FALLS = Template(
    "{count} proposed pair might turn out to be impossible",
    "{count} proposed pairs might turn out to be impossible",
)
BETTER = Template("another proposal could then be better than this one, by up to {loss}")
BETTER_THAN_REST = Template(
    "another proposal could then be better than what is left of this one, by up to {loss}"
)
BECAUSE = Template("{verdict}: {reasons:and}")
QUESTION = Template("To {whom}: {question} {verdict}.")
THE_COMMITTEE = Template("the committee")
COUNTED = Template("{count} question is open", "{count} questions are open")
COUNTED_CAN = Template("{count} of them could change the proposal")
NOTHING_OPEN = Template("No question is open.")

# --- completeness ---------------------------------------------------------------------------------

ANSWERED = Template("{person}: {answered} of {asked} answered")
UNKNOWN = Template("unknown: {fields:and}")
FLAGGED = Template("to check: {fields:and}")
FINDINGS = {
    "error": Template("{count} error", "{count} errors"),
    "question": Template("{count} question", "{count} questions"),
    "warning": Template("{count} warning", "{count} warnings"),
}
