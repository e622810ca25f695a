"""Assignment with capacities, minimum loads, pins and forbidden pairs, and a proof for each result.

This package knows rows, columns and integers; it can match anything with anything. Importing it,
and checking certificates, does not load OR-Tools.
"""

from alliance_match.assignment.certificate import Certificate
from alliance_match.assignment.conflicts import Constraint, find_conflict
from alliance_match.assignment.objective import OBJECTIVES
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.regrets import Regrets, regrets
from alliance_match.assignment.residual import (
    Competition,
    Regret,
    competition,
    force,
    regret,
    without,
)
from alliance_match.assignment.result import Assignment
from alliance_match.assignment.solve import solve
from alliance_match.assignment.tiebreak import TIE_BREAK

__all__ = [
    "OBJECTIVES",
    "TIE_BREAK",
    "Assignment",
    "AssignmentProblem",
    "Certificate",
    "Competition",
    "Constraint",
    "Regret",
    "Regrets",
    "competition",
    "find_conflict",
    "force",
    "regret",
    "regrets",
    "solve",
    "without",
]
