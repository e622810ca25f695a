"""Microsoft Forms, as xlsx or saved from it as CSV."""

from __future__ import annotations

from types import MappingProxyType

from ..format import Format
from ..headers import header_key
from ..tables import Table

__all__ = ["FORMAT"]

_IDS = frozenset({"id"})
_STARTS = frozenset(
    {
        "start time",
        "heure de debut",
        "hora de inicio",
        "startzeit",
        "ora di inizio",
        "begintijd",
        header_key("開始時刻"),
    }
)
_ENDS = frozenset(
    {
        "completion time",
        "heure de fin",
        "hora de finalizacion",
        "hora de conclusao",
        "fertigstellungszeit",
        "ora di completamento",
        "tijd van voltooien",
        header_key("完了時刻"),
    }
)
_EMAILS = frozenset(
    {
        "email",
        "adresse de messagerie",
        "correo electronico",
        "e mail",
        "endereco de email",
        "posta elettronica",
        "indirizzo di posta elettronica",
        header_key("メール"),
    }
)
_NAMES = frozenset({"name", "nom", "nombre", "nome", "naam", "名前"})
_IGNORED = frozenset(
    {
        "last modified time",
        "heure de la derniere modification",
        "hora de la ultima modificacion",
        "hora da ultima modificacao",
        "zeitpunkt der letzten anderung",
        "ora dell ultima modifica",
        "tijd van laatste wijziging",
        header_key("最終変更時刻"),
        "language",
        "total points",
        "quiz feedback",
        "grade posted time",
    }
)
_ANONYMOUS = frozenset(
    {"anonymous", "anonyme", "anonimo", "anónimo", "anônimo", "anonym", "anoniem", "匿名"}
)
_LEADING = 6


def _recognise(table: Table) -> tuple[float, str]:
    keys = {header_key(h) for h in table.header[:_LEADING]}
    found = [names & keys for names in (_IDS, _STARTS, _ENDS, _EMAILS, _NAMES)]
    if not (found[1] and found[2]):
        return 0.0, "has no Start time and Completion time"
    if all(found):
        return 0.98, "columns ID, Start time, Completion time, Email, Name"
    return 0.75, "columns Start time and Completion time"


def _metadata() -> dict[str, str]:
    fields = dict.fromkeys(_IDS | _STARTS | _IGNORED, "ignore")
    fields |= dict.fromkeys(_ENDS, "submitted")
    return fields | dict.fromkeys(_EMAILS, "email") | dict.fromkeys(_NAMES, "name")


FORMAT = Format(
    name="Microsoft Forms",
    recognise=_recognise,
    metadata=MappingProxyType(_metadata()),
    noise=("Points - ", "Feedback - "),
    separator=";",
    absent=frozenset(
        {"anonymous", "anonyme", "anonimo", "anónimo", "anônimo", "anonym", "anoniem", "匿名"}
    ),
)
