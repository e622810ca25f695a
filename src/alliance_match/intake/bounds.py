"""Bounds on what is read: far above any real round, and below what would exhaust a machine."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ..errors import PolicyError

__all__ = ["DEFAULT_BOUNDS", "Bounds"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a file is read; beyond that, it is refused with a message.

    Parameters
    ----------
    file_bytes : int
        Bytes of a file.
    rows : int
        Rows of a table, the header included.
    columns : int
        Columns of a table.
    cells : int
        Rows times columns of a table: blank cells of a sheet take memory too.
    cell_characters : int
        Characters of one cell.
    unpacked_bytes : int
        Bytes of all parts of a workbook when they are unpacked.

    Raises
    ------
    PolicyError
        When a bound is not a whole number above zero.

    Examples
    --------
    >>> Bounds(rows=200_000).rows
    200000
    """

    file_bytes: int = 50_000_000
    rows: int = 100_000
    columns: int = 1_000
    cells: int = 10_000_000
    cell_characters: int = 100_000
    unpacked_bytes: int = 500_000_000

    def __post_init__(self) -> None:
        for field in fields(self):
            bound = getattr(self, field.name)
            if type(bound) is not int or bound < 1:
                what = f"The bound {field.name} is {bound!r}, but must be a whole number above zero"
                raise PolicyError(f"{what}, such as {field.default}.")


#: What is read unless other bounds are given.
DEFAULT_BOUNDS = Bounds()
