"""How long it takes to read a large round, against the quickest reading of the same bytes.

A file of 20,000 mentors x 30 columns, as csv and as xlsx: ``read_table`` and the whole
``load_round`` against ``pandas.read_csv(dtype=str)`` and calamine's own reading, all in one run,
taking turns; the median counts. Memory is the most that Python held while it read, as a multiple of
the file. Writes ``intake.md`` into docs/benchmarks.

    python benchmarks/intake.py [--rows 20000] [--times 5] [--out docs/benchmarks]
"""

from __future__ import annotations

import argparse
import csv
import gc
import os
import platform
import random
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pandas as pd
import xlsxwriter
from python_calamine import CalamineWorkbook

from alliance_match.intake import load_round
from alliance_match.intake.journal import Journal
from alliance_match.intake.tables import read_table

OUT = Path(__file__).parents[1] / "docs" / "benchmarks"
GIVEN = "Ana Bo Cy Di Eva Finn Gia Hal Ida Jo Kim Lea Mo Nia Oz Pia Quin Rae Sol Tia"
FAMILY = "Prova Ejemplo Sampleton Muster Essai Voorbeeld Exemplo Probe Mihon Ornek"
PLACES = "Norte Sud East West Centrale Coast Valley Island Lake Hills River Bay"
AREAS = [
    "Grants and foundations",
    "Fundraising strategy",
    "Strategic planning",
    "Bylaws and policies",
    "Palliative and end-of-life care",
    "Respiratory care",
    "Impact measurement",
    "Finance and reporting",
]
ZONES = ["Europe/Paris", "Europe/Madrid", "CET", "Asia/Tokyo", "UTC+5:30", "America/New_York"]
COUNTRIES = ["Spain", "France", "Italia", "Japan", "Deutschland", "United Kingdom", "Brasil"]
LANGUAGES = ["English (fluent)", "français C1", "Español (nativo)", "Deutsch B2", "日本語 (native)"]
TIMES = ["Mon 18:00-20:00; Wed 9-12", "weekday evenings", "lundi 18h-20h", "Tues/Thurs pm"]
STAGES = ["Emerging", "Developing", "Established"]
SAID = "we have run a group for families since the spring and now want to learn from others"

HEADER = [
    "Timestamp",
    "Email Address",
    "Your full name",
    "Name of your association",
    "Country",
    "Alliance membership",
    "Your time zone",
    "What languages do you speak?",
    "Which areas can you support?",
    "Please describe your experience",
    "Which stages of association have you worked with?",
    "How many people or organisations have you mentored before?",
    "How many hours a month can you give?",
    "How many mentees can you take on?",
    "When are you available?",
    "Is there anyone you should not be matched with?",
    *(f"Question {n}: anything to add?" for n in range(1, 15)),
]
MENTEES = (
    "name,organisation,email,goals,languages\nZed Muster,ALS Muster,zed@example.org,Grants,en\n"
)


def person(number: int, draw: random.Random) -> list[str]:
    """One application: names, addresses and sentences of its own, all else as forms repeat it."""
    given, family = draw.choice(GIVEN.split()), draw.choice(FAMILY.split())
    sent = draw.randint(10, 59)
    return [
        f"2026/{draw.randint(1, 9):02d}/{draw.randint(1, 28):02d} 9:{sent}:12 AM GMT+1",
        f"{given}.{family}.{number}@example.org".casefold(),
        f"{given} {family} {number}",
        f"ALS {draw.choice(FAMILY.split())} {draw.choice(PLACES.split())}",
        draw.choice(COUNTRIES),
        draw.choice(["Full member", "Affiliate"]),
        draw.choice(ZONES),
        ", ".join(draw.sample(LANGUAGES, 2)),
        ", ".join(draw.sample(AREAS, 3)),
        " ".join(draw.choices(SAID.split(), k=20)),
        ", ".join(draw.sample(STAGES, 2)),
        str(draw.randint(0, 9)),
        draw.choice(["2", "3-4", "4 hours"]),
        draw.choice(["1", "2", "3"]),
        draw.choice(TIMES),
        "No",
        *(" ".join(draw.choices(SAID.split(), k=draw.randint(1, 6))) for _ in range(14)),
    ]


def write_files(folder: Path, rows: int) -> tuple[Path, Path]:
    draw = random.Random(7)
    table = [HEADER, *(person(n, draw) for n in range(rows))]
    plain, book = folder / "mentors.csv", folder / "mentors.xlsx"
    with plain.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    with xlsxwriter.Workbook(book, {"strings_to_numbers": True}) as made:
        sheet = made.add_worksheet("Answers")
        for n, cells in enumerate(table):
            sheet.write_row(n, 0, cells)
    (folder / "mentees.csv").write_text(MENTEES, "utf-8")
    return plain, book


@dataclass(frozen=True)
class Line:
    """One way to read one file: its median time against the rival's, and its memory."""

    kind: str
    size: float
    name: str
    seconds: float
    ratio: float
    megabytes: float
    aim: str

    def __str__(self) -> str:
        return (
            f"| {self.kind}, {self.size:.1f} MB | {self.name} | {self.seconds:.2f} | "
            f"{self.ratio:.2f} | {self.aim} | {self.megabytes:.0f} | "
            f"{self.megabytes / self.size:.1f} |"
        )


def in_turns(calls: dict[str, Callable[[], object]], times: int) -> dict[str, float]:
    """Take the median time of each, after one call that fills what is kept."""
    spent: dict[str, list[float]] = {name: [] for name in calls}
    for turn in range(times + 1):
        for name, call in calls.items():
            gc.collect()
            begin = time.perf_counter()
            call()
            if turn:
                spent[name].append(time.perf_counter() - begin)
    return {name: median(seconds) for name, seconds in spent.items()}


def most_held(call: Callable[[], object]) -> float:
    """Give the most memory that Python held in one more, slower run, in megabytes."""
    gc.collect()
    tracemalloc.start()
    call()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def raw_workbook(path: Path) -> object:
    book = CalamineWorkbook.from_path(path)
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def compare(path: Path, rival: str, read: Callable[[], object], aim: str, times: int) -> list[Line]:
    size = path.stat().st_size / 1e6
    mentees = path.parent / "mentees.csv"
    calls: dict[str, Callable[[], object]] = {
        rival: read,
        "read_table": lambda: read_table(path, path.name, Journal()),
        "load_round": lambda: load_round(path, mentees),
    }
    spent = in_turns(calls, times)
    return [
        Line(
            path.suffix[1:],
            size,
            name,
            spent[name],
            spent[name] / spent[rival],
            most_held(call),
            "" if name == rival else aim,
        )
        for name, call in calls.items()
    ]


def report(lines: list[Line], rows: int, times: int) -> str:
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"""\
# Reading a large round

Measured with `python benchmarks/intake.py` on {os.cpu_count()} cores, {machine}: a file of \
{rows:,} mentors x {len(HEADER)} columns, the median of {times} runs in which all ways take turns.

| file | read by | s | times the first | aim | MB held at most | times the file |
|---|---|---|---|---|---|---|
{chr(10).join(map(str, lines))}

The first way of each file is the quickest reading known of the same bytes, which gives bare \
cells: `pandas.read_csv(dtype=str)`, or all cells of the workbook by calamine. `read_table` \
gives a checked table of text: encoding, delimiter and header found, bounds kept, workbooks \
looked through before they are laid out, formulas without a value flagged. `load_round` gives \
the people: every answer parsed, duplicates and near-identical organisations looked for, \
everything doubtful on record (several findings a row here), every record validated. Equal cells \
are parsed once; each row still has a name, an address, a time and a text of its own. Memory is \
what Python's allocator held at most, without that of calamine and of pandas' parser; a packed \
file, as xlsx is, unpacks to several times its size.
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--rows", type=int, default=20_000)
    options.add_argument("--times", type=int, default=5)
    options.add_argument("--out", type=Path, default=OUT)
    chosen = options.parse_args()
    text = report(measured(chosen.rows, chosen.times), chosen.rows, chosen.times)
    print(text)
    (chosen.out / "intake.md").write_text(text, "utf-8")


def measured(rows: int, times: int) -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        plain, book = write_files(Path(folder), rows)
        return [
            *compare(
                plain,
                "pandas.read_csv(dtype=str)",
                lambda: pd.read_csv(plain, dtype=str),
                "< 6",
                times,
            ),
            *compare(book, "calamine to_python", lambda: raw_workbook(book), "< 2.5", times),
        ]


if __name__ == "__main__":
    main()
