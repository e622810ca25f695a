"""What a parser gives back: a value, and what has to be said about how it was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from ..model.findings import Severity

__all__ = ["Reading", "Remark", "note", "problem", "question", "warning"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say about a cell.

    Parameters
    ----------
    severity : {"error", "question", "warning", "note"}
        As in :class:`~alliance_match.model.findings.Finding`.
    understood : str
        What was made of the text.
    remedy : str
        What to do about it.
    value : str or None
        The part of the cell that is meant; the whole cell when ``None``.
    """

    severity: Severity
    understood: str
    remedy: str = ""
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A value together with the remarks that go with it.

    Parameters
    ----------
    value : T
        What was understood; ``None`` or empty where nothing was.
    remarks : tuple of Remark
        In the order of the text.
    """

    value: T
    remarks: tuple[Remark, ...] = ()


def note(understood: str, remedy: str = "", value: str | None = None) -> Remark:
    """Make a remark for the record."""
    return Remark("note", understood, remedy, value)


def warning(understood: str, remedy: str = "", value: str | None = None) -> Remark:
    """Make a remark on something that was read but should be looked at."""
    return Remark("warning", understood, remedy, value)


def question(understood: str, remedy: str = "", value: str | None = None) -> Remark:
    """Make a remark that somebody must answer."""
    return Remark("question", understood, remedy, value)


def problem(understood: str, remedy: str = "", value: str | None = None) -> Remark:
    """Make a remark on something that is lost, because it cannot be true."""
    return Remark("error", understood, remedy, value)
