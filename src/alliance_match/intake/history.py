"""Earlier rounds, from the bundles that were saved of them: past pairs, and who waited in vain."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..model.history import PastPair
from ..model.people import Mentee, Mentor, Organisation
from ..model.same import KnownPeople
from .journal import Journal, Place

__all__ = ["with_history"]


def with_history(
    folders: Sequence[str | PathLike[str]],
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    organisations: Iterable[Organisation],
    journal: Journal,
) -> tuple[tuple[Mentee, ...], tuple[PastPair, ...]]:
    """Find the people of a round in earlier ones.

    Who is the same person, :class:`~alliance_match.model.same.KnownPeople` says. An id alone says
    nothing: lists number people anew.

    Parameters
    ----------
    folders : sequence of path
        Saved proposals (or their ``bundle.json``), the last round first.
    mentors, mentees : sequence
        The people of this round.
    organisations : iterable of Organisation
        Theirs.
    journal : Journal
        Where problems are put on record.

    Returns
    -------
    mentees : tuple of Mentee
        With ``rounds_waited`` where they were left without a mentor in the last round, and in those
        before without a break; what an application says itself counts if it is more.
    pairs : tuple of PastPair
        Of mentors who are in this round.

    Raises
    ------
    InputError
        When one path is given instead of a list.
    """
    if isinstance(folders, str | PathLike):
        raise InputError("history is a list of folders, the last round first: [folder, ...].")
    homes = tuple(organisations)
    here = KnownPeople(mentors, homes), KnownPeople(mentees, homes)
    pairs: list[PastPair] = []
    waiting, waited = {m.id for m in mentees}, dict.fromkeys((m.id for m in mentees), 0)
    for ago, folder in enumerate(folders, start=1):
        past = _read(Path(folder), journal)
        if past is None:
            continue
        found = _Past(past, *here)
        pairs += found.pairs(ago)
        waiting &= found.left_out
        for who in waiting:
            waited[who] = ago
    told = tuple(
        m.model_copy(update={"rounds_waited": max(m.rounds_waited, waited[m.id])}) for m in mentees
    )
    return told, tuple(sorted(pairs, key=lambda p: (p.rounds_ago, p.mentor, p.mentee or "")))


def _read(folder: Path, journal: Journal) -> dict[str, Any] | None:
    """Read a bundle; None where a problem was recorded."""
    path = folder if folder.suffix == ".json" else folder / "bundle.json"
    remedy = "Give the folder that `propose` wrote for an earlier round."
    try:
        bundle = json.loads(path.read_text("utf-8"))
        people = bundle["round"]
        if not all(isinstance(people[kind], list) for kind in ("mentors", "mentees")):
            raise TypeError
        return dict(bundle)
    except OSError as error:
        journal.problem(Place(str(path)), f"it cannot be read ({error.strerror})", remedy)
    except (ValueError, KeyError, TypeError):
        journal.problem(Place(str(path)), "this is no saved proposal", remedy)
    return None


class _Past:
    """One earlier round, seen from this one."""

    def __init__(self, bundle: dict[str, Any], mentors: KnownPeople, mentees: KnownPeople) -> None:
        people = bundle["round"]
        homes = {o["id"]: o.get("name") for o in people.get("organisations", ())}
        self.mentor, self.mentee = (
            {
                p["id"]: known.find(
                    str(p.get("name") or ""), homes.get(p.get("organisation")), p.get("email")
                )
                for p in people[kind]
                if not p.get("group")
            }
            for kind, known in (("mentors", mentors), ("mentees", mentees))
        )
        self.leader = {p["id"]: p["group"]["mentor"] for p in people["mentors"] if p.get("group")}
        self.bundle = bundle

    def pairs(self, ago: int) -> list[PastPair]:
        """List the pairs of mentors who are here."""
        return [
            PastPair(mentee=self.mentee.get(one["mentee"]), mentor=mentor, rounds_ago=ago)
            for one in self.bundle.get("pairs", ())
            if (mentor := self.mentor.get(self._who(one["mentor"]))) is not None
        ]

    def _who(self, mentor: str) -> str:
        """Give whoever led a group; of a mentor, the own id."""
        return str(self.leader.get(mentor, mentor))

    @property
    def left_out(self) -> set[str]:
        """Who of this round was left without a mentor."""
        found = (self.mentee.get(one) for one in self.bundle.get("unmatched", ()))
        return {who for who in found if who is not None}
