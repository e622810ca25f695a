"""Words that turn a phrase round: "no fundraising", "anything except grants", "not my field"."""

from __future__ import annotations

import re

from ...model.vocabulary import normalise

__all__ = ["clauses", "is_negated"]

_BREAK = re.compile(
    r"[,;.!?\n]+|\b(?:but|although|though|however|mais|pero|sino|mas|aber|sondern)\b", re.IGNORECASE
)
#: "But" and "less" that leave something out, rather than begin a clause of their own.
_ALL_BUT = re.compile(
    r"\b(?:anything|everything|all|todo|tudo|tout)\s+(?:but|menos|except\w*|exceto|sauf)\b"
    r"|\b(?:apart from|other than|rather than|aparte de)\b|\bà part\b",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"\bnon-(?=\w)|\b(?:not only|not for profit|non profit|non governmental|no problem)\b",
    re.IGNORECASE,
)
#: As folded. "No" is Portuguese for "in the" too, so that it counts at either end and after a verb.
_NEGATING = (
    "not never neither nor without except excepting excluding cannot dont "
    "ne non pas jamais aucun aucune sans sauf hormis excepte "
    "nunca tampoco ningun ninguna sin salvo excepto "
    "nao sem exceto nenhum nenhuma "
    "nicht nie kein keine keinem keinen keiner keines keins ohne ausser"
)
_NEGATION = re.compile(
    rf"\b(?:{_NEGATING.replace(' ', '|')}|\w+n t)\b"
    r"|^no\b|\bno$|\b(?:have|has|had|got|with|do|is|are|and|or|y|yo) no\b"
)
#: Most texts hold none of these, nor therefore anything that the patterns look for.
_SUSPECT = frozenset(
    f"{_NEGATING} no t anything everything all todo tudo tout apart other rather aparte".split()
)


def clauses(text: str) -> list[str]:
    """Cut a text where a negation stops to count: at commas, full stops and "but".

    Examples
    --------
    >>> clauses("Grants, but no events"), clauses("anything but events")
    (['Grants', 'no events'], ['except events'])
    """
    pieces = _BREAK.split(_ALL_BUT.sub("except", text))
    return [piece.strip() for piece in pieces if piece.strip()]


def is_negated(text: str) -> bool:
    """Tell whether a text holds a word that turns what it says round.

    Examples
    --------
    >>> is_negated("no fundraising"), is_negated("non-profit law"), is_negated("ajudo no Brasil")
    (True, False, False)
    """
    if text.isascii() and _SUSPECT.isdisjoint(normalise(text).split()):
        return False
    plain = _HARMLESS.sub(" ", _ALL_BUT.sub("except", text))
    return _NEGATION.search(normalise(plain)) is not None
