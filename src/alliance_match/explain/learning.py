"""Learn from decisions: the smallest change of weights that explains them, or who contradicts whom.

The committee's decisions are explained by weights if under them, and without pins and vetoes, its
whole final proposal is as good as any other. That is inverse optimisation [1]_. To leave decisions
aside means to propose again with the others alone; so a set may be explained that is a part of one
that is not, and the other way round, and a smallest contradiction is one from which no single
decision can be taken without an explanation being there [2]_.

References
----------
.. [1] R. K. Ahuja and J. B. Orlin, "Inverse optimization", Operations Research 49(5), 2001.
.. [2] J. W. Chinneck and E. W. Dravnieks, "Locating minimal infeasible constraint sets in linear
   programs", ORSA Journal on Computing 3(2), 1991 (the deletion filter).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..assignment import InverseWeights, inverse_weights
from ..errors import InputError
from ..model.decisions import Decision
from ..model.policy import Policy
from ..proposal import Proposal
from ..scoring.criteria import criteria_of
from .decided_round import DecidedRound, marks_of
from .record import name_of
from .suggestion import CriterionWeight, JudgedDecision, WeightSuggestion

__all__ = ["learn_weights"]

Table = NDArray[np.int64]
Chosen = frozenset[int]
"""Which of all decisions."""


def learn_weights(proposals: Sequence[Proposal], policy: Policy | None = None) -> WeightSuggestion:
    """Find the smallest change of the weights that makes the committee's decisions optimal.

    Parameters
    ----------
    proposals : sequence of Proposal
        With the decisions that were taken on them, each proved optimal under these.
    policy : Policy, optional
        Whose weights are to be changed; where it is left out, the proposals must have the same.

    Returns
    -------
    WeightSuggestion

    Raises
    ------
    InputError
        When there is no proposal, one is not proved optimal, or their weights differ.

    Notes
    -----
    Weights are integers of 1000 that keep their sum; each round keeps its other settings. A
    criterion that tells no two pairs apart in any round keeps its weight.
    """
    _refuse_unproved(proposals)
    policy = policy or _common_policy(proposals)
    rounds = tuple(DecidedRound(number, one) for number, one in enumerate(proposals, 1))
    return _Learner(rounds, policy).suggestion()


def _refuse_unproved(proposals: Sequence[Proposal]) -> None:
    """Take no proposal for the committee's choice that is none, or not the best it allows."""
    if not proposals:
        raise InputError("Weights can be suggested from proposals only; give at least one.")
    for number, one in enumerate(proposals, 1):
        if one.status != "optimal":
            raise InputError(
                f"Proposal {number} is {one.status}, so that it says nothing of the committee's "
                "weights; leave it out, or settle its conflict first."
            )


def _common_policy(proposals: Sequence[Proposal]) -> Policy:
    """Give the last policy, if all have the same weights."""
    last = proposals[-1].policy
    for number, one in enumerate(proposals, 1):
        if one.policy.weights != last.weights:
            raise InputError(
                f"Proposal {number} was made with other weights than proposal {len(proposals)}; "
                "name the policy whose weights are to be changed."
            )
    return last


class _Learner:
    """Asks which decisions are explained together."""

    def __init__(self, rounds: tuple[DecidedRound, ...], policy: Policy) -> None:
        self.rounds, self.policy, self.base = rounds, policy, marks_of(policy)
        self.names = tuple(c.name for c in criteria_of(policy))
        self.every = tuple((one, d) for one in rounds for d in one.decisions)
        told = [one.observed.features for one in rounds if one.observed.features.size]
        apart = [f.min(axis=1) < f.max(axis=1) for f in told]
        self.fixed = ~np.any(apart, axis=0) if apart else np.ones(self.base.size, dtype=np.bool_)
        self._known: dict[Chosen, InverseWeights] = {}

    def suggestion(self) -> WeightSuggestion:
        """Leave aside what no weights explain; then find weights, or a contradiction."""
        left, aside = frozenset(range(len(self.every))), list[int]()
        while left and self.explained(left).status == "none":
            core = self.smallest(left)
            if len(core) > 1:
                return self._contradiction(core, aside)
            aside += core
            left -= core
        if not left:
            return self._answer("none left" if aside else "nothing", self.base, aside=aside)
        found = self.explained(left)
        if found.weights is None:
            return self._answer("unknown", self.base, left, aside, least=found.least)
        self._check(left, found.weights)
        change = int(np.abs(found.weights - self.base).sum())
        status = "found" if found.status == "nearest" else "near"
        status = status if change else "as they are"
        others = any(one.has_others(found.weights) for one in self.rounds)
        known: dict[str, Any] = {"change": change, "least": found.least, "others": others}
        return self._answer(status, found.weights, left, aside, **known)

    def explained(self, chosen: Chosen) -> InverseWeights:
        """Find weights for some of the decisions."""
        if chosen not in self._known:
            observed = [one.chosen_with(self._of(one, chosen)) for one in self.rounds]
            self._known[chosen] = inverse_weights(observed, self.base, self.fixed)
        return self._known[chosen]

    def smallest(self, chosen: Chosen) -> Chosen:
        """Take decisions away from a contradiction as long as one is left."""
        while True:
            for one in sorted(chosen):
                if self.explained(chosen - {one}).status == "none":
                    chosen -= {one}
                    break
            else:
                return chosen

    def _contradiction(self, core: Chosen, aside: list[int]) -> WeightSuggestion:
        without = [self.explained(core - {one}) for one in sorted(core)]
        return self._answer(
            "contradiction",
            self.base,
            aside=aside,
            core=core,
            is_smallest=all(one.weights is not None for one in without),
        )

    def _of(self, one: DecidedRound, chosen: Chosen) -> list[Decision]:
        return [d for k, (where, d) in enumerate(self.every) if where is one and k in chosen]

    def _check(self, chosen: Chosen, weights: Table) -> None:
        marks = dict(zip(self.names, weights.tolist(), strict=True))
        for one in self.rounds:
            one.check(self._of(one, chosen), marks)

    def _answer(
        self,
        status: str,
        weights: Table,
        fitting: Chosen = frozenset(),
        aside: Sequence[int] = (),
        core: Chosen = frozenset(),
        **more: Any,
    ) -> WeightSuggestion:
        label = {c.name: c.label for c in criteria_of(self.policy)}
        both = zip(self.names, self.base.tolist(), weights.tolist(), strict=True)
        return WeightSuggestion.model_validate(
            {
                "status": status,
                "weights": tuple(
                    CriterionWeight(criterion=n, label=label[n], before=a, after=b)
                    for n, a, b in both
                ),
                "fitting": tuple(self._judged(k) for k in sorted(fitting)),
                "unexplained": tuple(self._judged(k, "never") for k in sorted(aside)),
                "contradiction": tuple(self._judged(k, "together") for k in sorted(core)),
                "counts_first": all(
                    one.proposal.policy.objective == "coverage_total" for one in self.rounds
                ),
                "policy": self.policy,
                **more,
            }
        )

    def _judged(self, number: int, fit: str = "") -> JudgedDecision:
        where, one = self.every[number]
        people = where.proposal.round
        fits = "already" if fit or where.fits(one, self.base) else "would"
        return JudgedDecision.model_validate(
            {
                "kind": one.kind,
                "mentee": name_of(people, people.mentee(one.mentee)),
                "mentor": name_of(people, people.mentor(one.mentor)),
                "who": one.who,
                "why": one.why,
                "proposal": where.number if len(self.rounds) > 1 else None,
                "fit": fit or fits,
                "loss": where.loss([one]) if fit == "never" else None,
            }
        )
