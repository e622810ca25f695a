"""An assignment as plain types, by place, with its proof; and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from alliance_match.assignment.certificate import Certificate
from alliance_match.assignment.result import Assignment
from alliance_match.assignment.side_certificate import SideCertificate

__all__ = ["from_plain", "to_plain"]

_NUMBERS = ("status", "objective", "value", "coverage", "weight", "bound")


def to_plain(found: Assignment) -> dict[str, Any]:
    """Turn an assignment into plain types for JSON."""
    proof = found.certificate
    return {name: getattr(found, name) for name in _NUMBERS} | {
        "pairs": found.pairs.tolist(),
        "certificate": None if proof is None else dict(proof.to_dict()),
    }


def from_plain(saved: Mapping[str, Any]) -> Assignment:
    """Read what :func:`to_plain` wrote.

    Raises
    ------
    KeyError, TypeError, ValueError
        When something is missing, or of another kind.
    """
    proof = saved["certificate"]
    kind = SideCertificate if proof is not None and "proof" in proof else Certificate
    return Assignment(
        pairs=np.array(saved["pairs"], dtype=np.int64).reshape(-1, 2),
        certificate=None if proof is None else kind.from_dict(proof),
        **{name: saved[name] for name in _NUMBERS},
    )
