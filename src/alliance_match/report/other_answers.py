"""Other words for the answers by which a quota counts: they may name people or places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from ..model.answers import answer_key, answers_of
from ..model.people import Mentee, Mentor, Rank, SubjectExpert
from ..model.policy import Policy
from ..model.quotas import Quota
from ..model.round import MatchRound
from ..model.settings import Scale
from .pseudonyms import shuffled

__all__ = ["OtherAnswers"]

P = TypeVar("P", Mentor, Mentee, SubjectExpert)


@dataclass(frozen=True)
class OtherAnswers:
    """Which answer is called what instead.

    Attributes
    ----------
    policy : Policy
        As it was.
    words : dict of str to dict of str to str
        By the column, without ``scale.``: other words for the key of each answer and step. Columns
        by which no quota counts are not in it.
    """

    policy: Policy
    words: dict[str, dict[str, str]]

    @classmethod
    def of(cls, people: MatchRound, policy: Policy, salt: str) -> OtherAnswers:
        """Give other words to all answers by which a quota counts.

        Parameters
        ----------
        people, policy : MatchRound and Policy
            As they were.
        salt : str
            What only those know who have the round: the order of the words rests on it.
        """
        columns = sorted({q.column for q in policy.quotas if q.column is not None})
        return cls(policy, {name: _words(people, policy, name, salt) for name in columns})

    def of_person(self, one: P) -> P:
        """Keep the ranks at which the policy looks, in other words."""
        last = {rank.scale: rank for rank in one.ranks}  # of several on one scale, as scoring does
        kept = [self._rank(one, rank) for rank in last.values()]
        return one.model_copy(update={"ranks": tuple(rank for rank in kept if rank is not None)})

    def _rank(self, one: Mentor | Mentee | SubjectExpert, rank: Rank) -> Rank | None:
        column, is_step = rank.scale, rank.step in _steps(self.policy, rank.scale)
        if column not in self.words:
            return rank if is_step else None
        words = self.words[column]
        if is_step:
            return Rank(scale=column, step=words[answer_key(rank.step)])
        said = answers_of(one, column, set(map(answer_key, _steps(self.policy, column))))
        # in small letters: no step of the scale for its rule, as before, and one for the quota
        step = "; ".join(words[answer_key(answer)].lower() for answer in said)
        return Rank(scale=column, step=step) if step else None

    def of_policy(self, policy: Policy) -> Policy:
        """Put other words into a policy's quotas and scales."""
        scales = {name: self._scale(name, scale) for name, scale in policy.scales.items()}
        quotas = tuple(map(self._quota, policy.quotas))
        return policy.model_copy(update={"scales": scales, "quotas": quotas})

    def _scale(self, name: str, scale: Scale) -> Scale:
        if name not in self.words:
            return scale
        steps = tuple(self.words[name][answer_key(step)] for step in scale.steps)
        return scale.model_copy(update={"steps": steps})

    def _quota(self, quota: Quota) -> Quota:
        if quota.column is None or quota.group is None:
            return quota
        words = self.words[quota.column]
        return quota.model_copy(update={"group": words[answer_key(quota.group)]})


def _steps(policy: Policy, column: str) -> tuple[str, ...]:
    return policy.scales[column].steps if column in policy.scales else ()


def _words(people: MatchRound, policy: Policy, column: str, salt: str) -> dict[str, str]:
    """Give numbers to all answers in a column and in the policy, in an order that tells nothing."""
    steps = _steps(policy, column)
    whole = set(map(answer_key, steps))
    everyone = (*people.mentees, *people.mentors, *people.experts)
    said = {answer for one in everyone for answer in answers_of(one, column, whole)}
    named = {q.group for q in policy.quotas if q.column == column and q.group is not None}
    keys = {answer_key(answer) for answer in (*said, *steps, *named)}
    width = len(str(len(keys)))
    order = sorted(keys, key=lambda key: shuffled(salt, key))
    return {key: f"Answer {number:0{width}}" for number, key in enumerate(order, start=1)}
