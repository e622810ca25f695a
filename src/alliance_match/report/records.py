"""What the dossier shows, as plain records: no page and no markup in them."""

from __future__ import annotations

from dataclasses import dataclass

from ..explain import (
    Completeness,
    PairExplanation,
    PersonName,
    Questions,
    UnmatchedExplanation,
)
from ..explain.unmatched import MentorReason
from ..model.decisions import Decision
from ..model.findings import FileRead, Finding, Severity
from ..model.people import Goal
from ..words import Message, Value
from ..words.templates import dossier as say
from .further import Further
from .policy_view import PolicyView
from .proof_view import ProofView
from .rule_states import RuleStates

__all__ = [
    "Attention",
    "DecisionLine",
    "DossierView",
    "ExpertLine",
    "GoalCard",
    "IntakeGroup",
    "Link",
    "MentorLoad",
    "PairCard",
    "UnmatchedCard",
]


#: A margin under so many points of 1000 is thin, whatever the policy says.
THIN = 50
#: The badge of a pair that stays by a decision other than a pin.
_KEPT_BY = {"accept": say.ACCEPTED, "keep": say.KEPT, "quota": say.NEEDED}


@dataclass(frozen=True)
class Link:
    """A place of the dossier, what it is called, and a word on it."""

    label: Value
    anchor: str
    note: Value = ""


@dataclass(frozen=True)
class Attention:
    """Something the committee should look at first."""

    title: Message
    why: Message
    links: tuple[Link, ...]
    count: int


@dataclass(frozen=True)
class DecisionLine:
    """A decision, and why it does not act, where it does not."""

    decision: Decision
    mentee: PersonName
    mentor: PersonName
    remark: Message | None = None


@dataclass(frozen=True)
class GoalCard:
    """A goal as the mentee wrote it; for a pair, also how it is served and by which words."""

    goal: Goal
    topic: str | None
    how: Value = ""
    covered: bool = False
    known: bool = True
    evidence: str = ""
    expert: PersonName | None = None
    taken: Message | None = None


@dataclass(frozen=True)
class MentorLoad:
    """A mentor's places, who has them, and why there are that many."""

    anchor: str
    mentor: PersonName
    places: int
    used: int
    why: Message
    mentees: tuple[tuple[PersonName, str], ...]

    @property
    def left(self) -> int:
        """Places that nobody has."""
        return self.places - self.used


@dataclass(frozen=True)
class PairCard:
    """One proposed pair.

    Attributes
    ----------
    anchor : str
        Its place in the page.
    explanation : PairExplanation
        Points, languages, common time, alternatives and safety, in exact numbers.
    goals : tuple of GoalCard
        In the order of the application.
    load : MentorLoad
        The mentor's places.
    low, high : int
        The points if every open question were answered in the worst and in the best way.
    rules : RuleStates
        How the pair stands to every rule.
    zones : tuple of str or None
        Time zone of the mentee and of the mentor.
    recused : tuple of Message
        Who takes no part in deciding on the pair, and why.
    sources : tuple of Message
        Role, file and row.
    """

    anchor: str
    explanation: PairExplanation
    goals: tuple[GoalCard, ...]
    load: MentorLoad
    low: int
    high: int
    rules: RuleStates
    zones: tuple[str | None, str | None]
    recused: tuple[Value, ...]
    sources: tuple[Message, ...]

    @property
    def verdict(self) -> Message:
        """What is proposed, with how many points."""
        e = self.explanation
        return (say.PROPOSED_WEAK if e.weak else say.PROPOSED)(points=e.points)

    @property
    def tie(self) -> bool:
        """Whether a proposal without the pair is as good."""
        margin = self.explanation.margin
        return margin is not None and margin.nothing

    @property
    def thin(self) -> bool:
        """Whether a proposal without the pair is nearly as good."""
        margin = self.explanation.margin
        return margin is not None and margin.coverage == 0 and 0 < margin.points < THIN

    @property
    def goals_covered(self) -> int:
        """How many goals the mentor covers."""
        return sum(g.covered for g in self.goals)

    @property
    def top_goal_open(self) -> bool:
        """Whether the mentor covers none of the most important goals."""
        best = min((g.goal.priority for g in self.goals), default=0)
        return bool(self.goals) and not any(
            g.covered for g in self.goals if g.goal.priority == best
        )

    @property
    def badges(self) -> tuple[tuple[str, Message], ...]:
        """Kind and words of each mark the pair bears."""
        e = self.explanation
        found = (
            ("weak", say.WEAK(), e.weak),
            ("tie", say.TIE(), self.tie),
            ("tie", say.THIN(), self.thin),
            ("check", say.TO_CHECK(count=len(e.flags)), bool(e.flags)),
            (
                "pinned",
                _KEPT_BY.get(str(e.kept_by), say.PINNED)(),
                e.kept_by is not None,
            ),
            ("waived", say.WAIVED(), bool(e.waived)),
        )
        return tuple((kind, words) for kind, words, holds in found if holds)


@dataclass(frozen=True)
class UnmatchedCard:
    """A mentee without a mentor, what was asked for, and why there is none.

    Of the mentors who cannot be had, so many are ``listed``; the others are counted.
    """

    anchor: str
    explanation: UnmatchedExplanation
    reason: Message
    goals: tuple[GoalCard, ...]
    sources: tuple[Message, ...]
    rounds_waited: int
    listed: int = 24

    @property
    def nearest(self) -> tuple[MentorReason, ...]:
        """The mentors who break the fewest rules."""
        return self.explanation.mentors[:3]

    @property
    def further(self) -> tuple[MentorReason, ...]:
        """Those after them; a page that told hundreds for everybody could not be opened."""
        return self.explanation.mentors[3 : self.listed]

    @property
    def untold(self) -> int:
        """How many mentors are stopped whom the page does not list."""
        return max(0, len(self.explanation.mentors) - self.listed)


@dataclass(frozen=True)
class ExpertLine:
    """A subject expert, what was offered, and for which goals the dossier proposes them.

    ``limit`` is how many consultations can be given; None where experts are not shared out.
    """

    expert: PersonName
    offered: Value
    limit: int | None
    used: int
    proposed: tuple[Link, ...]


@dataclass(frozen=True)
class IntakeGroup:
    """Findings of one severity."""

    severity: Severity
    anchor: str
    title: Message
    about: Message
    findings: tuple[Finding, ...]

    @property
    def counted(self) -> Message:
        """How many findings there are."""
        return say.FINDINGS[self.severity](count=len(self.findings))


@dataclass(frozen=True)
class DossierView:
    """All that the dossier shows.

    Attributes
    ----------
    status : str
        ``optimal``, ``feasible`` or ``infeasible``.
    status_words, proof_words : Message, tuple of Message
        Two words on it; the proof in sentences.
    mentees, mentors, experts, places : int
        Sizes of the round.
    total : int
        Sum of the pairs' points.
    attention : tuple of Attention
        What to look at first.
    further : Further
        Scarce places, recruitment, fairness and other questions.
    pairs, unmatched, loads, experts_proposed, intake, decisions : tuple
        One record per thing shown.
    disagreements : tuple of Message
        Who is for and who is against a pair, where the committee has not settled it.
    files : tuple of FileRead
        Per file, what was read.
    questions : Questions
        What to ask whom.
    completeness : Completeness
        What everybody has answered.
    proof : ProofView or None
        The certificate as sums; ``None`` when there is no proposal.
    policy : PolicyView
        By what was decided.
    version : str
        Of the library.
    """

    status: str
    status_words: Message
    proof_words: tuple[Message, ...]
    mentees: int
    mentors: int
    experts: int
    places: int
    total: int
    conflict: tuple[Message, ...]
    attention: tuple[Attention, ...]
    further: Further
    pairs: tuple[PairCard, ...]
    unmatched: tuple[UnmatchedCard, ...]
    loads: tuple[MentorLoad, ...]
    experts_proposed: tuple[ExpertLine, ...]
    intake: tuple[IntakeGroup, ...]
    files: tuple[FileRead, ...]
    questions: Questions
    completeness: Completeness
    decisions: tuple[DecisionLine, ...]
    disagreements: tuple[Message, ...]
    proof: ProofView | None
    policy: PolicyView
    version: str

    @property
    def mentors_used(self) -> int:
        """How many mentors have a mentee."""
        return sum(load.used > 0 for load in self.loads)

    @property
    def average(self) -> int:
        """Points of a pair on average, rounded half up."""
        return (2 * self.total + len(self.pairs)) // (2 * max(1, len(self.pairs)))

    @property
    def counted(self) -> FileRead:
        """The rows of all files together, decisions aside; only where all are counted."""
        files = [f for f in self.files if f.rows is not None and f.kind != "decision"]
        names = ("rows", "kept", "duplicates", "blank", "dropped")
        sums = {name: sum(getattr(f, name) for f in files) for name in names}
        return FileRead(file="", **sums)
