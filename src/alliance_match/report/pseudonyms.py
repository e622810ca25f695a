"""Other names for the people and organisations of a round, such that every rule still holds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ..model.groups import Group
from ..model.people import Mentee, Mentor, SubjectExpert
from ..model.round import MatchRound
from ..model.vocabulary import normalise
from ..model.votes import is_committee, member

__all__ = ["Pseudonyms", "renamed_group", "shuffled"]

Somebody = Mentor | Mentee | SubjectExpert

#: An id that tells nothing of a person: a few capitals, the same for all of a role, and a number.
_PLAIN = re.compile(r"([A-Z]{0,3})\d{1,4}")


@dataclass(frozen=True)
class Pseudonyms:
    """Who is called what instead.

    Attributes
    ----------
    ids : dict of str to str
        Instead of each id of a person or organisation, and of whatever stands among exclusions and
        preferences. Equal ids stay equal, and different ones different.
    people : {"kept", "replaced"}
        Whether people keep their ids.
    names : dict of (str, str) to str
        Names by role and old id. A mentee and a mentor whom the rule on the same person takes for
        one have the same name.
    addresses : dict of str to str
        Instead of each address, folded, that both a mentee and a mentor or expert have; others are
        left out.
    members : dict of str to str
        Instead of each name of whoever decided something, folded.
    """

    ids: dict[str, str]
    people: Literal["kept", "replaced"]
    names: dict[tuple[str, str], str]
    addresses: dict[str, str]
    members: dict[str, str]

    @classmethod
    def of(cls, people: MatchRound, gone: Iterable[str], salt: str) -> Pseudonyms:
        """Give everybody another name.

        Parameters
        ----------
        people : MatchRound
            The round.
        gone : iterable of str
            Ids of earlier mentors who may not be in it any more.
        salt : str
            What only those know who have the round: the order of the new ids rests on it, so that
            it gives no alphabetical order away.
        """
        plain = all(map(_are_plain, _roles(people).values()))
        ids = _ids(people, set(gone), salt, plain)
        return cls(
            ids=ids,
            people="kept" if plain else "replaced",
            names=_names(people, ids),
            addresses=_addresses(people, ids),
            members=_members(people),
        )

    def member(self, who: str) -> str:
        """Give the other name of whoever decided something."""
        return self.members.get(member(who), "")


def _roles(people: MatchRound) -> dict[str, tuple[Somebody, ...]]:
    return {"mentee": people.mentees, "mentor": people.mentors, "expert": people.experts}


def _are_plain(group: tuple[Somebody, ...]) -> bool:
    """Whether ids tell nothing, their order neither: three or more may not stand as their names."""
    found = [_PLAIN.fullmatch(m.id) for m in group]
    names = [normalise(m.name) for m in sorted(group, key=lambda m: m.id)]
    by_name = len(names) > 2 and names == sorted(names)
    return all(found) and len({match[1] for match in found if match}) <= 1 and not by_name


def _ids(people: MatchRound, gone: set[str], salt: str, plain: bool) -> dict[str, str]:
    """Name each id anew, kind by kind; one that is of two kinds is named once."""
    found: dict[str, str] = {}
    kinds = {
        **{role: {m.id for m in group} for role, group in _roles(people).items()},
        "gone": gone,
        "organisation": {o.id for o in people.organisations},
        "nobody": {n for m in _everybody(people) for n in (*m.exclusions, *m.preferences)},
    }
    for kind, held in kinds.items():
        keeps = plain and kind in ("mentee", "mentor", "expert", "gone")
        fresh = sorted(held - set(found), key=lambda old: shuffled(salt, old))
        width = len(str(len(fresh)))
        for number, old in enumerate(fresh, start=1):
            kept = keeps and _PLAIN.fullmatch(old)
            found[old] = old if kept else f"{kind}-{number:0{width}}"
    for mentor in people.mentors:
        if mentor.group is not None:
            found[mentor.id] = renamed_group(mentor.group, found).id
    return found


def renamed_group(group: Group, ids: Mapping[str, str]) -> Group:
    """Name the leader of a group anew."""
    return group.model_copy(update={"mentor": ids[group.mentor]})


def shuffled(salt: str, old: str) -> bytes:
    """Give a key to sort by, in an order that tells nothing to whoever lacks the salt."""
    return hashlib.sha256((salt + old).encode("utf-8", "surrogatepass")).digest()


def _everybody(people: MatchRound) -> Iterator[Somebody]:
    for group in _roles(people).values():
        yield from group


def _names(people: MatchRound, ids: dict[str, str]) -> dict[tuple[str, str], str]:
    found, same = {}, dict[object, str]()
    for role, group in _roles(people).items():
        for one in group:
            name = f"{role.capitalize()} {ids[one.id].removeprefix(f'{role}-')}"
            if one.organisation is not None:
                name = same.setdefault((one.organisation, normalise(one.name)), name)
            found[role, one.id] = name
    return found


def _addresses(people: MatchRound, ids: dict[str, str]) -> dict[str, str]:
    sides = [
        {(m.email or "").casefold(): ids[m.id] for m in reversed(group)}
        for group in (people.mentees, (*people.mentors, *people.experts))
    ]
    shared = sorted((who, mail) for mail, who in sides[0].items() if mail and mail in sides[1])
    return {mail: f"address-{number}" for number, (_, mail) in enumerate(shared, start=1)}


def _members(people: MatchRound) -> dict[str, str]:
    entries = people.decisions.entries
    who = dict.fromkeys(member(d.who) for d in entries if d.who.strip())
    numbered = enumerate((name for name in who if not is_committee(name)), start=1)
    return dict.fromkeys(who, "committee") | {name: f"Member {k}" for k, name in numbered}
