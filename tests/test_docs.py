"""The pages say what the code does: every field is documented, every link leads somewhere."""

from __future__ import annotations

import csv
import io
import re
import shlex
import shutil
import sys
from importlib import import_module
from pathlib import Path

import generate
import pytest

from alliance_match import cli
from alliance_match.intake import DEFAULT_BOUNDS
from alliance_match.intake.fields import FIELDS
from alliance_match.model.policy import Policy

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
BUILT = ("_build", "notebooks")  # by Sphinx, and not ours
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted(p for p in DOCS.rglob("*.md") if p.relative_to(DOCS).parts[0] not in BUILT),
]


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


def anchors(page: Path) -> set[str]:
    """Name the headings of a page as links do."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        to = page.parent / path if path else page
        if "notebooks" in to.parts:  # where Sphinx brings them
            to = ROOT / "examples" / to.name
        assert to.exists(), target
        assert not anchor or anchor in anchors(to), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_can_be_typed_as_they_stand(page):
    """No word in capitals stands for something that the reader would have to know."""
    for block in re.findall(r"^```sh\n(.*?)^```", page.read_text("utf-8"), re.M | re.S):
        typed = re.sub(r"#.*", "", block)
        assert not re.findall(r"(?<![-\w./=])[A-Z]{3,}(?![\w=.])", typed), block


def test_every_page_and_notebook_is_in_a_table_of_contents():
    index = (DOCS / "index.md").read_text("utf-8")
    listed = {
        line.strip()
        for tree in re.findall(r"^```{toctree}\n(.*?)^```", index, re.M | re.S)
        for line in tree.splitlines()
        if line and not line.startswith(":")
    }
    pages = {p.relative_to(DOCS).with_suffix("").as_posix() for p in PAGES[2:]} - {"index"}
    pages |= {f"notebooks/{p.stem}" for p in (ROOT / "examples").glob("*.ipynb")}
    assert listed == pages


# --- the reference is whole, and what it says is what the code says -----------------------------

REFERENCE = {p: p.read_text("utf-8") for p in sorted((DOCS / "reference").glob("*.md"))}
PUBLIC = [
    f"{home}.{name}"
    for home in (
        "alliance_match",
        "alliance_match.assignment",
        "alliance_match.explain",
        "alliance_match.quality",
        "alliance_match.synthetic",
    )
    for name in import_module(home).__all__
]
#: Names that are told under another: errors are taken from their module, all of them.
ELSEWHERE = {
    "alliance_match.AllianceMatchError": "alliance_match.errors",
    "alliance_match.quality.quality_report": "alliance_match.quality_report",
}


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_in_the_reference_with_an_example_that_runs(name):
    told = re.compile(rf"^\.\. (?:py|auto)[a-z:]+:: {ELSEWHERE.get(name, name)}$", re.M)
    pages = [page for page in REFERENCE.values() if told.search(page)]
    assert len(pages) == 1
    home, _, short = name.rpartition(".")
    docstring = getattr(import_module(home), short).__doc__ or ""
    examples = "\n".join(re.findall(r"^```python\n(.*?)^```", pages[0], re.M | re.S))
    ran = ">>>" in docstring or re.search(rf"\b{short}\b", examples)
    assert ran


@pytest.mark.parametrize("name", generate.PAGES)
def test_the_written_pages_say_what_the_code_says(name):
    """If this fails: ``python docs/generate.py``."""
    assert REFERENCE[DOCS / "reference" / name] == generate.PAGES[name]()


def test_the_policy_page_names_every_setting():
    def settings(record):
        for name, field in type(record).model_fields.items():
            yield name
            value = getattr(record, name)
            if hasattr(type(value), "model_fields"):
                yield from settings(value)
            assert field.description, name

    page = REFERENCE[DOCS / "reference" / "policy.md"].replace("```", "")
    named = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]+)`", page))))
    assert set(settings(Policy())) <= named


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
