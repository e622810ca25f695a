"""The parts of a zip archive, unpacked without trusting the sizes that it states."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

__all__ = ["Packed", "TooMuchError"]

_CHUNK = 1 << 20
_LOCAL = struct.Struct("<4s22xHH")
_ENCRYPTED = 0x1


class TooMuchError(Exception):
    """The archive unpacks to more than may be unpacked."""


class Packed:
    """A zip archive whose parts are unpacked piece by piece, up to a bound over all of them.

    The sizes in an archive's directory may lie: Python's own reader stops at the size that is
    stated, where others go on to the end of the packed data. So here the packed data decide.

    Parameters
    ----------
    data : bytes
        The whole archive.
    most : int
        How many bytes may come out, all parts together.

    Raises
    ------
    zipfile.BadZipFile
        When the directory cannot be read.
    """

    def __init__(self, data: bytes, most: int) -> None:
        self._data = data
        self._left = most
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._parts = archive.infolist()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, in the order of the directory."""
        return tuple(p.filename for p in self._parts)

    @property
    def is_encrypted(self) -> bool:
        """Whether any part asks for a password."""
        return any(p.flag_bits & _ENCRYPTED for p in self._parts)

    def whole(self, name: str, most: int = 10 * _CHUNK) -> bytes:
        """Unpack a small part; empty where there is none.

        Parameters
        ----------
        name : str
            Of the part.
        most : int
            How many bytes are wanted at most.
        """
        part = next((p for p in self._parts if p.filename == name), None)
        found = b""
        for chunk in self._unpacked(part) if part else ():
            found += chunk
            if len(found) >= most:
                break
        return found[:most]

    def parts(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Give each part with its bytes in pieces.

        Raises
        ------
        TooMuchError
            While the pieces are taken, when the bound is passed.
        """
        return ((p.filename, self._unpacked(p)) for p in self._parts)

    def _unpacked(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        head = self._data[part.header_offset : part.header_offset + _LOCAL.size]
        if len(head) < _LOCAL.size or part.header_offset < 0:
            return
        _, name, extra = _LOCAL.unpack(head)
        start = part.header_offset + _LOCAL.size + name + extra
        packed = self._data[start : start + part.compress_size]
        if part.compress_type == zipfile.ZIP_STORED:
            yield self._counted(packed)
        elif part.compress_type == zipfile.ZIP_DEFLATED:
            yield from self._inflated(packed)

    def _inflated(self, packed: bytes) -> Iterator[bytes]:
        unpack = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            while packed and not unpack.eof:
                yield self._counted(unpack.decompress(packed, _CHUNK))
                packed = unpack.unconsumed_tail
        except zlib.error:
            return  # damaged, which the reader of workbooks says better

    def _counted(self, chunk: bytes) -> bytes:
        self._left -= len(chunk)
        if self._left < 0:
            raise TooMuchError
        return chunk
