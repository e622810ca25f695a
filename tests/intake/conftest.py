"""A small vocabulary and ways to write files, so that tests do not hang on the library's data."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from alliance_match.model.vocabulary import Vocabulary

from .conservation import watched

VOCABULARY = Vocabulary.from_toml("""
[[area]]
id = "GOV"
label = { en = "Governance, board & strategy", fr = "Gouvernance" }
[[area]]
id = "FUN"
label = { en = "Fundraising", es = "Captación de fondos" }
[[area]]
id = "EQT"
label = { en = "Equipment" }
[[area]]
id = "CARE"
label = { en = "Care, respite & equipment" }
[[topic]]
id = "FUN.grants"
area = "FUN"
label = { en = "Grants", de = "Fördermittel" }
synonyms = { en = ["grant writing"] }
[[topic]]
id = "FUN.events"
area = "FUN"
label = { en = "Events" }
[[topic]]
id = "EQT.loan"
area = "EQT"
label = { en = "Equipment loan bank" }
synonyms = { en = ["loan bank"], fr = ["prêt de matériel"] }
[[topic]]
id = "OPS"
area = "GOV"
label = { en = "Volunteers" }
""")


@pytest.fixture(autouse=True, scope="module")
def conserved() -> Iterator[None]:
    """Check in every test of this folder that whatever it loads loses no row and no cell.

    A test need not ask for it: each file that is read as a round's is checked when the round is
    put together, with what the report says of it. It costs about as much as reading once more.
    """
    with watched():
        yield


@pytest.fixture
def vocabulary() -> Vocabulary:
    return VOCABULARY


def as_csv(rows: Iterable[Sequence[str]], **options: object) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="\n", **options).writerows(rows)  # type: ignore[arg-type]
    return held.getvalue()


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of the test's folder, from text, bytes or rows."""

    def written(name: str, content: str | bytes | Iterable[Sequence[str]]) -> Path:
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, str):
            path.write_text(content, "utf-8", newline="")
        else:
            path.write_text(as_csv(content), "utf-8", newline="")
        return path

    return written


MENTORS = [
    ["name", "organisation", "email", "country", "expertise", "languages", "capacity"],
    ["Ana Ruiz", "ELA Norte", "ana@x.org", "ES", "Grants", "es; en", "2"],
    ["Bo Li", "ALS Society", "bo@x.org", "CN", "Equipment loan bank", "zh", "1"],
]
MENTEES = [
    ["name", "organisation", "email", "country", "goals", "languages"],
    ["Cy Kato", "ALS Tokyo", "cy@x.org", "JP", "Grants", "en"],
    ["Di Rossi", "AISLA", "di@x.org", "IT", "Loan bank", "it, en"],
]
