"""The pages say what the code does: every field is documented, every link leads somewhere."""

from __future__ import annotations

import csv
import io
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from alliance_match import cli
from alliance_match.intake import DEFAULT_BOUNDS
from alliance_match.intake.fields import FIELDS

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_every_field_is_documented():
    named = set(re.findall(r"`([a-z_0-9]+)`", (ROOT / "docs" / "files.md").read_text("utf-8")))
    assert {field for fields in FIELDS.values() for field in fields} <= named


def test_the_bounds_are_those_of_the_code():
    page = (ROOT / "docs" / "files.md").read_text("utf-8")
    for text in (
        f"{DEFAULT_BOUNDS.file_bytes // 10**6} MB a file",
        f"{DEFAULT_BOUNDS.rows:,} rows",
        f"{DEFAULT_BOUNDS.columns:,} columns",
        f"{DEFAULT_BOUNDS.cells:,} cells",
        f"{DEFAULT_BOUNDS.cell_characters:,} characters",
        f"{DEFAULT_BOUNDS.unpacked_bytes // 10**6} MB unpacked",
    ):
        assert text in page.replace("\n", " "), text


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


# --- the committee's page is played as it stands ------------------------------------------------

DECIDING = ROOT / "docs" / "deciding.md"
STEPS = re.compile(r"saves `([\w.]+)`:|<!-- (.+?) -->|^```(sh|csv|text)\n(.*?)^```$", re.M | re.S)


def change_file(words: str) -> None:
    """Do what a comment of the page says: a person goes, or one comes late."""
    file, verb, name = words.split(maxsplit=2)
    rows = list(csv.reader(io.StringIO(Path(file).read_text("utf-8-sig"))))
    if verb == "loses":
        rows = [row for row in rows if name not in row]
    else:
        at = rows[0].index("Your full name"), rows[0].index("Email"), rows[0].index("ID")
        late = next(row[:] for row in rows if row[at[0]] == "Karim Namudhaj")
        for column, cell in zip(at, (name, "late.exemplar@example.org", "99"), strict=True):
            late[column] = cell
        rows.append(late)
    with Path(file).open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)


def written(file: str, table: str, begun: str | None) -> None:
    """Save a file of decisions; one that goes on from an earlier one gets its rows."""
    if begun is None:
        Path(file).write_text(table, "utf-8")
        return
    mentee, mentor, *rest = table.strip().split(",")
    form = Path(begun).read_text("utf-8-sig")
    row = dict(zip(("decision", "rule", "who", "why"), rest, strict=True))
    row |= {"mentee_name": mentee, "mentor_name": mentor}
    header = form.splitlines()[0].split(",")
    Path(file).write_text(f"{form}{','.join(row.get(h, '') for h in header)}\n", "utf-8")


def run(capsys, monkeypatch, command: str) -> tuple[int, str]:
    """Run a command of the page; give its exit status and all that it prints."""
    monkeypatch.setattr(sys, "argv", shlex.split(command))
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return int(stopped.value.code or 0), "".join(capsys.readouterr())


@pytest.fixture
def in_a_folder(monkeypatch, tmp_path) -> None:
    for file in ("mentors", "mentees", "experts"):
        shutil.copy(ROOT / "examples" / "data" / f"{file}.csv", tmp_path)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("in_a_folder")
def test_the_page_for_the_committee_does_what_it_says(capsys, monkeypatch):
    page, file, printed, played = DECIDING.read_text("utf-8"), "", "", 0
    for step in STEPS.finditer(page):
        named, comment, kind, body = step.groups()
        if comment:
            change_file(comment)
        elif kind == "csv":
            on = re.search(r"to a copy of `(\S+)`, and saves `committee", page[: step.start()])
            written(file, body, on and on[1])
        elif kind == "text":
            assert all(line in printed for line in body.splitlines()), body
        for command in body.replace("\\\n", "").splitlines() if kind == "sh" else ():
            status, printed = run(capsys, monkeypatch, command)
            assert status == 0, (command, printed)
            played += 1
        file = named or file
    assert played == 14


HEADER = "mentee,mentor,decision,rule,who,why\n"
FIRST = "alliance-match propose mentors.csv mentees.csv --experts experts.csv --out first"
AGAIN = f"{FIRST[:-5]}second --previous first --decisions ana.csv"
#: What the page's last table is about: what Ana's file holds, and what is run.
MISTAKES = {
    "this was decided on another proposal": (
        HEADER.replace("\n", ",proposal\n") + "E01,M13,accept,,Ana,,P-0000-0000-0000\n",
        AGAIN,
    ),
    "there is no such mentee in this round": (f"{HEADER}Rosa Mustra,M10,accept,,Ana,\n", AGAIN),
    "no mentor is named": (f"{HEADER}E17,,pin,,Ana,\n", AGAIN),
    "the rule that is waived is not named": (f"{HEADER}E17,M01,waive,,Ana,\n", AGAIN),
    "No proposal is possible": (f"{HEADER}E17,M01,pin,,Ana,\n", AGAIN),
    "is dropped: it is not among those given now": (f"{HEADER}E01,M13,veto,,Ana,\n", AGAIN),
    "There is no bundle.json": (HEADER, "alliance-match verify ."),
    "was changed after it was saved": (HEADER, "alliance-match verify first"),
}


@pytest.mark.usefixtures("in_a_folder")
def test_it_says_no_in_the_words_of_the_page(capsys, monkeypatch):
    assert tuple(MISTAKES) == tuple(
        re.findall(r"^\| ([^|]+?) \|", DECIDING.read_text("utf-8").split("## When it")[1], re.M)[1:]
    )
    Path("note.csv").write_text(f"{HEADER}E02,M03,note,,Ana,ask her\n", "utf-8")
    assert run(capsys, monkeypatch, f"{FIRST} --decisions note.csv")[0] == 0
    for said, (table, command) in MISTAKES.items():
        Path("ana.csv").write_text(table, "utf-8")
        if "changed" in said:
            Path("first/proposal.csv").write_text("edited", "utf-8")
        assert said in run(capsys, monkeypatch, command)[1], command
