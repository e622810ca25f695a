"""One module per question that a committee asks; every answer is a typed object with a text."""

from .alternatives import OtherProposal, OtherProposals, other_proposals
from .answers import TOPICS, answers
from .bottlenecks import Bottlenecks, PlaceValue, bottlenecks
from .comparison import ChangedMentee, Comparison, SumByCause, compare
from .completeness import Completeness, PersonAnswers, completeness
from .conflict import Conflict, explain_conflict, explain_conflicts
from .disruption import MoverStep
from .gaps import FairnessReport, GroupGap, fairness
from .learning import learn_weights
from .ledger import CriterionEntry, Ledger, PersonEntry
from .moves import MovesCurve, MovesPoint, moves_curve
from .overrides import OverrideCost, OverrideCosts, override_costs
from .pair import PairExplanation, explain_pair
from .record import Explanation, Loss, PersonName
from .recruitment import NewMentor, Recruitment, recruitment
from .repair import Change, CheapestChange, cheapest_change, cheapest_changes
from .robustness import PairRobustness, Robustness, WeightSpan, robustness
from .suggestion import CriterionWeight, JudgedDecision, WeightSuggestion
from .summary import summary
from .swaps import BlockingPair, BlockingPairs, blocking_pairs
from .to_ask import Question, Questions, open_questions, questions
from .unmatched import UnmatchedExplanation, explain_unmatched
from .why_not import WhyNot, why_not
from .worst_off import Trade, WorstOff, worst_off

__all__ = [
    "TOPICS",
    "BlockingPair",
    "BlockingPairs",
    "Bottlenecks",
    "Change",
    "ChangedMentee",
    "CheapestChange",
    "Comparison",
    "Completeness",
    "Conflict",
    "CriterionEntry",
    "CriterionWeight",
    "Explanation",
    "FairnessReport",
    "GroupGap",
    "JudgedDecision",
    "Ledger",
    "Loss",
    "MoverStep",
    "MovesCurve",
    "MovesPoint",
    "NewMentor",
    "OtherProposal",
    "OtherProposals",
    "OverrideCost",
    "OverrideCosts",
    "PairExplanation",
    "PairRobustness",
    "PersonAnswers",
    "PersonEntry",
    "PersonName",
    "PlaceValue",
    "Question",
    "Questions",
    "Recruitment",
    "Robustness",
    "SumByCause",
    "Trade",
    "UnmatchedExplanation",
    "WeightSpan",
    "WeightSuggestion",
    "WhyNot",
    "WorstOff",
    "answers",
    "blocking_pairs",
    "bottlenecks",
    "cheapest_change",
    "cheapest_changes",
    "compare",
    "completeness",
    "explain",
    "explain_conflict",
    "explain_conflicts",
    "explain_pair",
    "explain_unmatched",
    "fairness",
    "learn_weights",
    "moves_curve",
    "open_questions",
    "other_proposals",
    "override_costs",
    "questions",
    "recruitment",
    "robustness",
    "summary",
    "why_not",
    "worst_off",
]

from ..proposal import Proposal


def explain(proposal: Proposal, mentee: str) -> PairExplanation | UnmatchedExplanation:
    """Say why a mentee has this mentor, or none.

    Raises
    ------
    UnknownNameError
        When there is no such mentee.
    """
    who = proposal.round.mentee(mentee)
    pair = proposal.mentor_of.get(who.id)
    return explain_unmatched(proposal, who) if pair is None else explain_pair(proposal, pair)
