"""Column headers folded for comparison."""

from __future__ import annotations

import re
import unicodedata

from ..model.vocabulary import normalise

__all__ = ["header_key", "header_keys"]

#: No bracket is looked for without end: a cell may be one long row of opening ones.
_HINT = re.compile(r"[(\[{][^)\]}]{0,200}[)\]}]")
_REPEATED = re.compile(r"\s+#\d+$")


def header_key(header: str) -> str:
    """Fold a header: no case, accents, no-break spaces, punctuation or bracketed hints.

    Examples
    --------
    >>> header_key("Which areas can you support? (tick all that apply)")
    'which areas can you support'
    >>> header_key("hours_per_month")
    'hours per month'
    """
    return header_keys(header)[-1]


def header_keys(header: str) -> tuple[str, ...]:
    """Fold a header with its bracketed hints, then without them where anything is left."""
    text = _REPEATED.sub("", unicodedata.normalize("NFKC", header)).replace("_", " ")
    whole, bare = normalise(text), normalise(_HINT.sub(" ", text))
    return (whole, bare) if bare and bare != whole else (whole,)
