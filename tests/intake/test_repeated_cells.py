"""Equal cells are parsed once, and each is read and remarked on as if it stood alone."""

from __future__ import annotations

import re
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_match.intake import load_round, offers
from alliance_match.intake.reading import Reading
from alliance_match.intake.values import negation
from alliance_match.intake.values.negation import is_negated
from alliance_match.intake.values.quantities import read_hours
from alliance_match.model.findings import Finding
from alliance_match.model.record import Range
from alliance_match.model.vocabulary import normalise

from .conftest import VOCABULARY, as_csv

FIELDS = (
    "name organisation country membership size time_zone languages expertise expertise_text stages "
    "mentoring_experience hours_per_month capacity availability exclusions submitted"
)
HEADER = FIELDS.split()
MENTEES = "name,organisation,goals\nZed Muster,ALS Muster,Grants\n"
CELLS: dict[str, tuple[str, ...]] = {
    "country": ("Peru", "NA", "", "Atlantis"),
    "membership": ("full", "n/a", "yes", "rejected"),
    "size": ("small", "about 30", "up to 50", "n/a", "300 members"),
    "time_zone": ("CET", "", "UTC+5:30", "moon time", "-"),
    "languages": ("English (fluent), français", "Klingon", "none", " English C1 "),
    "expertise": ("Grants (level 3); Events", "Grantz", "n/a", "no grants", "Fundraising"),
    "expertise_text": ("We run a loan bank. No events!", "grant writing", "", "volunteers"),
    "stages": ("Emerging / Established", "late", ""),
    "mentoring_experience": ("3", "-1", "none yet", "n/a"),
    "hours_per_month": ("2-3", "an hour a week", "800", ""),
    "capacity": ("2", "1.5", "up to 3", "-"),
    "availability": ("weekday evenings", "Mon 18:00-20:00 CET", "soon", ""),
    "exclusions": ("No", "ALS Muster", "Zed Mustr", "yes", "Nobody Known"),
    "submitted": ("2026-03-01 10:00", "03/04/2026", "some day", ""),
}

rows = st.lists(
    st.tuples(*(st.sampled_from(CELLS[field]) for field in HEADER[2:])), min_size=1, max_size=4
)


def people_and_findings(
    folder: Path, people: list[tuple[str, ...]], first: int
) -> tuple[dict[str, dict[str, object]], list[Finding]]:
    """Load mentors, everybody of an association of their own: by name, and what is said of rows."""
    table = [HEADER]
    for number, cells in enumerate(people, first):
        table.append([f"Ana Nr{number}", f"Verein {number} {'xyzvw'[number % 5] * 9}", *cells])
    mentors, mentees = folder / "mentors.csv", folder / "mentees.csv"
    mentors.write_text(as_csv(table), "utf-8")
    mentees.write_text(MENTEES, "utf-8")
    found = load_round(mentors, mentees, vocabulary=VOCABULARY)
    told = [f for f in found.report.findings if f.file == "mentors.csv" and f.row is not None]
    shown = {m.name: m.model_dump(exclude={"id", "source"}) for m in found.mentors}
    return shown, told


@settings(deadline=None, max_examples=15)
@given(rows)
def test_repeated_rows_are_read_as_each_alone(
    tmp_path_factory: pytest.TempPathFactory, people: list[tuple[str, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    unclear = [p for p in people if p[-1] == "03/04/2026"]  # asked about for the whole column
    people = [p for p in people if p not in unclear] or people[:1]
    repeated = [*people, *people]
    together, told = people_and_findings(folder, repeated, 0)
    alone, said = dict[str, dict[str, object]](), list[Finding]()
    for number, cells in enumerate(repeated):
        one, findings = people_and_findings(folder, [cells], number)
        alone |= one
        said += [f.model_copy(update={"row": number + 2}) for f in findings]
    assert together == alone
    assert Counter(told) == Counter(said)


def test_a_cell_is_parsed_once_however_many_hold_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def counted(text: str) -> Reading[Range | None]:
        seen.append(text)
        return read_hours(text)

    monkeypatch.setattr(offers, "read_hours", counted)
    cells = ["2", "2", "", "3-4", "2", " 2 ", "n/a", "3-4"]
    at = HEADER.index("hours_per_month") - 2
    blank = [""] * (len(HEADER) - 2)
    shown, told = people_and_findings(
        tmp_path, [(*blank[:at], cell, *blank[at + 1 :]) for cell in cells], 0
    )
    assert sorted(seen) == ["2", "2", "3-4"]  # blanks around it make another cell
    assert sum(f.understood == "Taken for no answer" for f in told) == 1
    two, three = {"low": 2.0, "high": 2.0}, {"low": 3.0, "high": 4.0}
    hours = [shown[f"Ana Nr{n}"]["hours_per_month"] for n in range(len(cells))]
    assert hours == [two, two, None, three, two, two, None, three]


# ---- what is looked up by words reads as what looks everywhere -----------------------------------

PATTERNS = (negation._ALL_BUT, negation._HARMLESS, negation._NEGATION)
OTHERS = "Grants we a non-profit don't n exceptionally"
WORDS = sorted({w for p in PATTERNS for w in re.findall(r"[a-z]+", p.pattern)} | {*OTHERS.split()})


@pytest.mark.parametrize("between", [" ", ", ", "-", "'"])
def test_a_negation_is_found_wherever_its_patterns_find_one(between: str) -> None:
    for words in product(WORDS, repeat=2):
        text = between.join(words)
        plain = negation._HARMLESS.sub(" ", negation._ALL_BUT.sub("except", text))
        assert is_negated(text) == bool(negation._NEGATION.search(normalise(plain))), text


NAMES = {normalise(n): e.id for e in (*VOCABULARY.area, *VOCABULARY.topic) for n in e.names}


def named(text: str) -> list[tuple[str, str]]:
    """All names of a text, the longest first at each place, by one pattern of all of them."""
    longest_first = sorted(NAMES, key=lambda n: -len(n.split()))
    pattern = rf"(?<!\S)(?:{'|'.join(map(re.escape, longest_first))})(?!\S)"
    found = dict[str, str]()
    for words in re.findall(pattern, normalise(text)):
        found.setdefault(NAMES[words], words)
    areas = {VOCABULARY.area_of(i) for i in found if VOCABULARY.area_of(i) != i}
    return [(i, words) for i, words in found.items() if i not in areas]


OTHER_WORDS = "grant loan bank equipment care we and"


@given(st.lists(st.sampled_from([*sorted(NAMES), *OTHER_WORDS.split()]), max_size=8))
def test_names_are_found_by_their_first_words_as_by_a_pattern(words: list[str]) -> None:
    text = " ".join(words)
    assert [(m.id, m.words) for m in VOCABULARY.mentions(text)] == named(text)
