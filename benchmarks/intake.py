"""How long it takes to read a large round, against the quickest reading of the same bytes.

A file of 20,000 mentors x 30 columns, as csv and as xlsx: ``read_table`` and the whole
``load_round`` against ``pandas.read_csv(dtype=str)`` and calamine's own reading, all in one run,
median of five. Memory is the most that Python held while it read, as a multiple of the file.

    python benchmarks/intake.py [--rows 20000] [--times 5]
"""

from __future__ import annotations

import argparse
import csv
import gc
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
class Measured:
    seconds: float
    megabytes: float


def measure(call: Callable[[], object], times: int) -> Measured:
    """Take the median time, and the most memory that one more, slower run holds."""
    call()
    spent = []
    for _ in range(times):
        gc.collect()
        begin = time.perf_counter()
        call()
        spent.append(time.perf_counter() - begin)
    tracemalloc.start()
    call()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return Measured(median(spent), most / 1e6)


def raw_workbook(path: Path) -> object:
    book = CalamineWorkbook.from_path(path)
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def compare(path: Path, rival: str, read: Callable[[], object], times: int) -> list[str]:
    size = path.stat().st_size / 1e6
    mentees = path.parent / "mentees.csv"
    calls: dict[str, Callable[[], object]] = {
        rival: read,
        "read_table": lambda: read_table(path, path.name, Journal()),
        "load_round": lambda: load_round(path, mentees),
    }
    found = {name: measure(call, times) for name, call in calls.items()}
    return [
        f"{path.suffix[1:]:5} {size:6.1f} MB  {name:28} {m.seconds:7.2f} s "
        f"{m.seconds / found[rival].seconds:6.2f} x {m.megabytes:8.0f} MB "
        f"{m.megabytes / size:6.1f} x file"
        for name, m in found.items()
    ]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--rows", type=int, default=20_000)
    options.add_argument("--times", type=int, default=5)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        plain, book = write_files(Path(folder), chosen.rows)
        print(f"{chosen.rows:,} rows x {len(HEADER)} columns, median of {chosen.times}")
        with_pandas = compare(
            plain, "pandas.read_csv(dtype=str)", lambda: pd.read_csv(plain, dtype=str), chosen.times
        )
        with_calamine = compare(
            book, "calamine to_python", lambda: raw_workbook(book), chosen.times
        )
        print("\n".join((*with_pandas, *with_calamine)))


if __name__ == "__main__":
    main()
