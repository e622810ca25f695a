"""Turning what a caller hands over into integer arrays; every fault is noted, not the first.

Each reader takes the raw values, notes what is wrong with them in :class:`Faults`, and returns an
array of the right shape, or None when there is nothing to go on with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from alliance_match.assignment.arrays import IntArray
from alliance_match.errors import ProblemError

__all__ = [
    "Faults",
    "read_integers",
    "read_labels",
    "read_pair_list",
    "read_size",
    "read_vector",
]

SHOWN = 10
"""How many faults of one kind are written out before the rest are counted."""

EXACT_FLOAT = 2**53
"""Floats from here on no longer tell neighbouring integers apart."""


@dataclass
class Faults:
    """The faults found so far, in words.

    Attributes
    ----------
    found : list of str
        One sentence each, with the index, the value, and the remedy.
    """

    found: list[str] = field(default_factory=list)

    def note(self, *sentences: str) -> None:
        """Note faults one by one."""
        self.found.extend(sentences)

    def note_each(self, where: npt.NDArray[Any], sentence: Callable[[int], str]) -> None:
        """Note one fault for each position where a mask is true, the first few written out.

        Parameters
        ----------
        where : ndarray of bool, shape (k,)
            True at the faulty positions.
        sentence : callable
            Describes the fault at one position.
        """
        faulty = np.flatnonzero(where)
        self.note(*(sentence(int(index)) for index in faulty[:SHOWN]))
        if faulty.size > SHOWN:
            self.note(f"and {faulty.size - SHOWN} more of the same kind")

    def raise_if_any(self) -> None:
        """Raise one error that lists them all.

        Raises
        ------
        ProblemError
            If any fault was noted.
        """
        if self.found:
            count = "1 fault" if len(self.found) == 1 else f"{len(self.found)} faults"
            lines = "".join(f"\n- {sentence}" for sentence in self.found)
            raise ProblemError(f"The assignment problem has {count}:{lines}")


def read_size(name: str, value: object) -> int:
    """Read a number of rows or columns.

    Parameters
    ----------
    name : str
        What the number is called, for the message.
    value : object
        What was given.

    Returns
    -------
    int
        Zero or more.

    Raises
    ------
    ProblemError
        At once, because nothing else can be checked without it.
    """
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 0:
        raise ProblemError(f"{name} is {value!r}; give an integer of at least 0.")
    return int(value)


def read_integers(
    values: object, faults: Faults, label: Callable[[int], str], kind: str
) -> IntArray | None:
    """Read numbers of any shape as int64, and note each that is not an integer.

    Booleans count as 0 and 1, and floats without a fraction as the integers they are.

    Parameters
    ----------
    values : array_like
        What was given.
    faults : Faults
        Where faults are noted.
    label : callable
        Names the number at a position of the flattened array, such as ``score of (2, 3)``.
    kind : str
        What the whole is called when it is no array of numbers at all.

    Returns
    -------
    ndarray of int64 or None
        None if there was a fault.
    """
    try:
        array = np.asarray(values)
    except ValueError:
        faults.note(f"{kind} has entries of unequal length; give a rectangular array of integers")
        return None
    if array.dtype.kind in "bi" or array.size == 0:
        return array.astype(np.int64)
    bad = ~_is_integer(array).ravel()
    faults.note_each(
        bad, lambda i: f"{label(i)} is {array.ravel()[i]}; give an integer (round it yourself)"
    )
    return None if bad.any() else array.astype(np.int64)


def _is_integer(array: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Say which entries are integers that int64 can hold exactly."""
    if array.dtype.kind == "u":
        return np.asarray(array <= np.iinfo(np.int64).max)
    if array.dtype.kind == "f":
        whole = (np.abs(array) <= EXACT_FLOAT) & (np.floor(array) == array)
        return np.asarray(whole, dtype=np.bool_)
    exact = [
        isinstance(entry, int | np.integer) and -(2**63) <= int(entry) < 2**63
        for entry in array.ravel().tolist()
    ]
    return np.array(exact, dtype=np.bool_).reshape(array.shape)


def read_vector(
    name: str, values: object, length: int, faults: Faults, *, per: str, scalar: bool = True
) -> IntArray | None:
    """Read one integer for each row or column; a scalar holds for all, a short array for none.

    Parameters
    ----------
    name : str
        What the numbers are called, such as ``capacity``.
    values : array_like
        A scalar or ``length`` numbers.
    length : int
        How many are needed.
    faults : Faults
        Where faults are noted.
    per : str
        What there is one of each for, such as ``column``.
    scalar : bool
        Whether one number may stand for all.

    Returns
    -------
    ndarray of int64, shape (length,), or None
        None if there was a fault.
    """
    array = read_integers(values, faults, lambda i: f"{name}[{i}]", name)
    if array is None:
        return None
    if array.ndim == 0 and scalar:
        return np.full(length, int(array), dtype=np.int64)
    if array.shape != (length,):
        one = "one number, or " if scalar else ""
        faults.note(
            f"{name} has shape {array.shape}; give {one}{length} numbers, one for each {per}"
        )
        return None
    return array


def read_pair_list(
    name: str, pairs: object, n_rows: int, n_cols: int, faults: Faults
) -> IntArray | None:
    """Read a list of (row, column) pairs; the result is sorted and names each pair once.

    Parameters
    ----------
    name : str
        ``pins`` or ``forbidden``.
    pairs : array_like
        Pairs of indices, or nothing.
    n_rows, n_cols : int
        How many rows and columns there are.
    faults : Faults
        Where faults are noted.

    Returns
    -------
    ndarray of int64, shape (k, 2), or None
        None if there was a fault.
    """
    if isinstance(pairs, Iterable) and not isinstance(pairs, np.ndarray):
        pairs = list(pairs)
    array = read_integers(pairs, faults, lambda i: f"{name}[{i // 2}][{i % 2}]", name)
    if array is None:
        return None
    if array.size == 0:
        return np.empty((0, 2), dtype=np.int64)
    if array.ndim != 2 or array.shape[1] != 2:
        faults.note(f"{name} has shape {array.shape}; give (row, column) pairs, shape (k, 2)")
        return None
    outside = np.any((array < 0) | (array >= (n_rows, n_cols)), axis=1, keepdims=True).ravel()
    faults.note_each(
        outside,
        lambda i: (
            f"{name}[{i}] is ({array[i, 0]}, {array[i, 1]}); "
            f"there are {n_rows} rows and {n_cols} columns, counted from 0"
        ),
    )
    return None if outside.any() else np.unique(array, axis=0)


def read_labels(name: str, labels: object, length: int, faults: Faults) -> tuple[str, ...]:
    """Read the labels of the rows or of the columns.

    Parameters
    ----------
    name : str
        ``row_key`` or ``col_key``.
    labels : iterable of str or None
        None stands for the indices, padded with zeros to one width.
    length : int
        How many are needed.
    faults : Faults
        Where faults are noted.

    Returns
    -------
    tuple of str
        Not to be used if there was a fault.
    """
    if labels is None:
        width = len(str(max(length - 1, 0)))
        return tuple(f"{index:0{width}d}" for index in range(length))
    if isinstance(labels, str) or not isinstance(labels, Iterable):
        faults.note(f"{name} is {labels!r}; give {length} different strings")
        return ()
    read = tuple(labels)
    if len(read) != length:
        faults.note(f"{name} has {len(read)} labels; give {length}, one for each index")
    unfit = np.array([not isinstance(label, str) for label in read], dtype=np.bool_)
    faults.note_each(unfit, lambda i: f"{name}[{i}] is {read[i]!r}; give a string")
    if not unfit.any():
        _note_repeated(name, read, faults)
    return tuple(str(label) for label in read)


def _note_repeated(name: str, labels: tuple[str, ...], faults: Faults) -> None:
    """Note every label that was used before."""
    first: dict[str, int] = {}
    repeated = [
        f"{name}[{i}] is {label!r}, as is {name}[{first[label]}]; give every index its own label"
        for i, label in enumerate(labels)
        if first.setdefault(label, i) != i
    ]
    faults.note(*islice(repeated, SHOWN))
    if len(repeated) > SHOWN:
        faults.note(f"and {len(repeated) - SHOWN} more of the same kind")
