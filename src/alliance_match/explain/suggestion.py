"""Which weights do the committee's own decisions suggest? The answer, in words."""

from __future__ import annotations

from typing import Any, Literal

from ..model.policy import Policy
from ..words import Message, Speech
from ..words.templates import suggestion as words
from .record import Explanation, Line, Loss, PersonName

__all__ = ["CriterionWeight", "JudgedDecision", "WeightSuggestion", "with_weights"]

LARGE = 500
"""A change of more marks than this, of the 2000 there can be, is called an overthrow."""


class CriterionWeight(Line):
    """The weight of a criterion, as it is and as the decisions suggest it.

    Attributes
    ----------
    criterion, label : str
        The criterion.
    before, after : int
        In marks of 1000.
    """

    criterion: str
    label: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        """By how much it changes."""
        return self.after - self.before

    @property
    def message(self) -> Message:
        """Say from what to what, or that it stays."""
        if not self.difference:
            return words.SAME_WEIGHT(criterion=Message(self.label), after=self.after)
        return words.WEIGHT(
            criterion=Message(self.label),
            before=self.before,
            after=self.after,
            difference=self.difference,
        )


class JudgedDecision(Line):
    """One decision of the committee, and how it goes with the weights.

    Attributes
    ----------
    kind : {"pin", "veto", "accept"}
        What was decided.
    mentee, mentor : PersonName
        On which pair.
    who, why : str
        As the committee wrote them.
    proposal : int or None
        In which of several proposals, the first is 1; None where there is but one.
    fit : {"already", "would", "together", "never"}
        ``already``: some best proposal has it with the weights as they are. ``would``: not yet.
        ``together``: it takes part in a contradiction. ``never``: no weights explain it.
    loss : Loss or None
        What it costs alone, with the weights as they are; only with ``never``.
    """

    kind: Literal["pin", "veto", "accept"]
    mentee: PersonName
    mentor: PersonName
    who: str = ""
    why: str = ""
    proposal: int | None = None
    fit: Literal["already", "would", "together", "never"]
    loss: Loss | None = None

    @property
    def message(self) -> Message:
        """Say the decision and how it fits."""
        if self.loss is not None:
            never = words.COSTS_MATCHES if self.loss.coverage > 0 else words.NO_WEIGHTS
            return never(decision=self.decision, loss=self.loss.message)
        if self.fit == "together":
            return self.decision
        return (words.ALREADY if self.fit == "already" else words.WOULD_BE)(decision=self.decision)

    @property
    def decision(self) -> Message:
        """Say what was decided, by whom, and where."""
        kind = {"pin": words.PIN, "veto": words.VETO, "accept": words.ACCEPT}[self.kind]
        said = kind(mentee=str(self.mentee), mentor=str(self.mentor))
        said = words.SIGNED(decision=said, who=self.who) if self.who else said
        if self.proposal is None:
            return said
        return words.OF_PROPOSAL(decision=said, number=self.proposal)


class WeightSuggestion(Explanation):
    """The smallest change of the weights that makes the committee's decisions optimal.

    Attributes
    ----------
    status : {"nothing", "as they are", "found", "near", "contradiction", "unknown", "none left"}
        ``found``: no smaller change does it. ``near``: the weights do it, a smaller change might.
        ``contradiction``: no weights do it. ``unknown``: none were found within the search.
        ``none left``: no weights explain any of the decisions.
    weights : tuple of CriterionWeight
        All criteria; as they are where nothing is suggested.
    change, least : int
        The sum of all changes in marks of 1000, and the least that it can be.
    fitting : tuple of JudgedDecision
        Decisions that the weights make optimal.
    contradiction : tuple of JudgedDecision
        A smallest set of decisions that no weights make optimal together.
    is_smallest : bool
        Whether it is known that without any one of that set weights are found.
    unexplained : tuple of JudgedDecision
        Decisions that no weights explain even by themselves; they were left aside.
    others : bool
        Whether other proposals are as good under the suggested weights.
    counts_first : bool
        Whether most mentees come first, then points.
    policy : Policy
        The policy that the changes start from.
    """

    status: Literal[
        "nothing", "as they are", "found", "near", "contradiction", "unknown", "none left"
    ]
    weights: tuple[CriterionWeight, ...]
    change: int = 0
    least: int = 0
    fitting: tuple[JudgedDecision, ...] = ()
    contradiction: tuple[JudgedDecision, ...] = ()
    is_smallest: bool = True
    unexplained: tuple[JudgedDecision, ...] = ()
    others: bool = False
    counts_first: bool = True
    policy: Policy

    @property
    def changes(self) -> tuple[CriterionWeight, ...]:
        """The weights that change."""
        return tuple(one for one in self.weights if one.difference)

    @property
    def decisions(self) -> int:
        """How many decisions were looked at."""
        return len(self.fitting) + len(self.contradiction) + len(self.unexplained)

    def to_policy(self) -> Policy:
        """Give the policy with the suggested weights, to look at, to try, or to save.

        Returns
        -------
        Policy
            The policy as it is where nothing is suggested.
        """
        return with_weights(self.policy, {one.criterion: one.after for one in self.weights})

    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """Give the fields as plain JSON types, with the text; the policy is left out."""
        return super().to_dict(language) | {"policy": self.to_policy().model_dump(mode="json")}

    def told(self, to: Speech) -> str:
        """Tell the weights, then each decision, then what to make of it."""
        judged = self.changes, self.contradiction, self.fitting, self.unexplained
        lines = [f"  {to.sentence(one.message)}" for group in judged for one in group]
        notes = [to.say(note) for note in self.notes]
        return "\n".join([to.say(self.verdict), *lines, *notes])

    @property
    def verdict(self) -> Message:
        """What was found."""
        count = len(self.fitting)
        if self.status == "as they are":
            return words.AS_THEY_ARE(count=count)
        if self.status == "found":
            return words.FOUND(count=count, change=self.change)
        if self.status == "near":
            return words.NEAR(count=count, change=self.change, least=self.least)
        if self.status == "contradiction":
            said = words.CONTRADICT if self.is_smallest else words.MAY_CONTRADICT
            return said(count=len(self.contradiction))
        if self.status == "unknown":
            return words.UNKNOWN(count=count, least=self.least)
        return words.NOTHING() if self.status == "nothing" else words.NONE_LEFT()

    @property
    def notes(self) -> tuple[Message, ...]:
        """What the best means, and a caution."""
        if self.status == "nothing":
            return ()
        best = words.BEST() if self.counts_first else words.BEST_IN_POINTS()
        if not self.changes:
            return (best,)
        others = (words.OTHERS(),) if self.others else ()
        large = (words.LARGE(),) if self.change > LARGE else ()
        return (best, *others, *large, words.CAUTION(count=len(self.fitting)))


def with_weights(policy: Policy, weights: dict[str, int]) -> Policy:
    """Give a policy other weights; all else stays."""
    settings = policy.model_dump()
    for name, weight in weights.items():
        own = name in policy.own_criteria
        settings["own_criteria" if own else "criteria"][name]["weight"] = weight
    return Policy(**settings)
