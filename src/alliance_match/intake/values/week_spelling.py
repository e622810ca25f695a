"""The many spellings of days and hours, rewritten to the few that ``week_words`` knows."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold", "plainly"]

_HYPHENS = re.compile(r"[‐‑‒–—−〜~]")
_NOON = re.compile(r"\b(?:12 )?(?:noon|midday)\b")
_MIDNIGHT = re.compile(r"\b(?:midnight|minuit|medianoche|meia[ -]noite|mitternacht|mezzanotte)\b")
#: A full stop after a whole word ends a clause; after "Sa." or "dim." it does not.
_SENTENCE = re.compile(r"(?<=[^\W\d_]{5})\.\s+|[。!?]+")
_FOUR_DIGITS = re.compile(
    r"\b([01]\d|2[0-4])([0-5][05])\s?h?(?:rs)?\s*(-|to|until|till)\s*"
    r"([01]\d|2[0-4])([0-5][05])(?:\s?(?:h|hrs))?\b"
)
_LETTER_DAYS = {
    "m": "monday",
    "tu": "tuesday",
    "t": "tuesday",
    "w": "wednesday",
    "th": "thursday",
    "f": "friday",
    "sa": "saturday",
    "su": "sunday",
}
_LETTERS = re.compile(r"\b(?:m|tu|th|t|w|f|sa|su)(?:\s?[/&+]\s?(?:m|tu|th|t|w|f|sa|su))+\b")
_TURKISH = re.compile(r"(\d{1,2}(?:[:.]\d{2})?)\s*'?\s*[dt][ae]n\s+(sonra|once)\b")
_FEIRA = re.compile(r"\b([2-6])\s?as?\b(?=.*\bfeiras?\b)")
_FEIRAS = ("segunda", "terca", "quarta", "quinta", "sexta")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_EAST_HOUR = re.compile(
    r"(午前|上午|早上|午後|下午|晚上|夜)?\s*(\d{1,2})\s*[時点點](?:\s*(\d{1,2})\s*分|(半))?"
)
#: Marks of Japanese letters, which are no accents: "まで" is not "まて".
_VOICED = "\u3099\u309a"
#: "晚上8点到9点": what part of the day the end is in goes without saying.
_EAST_SPAN = re.compile(
    r"(午前|上午|早上|午後|下午|晚上|夜)(\s*\d{1,2}\s*[時点點](?:\d{2}分|半)?(?:から|到|至|-)\s*)(?=\d)"
)
_LATER = ("午後", "下午", "晚上", "夜")


def fold(text: str) -> str:
    """Fold a text on weekly times: no case, no accents, plain hyphens."""
    parted = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in parted if c in _VOICED or not unicodedata.combining(c))
    whole = unicodedata.normalize("NFC", plain.casefold())
    return _HYPHENS.sub("-", whole).replace("’", "'")


def plainly(text: str) -> str:
    """Fold a text and rewrite what is spelt otherwise.

    Examples
    --------
    >>> plainly("M/W 0900–1100"), plainly("2ª feira, noon")
    ('monday / wednesday 09:00 - 11:00', 'segunda feira, 12:00')
    """
    folded = _MIDNIGHT.sub("24:00", _NOON.sub("12:00", fold(text)))
    folded = _FOUR_DIGITS.sub(r"\1:\2 \3 \4:\5", folded)
    folded = _LETTERS.sub(_letters, re.sub(r"\bt/m\b", " - ", folded))
    folded = _TURKISH.sub(lambda m: f"{'after' if m[2] == 'sonra' else 'before'} {m[1]} ", folded)
    folded = _FEIRA.sub(lambda m: _FEIRAS[int(m[1]) - 2], folded)
    if _EAST_ASIAN.search(folded):
        folded = _east_asian(folded)
    return _SENTENCE.sub(";", folded)


def _letters(match: re.Match[str]) -> str:
    """Write letters in the order of the week as days: not "t/m", which is "to" in Dutch."""
    days = [_LETTER_DAYS[letter.strip()] for letter in re.split(r"[/&+]", match[0])]
    order = [tuple(_LETTER_DAYS.values()).index(day) for day in days]
    return " / ".join(days) if order == sorted(set(order)) else match[0]


def _east_asian(text: str) -> str:
    """Write "午後7時半から9時まで" as "19:30-21:00"."""
    text = _EAST_HOUR.sub(_hour, _EAST_SPAN.sub(r"\1\2\1", text))
    text = re.sub(r"(\d{2}:\d{2})\s*(?:から|到|至|-)\s*(\d{2}:\d{2})(?:\s*まで)?", r"\1-\2", text)
    text = re.sub(r"(\d{2}:\d{2})\s*(?:以降|以后|之后|から)", r" after \1 ", text)
    text = re.sub(r"(\d{2}:\d{2})\s*(?:まで|以前|之前)", r" before \1 ", text)
    return text.replace("から", "-").replace("至", "-").replace("到", "-")


def _hour(match: re.Match[str]) -> str:
    hour = int(match[2]) + 12 * (match[1] in _LATER and int(match[2]) < 12)
    minute = int(match[3] or 0) if match[4] is None else 30
    return f" {hour:02d}:{minute:02d}"
