"""The exports that are recognised: one file each, with a :class:`Format` called ``FORMAT``."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache

from ..format import Format
from ..tables import Table
from .plain import FORMAT as PLAIN

__all__ = ["Recognition", "formats", "recognise"]


@dataclass(frozen=True, slots=True)
class Recognition:
    """Which export a table is.

    Parameters
    ----------
    format : Format
        The format to read it with.
    confidence : float
        How sure, 0 to 1.
    why : str
        What speaks for it.
    tied : tuple of str
        Names of formats that fit equally well; then it is read as a plain table.
    """

    format: Format
    confidence: float
    why: str
    tied: tuple[str, ...] = ()


@cache
def formats() -> tuple[Format, ...]:
    """List the formats: every module of this folder that has a ``FORMAT``."""
    modules = (
        importlib.import_module(f".{m.name}", __name__) for m in pkgutil.iter_modules(__path__)
    )
    return tuple(m.FORMAT for m in modules if isinstance(getattr(m, "FORMAT", None), Format))


def recognise(table: Table) -> Recognition:
    """Find the format that fits a table best.

    A tie is not decided by the order of anything: the table is then read as a plain one, and the
    formats that tied are named.

    Parameters
    ----------
    table : Table
        The table as it stands in the file.
    """
    verdicts = [(f, *f.recognise(table)) for f in formats()]
    best = max(confidence for _, confidence, _ in verdicts)
    winners = [v for v in verdicts if v[1] == best]
    if len(winners) > 1:
        names = tuple(sorted(f.name for f, _, _ in winners))
        return Recognition(PLAIN, best, f"fits {' and '.join(names)} equally well", names)
    found, confidence, why = winners[0]
    return Recognition(found, confidence, why)
