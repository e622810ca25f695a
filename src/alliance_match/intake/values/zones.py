"""Time zones: IANA names, offsets, abbreviations, cities and countries."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from ...model.vocabulary import normalise
from ..nearness import suggestion
from ..reading import Reading, note, question, warning
from .countries import country_code
from .places import shares_its_name, zone_in_state, zones_of_place
from .tzinfo import canonical_zone, country_zones, fixed_zone, offsets, zone_names

__all__ = ["abbreviations", "names_zone", "read_zone", "zone_of_country"]

_OFFSET = re.compile(
    r"(?<![A-Za-z/])(?P<utc>UTC|GMT|Z)?\s*(?P<sign>[+−–-])\s*(?P<h>\d{1,2})(?:[:.h]?(?P<m>\d{2}))?(?!\d)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[]([^)\]]{0,200})[)\]]")
_EAST_ASIAN_TIME = re.compile(r"(?<=\S)(?:標準)?(?:時間|时间)$")
#: Two names of one zone, in winter and in summer.
_BOTH = re.compile(r"([A-Z]{2,5})\s*/\s*([A-Z]{2,5})")
_IANA = "Write an IANA name such as Europe/Paris."


@dataclass(frozen=True)
class _Names:
    clear: dict[str, tuple[tuple[int, ...], str]]
    unclear: dict[str, dict[str, str]]
    words: dict[str, str]


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files(__package__).joinpath("zones.toml").read_text("utf-8"))


@cache
def _names() -> _Names:
    data = _data()
    return _Names(
        clear={k: (tuple(v["offsets"]), v["zone"]) for k, v in data["clear"].items()},
        unclear=data["unclear"],
        words=data["names"],
    )


def abbreviations() -> tuple[str, ...]:
    """List the abbreviations that are known, the longest first."""
    known = {*_names().clear, *_names().unclear}
    return tuple(sorted(known, key=lambda a: (-len(a), a)))


def read_zone(text: str, country: str | None = None) -> Reading[str | None]:
    """Read a time zone.

    Parameters
    ----------
    text : str
        An IANA name, an offset such as ``"GMT+2"``, an abbreviation, a city or a country.
    country : str or None
        ISO code; decides between zones that share an abbreviation or an offset.

    Returns
    -------
    Reading of str or None
        The IANA name of today; anything but an IANA name leaves a note on what was done.

    Examples
    --------
    >>> read_zone("GMT+2").value, read_zone("CST", "MX").value, read_zone("São Paulo time").value
    ('Etc/GMT-2', 'America/Mexico_City', 'America/Sao_Paulo')
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    if plain.upper() in _names().clear or plain.upper() in _names().unclear:
        return _abbreviation(plain.upper(), country, text)
    if zone := zone_names().get(plain.replace(" ", "_").casefold()):
        return Reading(canonical_zone(zone))
    if found := _by_words(plain, country, text):
        return found
    if match := _OFFSET.search(plain):
        return _offset(match, plain, country, text)
    near = suggestion(plain, list(zone_names().values()))
    return Reading(None, (question("Not a time zone that is known here", f"{_IANA}{near}", text),))


def zone_of_country(country: str | None) -> Reading[str | None]:
    """Give the time zone of a country that has only one; else say what has to be asked."""
    zones = country_zones(country)
    if len(zones) == 1:
        return Reading(zones[0], (note(f"No time zone given; {country} has one, {zones[0]}"),))
    if not zones:
        return Reading(None)
    shown = ", ".join(zones[:6]) + (", …" if len(zones) > 6 else "")
    what = f"No time zone given, and {country} has several: {shown}"
    return Reading(None, (question(what, "Ask which one."),))


def _by_words(plain: str, country: str | None, text: str) -> Reading[str | None] | None:
    """Read names in words: of the whole text, then of what stands in and around brackets."""
    parts = [plain, _BRACKETS.sub(" ", plain), *_BRACKETS.findall(plain)]
    without_offsets = [_OFFSET.sub(" ", p) for p in parts]
    readings = (_named(p, country, text) for p in dict.fromkeys([*parts, *without_offsets]))
    found = [reading for reading in readings if reading is not None]
    return next((r for r in found if r.value), found[0] if found else None)


def _named(part: str, country: str | None, text: str) -> Reading[str | None] | None:
    if zone := zone_names().get(part.strip().replace(" ", "_").casefold()):
        return Reading(canonical_zone(zone)) if "/" in zone else None
    word = part.strip()
    if word.upper() in _names().clear or word.upper() in _names().unclear:
        return _abbreviation(word.upper(), country, text)
    if both := _BOTH.fullmatch(word):
        return _winter_and_summer(both[1], both[2], country, text)
    folded = _without_noise(part)
    if folded in _names().words:
        return _abbreviation(_names().words[folded], country, text)
    if len(zones := zones_of_place(folded)) == 1:
        return Reading(zones[0], (note(f"Read as {zones[0]}", value=text),))
    return (
        _windows(part, text)
        or zone_in_state(part, text)
        or _several_cities(part, text)
        or _country(folded, country, text)
    )


def _without_noise(part: str) -> str:
    return " ".join(_EAST_ASIAN_TIME.sub("", _noise().sub(" ", normalise(part))).split())


@cache
def _noise() -> re.Pattern[str]:
    phrases = sorted(_data()["noise"]["words"], key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")


def _winter_and_summer(
    one: str, other: str, country: str | None, text: str
) -> Reading[str | None] | None:
    """Read "PST/PDT": the clear one of two abbreviations, the country's one where neither is."""
    known = [a for a in (one, other) if a in _names().clear or a in _names().unclear]
    if len(known) < 2:
        return None
    readings = [_abbreviation(a, country, text) for a in known if a not in ("GMT", "UTC")]
    read = [r for r in readings if r.value]
    alike = len({offsets(str(r.value)) for r in read}) == 1
    return read[0] if alike else readings[0]


def names_zone(text: str) -> bool:
    """Tell whether a text names a time zone, a city or a place, even if not which is meant.

    Examples
    --------
    >>> names_zone("Eastern"), names_zone("Nairobi"), names_zone("office")
    (True, True, False)
    """
    folded = _without_noise(unicodedata.normalize("NFKC", text))
    if len(folded) < 2:
        return False
    if folded in _names().words or zones_of_place(folded):
        return True
    return folded != normalise(text) and country_code(folded) is not None


def _country(folded: str, country: str | None, text: str) -> Reading[str | None] | None:
    named = country_code(folded) if len(folded) > 3 else None
    if named is None:
        return None
    if shares_its_name(folded) and named != country:
        what = f"May be {named} or a state of another country"
        return Reading(None, (question(what, _IANA, text),))
    zones = country_zones(named)
    if len(zones) == 1:
        return Reading(zones[0], (note(f"Read as {zones[0]}, the zone of {named}", value=text),))
    what = f"{named} has several time zones: {', '.join(zones[:6])}"
    return Reading(None, (question(what, "Ask which one.", text),))


def _windows(part: str, text: str) -> Reading[str | None] | None:
    zone = _windows_zones().get(" ".join(part.split()).casefold())
    return None if zone is None else Reading(zone, (note(f"Read as {zone}", value=text),))


@cache
def _windows_zones() -> dict[str, str]:
    from babel.core import get_global

    named = get_global("windows_zone_mapping")
    return {name.casefold(): canonical_zone(zone) for name, zone in named.items()}


def _several_cities(part: str, text: str) -> Reading[str | None] | None:
    """Read "Bogota, Lima, Quito", as Windows lists them: cities of one offset."""
    zones = [z for p in re.split(r"[,/]", part) for z in zones_of_place(normalise(p))]
    if not zones or len({offsets(z) for z in zones}) != 1:
        return None
    return Reading(zones[0], (note(f"Read as {zones[0]}", "Check it.", text),))


def _abbreviation(short: str, country: str | None, text: str) -> Reading[str | None]:
    if short in _names().clear:
        return _clear(short, country, text)
    zones = _names().unclear[short]
    if country in zones:
        zone = zones[country]
        return Reading(zone, (note(f"{short} read as {zone}, for {country}", "Check it.", text),))
    candidates = ", ".join(f"{zone} ({land})" for land, zone in zones.items())
    what = f"{short} means different zones, and the country does not decide it: {candidates}"
    return Reading(None, (question(what, _IANA, text),))


def _clear(short: str, country: str | None, text: str) -> Reading[str | None]:
    stated, usual = _names().clear[short]
    if short == "UTC":
        return Reading(usual)
    own = _own_zones(country, stated)
    if own:
        zone = usual if usual in own else own[0]
        return Reading(zone, (note(f"{short} read as {zone}, the zone of {country}", value=text),))
    if country_zones(country):
        what = f"{short} read as {usual}, although {country} has no such zone"
        return Reading(usual, (warning(what, "Check the zone and the country.", text),))
    return Reading(usual, (note(f"{short} read as {usual}", "Check it.", text),))


def _own_zones(country: str | None, minutes: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(z for z in country_zones(country) if {*offsets(z)} & {*minutes})


def _offset(
    match: re.Match[str], plain: str, country: str | None, text: str
) -> Reading[str | None]:
    minutes = int(match["h"]) * 60 + int(match["m"] or 0)
    minutes = minutes if match["sign"] == "+" else -minutes
    if plain != match[0].strip() and not (match["utc"] or plain.startswith("(")):
        return Reading(None, (question("Not a time zone that is known here", _IANA, text),))
    own = _own_zones(country, (minutes,))
    if len(own) == 1:
        return Reading(own[0], (note(f"Read as {own[0]}, the zone of {country}", value=text),))
    zone = fixed_zone(minutes) if -720 <= minutes <= 840 else None
    if zone is None:
        return Reading(None, (question("No time zone has this offset", _IANA, text),))
    what = f"Read as {zone}: this offset all year, without summer time"
    return Reading(zone, (note(what, _IANA, text),))
