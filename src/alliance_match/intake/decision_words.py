"""The words of decision files: columns, decisions and rules, in English, French and Spanish."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import get_args

from ..model.decisions import WRITTEN, Kind
from ..model.own import own_rule_names
from ..model.settings import Rules
from ..model.vocabulary import normalise
from ..words import LANGUAGES, Template, speech
from ..words.templates import labels
from ..words.templates.decision_form import HEADS, KINDS
from .headers import header_key

__all__ = ["COLUMNS", "KIND_NAMES", "columns", "kinds", "rules"]

COLUMNS = tuple(HEADS)
#: What people can decide.
KIND_NAMES: tuple[Kind, ...] = tuple(k for k in get_args(Kind) if k not in WRITTEN)
_ALSO_COLUMNS = {"kind": "decision", "by": "who", "decided by": "who", "reason": "why"}
_ALSO_KINDS: dict[str, Kind] = {
    "accepted": "accept",
    "pinned": "pin",
    "vetoed": "veto",
    "waived": "waive",
    "waiver": "waive",
    "recused": "recuse",
    "recusal": "recuse",
    "remark": "note",
    "epingler": "pin",
    "veto": "veto",
}


@cache
def columns() -> dict[str, str]:
    """Give the column that each folded header names."""
    said = {header_key(words): name for name, words in _said(HEADS)}
    return said | {header_key(name): name for name in COLUMNS} | _ALSO_COLUMNS


@cache
def kinds() -> dict[str, Kind]:
    """Give the decision that each folded word stands for."""
    names: dict[str, Kind] = {name: name for name in KIND_NAMES}
    said = {normalise(words): names[name] for name, words in _said(KINDS)}
    return _ALSO_KINDS | said | names


def rules() -> dict[str, str]:
    """Give the rule that each folded name or label stands for."""
    return _rules() | {name.replace("_", " "): name for name in own_rule_names()}


@cache
def _rules() -> dict[str, str]:
    names = {normalise(name.replace("_", " ")): name for name in Rules.model_fields}
    said = {normalise(words): name for name, words in _said(labels.RULES)}
    return said | names | {name: name for name in Rules.model_fields}


def _said(templates: Mapping[str, Template]) -> list[tuple[str, str]]:
    """Say templates in all languages, each with its name."""
    voices = [speech(language) for language in LANGUAGES]
    return [(name, to.say(t())) for name, t in templates.items() for to in voices]
