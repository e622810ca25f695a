"""The tables of a proposal: CSV and Excel. They do not depend on the order of the input's rows."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from ..explain import UnmatchedExplanation, completeness
from ..explain.record import name_of
from ..explain.shared import goal_evidence
from ..proposal import Pair, Proposal
from ..scoring import evidence
from ..scoring.criteria import told_criteria
from ..scoring.rules import rules_of
from ..words import Speech, speech
from ..words.templates import console as say
from .cells import Cell, Points, Table, csv_text
from .intake_tables import answers_table, findings_table, questions_table
from .view import presentable

__all__ = [
    "CREATED",
    "proposal_csv",
    "proposal_xlsx",
    "unmatched_csv",
]


def proposal_csv(proposal: Proposal, language: str = "en") -> str:
    """Write one row per mentee: mentor, points (0.0 to 100.0) by criterion, and flags.

    Parameters
    ----------
    proposal : Proposal
        The proposal.
    language : {"en", "fr", "es"}
        Of the words in cells; headers, codes and numbers are alike in all.

    Returns
    -------
    str
        Lines end with CRLF (RFC 4180); to be encoded as :data:`CSV_ENCODING`.
    """
    return csv_text(*_pairs(proposal, speech(language)))


def unmatched_csv(proposal: Proposal, language: str = "en") -> str:
    """Write one row per mentee without a mentor: the reason, and how many mentors each rule stops.

    Parameters
    ----------
    proposal : Proposal
        The proposal.
    language : {"en", "fr", "es"}
        Of the words in cells; headers, codes and numbers are alike in all.

    Returns
    -------
    str
        As of :func:`proposal_csv`.
    """
    return csv_text(*_unmatched(proposal, speech(language)))


# --- what the tables hold --------------------------------------------------------------------


def _pairs(proposal: Proposal, to: Speech) -> Table:
    header = ["mentee", "mentee_name", "mentee_organisation"]
    header += ["mentor", "mentor_name", "mentor_organisation", "points"]
    told = [c.name for _, c in told_criteria(proposal.policy)]
    header += [*told, "weak", "flags", "experts"]
    header += [] if proposal.co_mentors is None else ["co_mentor", "co_mentor_name"]
    mentees = sorted(proposal.round.mentees, key=lambda m: m.id)
    empty: list[Cell] = [None] * (len(header) - 3)
    rows = []
    for mentee in mentees:
        who, pair = name_of(proposal.round, mentee), proposal.mentor_of.get(mentee.id)
        start: list[Cell] = [who.id, who.name, who.organisation]
        rows.append(start + (empty if pair is None else _pair(proposal, pair, to)))
    return header, rows


def _pair(proposal: Proposal, pair: Pair, to: Speech) -> list[Cell]:
    mentor, scored = name_of(proposal.round, pair.mentor), proposal.scored
    flags = [
        evidence.reason(scored, r, pair.row, pair.col) for r in scored.unknown(pair.row, pair.col)
    ]
    return [
        mentor.id,
        mentor.name,
        mentor.organisation,
        Points(pair.points),
        *(
            Points(scored.contributions[k, pair.row, pair.col])
            for k, _ in told_criteria(proposal.policy)
        ),
        "yes" if proposal.is_weak(pair) else "no",
        "; ".join(map(to.say, flags)),
        "; ".join(_experts(proposal, pair)),
        *_second(proposal, pair),
    ]


def _second(proposal: Proposal, pair: Pair) -> list[Cell]:
    """Name the mentee's second mentor, where the policy gives anybody one."""
    if proposal.co_mentors is None:
        return []
    second = proposal.co_mentor_of.get(pair.mentee.id)
    return [None, None] if second is None else [second.mentor.id, second.mentor.name]


def _experts(proposal: Proposal, pair: Pair) -> list[str]:
    """Say which subject expert is to serve which goal of a mentee."""
    names = {x.id: x.name for x in proposal.round.experts}
    return [
        f"{g.topic or g.goal.text}: {names[g.expert]}"
        for g in goal_evidence(proposal, pair.row, pair.col)
        if g.expert is not None
    ]


def _unmatched(proposal: Proposal, to: Speech) -> Table:
    header = ["mentee", "name", "organisation", "reason_kind", "reason"]
    header += [f"stopped_by_{rule.name}" for rule in rules_of(proposal.policy)]
    rules = [rule.name for rule in rules_of(proposal.policy)]
    return header, [_left_out(why, rules, to) for _, why in sorted(proposal.left_out.items())]


def _left_out(why: UnmatchedExplanation, rules: Sequence[str], to: Speech) -> list[Cell]:
    counts = {b.rule: b.mentors for b in why.broken}
    who = why.mentee
    reason = to.sentence(why.reason)
    start: list[Cell] = [who.id, who.name, who.organisation, why.kind, reason]
    return start + [counts.get(name, 0) for name in rules]


def _why_not(proposal: Proposal, to: Speech) -> Table:
    """Lay out the points of every eligible pair: mentees down, mentors across."""
    people, scored = proposal.round, proposal.scored
    header = ["mentee", "name", *(str(name_of(people, m)) for m in people.mentors)]
    vetoed = {(d.mentee, d.mentor) for d in people.decisions.of_kind("veto")}

    def cell(row: int, col: int) -> Cell:
        if (people.mentees[row].id, people.mentors[col].id) in vetoed:
            return to.say(say.VETOED())
        if not scored.eligible[row, col]:
            return to.say(say.NOT_ELIGIBLE())
        return Points(scored.points[row, col])

    rows: list[list[Cell]] = [
        [mentee.id, mentee.name, *(cell(i, j) for j in range(len(people.mentors)))]
        for i, mentee in enumerate(people.mentees)
    ]
    return header, rows


# --- the workbook ----------------------------------------------------------------------------

#: A workbook says when it was made; a constant keeps two of the same proposal alike.
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  (Excel has no zones)
_LONG = 60


def proposal_xlsx(proposal: Proposal, language: str = "en") -> bytes:
    """Write a workbook: pairs, unmatched, all eligible pairs, questions, and what was read.

    Parameters
    ----------
    proposal : Proposal
        The proposal.
    language : {"en", "fr", "es"}
        Of the words in cells; headers, codes and numbers are alike in all.

    Returns
    -------
    bytes
        The same for the same proposal.

    Raises
    ------
    ModuleNotFoundError
        When XlsxWriter is not installed; ``pip install "alliance-match[excel]"`` adds it.
    """
    import xlsxwriter

    to = speech(language)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, {**options, "strings_to_numbers": False}) as book:
        book.set_properties({"title": to.say(say.TITLE()), "created": CREATED})
        styles = _styles(book)
        chosen = {(p.mentee.id, str(name_of(proposal.round, p.mentor))) for p in proposal.pairs}
        _sheet(book, "Pairs", _pairs(proposal, to), styles)
        _sheet(book, "Unmatched", _unmatched(proposal, to), styles)
        why_not = _why_not(proposal, to)
        _sheet(
            book,
            "Why not",
            why_not,
            styles,
            strong=lambda row, name: (str(row[0]), name) in chosen,
            note=to.say(say.POINTS_OF_ALL()),
        )
        _sheet(book, "Questions", questions_table(proposal.questions(), to), styles)
        _sheet(
            book,
            "Completeness",
            answers_table(completeness(proposal.round, proposal.policy), to),
            styles,
        )
        _sheet(book, "Intake report", findings_table(proposal.round.report), styles)
    return out.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    base = {"valign": "top", "font_size": 10}
    return {
        "head": book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "bottom": 1,
                "bg_color": "#E4EEF2",
            }
        ),
        "text": book.add_format({**base, "text_wrap": True}),
        "points": book.add_format({**base, "num_format": "0.0"}),
        "strong": book.add_format({**base, "num_format": "0.0", "bold": True, "border": 1}),
        "note": book.add_format({"italic": True, "font_color": "#555555"}),
    }


def _sheet(
    book: Any,
    name: str,
    table: Table,
    styles: dict[str, Any],
    strong: Callable[[list[Cell], str], bool] = lambda row, column: False,
    note: str = "",
) -> None:
    """Write one sheet: header frozen and filtered, text as text, points as numbers."""
    header, rows = table
    sheet = book.add_worksheet(name)
    for at, words in enumerate(header):
        sheet.write_string(0, at, presentable(words), styles["head"])
        sheet.set_column(at, at, _width(words, [row[at] for row in rows]))
    for down, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            if isinstance(cell, Points):
                style = "strong" if strong(row, header[at]) else "points"
                sheet.write_number(down, at, cell / 10, styles[style])
            elif isinstance(cell, int):
                sheet.write_number(down, at, cell, styles["text"])
            elif cell:
                sheet.write_string(down, at, presentable(cell), styles["text"])
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(rows), len(header) - 1)
    if note:
        sheet.write_string(len(rows) + 2, 0, note, styles["note"])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _width(header: str, cells: Iterable[Cell]) -> int:
    """Fit a column to its longest cell, within reason; headers may wrap at spaces."""
    longest = max((len(c) for c in cells if isinstance(c, str)), default=0)
    words = max(map(len, header.replace("_", " ").split()), default=0)
    return min(_LONG, max(8, longest + 1, words + 2))
