from __future__ import annotations

import pandas as pd
import pytest

from alliance_match.errors import InputError
from alliance_match.intake import load_decisions, load_round
from alliance_match.model.decisions import Decision, Decisions
from alliance_match.model.round import MatchRound

from .conftest import MENTEES, MENTORS, VOCABULARY, Write

ROWS = [
    ["mentee", "mentor", "decision", "rule", "who", "why"],
    ["E01", "Ana Ruiz", "pin", "", "Chair", "they know each other"],
    ["cy@x.org", "M02", "veto", "", "Chair", ""],
    ["Di Rossi", "bo li", "waive", "shared_language", "Board", "interpreter"],
    ["E02", "M01", "recuse", "", "Secretary", ""],
]


def the_round(**more: object) -> MatchRound:
    return load_round(
        pd.DataFrame(MENTORS[1:], columns=MENTORS[0], dtype=str),
        pd.DataFrame(MENTEES[1:], columns=MENTEES[0], dtype=str),
        vocabulary=VOCABULARY,
        **more,  # type: ignore[arg-type]
    )


def test_people_go_by_id_name_or_address(write: Write) -> None:
    found = the_round(decisions=write("decisions.csv", ROWS))
    said = [(d.kind, d.mentee, d.mentor, d.rule) for d in found.decisions.entries]
    assert said == [
        ("pin", "E01", "M01", None),
        ("veto", "E01", "M02", None),
        ("waive", "E02", "M02", "shared_language"),
        ("recuse", "E02", "M01", None),
    ]
    assert found.decisions.entries[0].source is not None
    assert found.report.read["decisions.csv"] == "decisions: 4 rows: 4 decisions"


def test_decisions_as_they_are() -> None:
    given = Decisions(entries=(Decision(kind="pin", mentee="E01", mentor="M01"),))
    assert the_round(decisions=given).decisions == given


def test_records_on_people_who_are_not_there() -> None:
    given = Decisions(entries=(Decision(kind="pin", mentee="E09", mentor="M01"),))
    with pytest.raises(InputError, match="unknown mentee 'E09'"):
        the_round(decisions=given)


def test_all_mistakes_are_told_at_once(write: Write) -> None:
    rows = [
        ROWS[0],
        ["E09", "Anna Ruiz", "pinn", "", "", ""],
        ["E01", "M01", "waive", "", "", ""],
        ["E01", "M01", "pin", "shared_language", "", ""],
        ["", "M01", "pin", "", "", ""],
        ["zz@x.org", "M01", "pin", "", "", ""],
        ["E01", "M01", "waive", "language", "", ""],
    ]
    people = the_round()
    with pytest.raises(InputError) as raised:
        load_decisions(write("d.csv", rows), people.mentors, people.mentees)
    said = str(raised.value)
    assert "zz@x.org" not in said
    for part in (
        "8 problems",
        "row 2, column 'mentee': 'E09'",
        "Did you mean 'Ana Ruiz'",
        "Did you mean 'pin'",
        "row 3: the rule that is waived is not named",
        "row 4: 'shared_language': a pin names no rule",
        "row 6, column 'mentee': 'z***@x.org'",
        "Did you mean 'shared_language'",
        "row 5, column 'mentee': no mentee is named",
    ):
        assert part in said


def test_a_missing_column(write: Write) -> None:
    with pytest.raises(InputError, match=r"no column 'mentor'.*Did you mean 'mentors'"):
        the_round(
            decisions=write("d.csv", [["mentee", "mentors", "decision"], ["E01", "M01", "pin"]])
        )
