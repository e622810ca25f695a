"""What the engine is measured against: each takes the same arrays and returns the total it found.

Every call counts from arrays to a total, with whatever the library needs made of them.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from instances import Ints, Pairs

from alliance_match.assignment import AssignmentProblem, solve
from alliance_match.assignment.components import best_choice_by_component
from alliance_match.assignment.objective import weigh


def problem(pairs: Pairs) -> AssignmentProblem:
    return AssignmentProblem.from_pairs(
        pairs.row,
        pairs.col,
        pairs.score,
        n_rows=pairs.n_rows,
        n_cols=pairs.n_cols,
        capacity=pairs.capacity,
    )


def ours(pairs: Pairs) -> int:
    """Build, solve, break ties, certify, check."""
    return _proved(problem(pairs))


def ours_without_proof(pairs: Pairs) -> int:
    """Build and solve; no prices, no ties, no check."""
    options = weigh(problem(pairs), "total")
    return options.worth(best_choice_by_component(options))


def ours_dense(scores: Ints) -> int:
    return _proved(AssignmentProblem.from_dense(scores))


def _proved(built: AssignmentProblem) -> int:
    found = solve(built, "total")
    if found.status != "optimal":
        raise SystemExit("not proved")
    return found.value


def bare_flow(pairs: Pairs) -> int:
    """OR-Tools' min-cost flow and nothing else."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    n, m = pairs.n_rows, pairs.n_cols
    flow, cols = SimpleMinCostFlow(), n + np.arange(m, dtype=np.int32)
    ones = np.ones(pairs.row.size, dtype=np.int64)
    tail, head = pairs.row.astype(np.int32), (n + pairs.col).astype(np.int32)
    flow.add_arcs_with_capacity_and_unit_cost(tail, head, ones, -pairs.score)
    places, free = np.full(m, pairs.capacity, dtype=np.int64), np.zeros(m, dtype=np.int64)
    flow.add_arcs_with_capacity_and_unit_cost(cols, np.full(m, n + m, dtype=np.int32), places, free)
    sink = np.full(n, n + m, dtype=np.int32)
    one, zero = np.ones(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    flow.add_arcs_with_capacity_and_unit_cost(np.arange(n, dtype=np.int32), sink, one, zero)
    flow.set_nodes_supplies(
        np.arange(n + m + 1, dtype=np.int32), np.concatenate((one, 0 * places, [-n]))
    )
    flow.solve()
    return -flow.optimal_cost()


def scipy_sparse(pairs: Pairs) -> int:
    """SciPy's sparse matching: a column for each place, and one of its own for each row."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    n, places = pairs.n_rows, pairs.n_cols * pairs.capacity
    copies = np.arange(pairs.capacity)
    row = np.append(np.repeat(pairs.row, pairs.capacity), np.arange(n))
    col = np.append((pairs.col[:, None] * pairs.capacity + copies).ravel(), places + np.arange(n))
    worth = np.append(np.repeat(pairs.score, pairs.capacity), np.zeros(n, dtype=np.int64)) + 1
    graph = coo_array((worth, (row, col)), shape=(n, places + n)).tocsr()
    at_row, at_col = min_weight_full_bipartite_matching(graph, maximize=True)
    return int(graph[at_row, at_col].sum()) - n


def lapx_sparse(pairs: Pairs) -> int:
    """The LAPMOD of lapx, on a square problem: twice the rows and places, zeros elsewhere."""
    import lap

    n, places = pairs.n_rows, pairs.n_cols * pairs.capacity
    size, high = n + places, int(pairs.score.max()) + 1
    copies = np.arange(pairs.capacity)
    row = np.repeat(pairs.row, pairs.capacity)
    col = (pairs.col[:, None] * pairs.capacity + copies).ravel()
    worth = np.repeat(pairs.score, pairs.capacity)
    idle = np.arange(n), places + np.arange(n)
    back_row = n + col  # every place may stay empty: its own row takes it, or a row's idle column
    back_col = places + row
    own = n + np.arange(places), np.arange(places)
    i = np.concatenate((row, idle[0], back_row, own[0]))
    j = np.concatenate((col, idle[1], back_col, own[1]))
    cost = np.concatenate((high - worth, np.full(n, high), np.zeros(row.size), np.zeros(places)))
    order = np.lexsort((j, i))
    starts = np.searchsorted(i[order], np.arange(size + 1)).astype(np.int32)
    _, x, _ = lap.lapmod(size, cost[order].astype(float), starts, j[order].astype(np.int32))
    chosen = x[:n] < places
    found = dict(zip(zip(row.tolist(), col.tolist(), strict=True), worth.tolist(), strict=True))
    at = np.flatnonzero(chosen)
    return sum(found[k, p] for k, p in zip(at.tolist(), x[at].tolist(), strict=True))


def scipy_dense(scores: Ints) -> int:
    from scipy.optimize import linear_sum_assignment

    row, col = linear_sum_assignment(scores, maximize=True)
    return int(scores[row, col].sum())


def lapx_dense(scores: Ints) -> int:
    import lap

    _, x, _ = lap.lapjv((scores.max() - scores).astype(float))
    return int(scores[np.arange(len(x)), x].sum())


def munkres(scores: Ints) -> int:
    from munkres import Munkres

    found = Munkres().compute((scores.max() - scores).tolist())
    return sum(int(scores[i, j]) for i, j in found)


def networkx(scores: Ints) -> int:
    from networkx import Graph, max_weight_matching

    n, graph = len(scores), Graph()
    graph.add_weighted_edges_from(
        (i, n + j, int(scores[i, j]) + 1) for i in range(n) for j in range(scores.shape[1])
    )
    found = (sorted(pair) for pair in max_weight_matching(graph, maxcardinality=True))
    return sum(int(scores[i, j - n]) for i, j in found)


def matching(scores: Ints) -> int:
    """The stable matching of ``matching``: each ranks the others by the score. No maximum."""
    from matching.games import StableMarriage

    n, order = len(scores), np.argsort(-scores, axis=1, kind="stable").tolist()
    ranks = np.argsort(-scores.T, axis=1, kind="stable").tolist()
    game = StableMarriage.create_from_dictionaries(
        {f"r{i}": [f"c{j}" for j in order[i]] for i in range(n)},
        {f"c{j}": [f"r{i}" for i in ranks[j]] for j in range(n)},
    )
    pairs = game.solve().items()
    return sum(int(scores[int(r.name[1:]), int(c.name[1:])]) for r, c in pairs)


SPARSE: dict[str, Callable[[Pairs], int]] = {
    "ours": ours,
    "ours, no proof": ours_without_proof,
    "bare flow": bare_flow,
    "SciPy sparse": scipy_sparse,
    "lapx lapmod": lapx_sparse,
}
DENSE: dict[str, Callable[[Ints], int]] = {
    "ours": ours_dense,
    "SciPy": scipy_dense,
    "lapx lapjv": lapx_dense,
    "munkres": munkres,
    "networkx": networkx,
    "matching (stable)": matching,
}
