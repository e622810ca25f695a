"""A short run of each harness in ``fuzz/`` without a fuzzer: the seeds, whole and changed."""

from __future__ import annotations

import importlib
import random

import pytest

pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")

RUNS = {"bytes": 120, "tables": 60, "values": 1000, "settings": 100}


def changed(seed: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Change, cut, double or insert a few bytes, as a fuzzer would."""
    data = bytearray(seed)
    for _ in range(chance.randrange(1, 6)):
        at, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        end = min(end, at + chance.choice((1, 4, 200)))
        kind = chance.randrange(5)
        if kind == 0:
            data[at:at] = chance.randbytes(chance.randrange(1, 30))
        elif kind == 1:
            del data[at:end]
        elif kind == 2:
            data[at:end] = chance.randbytes(end - at)
        elif kind == 3:
            data[at:at] = data[at:end]
        else:
            other = chance.choice(others)
            begin = chance.randrange(len(other) + 1)
            data[at:at] = other[begin : begin + chance.choice((4, 60))]
    return bytes(data)


@pytest.mark.parametrize("name", RUNS)
def test_a_short_run_of_a_harness(name: str) -> None:
    harness = importlib.import_module(f"fuzz.intake_{name}")
    chance, seeds = random.Random(f"fuzzing {name}"), harness.seeds()
    for seed in seeds:
        harness.one_input(seed)
    for _ in range(RUNS[name]):
        harness.one_input(changed(chance.choice(seeds), seeds, chance))
