"""Two columns for one field that takes only one."""

from __future__ import annotations

from dataclasses import replace

from .fields import JOINED
from .journal import Journal, Place
from .matches import ColumnMatch, How
from .tables import Table

__all__ = ["without_rivals"]

_RANK: dict[How, int] = {
    "mapping": 4,
    "exact": 3,
    "alias": 2,
    "fuzzy": 1,
    "values": 0,
    "metadata": 0,
    "unused": 0,
}


def without_rivals(
    table: Table, proposed: list[ColumnMatch], journal: Journal
) -> list[ColumnMatch]:
    """Settle which column fills a field that takes only one.

    Parameters
    ----------
    table : Table
        What the columns hold: of two that are equally well headed, one may be blank.
    proposed : list of ColumnMatch
        What each column is by its header.
    journal : Journal
        Where it is told; a tie is one question.
    """
    settled = list(proposed)
    single = {
        m.field for m in proposed if m.field and m.field not in JOINED and m.how != "metadata"
    }
    for name in sorted(single):
        rivals = [m for m in proposed if m.field == name and m.how != "metadata"]
        if len(rivals) > 1:
            winner = _winner(table, rivals)
            for loser in rivals:
                if loser is not winner:
                    settled[loser.position] = replace(
                        loser, field=None, how="unused", why=_lost(name, rivals, loser, winner)
                    )
            _tell_rivals(table.file, name, rivals, winner, journal)
    return settled


def _winner(table: Table, rivals: list[ColumnMatch]) -> ColumnMatch | None:
    def strength(match: ColumnMatch) -> tuple[int, float]:
        return _RANK[match.how], match.confidence

    best = [m for m in rivals if strength(m) == max(map(strength, rivals))]
    contents = {m.position: tuple(table.column(m.position)) for m in best}
    filled = [m for m in best if any(c.strip() for c in contents[m.position])]
    if len(filled) <= 1:
        return (filled or best)[0]
    alike = len(set(contents.values())) == 1
    return filled[0] if alike else None


def _lost(
    name: str, rivals: list[ColumnMatch], loser: ColumnMatch, winner: ColumnMatch | None
) -> str:
    if winner is not None:
        return f"{winner.header!r} is used for {name}"
    others = ", ".join(repr(m.header) for m in rivals if m is not loser)
    return f"{others} look{'s' * (len(rivals) == 2)} like {name} as well"


def _tell_rivals(
    file: str, name: str, rivals: list[ColumnMatch], winner: ColumnMatch | None, journal: Journal
) -> None:
    headers = ", ".join(repr(m.header) for m in rivals)
    remedy = f'Say in a mapping which one is meant, such as "{rivals[0].header}" = "{name}".'
    for match in rivals:
        place = Place(file, None, match.header)
        if winner is not None and match is not winner:
            what = f"Not used, because {winner.header!r} is used for {name}"
            journal.add("warning", place, what, remedy)
        elif winner is not None:
            journal.add("warning", place, f"Used for {name}, which {headers} look like", remedy)
        elif match is rivals[0]:
            what = f"The columns {headers} all look like {name}; none of them is used"
            journal.add("question", place, what, remedy)
        else:
            what = f"Not used; {rivals[0].header!r} looks like {name} as well"
            journal.add("note", place, what, f"Answer the question on {rivals[0].header!r}.")
