"""Tables put together from telling pieces, so that more of them are people.

Where mutated bytes mostly break the layout, here rows keep their columns, and the cells, the
delimiter, the encoding and the row that is hurt are chosen.
"""

from __future__ import annotations

import csv
import io

from tests.intake import conservation

from .given import FOLDER, Given
from .seeds import JAPANESE, MENTEES, MENTORS, QUALTRICS, workbook

__all__ = ["one_input", "seeds"]

SEEDS = [list(csv.reader(io.StringIO(t))) for t in (MENTORS, QUALTRICS, JAPANESE)]
SEEDS.append(list(csv.reader(io.StringIO(MENTEES), delimiter=";")))
HEADERS = [
    *sorted({cell for table in SEEDS for cell in table[0]}),
    "expertise", "goals", "availability", "time_zone", "hours_per_month", "capacity", "id",
    "exclusions", "submitted", "Goal 1", "Which areas? [Grants]", "ResponseID", "Role", "_uuid",
]  # fmt: skip
PIECES = [
    *sorted({cell for table in SEEDS for row in table[1:] for cell in row}),
    "", "No", "Grants", "Grants (3); Events - 2", "Mon-Fri 9-17 CET", "lundi 18h-20h", "flexible",
    "03/04/2026", "2026-13-45", "45985.5", "1e309", "-1", "²", "٣", "up to 99999999999999999999",
    "Ana Prova", "prova, ana", "everyone", "#REF!", "=SUM(A1)", "'=1", "Grand Totals (3 records)",
    "Confidential Information - Do Not Distribute", "\u202eana", "A\x00B", "GMT+99", "UTC+5:30",
    '{"ImportId":"QID9"}', "a@b.example, c@d.example", "x" * 300, "日本語 (母語)", "\n\n",
    "a;b,c|d\te",
]  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "cp932", "mac_roman")


def table_of(given: Given) -> list[list[str]]:
    """Take a seed and change headers, cells and rows."""
    rows = [list(r) for r in given.one_of(SEEDS)]
    for _ in range(given.number(12)):
        at = given.number(len(rows) - 1)
        row = rows[at]
        change = given.number(6)
        where = given.number(max(0, len(row) - 1))
        if change == 0 and row:
            row[where] = given.one_of(HEADERS)
        elif change in (1, 2) and row:
            row[where] = given.one_of(PIECES)
        elif change == 3 and row:
            row[where] = given.words(PIECES, 4)
        elif change == 4:
            rows.insert(given.number(len(rows)), list(row))
        elif change == 5 and len(rows) > 2:
            rows.pop(at)
        elif change == 6:
            for r in rows:
                r.append(given.one_of(PIECES))
    return rows


def one_input(data: bytes) -> None:
    """Write one table as text or as a workbook, cut a piece off, and read it."""
    given = Given(data)
    rows = table_of(given)
    if given.number(5) == 5:
        path = FOLDER / "table.xlsx"
        text = "\n".join(",".join(r) for r in rows)
        path.write_bytes(workbook(text.encode("utf-8", "ignore").decode()))
    else:
        path = FOLDER / "table.csv"
        held = io.StringIO()
        quoting = given.one_of((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
        csv.writer(held, delimiter=given.one_of(",;\t|"), quoting=quoting).writerows(rows)
        packed = held.getvalue().encode(given.one_of(ENCODINGS), "ignore")
        path.write_bytes(packed[: len(packed) - given.number(9)])
    conservation.check_file(path)


def seeds() -> list[bytes]:
    """Give a change of each kind to each table."""
    return [bytes([table, 1, 1, change, 2, 5]) for table in range(4) for change in range(7)]
