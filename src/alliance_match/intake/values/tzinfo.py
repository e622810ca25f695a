"""What tzdata knows: zone names, the zones of a country, and their offsets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from ...model.vocabulary import normalise

__all__ = ["canonical_zone", "cities", "country_zones", "fixed_zone", "offsets", "zone_names"]

#: The year whose January and July stand for winter and summer; any recent year would do.
_YEAR = 2026


#: Regions of names such as "Canada/Eastern", and "Australia/North": words that are no cities.
_NO_CITIES = ["Etc", "SystemV", "US", "Canada", "Mexico", "Brazil", "Chile", "posix", "right"]
_PARTS_OF_COUNTRIES = ["North", "South", "West", "ACT", "LHI", "Victoria"]


@cache
def zone_names() -> dict[str, str]:
    """Give the IANA names by their lower-case spelling."""
    names = resources.files("tzdata").joinpath("zones").read_text("utf-8").split()
    return {n.casefold(): n for n in names if n != "Factory"}


@cache
def canonical_zone(name: str) -> str:
    """Give the name that a zone has today: the one in tzdata's list of zones by country.

    Examples
    --------
    >>> canonical_zone("Asia/Calcutta"), canonical_zone("US/Eastern"), canonical_zone("Europe/Oslo")
    ('Asia/Kolkata', 'America/New_York', 'Europe/Oslo')
    """
    from babel.core import get_global

    current = {zone for zones in _by_country().values() for zone in zones}
    aliases: Mapping[str, str] = get_global("zone_aliases")
    same = [name, aliases.get(name, name), *(old for old, new in aliases.items() if new == name)]
    return next((zone for zone in same if zone in current), aliases.get(name, name))


@cache
def _by_country() -> dict[str, tuple[str, ...]]:
    """Read the zones by country, the most populous first where tzdata says so."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            found.setdefault(country, []).append(zone)
    return {country: tuple(zones) for country, zones in found.items()}


@cache
def country_zones(country: str | None) -> tuple[str, ...]:
    """Give the zones of a country that differ today, one name each.

    Examples
    --------
    >>> country_zones("DE"), country_zones("PT")
    (('Europe/Berlin',), ('Europe/Lisbon', 'Atlantic/Azores'))
    """
    distinct: dict[tuple[int, int], str] = {}
    for zone in _by_country().get(country or "", ()):
        distinct.setdefault(offsets(zone), zone)
    return tuple(distinct.values())


@cache
def offsets(zone: str) -> tuple[int, int]:
    """Give a zone's offsets from UTC in minutes, in January and in July."""
    info = ZoneInfo(zone)
    winter, summer = (datetime(_YEAR, month, 15, tzinfo=info).utcoffset() for month in (1, 7))
    return _minutes(winter), _minutes(summer)


def _minutes(offset: timedelta | None) -> int:
    return 0 if offset is None else int(offset.total_seconds()) // 60


@cache
def cities() -> dict[str, tuple[str, ...]]:
    """Give the zones by the city in their name, such as ``"sao paulo"``."""
    current = {z for zones in _by_country().values() for z in zones}
    found: dict[str, list[str]] = {}
    for name in zone_names().values():
        region, _, city = name.rpartition("/")
        if region and region.split("/")[0] not in _NO_CITIES and city not in _PARTS_OF_COUNTRIES:
            found.setdefault(normalise(city.replace("_", " ")), []).append(name)
    return {
        city: tuple(n for n in names if n in current) or tuple(map(canonical_zone, names))
        for city, names in found.items()
    }


@cache
def fixed_zone(minutes: int) -> str | None:
    """Give a zone that has this offset all year; the signs of ``Etc/GMT`` names are inverted.

    Examples
    --------
    >>> fixed_zone(120), fixed_zone(330), fixed_zone(0)
    ('Etc/GMT-2', 'Asia/Kolkata', 'Etc/UTC')
    """
    if minutes == 0:
        return "Etc/UTC"
    if minutes % 60 == 0:
        hours = -minutes // 60
        return zone_names().get(f"etc/gmt{hours:+d}")
    steady = (
        z for zones in _by_country().values() for z in zones if offsets(z) == (minutes, minutes)
    )
    return next(
        (z for z in ("Asia/Kolkata", *sorted(steady)) if offsets(z) == (minutes, minutes)), None
    )
