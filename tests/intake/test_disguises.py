"""The same round in every export that is known: the same people, and the same proposal."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from alliance_match import propose
from alliance_match.intake import load_round
from alliance_match.intake.formats import formats, recognise
from alliance_match.intake.journal import Journal
from alliance_match.intake.tables import read_table
from alliance_match.model.round import MatchRound

from .canonical import form_of, responses
from .renderings import RENDERINGS, Rendering, plain

NAMED = {r.name: r for r in RENDERINGS}
WHOLE = [r.name for r in RENDERINGS if not r.without]
ROLES = ("mentors", "mentees")
#: Where a form's field ends up in the people.
PLACES = {"goal_text": "goals", "expertise_text": "expertise", "country": "organisation"}


def write(rendering: Rendering, folder: Path) -> list[Path]:
    paths = []
    for role in ROLES:
        path = folder / f"{role}-{rendering.file}"
        path.write_bytes(rendering.render(role))
        paths.append(path)
    return paths


def people(match_round: MatchRound, role: str) -> list[dict[str, object]]:
    return [p.model_dump(exclude={"source"}) for p in getattr(match_round, role)]


@cache
def expected() -> MatchRound:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return load_round(*write(NAMED["plain csv"], Path(folder)))


@pytest.mark.parametrize("name", list(NAMED))
def test_the_export_is_recognised_with_its_reason(name, tmp_path):
    for path in write(NAMED[name], tmp_path):
        table = read_table(path, path.name, Journal())
        found = recognise(table)
        assert found.format.name == NAMED[name].format
        assert found.why
        assert not found.tied


@pytest.mark.parametrize("name", list(NAMED))
def test_no_other_format_takes_the_file_for_its_own(name, tmp_path):
    own = NAMED[name].format
    for path in write(NAMED[name], tmp_path):
        table = read_table(path, path.name, Journal())
        sure = {f.name: f.recognise(table)[0] for f in formats()}
        assert all(sure[own] - other >= 0.1 for f, other in sure.items() if f != own), sure


@pytest.mark.parametrize("name", [n for n in WHOLE if n != "plain csv"])
def test_the_same_people_come_out(name, tmp_path):
    found = load_round(*write(NAMED[name], tmp_path))
    for role in ROLES:
        assert people(found, role) == people(expected(), role)
    assert found.organisations == expected().organisations


@pytest.mark.parametrize("name", [n for n in WHOLE if not NAMED[n].file.endswith("xlsx")])
def test_the_same_people_come_out_of_a_workbook(name, tmp_path):
    """Many tools export xlsx as well, and many people save a CSV as xlsx."""
    paths = []
    for path in write(NAMED[name], tmp_path):
        records = as_records(path)
        paths.append(path.with_suffix(".xlsx"))
        with Workbook(paths[-1], {"strings_to_formulas": False}) as book:
            sheet = book.add_worksheet("Export")
            for r, cells in enumerate(records):
                for c, cell in enumerate(cells):
                    sheet.write_string(r, c, cell)
    found = load_round(*paths)
    for role in ROLES:
        assert people(found, role) == people(expected(), role)


def as_records(path: Path) -> list[list[str]]:
    """Take a rendering apart again with the standard library alone."""
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    text = text.removeprefix("sep=;\r\n")
    first = text.splitlines()[0]
    delimiter = max(";,\t", key=first.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


LOCAL = {
    "French": ("Horodateur", "Adresse e-mail"),
    "Spanish": ("Marca temporal", "Dirección de correo electrónico"),
    "Portuguese": ("Carimbo de data/hora", "Endereço de e-mail"),
    "German": ("Zeitstempel", "E-Mail-Adresse"),
    "Italian": ("Informazioni cronologiche", "Indirizzo email"),
    "Dutch": ("Tijdstempel", "E-mailadres"),
    "Japanese": ("タイムスタンプ", "メールアドレス"),
}


@pytest.mark.parametrize("language", LOCAL)
def test_the_tools_own_columns_are_known_in_other_languages(language, tmp_path):
    stamp, address = LOCAL[language]
    paths = []
    for path in write(NAMED["Google Sheets"], tmp_path):
        text = path.read_text("utf-8").replace("Timestamp ", stamp, 1)
        path.write_text(text.replace("Email Address ", address, 1), "utf-8")
        paths.append(path)
    found = load_round(*paths)
    for role in ROLES:
        assert people(found, role) == people(expected(), role)


def test_the_people_are_those_that_were_meant():
    for role in ROLES:
        found = getattr(expected(), role)
        sent = responses(role)
        assert [p.name for p in found] == [r.answers["name"] for r in sent]
        assert [p.email for p in found] == [r.email for r in sent]
        assert [p.submitted for p in found] == [r.sent for r in sent]
        for person, response in zip(found, sent, strict=True):
            topics = "expertise" if role == "mentors" else "goals"
            ticked = len(response.answers[topics])
            assert len(getattr(person, topics)) >= ticked
            assert person.availability
            assert person.languages


@pytest.mark.parametrize("name", [n for n in WHOLE if n != "plain csv"])
def test_the_same_proposal_comes_out(name, tmp_path):
    found, wanted = propose(load_round(*write(NAMED[name], tmp_path))), propose(expected())
    assert [(p.mentee.id, p.mentor.id) for p in found.pairs] == [
        (p.mentee.id, p.mentor.id) for p in wanted.pairs
    ]
    assert found.pairs
    assert found.assignment.value == wanted.assignment.value


def test_what_an_export_cannot_carry_is_unknown_and_nothing_else_differs(tmp_path):
    for name in (n for n in NAMED if n not in WHOLE):
        found = load_round(*write(NAMED[name], tmp_path))
        lost = {PLACES.get(f, f) for f in NAMED[name].without} | {"id"}
        for role in ROLES:
            for got, wanted in zip(
                sorted(people(found, role), key=lambda p: str(p["name"])),
                sorted(people(expected(), role), key=lambda p: str(p["name"])),
                strict=True,
            ):
                same = {f: v for f, v in wanted.items() if f not in lost}
                assert {f: v for f, v in got.items() if f not in lost} == same
                for field in NAMED[name].without - set(PLACES):
                    assert got.get(field) in (None, ())


def test_the_canonical_round_is_large_and_varied():
    assert [len(responses(role)) for role in ROLES] == [40, 60]
    for role in ROLES:
        fields = [q.field for q in form_of(role)]
        assert all(set(r.answers) == set(fields) for r in responses(role))
    assert b"\n" in plain("mentors")
