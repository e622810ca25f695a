"""The certificate as a workbook whose formulas recompute the bound from points and prices."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..assignment import Certificate
from ..assignment.objective import bonus, weigh
from ..explain.record import name_of
from ..proposal import Proposal
from ..words import Message, Speech, speech
from ..words.templates import certificate as say
from .tables import CREATED
from .view import presentable

__all__ = ["certificate_xlsx"]

#: The first row of people on each sheet, counted from 0, and the first column of mentors.
_TOP, _LEFT = 2, 2


def certificate_xlsx(proposal: Proposal, language: str = "en") -> bytes | None:
    """Write the proof as a workbook that anybody can recompute in a spreadsheet.

    Parameters
    ----------
    proposal : Proposal
        The proposal.
    language : {"en", "fr", "es"}
        The language of its words.

    Returns
    -------
    bytes or None
        The same for the same proposal; ``None`` where there is no certificate of prices.

    Raises
    ------
    ModuleNotFoundError
        When XlsxWriter is not installed; ``pip install "alliance-match[excel]"`` adds it.

    Notes
    -----
    The bound is that of :class:`~alliance_match.assignment.Certificate`. Numbers in a spreadsheet
    are exact up to 2**53, which no round of people reaches.
    """
    import xlsxwriter

    if not isinstance(proposal.assignment.certificate, Certificate):
        return None
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, {**options, "strings_to_numbers": False}) as book:
        to = speech(language)
        book.set_properties({"title": to.say(say.TITLE()), "created": CREATED})
        _Writer(book, to, _Data.of(proposal, proposal.assignment.certificate)).write()
    return out.getvalue()


@dataclass(frozen=True)
class _Data:
    """Everything the workbook shows, as numbers and names."""

    mentees: tuple[tuple[str, str], ...]
    mentors: tuple[tuple[str, str], ...]
    points: dict[tuple[int, int], int]
    proposed: tuple[int, ...]
    pinned: frozenset[tuple[int, int]]
    without: tuple[int, ...]
    places: tuple[int, ...]
    least: tuple[int, ...]
    prices: tuple[int, ...]
    bonus: int
    kept: tuple[int, ...]

    @classmethod
    def of(cls, proposal: Proposal, certificate: Certificate) -> _Data:
        problem, people = proposal.problem, proposal.round
        usable = ~problem.is_forbidden
        pairs = np.stack((problem.row, problem.col), axis=1)[usable].tolist()
        prices = np.array(certificate.prices, dtype=np.int64)
        added = bonus(problem, proposal.assignment.objective)
        options = weigh(problem, proposal.assignment.objective)
        kept = options.best(prices)[0].tolist()
        score = dict(zip(map(tuple, pairs), problem.score[usable].tolist(), strict=True))
        pinned = frozenset(map(tuple, problem.pins.tolist()))
        for row, col in pinned:
            kept[row] = score[row, col] + added - int(prices[col])
        pins = np.bincount(problem.pins[:, 1], minlength=problem.n_cols)
        return cls(
            mentees=tuple((m.id, name_of(people, m).name) for m in people.mentees),
            mentors=tuple((m.id, name_of(people, m).name) for m in people.mentors),
            points=score,
            proposed=tuple(proposal.assignment.choice(problem.n_rows).tolist()),
            pinned=pinned,
            without=tuple(problem.unmatched.tolist()),
            places=tuple(problem.capacity.tolist()),
            least=tuple(np.maximum(problem.min_load, pins).tolist()),
            prices=certificate.prices,
            bonus=added,
            kept=tuple(kept),
        )

    @property
    def control(self) -> int:
        """Weigh every number by where it stands, so that none can be changed or exchanged."""
        points = sum((i + 1) * (j + 1) * (p + 1) for (i, j), p in self.points.items())
        prices = sum((j + 1) * (p + 1) for j, p in enumerate(self.prices))
        pairs = sum((i + 1) * (j + 1) for i, j in enumerate(self.proposed))
        return points + prices + pairs


class _Writer:
    """Writes the four sheets; each formula also carries the value that it has."""

    def __init__(self, book: Any, to: Speech, data: _Data) -> None:
        self.to, self.data = to, data
        names = (say.SHEET_PROOF, say.SHEET_MENTEES, say.SHEET_MENTORS, say.SHEET_POINTS)
        self.names = [to.say(name()) for name in names]
        self.proof, self.mentees, self.mentors, self.points = map(book.add_worksheet, self.names)
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E4EEF2"}
        )
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self.strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.box = book.add_format({"bold": True, "border": 1})
        self.people, self.offers = len(data.mentees), len(data.mentors)

    def write(self) -> None:
        """Write all sheets."""
        self._points()
        self._mentors()
        self._mentees()
        self._proof()

    def _cell(self, sheet: int, row: int, col: int) -> str:
        from xlsxwriter.utility import xl_rowcol_to_cell

        return f"'{self.names[sheet]}'!{xl_rowcol_to_cell(row, col, True, True)}"

    def _range(self, sheet: int, row: int, col: int, last_row: int, last_col: int) -> str:
        from xlsxwriter.utility import xl_range_abs

        return f"'{self.names[sheet]}'!{xl_range_abs(row, col, last_row, last_col)}"

    def _column(self, sheet: int, col: int, count: int) -> str:
        return self._range(sheet, _TOP, col, _TOP + max(count, 1) - 1, col)

    def _heads(self, sheet: Any, heads: list[Message], widths: list[int]) -> None:
        for at, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.write_string(_TOP - 1, at, self.to.say(head), self.head)
            sheet.set_column(at, at, width)
        sheet.freeze_panes(_TOP, 2)

    def _person(self, sheet: Any, row: int, person: tuple[str, str]) -> None:
        for col, words in enumerate(person):
            sheet.write_string(row, col, presentable(words))

    def _points(self) -> None:
        """Mentees down, mentors across; the mentors' prices stand above the points."""
        data, sheet = self.data, self.points
        sheet.write_string(0, 0, self.to.say(say.ELIGIBLE_ONLY()))
        sheet.write_string(_TOP - 1, 1, self.to.say(say.PRICE()), self.head)
        sheet.write_string(0, _LEFT, "")
        for j, (mentor, _) in enumerate(data.mentors):
            sheet.write_string(0, _LEFT + j, presentable(mentor), self.head)
            price = f"={self._cell(2, _TOP + j, 5)}"
            sheet.write_formula(_TOP - 1, _LEFT + j, price, self.head, data.prices[j])
        for i, person in enumerate(data.mentees):
            self._person(sheet, _TOP + i, person)
        for (i, j), points in sorted(data.points.items()):
            style = self.box if data.proposed[i] == j else None
            sheet.write_number(_TOP + i, _LEFT + j, points, style)
        sheet.set_column(0, 1, 16)
        sheet.freeze_panes(_TOP, _LEFT)

    def _row(self, i: int) -> str:
        return self._range(3, _TOP + i, _LEFT, _TOP + i, _LEFT + max(self.offers, 1) - 1)

    def _mentors(self) -> None:
        data, sheet = self.data, self.mentors
        heads = [say.MENTOR(), say.NAME(), say.PLACES(), say.LEAST(), say.TAKEN(), say.PRICE()]
        self._heads(
            sheet, [*heads, say.MOST_RECEIVED(), say.RULE_KEPT()], [10, 26, 10, 10, 10, 12, 16, 10]
        )
        taken = [data.proposed.count(j) for j in range(self.offers)]
        for j, person in enumerate(data.mentors):
            row = _TOP + j
            self._person(sheet, row, person)
            sheet.write_number(row, 2, data.places[j])
            sheet.write_number(row, 3, data.least[j])
            who, n = self._cell(2, row, 0), row + 1
            count = f"=COUNTIF({self._column(1, 2, self.people)},{who})"
            sheet.write_formula(row, 4, count, None, taken[j])
            sheet.write_number(row, 5, data.prices[j])
            most = max(data.prices[j] * data.places[j], data.prices[j] * data.least[j])
            sheet.write_formula(row, 6, f"=MAX(F{n}*C{n},F{n}*D{n})", None, most)
            kept = int(data.least[j] <= taken[j] <= data.places[j])
            sheet.write_formula(row, 7, f"=IF(AND(E{n}>=D{n},E{n}<=C{n}),1,0)", None, kept)

    def _mentees(self) -> None:
        data, sheet = self.data, self.mentees
        heads = [say.MENTEE(), say.NAME(), say.PROPOSED(), say.PINNED(), say.WITHOUT()]
        heads += [say.PAIR_POINTS(), say.BEST_KEPT(), say.RULE_KEPT()]
        self._heads(sheet, heads, [10, 26, 12, 10, 12, 12, 16, 10])
        for i, person in enumerate(data.mentees):
            self._person(sheet, _TOP + i, person)
            self._mentee(i, data.proposed[i])

    def _mentee(self, i: int, proposed: int) -> None:
        data, sheet, row = self.data, self.mentees, _TOP + i
        n, points, added = row + 1, self._row(i), self._cell(0, 4, 1)
        is_pinned = (i, proposed) in data.pinned
        if proposed >= 0:
            sheet.write_string(row, 2, presentable(data.mentors[proposed][0]))
        if is_pinned:
            sheet.write_string(row, 3, self.to.say(say.YES()))
        sheet.write_number(row, 4, data.without[i])
        place = f"MATCH(C{n},{self._column(2, 0, self.offers)},0)"
        pair, price = f"INDEX({points},1,{place})", self._price(place)
        worth = data.points[i, proposed] if proposed >= 0 else data.without[i]
        sheet.write_formula(row, 5, f'=IF(C{n}="",E{n},{pair})', None, worth)
        if is_pinned:
            sheet.write_formula(row, 6, f"=F{n}+{added}-{price}", None, data.kept[i])
        elif self.offers:
            prices = self._range(3, _TOP - 1, _LEFT, _TOP - 1, _LEFT + self.offers - 1)
            best = f"MAX(IF(ISNUMBER({points}),{points}+{added}-{prices},E{n}))"
            formula = f"{{=MAX(E{n},{best})}}"
            sheet.write_array_formula(row, 6, row, 6, formula, None, data.kept[i])
        else:
            sheet.write_formula(row, 6, f"=E{n}", None, data.kept[i])
        kept = f'=IF(C{n}="",1,IF(ISNUMBER({place}),IF(ISNUMBER({pair}),1,0),0))'
        sheet.write_formula(row, 7, kept, None, 1)

    def _price(self, place: str) -> str:
        return f"INDEX({self._column(2, 5, self.offers)},{place})"

    def _control(self) -> str:
        """Write the control sum as a formula; the same as :attr:`_Data.control`."""
        if not self.people or not self.offers:
            return "0"
        last_row, last_col = _TOP + self.people - 1, _LEFT + self.offers - 1
        grid = self._range(3, _TOP, _LEFT, last_row, last_col)
        down = self._column(1, 0, self.people)
        named, prices = self._column(1, 2, self.people), self._column(2, 5, self.offers)
        ids = self._column(2, 0, self.offers)
        return (
            f"SUM(IF(ISNUMBER({grid}),(ROW({grid})-{_TOP})*(COLUMN({grid})-{_LEFT})*({grid}+1),0))"
            f"+SUM((ROW({prices})-{_TOP})*({prices}+1))"
            f'+SUM((ROW({down})-{_TOP})*IF({named}="",0,MATCH({named},{ids},0)))'
        )

    def _proof(self) -> None:
        """Write verdict and sums on the first sheet, and how to read them below."""
        data, sheet = self.data, self.proof
        sheet.set_column(0, 0, 64)
        sheet.set_column(1, 1, 22)
        points = sum(
            data.points[i, j] if j >= 0 else data.without[i] for i, j in enumerate(data.proposed)
        )
        matched = sum(j >= 0 for j in data.proposed)
        received = sum(
            max(p * u, p * n) for p, u, n in zip(data.prices, data.places, data.least, strict=True)
        )
        worth, bound = points + matched * data.bonus, sum(data.kept) + received
        named = self._column(1, 2, self.people)
        lines: list[tuple[Message, str | int, int]] = [
            (say.POINTS(), f"=SUM({self._column(1, 5, self.people)})", points),
            (say.MATCHED(), f'=SUMPRODUCT(--({named}<>""))', matched),
            (say.BONUS(), data.bonus, data.bonus),
            (say.WORTH(), "=B3+B4*B5", worth),
            (say.KEPT(), f"=SUM({self._column(1, 6, self.people)})", sum(data.kept)),
            (say.RECEIVED(), f"=SUM({self._column(2, 6, self.offers)})", received),
            (say.BOUND(), "=B7+B8", bound),
            (say.BROKEN_RULES(), self._broken(), 0),
            (say.CONTROL(), f"{{={self._control()}}}", data.control if data.mentors else 0),
            (say.CONTROL_SAVED(), data.control if data.mentors else 0, 0),
        ]
        for row, (words, formula, value) in enumerate(lines, start=2):
            sheet.write_string(row, 0, self.to.say(words), self.wrap)
            if isinstance(formula, int):
                sheet.write_number(row, 1, formula)
            elif formula.startswith("{"):
                sheet.write_array_formula(row, 1, row, 1, formula, None, value)
            else:
                sheet.write_formula(row, 1, formula, None, value)
        self._verdict(bound - worth)
        how = (say.PRICES(), say.SUMS(), say.ANY_PRICES(), say.LIMIT())
        for row, words in enumerate(how, start=len(lines) + 3):
            sheet.write_string(row, 0, self.to.say(words), self.wrap)

    def _broken(self) -> str:
        mentees, mentors = self._column(1, 7, self.people), self._column(2, 7, self.offers)
        return f"={self.people}+{self.offers}-SUM({mentees})-SUM({mentors})"

    def _verdict(self, gap: int) -> None:
        """Say in the first cell whether the proof holds, from the cells below."""
        quoted = {
            name: '"' + self.to.say(words()).replace('"', '""') + '"'
            for name, words in (
                ("proved", say.PROVED),
                ("within", say.WITHIN),
                ("broken", say.BROKEN),
                ("altered", say.ALTERED),
            )
        }
        formula = (
            f"=IF(ISERROR(B6+B9+B10+B11),{quoted['altered']},"
            f"IF(OR(B10<>0,B6>B9),{quoted['broken']},"
            f"IF(B11<>B12,{quoted['altered']},"
            f'IF(B6=B9,{quoted["proved"]},{quoted["within"]}&" "&(B9-B6)))))'
        )
        said = self.to.say(say.PROVED()) if not gap else f"{self.to.say(say.WITHIN())} {gap}"
        self.proof.write_formula(0, 0, formula, self.strong, said)
