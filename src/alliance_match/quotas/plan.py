"""Who is chosen within the quotas, with its proof, and as plain types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..assignment import (
    Assignment,
    AssignmentProblem,
    SideRow,
    renumbered,
    weighed_for_keeping,
)
from ..assignment.saved import from_plain, to_plain
from ..model.decisions import Decision, Decisions
from ..model.round import MatchRound
from ..rematch import old_pairs, rate_of, without_kept
from ..round_problem import build_problem
from ..scoring.quotas import Closed, Limit, taken
from ..scoring.score import ScoredPairs

__all__ = ["QuotaPlan", "before_quotas", "joint_problem"]

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class QuotaPlan:
    """Who is chosen within the quotas.

    Attributes
    ----------
    chosen : Assignment
        The best within the quotas, with its certificate; in a re-match with a reward for each pair
        that stays.
    full : tuple of (str, str)
        A limit that is used up, and the id of a mentee who comes under it no more.
    needed : tuple of (str, str)
        Pairs that stay, because a quota asks for at least so many.
    dropped : tuple of (str, str)
        Accepted pairs that yield to the quotas.
    before : tuple of (str, str) or None
        In a re-match, the pairs of the earlier proposal.
    """

    chosen: Assignment
    full: Pairs = ()
    needed: Pairs = ()
    dropped: Pairs = ()
    before: Pairs | None = None

    def closing(self, scored: ScoredPairs) -> Closed:
        """Add what the quotas leave no room for to what else there is none for."""
        full, dropped = frozenset(self.full), frozenset(self.dropped)
        return replace(scored.facts.closed, limits=full, pairs=dropped)

    def written_into(self, people: MatchRound) -> MatchRound:
        """Add the pairs that are needed to a round's decisions."""
        needed = tuple(Decision(kind="quota", mentee=i, mentor=j) for i, j in self.needed)
        entries = (*people.decisions.entries, *needed)
        return people.model_copy(update={"decisions": Decisions(entries=entries)})

    def joint(self, scored: ScoredPairs) -> AssignmentProblem:
        """Write down the problem of which :attr:`chosen` is the best.

        Parameters
        ----------
        scored : ScoredPairs
            As :func:`before_quotas` gives it.
        """
        return joint_problem(scored, scored.facts.limits, self.dropped, self.before)

    def failures(self, scored: ScoredPairs, proposed: Assignment) -> list[str]:
        """Check the plan without a solver.

        Parameters
        ----------
        scored : ScoredPairs
            As :func:`before_quotas` gives it.
        proposed : Assignment
            The proposal.

        Returns
        -------
        list of str
            What does not hold; empty where all does.
        """
        found = scored.facts.limits
        counts = zip(found, taken(found, proposed.pairs), strict=True)
        wrong = [f"{one.message}: there are {n}" for one, n in counts if not one.holds(n)]
        proof = self.chosen.certificate
        if proof is None:
            return [*wrong, "there is no proof of who is chosen within the quotas"]
        wrong += proof.failures(self.joint(scored), self.chosen)
        if self.before is None and _worth(proposed) < _worth(self.chosen):
            wrong.append("the proposal is worth less than what is best within the quotas")
        return wrong

    def renamed(
        self,
        before: ScoredPairs,
        after: ScoredPairs,
        ids: Mapping[str, str],
        rows: NDArray[np.int64],
        cols: NDArray[np.int64],
    ) -> QuotaPlan:
        """Write the plan under other ids; its proof is then that of the new problem.

        Parameters
        ----------
        before, after : ScoredPairs
            The round under the old and the new ids, as :func:`before_quotas` gives it.
        ids : mapping of str to str
            The new id of each.
        rows, cols : ndarray of int64, shapes (n_mentees,) and (n_mentors,)
            The new place of each.
        """
        named_by = {(one.bounds, one.code.tobytes()): one.key for one in after.facts.limits}
        keys = {
            old.key: named_by.get((old.bounds, _moved_code(old, rows, cols).tobytes()), "")
            for old in before.facts.limits
        }

        def named(pairs: Pairs) -> Pairs:
            return tuple(sorted((ids[mentee], ids[mentor]) for mentee, mentor in pairs))

        told = replace(
            self,
            full=tuple(sorted((keys[limit], ids[mentee]) for limit, mentee in self.full)),
            needed=named(self.needed),
            dropped=named(self.dropped),
            before=None if self.before is None else named(self.before),
        )
        problem, joint = self.joint(before), told.joint(after)
        free = _places(joint)
        places = [free[_content(_moved(one, rows, cols), cols.size)].pop(0) for one in problem.side]
        return replace(told, chosen=renumbered(self.chosen, joint, rows, cols, places))

    def to_dict(self) -> dict[str, Any]:
        """Turn into plain types for JSON."""
        return {
            "full": [list(one) for one in self.full],
            "needed": [list(pair) for pair in self.needed],
            "dropped": [list(pair) for pair in self.dropped],
            "before": None if self.before is None else [list(pair) for pair in self.before],
            "chosen": to_plain(self.chosen),
        }

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> QuotaPlan:
        """Read what :meth:`to_dict` wrote.

        Raises
        ------
        KeyError, TypeError, ValueError
            When something is missing, or of another kind.
        """
        chosen = from_plain(saved["chosen"])
        before = saved["before"]
        lists = {n: _pairs(saved[n]) for n in ("full", "needed", "dropped")}
        return cls(chosen, **lists, before=None if before is None else _pairs(before))


def _worth(found: Assignment) -> tuple[int, int]:
    counts = found.objective == "coverage_total"
    return found.coverage if counts else 0, found.value


def before_quotas(scored: ScoredPairs) -> ScoredPairs:
    """Judge a round again without quotas, and without anything that matching wrote."""
    closed = replace(scored.facts.closed, limits=frozenset(), pairs=frozenset())
    return scored.closing(closed, without_kept(scored.facts.round))


def _pairs(said: Iterable[Iterable[str]]) -> Pairs:
    return tuple((str(mentee), str(mentor)) for mentee, mentor in said)


def joint_problem(
    scored: ScoredPairs, found: Iterable[Limit], dropped: Pairs, before: Pairs | None
) -> AssignmentProblem:
    """Write limits as side rows over a round's problem; those that cannot be reached are left out.

    Parameters
    ----------
    scored : ScoredPairs
        The round, judged without quotas.
    found : iterable of Limit
        Its limits.
    dropped : tuple of (str, str)
        Accepted pairs that are left out.
    before : tuple of (str, str) or None
        In a re-match, the earlier pairs; each that stays is rewarded as the policy says.
    """
    facts = scored.facts
    problem = build_problem(scored.closing(replace(facts.closed, pairs=frozenset(dropped))))
    if before is not None:
        places = old_pairs(facts.round, before)
        problem = weighed_for_keeping(problem, places, rate_of(facts.policy))
    side, is_pair = [], np.zeros(problem.n_rows * problem.n_cols, dtype=np.bool_)
    is_pair[problem.pair_code] = True
    for one in found:
        row, col = np.divmod(one.code[is_pair[one.code]], problem.n_cols)
        if one.at_least is not None:
            side.append(SideRow(row, col, -1, -one.at_least, one.key))
        elif one.at_most is not None and len(set(row.tolist())) > one.at_most:
            side.append(SideRow(row, col, 1, one.at_most, one.key))
    return replace(problem, side=tuple(side))


def _moved(one: SideRow, rows: NDArray[np.int64], cols: NDArray[np.int64]) -> SideRow:
    return replace(one, row=rows[one.row], col=cols[one.col])


def _moved_code(one: Limit, rows: NDArray[np.int64], cols: NDArray[np.int64]) -> NDArray[np.int64]:
    row, col = one.places
    return np.sort(rows[row] * cols.size + cols[col])


def _places(problem: AssignmentProblem) -> dict[tuple[int, bytes], list[int]]:
    """List the side rows, whatever their names, by what they say."""
    found: dict[tuple[int, bytes], list[int]] = {}
    for place, one in enumerate(problem.side):
        found.setdefault(_content(one, problem.n_cols), []).append(place)
    return found


def _content(one: SideRow, n_cols: int) -> tuple[int, bytes]:
    return one.bound, np.sort(one.code(n_cols)).tobytes()
