"""Fuzz one of the harnesses: ``python fuzz/run.py bytes|tables|values|settings [options]``.

Options are libFuzzer's: ``-max_total_time=600`` stops after ten minutes, ``-runs=1000`` after so
many inputs, and a folder keeps what was found to be of interest from one run to the next. What
breaks the readers is written next to where it runs; give that file alone to see it again.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

HARNESSES = ("bytes", "tables", "values", "settings")


def main() -> None:
    """Write the seeds to the corpus, and fuzz."""
    if len(sys.argv) < 2 or sys.argv[1] not in HARNESSES:
        sys.exit(__doc__)
    import atheris

    name, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["alliance_match.intake", "csv", "zipfile"]):
        harness = importlib.import_module(f"fuzz.intake_{name}")
    from fuzz.given import FOLDER

    if not any(not o.startswith("-") for o in options):
        options.append(os.fspath(FOLDER / "corpus"))
    corpus = Path(next(o for o in options if not o.startswith("-")))
    if not corpus.is_file():
        corpus.mkdir(parents=True, exist_ok=True)
        for n, seed in enumerate(harness.seeds()):
            (corpus / f"seed{n:03d}").write_bytes(seed)
    usual = ["-timeout=20", "-rss_limit_mb=2500"]
    usual += ["-len_control=0", "-max_len=600"] if name != "bytes" else []
    atheris.Setup([sys.argv[0], *usual, *options], harness.one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
