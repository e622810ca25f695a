"""Rules and criteria of a programme's own: a function each, registered under a name.

What is registered counts only where a policy names it, under ``own_rules`` or ``own_criteria``. A
record that was made with it is read where it is registered again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from ..errors import OwnFunctionError, PolicyError, UnregisteredError, did_you_mean

if TYPE_CHECKING:
    from .people import Mentee, Mentor
    from .round import MatchRound

__all__ = [
    "OwnCriterion",
    "OwnRule",
    "own_criterion",
    "own_rule",
    "own_rule_names",
    "register_criterion",
    "register_rule",
]

T = TypeVar("T")
Holds: TypeAlias = "Callable[[Mentee, Mentor, MatchRound], bool | None]"
Share: TypeAlias = "Callable[[Mentee, Mentor, MatchRound], float | None]"
Why: TypeAlias = "Callable[[Mentee, Mentor, MatchRound], str]"


@dataclass(frozen=True)
class OwnRule:
    """A hard rule of a programme's own.

    Attributes
    ----------
    name, label : str
        In the policy, and what people call it.
    broken : str
        What is said of a pair that breaks it.
    holds : callable
        Of mentee, mentor and round: whether the pair keeps it; None where that is not known.
    """

    name: str
    label: str
    broken: str
    holds: Holds


@dataclass(frozen=True)
class OwnCriterion:
    """A soft criterion of a programme's own.

    Attributes
    ----------
    name, label : str
        In the policy, and what people call it.
    share : callable
        Of mentee, mentor and round: the share of the full marks, 0 to 1; None where it is not
        known, which earns the policy's neutral share.
    why : callable or None
        Of the same three: the reason for a share that is known.
    """

    name: str
    label: str
    share: Share
    why: Why | None = None


_RULES: dict[str, OwnRule] = {}
_CRITERIA: dict[str, OwnCriterion] = {}


def register_rule(name: str, holds: Holds, *, label: str, broken: str) -> None:
    """Register a hard rule; a policy switches it on with a table ``[own_rules.NAME]``.

    Parameters
    ----------
    name : str
        Small letters, digits and underscores. A name that is taken by an own rule is given anew.
    holds : callable
        Called with a mentee, a mentor and the round: True, False, or None where the answer is not
        known. It may look at whatever the round holds, such as ``mentee.source.raw``, the cells of
        the application. It is not asked about mentors who do not exist yet, whom the library tries
        out to say whom to recruit: that counts as not known.
    label : str
        What people call it.
    broken : str
        What is said of a pair that breaks it, as a part of a sentence.

    Raises
    ------
    PolicyError
        When the name is not such a name.

    Examples
    --------
    >>> from alliance_match import register_rule
    >>> register_rule(
    ...     "same_kind",
    ...     lambda mentee, mentor, people: mentee.kind and mentee.kind == "organisation",
    ...     label="organisations alone",
    ...     broken="the mentee is a person",
    ... )
    """
    _RULES[_checked(name)] = OwnRule(name, label, broken, _told("rule", name, _decided(holds)))


def register_criterion(name: str, share: Share, *, label: str, why: Why | None = None) -> None:
    """Register a soft criterion; a policy gives it weight in a table ``[own_criteria.NAME]``.

    Parameters
    ----------
    name : str
        Small letters, digits and underscores. A name that is taken by an own criterion is given
        anew.
    share : callable
        Called with a mentee, a mentor and the round: the share of the full marks, 0 to 1, or None
        where the answer is not known.
    label : str
        What people call it.
    why : callable, optional
        Called with the same three where the share is known: the reason in a few words, such as
        "both in Lima", which explanations tell beside the share.

    Raises
    ------
    PolicyError
        When the name is not such a name.

    Examples
    --------
    >>> from alliance_match import Policy, register_criterion
    >>> register_criterion(
    ...     "same_zone",
    ...     lambda mentee, mentor, people: float(mentee.time_zone == mentor.time_zone),
    ...     label="One time zone",
    ... )
    >>> Policy(own_criteria={"same_zone": {"weight": 250}}).weights["same_zone"]
    200
    """
    told = None if why is None else _told("criterion", name, why)
    _CRITERIA[_checked(name)] = OwnCriterion(name, label, _told("criterion", name, share), told)


def own_rule(name: str) -> OwnRule:
    """Find a registered rule.

    Raises
    ------
    UnregisteredError
        When none is registered under the name.
    """
    return _found(_RULES, name, "rule")


def own_criterion(name: str) -> OwnCriterion:
    """Find a registered criterion.

    Raises
    ------
    UnregisteredError
        When none is registered under the name.
    """
    return _found(_CRITERIA, name, "criterion")


def own_rule_names() -> tuple[str, ...]:
    """List the names of the registered rules."""
    return tuple(sorted(_RULES))


def _decided(holds: Holds) -> Holds:
    """Let what a function gives be yes, no or not known, and fail where it is none of them."""

    def decided(mentee: Mentee, mentor: Mentor, people: MatchRound) -> bool | None:
        found = holds(mentee, mentor, people)
        return None if found is None else bool(found)

    return decided


def _told(
    what: str, name: str, function: Callable[[Mentee, Mentor, MatchRound], T]
) -> Callable[[Mentee, Mentor, MatchRound], T]:
    """Let a function that fails say on whom."""

    def told(mentee: Mentee, mentor: Mentor, people: MatchRound) -> T:
        try:
            return function(mentee, mentor, people)
        except OwnFunctionError:
            raise  # of another one, which this one calls
        except Exception as error:
            cells = "" if mentee.source else " The cells of its application are not here (source)."
            raise OwnFunctionError(
                f"The {what} {name!r} of your own fails for {mentee.id} with {mentor.id}: "
                f"{type(error).__name__}: {error}.{cells} Return None where it is not known."
            ) from error

    return told


def _checked(name: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise PolicyError(
            f"{name!r} is no name for a rule or criterion; use small letters, digits and "
            "underscores, such as 'office_nearby'."
        )
    return name


def _found(registered: dict[str, T], name: str, what: str) -> T:
    if name not in registered:
        hint = did_you_mean(name, registered) or (
            f" Import the module that calls register_{what}() first; on the command line, give it "
            "before the command, as in: alliance-match --own FILE.py explain FOLDER."
        )
        raise UnregisteredError(f"No {what} {name!r} of your own is registered.{hint}")
    return registered[name]
