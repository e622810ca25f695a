"""Exclusions and preferences: names in people's words, as ids of people and organisations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from ..model.people import Organisation
from ..model.vocabulary import normalise
from .fields import Role
from .nearness import NameIndex
from .reading import Reading, Remark, note, question, warning
from .values.lists import split_options
from .values.terms import is_nobody, yes_or_no

__all__ = ["Directory", "Known", "directory_of", "spellings"]

_Resolver: TypeAlias = "Callable[[str], Reading[tuple[str, ...]]]"

#: Whom people of each role are matched with.
_OTHER_SIDE: dict[Role, Role] = {"mentors": "mentees", "mentees": "mentors", "experts": "mentees"}
_NEAR = 90.0
_SHORTEST_MENTION = 5
_BRACKETS = re.compile(r"\s{0,9}[(\[][^)\]]{0,200}[)\]]\s{0,9}")


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom a text may name."""

    role: Role
    id: str
    name: str
    email: str
    organisation: str | None


@dataclass(frozen=True, eq=False)
class Directory:
    """Whom people of one role may name: the other side and the organisations, by all names.

    Parameters
    ----------
    other_side : str
        The role of those whom they are matched with.
    ids : dict of str to tuple of str
        Ids, as they count on the other side, by folded name, id and e-mail address.
    others : frozenset of str
        What everybody else in the round is called; naming them has no effect.
    organisation_of : dict of str to str
        For a person that has the name of the own organisation: that organisation.
    shown : tuple of str
        Names and ids that a message may suggest.
    """

    other_side: Role
    ids: dict[str, tuple[str, ...]]
    others: frozenset[str]
    organisation_of: dict[str, str]
    shown: tuple[str, ...]

    def exclusions(self, text: str) -> Reading[tuple[str, ...]]:
        """Resolve whom somebody must not be paired with.

        A missed conflict of interest is worse than one too many: near spellings and names within a
        sentence count, with a warning, and of several matches all are excluded.
        """
        if is_nobody(text):
            return Reading(())
        if yes_or_no(text):
            what = "There is a conflict, but with whom is not said"
            return Reading((), (question(what, "Ask for the names.", text),))
        return self._resolved(text, self._excluded)

    def preferences(self, text: str) -> Reading[tuple[str, ...]]:
        """Resolve whom somebody asked for, in their order; what is not certain is left out."""
        return Reading(()) if is_nobody(text) else self._resolved(text, self._preferred)

    def _resolved(self, text: str, resolve: _Resolver) -> Reading[tuple[str, ...]]:
        split = split_options(text, None, lambda p: bool(self.exact(p)) or self._is_other(p))
        readings = [self._once(part, resolve) for part in split.options]
        ids = dict.fromkeys(i for r in readings for i in r.value)
        return Reading(tuple(ids), (*split.remarks, *(m for r in readings for m in r.remarks)))

    def _once(self, part: str, resolve: _Resolver) -> Reading[tuple[str, ...]]:
        """Resolve a name that several people write only once."""
        key = resolve.__name__, part
        if key not in self._resolutions:
            self._resolutions[key] = resolve(part)
        return self._resolutions[key]

    @cached_property
    def _resolutions(self) -> dict[tuple[str, str], Reading[tuple[str, ...]]]:
        return {}

    def exact(self, part: str) -> tuple[str, ...]:
        """Give the ids of whoever goes by exactly this id, name or e-mail address."""
        return next((self.ids[s] for s in spellings(part) if s in self.ids), ())

    def _is_other(self, part: str) -> bool:
        return any(s in self.others for s in spellings(part))

    def _excluded(self, part: str) -> Reading[tuple[str, ...]]:
        found = tuple(dict.fromkeys(self.organisation_of.get(i, i) for i in self.exact(part)))
        if len(found) > 1:
            what = f"Several go by this name: {', '.join(found)}; all of them are excluded"
            return Reading(found, (question(what, "Say which one is meant.", part),))
        if found:
            return Reading(found)
        if self._is_other(part):
            return Reading((), (self._without_effect(part),))
        near = self._mentioned(part) or self._near(part)
        if near:
            what = f"Read as {', '.join(near)}"
            return Reading(near, (warning(what, "Check it; a conflict must not be missed.", part),))
        return Reading((), (self._unknown(part, question),))

    def _preferred(self, part: str) -> Reading[tuple[str, ...]]:
        found = self.exact(part)
        people = tuple(i for i in found if i in self.organisation_of) or found
        if len(people) > 1:
            what = f"Several go by this name: {', '.join(people)}; none is used"
            return Reading((), (warning(what, "Say which one is meant.", part),))
        if not people and self._is_other(part):
            return Reading((), (self._without_effect(part),))
        return Reading(people) if people else Reading((), (self._unknown(part, warning),))

    def _without_effect(self, part: str) -> Remark:
        what = f"None of the {self.other_side} goes by this name, so it has no effect"
        return note(what, "", part)

    def _unknown(self, part: str, make: Callable[[str, str, str], Remark]) -> Remark:
        remedy = f"Give an id, or a name as in the files.{self._shown.suggestion(part)}"
        return make("Nobody in this round goes by this name", remedy, part)

    def _mentioned(self, part: str) -> tuple[str, ...]:
        """Find names that stand as whole words within a sentence."""
        words = normalise(part).split()
        phrases = {
            " ".join(words[start : start + size])
            for size in range(1, min(self._longest, len(words)) + 1)
            for start in range(len(words) - size + 1)
        }
        named = (p for p in phrases if len(p) >= _SHORTEST_MENTION and p in self.ids)
        found = (self.organisation_of.get(i, i) for n in named for i in self.ids[n])
        return tuple(sorted(set(found)))

    @cached_property
    def _called(self) -> NameIndex:
        return NameIndex(list(self.ids))

    @cached_property
    def _shown(self) -> NameIndex:
        return NameIndex(self.shown)

    @cached_property
    def _longest(self) -> int:
        return max((len(name.split()) for name in self.ids), default=0)

    def _near(self, part: str) -> tuple[str, ...]:
        names = self._called.near(normalise(part), _NEAR)
        found = {self.organisation_of.get(i, i) for name in names for i in self.ids[name]}
        return tuple(sorted(found))


def spellings(part: str) -> Iterable[str]:
    """Fold a name as it is, without brackets, and with the family name last; or an address.

    Parameters
    ----------
    part : str
        What names somebody.
    """
    turned = " ".join(reversed(part.split(","))) if part.count(",") == 1 else part
    for spelling in (part, _BRACKETS.sub(" ", part), turned):
        if "@" in spelling:
            yield spelling.strip().casefold()
        yield normalise(spelling)


def directory_of(
    role: Role, everybody: Sequence[Known], organisations: Iterable[Organisation]
) -> Directory:
    """Gather what those are called whom people of one role may name.

    Parameters
    ----------
    role : {"mentors", "mentees", "experts"}
        Who names them. The same id may mean somebody else in another file.
    everybody : sequence of Known
        Of all roles.
    organisations : iterable of Organisation
        Of the round.
    """
    people = [p for p in everybody if p.role == _OTHER_SIDE[role]]
    called: dict[str, dict[str, None]] = defaultdict(dict)
    folded: dict[str, str] = {}
    for organisation in organisations:
        folded[normalise(organisation.name)] = organisation.id
        for name in (organisation.name, organisation.id):
            called[normalise(name)][organisation.id] = None
    same: dict[str, str] = {}
    for person in people:
        for name in _names(person):
            called[name][person.id] = None
        own = folded.get(normalise(person.name))
        if own is not None and own == person.organisation:
            same[person.id] = own
    names = {*(p.name for p in people), *(p.id for p in people), *folded}
    ids = {key: tuple(ids) for key, ids in called.items() if key}
    others = {name for p in everybody if p.role != _OTHER_SIDE[role] for name in _names(p) if name}
    return Directory(_OTHER_SIDE[role], ids, frozenset(others), same, tuple(sorted(names)))


def _names(person: Known) -> tuple[str, ...]:
    return normalise(person.id), normalise(person.name), person.email.casefold()
