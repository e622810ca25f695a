"""Countries by code, or by name in five languages and in their own."""

from __future__ import annotations

import unicodedata
from functools import cache

from ...model.vocabulary import normalise
from ..nearness import suggestion
from ..reading import Reading, question

__all__ = ["country_code", "read_country", "usual_country"]

_LOCALES = ("en", "fr", "es", "pt", "de")
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
}


@cache
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
    remedy = f"Write the country's two-letter code or its English name.{_near(text)}"
    return Reading(None, (question("Not a country that is known here", remedy, text),))


def country_code(text: str) -> str | None:
    """Give the two-letter code of a country, ``None`` where the text is none that is known."""
    return _by_code(text.strip()) or _named(_folded(text))


def usual_country(text: str) -> str | None:
    """Give the code of a country without looking further than codes and five languages.

    To find a name in none of the languages of the world takes a second.
    """
    folded = _folded(text)
    return _by_code(text.strip()) or _usually_named(folded)


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
    return _usually_named(folded) or _own_names(_script(folded)).get(folded)


def _usually_named(folded: str) -> str | None:
    if folded in _ALSO:
        return _ALSO[folded]
    tables = (_in(locale) for locale in _LOCALES)
    return next((table[folded] for table in tables if folded in table), None)


@cache
def _in(locale: str) -> dict[str, str]:
    """Give the countries by their folded names in one language."""
    from babel.core import get_global

    real = get_global("territory_zones")
    return {_folded(n): c for c, n in _territories(locale).items() if c in real}


def _territories(locale: str) -> dict[str, str]:
    from babel import localedata

    if not localedata.exists(locale):
        return {}
    names = localedata.load(locale, merge_inherited=False).get("territories", {})
    return {code: name for code, name in names.items() if isinstance(name, str)}


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
