"""Assignment with demands, capacities, costs, quotas and fairness, and a proof for each result.

This package knows rows, columns and integers; it can match anything with anything. Importing it,
and checking certificates, does not load OR-Tools.
"""

from alliance_match.assignment.block_source import NO_PAIR, BlockAssignment
from alliance_match.assignment.blocks import solve_blocks
from alliance_match.assignment.certificate import Certificate
from alliance_match.assignment.chains import Move, chain, least_loss, least_losses
from alliance_match.assignment.conflicts import Constraint, find_conflict
from alliance_match.assignment.displacements import Displacements
from alliance_match.assignment.fair.bundle_certificate import BundleCertificate
from alliance_match.assignment.fair.certificate import FairCertificate
from alliance_match.assignment.fair.frontier import Frontier, FrontierPoint, frontier
from alliance_match.assignment.inverse import InverseWeights, inverse_weights
from alliance_match.assignment.losses import Losses
from alliance_match.assignment.nearby import (
    CurvePoint,
    disruption_curve,
    nearby,
    weighed_for_keeping,
)
from alliance_match.assignment.objective import OBJECTIVES
from alliance_match.assignment.observed import Observed
from alliance_match.assignment.places import PlaceValues, place_values
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.ranking import best_assignments
from alliance_match.assignment.regrets import Regrets, regrets
from alliance_match.assignment.relaxation import Change, cheapest_relaxation
from alliance_match.assignment.renumbering import renumbered
from alliance_match.assignment.residual import (
    Competition,
    Regret,
    competition,
    force,
    regret,
    without,
)
from alliance_match.assignment.result import Assignment
from alliance_match.assignment.side import Quota, SideRow
from alliance_match.assignment.side_certificate import SideCertificate
from alliance_match.assignment.solve import solve
from alliance_match.assignment.standing import Optimum, any_optimum
from alliance_match.assignment.tiebreak import TIE_BREAK
from alliance_match.assignment.wanted import most_wanted

__all__ = [
    "NO_PAIR",
    "OBJECTIVES",
    "TIE_BREAK",
    "Assignment",
    "AssignmentProblem",
    "BlockAssignment",
    "BundleCertificate",
    "Certificate",
    "Change",
    "Competition",
    "Constraint",
    "CurvePoint",
    "Displacements",
    "FairCertificate",
    "Frontier",
    "FrontierPoint",
    "InverseWeights",
    "Losses",
    "Move",
    "Observed",
    "Optimum",
    "PlaceValues",
    "Quota",
    "Regret",
    "Regrets",
    "SideCertificate",
    "SideRow",
    "any_optimum",
    "best_assignments",
    "chain",
    "cheapest_relaxation",
    "competition",
    "disruption_curve",
    "find_conflict",
    "force",
    "frontier",
    "inverse_weights",
    "least_loss",
    "least_losses",
    "most_wanted",
    "nearby",
    "place_values",
    "regret",
    "regrets",
    "renumbered",
    "solve",
    "solve_blocks",
    "weighed_for_keeping",
    "without",
]
