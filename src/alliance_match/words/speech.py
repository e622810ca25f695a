"""Saying messages: words, numbers, lists and names in one language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from io import BytesIO
from string import Formatter
from typing import TYPE_CHECKING, Any, Literal

from ..errors import InputError, did_you_mean
from .message import Message, Value

if TYPE_CHECKING:
    from babel import Locale

__all__ = ["LANGUAGES", "Speech", "speech", "translations"]

#: The languages that are spoken in full, and the locale of each.
LANGUAGES = {"en": "en_GB", "fr": "fr_FR", "es": "es_ES"}

#: Colon and semicolon where they do not follow the word at once.
_APART = {"fr": ("\u00a0: ", "\u00a0; ")}
_COUNTED = re.compile(r"(\{(\w+):(marks|number)\} (?:point|binôme|heure))s\b")
_LIKE_Y = re.compile(r"h?[ií](?![aeo])")
_LIKE_O = re.compile(r"h?[oó]|8|11(?!\d)")


class Speech(Formatter):
    """Says messages in one language.

    The formats of a template's places are ``marks`` (points of 1000 as 0.0 to 100.0), ``signed``
    (marks with their sign), ``number``, ``percent`` (of 100), ``and``, ``or`` (lists),
    ``language``, ``country``, ``day`` and ``fullday`` (0 is Monday), ``clock`` (minutes after
    midnight) and ``zone``.
    Without a format, words are said as they are, and numbers and messages as the language has them.
    ``colon`` and ``semicolon`` are these marks with the spaces around them.

    Parameters
    ----------
    language : {"en", "fr", "es"}
        The language.
    """

    def __init__(self, language: str) -> None:
        from babel import Locale

        self.language = language
        self.locale: Locale = Locale.parse(LANGUAGES[language])
        self.colon, self.semicolon = _APART.get(language, (": ", "; "))
        self._forms: dict[str, Callable[[Any], str]] = {
            "": self.say,
            "marks": self.marks,
            "signed": lambda points: f"{'+' if points > 0 else ''}{self.marks(points)}",
            "number": self.number,
            "percent": lambda share: self.number(share) + ("%" if language == "en" else "\u00a0%"),
            "and": self.joined,
            "or": lambda items: self.joined(items, "or"),
            "language": self.language_name,
            "country": self.country_name,
            "day": lambda day: self.day(day),
            "fullday": lambda day: self.day(day, "wide"),
            "clock": lambda minutes: f"{minutes // 60:02d}:{minutes % 60:02d}",
            "zone": self.zone,
        }

    def say(self, what: Value) -> str:
        """Say a message, a number or a word."""
        if isinstance(what, Message):
            words = self.template(what)
            words = _agreeing(words, what.values) if self.language == "fr" else words
            return self.vformat(words, (), what.values)
        if isinstance(what, tuple):
            return self.joined(what)
        if isinstance(what, int | float) and not isinstance(what, bool):
            return self.number(what)
        return "" if what is None else str(what)

    def template(self, message: Message) -> str:
        """Find the words of a message in this language; English where nobody translated them."""
        found = translations(self.language)
        if not message.many:
            return found.gettext(message.template)
        count = message.values["count"]
        assert isinstance(count, int | float), "things are counted in numbers"
        whole = abs(int(count)) if count == int(count) else 2  # a part of one has the plural
        return found.ngettext(message.template, message.many, whole)

    def gettext(self, words: str) -> str:
        """Translate plain words; English where nobody translated them."""
        return translations(self.language).gettext(words) if words else ""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write a value in the way that its place asks for."""
        return self._forms[format_spec](value)

    def sentence(self, what: Value) -> str:
        """Make words a sentence: a capital first, a full stop last."""
        words = self.say(what).strip()
        ended = words if words.endswith((".", "!", "?", "…")) else f"{words}."
        return ended[:1].upper() + ended[1:]

    def heading(self, what: Value) -> str:
        """End words with a colon."""
        return self.say(what) + ("\u00a0:" if self.language == "fr" else ":")

    def series(self, clauses: Iterable[Value]) -> str:
        """Set clauses apart by semicolons."""
        return self.semicolon.join(map(self.say, clauses))

    def marks(self, points: int) -> str:
        """Write points of 1000 as marks of 100 with one decimal, exactly."""
        from babel.numbers import format_decimal

        exact = Decimal(int(points)).scaleb(-1)
        return str(format_decimal(exact, format="#,##0.0", locale=self.locale))

    def number(self, amount: float | Decimal) -> str:
        """Write a number with as many decimals as it has, up to three."""
        if isinstance(amount, int) and 0 <= amount < 1000:  # so most of them, and many there are
            return str(amount)
        from babel.numbers import format_decimal

        return str(format_decimal(amount, format="#,##0.###", locale=self.locale))

    def joined(self, items: Iterable[Value], style: Literal["standard", "or"] = "standard") -> str:
        """Join words into a list as one says it, with "and" or with "or"."""
        from babel.lists import format_list

        said = [self.say(item) for item in items]
        joined = str(format_list(said, style=style, locale=self.locale))
        return _euphonic(joined, said[-1]) if self.language == "es" and len(said) > 1 else joined

    def language_name(self, tag: str) -> str:
        """Give the name of a language tag, the tag itself where there is none."""
        return str(self.locale.languages.get(tag.replace("-", "_"), tag))

    def country_name(self, code: str) -> str:
        """Give the name of a country code, the code itself where there is none."""
        return str(self.locale.territories.get(code, code))

    def day(self, day: int, width: str = "abbreviated") -> str:
        """Give the name of a day of the week; 0 is Monday."""
        return str(self.locale.days["format"][width][day])

    def zone(self, name: str) -> str:
        """Give the place of a time zone in words, such as "Paris time"; the name where unknown."""
        from babel.dates import get_timezone_location

        try:
            return str(get_timezone_location(name, locale=self.locale, return_city=True))
        except LookupError:
            return name


def _agreeing(words: str, values: Mapping[str, Any]) -> str:
    """Write the singular of what is counted where it is under two, as French does: 1,5 point."""

    def noun(found: re.Match[str]) -> str:
        two = 20 if found[3] == "marks" else 2
        return found[1] if abs(values[found[2]]) < two else found[0]

    return _COUNTED.sub(noun, words)


def _euphonic(joined: str, last: str) -> str:
    """Say "e" for "y" before the same sound, and "u" for "o", as Spanish does."""
    sound = last.lstrip("“\"'(¿").lower()
    for word, instead, same in (("y", "e", _LIKE_Y), ("o", "u", _LIKE_O)):
        if same.match(sound) and joined.endswith(f" {word} {last}"):
            return f"{joined.removesuffix(f'{word} {last}')}{instead} {last}"
    return joined


@cache
def speech(language: str = "en") -> Speech:
    """Give who says things in a language.

    Parameters
    ----------
    language : {"en", "fr", "es"}
        The language.

    Raises
    ------
    InputError
        When the language is not spoken here; the message names those that are.

    Examples
    --------
    >>> speech("fr").marks(824)
    '82,4'
    """
    if language not in LANGUAGES:
        spoken = ", ".join(LANGUAGES)
        near = did_you_mean(language, LANGUAGES)
        raise InputError(f"Nothing is said in {language!r}; give one of {spoken}.{near}")
    return Speech(language)


@cache
def translations(language: str) -> NullTranslations:
    """Read the translations into a language; English needs none."""
    if language == "en":
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    file = resources.files(__package__) / "locale" / f"{language}.po"
    compiled = BytesIO()
    with file.open("rb") as written:
        write_mo(compiled, read_po(written, locale=LANGUAGES[language]))
    compiled.seek(0)
    return GNUTranslations(compiled)
