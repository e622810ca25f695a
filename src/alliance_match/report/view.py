"""Everything the dossier shows, computed once from a proposal."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib.metadata import version

from ..explain import (
    PairExplanation,
    PersonName,
    explain_pair,
    explain_unmatched,
)
from ..explain.record import name_of
from ..explain.summary import proof
from ..explain.words import joined, marks, plural, sentence
from ..model.decisions import Decision
from ..model.findings import Severity
from ..model.people import Mentee, Mentor
from ..model.policy import Policy
from ..model.record import Record
from ..model.round import MatchRound
from ..model.vocabulary import normalise
from ..proposal import Pair, Progress, Proposal
from ..scoring import evidence
from ..scoring.criteria import CRITERIA
from ..scoring.rules import PASSED, RULES
from ..scoring.score import places
from .proof_view import proof_view
from .records import (
    Attention,
    CriterionLine,
    DossierView,
    ExpertLine,
    GoalCard,
    IntakeGroup,
    Link,
    MentorLoad,
    PairCard,
    PolicyView,
    RuleLine,
    UnmatchedCard,
)

__all__ = ["DossierView", "dossier_view", "presentable"]

_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def presentable(text: str) -> str:
    """Take out of a text what no report shows: e-mail addresses and control characters.

    Examples
    --------
    >>> presentable("write to ana@example.org")
    'write to [e-mail]'
    """
    text = _CONTROL.sub("", text)
    return _EMAIL.sub("[e-mail]", text) if "@" in text else text


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
    return DossierView(
        status=proposal.status,
        status_words=_status_words(proposal),
        proof_words=sentence(proof(proposal)),
        mentees=len(people.mentees),
        mentors=len(people.mentors),
        experts=len(people.experts),
        places=sum(load.places for load in loads),
        total=sum(pair.points for pair in proposal.pairs),
        conflict=tuple(c.text for c in proposal.assignment.conflict),
        attention=_attention(proposal, pairs, unmatched, intake),
        pairs=tuple(pairs),
        unmatched=unmatched,
        loads=loads,
        experts_proposed=_experts(people, pairs),
        intake=intake,
        read=tuple(people.report.read.items()),
        decisions=_decisions(people),
        proof=proof_view(proposal),
        policy=_policy(proposal.policy),
        version=version("alliance-match"),
    )


def _status_words(proposal: Proposal) -> str:
    if proposal.status == "optimal":
        return "Proved optimal"
    if proposal.status == "infeasible":
        return "No proposal possible"
    return f"Within {marks(proposal.assignment.gap or 0)} points of the best"


# --- pairs and mentees -----------------------------------------------------------------------


def _pair_card(proposal: Proposal, pair: Pair, number: int, load: MentorLoad) -> PairCard:
    scored, rules, at = proposal.scored, proposal.policy.rules, (pair.row, pair.col)
    explanation = explain_pair(proposal, pair)
    on = [rule.name for rule in RULES if getattr(rules, rule.name).on]
    return PairCard(
        anchor=f"pair-{number}",
        explanation=explanation,
        goals=_served(proposal, explanation, pair),
        load=load,
        low=int(scored.low[at]),
        high=int(scored.high[at]),
        rules_passed=sum(scored.verdicts[name][at] == PASSED for name in on),
        rules_on=len(on),
        zones=(pair.mentee.time_zone, pair.mentor.time_zone),
        recused=tuple(
            (d.who or "somebody") + (f": {d.why}" if d.why else "")
            for d in proposal.round.decisions.of_kind("recuse")
            if (d.mentee, d.mentor) == (pair.mentee.id, pair.mentor.id)
        ),
        sources=_sources(pair.mentee, pair.mentor),
    )


def _served(proposal: Proposal, explanation: PairExplanation, pair: Pair) -> tuple[GoalCard, ...]:
    """Join each goal's explanation with the words of the mentor's application."""
    found = evidence.goals(proposal.scored, pair.row, pair.col)
    return tuple(
        GoalCard(
            goal=g.goal,
            topic=g.topic,
            how=g.how,
            covered=g.covered,
            known=e.known,
            evidence=_own_words(e),
            expert=g.expert,
        )
        for g, e in zip(explanation.goals, found, strict=True)
    )


def _own_words(served: evidence.GoalEvidence) -> str:
    """Quote the mentor's application, where it says more than the topic's name."""
    words = "" if served.by is None else served.by.evidence
    return "" if normalise(words) == normalise(served.by_topic or "") else words


def _unmatched_card(proposal: Proposal, mentee: Mentee, number: int) -> UnmatchedCard:
    words = proposal.round.vocabulary
    return UnmatchedCard(
        anchor=f"unmatched-{number}",
        explanation=explain_unmatched(proposal, mentee),
        goals=tuple(
            GoalCard(goal=g, topic=None if g.topic is None else words.label(g.topic))
            for g in mentee.goals or ()
        ),
        sources=_sources(mentee),
        rounds_waited=mentee.rounds_waited,
    )


def _sources(*people: Mentee | Mentor) -> tuple[tuple[str, str], ...]:
    return tuple(
        ("mentee" if isinstance(p, Mentee) else "mentor", f"{p.source.file}, row {p.source.row}")
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
    return tuple(
        MentorLoad(
            anchor=f"mentor-{col + 1}",
            mentor=name_of(people, mentor),
            places=int(proposal.scored.capacity[col]),
            used=len(held.get(col, ())),
            why=places(mentor, proposal.policy)[1],
            mentees=tuple(held.get(col, ())),
        )
        for col, mentor in enumerate(people.mentors)
    )


def _experts(people: MatchRound, pairs: Sequence[PairCard]) -> tuple[ExpertLine, ...]:
    """List the subject experts with the goals for which a card proposes them."""
    proposed: dict[str, list[Link]] = {}
    for card in pairs:
        for goal in card.goals:
            if goal.expert is not None:
                name, topic = card.explanation.mentee.name, goal.topic or "a goal"
                proposed.setdefault(goal.expert.id, []).append(Link(name, card.anchor, topic))
    return tuple(
        ExpertLine(
            expert=name_of(people, x),
            offered="not stated" if x.consultations is None else str(x.consultations),
            proposed=tuple(proposed.get(x.id, ())),
        )
        for x in people.experts
    )


# --- what to look at first -------------------------------------------------------------------


def _attention(
    proposal: Proposal,
    pairs: Sequence[PairCard],
    unmatched: Sequence[UnmatchedCard],
    intake: Sequence[IntakeGroup],
) -> tuple[Attention, ...]:
    """List what a committee should look at before anything else; only what there is."""
    weak_below = f"{proposal.policy.weak_below:g}"
    to_answer = [g for g in intake if g.severity in ("error", "question")]
    found = (
        _notice(
            "Decisions that contradict each other",
            "No proposal can keep all of these; withdraw one of them.",
            [Link(c.text, "decisions") for c in proposal.assignment.conflict],
        ),
        _notice(
            "Without a mentor",
            "Each has a stated reason.",
            [Link(u.explanation.mentee.name, u.anchor) for u in unmatched],
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
        Link(f"{c.explanation.mentee.name} with {c.explanation.mentor.name}", c.anchor, note(c))
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


# --- intake, decisions, policy ---------------------------------------------------------------

_SEVERITIES: tuple[tuple[Severity, str, str], ...] = (
    ("error", "Errors", "Something was lost."),
    ("question", "Questions", "Somebody must answer; until then the answer counts as unknown."),
    ("warning", "Warnings", "Read, but worth a look."),
    ("note", "Notes", "For the record."),
)


def _intake(people: MatchRound) -> tuple[IntakeGroup, ...]:
    groups = (
        IntakeGroup(kind, f"intake-{kind}", title, about, people.report.at(kind))
        for kind, title, about in _SEVERITIES
    )
    return tuple(g for g in groups if g.findings)


def _decisions(people: MatchRound) -> tuple[tuple[Decision, PersonName, PersonName], ...]:
    entries = sorted(
        people.decisions.entries, key=lambda d: (d.kind, d.mentee, d.mentor, d.rule or "")
    )
    return tuple(
        (d, name_of(people, people.mentee(d.mentee)), name_of(people, people.mentor(d.mentor)))
        for d in entries
    )


_OBJECTIVES = {
    "coverage_total": "First as many mentees as possible get a mentor; among the proposals that "
    "manage this, the one with the most points in total is taken.",
    "total": "The proposal with the most points in total is taken, however many it matches.",
}


def _policy(policy: Policy) -> PolicyView:
    criteria, calendar, seats = policy.criteria, policy.calendar, policy.places
    return PolicyView(
        objective=_OBJECTIVES[policy.objective],
        criteria=tuple(
            CriterionLine(c.label, policy.weights[c.name], _about(criteria, c.name))
            for c in CRITERIA
        ),
        rules=tuple(_rule_line(policy, rule.name, rule.label) for rule in RULES),
        settings=(
            ("A pair is marked weak under", f"{policy.weak_below:g} of 100"),
            ("A pair is not eligible under", f"{policy.min_points:g} of 100"),
            ("Places of a mentor who did not say", str(seats.when_unknown)),
            ("Mentees every mentor with places must get", str(seats.min_load)),
            ("Hours a month one mentee takes", f"{seats.hours_per_mentee:g}"),
            (
                "Weeks for which common time is computed",
                f"from {calendar.winter_week} and from {calendar.summer_week}",
            ),
        ),
    )


def _rule_line(policy: Policy, name: str, label: str) -> RuleLine:
    rule = getattr(policy.rules, name)
    bounds = {k: v for k, v in rule.model_dump().items() if k not in ("on", "unknown")}
    return RuleLine(
        label=sentence(label).rstrip("."),
        on=rule.on,
        about=_about(policy.rules, name),
        bounds="; ".join(f"{k.replace('_', ' ')}: {_value(v)}" for k, v in bounds.items()),
        unknown="passes, with a flag" if rule.unknown == "pass" else "counts as broken",
    )


def _about(settings: Record, name: str) -> str:
    return type(settings).model_fields[name].description or ""


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
