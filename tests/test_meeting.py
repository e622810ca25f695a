"""A committee's meeting, from the first proposal to a record that nobody can change unseen.

Three members decide in copies of the form, the round is matched again, a mentor withdraws, a mentee
comes late. It goes through files and saved folders alone, as a committee does.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

import alliance_match as am
from alliance_match.explain import Comparison

from .report.tampering import Bundle, fit_hashes, read, rewrite

DATA = Path(__file__).parents[1] / "examples" / "data"
STEPS = ("1-first", "2-decided", "3-settled", "4-withdrawn", "5-final")

#: Mentee, mentor, decision, rule, why; by member.
DECIDED = {
    "Ana": [
        ("Rosa Muestra", "Lucía Muestra", "accept", "", "a good pair"),
        ("Deniz Deneme", "Walt Placeholder", "pin", "", "promised last year"),
        ("Giulia Campione", "Aroha Tauira", "veto", "", "too many hours apart"),
    ],
    "Bo": [
        ("Giulia Campione", "Aroha Tauira", "accept", "", "both can meet early"),
        ("Yuki Reibun", "Grace Sampleton", "note", "", "ask for the time zone first"),
    ],
    "Cléo": [
        ("Meera Namuna", "Chiara Prova", "recuse", "", "we work together"),
        ("Meera Namuna", "Chiara Prova", "veto", "", "counts for nothing after that"),
        ("MND Sample Pasifika", "Kenji Mihon", "waive", "top_goal_covered", "he knows whom to ask"),
    ],
}
SETTLED = ("Giulia Campione", "Aroha Tauira", "veto", "", "they could never meet")


def table(path: Path) -> list[list[str]]:
    """The rows of a CSV, its header first."""
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def write(path: Path, rows: list[list[str]]) -> Path:
    """Write a CSV."""
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return path


def decide(form: Path, who: str, said: list[tuple[str, ...]], path: Path) -> Path:
    """Fill in a copy of the form: in the pair's row, or in a row that is added."""
    header, *rows = table(form)
    at = {name: k for k, name in enumerate(header)}
    for mentee, mentor, *decision in said:
        pair, open_row = (mentee, mentor), lambda row: not row[at["decision"]]
        found = (r for r in rows if (r[at["mentee_name"]], r[at["mentor_name"]]) == pair)
        row = next(filter(open_row, found), None)
        if row is None:
            row = [""] * len(header)
            row[at["mentee_name"]], row[at["mentor_name"]] = pair
            rows.append(row)
        for name, cell in zip(("decision", "rule", "why", "who"), (*decision, who), strict=True):
            row[at[name]] = cell
    return write(path, [header, *rows])


@dataclass(frozen=True)
class Meeting:
    """The folder in which everything lies, and what was found on the way."""

    place: Path
    reports: dict[str, list[str]]

    def proposal(self, step: str) -> am.Proposal:
        return am.load_proposal(self.place / step)

    def compared(self, old: str, new: str) -> Comparison:
        return am.compare(self.proposal(old), self.proposal(new))


@pytest.fixture(scope="module")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> Meeting:
    """Play it once."""
    place = tmp_path_factory.mktemp("meeting")
    mentors, mentees = (shutil.copy(DATA / f"{kind}.csv", place) for kind in ("mentors", "mentees"))
    reports: dict[str, list[str]] = {}

    def propose(step: str, before: str | None = None, decisions: list[Path] | None = None) -> None:
        earlier = None if before is None else am.load_proposal(place / before)
        people = am.load_round(
            mentors,
            mentees,
            experts=DATA / "experts.csv",
            decisions=decisions,
            previous=None if earlier is None else earlier.round,
            on_proposal=None if earlier is None else earlier.fingerprint,
        )
        reports[step] = [f.understood for f in people.report.findings]
        am.propose(people, previous=earlier).save(place / step)

    first, decided, settled, withdrawn, final = STEPS
    propose(first)
    form = place / first / "decisions.csv"
    copies = [decide(form, who, said, place / f"{who}.csv") for who, said in DECIDED.items()]
    propose(decided, first, copies)
    whole = decide(place / decided / "decisions.csv", "committee", [SETTLED], place / "all.csv")
    propose(settled, decided, [whole])
    write(Path(mentors), [r for r in table(Path(mentors)) if "Priya Udaharan" not in r])
    propose(withdrawn, settled)
    rows = table(Path(mentees))
    late = next(row[:] for row in rows if "Karim Namudhaj" in row)
    late[rows[0].index("ID")] = "99"
    late[rows[0].index("Email")] = "late.exemplar@example.org"
    late[rows[0].index("Your full name")] = "Late Exemplar"
    write(Path(mentees), [*rows, late])
    propose(final, withdrawn)
    return Meeting(place, reports)


@pytest.mark.parametrize(("old", "new"), list(pairwise(STEPS)))
def test_causes_and_changes_each_add_up_to_the_difference(meeting, old, new):
    found = meeting.compared(old, new)
    totals = [sum(p.points for p in meeting.proposal(step).pairs) for step in (old, new)]
    assert (found.points_before, found.points_after) == tuple(totals)
    assert sum(one.gained for one in found.changes) == totals[1] - totals[0]
    assert sum(one.gained for one in found.sums) == totals[1] - totals[0]
    said = [row["gained"] for row in found.rows()]
    assert round(sum(said), 1) == round((totals[1] - totals[0]) / 10, 1)


def test_the_steps_add_up_to_the_whole(meeting):
    steps = [meeting.compared(a, b).gained for a, b in pairwise(STEPS)]
    assert sum(steps) == meeting.compared(STEPS[0], STEPS[-1]).gained
    assert sum(map(bool, steps)) >= 3, "the meeting brings something"


def causes(found: Comparison) -> list[str]:
    return [str(one.cause) for one in found.sums]


def test_every_decision_does_what_it_says(meeting):
    first, decided, settled, *_ = map(meeting.proposal, STEPS)
    before = {p.mentee.name: p.mentor.name for p in first.pairs}
    after = {p.mentee.name: p.mentor.name for p in decided.pairs}
    assert after["Rosa Muestra"] == before["Rosa Muestra"] == "Lucía Muestra"
    assert before["Deniz Deneme"] != after["Deniz Deneme"] == "Walt Placeholder"
    assert after["Giulia Campione"] == "Aroha Tauira", "members disagree: no vote counts"
    assert after["Meera Namuna"] == "Chiara Prova", "who is recused has no vote"
    assert "MND Sample Pasifika" not in before
    assert after["MND Sample Pasifika"] == "Kenji Mihon"
    votes = decided.round.decisions.settled
    assert [{d.who for d in pair} for pair in votes.disagreements] == [{"Ana", "Bo"}]
    assert [d.who for d in votes.recused] == ["Cléo"]
    said = causes(meeting.compared(STEPS[0], STEPS[1]))
    assert any("pinned this pair (Ana): “promised last year”" in one for one in said)
    assert any("this rule is waived" in one and "(Cléo)" in one for one in said)
    assert not settled.round.decisions.settled.disagreements
    assert settled.mentor_of["E15"].mentor.name != "Aroha Tauira"
    (cause,) = causes(meeting.compared(STEPS[1], STEPS[2]))
    assert cause.endswith("is vetoed by the committee: “they could never meet”")


def test_who_goes_and_who_comes_is_the_cause_and_nothing_is_lost(meeting):
    settled, withdrawn, final = map(meeting.proposal, STEPS[2:])
    (cause,) = causes(meeting.compared(STEPS[2], STEPS[3]))
    assert cause == "Priya Udaharan (M11) is no longer in the round"
    last = meeting.compared(STEPS[3], STEPS[4])
    assert "Late Exemplar" in str(last)
    kinds = ("accept", "pin", "veto", "waive", "recuse", "note")
    given = sum(map(len, DECIDED.values())) + 1
    for one in (settled, withdrawn, final):
        assert sum(d.kind in kinds for d in one.round.decisions.entries) == given
    names = {m.id: m.name for m in settled.round.mentees}
    assert names.items() < {m.id: m.name for m in final.round.mentees}.items()
    assert not any("dropped" in said for said in meeting.reports[STEPS[4]])


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_every_record_holds_and_follows_the_one_before(meeting, number):
    before = meeting.place / STEPS[number - 1] if number else None
    checked = am.verify(meeting.place / STEPS[number], previous=before)
    assert checked, checked
    if before is not None:
        assert f"it follows the record {am.verify(before).record}" in str(checked)


# --- the final record, changed --------------------------------------------------------------------


def entries(bundle: Bundle) -> list[Bundle]:
    return list(bundle["round"]["decisions"]["entries"])


def of_kind(bundle: Bundle, kind: str) -> Bundle:
    return next(d for d in entries(bundle) if d["kind"] == kind)


def swap(bundle: Bundle) -> None:
    """Exchange the mentors of two pairs."""
    one, other = bundle["pairs"][:2]
    assert one["mentor"] != other["mentor"]
    one["mentor"], other["mentor"] = other["mentor"], one["mentor"]


def no_longer(kind: str) -> Callable[[Bundle], object]:
    return lambda b: b["round"]["decisions"]["entries"].remove(of_kind(b, kind))


#: What is changed: how, what is said of it, and what is said where all hashes were made to fit.
TAMPERINGS: dict[str, tuple[Callable[[Bundle], object], str, str]] = {
    "a pair's points": (
        lambda b: b["pairs"][0].update(points=999),
        "the pair of E01",
        "is given as 99.9",
    ),
    "two mentors": (swap, "the pair of E01 and the pair of E02", "is given as"),
    "a pair is gone": (
        lambda b: b["pairs"].pop(),
        "taken out after it was saved: the pair of E",
        "without a mentor: not told",
    ),
    "a mentee is hidden": (
        lambda b: b["unmatched"].clear(),
        "changed after it was saved: unmatched",
        "these differ: unmatched (E",
    ),
    "the pin": (no_longer("pin"), "taken out after it was saved: decision pin E04 M05", "proved"),
    "the veto of the committee": (
        lambda b: b["round"]["decisions"]["entries"].remove(
            next(d for d in entries(b) if d["kind"] == "veto" and d["who"] == "committee")
        ),
        "taken out after it was saved: decision veto E15 M08",
        "proved",
    ),
    "the waiver": (no_longer("waive"), "decision waive E18 M09", "these differ: points"),
    "the recusal": (no_longer("recuse"), "decision recuse E10 M02", "proved"),
    "a kept pair": (no_longer("keep"), "decision keep E", "chosen by the proof, and not kept"),
    "a weight": (
        lambda b: b["policy"]["criteria"]["language"].update(weight=500),
        "the policy's criteria.language.weight",
        "these differ: points",
    ),
    "what a move must bring": (
        lambda b: b["policy"]["rematch"].update(per_move=90.0),
        "the policy's rematch.per_move",
        "the choice of who stays does not hold",
    ),
    "the bound": (
        lambda b: b["certificate"].update(bound=b["certificate"]["bound"] + 1),
        "changed after it was saved: certificate",
        "these differ: result (status is given as optimal, and is feasible)",
    ),
    "places": (
        lambda b: b["capacity"].__setitem__(0, 5),
        "changed after it was saved: capacity",
        "these differ: capacity (the places of M01 are given as 5",
    ),
    "an answer": (
        lambda b: b["round"]["mentors"][0].update(panel_status="withdrawn"),
        "changed after it was saved: mentor M01",
        "these differ: points",
    ),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_a_changed_record_is_found_and_the_change_is_named(meeting, tmp_path, what):
    change, openly, fitted = TAMPERINGS[what]
    folder = Path(shutil.copytree(meeting.place / STEPS[-1], tmp_path / "record"))
    rewrite(folder, change)
    checked = am.verify(folder)
    assert not checked
    assert openly in str(checked), checked
    assert "Do not rely on it." in str(checked)
    fit_hashes(folder)
    checked = am.verify(folder)
    assert not checked
    assert fitted in str(checked), checked


@pytest.mark.parametrize("name", ["proposal.csv", "unmatched.csv", "dossier.html", "questions.csv"])
def test_a_changed_file_is_found(meeting, tmp_path, name):
    folder = Path(shutil.copytree(meeting.place / STEPS[-1], tmp_path / "record"))
    path = folder / name
    path.write_bytes(path.read_bytes().replace(b"E0", b"E1").replace(b"e", b"E", 1))
    assert f"{name} was changed after it was saved" in str(am.verify(folder))
    path.unlink()
    assert f"{name} is missing" in str(am.verify(folder))


def test_another_record_before_it_is_not_the_one_that_it_follows(meeting):
    checked = am.verify(meeting.place / STEPS[-1], previous=meeting.place / STEPS[0])
    assert not checked
    assert "it does NOT follow the record" in str(checked)
    assert "All else in this folder holds." in str(checked)


def test_decisions_may_be_edited_beside_the_record(meeting, tmp_path):
    """They are there to be edited: only the record counts."""
    folder = Path(shutil.copytree(meeting.place / STEPS[-1], tmp_path / "record"))
    write(folder / "decisions.csv", [["mentee", "mentor", "decision"]])
    assert am.verify(folder)
    assert len(read(folder)["round"]["decisions"]["entries"]) > 6
