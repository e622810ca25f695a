"""The same person in two rounds: known by e-mail address and name, never by a number alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ..errors import InputError
from .people import Organisation, Person
from .round import MatchRound
from .vocabulary import normalise

__all__ = ["KnownPeople", "require_same_people"]


class KnownPeople:
    """People of a round, to be found again.

    Parameters
    ----------
    people : sequence of Person
        Of one kind: mentors, mentees or experts.
    organisations : iterable of Organisation
        Theirs.
    """

    def __init__(self, people: Sequence[Person], organisations: Iterable[Organisation]) -> None:
        homes = {o.id: o.name for o in organisations}
        self.ids = frozenset(p.id for p in people)
        self._by_both: dict[tuple[str, str], list[str]] = {}
        self._by_email: dict[str, list[str]] = {}
        self._by_name: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for p in people:
            name, home, email = normalise(p.name), homes.get(p.organisation or ""), _folded(p.email)
            self._by_name.setdefault((name, normalise(home or "")), []).append((p.id, email))
            if email:
                self._by_both.setdefault((email, name), []).append(p.id)
                self._by_email.setdefault(email, []).append(p.id)

    def find(self, name: str, home: str | None, email: str | None) -> str | None:
        """Find the id of somebody; None where nobody, or more than one, is the same.

        Parameters
        ----------
        name : str
            The name, which may be written otherwise.
        home : str or None
            The organisation's name.
        email : str or None
            The address. The same address and name are the same person; so is the same name in the
            same organisation, unless both have addresses that differ, and an address that nobody
            else has.
        """
        address, called = _folded(email), normalise(name)
        here = self._by_name.get((called, normalise(home or "")), [])
        alike = [who for who, other in here if not (address and other)]
        for found in (
            self._by_both.get((address, called), []),
            alike,
            self._by_email.get(address, []),
        ):
            if len(found) == 1:
                return found[0]
        return None


def require_same_people(old: MatchRound, new: MatchRound) -> None:
    """Refuse two rounds in which one id stands for different people.

    Raises
    ------
    InputError
        Naming them all. Lists number people anew when rows come or go.
    """
    wrong = [
        f"{kind} {one.id} was {one.name} and is {other.name}"
        for kind, before, now in (
            ("mentor", old.mentors, new.mentors),
            ("mentee", old.mentees, new.mentees),
        )
        for one, other in _by_id(before, now)
        if normalise(one.name) != normalise(other.name)
        and (not one.email or _folded(one.email) != _folded(other.email))
    ]
    if wrong:
        raise InputError(
            "The rounds give the same ids to different people: "
            + "; ".join(wrong)
            + ". So they are two rounds, or the later proposal was made without the earlier one. "
            "Propose again with --previous FOLDER (in Python: load_round(..., previous=...)), so "
            "that everybody keeps their id; or give the files a column with ids. The rounds of two "
            "years cannot be compared; --history takes the earlier one into account."
        )


def _by_id(before: Sequence[Person], now: Sequence[Person]) -> list[tuple[Person, Person]]:
    here = {p.id: p for p in before}
    counts = Counter(p.id for p in now)
    return [(here[p.id], p) for p in now if p.id in here and counts[p.id] == 1]


def _folded(email: str | None) -> str:
    return (email or "").strip().casefold()
