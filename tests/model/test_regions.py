"""Regions: every country once."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest
from babel import Locale

from alliance_match.model.regions import region_of, regions

#: Codes that babel knows but that name no country or territory of ISO 3166-1.
NO_COUNTRY = {
    "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ",
}  # fmt: skip
#: Nobody lives there all year.
NO_RESIDENTS = {"AQ", "BV", "GS", "HM", "IO", "TF", "UM"}


def table() -> dict[str, list[str]]:
    text = resources.files("alliance_match.model").joinpath("regions.toml").read_text("utf-8")
    return tomllib.loads(text)["regions"]


def test_every_country_appears_once_or_is_missing_on_purpose():
    known = {code for code in Locale("en").territories if len(code) == 2 and code.isalpha()}
    listed = [code for codes in table().values() for code in codes]
    assert sorted(listed) == sorted(set(listed))
    missing = NO_COUNTRY | NO_RESIDENTS
    assert set(listed) | missing == known
    assert set(listed).isdisjoint(missing)


def test_regions_are_in_the_order_of_the_file_and_their_countries_in_order():
    assert regions() == tuple(table())
    for region, codes in table().items():
        assert codes == sorted(codes), region


@pytest.mark.parametrize(
    ("country", "region"),
    [
        ("PE", "Latin America and the Caribbean"),
        ("NA", "Africa and the Middle East"),
        ("GB", "Western Europe"),
        ("US", "Northern America"),
        ("ZZ", None),
        ("", None),
        ("pe", None),
        (None, None),
    ],
)
def test_region_of(country, region):
    assert region_of(country) == region
    assert region is None or region in regions()
