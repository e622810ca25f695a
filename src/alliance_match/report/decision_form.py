"""The file in which a committee decides on a proposal, as CSV and as a workbook."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from typing import Any

from ..explain.record import name_of
from ..intake.workbooks import LISTS
from ..model.decisions import Decision
from ..model.people import Mentee
from ..model.votes import by_pair_and_words
from ..proposal import Proposal
from ..words import Speech, Template, speech
from ..words.templates import decision_form as say
from ..words.templates import labels
from .cells import neutralise
from .tables import CREATED
from .view import presentable, printable

__all__ = ["COLUMNS", "decisions_csv", "decisions_xlsx", "fingerprint"]

COLUMNS = tuple(say.HEADS)
#: What people fill in; the other columns are shaded.
_OPEN = ("decision", "rule", "who", "why")
_WIDTHS = (11, 28, 11, 28, 8, 13, 26, 20, 44, 20)
#: So many rows more than there are can be chosen from lists.
_MORE_ROWS = 200
_TEXT_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

#: What one cell of a workbook holds at most; the CSV holds longer texts.
_LONGEST = 32_767
#: So many letters stand in a line of the help.
_LINE = 105

Row = dict[str, str | int]


def decisions_csv(proposal: Proposal) -> str:
    """Write the decisions so far, and a row for each pair and mentee without one, as CSV.

    Returns
    -------
    str
        Columns :data:`COLUMNS`, people by id and name, decisions and rules by the names that a
        policy has for them. Lines end with CRLF (RFC 4180). What members wrote is not shortened:
        the file is read again.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(proposal):
        cells = (row.get(name, "") for name in COLUMNS)
        writer.writerow([c if isinstance(c, str) else f"{c // 10}.{c % 10}" for c in cells])
    return out.getvalue()


def decisions_xlsx(proposal: Proposal, language: str = "en") -> bytes:
    """Write the same as a workbook with lists to choose from and a sheet that says how.

    Parameters
    ----------
    proposal : Proposal
        The proposal that is decided on.
    language : {"en", "fr", "es"}
        The language of headers, lists and help.

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

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _TEXT_OPTIONS) as book:
        to = speech(language)
        book.set_properties({"title": to.say(say.TITLE()), "created": CREATED})
        _Writer(book, to).write(list(_rows(proposal)))
    return out.getvalue()


def fingerprint(proposal: Proposal) -> str:
    """Name a proposal by what was solved, and how: ``P-`` and twelve digits of a hash.

    No spreadsheet takes it for a number.
    """
    pairs = [(pair.mentee.id, pair.mentor.id) for pair in proposal.pairs]
    told = json.dumps([proposal.problem.fingerprint, proposal.policy.objective, pairs])
    digits = hashlib.sha256(told.encode()).hexdigest()
    return f"P-{digits[:4]}-{digits[4:8]}-{digits[8:12]}"


# --- what the file holds ---------------------------------------------------------------------


def _rows(proposal: Proposal) -> Iterator[Row]:
    """Give a row for each pair and each decision, by mentee."""
    entries = [d for d in proposal.round.decisions.entries if d.kind != "keep"]
    for mentee in proposal.round.mentees:
        pair = proposal.mentor_of.get(mentee.id)
        proposed = "" if pair is None else pair.mentor.id
        said = sorted((d for d in entries if d.mentee == mentee.id), key=by_pair_and_words)
        on_it = [d for d in said if d.mentor == proposed]
        if not on_it:
            yield _row(proposal, mentee, proposed, None)
        for decision in on_it:
            yield _row(proposal, mentee, proposed, decision)
        for decision in (d for d in said if d.mentor != proposed):
            yield _row(proposal, mentee, decision.mentor, decision)


def _row(proposal: Proposal, mentee: Mentee, mentor: str, decision: Decision | None) -> Row:
    people = proposal.round
    row: Row = {
        "mentee": neutralise(printable(mentee.id)),
        "mentee_name": neutralise(presentable(name_of(people, mentee).name)),
        "proposal": proposal.fingerprint,
    }
    if mentor:
        whom = people.mentor(mentor)
        row["mentor"] = neutralise(printable(mentor))
        row["mentor_name"] = neutralise(presentable(name_of(people, whom).name))
        at = people.mentees.index(mentee), people.mentors.index(whom)
        if proposal.scored.eligible[at]:
            row["points"] = int(proposal.scored.points[at])
    if decision is not None:
        row |= {"decision": decision.kind, "rule": decision.rule or ""}
        row |= {
            "who": neutralise(printable(decision.who)),
            "why": neutralise(printable(decision.why)),
        }
    return row


# --- the workbook ----------------------------------------------------------------------------


class _Writer:
    """Writes the sheets: the table, the help, and the hidden lists."""

    def __init__(self, book: Any, to: Speech) -> None:
        self.book, self.to = book, to
        base = {"valign": "top", "text_wrap": True, "font_size": 10, "num_format": "@"}
        framed = {**base, "border": 1, "border_color": "#BBBBBB"}
        head = {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1}
        self.styles = {
            "head": book.add_format({**head, "bg_color": "#E4EEF2"}),
            "open_head": book.add_format({**head, "bg_color": "#BFDCE6"}),
            "shaded": book.add_format({**base, "bg_color": "#F2F2F2", "font_color": "#555555"}),
            "points": book.add_format(
                {**base, "bg_color": "#F2F2F2", "font_color": "#555555", "num_format": "0.0"}
            ),
            "open": book.add_format(framed),
            "text": book.add_format(base),
            "title": book.add_format({"bold": True, "font_size": 14}),
        }
        self.lists: dict[str, dict[str, Template]] = {"decision": say.KINDS, "rule": labels.RULES}

    def write(self, rows: list[Row]) -> None:
        """Write all sheets."""
        self._table(rows)
        self._help()
        self._lists()

    def _table(self, rows: list[Row]) -> None:
        sheet = self.book.add_worksheet(self.to.say(say.TITLE()))
        for at, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
            style = self.styles["open_head" if name in _OPEN else "head"]
            sheet.write_string(0, at, self.to.say(say.HEADS[name]()), style)
            sheet.set_column(at, at, width, self.styles["open" if name in _OPEN else "text"])
        for down, row in enumerate(rows, start=1):
            for at, name in enumerate(COLUMNS):
                self._cell(sheet, down, at, name, row.get(name, ""))
        for at, name in enumerate(COLUMNS):
            if name in self.lists:
                sheet.data_validation(1, at, len(rows) + _MORE_ROWS, at, self._validation(name))
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(rows) + _MORE_ROWS}"})
        sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
        sheet.set_row(0, 24)
        sheet.freeze_panes(1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _cell(self, sheet: Any, down: int, at: int, name: str, cell: str | int) -> None:
        if isinstance(cell, int):
            sheet.write_number(down, at, cell / 10, self.styles["points"])
            return
        if cell and name in self.lists:
            cell = self.to.say(self.lists[name][cell]())
        style = self.styles["open" if name in _OPEN else "shaded"]
        if cell:
            sheet.write_string(down, at, cell[:_LONGEST], style)
        else:
            sheet.write_blank(down, at, None, style)

    def _validation(self, name: str) -> dict[str, Any]:
        column = chr(ord("A") + list(self.lists).index(name))
        last = len(self.lists[name]) + 2
        return {
            "validate": "list",
            "source": f"=Lists!${column}$3:${column}${last}",
            "error_type": "warning",
            "error_title": self.to.say(say.NOT_ON_THE_LIST())[:32],
            "error_message": self.to.say(say.CHOOSE())[:255],
        }

    def _help(self) -> None:
        words, styles = self.to.say(say.HELP()), self.styles
        sheet = self.book.add_worksheet(words)
        sheet.set_column(0, 0, 20)
        sheet.set_column(1, 1, 90)
        sheet.write_string(0, 0, words, styles["title"])
        lines = [("", text) for text in say.FIRST.values()]
        lines += [(self.to.say(say.KINDS[name]()), text) for name, text in say.HELP_WITH.items()]
        lines += [("", text) for text in say.LAST.values()]
        for down, (name, text) in enumerate(lines, start=2):
            sheet.write_string(down, 0, name, styles["head"] if name else styles["text"])
            told = self.to.say(text())
            sheet.write_string(down, 1, told, styles["text"])
            sheet.set_row(down, 15 * -(-len(told) // _LINE))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def _lists(self) -> None:
        sheet = self.book.add_worksheet("Lists")
        sheet.write_string(0, 0, LISTS)
        for at, (name, choices) in enumerate(self.lists.items()):
            entries = [name, *(self.to.say(one()) for one in choices.values())]
            for down, entry in enumerate(entries, start=1):
                sheet.write_string(down, at, entry)
        sheet.hide()
