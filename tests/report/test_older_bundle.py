"""A record of the first schema is still read, restored and verified; the schema is published."""

from __future__ import annotations

import json
import shutil
from importlib import resources
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

import alliance_match as am
from alliance_match.report import load_proposal, verify
from alliance_match.report.bundle_schema import bundle_schema

from ..rounds import mentee, mentor, round_of
from .tampering import fit_hashes, read, rewrite

FIRST = Path(__file__).parents[1] / "data" / "bundle-1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIRST, tmp_path / "bundle-1"))


def test_it_verifies_and_what_it_does_not_hold_is_said():
    checked = verify(FIRST)
    assert checked, checked
    said = str(checked)
    assert "schema 1, written by alliance-match 0.1.0" in said
    assert "5 mentees with 397.5 points is the best possible" in said
    assert "What schema 1 does not hold: which record it follows" in said


def test_it_is_restored_as_it_was():
    proposal = load_proposal(FIRST)
    assert [(p.mentee.id, p.mentor.id, p.points) for p in proposal.pairs] == [
        ("E01", "M01", 875),
        ("E03", "M02", 870),
        ("E04", "M03", 940),
        ("E06", "M02", 445),
        ("E07", "M01", 845),
    ]
    assert [m.id for m in proposal.unmatched] == ["E02", "E05"]
    assert [(d.kind, d.who) for d in proposal.round.decisions.entries] == [
        ("pin", "Chair"),
        ("veto", "Board"),
        ("recuse", "Treasurer"),
        ("waive", "Board"),
    ]
    assert proposal.kept is None
    assert proposal.follows is None
    assert proposal.record == verify(FIRST).record


def test_it_can_be_followed_and_written_anew(tmp_path):
    before = load_proposal(FIRST)
    place = am.propose(before.round, before.policy, previous=before).save(tmp_path / "next")
    checked = verify(place, previous=FIRST)
    assert checked, checked
    before.save(tmp_path / "anew")
    assert read(tmp_path / "anew")["schema"] == "alliance-match/bundle/2"
    assert verify(tmp_path / "anew")
    assert verify(am.redact(FIRST, tmp_path / "bare").folder)


def test_its_numbers_are_checked_and_its_words_may_be_those_of_its_version(folder):
    table = folder / "unmatched.csv"
    said = table.read_bytes().decode("utf-8-sig")
    table.write_bytes(said.replace("No mentor is eligible.", "Nobody fits.").encode("utf-8-sig"))
    fit_hashes(folder)
    checked = verify(folder)
    assert checked, checked
    assert "unmatched.csv says what follows from the inputs; its words are those" in str(checked)
    assert "The words of unmatched.csv and completeness.csv: they are as they were saved" in str(
        checked
    )
    rows = said.split("\r\n")
    rows[1] = rows[1].removesuffix(",0") + ",9"
    table.write_bytes("\r\n".join(rows).encode("utf-8-sig"))
    fit_hashes(folder)
    assert "stopped_by_scales of E02 says “9”, and it is “0”" in str(verify(folder))


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b["points"][0].__setitem__(0, 1),
        lambda b: b["round"]["decisions"]["entries"].pop(0),
        lambda b: b["pairs"].pop(),
        lambda b: b.update(previous=None),
        lambda b: b["certificate"]["prices"].__setitem__(0, 10**6),
    ],
)
def test_what_was_changed_in_it_is_found(folder, change):
    rewrite(folder, change)
    assert not verify(folder)
    fit_hashes(folder)
    assert not verify(folder)


def test_another_version_is_told_to_check_too(folder):
    rewrite(folder, lambda b: b["versions"].update({"alliance-match": "0.0.1"}))
    fit_hashes(folder)
    assert verify(folder)
    rewrite(folder, lambda b: b["capacity"].pop())
    assert "It was written by alliance-match 0.0.1, and this is" in str(verify(folder))


# --- the published schema --------------------------------------------------------------------


def published() -> dict[str, object]:
    file = resources.files("alliance_match.report") / "schema" / "bundle-2.json"
    return dict(json.loads(file.read_text("utf-8")))


def test_the_published_schema_is_that_of_the_code():
    Draft202012Validator.check_schema(published())
    assert published() == json.loads(json.dumps(bundle_schema())), (
        "run: python -m alliance_match.report.bundle_schema > "
        "src/alliance_match/report/schema/bundle-2.json"
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b.pop("previous"),
        lambda b: b.update(remark=""),
        lambda b: b.update(previous={"hash": "short"}),
        lambda b: b["points"][0].__setitem__(0, 8.5),
        lambda b: b["round"]["mentors"][0].update(nickname="Bo"),
        lambda b: b["round"]["mentors"][0].pop("capacity"),
        lambda b: b["policy"]["criteria"].pop("language"),
        lambda b: b["pairs"][0]["contributions"].update(charm="much"),
        lambda b: b["result"].update(status="best"),
        lambda b: b["rematch"]["kept"].append(["E01"]),
        lambda b: b["hashes"]["files"].update({"a": 1}),
    ],
)
def test_the_schema_refuses_what_is_no_bundle(tmp_path, change):
    people = round_of([mentor(1)], [mentee(1)])
    folder = am.propose(people, previous=am.propose(people)).save(tmp_path / "round")
    bundle, validator = read(folder), Draft202012Validator(published())
    validator.validate(bundle)
    change(bundle)
    with pytest.raises(ValidationError):
        validator.validate(bundle)
