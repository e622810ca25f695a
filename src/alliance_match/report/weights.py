"""Suggest weights from saved proposals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, TypeAlias, cast

from ..errors import BundleError
from ..explain import WeightSuggestion, learn_weights
from ..model.policy import Policy
from ..proposal import Proposal
from .bundle import FIRST_SCHEMA, SCHEMA
from .bundle import Saved as SavedBundle
from .entries import digest
from .restore import restore
from .verify import load_proposal

__all__ = ["suggest_weights"]

Saved: TypeAlias = Proposal | Mapping[str, Any] | str | PathLike[str]


def suggest_weights(
    proposals: Saved | Iterable[Saved], policy: Policy | str | PathLike[str] | None = None
) -> WeightSuggestion:
    """Find the smallest change of the weights that explains the committee's decisions.

    It is a suggestion: nothing is changed by it. See
    :func:`~alliance_match.explain.learn_weights` for what it means.

    Parameters
    ----------
    proposals : Proposal, folder, bundle, or several of them
        Proposals made with the committee's decisions: as they are, the folders that they were
        saved in, or what their ``bundle.json`` holds.
    policy : Policy or path, optional
        Whose weights are to be changed, or its TOML file; where it is left out, the proposals must
        have been made with the same weights.

    Returns
    -------
    WeightSuggestion
        Printing it tells the weights and the decisions; ``to_policy()`` gives the policy to try.

    Raises
    ------
    BundleError
        When a folder or bundle does not hold what it should.
    InputError
        When there is no proposal, one is not proved optimal, or their weights differ.
    PolicyError
        When the policy's file cannot be read as one.
    """
    alone = isinstance(proposals, Proposal | Mapping | str | PathLike)
    several = cast("Iterable[Saved]", [proposals] if alone else proposals)
    known = policy if policy is None or isinstance(policy, Policy) else Policy.load(policy)
    return learn_weights([_proposal(one) for one in several], known)


def _proposal(saved: Saved) -> Proposal:
    """Load what is saved, refusing what does not verify."""
    if isinstance(saved, Proposal):
        return saved
    if isinstance(saved, Mapping):
        if saved.get("schema") not in (FIRST_SCHEMA, SCHEMA):
            raise BundleError("This is no bundle: give what a bundle.json holds, or the folder.")
        return restore(SavedBundle(dict(saved), digest(dict(saved))))
    return load_proposal(Path(saved))
