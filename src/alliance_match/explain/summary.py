"""The proposal in a few lines: status, pairs, who is left out, and the proof."""

from __future__ import annotations

from ..model.people import Mentee
from ..proposal import Pair, Proposal
from ..words import Message, Speech, speech
from ..words.templates import counts, labels
from ..words.templates import experts as spoken
from ..words.templates import summary as say
from .conflict import explain_conflicts
from .quotas import quotas
from .record import name_of
from .seconds import seconds

__all__ = ["experts", "proof", "summary"]

#: How many pairs, and how many unmatched, a summary names.
SHOWN = 30


def proof(proposal: Proposal) -> Message:
    """Say what the certificate of a proposal proves, and what it does not."""
    if proposal.status == "feasible":
        return say.WITHIN(gap=proposal.assignment.gap or 0, limit=say.LIMIT())
    if proposal.policy.objective == "coverage_total":
        return say.PROVED_COVERAGE(limit=say.LIMIT())
    return say.PROVED_TOTAL(limit=say.LIMIT())


def experts(proposal: Proposal) -> tuple[Message, ...]:
    """Say how many consultations are given, and whether mentors and experts are best together."""
    plan = proposal.experts
    if plan is None or plan.worth is None or plan.bound is None:
        return ()
    offered = int(proposal.scored.facts.consultations.sum())
    told = spoken.GIVEN(count=len(plan.consults), offered=offered)
    if plan.kept:
        return told, spoken.KEPT()
    if plan.proved:
        return told, spoken.PROVED()
    found, best = plan.worth, plan.bound
    if best.mentees > found.mentees:
        return told, spoken.GAP_MENTEES(count=best.mentees - found.mentees)
    if best.points > found.points:
        return told, spoken.GAP_POINTS(points=best.points - found.points)
    return told, spoken.GAP_GOALS(found=found.goals, best=best.goals)


def summary(proposal: Proposal, language: str = "en") -> str:
    """Tell the proposal in a few lines, or why there is none.

    Parameters
    ----------
    proposal : Proposal
        The proposal.
    language : {"en", "fr", "es"}
        In which language.
    """
    to = speech(language)
    if proposal.status == "infeasible":
        return "\n".join(one.told(to) for one in explain_conflicts(proposal))
    more_pairs = len(proposal.pairs) - SHOWN
    more_unmatched = len(proposal.unmatched) - SHOWN
    lines = [to.sentence(_head(proposal)), to.sentence(proof(proposal))]
    lines += [to.sentence(told) for told in experts(proposal)]
    second = seconds(proposal)
    lines += [] if second is None else [to.sentence(second)]
    lines += [f"  {to.say(_pair(proposal, pair))}" for pair in proposal.pairs[:SHOWN]]
    if more_pairs > 0:
        lines.append(f"  {to.say(say.MORE_PAIRS(count=more_pairs))}")
    lines += [f"  {_nobody(proposal, mentee, to)}" for mentee in proposal.unmatched[:SHOWN]]
    if more_unmatched > 0:
        lines.append(f"  {to.say(say.MORE_UNMATCHED(count=more_unmatched))}")
    limited = quotas(proposal)
    return "\n".join(lines if limited is None else [*lines, limited.told(to)])


def _head(proposal: Proposal) -> Message:
    """How many are matched, with how many points, and whether this is proved."""
    return say.MATCHED(
        matched=len(proposal.pairs),
        mentees=counts.MENTEES(count=len(proposal.round.mentees)),
        mentors=counts.MENTORS(count=len({pair.col for pair in proposal.pairs})),
        points=sum(pair.points for pair in proposal.pairs),
        status=labels.OPTIMAL() if proposal.status == "optimal" else labels.FEASIBLE(),
    )


def _pair(proposal: Proposal, pair: Pair) -> Message:
    people = proposal.round
    said = say.PAIR_WEAK if proposal.is_weak(pair) else say.PAIR
    mentee, mentor = str(name_of(people, pair.mentee)), str(name_of(people, pair.mentor))
    return said(mentee=mentee, mentor=mentor, points=pair.points)


def _nobody(proposal: Proposal, mentee: Mentee, to: Speech) -> str:
    reason = proposal.left_out[mentee.id].reason
    who = str(name_of(proposal.round, mentee))
    return to.sentence(say.NOBODY(mentee=who, reason=reason))
