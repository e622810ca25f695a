"""From a problem with side rows to an assignment that is proved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.bound_proof import BoundProof, prove_bound
from alliance_match.assignment.bound_search import root_bound
from alliance_match.assignment.by_labels import ByLabels
from alliance_match.assignment.conflicts import Constraint, find_conflict
from alliance_match.assignment.objective import bonus, weigh
from alliance_match.assignment.pricing import optimum
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.proof_tree import Node, Part
from alliance_match.assignment.result import Assignment
from alliance_match.assignment.rules import broken_rules, plain_total
from alliance_match.assignment.side_certificate import SideCertificate
from alliance_match.assignment.side_optimum import Best, best_of, with_ties_broken
from alliance_match.assignment.side_rows import at_least_filled, counted, side_of
from alliance_match.assignment.tiebreak import tie_break_options
from alliance_match.assignment.watch import Progress, Watch
from alliance_match.errors import AllianceMatchError

__all__ = ["solve_with_side"]

NODES = 50_000
"""How many nodes a proof may have."""


def solve_with_side(
    problem: AssignmentProblem,
    objective: str,
    *,
    near: Assignment | None = None,
    lottery: int | None = None,
    time_limit: float | None = None,
    threads: int = 1,
    progress: Progress | None = None,
) -> Assignment:
    """Find the best assignment that keeps the side rows, and prove it.

    Parameters
    ----------
    problem : AssignmentProblem
        Rows, columns, eligible pairs and rules.
    objective : {"coverage_total", "total"}
        What is maximised.
    near : Assignment, optional
        Among equally good assignments, one that keeps the most pairs of this one.
    lottery : int, optional
        Break ties by a lottery with this seed, instead of by the labels alone.
    time_limit : float, optional
        Seconds. When they are over, the best assignment found by then is returned, with its bound.
    threads : int
        How many HiGHS may use; the first call of a process decides for all.
    progress : callable, optional
        Told each step in a few words.

    Returns
    -------
    Assignment
        ``optimal`` if the certificate closes; else ``feasible``, with the bound of the linear
        relaxation. ``infeasible``, with the conflict named, if the rules cannot all be kept.

    Raises
    ------
    AllianceMatchError
        If the time was up before there was any assignment, or the solver fails.
    """
    watch = Watch(time_limit, progress)
    conflict = find_conflict(problem, with_side=False)
    if conflict:
        return _infeasible(problem, objective, conflict)
    by_labels = ByLabels.of(problem)
    here = by_labels.pairs_here(near.pairs) if near else None
    idle = _as_if_idle(by_labels, objective, here, lottery, watch)
    if idle is not None:
        return replace(idle, lottery=lottery)
    best = _optimum(by_labels.problem, objective, watch, threads)
    if best.status == "infeasible":
        watch.tell("looking for the conflict")
        return _infeasible(problem, objective, find_conflict(problem))
    if best.chosen is None:
        raise AllianceMatchError(
            "No assignment was found in time that keeps the side rows; allow more time."
        )
    root = best.root
    if best.status == "optimal":
        best = with_ties_broken(by_labels.problem, best, here, lottery, watch)
    watch.tell("proving it")
    certificate = None
    if best.status == "optimal":
        certificate = _certificate(by_labels.problem, objective, best.pairs, watch, root)
    certificate = certificate or _bound_alone(by_labels.problem, objective)
    return replace(_checked(by_labels, best.pairs, certificate), lottery=lottery)


def _as_if_idle(
    by_labels: ByLabels,
    objective: str,
    near: IntArray | None,
    lottery: int | None,
    watch: Watch,
) -> Assignment | None:
    """Leave the side rows out; what is best then is best if it happens to keep them."""
    from alliance_match.assignment.components import best_choice_by_component

    problem = by_labels.problem
    options = weigh(problem, objective)
    chosen, prices = optimum(options, watch)
    if prices is None or options.worth(chosen) < options.bound(prices):
        return None
    tight = options.tight(prices)
    pairs = tight.pairs(best_choice_by_component(tie_break_options(problem, tight, near, lottery)))
    if broken_rules(problem, pairs):
        return None
    side = side_of(problem, options)
    at, zero = tuple(prices.tolist()), (0,) * (len(side) + 1)
    bounded = Part.whole(options, side).bounded(1, zero, at)
    if bounded is None:
        return None
    proof = BoundProof((Node(1, zero, at, bounded[0]),))
    certificate = SideCertificate(objective, proof, bounded[0], problem.fingerprint)
    found = _checked(by_labels, pairs, certificate)
    return found if found.status == "optimal" else None


def _optimum(problem: AssignmentProblem, objective: str, watch: Watch, threads: int) -> Best:
    """Fill the most places first if that is asked; the value comes second."""
    options = weigh(problem, "total")
    part = Part.whole(options, side_of(problem, options))
    if objective != "coverage_total":
        return best_of(part, watch, threads)
    filling = replace(part, options=counted(part.options))
    bounded, settled = root_bound(filling, watch.left), len(options.settled)
    if bounded is not None:
        most = bounded.node.bound // bounded.node.scale - settled
        best = best_of(part.limited(-1, most, most), watch, threads)
        if best.status != "infeasible":
            return best
    watch.tell("filling the most places")
    fullest = best_of(filling, watch, threads)
    if fullest.status != "optimal":
        return fullest.of(part)
    most = fullest.worth - settled
    best = best_of(part.limited(-1, most, most), watch, threads)
    return replace(fullest.of(part), status="feasible") if best.chosen is None else best


def _checked(by_labels: ByLabels, pairs: IntArray, certificate: SideCertificate) -> Assignment:
    """Recompute all that is said of the pairs, and call them optimal if the proof closes."""
    given, objective = by_labels.given, certificate.objective
    pairs, certificate = by_labels.pairs_there(pairs), by_labels.certificate_there(certificate)
    value, coverage = plain_total(given, pairs), len(pairs)
    weight = value + bonus(given, objective) * coverage
    found = Assignment(
        "feasible", objective, pairs, value, coverage, weight, certificate.bound, certificate
    )
    return replace(found, status="optimal") if certificate.check(given, found) else found


def _certificate(
    problem: AssignmentProblem, objective: str, pairs: IntArray, watch: Watch, root: Node | None
) -> SideCertificate | None:
    """Prove that no assignment fills more places, and that none that fills as many is worth more.

    None if the search for the proofs was given up.
    """
    options = weigh(problem, "total")
    side, filling, places = side_of(problem, options), None, None
    if objective == "coverage_total":
        places = len(pairs)
        filling = prove_bound(
            counted(options), side, places, time_limit=watch.left, node_limit=NODES
        )
        if filling is None:
            return None
        side = (*side, at_least_filled(options, places))
    value = plain_total(problem, pairs)
    proof = None if root is None else BoundProof((root,))
    if proof is None or not proof.holds(options, side, value):
        proof = prove_bound(options, side, value, time_limit=watch.left, node_limit=NODES)
    if proof is None:
        return None
    bound = value + bonus(problem, objective) * len(pairs)
    return SideCertificate(objective, proof, bound, problem.fingerprint, places, filling)


def _bound_alone(problem: AssignmentProblem, objective: str) -> SideCertificate:
    """Prove what the linear relaxation allows."""
    options = weigh(problem, objective)
    part = Part.whole(options, side_of(problem, options))
    bounded = root_bound(part)
    if bounded is not None:
        node = bounded.node
    else:
        zero = np.zeros(options.n_cols, dtype=np.int64)
        node = Node(1, (0,) * len(part.limits), tuple(zero.tolist()), part.options.bound(zero))
    bound, proof = node.bound // node.scale, BoundProof((node,))
    return SideCertificate(objective, proof, bound, problem.fingerprint)


def _infeasible(
    problem: AssignmentProblem, objective: str, conflict: tuple[Constraint, ...]
) -> Assignment:
    """Say that there is no assignment, and why."""
    if not conflict:
        raise AllianceMatchError(
            "HiGHS found no assignment, though there is one; please report this with the problem."
        )
    nothing = np.empty((0, 2), dtype=np.int64)
    total = plain_total(problem, nothing)
    return Assignment("infeasible", objective, nothing, total, 0, total, None, None, conflict)
