"""CSV and Excel: complete, harmless when opened, and the same each time."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from alliance_match.errors import InputError
from alliance_match.explain import completeness
from alliance_match.model.findings import IntakeReport
from alliance_match.proposal import propose
from alliance_match.report.cells import CSV_ENCODING, neutralise
from alliance_match.report.intake_tables import completeness_csv, intake_report_csv, questions_csv
from alliance_match.report.tables import proposal_csv, proposal_xlsx, unmatched_csv
from alliance_match.scoring.criteria import told_criteria

from .rounds import EMAIL, NAMES, full_round, proposals

every = pytest.mark.parametrize("name", NAMES)
_ADDRESS = re.compile(r"[\w.]+@[\w-]+\.\w+")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def book(name: str) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(proposal_xlsx(proposals()[name])))


@every
def test_the_proposal_has_one_row_per_mentee(name: str) -> None:
    proposal = proposals()[name]
    found = rows(proposal_csv(proposal))
    assert [r["mentee"] for r in found] == sorted(m.id for m in proposal.round.mentees)
    for row in found:
        pair = proposal.mentor_of.get(row["mentee"])
        assert row["mentor"] == ("" if pair is None else pair.mentor.id)
        if pair is None:
            assert row["points"] == row["weak"] == ""
            continue
        parts = [row[c.name] for _, c in told_criteria(proposal.policy)]
        assert all(re.fullmatch(r"\d+\.\d", part) for part in [*parts, row["points"]])
        assert sum(int(part.replace(".", "")) for part in parts) == pair.points
        assert row["points"].replace(".", "").lstrip("0") == str(pair.points)
        assert row["weak"] == ("yes" if proposal.is_weak(pair) else "no")


@every
def test_the_unmatched_have_reasons(name: str) -> None:
    proposal = proposals()[name]
    found = rows(unmatched_csv(proposal))
    assert [r["mentee"] for r in found] == sorted(m.id for m in proposal.unmatched)
    assert all(r["reason_kind"] and r["reason"] for r in found)
    assert all(r["stopped_by_shared_language"].isdigit() for r in found)


def test_flags_are_told() -> None:
    by_mentee = {r["mentee"]: r for r in rows(proposal_csv(proposals()["full"]))}
    assert "the languages of the mentee are not known" in by_mentee["E07"]["flags"]
    assert by_mentee["E01"]["flags"] == ""


#: Columns that hold words; all others are alike in every language.
WORDS = {
    *("flags", "reason", "about", "question", "why", "what_hangs_on_it", "unknown", "to_check")
}


@every
@pytest.mark.parametrize("language", ["fr", "es"])
def test_words_are_in_the_language_asked_for_and_nothing_else_is(name: str, language: str) -> None:
    proposal, told = (
        proposals()[name],
        completeness(proposals()[name].round, proposals()[name].policy),
    )
    asked = proposal.questions()
    for english, other in (
        (proposal_csv(proposal), proposal_csv(proposal, language)),
        (unmatched_csv(proposal), unmatched_csv(proposal, language)),
        (questions_csv(asked), questions_csv(asked, language)),
        (completeness_csv(told), completeness_csv(told, language)),
    ):
        before, after = rows(english), rows(other)
        assert other.splitlines()[0] == english.splitlines()[0]
        assert len(after) == len(before)
        for one, two in zip(before, after, strict=True):
            for column in one:
                if column not in WORDS or not one[column]:
                    assert two[column] == one[column]
                elif column in ("reason", "question", "why", "what_hangs_on_it"):
                    assert two[column] != one[column]
                    assert two[column][0] != "'"


def test_flags_are_told_in_french() -> None:
    by_mentee = {r["mentee"]: r for r in rows(proposal_csv(proposals()["full"], "fr"))}
    assert "les langues du mentoré ne sont pas connues" in by_mentee["E07"]["flags"]


def test_findings_are_all_there() -> None:
    report = full_round().report
    found = rows(intake_report_csv(report))
    assert [r["severity"] for r in found] == [f.severity for f in report.findings]
    assert [r["row"] for r in found] == ["", "3", "9"]
    assert rows(intake_report_csv(IntakeReport())) == []


@every
def test_questions_are_all_there_in_their_order(name: str) -> None:
    asked = proposals()[name].questions().questions
    found = rows(questions_csv(proposals()[name].questions()))
    assert [(r["role"], r["id"]) for r in found] == [(q.role, q.person.id) for q in asked]
    assert [r["number"] for r in found] == [str(n + 1) for n in range(len(asked))]
    words = {"can_change": "yes", "cannot_change": "no", "no_proposal": "no proposal yet"}
    assert [r["could_change_the_proposal"] for r in found] == [words[q.verdict] for q in asked]
    assert all(r["question"].endswith(("?", ".")) and r["why"] for r in found)


@every
def test_everybody_has_a_line(name: str) -> None:
    people = proposals()[name].round
    found = rows(completeness_csv(completeness(people)))
    expected = [m.id for m in (*people.mentees, *people.mentors, *people.experts)]
    assert [r["id"] for r in found] == expected
    for row in found:
        unknown = [w for w in row["unknown"].split("; ") if w]
        assert int(row["answered"]) + len(unknown) == int(row["asked"])


def test_findings_as_a_frame_and_as_a_file(tmp_path: Path) -> None:
    report = full_round().report
    frame = report.to_frame()
    assert list(frame.columns) == [
        *("severity", "file", "row", "column", "value", "understood", "remedy")
    ]
    assert frame["row"].tolist()[1:] == [3, 9]
    assert frame["severity"].tolist() == [f.severity for f in report.findings]
    assert IntakeReport().to_frame().empty
    report.to_csv(tmp_path / "findings.csv")
    assert (tmp_path / "findings.csv").read_bytes().decode(CSV_ENCODING) == intake_report_csv(
        report
    )
    with pytest.raises(InputError, match="cannot be written"):
        report.to_csv(tmp_path)


@every
def test_no_cell_of_a_csv_is_a_formula_or_holds_an_address(name: str) -> None:
    proposal = proposals()[name]
    texts = (
        proposal_csv(proposal),
        unmatched_csv(proposal),
        intake_report_csv(proposal.round.report),
        questions_csv(proposal.questions()),
        completeness_csv(completeness(proposal.round, proposal.policy)),
    )
    for text in texts:
        assert EMAIL not in text
        assert _ADDRESS.search(text) is None
        for line in csv.reader(io.StringIO(text, newline="")):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in line)
    assert texts[0].endswith("\r\n")
    assert "\r\n" in texts[0].encode(CSV_ENCODING).decode(CSV_ENCODING)


def test_hostile_cells_are_kept_behind_an_apostrophe() -> None:
    by_mentee = {r["mentee"]: r for r in rows(proposal_csv(proposals()["full"]))}
    assert by_mentee["E01"]["mentee_name"] == "'+1 Mentee"
    assert by_mentee["E04"]["mentor_name"].startswith("'=HYPERLINK(")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_neutralise_puts_an_apostrophe_first(start: str) -> None:
    assert neutralise(f"{start}1") == f"'{start}1"
    assert neutralise(f"'{start}1") == f"''{start}1"  # so that taking one off gives it back


@pytest.mark.parametrize("text", ["", "1", "a=b", "e-mail", "'quoted'"])
def test_neutralise_leaves_other_texts_alone(text: str) -> None:
    assert neutralise(text) == text


def test_the_order_of_the_input_does_not_matter() -> None:
    there, other = proposals()["full"].round, full_round()
    turned = type(other).model_validate(
        {
            **{k: getattr(other, k) for k in type(other).model_fields},
            "mentors": other.mentors[::-1],
            "mentees": other.mentees[::-1],
        }
    )
    assert turned.mentees == there.mentees
    proposal = propose(turned)
    assert proposal_csv(proposal) == proposal_csv(proposals()["full"])
    assert unmatched_csv(proposal) == unmatched_csv(proposals()["full"])


@every
def test_the_workbook_holds_the_same(name: str) -> None:
    found, proposal = book(name), proposals()[name]
    assert found.sheet_names == [
        *("Pairs", "Unmatched", "Why not", "Questions", "Completeness", "Intake report"),
    ]
    pairs = found.get_sheet_by_name("Pairs").to_python()[1:]
    csv_rows = rows(proposal_csv(proposal))
    assert [r[0] for r in pairs] == [r["mentee"] for r in csv_rows]
    assert [r[6] for r in pairs] == [float(r["points"]) if r["points"] else "" for r in csv_rows]
    findings = found.get_sheet_by_name("Intake report").to_python()[1:]
    assert len(findings) == len(proposal.round.report.findings)


def test_the_matrix_holds_the_points_of_every_eligible_pair() -> None:
    proposal = proposals()["full"]
    matrix = book("full").get_sheet_by_name("Why not").to_python()[1:]
    for i in range(len(proposal.round.mentees)):
        for j in range(len(proposal.round.mentors)):
            cell = matrix[i][j + 2]
            if (proposal.round.mentees[i].id, proposal.round.mentors[j].id) == ("E01", "M04"):
                assert cell == "vetoed"
            elif proposal.scored.eligible[i, j]:
                assert cell == proposal.scored.points[i, j] / 10
            else:
                assert cell == "not eligible"


@every
def test_the_workbook_holds_no_formula_link_or_address(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(proposal_xlsx(proposals()[name]))) as parts:
        for part in parts.namelist():
            text = parts.read(part).decode()
            assert "<f>" not in text
            assert "<hyperlink" not in text
            assert EMAIL not in text


def test_text_that_looks_like_a_formula_stays_text() -> None:
    pairs = book("full").get_sheet_by_name("Pairs").to_python()
    names = [cell for row in pairs for cell in row if isinstance(cell, str)]
    assert "+1 Mentee" in names
    assert any(cell.startswith("=HYPERLINK(") for cell in names)


@every
def test_tables_are_the_same_each_time(name: str) -> None:
    proposal = proposals()[name]
    assert proposal_xlsx(proposal) == proposal_xlsx(proposal)
    assert proposal_csv(proposal) == proposal_csv(proposal)
