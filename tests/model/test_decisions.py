"""Decisions and findings: who decided what, and what intake has to say."""

from __future__ import annotations

import itertools

import pytest
from pydantic import ValidationError

from alliance_match.model.decisions import Decision, Decisions
from alliance_match.model.findings import Finding, IntakeReport
from alliance_match.model.settings import Rules


def decision(kind: str, mentee: str = "E1", mentor: str = "M1", rule: str | None = None):
    return Decision(kind=kind, mentee=mentee, mentor=mentor, rule=rule)


@pytest.mark.parametrize("rule", Rules.model_fields)
def test_any_rule_may_be_waived(rule):
    assert decision("waive", rule=rule).rule == rule


@pytest.mark.parametrize("kind", ["pin", "veto", "recuse"])
def test_a_rule_goes_with_a_waiver_alone(kind):
    assert decision(kind).rule is None
    with pytest.raises(ValidationError, match="exactly when the decision is to waive"):
        decision(kind, rule="no_exclusion")


def test_a_waiver_names_its_rule():
    with pytest.raises(ValidationError, match="exactly when the decision is to waive"):
        decision("waive")
    with pytest.raises(ValidationError, match=r"no rule 'shared_langage'\. Did you mean 'shared_l"):
        decision("waive", rule="shared_langage")


def test_decisions_of_one_kind_are_ordered_by_pair():
    entries = [
        decision("waive", "E2", "M1", "no_exclusion"),
        decision("waive", "E1", "M2", "shared_language"),
        decision("waive", "E1", "M2", "no_exclusion"),
        decision("pin", "E1", "M1"),
    ]
    for mixed in itertools.permutations(entries):
        found = Decisions(entries=mixed).of_kind("waive")
        assert found == (entries[2], entries[1], entries[0])
    assert Decisions(entries=tuple(entries)).of_kind("veto") == ()


FINDINGS = [
    Finding(severity="note", file="a.csv", understood="read"),
    Finding(severity="error", file="b.csv", row=3, column="x", value="?", understood="lost"),
    Finding(severity="error", file="b.csv", row=2, column="z", understood="lost"),
    Finding(severity="error", file="b.csv", row=2, column="y", understood="lost"),
    Finding(severity="question", file="a.csv", row=9, understood="who"),
    Finding(severity="warning", file="a.csv", row=1, column="x", understood="odd", remedy="Look."),
]


def test_findings_are_ordered_by_severity_and_place():
    for mixed in itertools.permutations(FINDINGS):
        report = IntakeReport.of([*mixed, mixed[0]])
        assert [(f.severity, f.row, f.column) for f in report.findings] == [
            ("error", 2, "y"),
            ("error", 2, "z"),
            ("error", 3, "x"),
            ("question", 9, None),
            ("warning", 1, "x"),
            ("note", None, None),
        ]
    assert report.counts() == {"error": 3, "question": 1, "warning": 1, "note": 1}
    assert len(report.at("warning", "note")) == 2
    assert report.records()[0]["column"] == "y"


def test_findings_in_words():
    report = IntakeReport.of(FINDINGS, {"a.csv": "2 mentors"})
    lines = str(report).splitlines()
    assert lines[:2] == ["a.csv: 2 mentors", "Findings: 3 errors, 1 question, 1 warning, 1 note."]
    assert "error: b.csv, row 3, column 'x': '?': lost." in lines
    assert "warning: a.csv, row 1, column 'x': odd. Look." in lines
    assert str(IntakeReport()) == "Findings: none."


def test_a_copy_with_other_entries_is_settled_anew():
    one = Decisions(entries=(Decision(kind="pin", mentee="E1", mentor="M1"),))
    assert one.of_kind("pin")
    assert not one.model_copy(update={"entries": ()}).of_kind("pin")
    assert one.of_kind("pin")
