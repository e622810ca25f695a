"""How large a workbook's sheets are, found out without reading them.

calamine lays out a whole sheet from its first to its last cell; two cells in opposite corners of
an otherwise empty sheet would take all memory and abort the process, so cells are looked up first.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from .bounds import MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED

__all__ = ["oversized"]

_CELL = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CHUNK, _OVERLAP = 1 << 20, 64


def oversized(data: bytes) -> str | None:
    """Say what makes a workbook too large to be read, ``None`` where nothing does.

    Parameters
    ----------
    data : bytes
        The whole file; one that is not an xlsx is left to the reader of workbooks.
    """
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
            if size > MAX_UNPACKED:
                return f"unpacked, the workbook holds {size // 1_000_000} MB"
            sheets = [name for name in packed.namelist() if _SHEET.fullmatch(name)]
            return next((said for name in sheets if (said := _too_far(packed, name))), None)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return None  # damaged or encrypted, which the reader of workbooks says better


def _too_far(packed: zipfile.ZipFile, name: str) -> str | None:
    for text in _chunks(packed, name):
        for column, row in _CELL.findall(text):
            if int(row) > MAX_ROWS or _number(column) > MAX_COLUMNS:
                return f"a sheet holds something in cell {(column + row).decode()}"
    return None


def _chunks(packed: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    tail = b""
    with packed.open(name) as part:
        while chunk := part.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-_OVERLAP:]


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number
