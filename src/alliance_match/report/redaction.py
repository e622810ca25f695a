"""A round without names, addresses and free text, whose rules and points are the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..assignment import (
    Assignment,
    AssignmentProblem,
    find_conflict,
    renumbered,
    weighed_for_keeping,
)
from ..errors import BundleError
from ..experts import ExpertPlan, Renamed
from ..model.decisions import Decisions
from ..model.findings import IntakeReport
from ..model.people import Expertise, Mentee, Mentor, Organisation, SubjectExpert
from ..model.policy import Policy
from ..model.regions import regions
from ..model.round import MatchRound
from ..model.vocabulary import normalise
from ..proposal import Proposal
from ..quotas import before_quotas
from ..rematch import Kept, old_pairs, rate_of, without_kept
from ..round_problem import build_problem
from ..scoring.quotas import Closed
from ..scoring.score import ScoredPairs, score
from .other_answers import OtherAnswers
from .pseudonyms import Pseudonyms, renamed_group

__all__ = ["without_names"]

Somebody = Mentor | Mentee | SubjectExpert
P = TypeVar("P", Mentor, Mentee, SubjectExpert)
Places = NDArray[np.int64]


def without_names(proposal: Proposal, names: Pseudonyms, answers: OtherAnswers) -> Proposal:
    """Take out of a proposal whatever its rules and points do not rest on.

    Parameters
    ----------
    proposal : Proposal
        Verified.
    names : Pseudonyms
        Who is called what instead.
    answers : OtherAnswers
        And which answers.

    Returns
    -------
    Proposal
        With the same points, pairs and prices under the other ids.

    Raises
    ------
    BundleError
        When a rule, the points or a pin would not be the same.
    """
    people = _people(proposal.round, names, answers)
    policy = answers.of_policy(_policy(proposal.policy, proposal.round, names))
    rows = _places(proposal.round.mentees, people.mentees, names)
    cols = _places(proposal.round.mentors, people.mentors, names)
    without = frozenset(names.ids[who] for who in proposal.scored.facts.closed.without_expert)
    scored = score(people, policy, Closed(without_expert=without))
    problem, quotas = build_problem(scored), proposal.quotas
    if quotas is not None:
        earlier, free = before_quotas(proposal.scored), before_quotas(scored)
        quotas = quotas.renamed(earlier, free, names.ids, rows, cols)
        scored = scored.closing(quotas.closing(scored))
        no_proposal = proposal.status == "infeasible"
        problem = quotas.joint(free) if no_proposal else build_problem(scored)
    _require_the_same(proposal, scored, problem, Renamed(proposal.scored, scored, names.ids))
    found = Proposal(
        people,
        policy,
        scored,
        problem,
        _moved(proposal.assignment, problem, rows, cols),
        quotas=quotas,
        follows=proposal.follows,
    )
    if proposal.kept is not None:
        found = replace(found, kept=_kept(proposal.kept, found, names, rows, cols))
    if proposal.co_mentors is not None:
        seconds = proposal.co_mentors.renamed(scored, found.assignment, rows, cols)
        found = replace(found, co_mentors=seconds)
    return replace(found, experts=_experts(proposal, found, names))


# --- people ----------------------------------------------------------------------------------


def _people(people: MatchRound, names: Pseudonyms, answers: OtherAnswers) -> MatchRound:
    ids, decisions = names.ids, people.decisions.entries
    return MatchRound(
        mentors=tuple(_mentor(_common(m, "mentor", names, answers), names) for m in people.mentors),
        mentees=tuple(_mentee(_common(m, "mentee", names, answers)) for m in people.mentees),
        experts=tuple(
            x.model_copy(update={"expertise": _expertise(x.expertise)})
            for x in (_common(x, "expert", names, answers) for x in people.experts)
        ),
        organisations=tuple(
            Organisation(
                id=ids[o.id],
                name=f"Organisation {ids[o.id].removeprefix('organisation-')}",
                country=o.country,
                membership=o.membership,
            )
            for o in people.organisations
        ),
        decisions=Decisions(
            entries=tuple(
                d.model_copy(
                    update={
                        "mentee": ids[d.mentee],
                        "mentor": ids[d.mentor],
                        "who": names.member(d.who),
                        "why": "",
                        "source": None,
                    }
                )
                for d in decisions
            )
        ),
        history=tuple(
            past.model_copy(
                update={
                    "mentee": None if past.mentee is None else ids[past.mentee],
                    "mentor": ids[past.mentor],
                }
            )
            for past in people.history
        ),
        vocabulary=people.vocabulary,
        report=IntakeReport(),
    )


def _common(one: P, role: str, names: Pseudonyms, answers: OtherAnswers) -> P:
    """Rename a person; what the policy does not look at is left out."""
    ids = names.ids
    fields: dict[str, Any] = {
        "id": ids[one.id],
        "name": names.names[role, one.id],
        "organisation": None if one.organisation is None else ids[one.organisation],
        "email": names.addresses.get((one.email or "").casefold()),
        "exclusions": tuple(ids[who] for who in one.exclusions),
        "preferences": tuple(ids[who] for who in one.preferences),
        "submitted": None,
        "source": None,
    }
    return answers.of_person(one).model_copy(update=fields)


def _mentor(one: Mentor, names: Pseudonyms) -> Mentor:
    places = tuple(region for region in one.regions if region in regions())
    group = one.group and renamed_group(one.group, names.ids)
    fields = {"expertise": _expertise(one.expertise), "regions": places, "group": group}
    return one.model_copy(update=fields)


def _policy(policy: Policy, people: MatchRound, names: Pseudonyms) -> Policy:
    """Name the leaders of groups and the organisations of quotas anew; quotas that are off go."""
    groups = tuple(renamed_group(group, names.ids) for group in policy.groups)
    homes = {normalise(o.name): names.ids[o.id] for o in people.organisations} | {
        o.id: names.ids[o.id] for o in people.organisations
    }
    quotas = tuple(
        q.model_copy(update={"group": homes.get(q.group) or homes[normalise(q.group)]})
        if q.by == "organisation" and q.group is not None
        else q
        for q in (policy.quotas if policy.rules.within_quota.on else ())
    )
    return policy.model_copy(update={"groups": groups, "quotas": quotas})


def _mentee(one: Mentee) -> Mentee:
    silent = {"text": "", "success_measure": None, "deadline": None}
    goals = None if one.goals is None else tuple(g.model_copy(update=silent) for g in one.goals)
    return one.model_copy(update={"goals": goals, "key_people": ()})


def _expertise(items: tuple[Expertise, ...] | None) -> tuple[Expertise, ...] | None:
    return None if items is None else tuple(i.model_copy(update={"evidence": ""}) for i in items)


# --- the same points under other ids ---------------------------------------------------------


def _places(before: tuple[Somebody, ...], after: tuple[Somebody, ...], names: Pseudonyms) -> Places:
    """Give the new place of each of the people, in their old order."""
    place = {m.id: k for k, m in enumerate(after)}
    return np.array([place[names.ids[m.id]] for m in before], dtype=np.int64)


def _require_the_same(
    proposal: Proposal, scored: ScoredPairs, problem: AssignmentProblem, moved: Renamed
) -> None:
    rows, cols, goals, experts = moved.places
    at, asked = np.ix_(rows, cols), np.ix_(goals, experts)
    pins = {(rows[i], cols[j]) for i, j in proposal.problem.pins.tolist()}
    if not (
        np.array_equal(scored.points[at], proposal.scored.points)
        and np.array_equal(scored.eligible[at], proposal.scored.eligible)
        and np.array_equal(scored.facts.consultable[asked], proposal.scored.facts.consultable)
        and np.array_equal(problem.capacity[cols], proposal.problem.capacity)
        and pins == set(map(tuple, problem.pins.tolist()))
    ):
        raise BundleError(
            "This record cannot be redacted: without names, its rules or points would not be the "
            "same. Nothing was written."
        )


def _moved(
    assignment: Assignment, problem: AssignmentProblem, rows: Places, cols: Places
) -> Assignment:
    """Write pairs and prices under the new places; the proof is of the new problem."""
    conflict = find_conflict(problem) if assignment.status == "infeasible" else ()
    return replace(renumbered(assignment, problem, rows, cols), conflict=conflict)


def _experts(proposal: Proposal, found: Proposal, names: Pseudonyms) -> ExpertPlan | None:
    if proposal.experts is None:
        return None
    unlimited = build_problem(score(without_kept(found.round), found.policy))
    moved = Renamed(proposal.scored, found.scored, names.ids)
    return moved.plan(proposal.experts, unlimited, proposal.assignment, found.assignment)


def _kept(kept: Kept, found: Proposal, names: Pseudonyms, rows: Places, cols: Places) -> Kept:
    def renamed(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple(sorted((names.ids[mentee], names.ids[mentor]) for mentee, mentor in pairs))

    free, before = without_kept(found.round, ("keep",)), renamed(kept.before)
    scored = replace(found.scored, facts=replace(found.scored.facts, round=free))
    places = old_pairs(free, before)
    weighed = weighed_for_keeping(build_problem(scored), places, rate_of(found.policy))
    return Kept(before, renamed(kept.pairs), _moved(kept.chosen, weighed, rows, cols))
