"""What was decided before holds on, or it is said that it does not."""

from __future__ import annotations

import pandas as pd
import pytest

import alliance_match as am
from alliance_match.model.decisions import Decision, Decisions

from .test_history import MENTEES, MENTORS, read, without

VETO = Decision(kind="veto", mentee="E01", mentor="M01", who="Ana", why="too near")
PIN = Decision(kind="pin", mentee="E02", mentor="M02", who="Ben")
KEPT = Decision(kind="keep", mentee="E03", mentor="M01")


@pytest.fixture
def before():
    return read(decisions=Decisions(entries=(VETO, PIN, KEPT)))


def dropped(people):
    return [f.understood for f in people.report.findings if "is dropped" in f.understood]


def test_without_new_decisions_the_old_ones_hold_on(before):
    again = read(previous=before)
    assert set(again.decisions.entries) == {VETO, PIN}, "what was kept is matched anew"
    assert dropped(again) == []
    assert am.propose(again).mentor_of["E02"].mentor.id == "M02"


def test_a_decision_on_somebody_who_left_is_a_warning(before):
    gone = next(m.name for m in before.mentors if m.id == "M02")
    again = read(mentors=without(MENTORS, gone), previous=before)
    assert set(again.decisions.entries) == {VETO}
    mentee = before.mentee("E02").name
    said = f"The earlier pin of Ben on {mentee} (E02) with {gone} (M02) is dropped: one of the two"
    assert [line.startswith(said) for line in dropped(again)] == [True]
    assert next(f for f in again.report.findings if "dropped" in f.understood).severity == "warning"


def test_new_decisions_take_the_place_of_all_and_what_they_leave_out_is_a_warning(before):
    table = pd.DataFrame(
        [{"mentee": "E01", "mentor": "M01", "decision": "veto", "who": " ANA ", "why": "still"}]
    )
    again = read(decisions=table, previous=before)
    assert [(d.kind, d.mentee) for d in again.decisions.entries] == [("veto", "E01")]
    (line,) = dropped(again)
    assert "pin of Ben" in line
    assert line.endswith("it is not among those given now")
    nothing = read(decisions=Decisions(), previous=before)
    assert nothing.decisions.entries == ()
    assert len(dropped(nothing)) == 2


def test_the_order_of_rows_does_not_matter(before):
    turned = {column: cells[::-1] for column, cells in MENTEES.items()}
    one, other = read(previous=before), read(mentees=turned, previous=before)
    assert set(one.decisions.entries) == set(other.decisions.entries)
