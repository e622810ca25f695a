"""What an xlsx sheet holds that calamine passes over in silence: formulas without a value, errors.

calamine gives an empty cell for both, which would be a loss that nobody is told of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from .packed import Packed, TooMuchError

__all__ = ["Fault", "faults_of"]

#: Where a cell stands (``"B7"``), and what is wrong with it.
Fault = tuple[str, str]

_CELL = re.compile(
    rb"""<c\s(?=[^>]*\br=["']([A-Z]+[0-9]+)["'])([^>]*)>((?:(?!</c>).)*)</c>""", re.DOTALL
)
_ERROR = re.compile(rb"""\bt=["']e["']""")
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>([^<]*)</v>|<is\b")
_MARKS = (b't="e"', b"t='e'", b"<f")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def faults_of(packed: Packed, sheet: str) -> list[Fault]:
    """Find the cells of a sheet that hold something which cannot be read.

    Parameters
    ----------
    packed : Packed
        The workbook; of one that is not an xlsx, nothing is said.
    sheet : str
        Name of the sheet.
    """
    wanted = _part_of(packed, sheet)
    found: list[Fault] = []
    try:
        for name, chunks in packed.parts():
            if name == wanted:
                found += (f for text in _by_rows(chunks) for f in _in(text))
    except TooMuchError:
        return found
    return found


def _in(text: bytes) -> Iterator[Fault]:
    if not any(mark in text for mark in _MARKS):
        return
    for place, attributes, content in _CELL.findall(text):
        value = _VALUE.search(content)
        held = value[1] if value and value[1] else b""
        if _ERROR.search(attributes):
            yield place.decode(), held.decode("utf-8", "replace") or "an error"
        elif b"<f" in content and not value:
            yield place.decode(), "a formula whose value was not saved"


def _by_rows(chunks: Iterator[bytes]) -> Iterator[bytes]:
    tail = b""
    for chunk in chunks:
        text = tail + chunk
        ends = text.rfind(b"</row>")
        yield text[: ends + 6] if ends >= 0 else b""
        tail = text[ends + 6 :] if ends >= 0 else text
    yield tail


def _part_of(packed: Packed, sheet: str) -> str | None:
    """Find the part that holds a sheet, by the workbook's own list."""
    book = _tree(packed.whole("xl/workbook.xml"))
    relations = _tree(packed.whole("xl/_rels/workbook.xml.rels"))
    if book is None or relations is None:
        return None
    targets = {r.get("Id"): r.get("Target") or "" for r in relations}
    for one in book.iter():
        if one.tag.endswith("}sheet") and one.get("name") == sheet:
            target = targets.get(one.get(_RELATION), "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return None


def _tree(text: bytes) -> ElementTree.Element | None:
    if not text or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        return None
    try:
        return ElementTree.fromstring(text)
    except ElementTree.ParseError:
        return None
