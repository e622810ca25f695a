"""Why this pair? The verdict, three facts, one counter-argument; then all that stands behind."""

from __future__ import annotations

from ..model.record import Source
from ..proposal import Pair, Proposal
from ..scoring import evidence
from ..words import Message, Speech
from ..words.templates import pairs as say
from .decided import kept_by, pin_of, waivers_of
from .facts import three_facts
from .other_mentors import Alternative, WorthMost, alternatives, worth_most
from .record import Explanation, Loss, PersonName, name_of
from .scorecard import Contribution, contributions
from .seconds import SecondMentor, second_mentor
from .shared import GoalServed, goals_served, shared_languages
from .times import CommonTime, common_time

__all__ = [
    "Alternative",
    "Contribution",
    "GoalServed",
    "PairExplanation",
    "WorthMost",
    "explain_pair",
]

#: The criterion that asks for the same answer as a rule.
_COUNTED_AS = {
    "shared_language": "language",
    "weekly_overlap": "availability",
    "top_goal_covered": "goal_coverage",
    "scales": "scales",
}


class PairExplanation(Explanation):
    """A proposed pair, justified.

    Attributes
    ----------
    mentee, mentor : PersonName
        The pair.
    points : int
        Of 1000.
    weak : bool
        Whether that is under the policy's ``weak_below``.
    facts : tuple of Message
        What speaks most for the pair, three at most.
    contributions : tuple of Contribution
        Points by criterion; they sum to ``points``.
    goals, languages, common_time : tuple
        What the two have in common.
    alternatives : tuple of Alternative
        The two whose choice costs the round least; none where the pair is pinned, or the proposal
        is not proved optimal.
    worth_most : WorthMost or None
        Another mentor who would give the mentee more points; None where nobody would, and where
        alternatives are not weighed.
    margin : Loss or None
        What the best proposal without the pair loses, under ``total`` in points alone; None where
        there is none, or it is not known.
    proved : bool
        Whether alternatives and margin are exact, because the proposal is proved optimal.
    pinned : Message or None
        That the committee pinned or accepted the pair, who and why.
    kept_by : str or None
        The kind of decision that keeps the pair.
    waived, flags, sources : tuple of Message
        Rules lifted for the pair, what is to be checked, and where it was read.
    unknown : tuple of str
        The rule behind each of the ``flags``.
    second : SecondMentor or None
        The mentee's second mentor.
    """

    mentee: PersonName
    mentor: PersonName
    points: int
    weak: bool
    facts: tuple[Message, ...]
    contributions: tuple[Contribution, ...]
    goals: tuple[GoalServed, ...]
    languages: tuple[Message, ...]
    common_time: tuple[CommonTime, ...]
    alternatives: tuple[Alternative, ...]
    worth_most: WorthMost | None
    margin: Loss | None
    proved: bool
    pinned: Message | None
    kept_by: str | None = None
    waived: tuple[Message, ...]
    flags: tuple[Message, ...]
    unknown: tuple[str, ...]
    sources: tuple[Message, ...]
    second: SecondMentor | None = None

    @property
    def verdict(self) -> Message:
        """The pair and its points."""
        proposed = say.PROPOSED_WEAK if self.weak else say.PROPOSED
        return proposed(mentee=str(self.mentee), mentor=str(self.mentor), points=self.points)

    @property
    def counter(self) -> Message:
        """What speaks most against it: the strongest alternative, or else the weakest point."""
        if self.alternatives:
            return say.STRONGEST(alternative=self.alternatives[0].message)
        weakest = max(self.contributions, key=lambda c: c.full - c.points)
        if weakest.full == weakest.points:
            return say.NOTHING_LOST()
        return say.WEAKEST(
            label=weakest.label, points=weakest.points, full=weakest.full, why=weakest.why
        )

    @property
    def safety(self) -> Message | None:
        """How much the best proposal without this pair loses; None where nobody can say."""
        if not self.proved or self.pinned is not None:
            return None
        if self.margin is None:
            return say.NEEDED()
        return say.TIE() if self.margin.nothing else say.SAFE(margin=self.margin.message)

    @property
    def details(self) -> tuple[Message, ...]:
        """What stands behind: points, decisions, further alternatives, safety, what to check."""
        found = [c.message for c in self.contributions if c.full]
        found += [g.message for g in self.goals if g.expert or g.taken]
        found += [] if self.second is None else [self.second.message]
        found += [] if self.pinned is None else [self.pinned]
        found += [say.WAIVED(rule=waiver) for waiver in self.waived]
        found += self._other_mentors()
        found += [] if self.safety is None or self._tied else [self.safety]
        return (*found, *(say.TO_CHECK(flag=flag) for flag in self.to_check))

    @property
    def to_check(self) -> tuple[Message, ...]:
        """What is not known, with the points that are counted meanwhile."""
        return tuple(map(self._meanwhile, self.flags, self.unknown))

    def _meanwhile(self, flag: Message, rule: str) -> Message:
        """Add how many points a criterion gives until the answer to a rule is known."""
        for part in self.contributions:
            if part.criterion == _COUNTED_AS.get(rule) and part.full:
                return say.COUNTED(flag=flag, label=part.label, points=part.points, full=part.full)
        return flag

    @property
    def _tied(self) -> bool:
        """Whether the counter-argument is a mentor as good, so that no more need be said."""
        return bool(self.alternatives) and self.alternatives[0].loss.nothing

    def _other_mentors(self) -> list[Message]:
        """Tell what the counter-argument did not say of the alternatives."""
        if self.pinned is not None:
            return [say.NOT_WEIGHED() if self.kept_by == "pin" else say.NOT_WEIGHED_DECIDED()]
        if not self.proved:
            return [say.NOT_PROVED()]
        if not self.alternatives:
            return [say.NO_OTHER()]
        strongest, *others = self.alternatives
        steps = tuple(step.message for step in strongest.frontier[:-1])
        fewer = [say.WITH_FEWER(steps=steps)] if steps else []
        most = [] if self.worth_most is None else [self.worth_most.message]
        return [*fewer, *(say.NEXT(alternative=other.message) for other in others), *most]

    def told(self, to: Speech) -> str:
        """Tell verdict, facts and counter-argument, then the details set in: one line each."""
        first = (self.verdict, *self.facts, self.counter)
        lines = [to.sentence(message) for message in first]
        return "\n".join([*lines, *(f"  {to.sentence(message)}" for message in self.details)])


def explain_pair(proposal: Proposal, pair: Pair) -> PairExplanation:
    """Justify one proposed pair.

    Parameters
    ----------
    proposal : Proposal
        The proposal; alternatives and margin are exact only when it is proved optimal, and are
        left out otherwise.
    pair : Pair
        One of ``proposal.pairs``.
    """
    scored, row, col = proposal.scored, pair.row, pair.col
    mentor, pinned = name_of(proposal.round, pair.mentor), pin_of(proposal, row, col)
    proved, unknown = proposal.status == "optimal", tuple(scored.unknown(row, col))
    weighed = proved and pinned is None
    parts, goals = contributions(proposal, row, col), goals_served(proposal, row, col)
    languages = shared_languages(proposal, row, col)
    times = common_time(pair.mentee, pair.mentor, proposal.policy)
    return PairExplanation(
        mentee=name_of(proposal.round, pair.mentee),
        mentor=mentor,
        points=pair.points,
        weak=proposal.is_weak(pair),
        facts=three_facts(mentor, parts, goals, languages, times),
        contributions=parts,
        goals=goals,
        languages=languages,
        common_time=times,
        alternatives=alternatives(proposal, row, col) if weighed else (),
        worth_most=worth_most(proposal, row, col) if weighed else None,
        margin=_margin(proposal, row, col) if weighed else None,
        proved=proved,
        pinned=pinned,
        kept_by=kept_by(proposal, row, col),
        waived=waivers_of(proposal, row, col),
        flags=tuple(evidence.reason(scored, rule, row, col) for rule in unknown),
        unknown=unknown,
        second=second_mentor(proposal, pair.mentee.id),
        sources=tuple(
            say.SOURCE(file=p.source.file, row=p.source.row)
            for p in (pair.mentee, pair.mentor)
            if isinstance(p.source, Source)
        ),
    )


def _margin(proposal: Proposal, row: int, col: int) -> Loss | None:
    place = proposal.assignment.pairs.tolist().index([row, col])
    lost = proposal.regrets.margins.one(place)
    return None if lost is None else Loss(coverage=lost[0], points=lost[1])
