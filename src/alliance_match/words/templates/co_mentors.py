"""Second mentors."""

from ..message import Template

SECOND = Template("Second mentor: {mentor}, {points:marks} of 100")
SECOND_FOR = Template(
    "Second mentor: {mentor}, {points:marks} of 100, for {topics:and}, which the first leaves open"
)
GIVEN = Template(
    "{count} mentee has a second mentor, from places that nobody needs for a first one; no more "
    "mentees can have one beside these pairs",
    "{count} mentees have a second mentor, from places that nobody needs for a first one; no more "
    "mentees can have one beside these pairs",
)
LETTER = Template("This is a second mentor, beside the first, of whom another letter tells.")
