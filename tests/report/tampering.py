"""What somebody does who changes a saved record, openly or with all hashes made to fit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alliance_match.report.entries import digest, entries

__all__ = ["Bundle", "fit_hashes", "read", "rehash", "rewrite"]

Bundle = dict[str, Any]


def read(folder: Path) -> Bundle:
    """The bundle of a folder."""
    return dict(json.loads((folder / "bundle.json").read_text("utf-8")))


def rewrite(folder: Path, change: Callable[[Bundle], object]) -> None:
    """Change a bundle in its place."""
    bundle = read(folder)
    change(bundle)
    (folder / "bundle.json").write_text(json.dumps(bundle), "utf-8")


def rehash(bundle: Bundle) -> Bundle:
    """Make the hashes of all parts fit again."""
    parts = {name: digest(part) for name, part in bundle.items() if name != "hashes"}
    bundle["hashes"]["parts"] = parts
    if "entries" in bundle["hashes"] and {"round", "policy", "pairs"} <= set(bundle):
        bundle["hashes"]["entries"] = entries(bundle)
    return bundle


def fit_hashes(folder: Path) -> None:
    """Make all hashes fit again, those of the files too."""

    def fit(bundle: Bundle) -> None:
        files = bundle["hashes"]["files"]
        for name in list(files):
            files[name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        rehash(bundle)

    rewrite(folder, fit)
