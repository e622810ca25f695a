"""Countries by code, or by name in many languages."""

from __future__ import annotations

import pickle
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from ...model.vocabulary import normalise
from ..nearness import suggestion
from ..reading import Reading, note, question, warning

__all__ = ["country_code", "locale_data", "read_country", "usual_country"]

_LOCALES = ("en", "fr", "es", "pt", "de")
#: Looked up after the names that countries have in their own languages.
# fmt: off
_MORE_LOCALES = (
    "it", "nl", "pl", "tr", "ru", "uk", "ar", "ja", "zh", "ko", "ca", "sv", "da", "no", "fi",
    "cs", "ro", "hu", "el", "he", "fa", "hi", "id", "vi",
)
# fmt: on
#: A country's own languages are the official ones and those that so many of a hundred speak.
_MAIN = 20
_SCRIPTS = {"LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab"}
#: Names in use that the locale data do not hold.
_ALSO = {
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "great britain": "GB",
    "britain": "GB",
    "gran bretana": "GB",
    "inglaterra": "GB",
    "angleterre": "GB",
    "grande bretagne": "GB",
    "grossbritannien": "GB",
    "united states of america": "US",
    "estados unidos de america": "US",
    "eua": "US",
    "eeuu": "US",
    "ee uu": "US",
    "etats unis d amerique": "US",
    "holland": "NL",
    "the netherlands": "NL",
    "czech republic": "CZ",
    "turkey": "TR",
    "korea": "KR",
    "republic of korea": "KR",
    "russian federation": "RU",
    "viet nam": "VN",
    "ivory coast": "CI",
    "uae": "AE",
    "republic of ireland": "IE",
    "macedonia": "MK",
    "hong kong": "HK",
    "taiwan": "TW",
    "iran": "IR",
    "democratic republic of the congo": "CD",
    "palestine": "PS",
    "burma": "MM",
    "republica checa": "CZ",
    "republique tcheque": "CZ",
    "repubblica ceca": "CZ",
    "tschechische republik": "CZ",
    "ecosse": "GB",
    "escocia": "GB",
    "schottland": "GB",
    "pays de galles": "GB",
    "pais de gales": "GB",
    "irlande du nord": "GB",
    "irlanda del norte": "GB",
    "nordirland": "GB",
    "aotearoa": "NZ",
    "aotearoa new zealand": "NZ",
    "hong kong sar": "HK",
    "macau": "MO",
    "ksa": "SA",
    "republic of south africa": "ZA",
    "united states america": "US",
    "estados unidos mexicanos": "MX",
    "drc": "CD",
    "dr congo": "CD",
}
#: Names of more than one country.
_SEVERAL = frozenset({"congo", "kongo", "guayana"})
#: Names that are those of a state where a place goes with them: "Atlanta, Georgia".
_STATES = frozenset({"georgia"})
_PARTS = re.compile(r"\s*[,;/()|]+\s*|\s+[-–—]\s+|\s+(?:and|et|y|e|und|&)\s+", re.IGNORECASE)
_INITIALS = re.compile(r"\b(?:\w\.\s?){2,}")
#: Letters from which a name may be spelt otherwise, and letters to any other country's name.
_LONG, _APART = 5, 3


def read_country(text: str) -> Reading[str | None]:
    """Read a country.

    Parameters
    ----------
    text : str
        An ISO 3166-1 code, or a name in English, French, Spanish, Portuguese, German or the
        country's own languages.

    Returns
    -------
    Reading of str or None
        The two-letter code. ``"NA"`` is Namibia.

    Examples
    --------
    >>> read_country("Pérou").value, read_country("UK").value, read_country("NA").value
    ('PE', 'GB', 'NA')
    """
    if found := country_code(text):
        return Reading(found)
    if (reading := _in_parts(text)) or (reading := _nearly(text)):
        return reading
    remedy = f"Write the country's two-letter code or its English name.{_near(text)}"
    return Reading(None, (question("Not a country that is known here", remedy, text),))


def country_code(text: str) -> str | None:
    """Give the two-letter code of a country, ``None`` where the text is none that is known."""
    plain = _INITIALS.sub(lambda m: re.sub(r"[.\s]", "", m[0]) + " ", text).strip()
    folded = _folded(plain)
    return None if folded in _SEVERAL else _by_code(plain) or _named(folded)


def usual_country(text: str) -> str | None:
    """Give the code of a country without looking further than codes and five languages.

    To find a name in none of the languages of the world takes a second.
    """
    folded = _folded(text)
    return None if folded in _SEVERAL else _by_code(text.strip()) or _usually_named(folded)


def _in_parts(text: str) -> Reading[str | None] | None:
    """Read "Bogotá, Colombia" and "Suisse / Schweiz": parts that name one country and no other."""
    parts = [p for p in _PARTS.split(text) if p.strip()]
    named = {p: code for p in parts if (code := country_code(p))}
    backwards = country_code(" ".join(reversed(parts)))
    if len(parts) > 1 and backwards:
        return Reading(backwards, (note(f"Read as {backwards}", value=text),))
    sure = {c for p, c in named.items() if len(p) > 3 or p.upper() in ("UK", "USA", "UAE")}
    alone = len(named) == len(parts) or not {*map(_folded, named)} & _STATES
    if len(parts) < 2 or len({*named.values()}) != 1 or not sure or not alone:
        return None
    (code,) = sure
    return Reading(code, (note(f"Read as {code}", "Check it.", text),))


def _nearly(text: str) -> Reading[str | None] | None:
    """Read a name with one slip of the pen, where no other country's name is near."""
    from rapidfuzz.distance import OSA

    folded = _folded(text)
    if len(folded) < _LONG:
        return None
    near: dict[str, int] = {}
    for locale in _LOCALES:
        for name, code in _in(locale).items():
            distance = OSA.distance(folded, name, score_cutoff=_APART)
            near[code] = min(near.get(code, _APART + 1), distance)
    allowed = 1 if len(folded) < 2 * _LONG else 2
    close = [code for code, distance in near.items() if distance <= max(allowed + 1, 2)]
    if len(close) != 1 or near[close[0]] > allowed:
        return None
    what = f"Read as {close[0]}, although spelt otherwise"
    return Reading(close[0], (warning(what, "Check it.", text),))


def _folded(text: str) -> str:
    return normalise(text).removeprefix("the ")


def _near(text: str) -> str:
    return suggestion(_folded(text), list(_in("en")))


def _by_code(text: str) -> str | None:
    from babel.core import get_global

    code = text.upper()
    if len(code) == 2 and code.isalpha() and code in get_global("territory_zones"):
        return code
    if len(code) not in (2, 3) or not code.isalpha():
        return None
    aliases = get_global("territory_aliases").get(code, [])
    return aliases[0] if len(aliases) == 1 else None


def _named(folded: str) -> str | None:
    """Look a name up where it is most likely first: every language takes time to load."""
    found = _usually_named(folded)
    return found or _own_names(_script(folded)).get(folded) or _elsewhere().get(folded)


def _usually_named(folded: str) -> str | None:
    if folded in _ALSO:
        return _ALSO[folded]
    tables = (_in(locale) for locale in _LOCALES)
    return next((table[folded] for table in tables if folded in table), None)


@cache
def _elsewhere() -> dict[str, str]:
    """Give the countries by their names in more languages, where all that know a name agree."""
    found: dict[str, set[str]] = {}
    for locale in _MORE_LOCALES:
        for name, code in _in(locale).items():
            found.setdefault(name, set()).add(code)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


@cache
def _in(locale: str) -> dict[str, str]:
    """Give the countries by their folded names in one language."""
    from babel.core import get_global

    real = get_global("territory_zones")
    return {_folded(n): c for c, n in _territories(locale).items() if c in real}


def _territories(locale: str) -> dict[str, str]:
    names = locale_data(locale).get("territories", {})
    return {code: name for code, name in names.items() if isinstance(name, str)}


def locale_data(locale: str) -> dict[str, Any]:
    """Read a language's own locale data, without what it inherits.

    Babel's ``load`` takes as long again for what the language inherits; told not to, it would keep
    the bare data for whoever asks for the language next.
    """
    from babel import localedata

    path = Path(localedata.resolve_locale_filename(locale))
    if not path.is_file():
        return {}
    data: dict[str, Any] = pickle.loads(path.read_bytes())
    return data


def _script(text: str) -> str:
    letter = next((c for c in text if c.isalpha()), "")
    return _SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0], "") if letter else ""


@cache
def _own_names(script: str) -> dict[str, str]:
    """Give the countries by their folded names in their own languages that use a script."""
    found: dict[str, str] = {}
    ambiguous = set()
    for language, countries in _own_languages().items():
        if _script_of(language) != script:
            continue
        names = _territories(language)
        for code in countries:
            name = _folded(names.get(code, ""))
            if found.setdefault(name, code) != code:
                ambiguous.add(name)
    return {name: code for name, code in found.items() if name and name not in ambiguous}


@cache
def _own_languages() -> dict[str, list[str]]:
    """Give the countries by the languages that are their own."""
    from babel.core import get_global

    found: dict[str, list[str]] = {}
    for code, languages in sorted(get_global("territory_languages").items()):
        if code in get_global("territory_zones"):
            for language, share in languages.items():
                if share["official_status"] or share["population_percent"] >= _MAIN:
                    found.setdefault(language, []).append(code)
    return found


def _script_of(language: str) -> str:
    """Give the script of a language, empty for one that is neither of the three told apart."""
    from babel.core import get_global

    likely = get_global("likely_subtags").get(language, "")
    parts = f"{language}_{likely}".split("_")
    return next((p for p in parts if p in _SCRIPTS.values()), "")
