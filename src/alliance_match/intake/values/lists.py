"""Cells that hold several options, split without guessing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...model.vocabulary import normalise
from ..reading import Remark, question

__all__ = ["Split", "folded", "shown_options", "split_options"]

#: More pieces than this are not put together in all ways; a form has fewer options.
_MOST_PIECES = 40


@dataclass(frozen=True, slots=True)
class Split:
    """The options of a cell, and the remarks on how they were told apart."""

    options: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()


def folded(option: str) -> str:
    """Fold an option for comparison, but keep its commas: they may be separators.

    Examples
    --------
    >>> folded("Care,  Respite & Equipment")
    'care, respite equipment'
    """
    return ", ".join(normalise(piece) for piece in option.split(","))


def shown_options(cells: Iterable[str]) -> frozenset[str]:
    """Give the options that a column shows: cells that hold no separator, folded."""
    return frozenset(folded(c) for c in cells if c.strip() and not _SEPARATORS & set(c))


_SEPARATORS = frozenset(",;|\n")


def split_options(text: str, separator: str | None, known: Callable[[str], bool]) -> Split:
    """Split a cell into its options.

    Parameters
    ----------
    text : str
        The cell.
    separator : str or None
        The export's separator. ``", "`` and ``","`` may also stand within an option; ``None``: a
        semicolon, bar or new line where the cell has one, else ``", "``.
    known : callable
        Whether a text is one whole option.

    Returns
    -------
    Split
        Where more than one way to split at ``", "`` fits what is known, only the options that all
        ways share are given, with a question that lists the ways.
    """
    plain = text.strip()
    if not plain:
        return Split(())
    marks = (separator,) if separator else (";", "\n", "|")
    for mark in marks:
        if mark.strip() != "," and mark in plain:
            return Split(_filled(plain.split(mark)))
    if separator is not None and separator.strip() != ",":
        return Split((plain,))
    return _at_commas(plain.replace(",", ", ") if separator == "," else plain, known)


def _filled(pieces: Iterable[str]) -> tuple[str, ...]:
    return tuple(p.strip() for p in pieces if p.strip())


def _at_commas(text: str, known: Callable[[str], bool]) -> Split:
    pieces = _filled(text.replace("\n", ", ").split(", "))
    if len(pieces) > _MOST_PIECES:
        return Split(pieces)
    ways = _ways(pieces, known)
    if len(ways) == 1:
        return Split(ways[0])
    if len(ways) > 1:
        return _common(ways, text)
    return Split(_continued(pieces, known))


def _ways(pieces: tuple[str, ...], known: Callable[[str], bool]) -> list[tuple[str, ...]]:
    """List the ways to put pieces together so that every option is known; three are enough."""
    ways: list[list[tuple[str, ...]]] = [[] for _ in pieces] + [[()]]
    for start in range(len(pieces) - 1, -1, -1):
        for end in range(start + 1, len(pieces) + 1):
            option = ", ".join(pieces[start:end])
            if ways[end] and known(option):
                ways[start] += [(option, *rest) for rest in ways[end]]
        ways[start] = ways[start][:3]
    return ways[0]


def _common(ways: list[tuple[str, ...]], text: str) -> Split:
    shared = tuple(o for o in ways[0] if all(o in way for way in ways))
    listed = " — or — ".join(" | ".join(way) for way in ways)
    what = f"The commas can be read in more than one way: {listed}; only what is common is used"
    return Split(shared, (question(what, "Say which options were ticked.", text),))


def _continued(pieces: tuple[str, ...], known: Callable[[str], bool]) -> tuple[str, ...]:
    """Keep the known options; a piece in lower case goes on with the unknown option before it."""
    options: list[str] = []
    at = 0
    while at < len(pieces):
        size = next(
            (n for n in range(len(pieces) - at, 0, -1) if known(", ".join(pieces[at : at + n]))), 1
        )
        option = ", ".join(pieces[at : at + size])
        if options and not known(option) and option[:1].islower():
            options[-1] = f"{options[-1]}, {option}"
        else:
            options.append(option)
        at += size
    return tuple(options)
