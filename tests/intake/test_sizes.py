"""How large an organisation is: by its own word, or by the people it employs."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_match.errors import PolicyError
from alliance_match.intake import load_round
from alliance_match.intake.mapping import Mapping
from alliance_match.intake.values.quantities import read_staff
from alliance_match.intake.values.sizes import read_size
from alliance_match.model.people import Organisation


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Small", "small"),
        ("medium-sized", "medium"),
        ("Large (more than 50 staff)", "large"),
        ("Small (fewer than 25 staff)", "small"),
        ("petite", "small"),
        ("de tamaño mediano", "medium"),
        ("de grande porte", "large"),
        ("mittelgroß", "medium"),
        ("piccola", "small"),
        ("middelgroot", "medium"),
        ("大規模", "large"),
        ("0", "small"),
        ("none", "small"),
        ("We have no paid staff yet", "small"),
        ("rein ehrenamtlich", "small"),
        ("ボランティアのみ", "small"),
        ("10", "small"),
        ("11", "medium"),
        ("25", "medium"),
        ("about 30", "medium"),
        ("50", "medium"),
        ("51", "large"),
        ("2.5 FTE", "small"),
        ("1,200 employees", "large"),
        ("1.200 Mitarbeitende", "large"),
        ("1 200 salariés", "large"),
        ("11-50", "medium"),
        ("11 to 50 staff", "medium"),
        ("10-49", "medium"),
        ("1-9", "small"),
        ("50-249", "large"),
        ("50+", "large"),
        ("fewer than 10", "small"),
        ("moins de 10 salariés", "small"),
        ("de 10 a 49 empleados", "medium"),
        ("mais de 50 funcionários", "large"),
        ("ca. 12 Mitarbeiter:innen", "medium"),
        ("oltre 50 dipendenti", "large"),
        ("tussen 11 en 50 medewerkers", "medium"),
        ("職員5名", "small"),
        ("51人以上", "large"),
    ],
)
def test_what_is_read(text: str, size: str) -> None:
    reading = read_size(text)
    assert reading.value == size
    assert all(r.severity == "note" for r in reading.remarks)


@pytest.mark.parametrize(
    "text",
    [
        "5-60",
        "up to 50",
        "at least 3",
        "small to medium",
        "small, 300 staff",
        "not small",
        "SME",
        "300 members",
        "25 volunteers",
        "12 people, all volunteers",
        "8 full-time and 5 part-time",
        "M",
        "yes",
        "Nov-50",
        "-5",
    ],
)
def test_what_is_asked(text: str) -> None:
    reading = read_size(text)
    assert reading.value is None
    assert [r.severity for r in reading.remarks] == ["error" if text == "-5" else "question"]


def test_what_a_number_counts_as_is_said() -> None:
    assert [r.understood for r in read_size("25").remarks] == ["Read as medium: 11 to 50 staff"]
    assert "small: up to 10, medium: 11 to 50, large: more than 50 staff" in str(
        read_size("5-60").remarks
    )


numbers = st.integers(0, 3_000)
mosts = st.tuples(st.integers(0, 100), st.integers(1, 200)).map(lambda m: (m[0], m[0] + m[1]))


@given(numbers, mosts)
def test_a_number_lies_in_one_band(staff: int, most: tuple[int, int]) -> None:
    expected = "small" if staff <= most[0] else "medium" if staff <= most[1] else "large"
    assert read_size(str(staff), most).value == expected


@given(numbers, numbers, mosts)
def test_a_range_is_read_where_all_between_its_ends_is_of_one_size(
    one: int, other: int, most: tuple[int, int]
) -> None:
    low, high = sorted((one, other))
    halves = [n / 2 for n in range(2 * low + (low < high), 2 * high + (low == high))]
    sizes = {"small" if n <= most[0] else "medium" if n <= most[1] else "large" for n in halves}
    read = read_size(f"from {low} to {high} staff", most).value
    assert read == (sizes.pop() if len(sizes) == 1 else None)


@given(numbers)
def test_open_ends(n: int) -> None:
    assert read_staff(f"{n}+").value == (n, inf)
    assert read_staff(f"under {n:,}").value == (-inf, n)


# --- in files -------------------------------------------------------------------------------------


def loaded(*sizes: str, options: str = "") -> tuple[tuple[Organisation, ...], list[str]]:
    """Load mentees of one association that say how large it is."""
    import pandas as pd

    mentors = pd.DataFrame([{"name": "Ana", "organisation": "ELA Muestra"}])
    rows = [
        {"name": f"Bo {'XYZ'[n]}", "organisation": "ALS Probe", "Number of staff": size}
        for n, size in enumerate(sizes)
    ]
    mapping = Mapping.from_toml(f"[options]\n{options}")
    found = load_round(mentors, pd.DataFrame(rows), mapping=mapping)
    said = [f.understood for f in found.report.findings if "size" in f.understood]
    return tuple(o for o in found.organisations if o.name == "ALS Probe"), said


def test_an_organisation_has_the_size_that_its_people_say() -> None:
    assert loaded("7")[0][0].size == "small"
    assert loaded("", "7")[0][0].size == "small"
    assert loaded("")[0][0].size is None
    assert loaded("n/a")[0][0].size is None


def test_a_contradiction_is_told() -> None:
    (probe,), said = loaded("7", "30", "8")
    assert probe.size == "small"
    told = "ALS Probe is said to have the size medium, small"
    assert said == [f"{told}; small is used"]
    (probe,), said = loaded("7", "30")
    assert probe.size is None
    assert said == [f"{told}; it is left unknown"] * 2


def test_a_mapping_says_what_small_is() -> None:
    assert loaded("7", options="sizes = [5, 20]")[0][0].size == "medium"
    assert Mapping().options.sizes == (10, 50)


@pytest.mark.parametrize("sizes", ["[50, 10]", "[10]", "[10, 10]", "[-1, 3]", '"10"'])
def test_bands_that_make_no_sense_are_refused(sizes: str) -> None:
    with pytest.raises(PolicyError, match="sizes"):
        Mapping.from_toml(f"[options]\nsizes = {sizes}")
