"""One round of 40 mentors and 60 mentees as it was meant, before any form tool had it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alliance_match.model.vocabulary import Vocabulary

__all__ = ["MENTEE_FORM", "MENTOR_FORM", "Answer", "Question", "Response", "responses"]

Answer = str | tuple[str, ...]
"""What is said to a question; several options as a tuple."""


@dataclass(frozen=True)
class Question:
    """A question of the form: the field it asks for, its words, and the options that it shows."""

    field: str
    words: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Response:
    """What one applicant sent: when, from which address, and the answers by field."""

    sent: datetime
    email: str
    answers: dict[str, Answer]


AREAS = (
    "Governance, board & strategy",
    "Fundraising events",
    "Grants and foundations",
    "Volunteer management",
    "Strategic planning",
    "Respiratory care",
    "Government funding",
    "Impact measurement",
)
PEOPLE = ("Sample", "Example", "Specimen", "Invented", "Placeholder", "Fictional")
COUNTRIES = (
    ("Peru", "America/Lima"),
    ("France", "Europe/Paris"),
    ("New Zealand", "Pacific/Auckland"),
    ("Kenya", "Africa/Nairobi"),
    ("Japan", "Asia/Tokyo"),
    ("Brazil", "America/Sao_Paulo"),
)
TONGUES = (
    "English (C1); Spanish (B2)",
    "English (fluent), un poco español",
    "French (native), English (B2)",
    "Français, anglais",
    "English; Portuguese",
)
TIMES = (
    "Mon 18:00-20:00; Wed 09:00-12:00",
    "Tues/Thurs pm",
    "weekday evenings",
    "Sat 10:00-13:00",
    "lundi 18h-20h",
)
HOURS = ("2", "3", "2-3 hours", "4 hours a month", "")
PLACES = ("1", "2", "one or two", "1", "3")

_COMMON = (
    Question("name", "Your full name"),
    Question("organisation", "Name of your organisation"),
    Question("country", "Country"),
    Question("time_zone", "Time zone"),
    Question("languages", "What languages do you speak?"),
    Question("availability", "When are you available?"),
)
MENTOR_FORM = (
    *_COMMON,
    Question("expertise", "In which areas can you offer support? (tick all that apply)", AREAS),
    Question("expertise_text", "Tell us about your experience"),
    Question("capacity", "How many mentees could you take on?"),
    Question("hours_per_month", "Hours per month"),
    Question("panel_status", "Panel status"),
)
MENTEE_FORM = (
    *_COMMON,
    Question("goals", "In which areas do you need support? (choose up to 3)", AREAS),
    Question("goal_text", "What is your main goal?"),
    Question("stage", "Stage of your organisation"),
)


def responses(role: str) -> list[Response]:
    """Make the applications of a role, in the order in which they were sent."""
    assert all(Vocabulary.alliance().exact(area) for area in AREAS)
    chance = random.Random(f"the canonical round of {role}")
    count = {"mentors": 40, "mentees": 60}[role]
    sent = datetime(2025, 11, 13, 8, 5, 7)  # noqa: DTZ001 - exports give no zone
    made = []
    for number in range(count):
        sent += timedelta(minutes=chance.randrange(7, 200), seconds=chance.randrange(60))
        made.append(
            Response(sent, f"{role[:-1]}{number}@example.org", _answers(role, number, chance))
        )
    return made


def _answers(role: str, number: int, chance: random.Random) -> dict[str, Answer]:
    country, zone = chance.choice(COUNTRIES)
    home = f"{chance.choice(PEOPLE)} Association {number % 23}, {role.title()}"
    answers: dict[str, Answer] = {
        "name": f"{chance.choice(PEOPLE)} {role[:-1].title()} {_letters(number)}",
        "organisation": home,
        "country": country,
        "time_zone": zone,
        "languages": chance.choice(TONGUES),
        "availability": chance.choice(TIMES),
    }
    picked = tuple(sorted(chance.sample(AREAS, chance.randrange(1, 4)), key=AREAS.index))
    if role == "mentors":
        return answers | {
            "expertise": picked,
            "expertise_text": chance.choice(
                (
                    'We ran a loan bank, and "more" than that.',
                    "Ten years in a board; two as chair",
                    "",
                )
            ),
            "capacity": chance.choice(PLACES),
            "hours_per_month": chance.choice(HOURS),
            "panel_status": chance.choice(("approved", "approved", "approved", "applied")),
        }
    return answers | {
        "goals": picked,
        "goal_text": chance.choice(
            ("Start a loan bank, then a helpline", "A plan for the next three years", "")
        ),
        "stage": chance.choice(("emerging", "developing", "established")),
    }


def _letters(number: int) -> str:
    """Spell a number, so that no two names are alike."""
    words = ["Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Iris", "Juniper"]
    return f"{words[number // 10]} {words[number % 10]}"


def text_of(answer: Answer, separator: str) -> str:
    """Write an answer into one cell."""
    return answer if isinstance(answer, str) else separator.join(answer)


def form_of(role: str) -> Sequence[Question]:
    """Give the questions that a role is asked."""
    return MENTOR_FORM if role == "mentors" else MENTEE_FORM
