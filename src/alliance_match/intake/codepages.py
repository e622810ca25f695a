"""Which of three old code pages a text is in: Western Windows, Japanese Windows, old Macintosh.

General detectors choose among dozens of code pages and need long texts. With three there is a
simple test that holds for a handful of letters: in the right one, an accented letter stands among
letters and is small among small ones, quotation marks do not stand between letters, and Japanese
characters stand next to each other.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["NAMES", "likeliest"]

#: The code pages, the likeliest first: it is taken where nothing tells them apart.
NAMES = {"cp1252": "Western Windows", "mac_roman": "old Macintosh", "cp932": "Japanese Windows"}

_SAMPLE = 40_000
#: By how much a code page must be ahead, per character, for no doubt to remain.
_AHEAD = 0.25
_WESTERN = frozenset("àâäáãåæçèéêëìíîïñòóôöõøœùúûüßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜ")
_RARE = frozenset("Ÿÿıªº")
_MARKS = frozenset("’‘“”«»„–—…€£°¿¡·•§©®™²³½ \u00a0")
_RUN = re.compile(r"[^\x00-\x7f]")


def likeliest(data: bytes) -> tuple[str, bool]:
    """Find the code page that makes most sense of bytes.

    Parameters
    ----------
    data : bytes
        Lines that are not UTF-8.

    Returns
    -------
    tuple of (str, bool)
        The code page, and whether it is clearly ahead of the others.

    Examples
    --------
    >>> likeliest("José, Muñoz".encode("mac_roman"))
    ('mac_roman', True)
    """
    sample = data[:_SAMPLE]
    scores = {name: _sense(sample, name) for name in NAMES}
    best = max(scores, key=lambda name: scores[name])
    second = max(score for name, score in scores.items() if name != best)
    return best, scores[best] - second >= _AHEAD and scores[best] > 0


def _sense(sample: bytes, encoding: str) -> float:
    """Say how much sense the letters make, on average, from -2 to 1."""
    text = sample.decode(encoding, "replace")
    judge = _japanese if encoding == "cp932" else _western
    verdicts = [judge(text, m.start()) for m in _RUN.finditer(text)]
    return sum(verdicts) / len(verdicts) if verdicts else -2.0


def _western(text: str, at: int) -> float:
    before, letter, after = text[at - 1 : at], text[at], text[at + 1 : at + 2]
    between = before.isalpha() and after.isalpha()
    if letter in _RARE:
        return 0.2 if between else -0.2
    if letter in _WESTERN:
        if before.islower() and letter.isupper():
            return -1.0
        if letter.islower() and before.isupper() and after.isupper():
            return -0.5
        return 1.0 if before.isalpha() or after.isalpha() else 0.2
    if letter in _MARKS:
        if letter == "’" and between:
            return 0.4
        return -1.0 if between else 0.4
    return -1.0 if unicodedata.category(letter) != "Co" and letter != "�" else -2.0


def _japanese(text: str, at: int) -> float:
    letter = text[at]
    if letter == "�" or unicodedata.category(letter) in ("Co", "Cn"):
        return -2.0
    beside = text[at - 1 : at] + text[at + 1 : at + 2]
    in_company = any(_is_japanese(c) for c in beside)
    if "｡" <= letter <= "ﾟ":
        return 0.3 if in_company else -1.0
    if not _is_japanese(letter):
        return -0.5
    return 1.0 if in_company else -0.5


def _is_japanese(letter: str) -> bool:
    return "\u3000" <= letter <= "\u30ff" or "\u4e00" <= letter <= "\u9fff" or "！" <= letter <= "ﾟ"
