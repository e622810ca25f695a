"""Propose: from a round and a policy to the object that users hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from .assignment import (
    Assignment,
    AssignmentProblem,
    Displacements,
    Regrets,
    regrets,
)
from .co_mentors import CoMentorPlan
from .errors import InputError
from .experts import ExpertPlan
from .matching import match
from .model.people import Mentee, Mentor
from .model.policy import Policy, to_points
from .model.round import MatchRound
from .model.same import require_same_people
from .quotas import QuotaPlan
from .rematch import Kept
from .scoring.criteria import told_criteria
from .scoring.score import ScoredPairs

if TYPE_CHECKING:
    import pandas as pd

    from .explain.pair import PairExplanation
    from .explain.to_ask import Questions
    from .explain.unmatched import UnmatchedExplanation
    from .explain.why_not import WhyNot

__all__ = ["Pair", "Progress", "Proposal", "propose"]

#: Called with a few words at each step of a long run.
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Pair:
    """One proposed pair: row and column in the round, the people, and the pair's points."""

    row: int
    col: int
    mentee: Mentee
    mentor: Mentor
    points: int


@dataclass(frozen=True, eq=False)
class Proposal:
    """A proposal for a whole round, with its proof.

    Attributes
    ----------
    round : MatchRound
        What was decided on.
    policy : Policy
        By which rules and weights.
    scored : ScoredPairs
        Every pair, judged.
    problem : AssignmentProblem
        The arrays that were solved: rows are mentees, columns mentors.
    assignment : Assignment
        The result, with its certificate.
    kept : Kept or None
        In a re-match, which pairs of the earlier proposal stay.
    quotas : QuotaPlan or None
        Where the policy limits groups, who is chosen within the limits.
    record : str or None
        Where it was loaded from a folder, the hash of its bundle.
    follows : str or None
        In a re-match, the hash of the earlier proposal's bundle, where that was loaded from one.
    experts : ExpertPlan or None
        Which subject expert serves which goal; None where there are none, or they are not shared
        out.
    co_mentors : CoMentorPlan or None
        Who has a second mentor; None where the policy gives nobody one.
    """

    round: MatchRound
    policy: Policy
    scored: ScoredPairs
    problem: AssignmentProblem
    assignment: Assignment
    kept: Kept | None = None
    quotas: QuotaPlan | None = None
    record: str | None = None
    follows: str | None = None
    experts: ExpertPlan | None = None
    co_mentors: CoMentorPlan | None = None

    @property
    def status(self) -> str:
        """``optimal`` (proved), ``feasible`` (within a stated gap) or ``infeasible``."""
        return self.assignment.status

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The proposed pairs, in the order of the mentees."""
        return tuple(self._pair(i, j) for i, j in self.assignment.pairs.tolist())

    def _pair(self, row: int, col: int) -> Pair:
        mentee, mentor = self.round.mentees[row], self.round.mentors[col]
        return Pair(row, col, mentee, mentor, int(self.scored.points[row, col]))

    @cached_property
    def mentor_of(self) -> dict[str, Pair]:
        """The proposed pair of each matched mentee, by the mentee's id."""
        return {pair.mentee.id: pair for pair in self.pairs}

    @cached_property
    def co_mentor_of(self) -> dict[str, Pair]:
        """The second pair of each mentee who has one, by the mentee's id."""
        second = () if self.co_mentors is None else self.co_mentors.pairs
        return {self.round.mentees[i].id: self._pair(i, j) for i, j in second}

    @property
    def unmatched(self) -> tuple[Mentee, ...]:
        """The mentees who are left without a mentor."""
        return tuple(m for m in self.round.mentees if m.id not in self.mentor_of)

    @cached_property
    def left_out(self) -> dict[str, UnmatchedExplanation]:
        """Why each mentee without a mentor has none, by the mentee's id."""
        from .explain import explain_unmatched

        return {mentee.id: explain_unmatched(self, mentee) for mentee in self.unmatched}

    @cached_property
    def regrets(self) -> Regrets:
        """What forcing each pair would cost; ``ProblemError`` when nothing is proved."""
        return regrets(self.problem, self.assignment)

    @cached_property
    def displacements(self) -> Displacements:
        """Who would move for each pair; ``ProblemError`` when nothing is proved."""
        return Displacements.of(self.problem, self.assignment)

    @cached_property
    def fingerprint(self) -> str:
        """A short name of this proposal, such as ``P-3f9a-02bc-77d1``; decisions on it carry it."""
        from .report import fingerprint

        return fingerprint(self)

    def is_weak(self, pair: Pair) -> bool:
        """Whether a pair is under the policy's ``weak_below``."""
        return pair.points < to_points(self.policy.weak_below)

    def rows(self) -> list[dict[str, object]]:
        """One plain row per mentee: the mentor, the points, and one column per criterion."""
        return [self._row(i, mentee) for i, mentee in enumerate(self.round.mentees)]

    def _row(self, row: int, mentee: Mentee) -> dict[str, object]:
        pair = self.mentor_of.get(mentee.id)
        parts = None if pair is None else self.scored.contributions[:, row, pair.col].tolist()
        return {
            "mentee": mentee.id,
            "mentee_name": mentee.name,
            "mentor": pair and pair.mentor.id,
            "mentor_name": pair and pair.mentor.name,
            "points": pair and pair.points / 10,
            **{c.name: parts and parts[k] / 10 for k, c in told_criteria(self.policy)},
            "weak": pair and self.is_weak(pair),
            **self._second(mentee),
        }

    def _second(self, mentee: Mentee) -> dict[str, object]:
        """Give the second mentor, where the policy gives anybody one."""
        if self.co_mentors is None:
            return {}
        pair = self.co_mentor_of.get(mentee.id)
        mentor = None if pair is None else pair.mentor
        return {"co_mentor": mentor and mentor.id, "co_mentor_name": mentor and mentor.name}

    def to_frame(self) -> pd.DataFrame:
        """Give :meth:`rows` as a DataFrame."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def explain(self, mentee: str) -> PairExplanation | UnmatchedExplanation:
        """Say why a mentee has this mentor, or none.

        Parameters
        ----------
        mentee : str
            Id, or name where it is unique.

        Raises
        ------
        UnknownNameError
            When there is no such mentee; the message names the nearest.
        """
        from .explain import explain

        return explain(self, mentee)

    def why_not(self, mentee: str, mentor: str) -> WhyNot:
        """Say why a mentee does not have a certain mentor: the rules broken, or the exact cost.

        Parameters
        ----------
        mentee, mentor : str
            Ids, or names where they are unique.

        Raises
        ------
        UnknownNameError
            When there is no such person; the message names the nearest.
        """
        from .explain import why_not

        return why_not(self, mentee, mentor)

    def questions(self) -> Questions:
        """List what to ask whom, first what could change this proposal."""
        return self._questions

    @cached_property
    def _questions(self) -> Questions:
        from .explain import questions

        return questions(self)

    def save(
        self,
        folder: str | PathLike[str],
        progress: Progress | None = None,
        language: str = "en",
    ) -> Path:
        """Write dossier, tables and bundle into a folder, replacing what an earlier save wrote.

        Parameters
        ----------
        folder : path
            Written beside it first and moved into place when complete.
        progress : callable, optional
            Told each step.
        language : {"en", "fr", "es"}
            Of the dossier.

        Returns
        -------
        Path
            The folder.
        """
        from .report import save

        return save(self, Path(folder), progress, language=language)

    def __str__(self) -> str:
        from .explain import summary

        return summary(self)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>{self.to_frame().to_html(index=False)}"


def propose(
    match_round: MatchRound,
    policy: Policy | str | PathLike[str] | None = None,
    progress: Progress | None = None,
    *,
    previous: Proposal | None = None,
) -> Proposal:
    """Find the best proposal for a round, and prove it.

    Parameters
    ----------
    match_round : MatchRound
        People, vocabulary and decisions.
    policy : Policy or path, optional
        The policy, or the TOML file that holds it; the default policy when left out.
    progress : callable, optional
        Told each step in a few words.
    previous : Proposal, optional
        An earlier proposal, of this round or of one with other people, answers or decisions. As few
        mentees move as ``policy.rematch`` says; who stays is a decision of the kind ``keep`` in the
        new proposal's round.

    Returns
    -------
    Proposal
        ``infeasible`` with the conflict named when pins and minimum loads contradict each other.

    Raises
    ------
    InputError
        When something else than a round is given, such as a path; or when the earlier proposal has
        the same ids for other people.
    PolicyError
        When the policy is none, or its file cannot be read as one; or when its groups or quotas
        name what is not in the round.
    ProblemError
        When the numbers are too large to be added exactly.

    Examples
    --------
    >>> from alliance_match import load_round
    >>> people = load_round("examples/data/mentors.csv", "examples/data/mentees.csv")
    >>> proposal = propose(people)
    >>> proposal.status, proposal.mentor_of["E02"].mentor.name
    ('optimal', 'Inés Ejemplo')
    """
    if not isinstance(match_round, MatchRound):
        what = f"propose() was given a {type(match_round).__name__} instead of a round"
        raise InputError(f"{what}; read one with load_round(mentors, mentees).")
    policy, tell = Policy.of(policy), progress or (lambda words: None)
    tell(f"scoring {len(match_round.mentees)} x {len(match_round.mentors)} pairs")
    before = None
    if previous is not None:
        require_same_people(previous.round, match_round)
        before = [(pair.mentee.id, pair.mentor.id) for pair in previous.pairs]
    found = match(match_round, policy, before, tell)
    follows = None if previous is None else previous.record
    return Proposal(policy=policy, follows=follows, **vars(found))
