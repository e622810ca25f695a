"""What would get this mentee a mentor? The fewest waivers and places, also for somebody else."""

from __future__ import annotations

import numpy as np

from ..assignment import Assignment, AssignmentProblem, solve
from ..model.people import Mentee
from ..proposal import Proposal
from ..scoring import evidence
from ..scoring.rules import RULES
from .record import Explanation, Move, PersonName, name_of
from .words import joined, plural, sentence

__all__ = ["Change", "CheapestChange", "cheapest_change"]

_LABELS = {rule.name: rule.label for rule in RULES}


class Change(Explanation):
    """One thing that the committee could change.

    Attributes
    ----------
    kind : str
        ``waiver`` (a rule is lifted for a pair) or ``place`` (one more with a mentor).
    mentor : PersonName
        Of the pair, or with the place.
    mentee : PersonName or None
        Of the pair; need not be the one who asks.
    rule, why : str
        The rule that is lifted, as people call it, and what stands against the pair now.
    """

    kind: str
    mentor: PersonName
    mentee: PersonName | None = None
    rule: str = ""
    why: str = ""

    @property
    def text(self) -> str:
        """The change."""
        if self.kind == "place":
            return f"one more place with {self.mentor}"
        return f"waive “{self.rule}” for {self.mentee} with {self.mentor} ({self.why})"


class CheapestChange(Explanation):
    """The fewest changes by which a mentee gets a mentor and nobody else loses theirs.

    Attributes
    ----------
    mentee : PersonName
        Who has no mentor now.
    changes : tuple of Change
        All of them are needed; the most points decide between equally few.
    moves : tuple of Move
        Who would have whom then, where that differs.
    possible : bool
        False where vetoes, pins or too few points leave nothing that waivers and places could do.
    """

    mentee: PersonName
    changes: tuple[Change, ...]
    moves: tuple[Move, ...]
    possible: bool = True

    @property
    def elsewhere(self) -> bool:
        """Whether some waiver is about another mentee."""
        return any(one.mentee not in (None, self.mentee) for one in self.changes)

    @property
    def text(self) -> str:
        """The changes, then who would move."""
        if not self.possible:
            return f"No waiver and no place would get {self.mentee} a mentor."
        head = (
            f"What would get {self.mentee} a mentor, at least "
            f"({plural(len(self.changes), 'change')}): {joined([c.text for c in self.changes])}."
        )
        if self.elsewhere:
            head += " The waiver is for somebody else, who then makes room."
        return " ".join([head, *(sentence(str(move)) for move in self.moves)])


def cheapest_change(proposal: Proposal, mentee: str) -> CheapestChange:
    """Find the fewest waivers and extra places that get a mentee a mentor.

    Parameters
    ----------
    proposal : Proposal
        A proposal.
    mentee : str
        Id, or name where it is unique, of somebody without a mentor.

    Returns
    -------
    CheapestChange
        Without changes where the mentee has a mentor already.

    Raises
    ------
    UnknownNameError
        When there is no such mentee.

    Notes
    -----
    One assignment problem: pairs that break rules may be used at a price for each rule, places
    beyond a mentor's own at the same price, and the price is more than all points together. The
    mentee, and everybody who has a mentor now, must have one.
    """
    who = proposal.round.mentee(mentee)
    named = name_of(proposal.round, who)
    if who.id in proposal.mentor_of:
        return CheapestChange(mentee=named, changes=(), moves=())
    row = proposal.round.mentees.index(who)
    problem, bar = _relaxed(proposal, row)
    found = solve(problem, "total")
    matched = set(found.pairs[:, 0].tolist())
    wanted = {row, *(pair.row for pair in proposal.pairs)}
    if found.status == "infeasible" or not wanted <= matched or found.value < bar:
        return CheapestChange(mentee=named, changes=(), moves=(), possible=False)
    return CheapestChange(
        mentee=named, changes=_changes(proposal, found), moves=_moves(proposal, found, who)
    )


def _relaxed(proposal: Proposal, row: int) -> tuple[AssignmentProblem, int]:
    """Write the round down with prices for what the committee could change.

    Returns the problem, and the value under which somebody who must have a mentor has none.
    """
    scored, old = proposal.scored, proposal.problem
    wanted = [row, *(pair.row for pair in proposal.pairs)]
    most = int(scored.points.max(initial=0)) * old.n_rows + 1
    rules = len(scored.verdicts) + 1
    missing = most * (rules + 1) * (old.n_rows + 1)
    rows, cols, scores = [], [], []
    for i in wanted:
        for j in range(old.n_cols):
            if not scored.too_few_points[i, j]:
                rows.append(i)
                cols.append(j)
                broken = len(scored.broken(i, j))
                scores.append(int(scored.points[i, j]) - most * broken)
    capacity = old.capacity.astype(np.int64)
    width = int(capacity.max(initial=0)) + 1
    beyond = np.where(np.arange(width) < capacity[:, None], 0, most)
    is_wanted = np.isin(np.arange(old.n_rows), wanted)
    problem = AssignmentProblem.from_pairs(
        rows,
        cols,
        scores,
        n_rows=old.n_rows,
        n_cols=old.n_cols,
        demand=is_wanted.astype(np.int64),
        capacity=capacity + old.n_rows,
        unmatched=np.where(is_wanted, -missing, 0),
        load_cost=beyond,
        pins=old.pins,
        forbidden=_still_there(old.forbidden, rows, cols),
        row_key=old.row_key,
        col_key=old.col_key,
    )
    return problem, -missing + 1


def _still_there(
    pairs: np.ndarray[tuple[int, ...], np.dtype[np.int64]], rows: list[int], cols: list[int]
) -> list[tuple[int, int]]:
    """Keep the pairs that are among those listed."""
    listed = set(zip(rows, cols, strict=True))
    return [(i, j) for i, j in pairs.tolist() if (i, j) in listed]


def _changes(proposal: Proposal, found: Assignment) -> tuple[Change, ...]:
    """List the rules that the new pairs break, and the places that they need besides."""
    people, scored = proposal.round, proposal.scored
    changes = [
        Change(
            kind="waiver",
            mentee=name_of(people, people.mentees[i]),
            mentor=name_of(people, people.mentors[j]),
            rule=_LABELS[rule],
            why=evidence.reason(scored, rule, i, j),
        )
        for i, j in found.pairs.tolist()
        for rule in scored.broken(i, j)
    ]
    load = np.bincount(found.pairs[:, 1], minlength=len(people.mentors))
    for j, more in enumerate((load - proposal.problem.capacity).tolist()):
        changes += [Change(kind="place", mentor=name_of(people, people.mentors[j]))] * max(0, more)
    return tuple(changes)


def _moves(proposal: Proposal, found: Assignment, who: Mentee) -> tuple[Move, ...]:
    """List who would have somebody else, the one who asks first."""
    people, after = proposal.round, dict(found.pairs.tolist())
    moved = []
    for i, mentee in enumerate(people.mentees):
        now = proposal.mentor_of.get(mentee.id)
        then = after.get(i)
        if then is not None and (now is None or now.col != then):
            before = None if now is None else name_of(people, now.mentor)
            moved.append(
                Move(
                    mentee=name_of(people, mentee),
                    before=before,
                    after=name_of(people, people.mentors[then]),
                )
            )
    return tuple(sorted(moved, key=lambda move: move.mentee.id != who.id))
