"""How large an organisation is: small, medium or large, by its own word or by its staff."""

from __future__ import annotations

import re
from functools import cache
from math import inf
from typing import cast

from ...model.people import SIZES, Size
from ..reading import Reading, note, question
from .quantities import Ends, read_staff
from .terms import is_nobody, phrases, read_term
from .week_spelling import fold

__all__ = ["USUAL_SIZES", "read_size"]

#: The most staff of a small and of a medium organisation, unless a mapping says otherwise.
USUAL_SIZES = (10, 50)
_FIGURE = re.compile(r"\d")


def read_size(text: str, most: tuple[int, int] = USUAL_SIZES) -> Reading[Size | None]:
    """Read the size of an organisation.

    Parameters
    ----------
    text : str
        One of the three words, or how many people are employed, as a number or range; what counts
        as small is then said in a note. A range counts where it lies in one band: "10-49" is
        medium although ten alone would be small, because an end that only touches tells nothing.
    most : tuple of int
        The most staff of a small and of a medium organisation.

    Examples
    --------
    >>> read_size("mittelgroß").value, read_size("about 30").value, read_size("51+ staff").value
    ('medium', 'medium', 'large')
    >>> read_size("5-60").value, read_size("300 members").value, read_size("0").value
    (None, None, 'small')
    """
    word = cast("Reading[Size | None]", read_term("size", text))
    staff = _staff(_any("size").sub(" ", fold(text)) if word.value else text)
    if staff.value is None:
        return word if word.value or not _FIGURE.search(text) else Reading(None, staff.remarks)
    fitting = [size for size in SIZES if _fits(staff.value, size, most)]
    if word.value:
        what = f"Said to be {word.value}, and to have staff that are not"
        return word if word.value in fitting else _asked(what, text, most)
    if len(fitting) > 1:
        return _asked("May be of two sizes", text, most)
    (size,) = fitting
    return Reading(size, (note(f"Read as {size}: {_band(size, most)} staff", value=text),))


def _staff(text: str) -> Reading[Ends | None]:
    nobody = is_nobody(text) or _any("no_staff").search(fold(text))
    return Reading((0.0, 0.0)) if nobody and not _FIGURE.search(text) else read_staff(text)


def _asked(what: str, text: str, most: tuple[int, int]) -> Reading[Size | None]:
    bands = ", ".join(f"{size}: {_band(size, most)}" for size in SIZES)
    remedy = "Say small, medium or large, or set sizes under [options] of a mapping."
    return Reading(None, (question(f"{what} ({bands} staff)", remedy, text),))


def _band(size: Size, most: tuple[int, int]) -> str:
    small, medium = most
    bands = {
        "small": f"up to {small:,}",
        "medium": f"{small + 1:,} to {medium:,}",
        "large": f"more than {medium:,}",
    }
    return bands[size]


def _fits(ends: Ends, size: Size, most: tuple[int, int]) -> bool:
    """Tell whether more of a range lies in a band than an end; a number lies in just one."""
    low, high = ends
    below, top = {"small": (-inf, most[0]), "medium": most, "large": (most[1], inf)}[size]
    return high > below and (low < top or low == high == top)


@cache
def _any(table: str) -> re.Pattern[str]:
    """Find any of the phrases of a table in a folded text."""
    words = sorted(map(fold, phrases(table)), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")
