"""The tables about what was read: findings, what everybody has answered, and what to ask."""

from __future__ import annotations

from ..explain import Completeness, PersonAnswers, Question, Questions
from ..explain.completeness import label_of
from ..model.findings import IntakeReport
from ..words import Speech, speech
from .cells import Cell, Points, Table, csv_text

__all__ = [
    "answers_table",
    "completeness_csv",
    "findings_table",
    "intake_report_csv",
    "questions_csv",
    "questions_table",
]

_COULD_CHANGE = {"can_change": "yes", "cannot_change": "no", "no_proposal": "no proposal yet"}


def intake_report_csv(report: IntakeReport) -> str:
    """Write one row per finding of the intake.

    Returns
    -------
    str
        As of :func:`~alliance_match.report.cells.csv_text`.
    """
    return csv_text(*findings_table(report))


def completeness_csv(found: Completeness, language: str = "en") -> str:
    """Write one row per person: how much is answered, what is unknown, what to check.

    Parameters
    ----------
    found : Completeness
        What everybody has answered.
    language : {"en", "fr", "es"}
        Of the words in cells; headers, codes and numbers are alike in all.

    Returns
    -------
    str
        As of :func:`~alliance_match.report.cells.csv_text`.
    """
    return csv_text(*answers_table(found, speech(language)))


def questions_csv(questions: Questions, language: str = "en") -> str:
    """Write one row per question, those that could change the proposal first.

    Parameters
    ----------
    questions : Questions
        What to ask.
    language : {"en", "fr", "es"}
        Of the words in cells; headers, codes and numbers are alike in all.

    Returns
    -------
    str
        As of :func:`~alliance_match.report.cells.csv_text`. People go by name and id; whoever
        sends the questions has the addresses.
    """
    return csv_text(*questions_table(questions, speech(language)))


def findings_table(report: IntakeReport) -> Table:
    """Lay out the findings, most serious first."""
    header = ["severity", "file", "row", "column", "value", "understood", "remedy"]
    return header, [
        [f.severity, f.file, f.row, f.column, f.value, f.understood, f.remedy]
        for f in report.findings
    ]


def answers_table(found: Completeness, to: Speech) -> Table:
    """Lay out what everybody has answered."""
    header = ["role", "id", "name", "organisation", "answered", "asked"]
    header += ["unknown", "to_check", "errors", "questions", "warnings"]
    return header, [_answers(one, to) for one in found.people]


def _answers(one: PersonAnswers, to: Speech) -> list[Cell]:
    who = one.person
    start: list[Cell] = [one.role, who.id, who.name, who.organisation, len(one.answered), one.asked]
    names = ("; ".join(to.say(label_of(n)) for n in part) for part in (one.unknown, one.flagged))
    return [*start, *names, one.errors, one.questions, one.warnings]


def questions_table(questions: Questions, to: Speech) -> Table:
    """Lay out what to ask whom."""
    header = ["number", "could_change_the_proposal", "ask", "role", "id", "name", "organisation"]
    header += ["about", "question", "why", "what_hangs_on_it", "pairs"]
    header += ["proposed_pairs_at_risk", "mentees_at_stake", "points_at_stake"]
    numbered = enumerate(questions.questions, start=1)
    return header, [[number, *_question(one, to)] for number, one in numbered]


def _question(one: Question, to: Speech) -> list[Cell]:
    who, effect = one.person, one.effect
    stakes: list[Cell] = [one.pairs, None, None, None]
    if one.verdict != "no_proposal":
        stakes[1] = one.falls
    if effect is not None:
        stakes[2:] = [effect.coverage, Points(effect.points)]
    said = (*map(to.say, (one.label, one.question, one.why)), to.sentence(one.stake))
    start = [_COULD_CHANGE[one.verdict], one.ask, one.role, who.id, who.name, who.organisation]
    return [*start, *said, *stakes]
