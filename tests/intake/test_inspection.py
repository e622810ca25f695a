from __future__ import annotations

import pytest

from alliance_match.errors import InputError
from alliance_match.intake import Mapping, inspect_file

from .conftest import MENTEES, MENTORS, Write

MENTOR_FORM = (
    '"Timestamp","Username","Your name","Your organisation","Which areas can you support?",'
    '"How many mentees?","Shoe size"\n'
    '"2025/11/03 9:07:12 AM GMT+1","a@x.org","Ana ""A"" Ruiz","ELA","Grants","2","38"\n'
)


def test_what_a_file_looks_like(write: Write) -> None:
    look = inspect_file(write("m.csv", MENTOR_FORM))
    assert (look.format, look.role, look.role_guessed, look.rows) == (
        "Google Forms CSV",
        "mentors",
        True,
        1,
    )
    by_header = {c.header: c for c in look.columns}
    assert by_header["How many mentees?"].field == "capacity"
    assert by_header["Shoe size"].how == "unused"
    assert by_header["Username"].samples == ("a***@x.org",)
    assert "'Shoe size' -> not used" in str(look)


@pytest.mark.parametrize(("rows", "role"), [(MENTORS, "mentors"), (MENTEES, "mentees")])
def test_the_role_is_guessed(write: Write, rows: list[list[str]], role: str) -> None:
    assert inspect_file(write("t.csv", rows)).role == role


def test_experts_are_told_by_their_own_columns(write: Write) -> None:
    rows = [["name", "organisation", "expertise", "consultations"], ["Ed", "A", "Grants", "3"]]
    assert inspect_file(write("t.csv", rows)).role == "experts"


def test_the_mapping_to_edit_is_a_valid_mapping(write: Write) -> None:
    path = write("m.csv", MENTOR_FORM.replace("Shoe size", 'Shoe ""size""\n(EU)'))
    text = inspect_file(path).mapping_toml()
    mapping = Mapping.from_toml(text)
    assert mapping.mentors.columns["How many mentees?"] == "capacity"
    again = inspect_file(path, "mentors", mapping)
    assert {c.field for c in again.columns if c.how == "mapping"} == {
        "name",
        "organisation",
        "expertise",
        "capacity",
    }
    everything = "\n".join(
        line.removeprefix("# ") if line.startswith('# "') else line for line in text.splitlines()
    )
    assert Mapping.from_toml(everything).mentors.columns['Shoe "size" (EU)'] == "ignore"


def test_a_file_that_is_no_table(write: Write) -> None:
    with pytest.raises(InputError, match="empty"):
        inspect_file(write("t.csv", ""))
    with pytest.raises(InputError, match="names the column 'nix'"):
        inspect_file(
            write("t.csv", MENTORS),
            "mentors",
            Mapping.of({"mentors": {"columns": {"nix": "name"}}}),
        )
