"""Cities and states, for the time zones that they are in."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from itertools import pairwise

from ...model.vocabulary import normalise
from ..reading import Reading, note, question
from .countries import country_code, locale_data
from .tzinfo import cities, country_zones, offsets

__all__ = ["shares_its_name", "zone_in_state", "zones_of_place"]

#: Languages whose own names of cities are known from the locale data.
# fmt: off
_LOCALES = (
    "fr", "es", "pt", "de", "it", "nl", "pl", "tr", "ru", "uk", "el", "ar", "he", "fa", "hi",
    "ja", "zh", "ko",
)
# fmt: on

#: States that share their name with a country, a city or another state.
_NOT_ALONE = frozenset({"georgia", "washington", "victoria"})


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    text = resources.files(__package__).joinpath("places.toml").read_text("utf-8")
    data: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return data


@cache
def _places() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {
        p: (zone,) for zone, places in _data()["places"].items() for p in places
    }
    alone = ((n, z) for n, z in _states().items() if len(z) == 1 and n not in _NOT_ALONE)
    return dict(alone) | found


@cache
def zones_of_place(folded: str) -> tuple[str, ...]:
    """Give the zones of a city or place by its folded name, in any of the languages known.

    Examples
    --------
    >>> zones_of_place("москва"), zones_of_place("milano")
    (('Europe/Moscow',), ('Europe/Rome',))
    """
    if len(folded) < 2:
        return ()
    if found := cities().get(folded) or _places().get(folded):
        return found
    zones = _own_names().get(folded, ())
    return () if zones and len(country_zones(country_code(folded))) > 1 else zones


@cache
def _own_names() -> dict[str, tuple[str, ...]]:
    """Give the zones by what their cities are called in the languages known, if by one name."""
    found: dict[str, set[str]] = {}
    for locale in _LOCALES:
        named = locale_data(locale).get("time_zones", {})
        for zone, info in named.items():
            if city := info.get("city"):
                found.setdefault(normalise(city), set()).add(zone)
    return {city: tuple(zones) for city, zones in found.items() if len(zones) == 1}


@cache
def _states() -> dict[str, tuple[str, ...]]:
    """Give the zones of the states and provinces of large countries by their folded names."""
    return {
        name: tuple(zones.split())
        for zones, states in _data()["states"].items()
        for state in states
        for name in (normalise(state.split("=")[-1]),)
    }


def shares_its_name(folded: str) -> bool:
    """Tell a country that has the name of another country's state, such as Georgia."""
    return folded in _NOT_ALONE


@cache
def _state_codes() -> dict[str, tuple[str, ...]]:
    pairs = (s.split("=") for states in _data()["states"].values() for s in states if "=" in s)
    found: dict[str, tuple[str, ...]] = {}
    for code, name in pairs:
        found[code] = (*found.get(code, ()), *_states()[normalise(name)])
    return found


def zone_in_state(part: str, text: str) -> Reading[str | None] | None:
    """Read "Birmingham, Alabama": a city is where the state after it is, not its namesake."""
    pieces = [p.strip() for p in re.split(r",|\s(?=[A-Z]{2,3}$)", part) if p.strip()]
    for place, state in pairwise(pieces):
        zones = _states().get(normalise(state)) or _state_codes().get(state, ())
        known = zones_of_place(normalise(place))
        own = country_zones(country_code(state))
        if not zones or any(z in own for z in known) or (own and not known):
            continue
        same = [z for z in known if offsets(z) in {offsets(s) for s in zones}]
        if zone := (same[0] if len(same) == 1 else zones[0] if len(zones) == 1 else None):
            return Reading(zone, (note(f"Read as {zone}, for {state}", "Check it.", text),))
        what = f"{state} has several time zones: {', '.join(zones)}"
        return Reading(None, (question(what, "Ask which one.", text),))
    return None
