"""From bytes to text: byte order marks, strict UTF-8, then a guess that is put on record."""

from __future__ import annotations

import codecs

from .codepages import NAMES, likeliest
from .journal import Journal, Place

__all__ = ["decode"]

_UNREADABLE = "\N{REPLACEMENT CHARACTER}"
_MOST_SHOWN = 10
_REMEDY = "If letters with accents look wrong, export it again as UTF-8."
#: The beginnings of files that are no tables, and what they are.
_KNOWN = {
    b"%PDF": "this is a PDF document",
    b"\x89PNG": "this is a picture",
    b"\xff\xd8\xff": "this is a picture",
    b"GIF8": "this is a picture",
    b"{\\rtf": "this is a formatted text (RTF)",
    b"\x1f\x8b": "this is a packed file (gzip)",
    b"Rar!": "this is a packed file (rar)",
    b"7z\xbc\xaf": "this is a packed file (7z)",
    b"SQLite format 3": "this is a database",
    b"PAR1": "this is a data file (Parquet)",
}


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
    if known := next((what for start, what in _KNOWN.items() if data.startswith(start)), ""):
        _not_text(known, place, journal)
        return None
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _wide(data, "utf-32", 4, place, journal)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _wide(data, "utf-16", 2, place, journal)
    if b"\0" in data:
        return _with_nulls(data, place, journal)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error, place, journal)


def _not_text(what: str, place: Place, journal: Journal) -> None:
    journal.problem(place, f"{what}, not a table", "Export the table as CSV (UTF-8) or as xlsx.")


def _wide(data: bytes, encoding: str, size: int, place: Place, journal: Journal) -> str:
    """Decode UTF-16 or UTF-32; half characters are told, not refused."""
    whole = data[: len(data) - len(data) % size]
    if whole != data:
        what = "The file ends in the middle of a character: it is cut off"
        journal.add("question", place, what, "Export it again: rows may be missing at the end.")
    return _told_unreadable(whole.decode(encoding, "replace"), place, journal)


def _with_nulls(data: bytes, place: Place, journal: Journal) -> str | None:
    """Read UTF-16 without a byte order mark; any other file with null bytes is no text."""
    odd, even = data[1::2].count(0), data[::2].count(0)
    most = max(odd, even)
    if most * 5 >= len(data) and min(odd, even) * 20 <= most:
        encoding = "utf-16-le" if odd > even else "utf-16-be"
        what = f"The file does not say how it is encoded; it was read as {encoding.upper()}"
        journal.add("note", place, what, _REMEDY)
        return _wide(data, encoding, 2, place, journal)
    _not_text("it holds null bytes, so this is not a text file", place, journal)
    return None


def _not_utf8(data: bytes, error: UnicodeDecodeError, place: Place, journal: Journal) -> str:
    marked = data.startswith(codecs.BOM_UTF8)
    data = data.removeprefix(codecs.BOM_UTF8)
    at_end = error.reason == "unexpected end of data" and error.end >= len(error.object)
    if at_end and (marked or not error.object[: error.start].isascii()):
        what = "The file ends in the middle of a character: it is cut off"
        journal.add("question", place, what, "Export it again: rows may be missing at the end.")
        return data.decode("utf-8", "replace")
    lines = data.split(b"\n")
    broken = {n: line for n, line in enumerate(lines) if not _is_utf8(line)}
    if any(not line.isascii() and n not in broken for n, line in enumerate(lines)):
        return _mixed(lines, broken, place, journal)
    encoding, sure = likeliest(b"\n".join(broken.values()))
    what = f"The file is not UTF-8; it was read as {NAMES[encoding]} ({encoding})"
    journal.add("note" if sure else "warning", place, what, _REMEDY)
    return _told_unreadable(data.decode(encoding, "replace"), place, journal)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mixed(lines: list[bytes], broken: dict[int, bytes], place: Place, journal: Journal) -> str:
    """Read line by line a file of which some lines are UTF-8 and others are not."""
    encoding, _ = likeliest(b"\n".join(broken.values()))
    texts = [
        line.decode(encoding, "replace") if n in broken else line.decode("utf-8")
        for n, line in enumerate(lines)
    ]
    shown = _numbers([n + 1 for n in broken])
    what = (
        f"Two encodings in one file: it is UTF-8, but for line {shown}, read as "
        f"{NAMES[encoding]} ({encoding})"
    )
    remedy = "Check the names in these lines."
    journal.add("question", place, what, remedy, texts[next(iter(broken))])
    return _told_unreadable("\n".join(texts), place, journal)


def _numbers(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:_MOST_SHOWN])) + ", …" * (len(numbers) > _MOST_SHOWN)


def _told_unreadable(text: str, place: Place, journal: Journal) -> str:
    text = text.removeprefix("\ufeff")
    if _UNREADABLE in text:
        lines = text.split("\n")
        hit = [n for n, line in enumerate(lines, 1) if _UNREADABLE in line]
        what = f"{text.count(_UNREADABLE)} characters cannot be read (line {_numbers(hit)})"
        remedy = "They are shown as �. Export the file again as UTF-8."
        journal.add("question", place, what, remedy, lines[hit[0] - 1])
    return text
