"""Cells made fit to be read: what cannot be seen is taken out, what is no answer is flagged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from .journal import Journal, Place

__all__ = ["UNSEEN", "Tidier"]

#: Controls, half characters, and marks that only turn the direction of what is shown. Joiners
#: stay (U+200C and U+200D): scripts need them.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060"
    "\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]"
)
_KINDS = (
    (re.compile("[\u202a-\u202e\u2066-\u2069]"), "marks that turn the direction of writing"),
    (re.compile("[\ud800-\udfff]"), "half characters"),
    (re.compile("[\x00-\x1f\x7f-\x9f]"), "control characters"),
)
#: An apostrophe that keeps a spreadsheet from running what follows; one is taken off.
_KEPT = re.compile("'+[=+@\t\r\n＝＋－＠-]")
_AS_TEXT = re.compile(r'="([^"]*)"')
_FORMULA = re.compile(r"=\s*[A-Z][A-Z0-9.]*\(|=\s*\$?[A-Z]{1,3}\$?[0-9]+\b")
_ERROR = re.compile(r"#(REF|VALUE|NAME|DIV/0|NUM|NULL|SPILL|CALC|FIELD|WERT|BEZUG)[!?]|#N/?[ADV]")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MOST_SHOWN = 10


class Tidier:
    """Tidies the rows of one table and tells of it once, not once a cell.

    Parameters
    ----------
    file : str
        Name for messages.
    journal : Journal
        Where findings go.
    """

    def __init__(self, file: str, journal: Journal) -> None:
        self._file = file
        self._journal = journal
        self._unseen: dict[str, list[int]] = defaultdict(list)

    def row(self, number: int, cells: tuple[str, ...], joined: str) -> tuple[str, ...]:
        """Tidy one row.

        Parameters
        ----------
        number : int
            As a spreadsheet shows it.
        cells : tuple of str
            Its cells.
        joined : str
            The same as one text: most rows hold nothing to tidy, and are recognised by it.
        """
        if not joined.isprintable() and UNSEEN.search(joined):
            cells = tuple(self._seen(number, c) for c in cells)
        if "'" in joined or "=" in joined or "#" in joined:
            cells = tuple(self._answer(number, at, c) for at, c in enumerate(cells))
        return cells

    def tell(self) -> None:
        """Put on record what was taken out."""
        for kind, rows in self._unseen.items():
            numbers = list(dict.fromkeys(rows))
            shown = _listed(numbers)
            what = f"{len(rows)} cell{'s' * (len(rows) != 1)} held {kind}, taken out (row {shown})"
            remedy = "Check the names there." if kind != _KINDS[-1][1] else ""
            self._journal.add("warning", Place(self._file), what, remedy)

    def _seen(self, number: int, cell: str) -> str:
        if not UNSEEN.search(cell):
            return cell
        for pattern, kind in _KINDS:
            if pattern.search(cell):
                self._unseen[kind].append(number)
        return UNSEEN.sub(lambda m: "\N{REPLACEMENT CHARACTER}" if _is_half(m[0]) else "", cell)

    def _answer(self, number: int, position: int, cell: str) -> str:
        """Take a cell as its answer: without what keeps a spreadsheet from running it."""
        if cell[:1] == "'":
            return cell[1:] if _KEPT.match(cell) else cell
        if cell[:1] == "=":
            if as_text := _AS_TEXT.fullmatch(cell):
                return as_text[1]
            if _FORMULA.match(cell):
                what = "Holds a formula, not what it comes to"
                remedy = "Save the table with values instead of formulas."
                self._flag(number, position, what, remedy, cell)
        elif cell[:1] == "#" and _ERROR.fullmatch(cell.strip()):
            remedy = "Mend the formula in the spreadsheet, or write the answer."
            self._flag(number, position, "A formula's error; left empty", remedy, cell)
            return ""
        return cell

    def _flag(self, number: int, position: int, what: str, remedy: str, cell: str) -> None:
        column = _LETTERS[position] if position < len(_LETTERS) else str(position + 1)
        place = Place(self._file, number)
        self._journal.add("question", place, f"{what} (column {column})", remedy, cell)


def _is_half(letter: str) -> bool:
    return "\ud800" <= letter <= "\udfff"


def _listed(numbers: Iterable[int]) -> str:
    held = list(numbers)
    return ", ".join(map(str, held[:_MOST_SHOWN])) + ", …" * (len(held) > _MOST_SHOWN)
