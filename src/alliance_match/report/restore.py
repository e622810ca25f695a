"""Rebuild a proposal from its bundle, without solving."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from pydantic import ValidationError

from ..assignment import Assignment, AssignmentProblem, Certificate, find_conflict
from ..assignment.result import Status
from ..co_mentors import CoMentorPlan
from ..errors import AllianceMatchError, BundleError, OwnFunctionError, UnregisteredError
from ..experts import ExpertPlan
from ..model.policy import Policy
from ..model.round import MatchRound
from ..proposal import Proposal
from ..quotas import QuotaPlan
from ..rematch import Kept
from ..round_problem import build_problem
from ..scoring.quotas import Closed
from ..scoring.score import score
from .bundle import Saved

__all__ = ["restore"]


def restore(saved: Saved) -> Proposal:
    """Rebuild the proposal of a bundle from its inputs.

    Points and eligibility are computed anew; only the pairs and the certificates are taken over.
    Its status is ``optimal`` only if the certificate holds for the problem as computed anew.

    Raises
    ------
    BundleError
        When parts are missing or contradict each other.
    UnregisteredError
        When its policy names a rule or criterion of its own that is not registered here.
    OwnFunctionError
        When the function of such a rule or criterion fails.
    """
    bundle = saved.bundle
    try:
        people = MatchRound.model_validate(bundle["round"])
        policy = _policy(saved)
        plan = bundle.get("experts")
        experts = None if plan is None else ExpertPlan.from_dict(plan)
        second = bundle.get("co_mentors")
        seconds = None if second is None else CoMentorPlan.from_dict(second)
        said = bundle.get("quotas")
        quotas = None if said is None else QuotaPlan.from_dict(said)
        without = frozenset(() if experts is None else experts.without_expert)
        scored = score(people, policy, Closed(without_expert=without))
        problem = build_problem(scored)
        if quotas is not None and quotas.chosen.status == "infeasible":
            problem = quotas.joint(scored)
        elif quotas is not None:
            scored = scored.closing(quotas.closing(scored))
            problem = build_problem(scored)
        given = [(p["mentee"], p["mentor"]) for p in bundle["pairs"]]
        assignment = _assignment(people, policy, bundle["result"], given, bundle["certificate"])
        if assignment.status == "infeasible":
            assignment = replace(assignment, conflict=find_conflict(problem))
        assignment = replace(assignment, status=_status(problem, assignment))
        kept, follows = _kept(people, policy, bundle), _follows(bundle)
    except (UnregisteredError, OwnFunctionError):
        raise  # nothing is wrong with the bundle
    except KeyError as error:
        raise BundleError(f"The bundle lacks, or does not know, {error}.") from None
    except (TypeError, ValueError, AttributeError, ValidationError, AllianceMatchError) as error:
        raise BundleError(f"The bundle is damaged: {error}") from None
    found = Proposal(people, policy, scored, problem, assignment, kept, quotas, experts=experts)
    return replace(found, record=saved.record, follows=follows, co_mentors=seconds)


def _policy(saved: Saved) -> Policy:
    """Read the policy; one that was written before experts were shared out did not do so."""
    said = saved.bundle["policy"]
    return Policy.model_validate(
        said | {"experts": {"on": False}} if saved.is_before_experts else said
    )


def _assignment(
    people: MatchRound,
    policy: Policy,
    said: Mapping[str, Any],
    pairs: Iterable[tuple[str, str]],
    proof: Mapping[str, Any] | None,
) -> Assignment:
    row = {m.id: i for i, m in enumerate(people.mentees)}
    col = {m.id: j for j, m in enumerate(people.mentors)}
    places = sorted((row[mentee], col[mentor]) for mentee, mentor in pairs)
    return Assignment(
        status=said["status"],
        objective=policy.objective,
        pairs=np.array(places, dtype=np.int64).reshape(-1, 2),
        value=said["value"],
        coverage=said["coverage"],
        weight=said["weight"],
        bound=said["bound"],
        certificate=None if proof is None else Certificate.from_dict(proof),
    )


def _status(problem: AssignmentProblem, assignment: Assignment) -> Status:
    """Say what the assignment is, whatever the bundle says of it."""
    if assignment.certificate is None:
        return "infeasible"
    proved = replace(assignment, status="optimal")
    return "optimal" if assignment.certificate.check(problem, proved) else "feasible"


def _kept(people: MatchRound, policy: Policy, bundle: Mapping[str, Any]) -> Kept | None:
    said = bundle.get("rematch")
    if said is None:
        return None
    chosen = said["chosen"]
    given = [(mentee, mentor) for mentee, mentor in chosen["pairs"]]
    return Kept(
        before=tuple((str(mentee), str(mentor)) for mentee, mentor in said["before"]),
        pairs=tuple((str(mentee), str(mentor)) for mentee, mentor in said["kept"]),
        chosen=_assignment(people, policy, chosen["result"], given, chosen["certificate"]),
    )


def _follows(bundle: Mapping[str, Any]) -> str | None:
    previous = bundle.get("previous")
    return None if previous is None else str(previous["hash"])
