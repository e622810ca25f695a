"""The pages say what the code does: every field is documented, every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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
