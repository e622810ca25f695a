"""OR-Tools is loaded to solve, and for nothing else; so is SciPy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import alliance_match.assignment

SCRIPT = """
import json, sys
from dataclasses import replace
import numpy as np
from alliance_match.assignment import *

def loaded():
    return {"ortools", "scipy", "pandas"} & {name.partition(".")[0] for name in sys.modules}

problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
bound, prices = 14, [4, 0]
certificate = Certificate.from_dict(
    {"objective": "total", "prices": prices, "bound": bound, "fingerprint": problem.fingerprint}
)
pairs = np.array([[0, 1], [1, 0]])
assignment = Assignment("optimal", "total", pairs, 14, 2, 14, 14, certificate)
assert certificate.failures(problem, assignment) == ()
assert not loaded(), f"importing or checking loaded {loaded()}"
solve(problem)
assert "ortools" in loaded()
assert "pandas" not in loaded()
"""


def test_checking_a_proof_needs_no_solver():
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_two_files_import_the_solver():
    folder = Path(alliance_match.assignment.__file__).parent
    importers = {
        path.name
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ortools"))
        or (isinstance(node, ast.Import) and any(a.name.startswith("ortools") for a in node.names))
    }
    assert importers == {"flow.py", "milp.py"}
