"""A round of which the vocabulary is another programme's: said first."""

from __future__ import annotations

from alliance_match.model.findings import FileRead, Finding, IntakeReport
from alliance_match.model.people import Goal
from alliance_match.model.record import Source
from alliance_match.model.round import MatchRound
from alliance_match.proposal import propose
from alliance_match.report.console import look_first
from alliance_match.report.foreign_topics import foreign_topics
from alliance_match.report.view import dossier_view
from alliance_match.words import speech

from ..rounds import mentee, mentor, round_of


def goals(unknown: int, of: int) -> list:
    """As many mentees as goals, some of which name no topic."""
    foreign = (Goal(topic=None, text="A children's choir."),)
    return [mentee(k, **({"goals": foreign} if k < unknown else {})) for k in range(of)]


def test_a_quarter_of_the_goals_is_enough_and_less_is_not() -> None:
    told = foreign_topics(round_of([mentor(1)], goals(2, 8)))
    assert [str(one) for one in told] == ["2 of 8 goals name no known topic"]
    assert foreign_topics(round_of([mentor(1)], goals(1, 5))) == ()
    assert foreign_topics(round_of([mentor(1)], [])) == ()


def test_expertise_is_counted_by_mentor() -> None:
    mentors = [mentor(k, source=Source(file="m.csv", row=k)) for k in range(1, 5)]
    found = [
        Finding(severity="question", file="m.csv", row=1, column=c, understood=u)
        for c, u in (("Can", "Unknown topic"), ("Can", "Unknown topic"), ("When", "Unclear"))
    ]
    file = FileRead(file="m.csv", columns={"Can": "expertise", "When": "availability"})
    people = round_of(mentors, goals(0, 1))
    read = MatchRound.model_validate(
        people.model_dump() | {"report": IntakeReport.of(found, [file])}
    )
    assert [str(one) for one in foreign_topics(read)] == [
        "the expertise of 1 of 4 mentors names unknown topics"
    ]


def test_it_is_said_first_with_where_to_look() -> None:
    proposal = propose(round_of([mentor(1), mentor(2)], goals(1, 2)))
    first = dossier_view(proposal).attention[0]
    assert str(first.title) == "Topics that the vocabulary does not have"
    told = look_first([first], speech())
    assert "1 of 2 goals name no known topic: if the programme has topics of its own" in told
    assert "docs/howto/other-programmes.md" in told
