"""The further questions that the dossier answers: scarce places, recruitment, fairness and others.

What would take minutes in a large round is left out there, and the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..explain import (
    BlockingPairs,
    CheapestChange,
    FairnessReport,
    NewMentor,
    OtherProposals,
    OverrideCosts,
    PairRobustness,
    PlaceValue,
    Recruitment,
    blocking_pairs,
    bottlenecks,
    cheapest_change,
    fairness,
    other_proposals,
    override_costs,
    recruitment,
    robustness,
)
from ..model.round import MatchRound
from ..proposal import Progress, Proposal

__all__ = ["LARGE", "MOST_CHANGES", "Further", "further", "is_large"]

#: With more pairs of a mentee and a mentor than this, the slow questions are left out.
LARGE = 60 * 40
#: For so many mentees without a mentor the page says what would get them one.
MOST_CHANGES = 30


@dataclass(frozen=True)
class Further:
    """Answers to further questions; ``None`` or empty where they were not asked.

    Attributes
    ----------
    large : bool
        Whether recruitment, robustness and the costs of decisions were left out for time.
    scarce : tuple of PlaceValue
        Mentors of whom one more place would bring something, the scarcest first.
    recruitment : Recruitment or None
        Whom to recruit.
    changes : dict of str to CheapestChange
        By the id of a mentee without a mentor: what would get them one.
    fairness : FairnessReport or None
        Whether a group is worse off.
    swaps : BlockingPairs or None
        Who would both be better served by each other.
    others : OtherProposals or None
        The best other proposals.
    overrides : OverrideCosts or None
        What the committee's decisions cost.
    weights : dict of str to PairRobustness
        By the id of a matched mentee: with which weights the pair stays.
    """

    large: bool = False
    scarce: tuple[PlaceValue, ...] = ()
    recruitment: Recruitment | None = None
    changes: dict[str, CheapestChange] = field(default_factory=dict)
    fairness: FairnessReport | None = None
    swaps: BlockingPairs | None = None
    others: OtherProposals | None = None
    overrides: OverrideCosts | None = None
    weights: dict[str, PairRobustness] = field(default_factory=dict)

    @property
    def recruits(self) -> tuple[NewMentor, ...]:
        """The profiles that would bring most."""
        return () if self.recruitment is None else self.recruitment.profiles


def is_large(people: MatchRound) -> bool:
    """Whether a round has more pairs than the slow questions and long lists are for."""
    return len(people.mentees) * len(people.mentors) > LARGE


def further(proposal: Proposal, tell: Progress) -> Further:
    """Answer the further questions about a proposal.

    Parameters
    ----------
    proposal : Proposal
        Any proposal; nothing is asked of one that is infeasible, and exact prices only of one that
        is proved.
    tell : callable
        Told each step.
    """
    people = proposal.round
    if proposal.status == "infeasible" or not (people.mentees and people.mentors):
        return Further()
    large, proved = is_large(people), proposal.status == "optimal"
    tell("comparing groups, other proposals and decisions")
    return Further(
        large=large,
        scarce=bottlenecks(proposal).scarce if proved else (),
        changes={
            who.id: cheapest_change(proposal, who.id) for who in proposal.unmatched[:MOST_CHANGES]
        },
        fairness=fairness(proposal),
        swaps=blocking_pairs(proposal),
        others=other_proposals(proposal) if proved else None,
        overrides=None if large else override_costs(proposal),
        recruitment=_recruitment(proposal, tell) if proved and not large else None,
        weights={} if large else _weights(proposal, tell),
    )


def _recruitment(proposal: Proposal, tell: Progress) -> Recruitment:
    tell("searching whom to recruit")
    return recruitment(proposal)


def _weights(proposal: Proposal, tell: Progress) -> dict[str, PairRobustness]:
    tell("trying other weights")
    return {one.mentee.id: one for one in robustness(proposal, draws=0).pairs}
