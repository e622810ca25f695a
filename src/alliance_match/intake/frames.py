"""From a pandas DataFrame to records of text. pandas is imported only when a frame is given."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, TypeGuard, cast

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["cell_text", "is_frame", "records_of_frame"]


def is_frame(source: object) -> TypeGuard[pd.DataFrame]:
    """Tell a DataFrame by its shape, so that pandas need not be imported to ask."""
    return hasattr(source, "columns") and hasattr(source, "itertuples")


def records_of_frame(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """Give the columns' names and the rows of a frame as text; missing values are empty.

    Parameters
    ----------
    frame : pandas.DataFrame
        The index is not read.
    """
    missing = frame.isna().to_numpy()
    rows = cast("list[list[object]]", frame.astype(object).to_numpy().tolist())
    body = [
        tuple("" if gone else cell_text(cell) for cell, gone in zip(cells, gaps, strict=True))
        for cells, gaps in zip(rows, missing, strict=True)
    ]
    return [tuple(cell_text(c) for c in frame.columns), *body]


def cell_text(cell: object) -> str:
    """Write a typed cell as text: whole numbers without ``.0``, dates as ISO, lists with ``;``.

    Examples
    --------
    >>> cell_text(3.0), cell_text(2.5), cell_text(None)
    ('3', '2.5', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(float(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, list | tuple | set | frozenset):
        return "; ".join(cell_text(c) for c in cell)
    return str(cell)
