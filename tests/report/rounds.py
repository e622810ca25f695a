"""Rounds for the report's tests, built by hand: one of each thing a dossier must show."""

from __future__ import annotations

from datetime import date
from functools import cache

from alliance_match.model.availability import WeeklyWindow
from alliance_match.model.decisions import Decision, Decisions
from alliance_match.model.findings import Finding, IntakeReport
from alliance_match.model.people import (
    Expertise,
    Goal,
    LanguageSkill,
    Mentee,
    Mentor,
    Organisation,
    SubjectExpert,
)
from alliance_match.model.places import Places
from alliance_match.model.policy import Policy
from alliance_match.model.record import Range, Source
from alliance_match.model.round import MatchRound
from alliance_match.model.vocabulary import Vocabulary
from alliance_match.proposal import Proposal, propose
from alliance_match.report.records import DossierView
from alliance_match.report.view import dossier_view

EVENINGS = tuple(WeeklyWindow(day=day, start=8 * 60, end=20 * 60) for day in range(5))
HOSTILE = "<script>alert('x')</script> \"&\" </style>"
LONG = "Bundesverbandsgeschäftsführungsstellvertretungsausschussvorsitzende" * 3
ARABIC = "جمعية مرضى التصلب الجانبي الضموري"
EMAIL = "ana.private@example.org"


def skills(*tags: str) -> tuple[LanguageSkill, ...]:
    return tuple(LanguageSkill(language=tag, level="C1") for tag in tags)


def mentor(number: int, *topics: str, **more: object) -> Mentor:
    fields: dict[str, object] = {
        "id": f"M{number:02d}",
        "name": f"Mentor {number}",
        "organisation": "north",
        "email": f"mentor{number}@example.org",
        "languages": skills("en"),
        "time_zone": "Europe/London",
        "availability": EVENINGS,
        "expertise": tuple(
            Expertise(topic=t, level=2, evidence=f"I have led {t} for years") for t in topics
        ),
        "capacity": Range.exactly(1),
        "hours_per_month": Range.exactly(4),
        "stages": ("emerging",),
        "mentoring_experience": 2,
        "panel_status": "approved",
        "source": Source(file="mentors.csv", row=number + 1),
    }
    return Mentor.model_validate(fields | more)


def mentee(number: int, *topics: str, **more: object) -> Mentee:
    fields: dict[str, object] = {
        "id": f"E{number:02d}",
        "name": f"Mentee {number}",
        "organisation": "south",
        "email": f"mentee{number}@example.org",
        "languages": skills("en"),
        "time_zone": "Europe/Lisbon",
        "availability": EVENINGS,
        "goals": tuple(
            Goal(
                topic=t,
                priority=min(k, 3),
                text=f"We want help with {t} & more",
                success_measure="Ten families say so",
                deadline=date(2027, 6, 30),
            )
            for k, t in enumerate(topics, start=1)
        ),
        "stage": "emerging",
        "source": Source(file="mentees.csv", row=number + 1),
    }
    return Mentee.model_validate(fields | more)


ORGANISATIONS = (
    Organisation(id="north", name="Association North", country="GB", membership="full"),
    Organisation(id="south", name=f"Association South {HOSTILE}", country="PT", membership="full"),
)


def _one_per_area() -> list[str]:
    first: dict[str, str] = {}
    for topic in Vocabulary.alliance().topic:
        first.setdefault(topic.area, topic.id)
    return list(first.values())


def full_round() -> MatchRound:
    """One of everything.

    Hostile, long and Arabic names, a tie, unknowns, unmatched by rules and by competition, a pin,
    a waiver, a veto, a recusal, an expert, findings, and e-mail addresses where none belong.
    """
    a, b, c, d, *_ = _one_per_area()
    return MatchRound(
        mentors=(
            mentor(1, a, name=f"Mentor {HOSTILE}", capacity=Range(low=2, high=3)),
            mentor(2, b, c, name=f"=HYPERLINK({LONG})"),
            mentor(3, b, c, time_zone=None),
            mentor(4, d, capacity=None, languages=skills("fr", "en")),
            mentor(5, d, languages=skills("pt"), panel_status=None),
            mentor(6, a, capacity=Range.exactly(0)),
        ),
        mentees=(
            mentee(1, a, d, name="+1 Mentee", preferences=("M01",)),
            mentee(2, b, c, name=ARABIC),
            mentee(3, b, c, name=f"Mentee {LONG}"),
            mentee(4, b, goals=(Goal(text=f"{HOSTILE} write to {EMAIL}", topic=b),)),
            mentee(5, d, languages=skills("fr")),
            mentee(6, d, languages=skills("ja"), name="@mentee"),
            mentee(8, d, languages=skills("zh"), rounds_waited=1),
            mentee(7, languages=None, goals=None, availability=None, stage=None),
        ),
        experts=(
            SubjectExpert(
                id="X1",
                name="Expert One",
                organisation="north",
                languages=skills("en"),
                expertise=(Expertise(topic=d, level=3),),
                consultations=Range(low=1, high=2),
            ),
        ),
        organisations=ORGANISATIONS,
        decisions=Decisions(
            entries=(
                Decision(kind="pin", mentee="E07", mentor="M01", who="Chair", why=HOSTILE),
                Decision(
                    kind="waive", mentee="E06", mentor="M05", rule="shared_language", why="A friend"
                ),
                Decision(kind="veto", mentee="E01", mentor="M04", who="Board"),
                Decision(kind="recuse", mentee="E01", mentor="M01", who="Vice", why="a relative"),
            )
        ),
        report=IntakeReport.of(
            [
                Finding(severity="question", file="mentees.csv", row=3, column="Zone", value="IST"),
                Finding(severity="error", file="mentors.csv", value=f"=1+1 {EMAIL}"),
                Finding(
                    severity="note",
                    file="mentors.csv",
                    row=9,
                    value="@cmd|' /C calc'!A0",
                    understood=HOSTILE,
                    remedy="-",
                ),
            ],
            {"mentors.csv": "CSV: 6 mentors", "mentees.csv": f"CSV sent by {EMAIL}"},
        ),
    )


def contradicting_round() -> MatchRound:
    """Two mentees pinned to one place."""
    topic = _one_per_area()[0]
    return MatchRound(
        mentors=(mentor(1, topic),),
        mentees=(mentee(1, topic), mentee(2, topic)),
        organisations=ORGANISATIONS,
        decisions=Decisions(
            entries=tuple(Decision(kind="pin", mentee=e, mentor="M01") for e in ("E01", "E02"))
        ),
    )


def minimum_round() -> MatchRound:
    """Two mentees who both do better with the first of two mentors, each of whom needs one."""
    topic, two = _one_per_area()[0], Range.exactly(2)
    return MatchRound(
        mentors=(
            mentor(1, topic, capacity=two, mentoring_experience=3),
            mentor(2, topic, capacity=two, mentoring_experience=0),
        ),
        mentees=(mentee(1, topic), mentee(2, topic)),
        organisations=ORGANISATIONS,
    )


def small_rounds() -> dict[str, MatchRound]:
    """Rounds in which something is missing altogether."""
    topic = _one_per_area()[0]
    apart = mentee(1, topic, languages=skills("ja"))
    return {
        "empty": MatchRound(),
        "no mentors": MatchRound(mentees=(mentee(1, topic),), organisations=ORGANISATIONS),
        "no mentees": MatchRound(mentors=(mentor(1, topic),), organisations=ORGANISATIONS),
        "nobody matched": MatchRound(
            mentors=(mentor(1, topic),), mentees=(apart,), organisations=ORGANISATIONS
        ),
        "contradicting": contradicting_round(),
        "crowd": MatchRound(
            mentors=tuple(mentor(k, topic, languages=skills("fr")) for k in range(1, 31)),
            mentees=(mentee(1, topic),),
            organisations=ORGANISATIONS,
        ),
        "full": full_round(),
    }


@cache
def proposals() -> dict[str, Proposal]:
    """A proposal of every round, and one under the other objective that drops weak pairs."""
    found = {name: propose(r) for name, r in small_rounds().items()}
    found["total"] = propose(full_round(), Policy(objective="total", min_points=30.0))
    found["strict"] = propose(full_round(), Policy(weak_below=80.0, places=Places(min_load=1)))
    found["minimum"] = propose(minimum_round(), Policy(places=Places(min_load=1)))
    return found


@cache
def view_of(name: str) -> DossierView:
    """What the dossier of a proposal shows."""
    return dossier_view(proposals()[name])


NAMES = tuple(sorted([*small_rounds(), "total", "strict", "minimum"]))
