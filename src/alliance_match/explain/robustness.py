"""How much each proposed pair hangs on the weights, in words."""

from __future__ import annotations

from collections.abc import Collection
from math import sqrt

from ..errors import UnknownNameError, did_you_mean
from ..model.policy import Policy
from ..proposal import Proposal
from ..scoring.criteria import SoftCriterion, criteria_of, told_criteria
from ..words import Message, Speech
from ..words.templates import robustness as words
from .record import Explanation, PersonName, name_of
from .weights import FULL_MARKS, WeightSweep, sampled_weights, sweep

__all__ = ["PairRobustness", "Robustness", "WeightSpan", "robustness"]

_DRAWN, _SEED, _SPREAD = 200, 0, 25
_SURE, _Z = 95, 1.959964


class WeightSpan(Explanation):
    """The weights of one criterion at which a pair stays.

    Attributes
    ----------
    criterion, label : str
        The criterion.
    now : int
        Its weight in the policy, in marks of 1000.
    stays : tuple of (int, int)
        From and to, both included, in marks. A pair can leave and come back.
    """

    criterion: str
    label: str
    now: int
    stays: tuple[tuple[int, int], ...]

    @property
    def always(self) -> bool:
        """Whether the pair stays whatever the weight."""
        return self.stays == ((0, FULL_MARKS),)

    def told(self, to: Speech) -> str:
        """Tell the weights at which it stays."""
        criterion = to.gettext(self.label)
        if self.always:
            return to.sentence(words.ALWAYS(criterion=criterion))
        if not self.stays:
            return to.sentence(words.NEVER(criterion=criterion))
        spans = tuple(_span(low, high) for low, high in self.stays)
        stays = words.STAYS if len(spans) == 1 else words.LEAVES_AND_RETURNS
        return to.sentence(stays(criterion=criterion, spans=spans, now=self.now))


class PairRobustness(Explanation):
    """How much one pair hangs on the weights.

    Attributes
    ----------
    mentee, mentor : PersonName
        The pair.
    spans : tuple of WeightSpan
        One weight at a time, the others keeping their proportions.
    kept, drawn : int
        In how many of so many draws of all weights the pair is in a best proposal.
    spread : int
        Within how many per cent of the policy's each weight is drawn.
    low, high : float
        Confidence interval of that share, as Wilson [1]_ has it.
    sure : int
        How many per cent sure the interval is.

    References
    ----------
    .. [1] E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
       Journal of the American Statistical Association 22(158), 1927.
    """

    mentee: PersonName
    mentor: PersonName
    spans: tuple[WeightSpan, ...]
    kept: int
    drawn: int
    spread: int = _SPREAD
    low: float
    high: float
    sure: int = _SURE

    def told(self, to: Speech) -> str:
        """Tell the share first, then the weights that matter."""
        moving = [span for span in self.spans if not span.always]
        lines = [f"  {span.told(to)}" for span in moving]
        if not moving:
            lines = [f"  {to.say(words.NO_SINGLE_WEIGHT())}"]
        return "\n".join([to.say(self._share), *lines])

    @property
    def share(self) -> float:
        """In which part of the draws it stays; 0 without any."""
        return self.kept / self.drawn if self.drawn else 0.0

    @property
    def _share(self) -> Message:
        mentee, mentor = str(self.mentee), str(self.mentor)
        if not self.drawn:
            return words.PAIR(mentee=mentee, mentor=mentor)
        return words.SHARE(
            mentee=mentee,
            mentor=mentor,
            kept=self.kept,
            drawn=self.drawn,
            spread=self.spread,
            share=round(100 * self.share, 1),
            sure=self.sure,
            low=round(100 * self.low, 1),
            high=round(100 * self.high, 1),
        )


class Robustness(Explanation):
    """How much the proposal hangs on the weights.

    Attributes
    ----------
    pairs : tuple of PairRobustness
        In the order of the mentees.
    """

    pairs: tuple[PairRobustness, ...]

    def of(self, mentee: str) -> PairRobustness:
        """Give the answer for one mentee, by id.

        Raises
        ------
        KeyError
            When the mentee has no mentor in the proposal.
        """
        return {one.mentee.id: one for one in self.pairs}[mentee]

    def told(self, to: Speech) -> str:
        """Tell every pair."""
        if not self.pairs:
            return to.say(words.NONE())
        return "\n".join(one.told(to) for one in self.pairs)


def robustness(
    proposal: Proposal,
    draws: int = _DRAWN,
    seed: int = _SEED,
    criteria: Collection[str] | None = None,
) -> Robustness:
    """Say over which weights each pair stays.

    Parameters
    ----------
    proposal : Proposal
        A proposal.
    draws : int
        How many weights to draw around the policy's; 0 for none.
    seed : int
        Of the draws.
    criteria : collection of str, optional
        Names of the criteria whose weights are followed; all of them when left out. In a large
        round each takes seconds.

    Returns
    -------
    Robustness
        With marks that are not rounded, and with the pairs eligible that are so now. A pair stays
        where some best proposal has it.

    Raises
    ------
    UnknownNameError
        When there is no such criterion; the message names the nearest.
    """
    followed = _followed(criteria, proposal.policy)
    one = WeightSweep(proposal)
    spans: list[list[WeightSpan]] = [[] for _ in proposal.pairs]
    for criterion in followed:
        pieces = sweep(one, criterion.name) if proposal.pairs else ()
        for at, own in enumerate(spans):
            stays = [(p.first, p.last) for p in pieces if p.stays[at]]
            own.append(
                WeightSpan(
                    criterion=criterion.name,
                    label=criterion.label,
                    now=one.weights[criterion.name],
                    stays=_united(stays),
                )
            )
    kept = sampled_weights(one, draws, seed, _SPREAD) if proposal.pairs else ()
    people = proposal.round
    return Robustness(
        pairs=tuple(
            PairRobustness(
                mentee=name_of(people, pair.mentee),
                mentor=name_of(people, pair.mentor),
                spans=tuple(own),
                kept=int(count),
                drawn=draws,
                low=_wilson(int(count), draws)[0],
                high=_wilson(int(count), draws)[1],
            )
            for pair, own, count in zip(proposal.pairs, spans, kept, strict=True)
        )
    )


def _followed(names: Collection[str] | None, policy: Policy) -> list[SoftCriterion]:
    """Pick criteria by name."""
    every = {criterion.name: criterion for criterion in criteria_of(policy)}
    for name in () if names is None else names:
        if name not in every:
            hint = did_you_mean(name, every)
            raise UnknownNameError(f"There is no criterion {name!r}.{hint}")
    if names is None:
        return [one for _, one in told_criteria(policy)]
    return [one for one in every.values() if one.name in names]


def _span(low: int, high: int) -> Message:
    return words.POINT(at=low) if low == high else words.SPAN(low=low, high=high)


def _united(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Join spans that follow each other."""
    found: list[tuple[int, int]] = []
    for first, last in spans:
        if found and found[-1][1] + 1 == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return tuple(found)


def _wilson(kept: int, drawn: int) -> tuple[float, float]:
    """Bound a share that was found by drawing."""
    if not drawn:
        return 0.0, 1.0
    share, spread = kept / drawn, _Z * _Z / drawn
    middle = share + spread / 2
    half = _Z * sqrt(share * (1 - share) / drawn + spread / (4 * drawn))
    return round((middle - half) / (1 + spread), 4), round((middle + half) / (1 + spread), 4)
