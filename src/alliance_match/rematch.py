"""Propose again with little change: which pairs of an earlier proposal are kept."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .assignment import Assignment, AssignmentProblem, Certificate, nearby, weighed_for_keeping
from .model.decisions import WRITTEN, Decision, Decisions, Kind
from .model.policy import Policy, to_points
from .model.round import MatchRound

__all__ = ["Kept", "keep", "old_pairs", "rate_of", "without_kept"]


@dataclass(frozen=True)
class Kept:
    """Which pairs of an earlier proposal are kept, with the proof that no other choice is better.

    Attributes
    ----------
    before : tuple of (str, str)
        The earlier pairs of the mentees who are in the round: mentee's and mentor's id.
    pairs : tuple of (str, str)
        Those of them that are kept.
    chosen : Assignment
        The assignment that the choice was read off, with its certificate: best when every move has
        the price that the policy says.
    """

    before: tuple[tuple[str, str], ...]
    pairs: tuple[tuple[str, str], ...]
    chosen: Assignment

    @property
    def moved(self) -> int:
        """How many mentees do not keep the mentor that they had."""
        return len(self.before) - len(self.pairs)

    def written_into(self, people: MatchRound) -> MatchRound:
        """Add the pairs that are kept to a round's decisions."""
        kept = tuple(Decision(kind="keep", mentee=i, mentor=j) for i, j in self.pairs)
        return _deciding(people, (*people.decisions.entries, *kept))

    def failures(self, people: MatchRound, problem: AssignmentProblem, policy: Policy) -> list[str]:
        """Check the choice without a solver.

        Parameters
        ----------
        people : MatchRound
            The round.
        problem : AssignmentProblem
            Its problem, without anything kept.
        policy : Policy
            Says what a move must bring.

        Returns
        -------
        list of str
            What does not hold; empty where all does.
        """
        before = old_pairs(people, self.before)
        weighed = weighed_for_keeping(problem, before, rate_of(policy))
        proof = self.chosen.certificate
        if not isinstance(proof, Certificate):
            return ["there is no proof that the best pairs are kept"]
        wrong = list(proof.failures(weighed, self.chosen))
        if set(self.pairs) != set(_named(people, _common(before, self.chosen.pairs))):
            wrong.append("the pairs that are kept are not those of the proof")
        return wrong


def keep(
    people: MatchRound,
    problem: AssignmentProblem,
    policy: Policy,
    pairs: Iterable[tuple[str, str]],
) -> Kept:
    """Choose which pairs of an earlier proposal to keep.

    Parameters
    ----------
    people : MatchRound
        The round as it is now.
    problem : AssignmentProblem
        Its problem, pins and vetoes included.
    policy : Policy
        ``rematch`` says what a move must bring.
    pairs : iterable of (str, str)
        The earlier pairs: mentee's and mentor's id. Those of mentees who are gone are left out;
        where the mentor is gone, or the pair is not possible any more, the mentee moves.

    Returns
    -------
    Kept
    """
    here = {m.id for m in people.mentees}
    before = tuple(sorted((i, j) for i, j in pairs if i in here))
    places = old_pairs(people, before)
    chosen = nearby(problem, places, policy.objective, rate_of(policy))
    return Kept(before, _named(people, _common(places, chosen.pairs)), chosen)


def without_kept(people: MatchRound, kinds: Container[Kind] = WRITTEN) -> MatchRound:
    """Take out of a round's decisions what matching wrote.

    Parameters
    ----------
    people : MatchRound
        A round.
    kinds : container of str
        ``keep``, pairs of an earlier proposal that are kept; ``quota``, pairs that quotas need,
        which is decided before that.
    """
    entries = tuple(d for d in people.decisions.entries if d.kind not in kinds)
    return people if entries == people.decisions.entries else _deciding(people, entries)


def _deciding(people: MatchRound, entries: tuple[Decision, ...]) -> MatchRound:
    return people.model_copy(update={"decisions": Decisions(entries=entries)})


def rate_of(policy: Policy) -> int | None:
    """Give the points of 1000 that a move must bring; None where no points are worth a move."""
    if policy.rematch.order == "fewest_moves":
        return None
    return to_points(policy.rematch.per_move) if policy.rematch.order == "worth_it" else 0


def old_pairs(people: MatchRound, pairs: Iterable[tuple[str, str]]) -> NDArray[np.int64]:
    """Find earlier pairs in the round; a mentor who is gone has a column that is in no problem.

    Returns
    -------
    ndarray of int64, shape (k, 2)
    """
    row = {m.id: i for i, m in enumerate(people.mentees)}
    col = {m.id: j for j, m in enumerate(people.mentors)}
    found = [(row[i], col.get(j, len(col))) for i, j in pairs]
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def _common(one: NDArray[np.int64], other: NDArray[np.int64]) -> list[tuple[int, int]]:
    there = set(map(tuple, other.tolist()))
    return [(i, j) for i, j in one.tolist() if (i, j) in there]


def _named(people: MatchRound, pairs: Iterable[tuple[int, int]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((people.mentees[i].id, people.mentors[j].id) for i, j in pairs))
