"""What makes the groups of quotas: who is in which, what it is called, and which there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..errors import PolicyError, did_you_mean
from ..model.answers import SCALE, answer_key, answers_of
from ..model.people import STAGES, Mentee, Mentor
from ..model.policy import Policy
from ..model.quotas import Quota
from ..model.regions import regions
from ..model.round import MatchRound
from ..model.vocabulary import normalise
from ..words import Message
from ..words.templates import quotas as say

__all__ = ["Grouping", "grouping", "require_groups"]

_MEMBERSHIPS = ("full", "affiliate", "honorary", "none")
_SHOWN = 12


@dataclass(frozen=True)
class Grouping:
    """What makes the groups of a quota.

    Attributes
    ----------
    groups : callable
        The keys of a person's groups; ``None`` among them is an answer that is not known.
    called : callable
        What the group of a key is called.
    key : callable
        The key of a group that a policy names.
    known : tuple of str or None
        The names that a policy may give; ``None`` where any code may be one.
    """

    groups: Callable[[Mentee | Mentor], tuple[str | None, ...]]
    called: Callable[[str], Message | str]
    key: Callable[[str], str]
    known: tuple[str, ...] | None

    def has(self, name: str) -> bool:
        """Tell whether there is a group of that name."""
        return self.known is None or self.key(name) in map(self.key, self.known)


def grouping(people: MatchRound, policy: Policy, quota: Quota) -> Grouping:
    """Say what makes the groups of a quota.

    Parameters
    ----------
    people : MatchRound
        The round.
    policy : Policy
        Its scales say which answers there are in a column; of others, those that were given.
    quota : Quota
        The quota.
    """
    if quota.column is not None:
        return _by_answers(people, policy, quota.column)
    if quota.by == "organisation":
        return _by_organisation(people)
    by = quota.by
    fixed = {"region": regions(), "stage": STAGES, "membership": _MEMBERSHIPS}
    return Grouping(
        groups=lambda person: (_group(people, by, person),),
        called=lambda group: _called(by, group),
        key=lambda name: name,
        known=fixed.get(by),
    )


# --- what organisations and mentees say --------------------------------------------------------


def _by_organisation(people: MatchRound) -> Grouping:
    names = {o.id: o.name for o in people.organisations}
    called = {normalise(o.name): o.id for o in reversed(people.organisations)}
    return Grouping(
        groups=lambda person: (person.organisation,),
        called=lambda group: names.get(group, group),
        key=lambda name: name if name in names else called.get(normalise(name), name),
        known=tuple(names.values()),
    )


def _group(people: MatchRound, by: str, person: Mentee | Mentor) -> str | None:
    if by == "stage":
        return person.stage if isinstance(person, Mentee) else None
    home = people.organisation_of(person)
    if home is None:
        return None
    return {"region": home.region, "country": home.country, "membership": home.membership}[by]


def _called(by: str, group: str) -> Message | str:
    if by == "region":
        return say.REGION(region=Message(group))
    return say.COUNTRY(country=group) if by == "country" else say.GROUPS[group]()


# --- columns of the programme's own ------------------------------------------------------------


def _by_answers(people: MatchRound, policy: Policy, column: str) -> Grouping:
    """Group by the answers in a column; those that a scale does not list are not known."""
    scale = policy.scales.get(column)
    names = _spellings(people, column) if scale is None else _keyed(scale.steps)

    def groups(person: Mentee | Mentor) -> tuple[str | None, ...]:
        keys = map(answer_key, answers_of(person, column, () if scale is None else names))
        return tuple(dict.fromkeys(key if key in names else None for key in keys)) or (None,)

    return Grouping(
        groups=groups,
        called=lambda key: say.OWN_GROUP(column=column, answer=names.get(key, key)),
        key=answer_key,
        known=tuple(names.values()),
    )


def _keyed(steps: Iterable[str]) -> dict[str, str]:
    return {answer_key(step): step for step in steps}


def _spellings(people: MatchRound, column: str) -> dict[str, str]:
    """Give each answer as most people spelled it; of equally many the first by the alphabet."""
    everyone = (*people.mentees, *people.mentors)
    counts = Counter(said for person in everyone for said in answers_of(person, column))
    return _keyed(sorted(counts, key=lambda said: (-counts[said], said))[::-1])


# --- groups that there are not -----------------------------------------------------------------


def require_groups(people: MatchRound, policy: Policy) -> None:
    """Refuse groups that cannot be: a quota on nobody, by a slip, would be no quota.

    Raises
    ------
    PolicyError
        When a quota names a group or a column that does not exist; all are named at once.
    """
    quotas = policy.quotas if policy.rules.within_quota.on else ()
    wrong = [line for quota in quotas for line in _faults(people, policy, quota)]
    if wrong:
        raise PolicyError("The quotas of the policy cannot be kept:\n" + "\n".join(wrong))


def _faults(people: MatchRound, policy: Policy, quota: Quota) -> Iterator[str]:
    made = grouping(people, policy, quota)
    if quota.column is not None and (fault := _fault_of_column(people, policy, quota.column)):
        yield f"- {quota.by}: {fault}"
    elif quota.group is not None and not made.has(quota.group):
        known = made.known or ()
        listed = ", ".join(known[:_SHOWN]) + (", ..." if len(known) > _SHOWN else "")
        near = did_you_mean(quota.group, known) or f" Valid here: {listed}."
        is_open = quota.column is not None and quota.column not in policy.scales
        more = f" If it may be empty, list the answers in [scales.{quota.column}]."
        name = f"{quota.by} {quota.group!r}"
        yield f"- {name}: there is none of that name.{near}{more if is_open else ''}"


def _fault_of_column(people: MatchRound, policy: Policy, column: str) -> str | None:
    """Say why a column makes no groups."""
    if column in policy.scales:
        return None
    ranks = (rank for person in (*people.mentees, *people.mentors) for rank in person.ranks)
    columns = sorted({*policy.scales, *(rank.scale for rank in ranks)})
    if column in columns:
        return None
    listed = ", ".join(f"{SCALE}{name}" for name in columns)
    near = did_you_mean(column, columns).replace(" '", f" '{SCALE}")
    here = f" Columns here: {listed}." if columns else ""
    remedy = f' A mapping reads one by "its header" = "{SCALE}{column}".'
    return f"there is no such column in this round.{near or here + remedy}"
