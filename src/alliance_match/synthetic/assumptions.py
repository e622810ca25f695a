"""What the generator takes for granted, each with its source.

``ours`` means that nobody has published it and that we chose it; everything else names who says so.
The generator reads these tables and nothing else, so that what is written here is what is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["ASSUMPTIONS", "HOMES", "SIZES", "Assumption", "Home", "Size"]


@dataclass(frozen=True)
class Assumption:
    """One thing taken for granted.

    Attributes
    ----------
    what : str
        In words.
    odds : mapping of str to float
        How often each value comes, relative to the others; or the shares that are meant.
    source : str
        Who says so; ``ours`` where nobody does.
    """

    what: str
    odds: Mapping[str, float]
    source: str = "ours"


@dataclass(frozen=True)
class Size:
    """How many people apply."""

    mentors: int
    mentees: int


@dataclass(frozen=True)
class Home:
    """A country that people come from: its time zone, and what is spoken there."""

    country: str
    zone: str
    language: str


#: Rounds of the sizes that programmes of this kind have (ours).
SIZES: Mapping[str, Size] = {
    "small": Size(6, 8),
    "typical": Size(12, 15),
    "large": Size(40, 60),
    "stress": Size(200, 400),
}

_WEST, _EAST = "Western Europe", "Eastern Europe and Central Asia"
_NORTH, _LATIN = "Northern America", "Latin America and the Caribbean"
_ASIA, _AFRICA, _OCEANIA = "Asia", "Africa and the Middle East", "Oceania"

#: Where people of a region live, each home as likely as the next (ours). A home named twice is
#: twice as likely.
HOMES: Mapping[str, tuple[Home, ...]] = {
    _WEST: (
        Home("GB", "Europe/London", "en"),
        Home("GB", "Europe/London", "en"),
        Home("IE", "Europe/Dublin", "en"),
        Home("FR", "Europe/Paris", "fr"),
        Home("DE", "Europe/Berlin", "de"),
        Home("IT", "Europe/Rome", "it"),
        Home("ES", "Europe/Madrid", "es"),
        Home("NL", "Europe/Amsterdam", "nl"),
    ),
    _NORTH: (
        Home("US", "America/New_York", "en"),
        Home("US", "America/Los_Angeles", "en"),
        Home("CA", "America/Toronto", "en"),
        Home("CA", "America/Toronto", "fr"),
    ),
    _OCEANIA: (Home("AU", "Australia/Sydney", "en"), Home("NZ", "Pacific/Auckland", "en")),
    _LATIN: (
        Home("AR", "America/Argentina/Buenos_Aires", "es"),
        Home("PE", "America/Lima", "es"),
        Home("CO", "America/Bogota", "es"),
        Home("MX", "America/Mexico_City", "es"),
        Home("BR", "America/Sao_Paulo", "pt"),
        Home("BR", "America/Sao_Paulo", "pt"),
    ),
    _ASIA: (
        Home("JP", "Asia/Tokyo", "ja"),
        Home("TW", "Asia/Taipei", "zh"),
        Home("CN", "Asia/Shanghai", "zh"),
        Home("IN", "Asia/Kolkata", "en"),
        Home("NP", "Asia/Kathmandu", "ne"),
    ),
    _EAST: (
        Home("TR", "Europe/Istanbul", "tr"),
        Home("PL", "Europe/Warsaw", "pl"),
        Home("KZ", "Asia/Almaty", "ru"),
        Home("GE", "Asia/Tbilisi", "ru"),
    ),
    _AFRICA: (
        Home("KE", "Africa/Nairobi", "en"),
        Home("ZA", "Africa/Johannesburg", "en"),
        Home("SN", "Africa/Dakar", "fr"),
        Home("EG", "Africa/Cairo", "ar"),
        Home("MA", "Africa/Casablanca", "ar"),
    ),
}

MENTOR_REGIONS = Assumption(
    "regions of mentors, %",
    {_WEST: 40, _NORTH: 25, _OCEANIA: 12, _LATIN: 12, _ASIA: 8, _EAST: 1.5, _AFRICA: 1.5},
)
MENTEE_REGIONS = Assumption(
    "regions of mentees, %",
    {_LATIN: 30, _ASIA: 20, _EAST: 15, _AFRICA: 15, _WEST: 12, _NORTH: 5, _OCEANIA: 3},
)
MENTOR_ENGLISH = Assumption("mentors who work in English though it is not their own, %", {"en": 84})
MENTEE_ENGLISH = Assumption(
    "mentees who work in English though it is not their own, by region, %",
    {_LATIN: 62, _ASIA: 68, _EAST: 62, _AFRICA: 55, _WEST: 78, _NORTH: 90, _OCEANIA: 100},
)
THIRD_LANGUAGE = Assumption(
    "a further language at working level, %", {"es": 12, "fr": 9, "pt": 3, "de": 3, "it": 2}
)
SECOND_LEVELS = Assumption(
    "level of a language that is not one's own, relative", {"B2": 45, "C1": 35, "C2": 20}
)
AREAS = Assumption(
    "areas of goals and of expertise, %",
    {"FUN": 20, "GOV": 16, "SUP": 14, "CARE": 12, "ADV": 10, "COM": 8, "RES": 7, "EQT": 6}
    | {"OPS": 5, "EDU": 2},
)
TOPICS_WITHIN = Assumption(
    "topics within an area, in the order of the vocabulary: the k-th is as likely as 1/k",
    {"1st": 1.0, "2nd": 0.5, "3rd": 0.333},
)
INFORMED = Assumption(
    "mentees who apply for what some mentor with a common language offers, %", {"informed": 95}
)
GOALS = Assumption("goals of a mentee, %", {"1": 50, "2": 35, "3": 15})
TOPICS_HELD = Assumption("topics that a mentor names, each as likely", {"least": 4, "most": 10})
CAPACITY = Assumption("mentees that a mentor takes, %", {"1": 60, "2": 30, "3": 10})
HOURS = Assumption("hours a month of a mentor, %", {"1": 25, "2": 40, "3": 13, "4": 12, "6": 10})
STAGE = Assumption(
    "stage of a mentee's association, %", {"emerging": 50, "developing": 35, "established": 15}
)
WEEK = Assumption("mornings, afternoons and evenings free in a week", {"least": 5, "most": 10})
PLANTED = Assumption("mentees for whom no mentor is possible, %", {"planted": 7})
ASKED_FOR = Assumption("people who ask for somebody of the other side, %", {"asks": 15})
MISREAD = Assumption(
    "stated levels that are one step too high, or too low, % each", {"high": 15, "low": 15}
)
MESS = Assumption(
    "disorder of the files, %",
    {"duplicates": 5, "no languages": 8, "availability in words": 60, "ambiguous zone": 10}
    | {"capacity as a range": 15, "blank or footer rows": 5, "formula-like cells": 1},
)
NEEDS_MATTER = Assumption(
    "the share of needs that the mentor can serve decides most",
    {"weight": 2.0},
    "Baker 2025 (complementary fit predicts quality)",
)
DEEP_MATTERS = Assumption(
    "experience of the same stage of an association helps",
    {"weight": 0.8},
    "Eby et al. 2013 (deep-level similarity predicts quality); the weight is ours",
)
SURFACE_MATTERS = Assumption(
    "coming from the same region hardly matters",
    {"weight": 0.1},
    "Eby et al. 2013 (surface similarity matters less); the weight is ours",
)
SAY_MATTERS = Assumption(
    "having asked for each other helps",
    {"weight": 0.5},
    "Allen, Eby and Lentz 2006; Kendall and Smith-Jentsch 2015; the weight is ours",
)
TIME_MATTERS = Assumption(
    "time in common is a matter of feasibility: more of it helps little",
    {"weight": 0.3},
    "distance costs time, not satisfaction (as the sources of the domain say); the weight is ours",
)
TALK_MATTERS = Assumption("how well they can talk matters", {"weight": 1.2})
WILL_MATTERS = Assumption(
    "commitment of both matters; the forms show it in mentoring experience alone, and weakly",
    {"weight": 1.2},
    "the haemophilia federation's Twinning awards commitment and communication; the weight is ours",
)
CHANCE_MATTERS = Assumption(
    "chance that nothing on any form shows (standard deviation, log-odds)", {"weight": 0.8}
)

#: Everything that is taken for granted, in the order in which it is drawn.
ASSUMPTIONS: tuple[Assumption, ...] = (
    MENTOR_REGIONS, MENTEE_REGIONS, MENTOR_ENGLISH, MENTEE_ENGLISH, THIRD_LANGUAGE, SECOND_LEVELS,
    AREAS, TOPICS_WITHIN, INFORMED, GOALS, TOPICS_HELD, CAPACITY, HOURS, STAGE, WEEK, PLANTED,
    ASKED_FOR, MISREAD, MESS,
    NEEDS_MATTER, TALK_MATTERS, WILL_MATTERS, DEEP_MATTERS, SAY_MATTERS, TIME_MATTERS,
    SURFACE_MATTERS, CHANCE_MATTERS,
)  # fmt: skip
