"""Hypothesis strategies: whole small rounds with labels, and the same round written differently."""

from __future__ import annotations

from hypothesis import strategies as st

from .oracle import Case

LABELS = st.text(st.characters(codec="utf-8"), max_size=4)


@st.composite
def cases(draw: st.DrawFn, loads: bool = True) -> Case:
    """A round of up to 5 rows and 4 columns in which ties are common."""
    n_rows, n_cols = draw(st.integers(0, 5)), draw(st.integers(0, 4))
    cells = [(i, j) for i in range(n_rows) for j in range(n_cols)]
    pairs = draw(st.lists(st.sampled_from(cells), unique=True)) if cells else []
    few = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=2)) if pairs else []
    capacity = draw(st.lists(st.integers(0, 3), min_size=n_cols, max_size=n_cols))
    return Case(
        score={pair: draw(st.integers(-2, 2)) for pair in pairs},
        capacity=capacity,
        min_load=[draw(st.integers(0, min(1, u))) if loads else 0 for u in capacity],
        unmatched=draw(st.lists(st.integers(-1, 1), min_size=n_rows, max_size=n_rows)),
        pins=frozenset(few[:1]),
        forbidden=frozenset(few[1:]),
        row_key=draw(st.lists(LABELS, min_size=n_rows, max_size=n_rows, unique=True)),
        col_key=draw(st.lists(LABELS, min_size=n_cols, max_size=n_cols, unique=True)),
    )


@st.composite
def shuffled(draw: st.DrawFn, case: Case) -> Case:
    """The same labelled round with its rows, columns and pairs in another order."""
    rows = draw(st.permutations(range(case.n_rows)))
    cols = draw(st.permutations(range(case.n_cols)))
    at_row = {old: new for new, old in enumerate(rows)}
    at_col = {old: new for new, old in enumerate(cols)}
    assert case.row_key is not None
    assert case.col_key is not None
    return Case(
        score={
            (at_row[i], at_col[j]): case.score[i, j]
            for i, j in draw(st.permutations(list(case.score)))
        },
        capacity=[case.capacity[j] for j in cols],
        min_load=[case.min_load[j] for j in cols],
        unmatched=[case.unmatched[i] for i in rows],
        pins=frozenset((at_row[i], at_col[j]) for i, j in case.pins),
        forbidden=frozenset((at_row[i], at_col[j]) for i, j in case.forbidden),
        row_key=[case.row_key[i] for i in rows],
        col_key=[case.col_key[j] for j in cols],
    )
