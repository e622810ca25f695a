"""Which row names the columns, and rows further down that name them again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import islice

from .fields import CANONICAL, ROLES
from .headers import header_key
from .journal import Journal, Place

__all__ = ["header_row", "without_headers"]

Record = tuple[str, ...]

#: So far down a header is looked for, and so many of its columns must be known to be one.
_DEEPEST = 40
_KNOWN = 3
#: A header further down must name at least so many columns, and this share of its cells.
_LEAST = 2
_SHARE = 0.6


def header_row(records: Sequence[Record]) -> int | None:
    """Find the row that names the columns.

    Parameters
    ----------
    records : sequence of tuple of str
        All rows of the file.

    Returns
    -------
    int or None
        Counted from 0: the first row with two filled cells; or, where that one names no column
        that is known, a longer row further down that names several. ``None`` where there is
        neither.
    """
    filled = (n for n, r in enumerate(records) if _filled(r) >= 2)
    first = next(filled, None)
    if first is None or _known(records[first]) >= _LEAST:
        return first
    width = _filled(records[first])
    below = islice(enumerate(records[first:], first), 1, _DEEPEST)
    known = {n: _known(r) for n, r in below if _filled(r) > width}
    best = max(known, key=lambda n: (known[n], -n), default=first)
    return best if known.get(best, 0) >= _KNOWN else first


def _filled(cells: Record) -> int:
    return sum(map(bool, map(str.strip, cells)))


def _known(cells: Record) -> int:
    """Count the columns that a row names, if it is one that names columns."""
    words = _headers()
    return len({key for key in map(header_key, cells) if key in words})


@cache
def _headers() -> frozenset[str]:
    from .aliases import aliases

    return frozenset(CANONICAL).union(*(aliases(role) for role in ROLES))


def without_headers(
    name: str, header: Record, rows: list[tuple[int, Record]], journal: Journal
) -> list[tuple[int, Record]] | None:
    """Leave out rows that repeat the header, as files that were put together have them.

    Parameters
    ----------
    name : str
        The file, for messages.
    header : tuple of str
        The header.
    rows : list of (int, tuple of str)
        The rows below it.
    journal : Journal
        Where findings go.

    Returns
    -------
    list of (int, tuple of str) or None
        ``None`` when a problem was recorded: a row names the same columns in another order, so
        what stands below it cannot be read under this header.
    """
    named = {cell.strip() for cell in header} - {""}
    if len(named) < _LEAST:
        return rows
    suspects = [(n, cells) for n, cells in rows if not named.isdisjoint(cells)]
    repeated: set[int] = set()
    for number, cells in suspects:
        said = [(at, c.strip()) for at, c in enumerate(cells) if c.strip()]
        same = sum(at < len(header) and header[at].strip() == c for at, c in said)
        moved = sum(c in named for _, c in said)
        if same >= _LEAST and same >= _SHARE * max(len(said), len(named)):
            repeated.add(number)
        elif moved > _LEAST and moved >= _SHARE * max(len(said), len(named)):
            what = "this row names the columns again, in another order"
            remedy = "Save what stands below it as a file of its own."
            journal.problem(Place(name, number), what, remedy, " | ".join(c for _, c in said))
            return None
    if not repeated:
        return rows
    for number in sorted(repeated):
        journal.add("note", Place(name, number), "The header once more; left out")
    return [(n, cells) for n, cells in rows if n not in repeated]
