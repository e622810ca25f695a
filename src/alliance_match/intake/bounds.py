"""Bounds on what is read: far above any real round, and below what would exhaust a machine."""

from __future__ import annotations

__all__ = ["MAX_BYTES", "MAX_CELL", "MAX_COLUMNS", "MAX_ROWS", "MAX_UNPACKED"]

#: Bytes of a file.
MAX_BYTES = 50_000_000
#: Rows of a table, the header included.
MAX_ROWS = 100_000
#: Columns of a table.
MAX_COLUMNS = 1_000
#: Characters of a cell.
MAX_CELL = 100_000
#: Bytes of a workbook's parts when unpacked.
MAX_UNPACKED = 500_000_000
