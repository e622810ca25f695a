"""Google Forms, downloaded as CSV from the form itself (not through Sheets)."""

from __future__ import annotations

import re
from types import MappingProxyType

from ..format import Format
from ..headers import header_key
from ..tables import Table

__all__ = ["FORMAT", "TIMESTAMPS"]

#: How Google calls the column of timestamps, by language.
TIMESTAMPS = frozenset(
    {
        "timestamp",
        "horodateur",
        "marca temporal",
        "carimbo de data hora",
        "zeitstempel",
        "informazioni cronologiche",
        "tijdstempel",
        header_key("タイムスタンプ"),
    }
)
_USERNAMES = frozenset(
    {
        "username",
        "nom d utilisateur",
        "nombre de usuario",
        "nome de usuario",
        "nutzername",
        "nome utente",
        "gebruikersnaam",
        header_key("ユーザー名"),
    }
)
_STAMP = re.compile(r"\d{4}/\d\d?/\d\d? \d\d?:\d\d:\d\d(\s*\w\.?\s?m\.?)?(\s\S+)?", re.IGNORECASE)


def _recognise(table: Table) -> tuple[float, str]:
    if header_key(table.header[0]) not in TIMESTAMPS:
        return 0.0, "does not begin with a column of timestamps"
    stamps = [cell for cell in table.column(0) if cell.strip()]
    if stamps and all(map(_STAMP.fullmatch, stamps)):
        return 0.95, "timestamps such as 2025/11/03 9:07:12 AM GMT+1"
    if any(header_key(h) in _USERNAMES for h in table.header[:3]):
        return 0.85, "columns Timestamp and Username"
    return 0.3, "begins with a column of timestamps"


FORMAT = Format(
    name="Google Forms CSV",
    recognise=_recognise,
    metadata=MappingProxyType(
        dict.fromkeys(TIMESTAMPS, "submitted")
        | dict.fromkeys(_USERNAMES, "email")
        | {"total score": "ignore"}
    ),
    separator=";",
)
