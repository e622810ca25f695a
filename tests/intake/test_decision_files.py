"""Files of several members: what is put together, what is asked, and what is refused at once."""

from __future__ import annotations

import io
import itertools
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from alliance_match.errors import InputError
from alliance_match.intake import load_decisions, load_round
from alliance_match.intake.decision_words import kinds, rules
from alliance_match.model.round import MatchRound
from alliance_match.words import LANGUAGES, speech
from alliance_match.words.templates import labels
from alliance_match.words.templates.decision_form import KINDS

from .conftest import MENTEES, MENTORS, VOCABULARY, Write

HEAD = ["mentee", "mentor", "decision", "rule", "who", "why"]
FORM = ["mentee", "mentee_name", "mentor", "mentor_name", "decision", "who", "proposal"]
HERE, THERE = "P-1a2b-3c4d-5e6f", "P-ffff-0000-ffff"


def the_round(mentors: list[list[str]] | None = None, **more: object) -> MatchRound:
    rows = mentors or MENTORS
    return load_round(
        pd.DataFrame(rows[1:], columns=rows[0], dtype=str),
        pd.DataFrame(MENTEES[1:], columns=MENTEES[0], dtype=str),
        vocabulary=VOCABULARY,
        **more,  # type: ignore[arg-type]
    )


def said(match_round: MatchRound) -> list[tuple[str, ...]]:
    return [
        (d.kind, d.mentee, d.mentor, d.rule or "", d.who) for d in match_round.decisions.entries
    ]


def questions(match_round: MatchRound) -> str:
    return "\n".join(map(str, match_round.report.at("question", "warning")))


def refused(**more: object) -> str:
    with pytest.raises(InputError) as raised:
        the_round(**more)  # type: ignore[arg-type]
    return str(raised.value)


# --- putting files together ------------------------------------------------------------------


def test_the_order_of_files_does_not_matter_and_nothing_counts_twice(write: Write) -> None:
    chair = ["E01", "M01", "pin", "", "Chair", "agreed"]
    files = [
        write("ana.csv", [HEAD, chair, ["E02", "M01", "veto", "", "Ana", ""]]),
        write("bo.csv", [HEAD, ["E02", "M01", "note", "", "Bo", "ask"], chair]),
        write("cy.csv", [HEAD, ["E02", "M02", "accept", "", "", ""]]),
    ]
    rounds = [the_round(decisions=list(some)) for some in itertools.permutations(files)]
    assert {tuple(said(r)) for r in rounds} == {
        (
            ("pin", "E01", "M01", "", "Chair"),
            ("veto", "E02", "M01", "", "Ana"),
            ("note", "E02", "M01", "", "Bo"),
            ("accept", "E02", "M02", "", ""),
        )
    }
    sources = [d.source for d in rounds[0].decisions.entries if d.source]
    assert [(s.file, s.row) for s in sources] == [
        ("ana.csv", 2),
        ("ana.csv", 3),
        ("bo.csv", 2),
        ("cy.csv", 2),
    ]
    assert rounds[0].report.read["bo.csv"] == "decisions: 2 rows: 1 decision, 1 duplicate"
    assert "1 decision without a name" in questions(rounds[0])


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for who, kind in (("ana", "pin"), ("bo", "pinn")):
        (tmp_path / who).mkdir()
        (tmp_path / who / "decisions.csv").write_text(
            f"mentee,mentor,decision\nE01,M01,{kind}\n", "utf-8"
        )
    files = [tmp_path / who / "decisions.csv" for who in ("ana", "bo")]
    assert refused(decisions=files).startswith("bo/decisions.csv, row 2")


def test_a_mapping_says_whose_file_it_is(write: Write) -> None:
    ana = write("x.csv", [HEAD, ["E01", "M01", "pin", "", "", ""]])
    bo = write("y.csv", [HEAD, ["E01", "M01", "veto", "", "", ""]])
    found = the_round(decisions={"Ana": ana, "Bo": bo})
    assert [who for *_, who in said(found)] == ["Ana", "Bo"]
    assert len(found.decisions.settled.disagreements) == 1
    told = refused(decisions=[ana, bo])
    assert "somebody who is not named is for and against Cy Kato (E01) with Ana Ruiz (M01)" in told
    assert "pin in x.csv, row 2 and veto in y.csv, row 2" in told


def test_rows_without_a_decision_are_undecided(write: Write) -> None:
    rows = [
        HEAD,
        ["E01", "M99", "", "", "Ana", ""],
        ["E02", "M01", "", "", "Ana", "good idea"],
        ["", "", "", "", "", ""],
        ["E02", "M01", "pin", "", "Ana", ""],
    ]
    found = the_round(decisions=write("d.csv", rows))
    assert said(found) == [("pin", "E02", "M01", "", "Ana")]
    assert found.report.read["d.csv"] == "decisions: 4 rows: 1 decision, 3 blank"
    assert "'good idea': No decision is said in this row" in questions(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_every_language_are_understood(language: str) -> None:
    to = speech(language)
    for name, words in KINDS.items():
        plain = to.say(words()).translate(str.maketrans("éè", "ee"))
        assert kinds()[plain] == name
    for name, words in labels.RULES.items():
        frame = pd.DataFrame(
            [["E01", "M01", to.say(KINDS["waive"]()).upper(), to.say(words()), "Ana"]],
            columns=HEAD[:5],
        )
        assert said(the_round(decisions=frame)) == [("waive", "E01", "M01", name, "Ana")]


def test_a_workbook_with_merged_cells_and_blank_rows(tmp_path: Path) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Décisions")
        for at, words in enumerate(["Identifiant du mentoré", "identifiant du mentor", "Décision"]):
            sheet.write(0, at, words)
        sheet.write(0, 3, "qui")
        sheet.merge_range(1, 3, 4, 3, "Ana")
        for row, cells in ((1, ("E01", "M01", "Épingler")), (4, ("E02", "M01", "écarter"))):
            sheet.write_row(row, 0, cells)
        sheet.write_row(2, 0, ("E01", "M02"))
    (tmp_path / "d.xlsx").write_bytes(out.getvalue())
    found = the_round(decisions=tmp_path / "d.xlsx")
    assert said(found) == [("pin", "E01", "M01", "", "Ana"), ("veto", "E02", "M01", "", "Ana")]


# --- what is refused -------------------------------------------------------------------------


def test_two_people_with_one_name_need_an_id(write: Write) -> None:
    twins = [*MENTORS, ["Ana Ruiz", "ALS Porto", "ana@y.org", "PT", "Grants", "pt", "1"]]
    rows = [HEAD, ["E01", "ana ruiz", "pin", "", "", ""]]
    told = refused(mentors=twins, decisions=write("d.csv", rows))
    assert "2 mentors go by this name. Give the id: M01, M02." in told
    form = [FORM, ["E01", "Cy Kato", "M02", "Ana Ruiz", "pin", "", ""]]
    assert said(the_round(mentors=twins, decisions=write("e.csv", form)))[0][2] == "M02"


def test_an_id_and_a_name_that_contradict_each_other(write: Write) -> None:
    form = [FORM, ["E01", "Cy Kato", "M02", "Ana Ruiz", "pin", "", ""]]
    told = refused(decisions=write("d.csv", form))
    assert "row 2, column 'mentor': 'M02': this is Bo Li, but beside it stands Ana Ruiz" in told
    form = [FORM, ["", "Cy Kato", "", "Ana Ruiz", "pin", "", ""]]
    assert said(the_round(decisions=write("e.csv", form)))[0][1:3] == ("E01", "M01")


def test_an_unknown_rule_names_the_nearest(write: Write) -> None:
    rows = [
        HEAD,
        ["E01", "M01", "waive", "shared_langage", "", ""],
        ["E01", "M01", "waive", "enough comon time", "", ""],
        ["E01", "M01", "keep", "", "", ""],
    ]
    told = refused(decisions=write("d.csv", rows))
    assert "'shared_langage': there is no such rule. Name a rule of the policy. Did you" in told
    assert "'shared_language'" in told
    assert "'enough common time'" in told
    assert "'keep': pairs are marked so by matching alone" in told
    assert rules()["a shared language"] == "shared_language"


def test_decisions_on_another_proposal_are_refused(write: Write) -> None:
    form = [
        FORM,
        ["E01", "", "M01", "", "pin", "Ana", THERE],
        ["E02", "", "M01", "", "", "", THERE],
        ["E02", "", "M02", "", "veto", "Ana", "P-1a2b-3c4d-5e6"],
    ]
    path = write("d.csv", form)
    told = refused(decisions=path, on_proposal=HERE)
    assert f"row 2, column 'proposal': '{THERE}': this was decided on another proposal" in told
    assert "row 4" in told
    assert f"this is not {HERE}, the proposal that is decided on" in told
    assert "row 3" not in told
    free = the_round(decisions=path)
    assert "Decided on 2 different proposals" in questions(free)
    assert "This is not the fingerprint of a proposal" in questions(free)
    right = [FORM, [*form[1][:6], HERE.lower()], [*form[3][:6], ""]]
    assert len(said(the_round(decisions=write("e.csv", right), on_proposal=HERE))) == 2
    people = the_round()
    with pytest.raises(InputError, match="another proposal"):
        load_decisions(path, people.mentors, people.mentees, on_proposal=HERE)


def test_a_withdrawn_mentor_cannot_be_pinned(write: Write) -> None:
    mentors = [[*MENTORS[0], "panel_status"], [*MENTORS[1], "withdrawn"], [*MENTORS[2], "approved"]]
    rows = [
        HEAD,
        ["E01", "M01", "pin", "", "Ana", ""],
        ["E02", "M01", "accept", "", "Ana", ""],
        ["E02", "M02", "pin", "", "Ana", ""],
    ]
    told = refused(mentors=mentors, decisions=write("d.csv", rows))
    assert "d.csv, row 2: Ana Ruiz (M01) has withdrawn and cannot be pinned. Take this row" in told
    assert "d.csv, row 3: Ana Ruiz (M01) has withdrawn and cannot be accepted" in told
    assert "row 4" not in told
    waived = [*rows[:2], ["E01", "M01", "waive", "mentor_on_panel", "Ana", ""]]
    assert len(said(the_round(mentors=mentors, decisions=write("e.csv", waived)))) == 2


def test_a_recusal_needs_a_name(write: Write) -> None:
    rows = [
        HEAD,
        ["E01", "M01", "recuse", "", "", ""],
        ["E01", "M02", "recuse", "", "committee", ""],
    ]
    told = refused(decisions=write("d.csv", rows))
    assert "row 2, column 'who': nobody is named, so this recusal takes nobody out" in told
    assert "'committee': the committee as a whole cannot recuse itself" in told


def test_a_recusal_under_nearly_the_same_name_is_asked_about(write: Write) -> None:
    rows = [
        HEAD,
        ["E01", "M01", "recuse", "", "Anna Exempel", ""],
        ["E01", "M01", "pin", "", "Ana Exempel", ""],
    ]
    found = the_round(decisions=write("d.csv", rows))
    assert "somebody of nearly the same name does" in questions(found)
    assert "Did you mean 'ana exempel'?" in questions(found)


def test_what_one_member_cannot_mean_both_is_told_all_at_once(write: Write) -> None:
    ana = [
        HEAD,
        ["E01", "M01", "pin", "", "Ana", ""],
        ["E01", "M01", "veto", "", "ANA", ""],
        ["E02", "M01", "pin", "", "Ana", ""],
        ["E02", "M02", "accept", "", "Ana", ""],
    ]
    bo = [HEAD, ["E02", "M02", "pin", "", "Bo", ""], ["E02", "M01", "pin", "", "Bo", ""]]
    told = refused(decisions=[write("ana.csv", ana), write("bo.csv", bo)])
    assert told.startswith("2 problems")
    assert "Ana is for and against Cy Kato (E01) with Ana Ruiz (M01): pin in ana.csv, row 2" in told
    assert "Bo pins Di Rossi (E02) to Ana Ruiz (M01) and to Bo Li (M02)" in told
    assert "pin in bo.csv, row 3 and pin in bo.csv, row 2. Take all but one out." in told


@pytest.mark.parametrize("all_of_them", [False, True])
def test_a_veto_of_everybody_is_said(write: Write, all_of_them: bool) -> None:
    mentees = ["E01", "E02"] if all_of_them else ["E01"]
    rows = [[e, m, "veto", "", "Ana", ""] for e in mentees for m in ("M01", "M02")]
    found = the_round(decisions=write("d.csv", [HEAD, *rows]))
    assert len(said(found)) == len(rows)
    words = "Every mentor is vetoed for Cy Kato (E01), who will have none"
    words = "Every pair of the round is vetoed" if all_of_them else words
    assert questions(found).count(words) == 1


def test_a_second_column_of_one_meaning_is_not_lost_silently(write: Write) -> None:
    rows = [["mentee", "mentor", "decision", "kind"], ["E01", "M01", "pin", "veto"]]
    found = the_round(decisions=write("d.csv", rows))
    notes = [f for f in found.report.findings if f.column == "kind"]
    assert [f.understood for f in notes] == ["This column is not used"]
