"""What a committee should look at before anything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..explain import Conflict, Questions
from ..explain.words import joined, marks, plural, sentence
from ..proposal import Proposal
from .records import Attention, IntakeGroup, Link, PairCard, UnmatchedCard

__all__ = ["attention"]


def attention(
    proposal: Proposal,
    pairs: Sequence[PairCard],
    unmatched: Sequence[UnmatchedCard],
    intake: Sequence[IntakeGroup],
    conflict: Conflict | None,
    asked: Questions,
) -> tuple[Attention, ...]:
    """List what a committee should look at before anything else; only what there is."""
    weak_below = f"{proposal.policy.weak_below:g}"
    to_answer = [g for g in intake if g.severity in ("error", "question")]
    found = (
        _notice(
            "No proposal is possible",
            sentence(conflict.remedy) if conflict else "",
            [Link(str(part), "decisions") for part in (conflict.parts if conflict else ())],
        ),
        _notice(
            "Without a mentor",
            "Each has a stated reason.",
            [] if conflict else [Link(str(u.explanation.mentee), u.anchor) for u in unmatched],
        ),
        _notice(
            "Weak pairs",
            f"Under {weak_below} of 100: is this mentor better than none?",
            _links([p for p in pairs if p.explanation.weak], lambda p: marks(p.explanation.points)),
        ),
        _notice(
            "Ties",
            "Another proposal is as good: the choice is the committee's own.",
            _links([p for p in pairs if p.tie], _tied_with),
        ),
        _notice(
            "Most important goal not covered by the mentor",
            "See whether a subject expert, or the other goals, make up for it.",
            _links([p for p in pairs if p.top_goal_open], _expert_for),
        ),
        _notice(
            "Passed on an unknown answer",
            "A rule could not be checked; ask before the letters go out.",
            _links([p for p in pairs if p.explanation.flags], _flags),
        ),
        _notice(
            "Questions that could change the proposal",
            "Ask these before the committee decides.",
            [Link(str(q.person), "questions", str(q.label)) for q in asked.changing],
        ),
        _notice(
            "In the application files",
            "Cells that were lost, or that somebody must answer.",
            [Link(plural(len(g.findings), g.severity), g.anchor) for g in to_answer],
            sum(len(g.findings) for g in to_answer),
        ),
    )
    return tuple(a for a in found if a.links)


def _notice(title: str, why: str, links: Sequence[Link], count: int | None = None) -> Attention:
    return Attention(title, why, tuple(links), len(links) if count is None else count)


def _links(cards: Sequence[PairCard], note: Callable[[PairCard], str]) -> tuple[Link, ...]:
    return tuple(
        Link(f"{c.explanation.mentee} with {c.explanation.mentor}", c.anchor, note(c))
        for c in cards
    )


def _flags(card: PairCard) -> str:
    return joined(card.explanation.flags)


def _tied_with(card: PairCard) -> str:
    equal = [a.mentor.name for a in card.explanation.alternatives if a.loss.nothing]
    return f"as good: {joined(equal, 'or')}" if equal else ""


def _expert_for(card: PairCard) -> str:
    best = min(g.goal.priority for g in card.goals)
    names = [g.expert.name for g in card.goals if g.expert and g.goal.priority == best]
    return f"subject expert: {joined(names, 'or')}" if names else "no subject expert either"
