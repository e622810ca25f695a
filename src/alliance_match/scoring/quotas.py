"""The limits on groups that a policy sets, for the people of one round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ..model.people import Mentee, Mentor
from ..model.policy import Policy
from ..model.quotas import Quota
from ..model.round import MatchRound
from ..words import Message
from ..words.templates import quotas as say
from .quota_groups import grouping
from .shares import flags

__all__ = ["OPEN", "Closed", "Limit", "limits", "taken", "uncounted"]

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Closed:
    """What quotas and subject experts leave no room for.

    Attributes
    ----------
    limits : frozenset of (str, str)
        A limit that is used up, and the id of a mentee who may not come under it.
    pairs : frozenset of (str, str)
        Accepted pairs that yield to the quotas: mentee's and mentor's id.
    without_expert : frozenset of str
        Ids of the mentees to whom no subject expert can be given for their most important goal.
    """

    limits: frozenset[tuple[str, str]] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()
    without_expert: frozenset[str] = frozenset()


OPEN = Closed()


@dataclass(frozen=True, eq=False)
class Limit:
    """A limit on how many pairs some mentees have with some mentors.

    Attributes
    ----------
    who : Message
        Which pairs are counted.
    code : ndarray of int64, shape (k,)
        The same, ``row * n_cols + col`` of each pair, ascending; pairs for which the committee
        waived the quotas are not counted.
    n_cols : int
        How many mentors there are.
    at_most, at_least : int or None
        How many.
    is_between : bool
        Whether it is one of the many between two organisations.
    """

    who: Message
    code: Ints
    n_cols: int
    at_most: int | None = None
    at_least: int | None = None
    is_between: bool = False

    @property
    def message(self) -> Message:
        """The limit in words."""
        if self.at_most is not None:
            return say.AT_MOST(who=self.who, most=self.at_most)
        return say.AT_LEAST(who=self.who, least=self.at_least)

    @cached_property
    def key(self) -> str:
        """The name by which it is known in a record."""
        return str(self.message)

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """Both bounds."""
        return self.at_most, self.at_least

    @property
    def places(self) -> tuple[Ints, Ints]:
        """Rows and columns of the pairs that are counted."""
        return self.code // self.n_cols, self.code % self.n_cols

    def counts(self, row: int, col: int) -> bool:
        """Tell whether a pair is counted."""
        return self.among((row, col))[0]

    def among(self, *pairs: tuple[int, int]) -> list[bool]:
        """Tell which of some pairs are counted."""
        code = np.array(pairs, dtype=np.int64).reshape(-1, 2) @ (self.n_cols, 1)
        return [bool(one) for one in _contained(code, self.code)]

    def holds(self, taken: int) -> bool:
        """Tell whether so many pairs keep the limit."""
        return (self.at_most is None or taken <= self.at_most) and (
            self.at_least is None or taken >= self.at_least
        )

    def is_reached(self, taken: int) -> bool:
        """Tell whether so many pairs go up, or down, to the limit."""
        return taken in self.bounds


def taken(found: Sequence[Limit], pairs: Ints) -> list[int]:
    """Count those of some pairs that fall under each limit.

    Parameters
    ----------
    found : sequence of Limit
        Limits of one round.
    pairs : ndarray of int64, shape (k, 2)
        Pairs of it.
    """
    if not found:
        return []
    chosen = np.sort(pairs @ (found[0].n_cols, 1))
    of = np.repeat(np.arange(len(found)), [one.code.size for one in found])
    under = _contained(np.concatenate([one.code for one in found]), chosen)
    return [int(count) for count in np.bincount(of[under], minlength=len(found))]


def limits(people: MatchRound, policy: Policy) -> tuple[Limit, ...]:
    """List the limits of a policy, as far as a round has anybody under them.

    Parameters
    ----------
    people : MatchRound
        The round.
    policy : Policy
        The policy.

    Returns
    -------
    tuple of Limit
        In the order of the policy; those between two organisations last, by their ids.
    """
    if not policy.rules.within_quota.on:
        return ()
    row = {m.id: i for i, m in enumerate(people.mentees)}
    col = {m.id: j for j, m in enumerate(people.mentors)}
    counted = np.ones((len(row), len(col)), dtype=np.bool_)
    for waiver in people.decisions.of_kind("waive"):
        if waiver.rule == "within_quota":
            counted[row[waiver.mentee], col[waiver.mentor]] = False
    found = [one for quota in policy.quotas for one in _of_quota(people, policy, quota, counted)]
    most = policy.places.between_organisations
    return (*found, *(() if most is None else _between(people, most, counted)))


def uncounted(people: MatchRound, policy: Policy) -> tuple[Message, ...]:
    """Say of how many people it is not known whether a quota is about them.

    Returns
    -------
    tuple of Message
        One for each kind of group, in the order of the policy; none where all are known.
    """
    found: dict[tuple[str, str], Message] = {}
    for quota in policy.quotas if policy.rules.within_quota.on else ():
        side, made = _side(people, quota), grouping(people, policy, quota)
        unknown = sum(None in made.groups(person) for person in side)
        column = quota.column
        what = say.KINDS[quota.by]() if column is None else say.OWN_ANSWER(column=column)
        if unknown:
            found[quota.of, quota.by] = say.UNCOUNTED[quota.of](
                what=what, count=unknown, people=len(side)
            )
    return tuple(found.values())


def _side(people: MatchRound, quota: Quota) -> Sequence[Mentee | Mentor]:
    return people.mentees if quota.of == "mentees" else people.mentors


def _of_quota(people: MatchRound, policy: Policy, quota: Quota, counted: Bools) -> Iterator[Limit]:
    made = grouping(people, policy, quota)
    groups = [made.groups(person) for person in _side(people, quota)]
    each = {group for held in groups for group in held if group is not None}
    for group in sorted(each) if quota.group is None else [made.key(quota.group)]:
        members = flags(group in held for held in groups)
        pairs = counted & (members[:, None] if quota.of == "mentees" else members)
        template = say.MENTEES if quota.of == "mentees" else say.MENTORS
        who = template(group=made.called(group))
        code, n_cols = np.flatnonzero(pairs), pairs.shape[1]
        if quota.at_most is not None:
            yield Limit(who, code, n_cols, at_most=quota.at_most)
        if quota.at_least is not None:
            yield Limit(who, code, n_cols, at_least=quota.at_least)


def _between(people: MatchRound, most: int, counted: Bools) -> Iterator[Limit]:
    """Limit the pairs between two organisations, whichever of them has the mentor.

    Two that have no more mentees for each other's mentors than that need no limit.
    """
    rows, cols = (_by_home(side) for side in (people.mentees, people.mentors))
    names = {o.id: o.name for o in people.organisations}
    n_cols = counted.shape[1]
    waived = set(np.flatnonzero(~counted).tolist())
    for one, other in sorted({tuple(sorted(two)) for two in product(rows, cols)}):
        ways = [(a, b) for a, b in {(one, other), (other, one)} if a in rows and b in cols]
        if one != other and sum(len(rows[a]) for a, _ in ways) > most:
            codes = {i * n_cols + j for a, b in ways for i in rows[a] for j in cols[b]} - waived
            if codes:
                who = say.BETWEEN(one=names[one], other=names[other])
                code = np.array(sorted(codes), dtype=np.int64)
                yield Limit(who, code, n_cols, at_most=most, is_between=True)


def _by_home(people: Sequence[Mentee | Mentor]) -> dict[str, list[int]]:
    """List the places of the people of each organisation."""
    found: dict[str, list[int]] = {}
    for place, person in enumerate(people):
        if person.organisation is not None:
            found.setdefault(person.organisation, []).append(place)
    return found


def _contained(codes: Ints, among: Ints) -> Bools:
    """Mark which codes are among others, which ascend."""
    if not among.size:
        return np.zeros(codes.shape, dtype=np.bool_)
    place = np.minimum(np.searchsorted(among, codes), among.size - 1)
    return np.asarray(among[place] == codes)
