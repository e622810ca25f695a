"""The house rules on imports: data flows one way, and heavy things stay in their rooms."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import alliance_match

SOURCE = Path(alliance_match.__file__).parent
LAYERS = {
    "errors": 0,
    "model": 1,
    "words": 1,
    "intake": 2,
    "scoring": 2,
    "synthetic": 2,
    "assignment": 3,
    "round_problem": 4,
    "rematch": 5,
    "experts": 5,
    "co_mentors": 5,
    "quotas": 6,
    "matching": 7,
    "proposal": 8,
    "explain": 9,
    "quality": 10,
    "report": 11,
    "cli_files": 12,
    "cli_own": 12,
    "cli_record": 12,
    "cli_quality": 13,
    "cli": 14,
}
JUDGES = tuple(f"alliance_match.{room}" for room in ("intake", "scoring", "words"))
#: Methods of the object that users hold; each imports what it needs when it is called.
FACADE = {
    ("proposal.py", "explain"),
    ("proposal.py", "report"),
    ("findings.py", "report"),
    ("comparison.py", "report"),
    ("report.py", "report"),
}
#: The one reader of a file outside intake, report and cli: ``Policy.load``.
READS_FILES = {"model/policy.py"}
#: Reads data files of the package itself, not the user's.
PACKAGE_DATA = "importlib.resources"


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> list[str]:
    """Absolute names of everything a module imports, type-checking imports left out."""
    tree = ast.parse(path.read_text("utf-8"))
    package = ["alliance_match", *path.relative_to(SOURCE).parts[:-1]]
    skipped = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            prefix = ".".join([*base, *([node.module] if node.module else [])])
            found += [prefix, *(f"{prefix}.{alias.name}" for alias in node.names)]
    return found


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_run_one_way(path):
    room = room_of(path)
    if room in ("__init__", "__main__"):
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "alliance_match" or len(parts) < 2 or parts[1] not in LAYERS:
            continue
        other = parts[1]
        allowed = other == room or LAYERS[other] < LAYERS[room] or (path.name, other) in FACADE
        assert allowed, f"{name_of(path)} imports {name}"
    if room == "assignment":
        assert not any(
            n.startswith(("alliance_match.model", "alliance_match.scoring")) for n in imports(path)
        )
    if room == "intake":
        assert not any(n.startswith("alliance_match.scoring") for n in imports(path))
    if room == "synthetic":  # the truth is made apart from everything that judges or matches
        assert not any(n.startswith(JUDGES) for n in imports(path))
    else:  # and nothing that judges or matches can look it up
        assert not any(n.startswith("alliance_match.synthetic") for n in imports(path))


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_heavy_things_stay_in_their_rooms(path):
    top = {name.split(".")[0] for name in imports(path)}
    if room_of(path) != "assignment":
        assert "ortools" not in top
    if room_of(path) in ("model", "assignment", "explain", "quality", "scoring"):
        assert "pandas" not in top
    if room_of(path) == "model":
        assert "jinja2" not in top


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_files_are_touched_at_the_doors_only(path):
    if room_of(path) in ("intake", "report", "cli", "cli_files") or name_of(path) in READS_FILES:
        return
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called != "open", f"{name_of(path)} opens a file"
            if called.endswith((".read_text", ".read_bytes")):
                assert "resources.files" in called, f"{name_of(path)}: {called}"
            assert not called.endswith((".write_text", ".write_bytes")), (
                f"{name_of(path)}: {called}"
            )


def test_there_is_no_drawer_for_everything():
    assert not [p for p in modules() if p.stem in ("utils", "helpers", "common", "misc")]


def test_modules_stay_small():
    long = {name_of(p): n for p in modules() if (n := len(p.read_text("utf-8").splitlines())) > 330}
    assert not long


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import alliance_match", ("numpy", "pandas", "pydantic", "ortools")),
        ("import alliance_match.cli", ("numpy", "pandas", "pydantic", "ortools", "rich.console")),
        ("import alliance_match.assignment", ("ortools", "pandas", "pydantic")),
        ("from alliance_match import verify", ("ortools", "pandas")),
        ("from alliance_match import load_round", ("ortools", "pandas")),
    ],
)
def test_importing_loads_no_more_than_it_must(code, absent):
    check = f"import sys; {code}; print(*sorted(set({absent!r}) & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == ""


def test_every_public_name_is_there_and_typed():
    source = (SOURCE / "__init__.py").read_text("utf-8")
    for name in alliance_match.__all__:
        assert getattr(alliance_match, name) is not None
    typed = {
        alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.level
        for alias in node.names
    }
    assert typed == set(alliance_match.__all__) - {"__version__"}
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = alliance_match.nonsense
