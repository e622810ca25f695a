"""Feed mutated bytes to the readers: ``python fuzz/intake_bytes.py [libFuzzer options]``."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["alliance_match.intake", "csv", "zipfile"]):
    from tests.intake import conservation

    import alliance_match.intake

from seeds import seeds

SUFFIXES = (".csv", ".xlsx")
FOLDER = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))


def one_input(data: bytes) -> None:
    """Read one input as a file; the suffix never matters to what is read."""
    path = FOLDER / f"input{SUFFIXES[len(data) % len(SUFFIXES)]}"
    path.write_bytes(data)
    conservation.check_file(path)


def main() -> None:
    """Write the seeds as the corpus, unless one is given, and fuzz."""
    options = sys.argv[1:]
    if not any(not o.startswith("-") for o in options):
        corpus = FOLDER / "corpus"
        corpus.mkdir()
        for n, seed in enumerate(seeds()):
            (corpus / f"seed{n:02d}").write_bytes(seed)
        options.append(os.fspath(corpus))
    assert alliance_match.intake
    atheris.Setup([sys.argv[0], "-timeout=20", "-rss_limit_mb=2500", *options], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
