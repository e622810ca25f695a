"""Countries by code, or by name in five languages."""

from __future__ import annotations

from functools import cache

from ...model.vocabulary import normalise
from ..reading import Reading, question

__all__ = ["read_country"]

_LOCALES = ("en", "fr", "es", "pt", "de")
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
        country's own language.

    Returns
    -------
    Reading of str or None
        The two-letter code. ``"NA"`` is Namibia.

    Examples
    --------
    >>> read_country("Pérou").value, read_country("UK").value, read_country("NA").value
    ('PE', 'GB', 'NA')
    """
    code = _by_code(text.strip())
    found = code or _by_name().get(_folded(text))
    if found:
        return Reading(found)
    remedy = f"Write the country's two-letter code or its English name.{_near(text)}"
    return Reading(None, (question("Not a country that is known here", remedy, text),))


def _folded(text: str) -> str:
    return normalise(text).removeprefix("the ")


def _near(text: str) -> str:
    from ...errors import did_you_mean

    return did_you_mean(_folded(text), _in("en"))


def _by_code(text: str) -> str | None:
    from babel.core import get_global

    code = text.upper()
    if len(code) == 2 and code.isalpha() and code in get_global("territory_zones"):
        return code
    if len(code) not in (2, 3) or not code.isalpha():
        return None
    aliases = get_global("territory_aliases").get(code, [])
    return aliases[0] if len(aliases) == 1 else None


@cache
def _by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for locale in _LOCALES:
        for name, code in _in(locale).items():
            names.setdefault(name, code)
    return names | _own_names() | _ALSO


@cache
def _in(locale: str) -> dict[str, str]:
    from babel import Locale
    from babel.core import get_global

    real = get_global("territory_zones")
    return {_folded(n): c for c, n in Locale(locale).territories.items() if c in real}


def _own_names() -> dict[str, str]:
    """Name some more countries in their own languages."""
    from babel import Locale

    return {_folded(Locale.parse(o).territories[o[-2:]]): o[-2:] for o in _OWN.split()}


_OWN = (
    "it_IT ja_JP zh_CN ko_KR nl_NL sv_SE nb_NO da_DK fi_FI pl_PL tr_TR ru_RU cs_CZ el_GR hu_HU "
    "ro_RO uk_UA ar_EG he_IL is_IS hr_HR th_TH vi_VN"
)
