"""The errors that users meet. Every message says what is wrong, where, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

__all__ = [
    "AllianceMatchError",
    "BundleError",
    "InputError",
    "OwnFunctionError",
    "PolicyError",
    "ProblemError",
    "UnknownNameError",
    "UnregisteredError",
    "did_you_mean",
]


class AllianceMatchError(Exception):
    """Base of every error that this library raises on purpose.

    Examples
    --------
    >>> import alliance_match as am
    >>> try:
    ...     am.Policy(weak_bellow=40)
    ... except am.AllianceMatchError as error:
    ...     print(error)
    The policy cannot be used:
    - weak_bellow: there is no such setting. Did you mean 'weak_below'?
    """


class InputError(AllianceMatchError):
    """An input file or table cannot be read as a round."""


class PolicyError(AllianceMatchError):
    """A policy or a mapping holds a key or a value that means nothing here."""


class ProblemError(AllianceMatchError):
    """The arrays of an assignment problem contradict each other."""


class BundleError(AllianceMatchError):
    """A saved proposal is missing, damaged, or of an unknown version."""


class UnknownNameError(AllianceMatchError):
    """A person is named whom this round does not hold."""


class UnregisteredError(PolicyError):
    """A policy names a rule or criterion of its own that is not registered here."""


class OwnFunctionError(PolicyError):
    """The function of a rule or criterion of a policy's own fails, or gives what means nothing."""


def did_you_mean(wrong: str, valid: Iterable[str]) -> str:
    """Say which valid names are nearest to a wrong one.

    Parameters
    ----------
    wrong : str
        What was written.
    valid : iterable of str
        What could have been written.

    Returns
    -------
    str
        `` Did you mean 'a' or 'b'?`` with a leading space, or an empty string. Where none is near,
        those of which it is a part: "Ana" of "Ana Exemplo".
    """
    names = list(valid)
    near = get_close_matches(wrong, names, n=3, cutoff=0.6) or _holding(wrong, names)[:3]
    return f" Did you mean {' or '.join(map(repr, near))}?" if near else ""


def _holding(part: str, names: Iterable[str]) -> list[str]:
    """Give the names that hold all words of a part."""
    wanted = set(_WORD.findall(part.casefold()))
    return [n for n in names if wanted and wanted <= set(_WORD.findall(n.casefold()))]


_WORD = re.compile(r"[^\W_]+")
