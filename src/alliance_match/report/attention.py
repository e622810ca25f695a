"""What a committee should look at before anything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..explain import Conflict, Questions
from ..explain.decided import disagreement, not_kept
from ..explain.quotas import QuotaUse, quotas
from ..explain.record import name_of
from ..intake.unread import left_out, unread
from ..model.decisions import Decision
from ..model.findings import Finding
from ..proposal import Proposal
from ..scoring.quotas import uncounted
from ..words import Message, Template, Value
from ..words.templates import counts
from ..words.templates import dossier as say
from .foreign_topics import foreign_topics
from .records import THIN, Attention, IntakeGroup, Link, PairCard, UnmatchedCard

__all__ = ["attention"]


def attention(
    proposal: Proposal,
    pairs: Sequence[PairCard],
    unmatched: Sequence[UnmatchedCard],
    intake: Sequence[IntakeGroup],
    conflicts: Sequence[Conflict],
    asked: Questions,
) -> tuple[Attention, ...]:
    """List what a committee should look at before anything else; only what there is."""
    to_answer = [g for g in intake if g.severity in ("error", "question")]
    rows = left_out(proposal.round.report)
    found = (
        _notice(
            say.NO_PROPOSAL_TITLE,
            conflicts[0].remedy if conflicts else say.NO_PROPOSAL_TITLE(),
            [Link(part, "decisions") for one in conflicts for part in one.parts],
        ),
        _notice(
            say.FOREIGN,
            say.FOREIGN_ABOUT(),
            [
                Link(one, "intake-question", say.FOREIGN_REMEDY())
                for one in foreign_topics(proposal.round)
            ],
        ),
        _notice(
            say.DISAGREEMENTS,
            say.DISAGREEMENTS_ABOUT(),
            [
                Link(disagreement(proposal, votes), "decisions")
                for votes in proposal.round.decisions.settled.disagreements
            ],
        ),
        _notice(
            say.NOT_KEPT,
            say.NOT_KEPT_ABOUT(),
            [Link(_decided(proposal, d), "decisions", why) for d, why in not_kept(proposal)],
        ),
        _notice(
            say.DECISIONS_READ,
            say.DECISIONS_READ_ABOUT(),
            [_finding(f, say.ROW) for f in _asking(proposal) if not _of_applications(proposal, f)],
        ),
        _notice(
            say.COLUMNS,
            say.COLUMNS_ABOUT(),
            [
                _finding(f, say.COLUMN)
                for f in unread(proposal.round.report)
                if _of_applications(proposal, f)
            ],
        ),
        _notice(
            say.QUOTAS,
            say.QUOTAS_ABOUT(),
            [Link(one.message, "proof") for one in _used_up(proposal)],
        ),
        _notice(
            say.UNCOUNTED,
            say.UNCOUNTED_ABOUT(),
            [Link(one, "policy") for one in uncounted(proposal.round, proposal.policy)],
        ),
        _notice(
            say.NOBODY,
            say.NOBODY_ABOUT(),
            [] if conflicts else [Link(str(u.explanation.mentee), u.anchor) for u in unmatched],
        ),
        _notice(say.TIES, say.TIES_ABOUT(), _links([p for p in pairs if p.tie], _tied_with)),
        _notice(
            say.THIN_MARGINS,
            say.THIN_ABOUT(thin=THIN),
            _links([p for p in pairs if p.thin], _margin),
        ),
        _notice(
            say.WEAK_PAIRS,
            say.WEAK_ABOUT(weak_below=proposal.policy.weak_below),
            _links(
                [p for p in pairs if p.explanation.weak],
                lambda p: counts.POINTS(points=p.explanation.points),
            ),
        ),
        _notice(
            say.TOP_GOAL,
            say.TOP_GOAL_ABOUT(),
            _links([p for p in pairs if p.top_goal_open], _expert_for),
        ),
        _notice(
            say.UNKNOWN,
            say.UNKNOWN_ABOUT(),
            _links([p for p in pairs if p.explanation.flags], lambda p: p.explanation.flags),
        ),
        _notice(
            say.QUESTIONS,
            say.QUESTIONS_ABOUT(),
            [Link(str(q.person), "questions", q.label) for q in asked.changing],
        ),
        _notice(
            say.FILES,
            say.FILES_ABOUT(),
            [
                *(Link(g.counted, g.anchor) for g in to_answer),
                *(_finding(f, say.ROW, f.value) for f in rows),
            ],
            sum(len(g.findings) for g in to_answer) + sum(f.severity == "warning" for f in rows),
        ),
    )
    return tuple(a for a in found if a.links)


def _used_up(proposal: Proposal) -> Sequence[QuotaUse]:
    limited = quotas(proposal)
    return () if limited is None else [one for one in limited.uses if one.reached]


def _notice(
    title: Template, why: Message, links: Sequence[Link], count: int | None = None
) -> Attention:
    return Attention(title(), why, tuple(links), len(links) if count is None else count)


def _asking(proposal: Proposal) -> tuple[Finding, ...]:
    """Give what intake has to ask, or to warn of."""
    report = proposal.round.report
    return (*report.at("error"), *report.at("question"), *report.at("warning"))


def _of_applications(proposal: Proposal, finding: Finding) -> bool:
    """Whether a finding is on a file of applications; all others are on decisions."""
    files = proposal.round.report.files
    return any(f.file == finding.file for f in files if f.kind != "decision")


def _finding(finding: Finding, place: Template, told: str = "") -> Link:
    """Say where a finding is, and what it says or is about; findings are in English."""
    named = {"file": finding.file, "row": finding.row, "column": finding.column}
    places = {name: named[name] for name, _ in place.places}
    where = finding.file if None in places.values() else place(**places)
    return Link(where, f"intake-{finding.severity}", told or finding.understood)


def _links(cards: Sequence[PairCard], note: Callable[[PairCard], Value]) -> tuple[Link, ...]:
    return tuple(Link(_pair(c), c.anchor, note(c)) for c in cards)


def _pair(card: PairCard) -> Message:
    e = card.explanation
    return say.PAIR(mentee=str(e.mentee), mentor=str(e.mentor))


def _decided(proposal: Proposal, decision: Decision) -> Message:
    people = proposal.round
    mentee, mentor = people.mentee(decision.mentee), people.mentor(decision.mentor)
    return say.PAIR(mentee=str(name_of(people, mentee)), mentor=str(name_of(people, mentor)))


def _margin(card: PairCard) -> Value:
    margin = card.explanation.margin
    return "" if margin is None else say.LOSES(loss=margin.message)


def _tied_with(card: PairCard) -> Value:
    equal = tuple(a.mentor.name for a in card.explanation.alternatives if a.loss.nothing)
    return say.AS_GOOD(mentors=equal) if equal else ""


def _expert_for(card: PairCard) -> Value:
    best = min(g.goal.priority for g in card.goals)
    names = tuple(g.expert.name for g in card.goals if g.expert and g.goal.priority == best)
    taken = tuple(g.taken for g in card.goals if g.taken and g.goal.priority == best)
    if names:
        return say.EXPERT(experts=names)
    return say.EXPERTS_TAKEN(taken=taken) if taken else say.NO_EXPERT()
