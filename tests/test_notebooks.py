"""Notebooks are executed (by nbmake, see pyproject.toml) and equal their plain-text twins."""

from __future__ import annotations

from pathlib import Path

import jupytext
import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))


def cells(path):
    return [(c.cell_type, c.source) for c in jupytext.read(path).cells]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook_and_script_are_the_same(path):
    assert cells(path) == cells(path.with_suffix(".py"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_are_kept_without_output(path):
    assert all(not c.get("outputs") for c in jupytext.read(path).cells if c.cell_type == "code")


def test_the_quickstart_has_ten_cells():
    assert [kind for kind, _ in cells(EXAMPLES / "quickstart.ipynb")].count("code") == 10
