"""Google Forms answers that went through Google Sheets."""

from __future__ import annotations

import re
from types import MappingProxyType

from ..format import Format
from ..headers import header_key
from ..tables import Table
from .google_forms import TIMESTAMPS

__all__ = ["FORMAT"]

_ADDRESSES = frozenset(
    {
        "email address",
        "adresse e mail",
        "direccion de correo electronico",
        "endereco de e mail",
        "e mail adresse",
        "indirizzo email",
        "e mailadres",
        header_key("メールアドレス"),
    }
)
_STAMP = re.compile(r"(\d\d?[/.-]\d\d?[/.-]\d{4}|\d{4}-\d\d-\d\d)[, T]+\d\d?:\d\d(:\d\d)?")


def _recognise(table: Table) -> tuple[float, str]:
    if header_key(table.header[0]) not in TIMESTAMPS:
        return 0.0, "does not begin with a column of timestamps"
    stamps = [cell.strip() for cell in table.column(0) if cell.strip()]
    matching = sum(_STAMP.fullmatch(cell) is not None for cell in stamps)
    if matching and 2 * matching > len(stamps):
        return 0.9, "a Timestamp column with dates such as 11/3/2025 9:07:12"
    if any(header_key(h) in _ADDRESSES for h in table.header[:3]):
        return 0.7, "columns Timestamp and Email Address"
    return 0.3, "begins with a column of timestamps"


FORMAT = Format(
    name="Google Sheets",
    recognise=_recognise,
    metadata=MappingProxyType(
        dict.fromkeys(TIMESTAMPS, "submitted")
        | dict.fromkeys(_ADDRESSES, "email")
        | {"score": "ignore"}
    ),
    separator=", ",
)
