"""The JSON Schema of a bundle, made from the records that it holds.

``python -m alliance_match.report.bundle_schema`` prints what ``schema/bundle-2.json`` holds.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import models_json_schema

from ..assignment import OBJECTIVES
from ..model.policy import Policy
from ..model.round import MatchRound
from ..model.vocabulary import Area, Topic
from ..scoring.criteria import CRITERIA
from ..words import LANGUAGES
from .bundle import SCHEMA

__all__ = ["bundle_schema"]

Schema = dict[str, Any]

_HASH = {"$ref": "#/$defs/Hash"}
_NAME = {"type": "string"}
_WHOLE = {"type": "integer"}
_MAYBE_WHOLE = {"type": ["integer", "null"]}


def bundle_schema() -> Schema:
    """Make the JSON Schema (draft 2020-12) of what :func:`to_bundle` writes.

    Returns
    -------
    dict
        The same for the same version of alliance-match.
    """
    parts = {
        "schema": {"const": SCHEMA},
        "language": {
            "enum": list(LANGUAGES),
            "description": "Of the words in the files beside it.",
        },
        "versions": _object(
            "The software that wrote it, by name.", extra=_NAME, required=["alliance-match"]
        ),
        "previous": _or_null(
            _object("The record before this one: the hash of its bundle.", {"hash": _HASH})
        ),
        "redaction": _or_null(
            _object(
                "Of a record without names: the hash of the whole one, and whether people keep "
                "their ids.",
                {"of": _HASH, "ids": {"enum": ["kept", "replaced"]}},
            )
        ),
        "round": {"$ref": "#/$defs/MatchRound"},
        "policy": {"$ref": "#/$defs/Policy"},
        "points": _list(
            _list(_MAYBE_WHOLE), "Points of 1000, mentees down, mentors across; null: not eligible."
        ),
        "capacity": _list(_WHOLE, "Places of each mentor."),
        "rematch": _or_null(_rematch()),
        "result": _result({"conflict": _list(_NAME, "What cannot be kept together.")}),
        "pairs": _list(_pair(), "The proposed pairs, in the order of the mentees."),
        "unmatched": _list(_NAME, "Ids of the mentees who are left without a mentor."),
        "certificate": _or_null(_certificate()),
        "quotas": _or_null(_quotas()),
        "experts": _or_null(_experts()),
        "co_mentors": _or_null({"$ref": "#/$defs/Proved"}),
        "tie_break": {"type": "string", "description": "Which of equally good proposals is taken."},
        "hashes": _object(
            "SHA-256 of the canonical JSON of each part, of each thing in them, and of each file.",
            {name: _object("", extra=_HASH) for name in ("parts", "entries", "files")},
        ),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "alliance-match bundle, version 2",
        **_object("A saved proposal: inputs, decisions, policy, result and proof.", parts),
        "$defs": _definitions(),
    }


def _rematch() -> Schema:
    pair = {"type": "array", "prefixItems": [_NAME, _NAME], "items": False, "minItems": 2}
    chosen = {"pairs": _list(pair), "result": _result({}), "certificate": _or_null(_certificate())}
    return _object(
        "Who stays in a re-match: mentee's and mentor's id of the earlier pairs, of those that are "
        "kept, and of the assignment from which the choice was read off, with its proof.",
        {"before": _list(pair), "kept": _list(pair), "chosen": _object("", chosen)},
    )


def _quotas() -> Schema:
    two = {"type": "array", "prefixItems": [_NAME, _NAME], "items": False, "minItems": 2}
    return _object(
        "Who comes under the policy's quotas: the limits that are used up, each with a mentee who "
        "comes under it no more; pairs (mentee, mentor) that stay for an at_least; accepted pairs "
        "that yield; earlier pairs in a re-match; and the best assignment, by place, with its "
        "proof.",
        {
            "full": _list(two),
            "needed": _list(two),
            "dropped": _list(two),
            "before": _or_null(_list(two)),
            "chosen": {"$ref": "#/$defs/Proved"},
        },
    )


def _experts() -> Schema:
    worth = _or_null(_object("", dict.fromkeys(("mentees", "points", "goals"), _WHOLE)))
    consult = _object("", {"mentee": _NAME, "goal": _WHOLE, "expert": _NAME})
    proved = _or_null({"$ref": "#/$defs/Proved"})
    return _object(
        "Which subject expert serves which goal (its place among the mentee's, from 0); who can be "
        "given none; what that is worth and what nothing exceeds; and the assignments that prove "
        "it, by place: mentors without a limit, most of the experts, both in one, and the experts "
        "given the mentors.",
        {
            "consults": _list(consult),
            "without_expert": _list(_NAME),
            "worth": worth,
            "bound": worth,
            "kept": {"type": "boolean"},
            **dict.fromkeys(("free", "ceiling", "joint", "given"), proved),
        },
    )


def _proved() -> Schema:
    """Give the schema of an assignment by place, with its proof (docs/proof.md)."""
    result = _result({})["properties"]
    numbers = {name: shape for name, shape in result.items() if name != "gap"}
    place = {"type": "array", "prefixItems": [_WHOLE, _WHOLE], "items": False, "minItems": 2}
    tree = _object("", {"nodes": _list({"type": "array"})})
    with_side_rows = _object(
        "Where both are chosen in one: bounds by multipliers and prices, in a tree.",
        {
            "objective": {"enum": list(OBJECTIVES)},
            "proof": tree,
            "bound": _WHOLE,
            "fingerprint": _HASH,
            "places": _MAYBE_WHOLE,
            "filling": _or_null(tree),
        },
    )
    proof = {"anyOf": [_certificate(), with_side_rows, {"type": "null"}]}
    return _object("", {**numbers, "pairs": _list(place), "certificate": proof})


def _result(more: Schema) -> Schema:
    status = {"enum": ["optimal", "feasible", "infeasible"]}
    numbers = dict.fromkeys(("value", "coverage", "weight"), _WHOLE)
    bounds = dict.fromkeys(("bound", "gap"), _MAYBE_WHOLE)
    objective = {"enum": list(OBJECTIVES)}
    return _object("", {"status": status, "objective": objective, **numbers, **bounds, **more})


def _pair() -> Schema:
    by_name = {c.name: _WHOLE for c in CRITERIA}  # some are told only where they have a weight
    about = "Points by criterion; those of the programme's own stand beside."
    contributions = _object(about, by_name, extra=_WHOLE, required=[])
    names = {"mentee": _NAME, "mentor": _NAME}
    return _object("", {**names, "points": _WHOLE, "contributions": contributions})


def _certificate() -> Schema:
    return _object(
        "One price for each mentor, and what no proposal can exceed (docs/proof.md).",
        {
            "objective": {"enum": list(OBJECTIVES)},
            "prices": _list(_WHOLE),
            "bound": _WHOLE,
            "fingerprint": _HASH,
        },
    )


def _definitions() -> Schema:
    """Give the schemas of all records; the vocabulary is written without synonyms."""
    _, found = models_json_schema(
        [(MatchRound, "serialization"), (Policy, "serialization")], ref_template="#/$defs/{model}"
    )
    definitions: Schema = found["$defs"]
    for model in (Area, Topic):
        definitions[model.__name__]["properties"].pop("synonyms")
    for one in definitions.values():
        if one.get("type") == "object":
            one["required"] = list(one.get("properties", ()))  # all is written, defaults too
    shape = {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256."}
    return {
        "Hash": shape,
        "Proved": _proved(),
        **{name: _short(one) for name, one in sorted(definitions.items())},
    }


def _short(schema: Schema) -> Schema:
    """Cut a record's description to its first paragraph."""
    words = schema.get("description", "").split("\n\n")[0]
    return {**schema, "description": " ".join(words.split())} if words else schema


def _object(
    description: str,
    properties: Schema | None = None,
    extra: Schema | None = None,
    required: list[str] | None = None,
) -> Schema:
    found: Schema = {"description": description} if description else {}
    found |= {"type": "object", "properties": properties} if properties else {"type": "object"}
    must = list(properties or ()) if required is None else required
    found |= {"required": must} if must else {}
    return {**found, "additionalProperties": False if extra is None else extra}


def _list(items: Schema, description: str = "") -> Schema:
    found: Schema = {"description": description} if description else {}
    return {**found, "type": "array", "items": items}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


if __name__ == "__main__":
    print(json.dumps(bundle_schema(), indent=1, ensure_ascii=False))
