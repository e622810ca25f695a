"""Everything the dossier shows, computed once from a proposal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import version

from ..explain import (
    Conflict,
    PairExplanation,
    PersonName,
    UnmatchedExplanation,
    completeness,
    explain_conflicts,
    explain_pair,
)
from ..explain.decided import disagreement, not_kept
from ..explain.record import name_of
from ..explain.shared import goal_evidence
from ..model.decisions import WRITTEN, Decision
from ..model.findings import Severity
from ..model.people import Mentee, Mentor
from ..model.round import MatchRound
from ..model.vocabulary import normalise
from ..model.votes import by_pair_and_words
from ..proposal import Pair, Progress, Proposal
from ..scoring import evidence
from ..scoring.score import places
from ..words import Message, Value
from ..words.templates import counts
from ..words.templates import decisions as decided
from ..words.templates import dossier as say
from .attention import attention
from .further import further, is_large
from .policy_view import policy_view
from .proof_view import proof_view, proved_words
from .records import (
    DecisionLine,
    DossierView,
    ExpertLine,
    GoalCard,
    IntakeGroup,
    Link,
    MentorLoad,
    PairCard,
    UnmatchedCard,
)
from .rule_states import rule_states

__all__ = ["DossierView", "dossier_view", "presentable", "printable"]

#: More people than this who compete for places are counted in a sentence, not named.
_NAMED = 20
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def presentable(text: str) -> str:
    """Take out of a text what no report shows: e-mail addresses and control characters.

    Examples
    --------
    >>> presentable("write to ana@example.org")
    'write to [e-mail]'
    """
    text = printable(text)
    return _EMAIL.sub("[e-mail]", text) if "@" in text else text


def printable(text: str) -> str:
    """Take control characters out of a text."""
    return _CONTROL.sub("", text)


def dossier_view(proposal: Proposal, progress: Progress | None = None) -> DossierView:
    """Compute everything the dossier shows.

    Parameters
    ----------
    proposal : Proposal
        The proposal.
    progress : callable, optional
        Told now and then how many pairs are explained.

    Returns
    -------
    DossierView
    """
    people, tell = proposal.round, progress or (lambda words: None)
    loads = _loads(proposal)
    pairs = []
    for number, pair in enumerate(proposal.pairs, start=1):
        if number % 10 == 1:
            tell(f"explaining pair {number} of {len(proposal.pairs)}")
        pairs.append(_pair_card(proposal, pair, number, loads[pair.col]))
    unmatched = tuple(
        _unmatched_card(proposal, mentee, number)
        for number, mentee in enumerate(proposal.unmatched, start=1)
    )
    tell("adding up the proof")
    intake = _intake(people)
    tell("finding what to ask")
    asked = proposal.questions()
    conflicts = explain_conflicts(proposal) if proposal.status == "infeasible" else ()
    return DossierView(
        status=proposal.status,
        status_words=_status_words(proposal),
        proof_words=_no_proposal(conflicts) if conflicts else proved_words(proposal),
        mentees=len(people.mentees),
        mentors=len(people.mentors),
        experts=len(people.experts),
        places=sum(load.places for load in loads),
        total=sum(pair.points for pair in proposal.pairs),
        conflict=tuple(part for one in conflicts for part in one.parts),
        attention=attention(proposal, pairs, unmatched, intake, conflicts, asked),
        further=further(proposal, tell),
        pairs=tuple(pairs),
        unmatched=unmatched,
        loads=loads,
        experts_proposed=_experts(proposal, pairs),
        intake=intake,
        files=people.report.files,
        questions=asked,
        completeness=completeness(people, proposal.policy),
        decisions=_decisions(proposal),
        disagreements=tuple(
            disagreement(proposal, v) for v in people.decisions.settled.disagreements
        ),
        proof=proof_view(proposal),
        policy=policy_view(proposal.policy),
        version=version("alliance-match"),
    )


def _status_words(proposal: Proposal) -> Message:
    if proposal.status == "optimal":
        return say.PROVED()
    if proposal.status == "infeasible":
        return say.NOT_POSSIBLE()
    return say.WITHIN(gap=proposal.assignment.gap or 0)


def _no_proposal(conflicts: Sequence[Conflict]) -> tuple[Message, ...]:
    first, *others = conflicts
    told = [words for one in others for words in (one.cause, one.remedy)]
    return (say.NO_PROPOSAL(cause=first.cause), first.remedy, *told, say.PROPOSE_AGAIN())


# --- pairs and mentees -----------------------------------------------------------------------


def _pair_card(proposal: Proposal, pair: Pair, number: int, load: MentorLoad) -> PairCard:
    scored, at = proposal.scored, (pair.row, pair.col)
    explanation = explain_pair(proposal, pair)
    return PairCard(
        anchor=f"pair-{number}",
        explanation=explanation,
        goals=_served(proposal, explanation, pair),
        load=load,
        low=int(scored.low[at]),
        high=int(scored.high[at]),
        rules=rule_states(proposal, pair),
        zones=(pair.mentee.time_zone, pair.mentor.time_zone),
        recused=tuple(
            _recused(d)
            for d in proposal.round.decisions.of_kind("recuse")
            if (d.mentee, d.mentor) == (pair.mentee.id, pair.mentor.id)
        ),
        sources=_sources(pair.mentee, pair.mentor),
    )


def _reason(explanation: UnmatchedExplanation) -> Message:
    """Give the reason; where it would name a crowd, count it."""
    rivals, contested = len(explanation.rivals), len(explanation.contested)
    if rivals < 2 or rivals + contested <= _NAMED:
        return explanation.reason
    mentors, places = counts.MENTORS(count=contested), counts.PLACES(count=explanation.places)
    short = rivals - explanation.places
    counted = say.COMPETITION(rivals=rivals, mentors=mentors, places=places, short=short)
    return explanation.after_decisions(counted)


def _recused(decision: Decision) -> Value:
    who = decision.who or say.SOMEBODY()
    return say.RECUSED(who=who, why=decision.why) if decision.why else who


def _served(proposal: Proposal, explanation: PairExplanation, pair: Pair) -> tuple[GoalCard, ...]:
    """Join each goal's explanation with the words of the mentor's application."""
    found = goal_evidence(proposal, pair.row, pair.col)
    return tuple(
        GoalCard(
            goal=g.goal,
            topic=g.topic,
            how=g.how,
            covered=g.covered,
            known=e.known,
            evidence=_own_words(e),
            expert=g.expert,
            taken=g.all_taken,
        )
        for g, e in zip(explanation.goals, found, strict=True)
    )


def _own_words(served: evidence.GoalEvidence) -> str:
    """Quote the mentor's application, where it says more than the topic's name."""
    words = "" if served.by is None else served.by.evidence
    return "" if normalise(words) == normalise(served.by_topic or "") else words


def _unmatched_card(proposal: Proposal, mentee: Mentee, number: int) -> UnmatchedCard:
    words, explanation = proposal.round.vocabulary, proposal.left_out[mentee.id]
    return UnmatchedCard(
        anchor=f"unmatched-{number}",
        explanation=explanation,
        reason=_reason(explanation),
        goals=tuple(
            GoalCard(goal=g, topic=None if g.topic is None else words.label(g.topic))
            for g in mentee.goals or ()
        ),
        sources=_sources(mentee),
        rounds_waited=mentee.rounds_waited,
        listed=6 if is_large(proposal.round) else 24,
    )


def _sources(*people: Mentee | Mentor) -> tuple[Message, ...]:
    return tuple(
        (say.MENTEE_FROM if isinstance(p, Mentee) else say.MENTOR_FROM)(
            file=p.source.file, row=p.source.row
        )
        for p in people
        if p.source is not None
    )


# --- mentors and experts ---------------------------------------------------------------------


def _loads(proposal: Proposal) -> tuple[MentorLoad, ...]:
    """List every mentor, in the order of the round."""
    people = proposal.round
    held: dict[int, list[tuple[PersonName, str]]] = {}
    for number, pair in enumerate(proposal.pairs, start=1):
        held.setdefault(pair.col, []).append((name_of(people, pair.mentee), f"pair-{number}"))
        if second := proposal.co_mentor_of.get(pair.mentee.id):
            held.setdefault(second.col, []).append((name_of(people, pair.mentee), f"pair-{number}"))
    return tuple(
        MentorLoad(
            anchor=f"mentor-{col + 1}",
            mentor=name_of(people, mentor),
            places=int(proposal.scored.capacity[col]),
            used=len(held.get(col, ())),
            why=places(mentor, people, proposal.policy)[1],
            mentees=tuple(held.get(col, ())),
        )
        for col, mentor in enumerate(people.mentors)
    )


def _experts(proposal: Proposal, pairs: Sequence[PairCard]) -> tuple[ExpertLine, ...]:
    """List the subject experts with the goals for which a card proposes them."""
    people, limits = proposal.round, proposal.scored.facts.consultations.tolist()
    proposed: dict[str, list[Link]] = {}
    for card in pairs:
        for goal in card.goals:
            if goal.expert is not None:
                name, topic = card.explanation.mentee.name, goal.topic or say.A_GOAL()
                proposed.setdefault(goal.expert.id, []).append(Link(name, card.anchor, topic))
    return tuple(
        ExpertLine(
            expert=name_of(people, x),
            offered=say.NOT_STATED() if x.consultations is None else str(x.consultations),
            limit=None if proposal.experts is None else limit,
            used=len(proposed.get(x.id, ())),
            proposed=tuple(proposed.get(x.id, ())),
        )
        for x, limit in zip(people.experts, limits, strict=True)
    )


# --- intake, decisions, policy ---------------------------------------------------------------

_SEVERITIES: tuple[Severity, ...] = ("error", "question", "warning", "note")


def _intake(people: MatchRound) -> tuple[IntakeGroup, ...]:
    groups = (
        IntakeGroup(
            severity=kind,
            anchor=f"intake-{kind}",
            title=say.SEVERITIES[kind](),
            about=say.SEVERITIES_ABOUT[kind](),
            findings=people.report.at(kind),
        )
        for kind in _SEVERITIES
    )
    return tuple(g for g in groups if g.findings)


def _decisions(proposal: Proposal) -> tuple[DecisionLine, ...]:
    """List all decisions, those that do not count or could not be kept with the reason."""
    people = proposal.round
    given = (d for d in people.decisions.entries if d.kind not in WRITTEN)  # which the pairs say
    entries = sorted(given, key=lambda d: (d.kind, *by_pair_and_words(d)))
    remarks = _remarks(proposal)
    return tuple(
        DecisionLine(
            decision=d,
            mentee=name_of(people, people.mentee(d.mentee)),
            mentor=name_of(people, people.mentor(d.mentor)),
            remark=remarks.get(id(d)),
        )
        for d in entries
    )


def _remarks(proposal: Proposal) -> dict[int, Message]:
    """Say of decisions, by identity, why they do not act."""
    settled = proposal.round.decisions.settled
    said = {id(d): decided.NOT_KEPT(reasons=why) for d, why in not_kept(proposal)}
    said |= {id(d): decided.NOT_COUNTED_RECUSED(who=d.who) for d in settled.recused}
    said |= {id(d): decided.NOT_COUNTED_OVERRULED() for d in settled.overruled}
    votes = (d for disputed in settled.disagreements for d in disputed)
    return said | {id(d): decided.NOT_COUNTED_DISPUTED() for d in votes}
