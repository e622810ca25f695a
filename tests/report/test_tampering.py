"""Whoever changes a saved record is found, and what was changed is named.

Each change is made twice: openly, and with all hashes made to fit. Where the content is then false
it is found all the same. Where it is another record that agrees with itself, its hash tells.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import alliance_match as am
from alliance_match.assignment import Certificate
from alliance_match.model.decisions import Decision
from alliance_match.model.people import Expertise, Goal, LanguageSkill
from alliance_match.model.record import Range
from alliance_match.report import load_proposal, verify
from alliance_match.report.saved_tables import TABLES, table_check

from ..rounds import expert, mentee, mentor, round_of, with_experts
from .tampering import Bundle, fit_hashes, read, rewrite

DECISIONS = (
    Decision(kind="pin", mentee="E02", mentor="M03", who="Chair", why="They asked for it."),
    Decision(kind="recuse", mentee="E01", mentor="M01", who="Treasurer", why="A cousin."),
)


def people(**more: object) -> am.MatchRound:
    """Three mentors of different worth, five mentees, one of them without a mentor."""
    mentors = [
        mentor(1, mentoring_experience=4, capacity=Range.exactly(2)),
        mentor(2, mentoring_experience=0),
        mentor(3, expertise=(Expertise(topic="FUN.events", level=1),)),
    ]
    mentees = [mentee(k, stage=("emerging", "developing")[k % 2]) for k in range(1, 6)]
    return round_of(mentors, mentees, DECISIONS, **more)


def consulted() -> am.MatchRound:
    """Three mentees need the one expert who has one consultation; another speaks French alone."""
    grants = Goal(topic="FUN.grants")
    first = (grants, Goal(topic="FUN.events", priority=2))
    second = (Goal(topic="FUN.events"), grants.model_copy(update={"priority": 2}))
    able = (Expertise(topic="FUN.grants", level=3),)
    french = (LanguageSkill(language="fr", level="C1"),)
    return with_experts(
        [mentor(1, capacity=Range.exactly(3)), mentor(2, expertise=able)],
        [*(mentee(k, goals=first) for k in (1, 2, 3)), mentee(4, goals=second)],
        [expert(7), expert(8, languages=french)],
    )


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three records: ``first``, ``second``, which follows it, and ``experts``."""
    place = tmp_path_factory.mktemp("records")
    am.propose(consulted()).save(place / "experts")
    am.propose(people()).save(place / "first")
    before = load_proposal(place / "first")
    am.propose(people(), previous=before).save(place / "second")
    return place


@pytest.fixture
def folder(records: Path, tmp_path: Path) -> Path:
    """A copy of the second record."""
    return Path(shutil.copytree(records / "second", tmp_path / "record"))


def test_the_records_hold_and_follow_each_other(records, folder):
    checked = verify(folder, previous=records / "first")
    assert checked, checked
    said = str(checked)
    assert f"it follows the record {verify(records / 'first').record}" in said
    assert "the earlier pairs are those of the record" in said
    assert "4 of 4 earlier pairs are kept" in said
    bundle = read(folder)
    assert len(bundle["unmatched"]) == 1
    assert len({p["points"] for p in bundle["pairs"]}) > 1


# --- changes ---------------------------------------------------------------------------------


def swap(bundle: Bundle) -> None:
    """Exchange the mentors of two pairs with other points."""
    one = bundle["pairs"][0]
    other = next(p for p in bundle["pairs"] if p["points"] != one["points"])
    one["mentor"], other["mentor"] = other["mentor"], one["mentor"]


def give_away(bundle: Bundle) -> None:
    """Take a pair out wherever it is counted."""
    gone = bundle["pairs"].pop()
    bundle["unmatched"] = sorted([*bundle["unmatched"], gone["mentee"]])
    result = bundle["result"]
    bonus = (result["weight"] - result["value"]) // result["coverage"]
    result["coverage"] -= 1
    result["value"] -= gone["points"]
    result["weight"] -= gone["points"] + bonus
    result.update(status="feasible", gap=result["bound"] - result["weight"])


def forge(bundle: Bundle) -> None:
    """Take a pair out and claim a bound that is near."""
    give_away(bundle)
    bundle["result"].update(bound=bundle["result"]["weight"] + 1, gap=1)
    bundle["certificate"]["bound"] = bundle["result"]["bound"]


def keep_more(bundle: Bundle) -> None:
    """Claim that a pair is kept which never was."""
    mentee_id, mentor_id = bundle["unmatched"][0], bundle["pairs"][0]["mentor"]
    bundle["rematch"]["kept"].append([mentee_id, mentor_id])
    kept = next(d for d in bundle["round"]["decisions"]["entries"] if d["kind"] == "keep")
    entries = bundle["round"]["decisions"]["entries"]
    entries.append(kept | {"mentee": mentee_id, "mentor": mentor_id})


def decision(bundle: Bundle, kind: str) -> Bundle:
    """The first decision of a kind."""
    return next(d for d in bundle["round"]["decisions"]["entries"] if d["kind"] == kind)


def without(kind: str) -> Callable[[Bundle], None]:
    """Take the first decision of a kind out."""
    return lambda b: b["round"]["decisions"]["entries"].remove(decision(b, kind))


def answer(bundle: Bundle) -> None:
    """Change what a mentor answered."""
    bundle["round"]["mentors"][0]["expertise"][0]["level"] = 1


def consult(bundle: Bundle, mentee_id: str, goal: int, expert_id: str) -> None:
    """Plan one consultation more, or with somebody else, wherever it stands."""
    plan, people = bundle["experts"], bundle["round"]
    place, goals = 0, {}
    for one in people["mentees"]:
        for k in range(len(one["goals"])):
            goals[one["id"], k] = place
            place += 1
    asked = {(c["mentee"], c["goal"]): c["expert"] for c in plan["consults"]}
    asked[mentee_id, goal] = expert_id
    plan["consults"] = [
        {"mentee": who, "goal": k, "expert": x} for (who, k), x in sorted(asked.items())
    ]
    experts, given = [x["id"] for x in people["experts"]], plan["given"]
    aside = [pair for pair in given["pairs"] if pair[1] >= len(experts)]
    told = [[goals[who, k], experts.index(x)] for (who, k), x in asked.items()]
    given["pairs"] = sorted([*told, *aside])


@dataclass(frozen=True)
class Change:
    """A change of the bundle: what verify says of it openly, and with hashes that fit."""

    make: Callable[[Bundle], object]
    openly: str
    fitted: str
    record: str = "second"


CHANGES = {
    "a point": Change(
        lambda b: b["points"][0].__setitem__(0, 999),
        "changed after it was saved: the points of E01",
        "these differ: points (E01 with M01 is given as 99.9, and is 83.5)",
    ),
    "a pair's points": Change(
        lambda b: b["pairs"][0].update(points=999),
        "changed after it was saved: the pair of E02",
        "these differ: pairs (E02 with M03 is given as 99.9, and is 70.5)",
    ),
    "a criterion": Change(
        lambda b: b["pairs"][0]["contributions"].update(language=1),
        "changed after it was saved: the pair of E02",
        "the language of E02 with M03 is given as 0.1, and is 13.5",
    ),
    "two pairs swapped": Change(
        swap,
        "changed after it was saved: the pair of E02 and the pair of E03",
        "E02 with M01 is given as 70.5, and is 88.5",
    ),
    "a pair removed": Change(
        lambda b: b["pairs"].pop(),
        "taken out after it was saved: the pair of E",
        "without a mentor: not told",
    ),
    "a pair removed everywhere": Change(
        give_away,
        "taken out after it was saved: the pair of E05",
        "unmatched.csv does NOT follow from the inputs: it has 1 rows, and there are 2",
    ),
    "a pair removed, and a bound claimed": Change(
        forge,
        "certificate, pairs, result and unmatched",
        "the proof does not hold: the certificate's bound is given as",
        record="first",
    ),
    "two pairs swapped, and no pair is kept": Change(
        swap, "the pair of E02", "these differ: result and pairs", record="first"
    ),
    "a mentee hidden": Change(
        lambda b: b["unmatched"].clear(),
        "changed after it was saved: unmatched",
        "these differ: unmatched (E",
    ),
    "a price": Change(
        lambda b: b["certificate"]["prices"].__setitem__(0, 7),
        "changed after it was saved: certificate",
        "the proof does not",
    ),
    "the bound": Change(
        lambda b: b["certificate"].update(bound=b["certificate"]["bound"] + 1),
        "changed after it was saved: certificate",
        "these differ: result (status is given as optimal, and is feasible)",
    ),
    "the value": Change(
        lambda b: b["result"].update(value=b["result"]["value"] + 1),
        "changed after it was saved: result",
        "the value is given as",
    ),
    "a weight": Change(
        lambda b: b["policy"]["criteria"]["language"].update(weight=500),
        "changed after it was saved: the policy's criteria.language.weight",
        "these differ: points, result and pairs (E01 with M01 is given as 83.5, and is 85.2",
    ),
    "the objective": Change(
        lambda b: b["policy"].update(objective="total"),
        "the policy's objective",
        "objective is given as coverage_total, and is total",
    ),
    "what a move must bring": Change(
        lambda b: b["policy"]["rematch"].update(per_move=90.0),
        "the policy's rematch.per_move",
        "the choice of who stays does not hold",
    ),
    "an answer": Change(answer, "changed after it was saved: mentor M01", "these differ: points"),
    "a person": Change(
        lambda b: b["round"]["mentees"].pop(),
        "taken out after it was saved: mentee E05",
        "keep: unknown mentee 'E05'",
    ),
    "a pin removed": Change(
        without("pin"),
        "taken out after it was saved: decision pin E02 M03",
        "who stays does not hold: the problem is not the one that was proved",
    ),
    "a pin removed, and no pair is kept": Change(
        without("pin"),
        "taken out after it was saved: decision pin E02 M03",
        "the proof does not hold: the problem is not the one that was proved",
        record="first",
    ),
    "a veto added": Change(
        lambda b: b["round"]["decisions"]["entries"].append(
            decision(b, "pin") | {"kind": "veto", "mentor": "M01"}
        ),
        "put in after it was saved: decision veto E02 M01",
        "the problem is not the one that was proved",
    ),
    "a kept pair added": Change(
        keep_more, "put in after it was saved: decision keep E", "the choice of who stays does not"
    ),
    "a kept pair that no decision keeps": Change(
        without("keep"), "decision keep E02 M03", "chosen by the proof, and not kept: E02 with"
    ),
    "the choice of who stays": Change(
        lambda b: b.update(rematch=None),
        "changed after it was saved: rematch",
        "said to be kept from an earlier proposal, and nothing proves it: E02 with",
    ),
    "an earlier pair": Change(
        lambda b: b["rematch"]["before"].pop(),
        "changed after it was saved: rematch",
        "the choice of who stays does not hold",
    ),
    "places": Change(
        lambda b: b["capacity"].__setitem__(0, 5),
        "changed after it was saved: capacity",
        "these differ: capacity (the places of M01 are given as 5, and are 2)",
    ),
    "the rule for ties": Change(
        lambda b: b.update(tie_break="The chair decides."), "tie_break", "these differ: tie_break"
    ),
    "an expert over the limit": Change(
        lambda b: consult(b, "E04", 1, "M07"),
        "changed after it was saved: experts",
        "does not hold: experts given the mentors: column 0 has 2 rows; its capacity is 1",
        record="experts",
    ),
    "an expert in another language": Change(
        lambda b: consult(b, b["experts"]["consults"][0]["mentee"], 0, "M08"),
        "changed after it was saved: experts",
        "the plan of the subject experts does not hold: experts given the mentors: ",
        record="experts",
    ),
    "what the experts' plan is worth": Change(
        lambda b: b["experts"]["worth"].update(goals=b["experts"]["worth"]["goals"] + 1),
        "changed after it was saved: experts",
        "worth of the experts' plan is not what follows from its assignments",
        record="experts",
    ),
    "what no plan exceeds": Change(
        lambda b: b["experts"].update(joint=None),
        "changed after it was saved: experts",
        "bound of the experts' plan is not what follows from its assignments",
        record="experts",
    ),
    "a consultation taken away": Change(
        lambda b: [b["experts"]["consults"].pop(), b["experts"]["given"]["pairs"].pop(0)],
        "changed after it was saved: experts",
        "does not hold: experts given the mentors: the value is given as",
        record="experts",
    ),
    "who can be given no expert": Change(
        lambda b: b["experts"]["without_expert"].pop(),
        "changed after it was saved: experts",
        "these differ: points",
        record="experts",
    ),
    "that earlier pairs were kept": Change(
        lambda b: b["experts"].update(kept=True),
        "changed after it was saved: experts",
        "whether earlier pairs were kept is not told as it is",
        record="experts",
    ),
    "how often an expert can be asked": Change(
        lambda b: b["round"]["experts"][0].update(consultations={"low": 2, "high": 2}),
        "changed after it was saved: subject expert M07",
        "the problem is not the one that was proved",
        record="experts",
    ),
    "no plan of the experts": Change(
        lambda b: b.update(experts=None),
        "changed after it was saved: experts",
        "it does not say which subject expert serves which goal",
        record="experts",
    ),
    "the experts are not shared out": Change(
        lambda b: b["policy"]["experts"].update(on=False),
        "changed after it was saved: the policy's experts.on",
        "it has a plan of subject experts, and under its policy there is none",
        record="experts",
    ),
    "the experts' plan as a whole": Change(
        lambda b: b.pop("experts"),
        "changed after it was saved: experts",
        "the bundle lacks experts",
        record="experts",
    ),
    "a part that is none": Change(
        lambda b: b.update(remark="All is well."),
        "saved: remark",
        "parts that no such bundle has: remark",
    ),
    "a whole number as a fraction": Change(
        lambda b: b["points"][0].__setitem__(0, float(b["points"][0][0])),
        "the points of E01",
        "these differ: points (E01 with M01",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_bundle_is_found_and_the_change_is_named(records, tmp_path, what):
    change = CHANGES[what]
    folder = shutil.copytree(records / change.record, tmp_path / "record")
    rewrite(folder, change.make)
    checked = verify(folder)
    assert not checked
    assert change.openly in str(checked)
    assert "Do not rely on it." in str(checked)
    fit_hashes(folder)
    checked = verify(folder)
    assert not checked
    assert all(c.ok for c in checked.checks if c.name in ("parts", "entries", "files")) or (
        what in ("a part that is none", "the experts' plan as a whole")
    )
    assert change.fitted in str(checked), checked
    with pytest.raises(am.AllianceMatchError, match="does not verify"):
        load_proposal(folder)


@pytest.mark.parametrize("name", ["points", "certificate", "round", "previous"])
def test_an_edited_hash_is_found(folder, name):
    rewrite(folder, lambda b: b["hashes"]["parts"].update({name: "0" * 64}))
    assert f"changed after it was saved: {name}" in str(verify(folder))
    fit_hashes(folder)
    rewrite(folder, lambda b: b["hashes"]["entries"].update({"mentor M01": "0" * 64}))
    assert "changed after it was saved: mentor M01" in str(verify(folder))


def edit(path: Path, change: Callable[[list[list[str]]], object]) -> None:
    """Change cells of a table."""
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    change(rows)
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8-sig"))


def flip(rows: list[list[str]]) -> None:
    """Exchange two mentors' cells."""
    rows[2][3], rows[3][3] = rows[3][3], rows[2][3]


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        (
            "proposal.csv",
            lambda rows: rows[2].__setitem__(6, "99.9"),
            "points of E02 says “99.9”, and it is “70.5”",
        ),
        ("proposal.csv", flip, "mentor of E02 says “M01”, and it is “M03”"),
        ("proposal.csv", lambda rows: rows.pop(), "it has 4 rows, and there are 5"),
        ("unmatched.csv", lambda rows: rows.pop(), "it has 0 rows, and there are 1"),
        ("completeness.csv", lambda rows: rows[1].__setitem__(4, "3"), "answered of mentee E01"),
        ("intake-report.csv", lambda rows: rows[0].pop(), "its columns are severity"),
    ],
)
def test_a_changed_table_is_found_and_the_cell_is_named(folder, name, change, words):
    edit(folder / name, change)
    assert f"{name} was changed after it was saved" in str(verify(folder))
    fit_hashes(folder)
    said = str(verify(folder))
    assert f"{name} does NOT follow from the inputs" in said
    assert words in said
    (folder / name).unlink()
    rewrite(folder, lambda b: b["hashes"]["files"].pop(name))
    assert f"the bundle does not list {name}" in str(verify(folder))


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_of_every_table_is_compared(records, name):
    proposal = load_proposal(records / "second")
    saved = (records / "second" / name).read_bytes()
    assert table_check(name, saved, proposal, "en", False)[0]
    rows = list(csv.reader(io.StringIO(saved.decode("utf-8-sig"), newline="")))
    for down, row in enumerate(rows):
        for at, cell in enumerate(row):
            changed = [[*r] for r in rows]
            changed[down][at] = f"{cell}1"
            out = io.StringIO(newline="")
            csv.writer(out, lineterminator="\r\n").writerows(changed)
            data = out.getvalue().encode("utf-8-sig")
            same, words = table_check(name, data, proposal, "en", False)
            assert not same
            assert f"{cell}1" in str(words)
    assert not table_check(name, saved + b"\r\n", proposal, "en", False)[0]
    assert not table_check(name, b"\xff" + saved, proposal, "en", False)[0]


# --- another record that agrees with itself --------------------------------------------------


def other_reason(bundle: Bundle) -> None:
    """Give other words to whoever decided."""
    decision(bundle, "pin").update(who="Vice-Chair", why="Nobody knows.")


CONSISTENT = {
    "a decision's who and why": (other_reason, "changed after it was saved: decision pin E02 M03"),
    "a recusal removed": (without("recuse"), "taken out after it was saved: decision recuse E01"),
}


@pytest.mark.parametrize("what", CONSISTENT)
def test_what_follows_from_nothing_is_told_by_the_hash(records, folder, tmp_path, what):
    change, openly = CONSISTENT[what]
    am.propose(people(), previous=load_proposal(folder)).save(tmp_path / "third")
    assert verify(tmp_path / "third", previous=folder)
    before = verify(folder).record
    rewrite(folder, change)
    assert openly in str(verify(folder))
    fit_hashes(folder)
    checked = verify(folder)
    assert checked, checked
    assert checked.record != before
    assert "whoever writes all of a record anew makes another record" in str(checked)
    later = verify(tmp_path / "third", previous=folder)
    assert not later
    assert f"it names {before}, and that one is {checked.record}" in str(later)


def test_a_page_is_compared_with_its_hash_and_that_is_said(folder):
    before = verify(folder)
    page = folder / "dossier.html"
    page.write_bytes(page.read_bytes().replace(b"M01", b"M02"))
    assert "dossier.html was changed after it was saved" in str(verify(folder))
    fit_hashes(folder)
    checked = verify(folder)
    assert checked
    assert checked.record != before.record
    assert "What dossier.html, why-not.html" in str(checked)


def test_another_policy_all_through_is_another_record(records, tmp_path):
    policy = am.Policy(criteria={"language": {"weight": 600}})
    am.propose(people(), policy).save(tmp_path / "first")
    assert verify(tmp_path / "first")
    assert verify(tmp_path / "first").record != verify(records / "first").record
    later = verify(records / "second", previous=tmp_path / "first")
    assert "it does NOT follow the record" in str(later)


# --- the record before -----------------------------------------------------------------------


def test_the_hash_of_the_record_before(records, folder):
    assert "That it follows the record" in str(verify(folder))
    rewrite(folder, lambda b: b["previous"].update(hash="0" * 64))
    assert "changed after it was saved: previous" in str(verify(folder))
    fit_hashes(folder)
    assert verify(folder)
    said = str(verify(folder, previous=records / "first"))
    assert f"it names {'0' * 64}, and that one is {verify(records / 'first').record}" in said
    rewrite(folder, lambda b: b.update(previous=None))
    fit_hashes(folder)
    assert "it follows no record" in str(verify(folder, previous=records / "first"))
    assert "come from a proposal that was never saved" in str(verify(folder))


def test_earlier_pairs_that_are_not_those_of_the_record_before(records, folder):
    """All mentees go by the earlier pairs; here a kept one is told as if it had never been."""
    before = load_proposal(records / "first")
    fewer = replace(
        before, assignment=replace(before.assignment, pairs=before.assignment.pairs[1:])
    )
    proposal = am.propose(people(), previous=fewer)
    place = proposal.save(folder.parent / "other")
    assert verify(place)
    said = str(verify(place, previous=records / "first"))
    assert "the earlier pairs are NOT those of the record in" in said
    assert ": E02 with M03" in said


# --- a proof with a gap ----------------------------------------------------------------------


def test_a_gap_is_no_optimum(tmp_path):
    proposal = am.propose(people())
    best = proposal.assignment
    assert isinstance(best.certificate, Certificate)
    proof = replace(best.certificate, prices=tuple(p + 3 for p in best.certificate.prices))
    bound = int(proof.failures(proposal.problem, best)[0].rsplit(" ", 1)[1])
    proof = replace(proof, bound=bound)
    weak = replace(best, status="feasible", bound=bound, certificate=proof)
    folder = replace(proposal, assignment=weak).save(tmp_path / "gap")
    checked = verify(folder)
    assert checked, checked
    assert f"a gap of {(bound - best.weight) / 10:.1f} points" in str(checked)
    rewrite(folder, lambda b: b["result"].update(status="optimal"))
    assert "changed after it was saved: result" in str(verify(folder))
    fit_hashes(folder)
    assert "status is given as optimal, and is feasible" in str(verify(folder))
    rewrite(folder, lambda b: b["result"].update(status="feasible", gap=1))
    fit_hashes(folder)
    assert f"gap is given as 1, and is {bound - best.weight}" in str(verify(folder))


# --- files that are not of the record --------------------------------------------------------


def test_a_name_that_is_given_twice_is_refused(folder):
    text = (folder / "bundle.json").read_text("utf-8")
    (folder / "bundle.json").write_text(text.replace("{", '{"schema": "x",', 1), "utf-8")
    with pytest.raises(am.AllianceMatchError, match="'schema' is given twice"):
        verify(folder)


def test_nothing_outside_the_folder_is_opened_and_nothing_inside_is_overlooked(folder):
    rewrite(folder, lambda b: b["hashes"]["files"].update({"../bundle.json": "0" * 64}))
    assert "../bundle.json is no file of this proposal" in str(verify(folder))
    rewrite(folder, lambda b: b["hashes"]["files"].pop("../bundle.json"))
    rewrite(folder, lambda b: b["hashes"]["files"].pop("dossier.html"))
    assert "dossier.html is no file of this proposal" in str(verify(folder))


def test_hashes_that_are_no_table_are_a_finding(folder):
    for wrong in (None, [], {"parts": [], "files": 3, "entries": "x"}):
        rewrite(folder, lambda b, wrong=wrong: b.update(hashes=wrong))
        assert not verify(folder)


def test_the_bundle_is_read_as_it_stands(folder):
    assert json.loads((folder / "bundle.json").read_text("utf-8")) == read(folder)
