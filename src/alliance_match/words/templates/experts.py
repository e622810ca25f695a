"""How subject experts are shared out, and how good that is."""

from ..message import Template

GIVEN = Template(
    "Subject experts: {count} consultation of {offered} serves a goal that a mentor leaves open",
    "Subject experts: {count} consultations of {offered} serve goals that mentors leave open",
)
PROVED = Template(
    "Proved likewise: no other mentors and experts together do better; after mentees and points, "
    "the goals that experts serve count, by their priority"
)
KEPT = Template(
    "The experts are the best for these mentors; quotas, and pairs that stay, came first"
)
GAP_MENTEES = Template(
    "Mentors were chosen first, experts after them. Chosen in one, {count} mentee more at most "
    "would have a mentor",
    "Mentors were chosen first, experts after them. Chosen in one, {count} mentees more at most "
    "would have a mentor",
)
GAP_POINTS = Template(
    "Mentors were chosen first, experts after them. Chosen in one, the pairs would have "
    "{points:marks} points more at most"
)
GAP_GOALS = Template(
    "Mentors were chosen first, experts after them. Chosen in one, the goals that experts serve, "
    "counted by their priority, would come to {best} at most instead of {found}"
)

# --- what another mentor would change

CHANGES = Template("Subject experts")
ASKED = Template("{expert} would be asked about {topic} for {mentee}")
NOT_ASKED = Template("{expert} would no longer be asked about {topic} for {mentee}")
