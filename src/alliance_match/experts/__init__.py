"""Share out the subject experts: which of them serves which goal that a mentor leaves open.

Each consultation is one goal of one mentee. Where a mentor serves none of a mentee's most important
goals, the pair *relies* on an expert for one of them. What is best, in this order: mentees and
points, as the policy says; then the goals that experts serve, each by its priority's weight; then
how well they serve them.
"""

from .choose import judge_with_experts, plan_experts
from .plan import Consult, ExpertPlan, Worth
from .renaming import Renamed

__all__ = ["Consult", "ExpertPlan", "Renamed", "Worth", "judge_with_experts", "plan_experts"]
