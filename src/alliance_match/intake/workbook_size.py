"""How large a workbook's sheets are, found out before they are laid out in memory.

calamine lays out a whole sheet from its first to its last cell; two cells in opposite corners of
an otherwise empty sheet would take all memory and abort the process, so cells are looked up first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .bounds import Bounds
from .packed import Packed, TooMuchError

__all__ = ["oversized"]

_COLUMN = re.compile(rb"""r\s*=\s*["']\s*([A-Za-z]{0,9})[0-9]{1,12}\s*["']""")
_ROW = re.compile(rb"""r\s*=\s*["']\s*[A-Za-z]{0,9}([0-9]{1,12})\s*["']""")
_ROW_TAG = re.compile(rb"""<row\s(?:[^>]*?\s)?r=["']([0-9]{1,12})["']""")
#: A row without a cell: LibreOffice leaves such rows at the end of a sheet where rows were deleted.
_EMPTY_ROW = re.compile(rb"""<row(?:\s+[A-Za-z0-9:]+="[^"'<>]*")*\s*(?:/>|>\s*</row>)""")
#: A row's tag that is cut off; the next chunk shows it whole.
_CUT_ROW = re.compile(rb"<row[^<]{0,4000}(?:</?r?o?w?)?\Z")
_SHEET = re.compile(r"[/\\]?xl[/\\]worksheets[/\\][^/\\]+\.xml", re.IGNORECASE)
_ODS_TAG = re.compile(
    rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])"
    rb"""((?:[^>"']|"[^"]*"|'[^']*')*)>"""
)
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["']\s*\+?([0-9]{1,12})""")
_OVERLAP = 4096
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def oversized(packed: Packed, bounds: Bounds) -> str | None:
    """Say what makes a workbook too large to be read, ``None`` where nothing does.

    Parameters
    ----------
    packed : Packed
        The workbook.
    bounds : Bounds
        How much may be read.
    """
    cells = 0
    try:
        for name, chunks in packed.parts():
            rows, columns = _of_part(name, chunks)
            cells += rows * columns
            if rows > bounds.rows or columns > bounds.columns:
                return f"a sheet reaches to row {rows:,} and column {columns:,}"
            if cells > bounds.cells:
                return f"its sheets reach over {cells:,} cells, blank ones included"
    except TooMuchError:
        return f"unpacked, the workbook holds more than {bounds.unpacked_bytes // 1_000_000:,} MB"
    return None


def _of_part(name: str, chunks: Iterator[bytes]) -> tuple[int, int]:
    if _SHEET.fullmatch(name):
        return _corner(chunks)
    if name.lower() == "content.xml":
        return _repeated(b"".join(chunks))
    for _ in chunks:  # counted while it is unpacked
        pass
    return 0, 0


def _corner(chunks: Iterable[bytes]) -> tuple[int, int]:
    """Give the last row and column that the cells of an xlsx sheet name."""
    row = column = 1
    for whole in _overlapping(chunks):
        text = _EMPTY_ROW.sub(b"", _CUT_ROW.sub(b"", whole))
        row = max([row, *map(int, _ROW_TAG.findall(text))])
        if _beyond(row, column).search(text):
            row = max([row, *map(int, set(_ROW.findall(text)))])
            column = max([column, *map(_number, set(_COLUMN.findall(text)))])
    return row, column


def _beyond(row: int, column: int) -> re.Pattern[bytes]:
    """Find any place further down or further right: most sheets name their corner early."""
    down = rf"[A-Za-z]{{0,9}}0*(?:{_later(str(row), '0123456789')})"
    right = rf"(?i:{_later(_letters(column), _ALPHABET)})[0-9]{{1,12}}"
    return re.compile(rf"""r\s*=\s*["']\s*(?:{down}|{right})\s*["']""".encode())


def _later(written: str, signs: str) -> str:
    """Describe what is longer, or as long and later in the order of its signs."""
    ways = [f"[{signs}]{{{len(written) + 1},12}}"]
    for at, sign in enumerate(written):
        if later := signs[signs.index(sign) + 1 :]:
            ways.append(f"{written[:at]}[{later}][{signs}]{{{len(written) - at - 1}}}")
    return "|".join(ways)


def _overlapping(chunks: Iterable[bytes]) -> Iterator[bytes]:
    tail = b""
    for chunk in chunks:
        yield tail + chunk
        tail = chunk[-_OVERLAP:]


def _number(column: bytes) -> int:
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, at = divmod(number - 1, 26)
        letters = _ALPHABET[at] + letters
    return letters


def _repeated(text: bytes) -> tuple[int, int]:
    """Add up the rows and columns of an ods; blank ones count only before a filled one.

    Of several sheets, the rows are added up, and the widest counts.
    """
    rows = blank_rows = widest = width = blank = 0
    repeat = 1
    for closing, tag, attributes in _ODS_TAG.findall(text):
        if tag == b"table":
            blank_rows = 0
        elif tag == b"table-row" and closing:
            blank_rows += repeat
            if width:
                rows, blank_rows, widest = rows + blank_rows, 0, max(widest, width)
        elif tag == b"table-row":
            width = blank = 0
            repeat = _times(attributes)
        elif not closing:
            blank += _times(attributes)
            if not attributes.endswith(b"/"):
                width, blank = width + blank, 0
    return rows, widest


def _times(attributes: bytes) -> int:
    stated = _REPEATED.search(attributes)
    return max(1, int(stated[1])) if stated else 1
