"""Which decisions count: members recuse themselves, disagree, or contradict themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from .vocabulary import normalise

if TYPE_CHECKING:
    from .decisions import Decision

__all__ = ["Settled", "by_pair_and_words", "is_committee", "is_for", "member", "settle"]

#: What the committee as a whole is called in ``who``, folded.
_COMMITTEE = frozenset({"committee", "the committee", "comite", "le comite", "el comite"})
_FOR, _AGAINST = ("pin", "accept"), ("veto",)

T = TypeVar("T")
Votes: TypeAlias = "tuple[Decision, ...]"


@dataclass(frozen=True)
class Settled:
    """What became of the decisions of all members.

    Attributes
    ----------
    counted : tuple of Decision
        Those that act, in the order in which they were given; notes and recusals among them.
    recused : tuple of Decision
        Votes on a pair by members who recused themselves from it; they do not count.
    overruled : tuple of Decision
        Votes of members against what the committee as a whole says of a pair; they do not count.
    disagreements : tuple of tuple of Decision
        For each pair that one member is for and another against, and on which the committee as a
        whole says nothing: all votes for and against it. None of them counts.
    contradictions : tuple of tuple of Decision
        For each member who is for and against the same pair, one vote of either kind; for each who
        pins a mentee to several mentors, one pin for each mentor. They count all the same, so that
        nothing is lost silently: as pins and vetoes they leave no proposal.
    """

    counted: Votes = ()
    recused: Votes = ()
    overruled: Votes = ()
    disagreements: tuple[Votes, ...] = ()
    contradictions: tuple[Votes, ...] = ()


def member(who: str) -> str:
    """Fold the name of a member for comparison; empty for whoever gives none.

    Examples
    --------
    >>> member("  José  PÉREZ") == member("jose perez")
    True
    """
    return normalise(who) or who.strip().casefold()


def is_committee(who: str) -> bool:
    """Whether a name stands for the committee as a whole, in English, French or Spanish."""
    return member(who) in _COMMITTEE


def is_for(decision: Decision) -> bool:
    """Whether a decision keeps its pair."""
    return decision.kind in _FOR


def by_pair_and_words(decision: Decision) -> tuple[str, ...]:
    """Give what decisions are ordered by, wherever they came from."""
    d = decision
    return d.mentee, d.mentor, d.kind, d.rule or "", member(d.who), d.who, d.why


def settle(entries: Iterable[Decision]) -> Settled:
    """Settle the votes of all members on all pairs.

    Parameters
    ----------
    entries : iterable of Decision
        All decisions of all members, in any order.

    Returns
    -------
    Settled
        The same for any order, but for the order of :attr:`Settled.counted`.

    Notes
    -----
    Names are compared folded: no case, accents or punctuation. Decisions without a name are those
    of one member whom nobody named. A recusal needs a name, and the committee cannot recuse itself.
    """
    given = tuple(entries)
    absent = {(member(d.who), d.pair) for d in given if d.kind == "recuse"}
    absent = {(who, pair) for who, pair in absent if who and not is_committee(who)}
    is_recused = [_is_vote(d) and (member(d.who), d.pair) in absent for d in given]
    votes = [k for k, d in enumerate(given) if not is_recused[k] and d.kind in (*_FOR, *_AGAINST)]
    overruled, disputed = set[int](), list[list[int]]()
    for pair in _grouped(votes, lambda k: given[k].pair):
        against = _against_the_committee(given, pair)
        overruled.update(against or ())
        if against is None and _disagree([given[k] for k in pair]):
            disputed.append(pair)
    silent = overruled.union(*disputed)
    return Settled(
        counted=tuple(d for k, d in enumerate(given) if not is_recused[k] and k not in silent),
        recused=_ordered(d for k, d in enumerate(given) if is_recused[k]),
        overruled=_ordered(given[k] for k in overruled),
        disagreements=_sets(_ordered(given[k] for k in pair) for pair in disputed),
        contradictions=_sets(_contradictions([given[k] for k in votes if k not in overruled])),
    )


def _is_vote(decision: Decision) -> bool:
    return decision.kind in (*_FOR, *_AGAINST, "waive")


def _grouped(items: Iterable[T], key: Callable[[T], tuple[str, ...]]) -> list[list[T]]:
    groups: dict[tuple[str, ...], list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return list(groups.values())


def _against_the_committee(given: Votes, pair: Sequence[int]) -> list[int] | None:
    """List the votes on a pair that the committee overrules; ``None`` where it says nothing."""
    sides = {is_for(given[k]) for k in pair if is_committee(given[k].who)}
    return [k for k in pair if is_for(given[k]) not in sides] if sides else None


def _disagree(votes: Sequence[Decision]) -> bool:
    """Whether one member is for a pair and another one against it."""
    one, other = ({member(d.who) for d in votes if is_for(d) is side} for side in (True, False))
    return bool(one and other) and len(one | other) > 1


def _contradictions(votes: Sequence[Decision]) -> Iterable[Votes]:
    """Find what one member cannot mean both, with as few votes as show it."""
    for same in _grouped(votes, lambda d: (member(d.who), *d.pair)):
        sides = {is_for(d): d for d in reversed(_ordered(same))}
        if len(sides) == 2:
            yield _ordered(sides.values())
    pins = [d for d in votes if d.kind == "pin"]
    for same in _grouped(pins, lambda d: (member(d.who), d.mentee)):
        to = {d.mentor: d for d in reversed(_ordered(same))}
        if len(to) > 1:
            yield _ordered(to.values())


def _ordered(votes: Iterable[Decision]) -> Votes:
    return tuple(sorted(votes, key=by_pair_and_words))


def _sets(found: Iterable[Votes]) -> tuple[Votes, ...]:
    return tuple(sorted(found, key=lambda votes: [by_pair_and_words(d) for d in votes]))
