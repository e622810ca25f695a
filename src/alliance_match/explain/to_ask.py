"""What to ask whom, and whether the answer could change the proposal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Literal

from ..errors import InputError
from ..model.answers import PLACES, ROLES, SCALE, Asked, PersonRole, asked_of, everybody
from ..model.people import Mentee, Mentor, SubjectExpert
from ..model.policy import Policy
from ..model.round import MatchRound
from ..proposal import Proposal
from ..scoring.bearing import spoken_opposite
from ..scoring.score import ScoredPairs, score
from ..scoring.unknowns import Unknowns
from ..words import Message, Speech
from ..words.templates import questions as say
from .completeness import label_of
from .record import Explanation, Loss, PersonName, name_of
from .stakes import Stake, Stakes

__all__ = ["Question", "Questions", "open_questions", "questions"]

Person = Mentee | Mentor | SubjectExpert
#: Only the committee, or its office, can answer these.
_OF_COMMITTEE = ("membership", "panel_status")
#: The answer is the organisation's: one of its people is asked for all.
_OF_ORGANISATION = ("country", "membership")
#: These ask for parts of an answer, and quote it as it was understood.
_PARTS = ("language_levels", "expertise_levels", "goal_topics")
_LONG = 160
_VERDICTS = ("can_change", "no_proposal", "cannot_change")


class Question(Explanation):
    """One question to one person.

    Attributes
    ----------
    ask : {"person", "committee"}
        Who can answer.
    role : {"mentee", "mentor", "expert"}
        As what the person applies.
    person : PersonName
        Whom it is put to, or, where the committee is asked, whom it is about.
    field : str
        What is asked, as ``"time_zone"``.
    label, question, why : Message
        What it is called, the sentence to send, and why it matters.
    verdict : {"can_change", "cannot_change", "no_proposal"}
        Whether the answer could change the proposal. ``cannot_change`` is certain: whatever the
        answer, all others being as they are, this proposal stays one of the best. The range
        behind ``can_change`` may be wider than what anybody would answer.
    pairs : int
        How many pairs could get other points, or become possible or impossible.
    falls : int
        How many proposed pairs might turn out not to be possible.
    effect : Loss or None
        How much better than this one another proposal could be then, at most; ``None`` where
        pins or minimum loads could then not be kept, where there is no proposal, and in rounds of
        more than 100,000 eligible pairs where it would have to be solved again.
    """

    ask: Literal["person", "committee"]
    role: PersonRole
    person: PersonName
    field: str
    label: Message
    question: Message
    why: Message
    verdict: Literal["can_change", "cannot_change", "no_proposal"]
    pairs: int
    falls: int = 0
    effect: Loss | None = None

    @property
    def stake(self) -> Message:
        """Whether the answer could change the proposal, and how."""
        if self.verdict == "no_proposal":
            return say.NO_PROPOSAL()
        if self.verdict == "cannot_change":
            return say.CANNOT_CHANGE()
        reasons: list[Message] = [say.FALLS(count=self.falls)] if self.falls else []
        if self.effect is not None and not self.effect.nothing:
            better = say.BETTER_THAN_REST if self.falls else say.BETTER
            reasons.append(better(loss=self.effect.message))
        if not reasons:
            return say.CAN_CHANGE()
        return say.BECAUSE(verdict=say.CAN_CHANGE(), reasons=tuple(reasons))

    def told(self, to: Speech) -> str:
        """Whom, what, and what hangs on it."""
        whom = say.THE_COMMITTEE() if self.ask == "committee" else str(self.person)
        return to.say(say.QUESTION(whom=whom, question=self.question, verdict=self.stake))


class Questions(Explanation):
    """All open questions on which the policy looks.

    Attributes
    ----------
    questions : tuple of Question
        Those whose answer could change the proposal first: pairs that might not be possible, then
        how much could be at stake, then how many pairs it touches.
    """

    questions: tuple[Question, ...]

    @property
    def changing(self) -> tuple[Question, ...]:
        """Those whose answer could change the proposal."""
        return tuple(one for one in self.questions if one.verdict == "can_change")

    def told(self, to: Speech) -> str:
        """Count them, then give one line for each."""
        if not self.questions:
            return to.say(say.NOTHING_OPEN())
        head = [say.COUNTED(count=len(self.questions)), say.COUNTED_CAN(count=len(self.changing))]
        lines = [f"{n}. {one.told(to)}" for n, one in enumerate(self.questions, start=1)]
        return "\n".join([f"{', '.join(map(to.say, head))}.", *lines])


def questions(proposal: Proposal) -> Questions:
    """List what to ask whom, first what could change the proposal.

    Parameters
    ----------
    proposal : Proposal
        Where it is not proved optimal, nothing is said of what could change it.

    Returns
    -------
    Questions

    Notes
    -----
    An answer cannot change the proposal when it stays optimal over all points within the scoring's
    intervals of the pairs that the answer bears on, and no rule could turn against a proposed
    pair; see :mod:`alliance_match.explain.stakes`. All other pairs are taken as they are; where the
    other side of a pair has not answered either, the interval is that of both answers together.
    """
    stakes = Stakes(proposal) if proposal.status == "optimal" else None
    return _questions(proposal.scored, stakes)


def open_questions(match_round: MatchRound, policy: Policy | None = None) -> Questions:
    """List what to ask whom before there is a proposal, first what bears on the most pairs.

    Parameters
    ----------
    match_round : MatchRound
        The round.
    policy : Policy, optional
        Only what it looks at is asked.

    Raises
    ------
    InputError
        When something else than a round is given.
    """
    if not isinstance(match_round, MatchRound):
        what = f"open_questions() was given a {type(match_round).__name__} instead of a round"
        raise InputError(f"{what}; of a proposal, ask for proposal.questions().")
    return _questions(score(match_round, policy or Policy()), None)


def _questions(scored: ScoredPairs, stakes: Stakes | None) -> Questions:
    asker = _Asker(scored, Unknowns(scored), stakes)
    found = [asker.question(*one) for one in asker.unanswered()]
    return Questions(questions=tuple(sorted(found, key=_rank)))


def _rank(one: Question) -> tuple[object, ...]:
    effect = one.effect or Loss(coverage=0, points=0)
    return (
        _VERDICTS.index(one.verdict),
        -one.falls,
        -effect.coverage,
        -effect.points,
        -one.pairs,
        ROLES.index(one.role),
        one.person.id,
        one.field,
    )


@dataclass(frozen=True)
class _Asker:
    """Puts the open questions of a round."""

    scored: ScoredPairs
    unknowns: Unknowns
    stakes: Stakes | None

    @property
    def round(self) -> MatchRound:
        return self.scored.facts.round

    def unanswered(self) -> Iterator[tuple[PersonRole, Person, Asked]]:
        """Go through what is unknown and looked at; what an organisation is asked, once."""
        put: set[tuple[str | None, str]] = set()
        asked = {role: asked_of(self.round, role) for role in ROLES}
        for role, person in everybody(self.round):
            for one in asked[role]:
                if one.known(self.round, person) is not False or not self._counts(role, one.name):
                    continue
                if one.name in _OF_ORGANISATION:
                    if (person.organisation, one.name) in put:
                        continue
                    put.add((person.organisation, one.name))
                yield role, person, one

    def _counts(self, role: PersonRole, field: str) -> bool:
        return field in PLACES or self.unknowns.bears(role, field)

    def question(self, role: PersonRole, person: Person, asked: Asked) -> Question:
        stake = self._stake(role, person, asked.name)
        verdict = "can_change" if stake.can_change else "cannot_change"
        return Question(
            ask="committee" if asked.name in _OF_COMMITTEE else "person",
            role=role,
            person=name_of(self.round, person),
            field=asked.name,
            label=label_of(asked.name),
            question=self._sentence(person, asked),
            why=self._why(asked.name),
            verdict=verdict if self.stakes else "no_proposal",
            pairs=stake.pairs,
            falls=stake.falls,
            effect=stake.effect,
        )

    # --- what hangs on it ----------------------------------------------------------------------

    def _stake(self, role: PersonRole, person: Person, field: str) -> Stake:
        if field in PLACES:
            assert isinstance(person, Mentor), "only mentors offer places"
            return self._stake_of_places(person, field)
        about: Sequence[tuple[PersonRole, Person]] = [(role, person)]
        if field in _OF_ORGANISATION:
            about = [
                (r, p) for r, p in everybody(self.round) if p.organisation == person.organisation
            ]
        led = {p.id for r, p in about if r == "mentor"}
        groups = (m for m in self.round.mentors if m.group and m.group.mentor in led)
        reach = self.unknowns.reach([*about, *(("mentor", m) for m in groups)], field)
        if self.stakes is None:
            now = self.scored.points[reach.row, reach.col]
            moved = (reach.low < now) | (reach.high > now) | reach.may_fall | reach.may_rise
            return Stake(False, int(moved.sum()), 0, None)
        return self.stakes.of_answer(reach)

    def _stake_of_places(self, mentor: Mentor, field: str) -> Stake:
        """Hours can only take away places; a number of mentees may also add some."""
        col = self.round.mentors.index(mentor)
        if self.stakes is None:
            return Stake(False, int(self.scored.eligible[:, col].sum()), 0, None)
        now = int(self.scored.capacity[col])
        most = max(now, len(self.round.mentees)) if mentor.capacity is None else now
        if mentor.hours_per_month is not None:
            each = self.scored.facts.policy.places.hours_per_mentee
            most = min(most, max(now, int(mentor.hours_per_month.high / each + 1e-9)))
        return self.stakes.of_places(col, 0, most)

    # --- in words ------------------------------------------------------------------------------

    def _sentence(self, person: Person, asked: Asked) -> Message:
        question = self._plain_sentence(person, asked.name)
        written = self._written(person, asked)
        if not written or asked.name in _OF_COMMITTEE:
            return question
        return say.WROTE(written=written, question=question)

    def _plain_sentence(self, person: Person, field: str) -> Message:
        if field.startswith(SCALE):
            name = field.removeprefix(SCALE)
            is_scale = name in self.scored.facts.policy.scales
            return say.ASK_SCALE(scale=name) if is_scale else say.ASK_OWN(column=name)
        if field in _OF_ORGANISATION:
            organisation = self.round.organisation_of(person)
            assert organisation is not None, "where it is unknown, it is asked for first"
            return say.ASK[field](organisation=organisation.name)
        if field == "panel_status":
            return say.ASK[field](person=str(name_of(self.round, person)))
        if items := self._items(person, field):
            return say.ASK[field](items=items)
        return say.ASK[field]()

    def _why(self, field: str) -> Message:
        if not field.startswith(SCALE):
            return say.WHY[field]()
        name, policy = field.removeprefix(SCALE), self.scored.facts.policy
        counts = any(quota.by == field for quota in policy.quotas)
        scale = policy.scales.get(name)
        is_idle = scale is None or {scale.min_ahead, scale.max_ahead, scale.ideal_ahead} == {None}
        return say.WHY_QUOTA(column=name) if counts and is_idle else say.WHY_SCALE(scale=name)

    def _items(self, person: Person, field: str) -> tuple[Message | str, ...]:
        """List the parts of an answer that are not known."""
        if field == "language_levels":
            tags = [s.language for s in person.languages or () if s.level is None]
            return tuple(
                say.LANGUAGE(tag=t) for t in spoken_opposite(self.round, person, tags) or tags
            )
        if field == "expertise_levels" and not isinstance(person, Mentee):
            words = self.round.vocabulary
            return tuple(words.label(e.topic) for e in person.expertise or () if e.level is None)
        if field == "goal_topics" and isinstance(person, Mentee):
            goals = [g for g in person.goals or () if g.topic is None]
            return tuple(
                say.QUOTED(words=shorten(g.text, _LONG, placeholder=" …"))
                if g.text
                else say.GOAL_OF_PRIORITY(priority=g.priority)
                for g in goals
            )
        return ()

    def _written(self, person: Person, asked: Asked) -> str:
        """Quote what intake could not read for certain, where that is why it is unknown."""
        if person.source is None or asked.name in _PARTS:
            return ""
        columns = self.round.report.columns
        for finding in self.round.report.at("question", "error"):
            here = (finding.file, finding.row) == (person.source.file, person.source.row)
            if here and columns.get((finding.file, finding.column or "")) in asked.columns:
                return finding.value
        return ""
