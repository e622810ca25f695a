"""Feed tables that were put together from telling pieces, so that more of them are people.

``python fuzz/intake_tables.py [libFuzzer options]``. Where mutated bytes mostly break the layout,
here rows keep their columns, and the cells, the delimiter, the encoding and the row that is hurt
are chosen.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["alliance_match.intake"]):
    from tests.intake import conservation

from seeds import JAPANESE, MENTEES, MENTORS, QUALTRICS, workbook

FOLDER = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
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


def table_of(data: atheris.FuzzedDataProvider) -> list[list[str]]:
    """Take a seed and change headers, cells and rows."""
    rows = [list(r) for r in SEEDS[data.ConsumeIntInRange(0, len(SEEDS) - 1)]]
    for _ in range(data.ConsumeIntInRange(0, 12)):
        at = data.ConsumeIntInRange(0, len(rows) - 1)
        row = rows[at]
        change = data.ConsumeIntInRange(0, 6)
        where = data.ConsumeIntInRange(0, max(0, len(row) - 1))
        if change == 0 and row:
            row[where] = HEADERS[data.ConsumeIntInRange(0, len(HEADERS) - 1)]
        elif change in (1, 2) and row:
            row[where] = PIECES[data.ConsumeIntInRange(0, len(PIECES) - 1)]
        elif change == 3 and row:
            row[where] = data.ConsumeUnicodeNoSurrogates(20)
        elif change == 4:
            rows.insert(data.ConsumeIntInRange(0, len(rows)), list(row))
        elif change == 5 and len(rows) > 2:
            rows.pop(at)
        elif change == 6:
            for r in rows:
                r.append(PIECES[data.ConsumeIntInRange(0, len(PIECES) - 1)])
    return rows


def one_input(data: bytes) -> None:
    """Write one table as text or as a workbook, cut a piece off, and read it."""
    given = atheris.FuzzedDataProvider(data)
    rows = table_of(given)
    if given.ConsumeIntInRange(0, 5) == 0:
        path = FOLDER / "table.xlsx"
        path.write_bytes(workbook("\n".join(",".join(r) for r in rows)))
    else:
        path = FOLDER / "table.csv"
        held = io.StringIO()
        delimiter = ",;\t|"[given.ConsumeIntInRange(0, 3)]
        quoting = (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)[given.ConsumeIntInRange(0, 1)]
        csv.writer(held, delimiter=delimiter, quoting=quoting).writerows(rows)
        encoding = ENCODINGS[given.ConsumeIntInRange(0, len(ENCODINGS) - 1)]
        packed = held.getvalue().encode(encoding, "ignore")
        path.write_bytes(packed[: len(packed) - given.ConsumeIntInRange(0, 9)])
    conservation.check_file(path)


def main() -> None:
    """Fuzz."""
    usual = ["-timeout=20", "-rss_limit_mb=2500", "-len_control=0", "-max_len=600"]
    atheris.Setup([sys.argv[0], *usual, *sys.argv[1:]], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
