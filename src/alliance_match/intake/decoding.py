"""From bytes to text: byte order marks, strict UTF-8, then a guess that is put on record."""

from __future__ import annotations

import codecs

from .journal import Journal, Place

__all__ = ["decode"]

_GUESSED = ("cp1252", "cp932", "mac_roman")
_NAMES = {"cp1252": "Western Windows", "cp932": "Japanese Windows", "mac_roman": "old Macintosh"}


def decode(data: bytes, place: Place, journal: Journal) -> str | None:
    """Decode a text file.

    Parameters
    ----------
    data : bytes
        The whole file.
    place : Place
        The file, for messages.
    journal : Journal
        Where findings and problems go.

    Returns
    -------
    str or None
        ``None`` when a problem was recorded: the file is not text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16(data, place, journal)
    if b"\0" in data or data.startswith(b"%PDF"):
        _not_text(place, journal)
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _guess(data, place, journal)


def _utf16(data: bytes, place: Place, journal: Journal) -> str | None:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError:
        _not_text(place, journal)
        return None


def _not_text(place: Place, journal: Journal) -> None:
    what = "this is not a text file or a workbook that can be read"
    journal.problem(place, what, "Export the table as CSV (UTF-8) or as xlsx.")


def _guess(data: bytes, place: Place, journal: Journal) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=list(_GUESSED)).best()
    encoding = best.encoding if best is not None and best.encoding in _GUESSED else "cp1252"
    what = f"The file is not UTF-8; it was read as {_NAMES[encoding]} ({encoding})"
    remedy = "If letters with accents look wrong, export it again as UTF-8."
    journal.add("note" if best is not None else "warning", place, what, remedy)
    return data.decode(encoding, errors="replace")
