"""The hash of each thing in a bundle, so that whatever was changed can be named."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["digest", "entries"]

_PEOPLE = {
    "mentors": "mentor",
    "mentees": "mentee",
    "experts": "expert",
    "organisations": "organisation",
}


def digest(value: object) -> str:
    """Hash a JSON value: SHA-256 of its canonical form."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def entries(bundle: Mapping[str, Any]) -> dict[str, str]:
    """Hash people, organisations, decisions, settings, points and pairs, one by one.

    Parameters
    ----------
    bundle : mapping
        The parts of a bundle, as plain JSON types.

    Returns
    -------
    dict of str to str
        By kind and name, such as ``"mentor M01"``, ``"decision pin E01 M01"``,
        ``"setting criteria.language.weight"`` or ``"points E01"`` (with every mentor).
    """
    counted: Counter[str] = Counter()
    found = {}
    for name, value in _named(bundle):
        counted[name] += 1
        again = f" #{counted[name]}" if counted[name] > 1 else ""
        found[name + again] = digest(value)
    return found


def _named(bundle: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    people = bundle["round"]
    for part, kind in _PEOPLE.items():
        for one in people[part]:
            yield f"{kind} {one['id']}", one
    for one in people["decisions"]["entries"]:
        words = [one["kind"], one["mentee"], one["mentor"], one.get("rule") or ""]
        yield f"decision {' '.join(words).strip()}", one
    yield from _settings("setting ", bundle["policy"])
    for mentee, row in zip(people["mentees"], bundle["points"], strict=False):
        yield f"points {mentee['id']}", row
    for pair in bundle["pairs"]:
        yield f"pair {pair['mentee']}", pair


def _settings(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, dict):
        yield path, value
        return
    for name, inner in value.items():
        dot = "" if path.endswith(" ") else "."
        yield from _settings(f"{path}{dot}{name}", inner)
