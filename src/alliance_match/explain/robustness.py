"""How much each proposed pair hangs on the weights, in words."""

from __future__ import annotations

from math import sqrt

from ..proposal import Proposal
from ..scoring.criteria import CRITERIA
from .record import Explanation, PersonName, name_of
from .weights import FULL_MARKS, WeightSweep, sampled_weights, sweep
from .words import joined, marks, sentence

__all__ = ["PairRobustness", "Robustness", "WeightSpan", "robustness"]

_DRAWN, _SEED = 200, 0
_Z = 1.959964


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

    @property
    def text(self) -> str:
        """One line."""
        if self.always:
            return f"{self.label}: it stays whatever the weight"
        if not self.stays:
            return f"{self.label}: it stays at none of the weights, as marks are rounded"
        spans = joined([f"{marks(a)} to {marks(b)}" for a, b in self.stays])
        return f"{self.label}: it stays with {spans} of 100 (now {marks(self.now)})"


class PairRobustness(Explanation):
    """How much one pair hangs on the weights.

    Attributes
    ----------
    mentee, mentor : PersonName
        The pair.
    spans : tuple of WeightSpan
        One weight at a time, the others keeping their proportions.
    kept, drawn : int
        In how many of so many draws of all weights, each within 25 %, the pair is in a best
        proposal.
    low, high : float
        95 % confidence interval of that share (Wilson [1]_).

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
    low: float
    high: float

    @property
    def text(self) -> str:
        """The share first, then the weights that matter."""
        lines = []
        if self.drawn:
            share, low, high = (100 * x for x in (self.kept / self.drawn, self.low, self.high))
            lines.append(
                f"{self.mentee} with {self.mentor} stays in {share:.0f} % of weights within 25 % "
                f"of the policy's (95 % sure: {low:.0f}-{high:.0f} %)."
            )
        else:
            lines.append(f"{self.mentee} with {self.mentor}:")
        moving = [span for span in self.spans if not span.always]
        lines += [f"  {sentence(span.text)}" for span in moving]
        if not moving:
            lines.append("  No single weight can undo it.")
        return "\n".join(lines)


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

    @property
    def text(self) -> str:
        """Every pair."""
        if not self.pairs:
            return "There are no pairs that could hang on the weights."
        return "\n".join(one.text for one in self.pairs)


def robustness(proposal: Proposal, draws: int = _DRAWN, seed: int = _SEED) -> Robustness:
    """Say over which weights each pair stays.

    Parameters
    ----------
    proposal : Proposal
        A proposal.
    draws : int
        How many weights to draw around the policy's; 0 for none.
    seed : int
        Of the draws.

    Returns
    -------
    Robustness
        With marks that are not rounded, and with the pairs eligible that are so now. A pair stays
        where some best proposal has it.
    """
    one = WeightSweep(proposal)
    spans: list[list[WeightSpan]] = [[] for _ in proposal.pairs]
    for criterion in CRITERIA:
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
    kept = sampled_weights(one, draws, seed) if proposal.pairs else ()
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
