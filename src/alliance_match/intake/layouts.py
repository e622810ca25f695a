"""Tables that spread a question over several columns, brought back to one column a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ..model.vocabulary import normalise
from .headers import header_key
from .journal import Journal, Place
from .tables import Table

__all__ = [
    "BETWEEN",
    "Column",
    "bracketed",
    "is_other",
    "is_ticked",
    "is_unticked",
    "joined",
    "kept",
    "option_groups",
    "rebuilt",
    "tell_summaries",
]

#: Stands between the options of a cell that was put together here: no option holds a new line.
BETWEEN = "\n"

_TICKED_WORDS = (
    "1 1.0 x y yes true oui sí si sim ja はい checked selected ✓ ✔ ☑ ○ 〇 ◯ ◎ available free "
    "possible disponible libre disponível livre verfügbar frei disponibile libero beschikbaar "
    "vrij 可 可能"
)
_UNTICKED_WORDS = "0 0.0 n no false non não nein nee いいえ unchecked × ✗ ✘ ☐ 不可 対応不可 なし"
_UNTICKED_PHRASES = (
    "not available, unavailable, not free, busy, not possible, not at all, indisponible, "
    "pas disponible, non disponible, no disponible, ocupado, não disponível, indisponível, "
    "nicht verfügbar, keine zeit, non disponibile, occupato, niet beschikbaar, geen tijd"
)
_TICKED = frozenset(_TICKED_WORDS.split())
_UNTICKED = frozenset([*_UNTICKED_WORDS.split(), *_UNTICKED_PHRASES.split(", ")])
_BRACKETED = re.compile(r"(?P<stem>.*\S)\s*\[(?P<part>[^\[\]]+)\]\s*(?:#\d+)?", re.DOTALL)


@dataclass(frozen=True)
class Column:
    """A column of the table that is made.

    Parameters
    ----------
    label : str
        Its header.
    cell : callable
        Makes its cell of a row's cells.
    """

    label: str
    cell: Callable[[tuple[str, ...]], str]


def kept(label: str, position: int) -> Column:
    """Take a column as it is, under a label.

    Parameters
    ----------
    label : str
        Its header.
    position : int
        Where it stands, from 0.
    """
    return Column(label, lambda cells: cells[position])


def joined(label: str, options: Sequence[tuple[int, str]]) -> Column:
    """Join columns that stand for one option each.

    A cell that is ticked, or repeats its option, stands for the option; whatever else it says, as
    after "Other", is an answer of its own.

    Parameters
    ----------
    label : str
        The question.
    options : sequence of (int, str)
        Where each column stands, and its option.
    """

    def cell(cells: tuple[str, ...]) -> str:
        said = [(cells[at].strip(), option) for at, option in options]
        answers = [
            option if is_ticked(text, option) else text
            for text, option in said
            if text and not is_unticked(text)
        ]
        return BETWEEN.join(" ".join(a.split()) for a in answers)

    return Column(label, cell)


def is_ticked(text: str, option: str) -> bool:
    """Tell whether a cell says that its option was chosen.

    Parameters
    ----------
    text : str
        The cell.
    option : str
        The option that its column stands for.
    """
    return text.strip().casefold() in _TICKED or normalise(text) == normalise(option) != ""


def is_unticked(text: str) -> bool:
    """Tell whether a cell says that its option was not chosen.

    Parameters
    ----------
    text : str
        The cell.
    """
    return text.strip().casefold() in _UNTICKED


def tell_summaries(
    table: Table, summary: int, made: Column, journal: Journal, header_rows: int = 0
) -> None:
    """Tell where a tool's own summary of a question names more than its columns of ticks do.

    Parameters
    ----------
    table : Table
        As the file has it.
    summary : int
        Where the summary stands; it is left out.
    made : Column
        What is put together from the ticks, and used.
    journal : Journal
        Where findings go.
    header_rows : int
        How many rows at the top belong to the header.
    """
    for number, cells in table.rows[header_rows:]:
        used = made.cell(cells)
        if not {*header_key(cells[summary]).split()} <= {*header_key(used).split()}:
            what = f"The columns of its options, which count, say: {used or 'none'}"
            place = Place(table.file, number, made.label)
            journal.add("warning", place, what, "Check which is right.", cells[summary])


def rebuilt(table: Table, columns: Sequence[Column], header_rows: int = 0) -> Table:
    """Make a table of other columns.

    Parameters
    ----------
    table : Table
        As the file has it.
    columns : sequence of Column
        From left to right.
    header_rows : int
        How many rows at the top belong to the header.
    """
    seen: dict[str, int] = {}
    labels = []
    for column in columns:
        label = " ".join(column.label.split()) or "(no header)"
        seen[label] = seen.get(label, 0) + 1
        labels.append(label if seen[label] == 1 else f"{label} #{seen[label]}")
    rows = tuple(
        (n, tuple(c.cell(cells) for c in columns)) for n, cells in table.rows[header_rows:]
    )
    return replace(table, header=tuple(labels), rows=rows)


def bracketed(header: str) -> tuple[str, str] | None:
    """Part ``"Which areas? [Fundraising]"`` into the question and what stands in brackets.

    Parameters
    ----------
    header : str
        A header.
    """
    match = _BRACKETED.fullmatch(header)
    return (match["stem"], match["part"].strip()) if match else None


def option_groups(
    parts: Iterable[tuple[int, str, str]], table: Table, header_rows: int = 0
) -> dict[str, list[tuple[int, str]]]:
    """Find the questions whose columns stand for one option each.

    Parameters
    ----------
    parts : iterable of (int, str, str)
        Columns with their question and their own label.
    table : Table
        What the columns hold.
    header_rows : int
        How many rows at the top belong to the header.

    Returns
    -------
    dict of str to list of (int, str)
        For each such question its columns and options: in all columns but those for "Other" the
        cells are ticks, or repeat the label.
    """
    groups: dict[str, list[tuple[int, str]]] = {}
    for position, question, label in parts:
        groups.setdefault(question, []).append((position, label))
    rows = table.rows[header_rows:]

    def holds_ticks(position: int, label: str) -> bool:
        texts = {cells[position].strip() for _, cells in rows} - {""}
        return all(is_ticked(t, label) or is_unticked(t) for t in texts)

    return {
        question: columns
        for question, columns in groups.items()
        if all(holds_ticks(p, label) or is_other(label) for p, label in columns)
    }


def is_other(label: str) -> bool:
    """Tell the column for what the options do not name.

    Parameters
    ----------
    label : str
        Its label, such as ``"Other (please specify)"``.
    """
    return header_key(label) in _OTHERS


_OTHERS = frozenset(
    {
        "other",
        "others",
        "other please specify",
        "other text",
        "autre",
        "autres",
        "autre veuillez preciser",
        "otro",
        "otros",
        "otra",
        "outro",
        "outros",
        "sonstiges",
        "andere",
        "anders",
        "altro",
        "その他",
    }
)
