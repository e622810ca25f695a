"""World regions by country."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

__all__ = ["region_of", "regions"]


@cache
def _by_country() -> dict[str, str]:
    data = resources.files(__package__).joinpath("regions.toml").read_text("utf-8")
    table: dict[str, list[str]] = tomllib.loads(data)["regions"]
    return {country: region for region, countries in table.items() for country in countries}


def region_of(country: str | None) -> str | None:
    """Give the world region of an ISO 3166-1 alpha-2 code, ``None`` where it is unknown.

    Examples
    --------
    >>> region_of("PE")
    'Latin America and the Caribbean'
    """
    return None if country is None else _by_country().get(country)


def regions() -> tuple[str, ...]:
    """List the regions, in the order of the data file."""
    return tuple(dict.fromkeys(_by_country().values()))
